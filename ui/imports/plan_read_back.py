"""The Excel plan back from Excel: what it would change, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.clock import today
from npo_desktop.errors import UserError
from npo_desktop.files.plan_file import PlanFile
from npo_desktop.formats import date_text
from npo_desktop.i18n import _, ngettext
from npo_desktop.progress import Progress
from npo_desktop.queries.imports.import_preview import State
from npo_desktop.queries.planning.plan_differences import (
    PlanChange,
    PlanPreview,
    compare,
    not_ours,
    where_text,
)
from npo_desktop.queries.planning.plan_refusals import KnownPlan
from npo_desktop.queries.planning.plan_round_trip import import_plans, known_plans, take_plans_back
from ui.app import App, Topic
from ui.imports.import_plan_rows import PlanRows, in_order, key_of
from ui.widgets.key_button import KeyButton
from ui.widgets.text import text

if TYPE_CHECKING:
    from npo_desktop.store.engine import Store

SIZE = (960, 600)  # pixels
TOPICS = Topic.PLANS | Topic.IMPORTS


def ask_plan_back(app: App, parent: QWidget) -> None:
    """Choose a workbook; what it would change follows in a dialog."""
    place = QStandardPaths.StandardLocation.DocumentsLocation
    start = Path(QStandardPaths.writableLocation(place)) / "NPO Desktop"
    name, _kind = QFileDialog.getOpenFileName(
        parent, _("Read the Excel plan back"), str(start), "Excel (*.xlsx)"
    )
    if name:
        read_plan_back(app, Path(name), parent)


def read_plan_back(app: App, path: Path, parent: QWidget) -> None:
    """Read a workbook on the worker, then show what it would change."""

    def work(_progress: Progress) -> tuple[PlanFile, dict[UUID, KnownPlan]]:
        from npo_desktop.importers.plan_workbook.read import read_plan_workbook  # openpyxl: on use

        file = read_plan_workbook(path)
        ids = {row.id for row in file.rows if row.id is not None}
        with app.lend() as store, store.reading() as session:
            known = known_plans(session, ids)
        if ids and not known:
            raise not_ours()
        return file, known

    def show(found: tuple[PlanFile, dict[UUID, KnownPlan]]) -> None:
        PlanReadBackDialog(app, *found, parent).open()

    app.jobs.start(work, show, label=_("Reading the file"))


class PlanReadBackDialog(QDialog):
    """Nothing is written before its button is pressed; one undo takes all of it back."""

    def __init__(
        self, app: App, file: PlanFile, known: Mapping[UUID, KnownPlan], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._app, self._file, self._known = app, file, known
        self._choices: dict[tuple[UUID, str], bool] = {}
        self.preview = compare(file, known, today(), {})
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("The Excel plan, read back"))
        self.resize(*SIZE)
        self.sum = text("", "primary", wrap=True)
        self.left = text("", "body", "warn", wrap=True)
        self.rows = PlanRows()
        self.detail = text("", "body", "ink2", wrap=True)
        self.nothing = text(_("This workbook changes nothing."), "body", "ink2")
        self.cancel, self.go = KeyButton(_("Cancel"), "Esc"), KeyButton("", kind="primary")
        self._build()
        self.rows.ticked.connect(self._toggle)
        self.rows.row_selected.connect(self._show_detail)
        self.cancel.clicked.connect(self.reject)
        self.go.clicked.connect(self._apply)
        self._show()

    def _toggle(self, change: PlanChange) -> None:
        if change.plan_id is None:
            return
        self._choices[change.plan_id, change.key] = not change.taken
        self.preview = compare(self._file, self._known, today(), self._choices)
        self._show()
        self.rows.select_key(key_of(change))

    def _show(self) -> None:
        preview = self.preview
        self.rows.show_preview(preview)
        n = len(preview.taken)
        words = ngettext("{n} change will be read in.", "{n} changes will be read in.", n)
        self.sum.setText(" ".join((words.format(n=n), _same_words(preview))).strip())
        self.left.setText(_left_words(preview))
        self.left.setVisible(bool(self.left.text()))
        self.rows.setVisible(bool(preview.changes))
        self.detail.setVisible(bool(preview.changes))
        self.nothing.setVisible(not preview.changes)
        words = ngettext("Read {n} change in", "Read {n} changes in", n).format(n=n)
        self.go.setText(words if n else _("Read in"))
        self.go.setEnabled(n > 0)
        if preview.changes and self.rows.current_row() is None:
            self.rows.select_key(key_of(in_order(preview)[0]))

    def _show_detail(self, change: PlanChange | None) -> None:
        if change is None:
            self.detail.setText("")
            return
        self.detail.setText(f"{where_text(self._file, change)}. {change.reason}".strip())

    def _apply(self) -> None:
        app, preview = self._app, self.preview

        def work(store: Store, _progress: Progress) -> int | None:
            with store.writing() as session:
                return import_plans(session, preview).run_id

        self.go.setEnabled(False)
        app.start_with_store(
            work,
            self._done,
            topic=TOPICS,
            label=_("Reading the file in"),
            refused=self._refuse,
        )

    def _done(self, run: int | None) -> None:
        app, n = self._app, len(self.preview.taken)

        def undo() -> None:
            with app.writing(TOPICS) as session:
                take_plans_back(session, run)

        words = ngettext("{n} change is read in.", "{n} changes are read in.", n)
        app.say(words.format(n=n), self._file.file_name, undo)
        self.accept()

    def _refuse(self, error: UserError) -> None:
        self.left.setText(f"{error.message} {error.hint}")
        self.left.show()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(text(self.windowTitle(), "dialogTitle"))
        column.addWidget(text(_origin(self._file), "body", "ink2", wrap=True))
        column.addWidget(self.sum)
        column.addWidget(self.left)
        column.addWidget(self.rows, 1)
        column.addWidget(self.nothing, 1, Qt.AlignmentFlag.AlignTop)
        self.detail.setMinimumHeight(2 * self.detail.fontMetrics().lineSpacing() + 4)
        self.detail.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.detail)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(text(_("Space takes a change along, or leaves it."), "help", "ink2"))
        line.addStretch()
        line.addWidget(self.cancel)
        line.addWidget(self.go)
        column.addLayout(line)


def _origin(file: PlanFile) -> str:
    if file.made_on is None:
        return file.file_name
    text = _("{file}: round {round}, made on {date}.")
    return text.format(file=file.file_name, round=file.round, date=date_text(file.made_on))


def _same_words(preview: PlanPreview) -> str:
    n = sum(state is State.UNCHANGED for state in preview.states)
    if not n:
        return ""
    return ngettext("{n} plan stays as it is.", "{n} plans stay as they are.", n).format(n=n)


def _left_words(preview: PlanPreview) -> str:
    """What is not taken by itself, and why one should look."""
    doubtful = sum(one.state is State.DOUBTFUL for one in preview.changes)
    faulty = sum(one.state is State.FAULTY for one in preview.changes)
    told = []
    if doubtful:
        told.append(
            ngettext("{n} asks for your decision.", "{n} ask for your decision.", doubtful).format(
                n=doubtful
            )
        )
    if faulty:
        words = ngettext(
            "{n} cannot be read: mend it in the file, or leave it.",
            "{n} cannot be read: mend them in the file, or leave them.",
            faulty,
        )
        told.append(words.format(n=faulty))
    if preview.missing:
        words = ngettext(
            "{n} plan of the workbook is not in the sheet any more: nothing changes for it.",
            "{n} plans of the workbook are not in the sheet any more: nothing changes for them.",
            preview.missing,
        )
        told.append(words.format(n=preview.missing))
    if preview.file.lost:
        words = _("These columns are not in the sheet any more: {columns}.")
        told.append(words.format(columns=", ".join(preview.file.lost)))
    return " ".join(told)
