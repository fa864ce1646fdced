"""Plans of classes and support groups: dates for all at once, a session for all, looking back."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from npo_desktop.clock import today
from npo_desktop.dossiers.plan_words import plan_state_words
from npo_desktop.formats import date_text
from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.attention import OPEN_STATES
from npo_desktop.queries.planning.group_plans import (
    GroupChange,
    GroupPlanFacts,
    add_group_plan,
    as_new_group_plan,
    change_group_plan,
    end_group_plan,
    group_plan_list,
    linked_plans,
    put_group_plan_back,
    set_links,
    undo_group_change,
    withdraw_group_plan,
)
from npo_desktop.queries.planning.plan_board import plan_board
from npo_desktop.queries.school import school_year_of
from npo_desktop.queries.years.holidays import holiday_list
from ui.app import Topic
from ui.plans.group_links import LinkPlansDialog, linkable, linked_text
from ui.plans.plan_asks import PlanAsk, ask_review_day
from ui.tables.record_table import BoldRole, Column, RecordTable, TagRole
from ui.tables.table_view import TableView
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App


class GroupPlansView(QWidget):
    """``show_plans`` reads; what is changed here can be undone from the message bar."""

    def __init__(self, app: App, log: Callable[[GroupPlanFacts], None]) -> None:
        super().__init__()
        self._app, self._log = app, log
        self.asked: PlanAsk | None = None
        self.linking: LinkPlansDialog | None = None
        self.plans: RecordTable[GroupPlanFacts] = RecordTable(
            _columns(), self, key=lambda plan: plan.id
        )
        self.view: TableView[GroupPlanFacts] = TableView(self.plans, name="group-plans")
        self.view.setAccessibleName(_("Plans of groups"))
        self.about = text("", "body", "ink2", wrap=True)
        self.given = KeyButton(_("Given today, for everybody"))
        self.agree = KeyButton(_("Agree plan"))
        self.later = KeyButton(_("Move the review..."))
        self.link = KeyButton(_("Link plans..."), kind="link")
        self.end = KeyButton(_("Look back and end..."))
        self.print = KeyButton(_("Print..."), icon="printer")
        self.remove = KeyButton(_("Take away"), kind="quiet")
        words = _("Choose a group approach at the proposals, or fix the support groups.")
        self.none = EmptyState("users", _("There are no plans of groups yet"), words)
        self._build()
        self.view.row_selected.connect(self._show)
        self.given.clicked.connect(lambda: self._with_chosen(self._log))
        self.agree.clicked.connect(lambda: self._with_chosen(self._agree))
        self.later.clicked.connect(lambda: self._with_chosen(self._ask_day))
        self.link.clicked.connect(lambda: self._with_chosen(self._ask_links))
        self.end.clicked.connect(lambda: self._with_chosen(self._ask_words))
        self.print.clicked.connect(lambda: self._with_chosen(self._print))
        self.remove.clicked.connect(lambda: self._with_chosen(self._take_away))

    def show_plans(self) -> None:
        """Read them again."""
        with self._app.reading() as session:
            plans = group_plan_list(session)
        plans.sort(key=lambda plan: (plan.state not in OPEN_STATES, plan.review_on, plan.name))
        self.plans.set_rows(plans)
        self.view.setVisible(bool(plans))
        self.none.setVisible(not plans)
        if plans and self.view.current_row() is None:
            self.view.selectRow(0)
        self._show(self.view.current_row())

    def _show(self, plan: GroupPlanFacts | None) -> None:
        is_open = plan is not None and plan.state in OPEN_STATES
        for button in (self.later, self.link, self.end):
            button.setEnabled(is_open)
        self.agree.setEnabled(plan is not None and plan.state == "concept")
        self.given.setEnabled(is_open and plan is not None and bool(plan.plan_ids))
        for button in (self.print, self.remove):
            button.setEnabled(plan is not None)
        said = (plan.goal, plan.first_step, plan.reason, plan.outcome_words) if plan else ()
        self.about.setText("\n".join(words for words in said if words))

    def _with_chosen(self, act: Callable[[GroupPlanFacts], None]) -> None:
        if (plan := self.view.current_row()) is not None:
            act(plan)

    def _agree(self, plan: GroupPlanFacts) -> None:
        new = replace(as_new_group_plan(plan), state="agreed")
        self._change(lambda session: change_group_plan(session, plan.id, new))

    def _ask_day(self, plan: GroupPlanFacts) -> None:
        with self._app.reading() as session:
            holidays = holiday_list(session)

        def moved(day: date) -> None:
            new = replace(as_new_group_plan(plan), review_on=day)
            self._change(lambda session: change_group_plan(session, plan.id, new))

        self._ask(ask_review_day(self, plan.review_on, holidays, moved))

    def _change(self, change: Callable[..., GroupChange]) -> None:
        app = self._app
        with app.writing(Topic.PLANS) as session:
            done = change(session)

        def undo() -> None:
            with app.writing(Topic.PLANS) as session:
                undo_group_change(session, done)

        n = len(done.plans)
        rest = ngettext("{n} pupil's plan went along.", "{n} pupils' plans went along.", n)
        left = len(done.left)
        kept = ngettext("{n} signed or ended stays.", "{n} signed or ended stay.", left)
        words = " ".join(said.format(n=count) for said, count in ((rest, n), (kept, left)) if count)
        app.say(_("The plan of the group was changed."), words, undo)

    def _ask_links(self, plan: GroupPlanFacts) -> None:
        day = today()
        with self._app.reading() as session:
            shown = self._app.groups_shown(session, school_year_of(day))
            rows = plan_board(session, day, groups=shown)
            elsewhere = linked_plans(session) - {*plan.plan_ids}
        found = linkable(plan, rows, elsewhere)
        self.linking = LinkPlansDialog(plan, found, lambda ids: self._link(plan, ids), self)
        self.linking.open()

    def _link(self, plan: GroupPlanFacts, plan_ids: Collection[UUID]) -> None:
        app = self._app
        with app.writing(Topic.PLANS) as session:
            before = set_links(session, plan.id, plan_ids)

        def undo() -> None:
            with app.writing(Topic.PLANS) as session:
                set_links(session, plan.id, before)

        app.say(_("The plan of the group was changed."), linked_text(len(plan_ids)), undo)

    def _ask_words(self, plan: GroupPlanFacts) -> None:
        line, app = QLineEdit(), self._app

        def ended() -> None:
            with app.writing(Topic.PLANS) as session:
                before = end_group_plan(session, plan.id, line.text())

            def undo() -> None:
                with app.writing(Topic.PLANS) as session:
                    put_group_plan_back(session, before)

            app.say(_("The plan of the group has ended."), "", undo)

        words = _("Plans of pupils go on until their own review.")
        title, field = _("Look back on the group"), Field(_("What did it bring?"), line)
        self._ask(PlanAsk(self, title, words, field, _("End the plan"), ended))

    def _print(self, plan: GroupPlanFacts) -> None:
        from ui.export.class_papers import open_group_plans  # the preview: not at the start

        open_group_plans(self._app, self, (plan.id,))

    def _take_away(self, plan: GroupPlanFacts) -> None:
        app = self._app
        with app.writing(Topic.PLANS) as session:
            withdraw_group_plan(session, plan.id)

        def undo() -> None:
            with app.writing(Topic.PLANS) as session:
                made = add_group_plan(session, as_new_group_plan(plan), plan.plan_ids)
                put_group_plan_back(session, replace(plan, id=made))

        app.say(_("The plan of the group is gone; plans of pupils stay."), "", undo)

    def _ask(self, ask: PlanAsk) -> None:
        self.asked = ask
        ask.open()

    def _build(self) -> None:
        listed = Card(flush=True)
        listed.body.addWidget(self.view)
        listed.body.addWidget(self.none)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for button in (self.given, self.agree, self.later, self.end, self.print, self.remove):
            acts.addWidget(button)
        acts.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(listed, 1)
        said = QHBoxLayout()  # the buttons below take the whole width of a small screen
        said.setSpacing(16)
        said.addWidget(self.about, 1)
        said.addWidget(self.link, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(said)
        column.addLayout(acts)


def _columns() -> tuple[Column[GroupPlanFacts], ...]:
    return (
        Column(_("Group"), lambda plan: plan.name, roles={BoldRole: lambda _plan: True}),
        Column(_("Who"), lambda plan: plan.who, width=190, tip=lambda plan: plan.who),
        Column(
            _("Pupils' plans"), lambda plan: str(len(plan.plan_ids)), number=True, width=110,
            sort=lambda plan: len(plan.plan_ids),
        ),
        Column(_("From"), lambda plan: date_text(plan.starts_on), width=104,
               sort=lambda plan: plan.starts_on),
        Column(_("Review"), lambda plan: date_text(plan.review_on), width=134,
               sort=lambda plan: plan.review_on, roles={TagRole: _late}),
        Column(_("State"), _state, width=112, roles={TagRole: _tag}),
    )  # fmt: skip


def _late(plan: GroupPlanFacts) -> tuple[str, str | None] | None:
    return ("warn", "clock") if plan.state in OPEN_STATES and plan.review_on < today() else None


def _state(plan: GroupPlanFacts) -> str:
    return plan_state_words()[plan.state]


def _tag(plan: GroupPlanFacts) -> tuple[str, str | None] | None:
    return ("ok", "") if plan.state == "agreed" else ("neutral", "")
