"""How a run of summaries looks: progress, folder, what failed, the list, and the buttons."""

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.i18n import _, ngettext
from npo_desktop.jobs.summary_results import Outcome, PupilResult
from ui.export.export_failed import ExportFailed
from ui.export.export_rows import result_columns
from ui.tables.record_table import RecordTable
from ui.tables.table_view import TableView
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.password_note import PasswordNote
from ui.widgets.picture import Picture
from ui.widgets.progress_line import ProgressLine
from ui.widgets.text import text

_SIDE = 24  # pixels
_ORDER = list(Outcome)


class RunLayout:
    """The widgets of ``RunDialog``, and what they show."""

    def __init__(self, dialog: QDialog, title: str, folder: str) -> None:
        self._counted, self._counts = text("", "primary"), text("", "body", "ink2")
        self._left = text("", "body", "ink2")
        self._bar = ProgressLine(name=title, thickness=12)
        self._where = ElidedLabel(folder, "body", "ink2")
        self.open_folder = KeyButton(_("Open folder"), kind="link")
        self.password, self.safe = PasswordNote(), Note("warn")
        self.failed = ExportFailed()
        table: RecordTable[PupilResult] = RecordTable(result_columns(), key=lambda r: r.pupil_id)
        self.table = TableView(table, name="export-run", sortable=False)
        table.setParent(self.table)
        self.only = QCheckBox(_("Only what did not work"))
        self.stop = KeyButton(_("Stop after this one"))
        self.print = KeyButton("", icon="printer")
        self.close = KeyButton(_("Close"))
        self._results: Sequence[PupilResult] = ()
        self._build(dialog, title)
        self.safe.hide()
        self.only.toggled.connect(self._show_rows)

    def tell(self, counted: str, counts: str, left: str) -> None:
        """How far it is, in words."""
        self._counted.setText(counted)
        self._counts.setText(counts)
        self._left.setText(left)

    def show_results(self, results: Sequence[PupilResult]) -> None:
        """Problems first, what is being made, what there is to say something of, then the rest."""
        self._results = sorted(results, key=lambda one: (_ORDER.index(one.outcome), not one.why))
        found = [result.outcome for result in results]
        self._bar.set_progress(
            found.count(Outcome.WRITTEN),
            len(found),
            failed=found.count(Outcome.FAILED),
            skipped=found.count(Outcome.SKIPPED),
        )
        self.failed.show_failed([one for one in results if one.outcome is Outcome.FAILED])
        self._show_rows()

    def show_busy(self, *, is_busy: bool, ready: int) -> None:
        """Which buttons can be used."""
        had_focus = self.stop.hasFocus() or not self.close.isEnabled()
        self.stop.setEnabled(is_busy)
        self.print.setText(_("Print what is ready ({n})").format(n=ready))
        self.print.setEnabled(ready > 0 and not is_busy)
        self.close.setEnabled(not is_busy)
        if had_focus and not is_busy:
            (self.print if ready else self.close).setFocus()

    def tell_safety(self, pupils: int, files: int, remarks: int = 0) -> None:
        """Whose data the files hold, and of how many of them there is something to know."""
        safe = ngettext(
            "This file holds data of 1 pupil. Keep it safe.",
            "This file holds data of {n} pupils. Keep it safe.",
            pupils,
        ).format(n=pupils)
        if files > 1:
            safe = _("These files hold data of {n} pupils. Keep them safe.").format(n=pupils)
        told = ngettext(
            "There is a remark about 1 summary. It stands on top.",
            "There are remarks about {n} summaries. They stand on top.",
            remarks,
        )
        self.safe.set_text(safe, told.format(n=remarks) if remarks else "")
        self.safe.setVisible(pupils > 0)

    def _show_rows(self) -> None:
        unready = (Outcome.SKIPPED, Outcome.FAILED)
        only = self.only.isChecked()
        bar = self.table.verticalScrollBar()
        place = bar.value()
        self.table.table.set_rows(
            [one for one in self._results if not only or one.outcome in unready]
        )
        bar.setValue(place)

    def _build(self, dialog: QDialog, title: str) -> None:
        column = QVBoxLayout(dialog)
        column.setContentsMargins(0, 20, 0, 0)
        column.setSpacing(0)
        top = QVBoxLayout()
        top.setContentsMargins(_SIDE, 0, _SIDE, 12)
        top.setSpacing(12)
        top.addWidget(text(title, "dialogTitle"))
        counts, where = QHBoxLayout(), QHBoxLayout()
        for line in (counts, where):
            line.setSpacing(8)
        counts.addWidget(self._counted)
        counts.addWidget(self._counts)
        counts.addStretch()
        counts.addWidget(self._left)
        where.addWidget(Picture("folder", "ink2", 16))
        where.addWidget(self._where, 1)
        where.addWidget(self.open_folder)
        top.addLayout(counts)
        top.addWidget(self._bar)
        top.addLayout(where)
        for note in (self.password, self.safe, self.failed):
            top.addWidget(note)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addWidget(self._foot())

    def _foot(self) -> QWidget:
        foot = QFrame()
        foot.setProperty("role", "footer")
        line = QHBoxLayout(foot)
        line.setContentsMargins(_SIDE, 12, _SIDE, 12)
        line.setSpacing(8)
        line.addWidget(self.only)
        line.addStretch()
        for button in (self.stop, self.print, self.close):
            line.addWidget(button)
        return foot
