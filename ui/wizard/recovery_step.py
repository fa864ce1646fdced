"""Step 3: the recovery key, shown once, and two of its groups typed back from the paper."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from npo_desktop.i18n import _
from npo_desktop.queries.school import set_setting
from npo_desktop.store import audit
from ui.app import Topic
from ui.widgets.recovery_sheet import PROVED, KeyProof, KeySheet, edit_of
from ui.wizard.step import Progressed, Step

__all__ = ["RecoveryStep", "edit_of"]


class RecoveryStep(Step):
    """On paper; the proof is asked while the key is out of sight."""

    def __init__(self, so_far: Progressed) -> None:
        super().__init__(so_far)
        self.sheet = KeySheet(so_far.recovery_key, so_far.school)
        self.proof = KeyProof(so_far.recovery_key)
        self.asked, self.fields = self.proof.asked, self.proof.fields
        self._stack = QStackedWidget()
        self._stack.addWidget(self.sheet)
        self._stack.addWidget(self.proof)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self._stack)
        self.sheet.printed.connect(self._note_print)
        self.proof.changed.connect(self.changed)
        self.proof.entered.connect(self._enter)

    @property
    def is_proving(self) -> bool:
        """Whether the groups are being typed back."""
        return self._stack.currentIndex() == 1

    def title(self) -> str:
        return _("Recovery key")

    def lead(self) -> str:
        if self.is_proving:
            return _("Take your paper. This shows that the key can be read back from it.")
        return _("Opens the store when a passphrase is forgotten. It is shown only now.")

    def next_words(self) -> str:
        return _("Compare and go on") if self.is_proving else _("I have it on paper")

    def is_ready(self) -> bool:
        return not self.is_proving or self.proof.is_filled

    def sum_words(self) -> str:
        return "" if self.is_ready() else _("Type both groups from your paper.")

    def can_go_back(self) -> bool:
        return self.is_proving

    def first_focus(self) -> QWidget | None:
        return self.fields[0].control if self.is_proving else None

    def go_back(self) -> bool:
        """Back to the key, not to the passphrase: that is chosen."""
        if self.is_proving:
            self._show(0)
        return True

    def go_on(self) -> None:
        if not self.is_proving:
            self._show(1)
        elif self.proof.is_right():
            assert self.so_far.app is not None
            with self.so_far.app.writing(Topic.SCHOOL) as session:
                set_setting(session, PROVED, "1")
            self.so_far.recovery_key = ""
            self.finished.emit()

    def _show(self, view: int) -> None:
        self.proof.clear()
        self._stack.setCurrentIndex(view)
        self.changed.emit()
        if focus := self.first_focus():
            focus.setFocus()

    def _enter(self) -> None:
        if self.is_ready():
            self.go_on()

    def _note_print(self) -> None:
        assert self.so_far.app is not None
        with self.so_far.app.writing(Topic.SCHOOL) as session:
            audit.note(session, "print", "recovery-sheet")
