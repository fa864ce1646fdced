"""Step 4: the pupils, from the file that the school has already; may wait."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.imports.import_preview import ImportSummary
from ui.imports.pupil_import import PupilImport
from ui.wizard.step import Progressed, Step


class PupilsStep(Step):
    """The import view, with the wizard's own buttons."""

    def __init__(self, so_far: Progressed) -> None:
        super().__init__(so_far)
        assert so_far.app is not None
        self.view = PupilImport(so_far.app)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 4, 4, 4)
        column.addWidget(self.view)
        self.view.changed.connect(self.changed)
        self.view.applied.connect(self._applied)

    def title(self) -> str:
        return _("Read pupils in")

    def lead(self) -> str:
        if self.view.preview is None:
            return _("Take the export of your administration, or a list in Excel.")
        return _("Check what was read. Nothing is saved before you press the button below right.")

    def next_words(self) -> str:
        n = self.view.included
        if not n or self.view.is_busy:
            return _("Read pupils in and go on")
        return ngettext("Read {n} pupil in and go on", "Read {n} pupils in and go on", n).format(
            n=n
        )

    def sum_words(self) -> str:
        return self.view.sum_words()

    def later_words(self) -> str:
        if self.so_far.pupils_read is not None:
            return _("Go on without another file")
        return _("Read pupils in later")

    def is_ready(self) -> bool:
        return self.view.can_apply

    def first_focus(self) -> QWidget:
        return self.view.first_focus()

    def go_on(self) -> None:
        self.view.apply()

    def shown(self) -> None:
        if self.so_far.pupils_read is not None:  # back from the round: a look at a fresh file
            self.view.start_over()

    def _applied(self, _summary: ImportSummary) -> None:
        before = self.so_far.pupils_read or 0
        self.so_far.pupils_read = before + self.view.applied_rows
        self.finished.emit()
