"""The school's own workbook filled in: choose it, see which names it may use, and what was left."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.clock import today
from npo_desktop.errors import UserError
from npo_desktop.i18n import _, ngettext
from npo_desktop.jobs.export_jobs import note_export
from npo_desktop.progress import Progress
from npo_desktop.queries.papers.template_values import load_template_values
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.queries.rounds import current_round, round_facts
from npo_desktop.queries.school import school_year_of
from npo_desktop.safe_file import write_bytes
from ui.dialogs.frame import dialog_foot
from ui.tables.record_table import Column, RecordTable
from ui.tables.table_view import TableView
from ui.widgets.combo_options import refill
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.remark_list import Remark, RemarkCard
from ui.widgets.text import text

if TYPE_CHECKING:
    from npo_desktop.jobs.template_jobs import TemplateWritten
    from ui.app import App

SIZE = (760, 620)  # pixels


@dataclass(frozen=True, slots=True)
class NameRow:
    """One name that a cell may have."""

    name: str
    label: str
    kind: str


class FillTemplateDialog(QDialog):
    """The template itself is never written to."""

    def __init__(self, app: App, parent: QWidget) -> None:
        super().__init__(parent)
        self._app = app
        self.template: Path | None = None
        self.made: Path | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Fill in our own Excel template"))
        self.resize(*SIZE)
        self._read()
        self.file = ElidedLabel(_("No workbook chosen yet"), "body", "ink2")
        self.choose = KeyButton(_("Choose a workbook..."), icon="file-spreadsheet")
        self.example = KeyButton(_("Save an example..."), kind="link")
        self.pupil = QComboBox()
        self.names: RecordTable[NameRow] = RecordTable(_columns(), self)
        self.list = TableView(self.names, name="template-names", density="dense", sortable=False)
        self.left = RemarkCard(_("Not filled in"), _("Everything found its place."))
        self.told = Note("ok")
        self.open_made = KeyButton(_("Open"), size="row")
        self.cancel, self.go = KeyButton(_("Close"), "Esc"), KeyButton("", kind="primary")
        self._build()
        self._fill()
        self.choose.clicked.connect(self._ask_template)
        self.example.clicked.connect(self._ask_example)
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self._ask_target)
        self.open_made.clicked.connect(self._open)

    def choose_template(self, path: Path) -> None:
        """This workbook; it is looked at when it is filled in."""
        self.template = path
        self.file.setText(path.name)
        self.told.hide()
        self.left.hide()
        self.list.show()
        self.go.setEnabled(self._round is not None)
        self.go.setFocus()

    def fill_in(self, target: Path) -> None:
        """Make the filled workbook on the worker; what found no place follows."""
        app, template, this = self._app, self.template, self._round
        if template is None or this is None:
            return
        pupil_id: UUID | None = self.pupil.currentData()
        content = app.content

        def work(progress: Progress) -> TemplateWritten:
            from npo_desktop.jobs.template_jobs import render_template  # openpyxl: on use

            with app.lend() as store, store.reading() as session:
                values = load_template_values(session, content, this, pupil_id)
            done = render_template(template, values, target, progress=progress)
            with app.lend() as store, store.writing() as session:
                note_export(session, done.written)
            return done

        self.go.setEnabled(False)
        app.jobs.start(
            work,
            self._show_done,
            label=_("Own template"),
            after=lambda: self.go.setEnabled(True),
            refused=self._refuse,
        )

    def save_example(self, target: Path) -> None:
        """A workbook with every name in it, to change."""
        from npo_desktop.exports.xlsx.template_example import example_template

        try:
            write_bytes(target, example_template())
        except UserError as error:
            self._refuse(error)
            return
        self.made = target
        self._tell(_("The example is made."), target)

    def _show_done(self, done: TemplateWritten) -> None:
        from npo_desktop.jobs.template_jobs import not_placed_text

        self.made = done.written.paths[0]
        n = done.placed
        words = ngettext("{n} cell was filled in.", "{n} cells were filled in.", n).format(n=n)
        self._tell(words, self.made)
        self.left.show_remarks(
            [Remark(not_placed_text(one), "alert-triangle", "warn") for one in done.not_placed]
        )
        self.list.hide()
        self.left.show()
        self.open_made.setFocus()

    def _tell(self, words: str, path: Path) -> None:
        self.told.set_tone("ok")
        self.told.set_text(words, _("Saved in {folder}.").format(folder=path.parent))
        self.open_made.show()
        self.told.show()

    def _refuse(self, error: UserError) -> None:
        self.told.set_tone("err")
        self.told.set_text(error.message, error.hint)
        self.open_made.hide()
        self.told.show()

    def _read(self) -> None:
        app, day = self._app, today()
        with app.reading() as session:
            self._round = (
                round_facts(session, app.round_id)
                if app.round_id is not None
                else current_round(session, day)
            )
            on = self._round.starts_on if self._round else day
            self._pupils = pupil_list(session, school_year_of(on), on=on)

    def _fill(self) -> None:
        from npo_desktop.exports.xlsx.template_fields import (
            LIST_FIELDS,
            SINGLE_FIELDS,
            list_name,
            single_name,
        )

        rows = [NameRow(single_name(key), label(), _("one cell")) for key, label in
                SINGLE_FIELDS.items()]  # fmt: skip
        rows += [NameRow(list_name(key), label(), _("a column, one row a plan")) for key, label in
                 LIST_FIELDS.items()]  # fmt: skip
        self.names.set_rows(rows)
        options: list[tuple[str, object]] = [(_("All plans of the round"), None)]
        options += [
            (", ".join(part for part in (one.list_name, one.group) if part), one.id)
            for one in self._pupils
        ]
        refill(self.pupil, options)
        self.go.setText(_("Fill in..."))
        self.go.setEnabled(False)
        if self._round is None:
            told = UserError(_("There is no scan round yet."), _("Plan one under Scans."))
            self._refuse(told)

    def _ask_template(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Choose a workbook..."), str(_folder()), "Excel (*.xlsx *.xltx)"
        )
        if name:
            self.choose_template(Path(name))

    def _ask_target(self) -> None:
        if self.template is None:
            return
        name = f"{self.template.stem}-{today():%Y%m%d}.xlsx"
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Save the filled workbook as"), str(_folder() / name), "Excel (*.xlsx)"
        )
        if chosen:
            self.fill_in(_as_workbook(chosen))

    def _ask_example(self) -> None:
        chosen, _kind = QFileDialog.getSaveFileName(
            self, _("Save an example..."), str(_folder() / "npo-template.xlsx"), "Excel (*.xlsx)"
        )
        if chosen:
            self.save_example(_as_workbook(chosen))

    def _open(self) -> None:
        if self.made is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.made)))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(text(self.windowTitle(), "dialogTitle"))
        words = _("In your own workbook, give a cell one of the names below; here it is filled in.")
        words += " " + _("Formulas and formats stay. In Excel a name is typed in the box left above"
                         " the sheet.")  # fmt: skip
        column.addWidget(text(words, "body", "ink2", wrap=True))
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.choose)
        line.addWidget(self.file, 1)
        line.addWidget(self.example)
        column.addLayout(line)
        column.addWidget(Field(_("Plans of"), self.pupil))
        self.told.add_action(self.open_made)
        self.told.hide()
        column.addWidget(self.told)
        self.list.setProperty("framed", True)
        self.list.setAccessibleName(_("Names that a cell may have"))
        column.addWidget(self.list, 1)
        self.left.hide()
        column.addWidget(self.left, 1)
        column.addLayout(dialog_foot(self.cancel, self.go))


def _columns() -> list[Column[NameRow]]:
    return [
        Column(_("Name of the cell"), lambda row: row.name, width=260),
        Column(_("What is filled in"), lambda row: row.label),
        Column(_("Where"), lambda row: row.kind, width=200),
    ]


def _folder() -> Path:
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place))


def _as_workbook(chosen: str) -> Path:
    path = Path(chosen)
    return path if path.suffix.casefold() == ".xlsx" else path.with_name(path.name + ".xlsx")
