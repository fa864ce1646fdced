"""Step 3: the recovery key, shown once, and two of its groups typed back from the paper."""

import secrets

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from npo_desktop.i18n import _
from ui.widgets.field import Field
from ui.widgets.note import Note
from ui.widgets.text import text
from ui.wizard.step import FORM_WIDTH, Progressed, Step

GROUPS_ASKED = 2
_READ_AS = str.maketrans("OIL", "011", " -")


class RecoveryStep(Step):
    """Write it down by hand; the proof is asked while the key is out of sight."""

    def __init__(self, so_far: Progressed) -> None:
        super().__init__(so_far)
        self._groups = so_far.recovery_key.split("-")
        drawn = secrets.SystemRandom().sample(range(len(self._groups)), GROUPS_ASKED)
        self.asked = tuple(sorted(drawn))  # positions, from 0
        self.fields = [self._field(place) for place in self.asked]
        self._stack = QStackedWidget()
        self._stack.addWidget(self._key_view())
        self._stack.addWidget(self._proof_view())
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self._stack)

    @property
    def is_proving(self) -> bool:
        """Whether the groups are being typed back."""
        return self._stack.currentIndex() == 1

    def title(self) -> str:
        return _("Recovery key")

    def lead(self) -> str:
        if self.is_proving:
            return _("Take your paper. This shows that the key can be read back from it.")
        return _("Opens the store when the passphrase is forgotten. It is shown only now.")

    def next_words(self) -> str:
        return _("Compare and go on") if self.is_proving else _("I have written it down")

    def is_ready(self) -> bool:
        return not self.is_proving or all(field_text(field) for field in self.fields)

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
            return
        wrong = [
            (field, place)
            for field, place in zip(self.fields, self.asked, strict=True)
            if field_text(field) != self._groups[place]
        ]
        for field in self.fields:
            field.clear_error()
        for field, place in wrong:
            field.set_error(
                _("This is not group {n}. Look at your paper, or go back to the key.").format(
                    n=place + 1
                )
            )
        if wrong:
            wrong[0][0].control.setFocus()
            return
        self.so_far.recovery_key = ""
        self.finished.emit()

    def _show(self, view: int) -> None:
        for field in self.fields:
            field.clear_error()
            edit_of(field).clear()
        self._stack.setCurrentIndex(view)
        self.changed.emit()
        if focus := self.first_focus():
            focus.setFocus()

    def _field(self, place: int) -> Field:
        edit = QLineEdit()
        edit.setMaxLength(8)
        edit.setFixedWidth(160)
        edit.textEdited.connect(self.changed)
        edit.returnPressed.connect(self._enter)
        return Field(_("Group {n}").format(n=place + 1), edit)

    def _enter(self) -> None:
        if self.is_ready():
            self.go_on()

    def _key_view(self) -> QWidget:
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(16)
        column.addWidget(self._sheet())
        note = Note(
            "warn",
            _("Copy it by hand, all nine groups, and put the paper in the school safe."),
            _("The program does not keep it, and never makes a file or a photo of it."),
        )
        note.setMaximumWidth(FORM_WIDTH)
        column.addWidget(note)
        column.addStretch()
        return view

    def _sheet(self) -> QFrame:
        sheet = QFrame()
        sheet.setProperty("role", "card")
        sheet.setMaximumWidth(FORM_WIDTH)
        grid = QGridLayout(sheet)
        grid.setContentsMargins(24, 20, 24, 20)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(12)
        for place, group in enumerate(self._groups):
            cell = QVBoxLayout()
            cell.setSpacing(0)
            letters = text(" ".join(group), "statement")
            letters.setAccessibleName(" ".join(group))
            number = text(str(place + 1), "smallest", "ink3")
            for label in (number, letters):
                label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
                cell.addWidget(label)
            grid.addLayout(cell, place // 3, place % 3)
        return sheet

    def _proof_view(self) -> QWidget:
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(16)
        column.addWidget(text(_("Type these two groups from your paper.")))
        for field in self.fields:
            column.addWidget(field)
        column.addStretch()
        return view


def edit_of(field: Field) -> QLineEdit:
    """The line in which a group is typed."""
    assert isinstance(field.control, QLineEdit)
    return field.control


def field_text(field: Field) -> str:
    """A typed group as it is compared: letters that look like digits are digits."""
    return edit_of(field).text().upper().translate(_READ_AS)
