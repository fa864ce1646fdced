"""Every plan of the school on one list; beside it the chosen one, or what to do with several."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from npo_desktop.clock import today
from npo_desktop.content.load import Content
from npo_desktop.i18n import _, ngettext, pick
from npo_desktop.proposals.plan import NOTHING_EXTRA
from npo_desktop.queries.menukaart.menukaart import school_content
from npo_desktop.queries.planning.group_plans import GroupPlanFacts, overdue_group_plans
from npo_desktop.queries.planning.plan_board import PlanRow, overdue_plans, plan_board
from npo_desktop.queries.planning.plan_changes import versions_of
from npo_desktop.queries.planning.plan_reviews import reviews_of
from npo_desktop.queries.planning.plan_sessions import log_session, undo_sessions
from npo_desktop.queries.planning.worked_here import own_outcomes
from npo_desktop.queries.school import school_facts, school_year_of
from npo_desktop.queries.years.holidays import holiday_list
from ui.app import Topic
from ui.imports.plan_read_back import ask_plan_back
from ui.menukaart.worked_here import CardRow, WorkedHereDialog
from ui.pages.page import Page
from ui.plans.group_plans_view import GroupPlansView
from ui.plans.plan_acts import PlanActs
from ui.plans.plan_card import PlanCard
from ui.plans.plan_change import ChangePlanDialog
from ui.plans.plan_columns import plan_columns
from ui.plans.plan_filters import PlanFilters
from ui.plans.plan_signing import SigningDialog
from ui.roles import own_name
from ui.tables.record_table import RecordTable
from ui.tables.table_view import TableView
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.key_button import KeyButton
from ui.widgets.more_menu import MoreMenu
from ui.widgets.segmented import Segmented
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App


class PlansPage(Page):
    """Opened with a state ("late") or a plan's id, or with nothing."""

    watches = Topic.PLANS | Topic.PUPILS | Topic.GROUPS | Topic.SCHOOL | Topic.ROUNDS

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._rows: list[PlanRow] = []
        self._content: Content = app.content
        self._wanted: UUID | None = None
        self._decides = app.may("plan")
        self.filters = PlanFilters()
        self.count = text("", "help", "ink2")
        self.plans: RecordTable[PlanRow] = RecordTable(
            plan_columns(self.approach), self, key=lambda row: row.plan.id
        )
        self.view = _ManyRows(self.plans, name="plans")
        self.view.setAccessibleName(_("Plans"))
        self.card = PlanCard(may_decide=self._decides)
        self.acts = PlanActs(app, self)
        self.groups = GroupPlansView(app, self.log_group)
        self.whose = Segmented(
            [("pupils", _("Pupils")), ("groups", _("Groups"))], "pupils", name=_("Plans of")
        )
        self.reviews = KeyButton(_("Review plans"), icon="target")
        self.more = MoreMenu()
        self.more.add(_("What worked here"), "trending-up", self._show_worked)
        self.more.add(_("Read the Excel plan back..."), "file-import", self._ask_workbook)
        self.to_proposals = KeyButton(_("To the proposals"), kind="primary")
        self._build()
        self._connect()

    def title(self) -> str:
        return _("Plans")

    def crumb(self) -> str:
        late = sum(row.days_late(today()) > 0 for row in self._rows)
        running = sum(row.is_open for row in self._rows)
        said = ngettext("{n} plan running", "{n} plans running", running).format(n=running)
        if not late:
            return said
        return f"{said} · " + ngettext("{n} late", "{n} late", late).format(n=late)

    def head_actions(self) -> Sequence[QWidget]:
        return (self.whose, self.reviews, self.more) if self._decides else ()

    def first_focus(self) -> QWidget | None:
        return self.view if self._rows else self.to_proposals

    def show_args(self, *args: object) -> None:
        if args and isinstance(args[0], UUID):
            self._wanted = args[0]
            self.filters.choose_state("all")
        elif args and isinstance(args[0], str):
            self.filters.choose_state(args[0])

    def refresh(self) -> None:
        day = today()
        with self.app.reading() as session:
            self._content = school_content(session, self.app.content)
            shown = self.app.groups_shown(session, school_year_of(day))
            self._rows = plan_board(session, day, holiday_list(session), groups=shown)
            me = own_name(self.app.opener.name, school_facts(session).coordinator)
        self.filters.show_options(self._rows, me)
        self._show_whose()
        self._show_rows()

    @property
    def chosen(self) -> list[PlanRow]:
        """The rows that are chosen, in the order of the list."""
        places = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        rows = self.plans.rows
        return [rows[place] for place in places]

    def approach(self, intervention: str) -> str:
        """What an approach is called."""
        if intervention == NOTHING_EXTRA:
            return _("Nothing extra now")
        known = self._content.catalogue.get(intervention)
        return pick(known.names) if known else intervention

    def log_group(self, plan: GroupPlanFacts) -> None:
        """One session of today for everybody in a group whose plan runs."""
        running = {row.plan.id for row in self._rows if row.plan.state == "agreed"}
        self._log([one for one in plan.plan_ids if one in running], was_given=True)

    def log(self, was_given: bool, reason: str = "") -> None:
        """One session of today for every chosen plan, with undo."""
        self._log([row.plan.id for row in self.chosen], was_given=was_given, reason=reason)

    def _show_whose(self) -> None:
        of_groups = self._decides and self.whose.value() == "groups"
        if of_groups:
            self.groups.show_plans()
        self.stack.setCurrentIndex(2 if of_groups else 0 if self._rows else 1)

    def _log(self, ids: Sequence[UUID], *, was_given: bool, reason: str = "") -> None:
        with self.app.writing(Topic.PLANS) as session:
            made = log_session(session, ids, today(), was_given=was_given, reason=reason)

        def undo() -> None:
            with self.app.writing(Topic.PLANS) as session:
                undo_sessions(session, made)

        n = len(made)
        if was_given:
            words = ngettext("{n} session given today", "{n} sessions given today", n)
        else:
            words = ngettext("{n} session not given", "{n} sessions not given", n)
        self.app.say(words.format(n=n), "", undo)

    def _show_rows(self) -> None:
        shown = self.filters.passed(self._rows, today())
        chosen = {row.plan.id for row in self.chosen}
        self.plans.set_rows(shown)
        self._choose_again(chosen)
        n = len(shown)
        self.count.setText(ngettext("{n} plan", "{n} plans", n).format(n=n))
        self.none.setVisible(not shown)
        self.view.setVisible(bool(shown))
        if self._wanted is not None and self.view.select_key(self._wanted):
            self._wanted = None
        elif shown and not self.chosen:
            self.view.selectRow(0)
        self._show_chosen()

    def _choose_again(self, plan_ids: Collection[UUID]) -> None:
        """Several stay chosen when the list is read again."""
        if len(plan_ids) < 2:
            return
        flags = QItemSelectionModel.SelectionFlag
        for place, row in enumerate(self.plans.rows):
            if row.plan.id in plan_ids:
                index = self.plans.index(place, 0)
                self.view.selectionModel().select(index, flags.Select | flags.Rows)

    def _show_chosen(self) -> None:
        rows = self.chosen
        last, versions = None, 0
        if len(rows) == 1:
            plan_id = rows[0].plan.id
            with self.app.reading() as session:
                last = reviews_of(session, [plan_id]).get(plan_id)
                versions = len(versions_of(session, plan_id))
        names = {code: pick(one.staff) for code, one in self._content.subscales.items()}
        self.card.show_rows(rows, self.approach, last, names, versions)
        self.acts.show_for(rows)

    def _open(self, row: PlanRow) -> None:
        if row.is_open and self._decides:
            self.app.open("review", row.plan.id)
        elif self._decides:
            self.app.open("pupil", row.plan.pupil_id)

    def _review(self) -> None:
        if self.chosen:
            self.app.open("review", self.chosen[0].plan.id)

    def _sign(self) -> None:
        if len(self.chosen) == 1:
            row = self.chosen[0]
            SigningDialog(self.app, row.plan.id, row.call_name, self).open()

    def _change(self) -> None:
        if len(self.chosen) == 1:
            row = self.chosen[0]
            ChangePlanDialog(self.app, row, self.approach(row.plan.intervention), self).open()

    def _ask_workbook(self) -> None:
        ask_plan_back(self.app, self)

    def _show_worked(self) -> None:
        with self.app.reading() as session:
            found = own_outcomes(session)
        rows = [CardRow(self.approach(card), one) for card, one in found.items()]
        WorkedHereDialog(rows, self).open()

    def _connect(self) -> None:
        self.filters.changed.connect(self._show_rows)
        self.view.selectionModel().selectionChanged.connect(self._show_chosen)
        self.view.row_activated.connect(self._open)
        self.card.logged.connect(self.log)
        self.card.review_asked.connect(self._review)
        self.card.sign_asked.connect(self._sign)
        self.card.change_asked.connect(self._change)
        self.card.version_asked.connect(self.acts.begin_version)
        self.whose.chosen.connect(self._show_whose)
        self.reviews.clicked.connect(lambda: self.app.open("review"))
        self.to_proposals.clicked.connect(lambda: self.app.open("proposals"))
        everything = QShortcut(QKeySequence.StandardKey.SelectAll, self.view)
        everything.activated.connect(self.view.selectAll)

    def _build(self) -> None:
        words = _("Choose an approach for a pupil at the proposals; the plan stands here then.")
        empty = EmptyState("target", _("There are no plans yet"), words, self.to_proposals)
        self.to_proposals.setVisible(self._decides)
        self.none = EmptyState(
            "search", _("No plan fits"), _("Search for something else, or choose another state.")
        )
        listed = Card(flush=True)
        listed.body.addWidget(self.view)
        listed.body.addWidget(self.none)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(self.filters)
        left.addWidget(listed, 1)
        left.addWidget(self.count)
        whole = QWidget()
        line = QHBoxLayout(whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        line.addLayout(left, 1)
        line.addWidget(self.card)
        self.stack = QStackedWidget()
        self.stack.addWidget(whole)
        self.stack.addWidget(empty)
        self.stack.addWidget(self.groups)
        self.acts.fill(self.card.more)
        self.column(12).addWidget(self.stack)


class _ManyRows(TableView[PlanRow]):
    """Several rows may be chosen at once."""

    def __init__(self, table: RecordTable[PlanRow], *, name: str) -> None:
        super().__init__(table, name=name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    def selectRow(self, row: int) -> None:
        """This one alone, also while Ctrl is held down for a shortcut."""
        flags = QItemSelectionModel.SelectionFlag
        index = self.table.index(row, 0)
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)


def late_plans(app: App) -> int:
    """How many reviews are late: the badge in the sidebar; nothing for who decides nothing."""
    if not app.may("plan"):
        return 0
    with app.reading() as session:
        return overdue_plans(session, today()) + overdue_group_plans(session, today())
