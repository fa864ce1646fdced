"""Step 2: the passphrase; after it the store exists."""

from PySide6.QtWidgets import QWidget

from npo_desktop.i18n import _
from npo_desktop.progress import Progress
from npo_desktop.store.engine import Store
from npo_desktop.store.lifecycle import NewSchool, create_store
from ui.jobs import Jobs
from ui.widgets.new_passphrase import NewPassphrase
from ui.widgets.note import Note
from ui.wizard.step import Progressed, Step, form


class PassphraseStep(Step):
    """Making the keys takes about a second: on the worker."""

    def __init__(self, so_far: Progressed, jobs: Jobs) -> None:
        super().__init__(so_far)
        self._jobs, self._busy = jobs, False
        self.fields = NewPassphrase((so_far.school, so_far.place, so_far.coordinator))
        column = form(self)
        column.addWidget(self.fields)
        column.addWidget(
            Note(
                "info",
                _("Without the passphrase or the recovery key nobody can read the data."),
                _("Not even the maker of the program.")
                + " "
                + _("You get the recovery key in the next step."),
            )
        )
        self.fields.changed.connect(self.changed)
        self.fields.again.edit.returnPressed.connect(self._enter)

    def title(self) -> str:
        return _("Passphrase")

    def lead(self) -> str:
        return _("It locks everything about your pupils. You type it each time you start.")

    def next_words(self) -> str:
        return _("Making the store...") if self._busy else _("Lock with this passphrase")

    def sum_words(self) -> str:
        return self.fields.why_not()

    def is_ready(self) -> bool:
        return self.fields.is_ready() and not self._busy

    def can_go_back(self) -> bool:
        return not self._busy

    def first_focus(self) -> QWidget:
        return self.fields.first.edit

    def go_on(self) -> None:
        if not self.is_ready():
            return
        said, passphrase = self.so_far, self.fields.passphrase()
        school = NewSchool(said.school, said.island, said.place, said.language, said.coordinator)

        def work(_progress: Progress) -> tuple[Store, str]:
            return create_store(said.path, passphrase, school, cost=said.cost)

        self._set_busy(True)
        self._jobs.start(work, self._made, after=self._at_rest)

    def _enter(self) -> None:
        self.go_on()

    def _made(self, made: tuple[Store, str]) -> None:
        self.so_far.store, self.so_far.recovery_key = made
        self.fields.clear()
        self.finished.emit()

    def _at_rest(self) -> None:
        self._set_busy(False)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.fields.setEnabled(not busy)
        self.changed.emit()
