"""What a plan said before: each earlier version, why it changed, and what it was."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from npo_desktop.formats import date_text
from npo_desktop.i18n import _
from npo_desktop.queries.planning.plan_changes import Version, versions_of
from npo_desktop.queries.planning.plan_papers import dose_text
from npo_desktop.queries.planning.plans import PlanFacts
from ui.dialogs.frame import dialog_column, dialog_foot
from ui.dialogs.room import open_sized
from ui.tables.record_table import BoldRole, Column, RecordTable
from ui.tables.table_view import TableView
from ui.widgets.key_button import KeyButton
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App

WIDTH, HEIGHT = 760, 420  # pixels


class PlanVersionsDialog(QDialog):
    """Newest first; the chosen one stands in words below the list."""

    def __init__(self, app: App, plan_id: UUID, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Earlier versions of the plan of {name}").format(name=name))
        with app.reading() as session:
            versions = versions_of(session, plan_id)
        self.table: RecordTable[Version] = RecordTable(
            _columns(), self, key=lambda version: version.version
        )
        self.view: TableView[Version] = TableView(self.table, sortable=False)
        self.view.setAccessibleName(self.windowTitle())
        self.view.setProperty("framed", True)
        self.table.set_rows(versions)
        self.said = text("", "body", wrap=True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.view.row_selected.connect(self._show)
        close = KeyButton(_("Close"), kind="primary")
        close.clicked.connect(self.accept)
        column = dialog_column(self)
        nothing = text(_("This plan was not changed since it was agreed."), "body", "ink2")
        column.addWidget(self.view if versions else nothing, 1)
        column.addWidget(self.said)
        column.addLayout(dialog_foot(close))
        open_sized(self, WIDTH, HEIGHT)
        if versions:
            self.view.selectRow(0)

    def _show(self, version: Version | None) -> None:
        self.said.setText("\n".join(_lines(version.plan)) if version else "")


def _lines(plan: PlanFacts) -> list[str]:
    days = f"{date_text(plan.starts_on)} – {date_text(plan.review_on)}"
    dose = dose_text(plan.sessions_per_week, plan.minutes, plan.weeks)
    facts = " · ".join(filter(None, (plan.who, dose, days)))
    code = _("Code {code}").format(code=plan.code) if plan.code else ""
    found = [*(goal.text for goal in plan.goals), facts, plan.first_step, plan.pupil_words, code]
    return [line for line in found if line]


def _columns() -> tuple[Column[Version], ...]:
    return (
        Column(_("Version"), lambda one: str(one.version), number=True, width=72,
               roles={BoldRole: lambda _one: True}),
        Column(_("Until"), lambda one: date_text(one.made_at.date()), width=104),
        Column(_("Why it changed"), lambda one: one.words, tip=lambda one: one.words),
        Column(_("By"), lambda one: one.who, width=140),
    )  # fmt: skip
