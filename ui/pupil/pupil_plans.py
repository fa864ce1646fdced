"""All plans of one pupil, also those that were stopped; from here one can go to the bin."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from npo_desktop.dossiers.plan_words import plan_state_text
from npo_desktop.formats import date_text
from npo_desktop.i18n import _, pick
from npo_desktop.proposals.plan import NOTHING_EXTRA
from npo_desktop.queries.planning.plans import PlanFacts, plan_list
from ui.app import Said, Topic
from ui.dialogs.frame import dialog_column
from ui.safety.bin_question import ask_bin
from ui.tables.record_table import BoldRole, Column, RecordTable
from ui.tables.table_view import TableView
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App

SIZE = (680, 360)  # pixels


class PupilPlansDialog(QDialog):
    """Reads again whenever a plan changed. What was binned comes back from here with one click."""

    def __init__(self, app: App, pupil_id: UUID, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._app, self._pupil_id = app, pupil_id
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Plans of {name}").format(name=name))
        self.resize(*SIZE)
        self.table: RecordTable[PlanFacts] = RecordTable(self._columns(), key=lambda plan: plan.id)
        self.view = TableView(self.table, sortable=False)
        self.table.setParent(self.view)
        self.view.setAccessibleName(self.windowTitle())
        self.view.setProperty("framed", True)
        self.nothing = text(_("There is no plan."), "body", "ink2")
        self.told, self.undo = Note("ok"), KeyButton(_("Undo"), size="row")
        self.told.add_action(self.undo)
        self.told.hide()
        self._said: Said | None = None
        self._is_closed = False
        self.delete = KeyButton(_("Move to the bin..."), icon="trash")
        self.close_button = KeyButton(_("Close"), kind="primary")
        self._build()
        self.delete.clicked.connect(self.ask_delete)
        self.undo.clicked.connect(self._take_back)
        self.close_button.clicked.connect(self.accept)
        self.finished.connect(self._hand_over)
        app.changed.connect(self._on_changed)
        self._refresh()

    def ask_delete(self) -> None:
        """Say what goes with the chosen plan, and do it on yes."""
        plan = self.view.current_row()
        if plan is not None:
            ask_bin(self._app, "plan", plan.id, self._approach(plan), self, say=self._say)

    def _say(self, first: str, rest: str = "", undo: Callable[[], None] | None = None) -> None:
        """Here, not in the window behind; once this is closed, there."""
        if self._is_closed:
            self._app.say(first, rest, undo)
            return
        self._said = Said(first, rest, undo)
        self.told.set_text(first, rest)
        self.told.show()
        self.undo.setVisible(undo is not None)
        if undo is not None:
            self.undo.setFocus()

    def _take_back(self) -> None:
        said, self._said = self._said, None
        if said is not None and said.undo is not None:
            said.undo()

    def _hand_over(self) -> None:
        """What can still be undone can be so from the window as well."""
        self._is_closed = True
        if self._said is not None and self._said.undo is not None:
            self._app.said.emit(self._said)

    def _on_changed(self, topic: Topic) -> None:
        if topic & Topic.PLANS:
            self._refresh()

    def _refresh(self) -> None:
        with self._app.reading() as session:
            plans = plan_list(session, pupil_id=self._pupil_id)
        self.table.set_rows(plans)
        self.view.setVisible(bool(plans))
        self.nothing.setVisible(not plans)
        self.delete.setEnabled(bool(plans))
        if plans and self.view.current_row() is None:
            self.view.selectRow(0)

    def _approach(self, plan: PlanFacts) -> str:
        if plan.intervention == NOTHING_EXTRA:
            return _("Nothing extra now")
        known = self._app.content.catalogue.get(plan.intervention)
        return pick(known.names) if known else plan.intervention

    def _columns(self) -> list[Column[PlanFacts]]:
        return [
            Column(_("Approach"), self._approach, roles={BoldRole: lambda _plan: True}),
            Column(_("State"), _state, width=110),
            Column(_("From"), lambda plan: date_text(plan.starts_on), width=110),
            Column(_("Review"), lambda plan: date_text(plan.review_on), width=110),
        ]

    def _build(self) -> None:
        column = dialog_column(self)
        column.addWidget(self.told)
        column.addWidget(self.view, 1)
        column.addWidget(self.nothing)
        column.addStretch(0)
        line = QHBoxLayout()
        line.addWidget(self.delete)
        line.addStretch()
        line.addWidget(self.close_button)
        column.addLayout(line)


def _state(plan: PlanFacts) -> str:
    return plan_state_text(plan.state, is_signed=plan.signed_on is not None)
