"""To the next school year: who moves, stays and leaves; proposed, corrected, then done at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QVBoxLayout,
    QWidget,
)

from npo_desktop.clock import today
from npo_desktop.formats import date_text
from npo_desktop.i18n import _
from npo_desktop.queries.years.year_change import (
    carry_out,
    is_early,
    plan_year,
    take_year_back,
    usual_year,
    years_to_change,
)
from npo_desktop.queries.years.year_drafts import (
    draft_of,
    forget_draft,
    keep_draft,
    kept_draft,
    with_draft,
)
from npo_desktop.queries.years.year_plan import (
    Fate,
    YearPlan,
    YearRow,
    kept_back,
    left,
    moved_up,
    put_in,
    with_group,
)
from ui.app import Topic
from ui.dialogs.confirm import ConfirmDialog
from ui.pages.page import MARGINS, Page
from ui.tables.record_table import RecordTable
from ui.tables.table_view import TableView
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.page_foot import page_foot
from ui.widgets.text import text
from ui.widgets.two_columns import TwoColumns
from ui.year.year_bar import YearBar
from ui.year.year_columns import year_columns
from ui.year.year_side import YearSide, plan_words

if TYPE_CHECKING:
    from ui.app import App

SIDE_WIDTH = 300  # pixels
TOUCHED = Topic.PUPILS | Topic.GROUPS | Topic.IMPORTS | Topic.ANSWERS
Correction = Callable[[YearPlan, Collection[UUID]], YearPlan]


class YearPage(Page):
    """Nothing is written before the summary was agreed to; all of it goes back with one undo."""

    watches = Topic.PUPILS | Topic.GROUPS
    shows_find = False

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.plan: YearPlan | None = None
        self._before: list[YearPlan] = []  # corrections to take back, the newest last
        self.bar = YearBar()
        self.rows: RecordTable[YearRow] = RecordTable(
            year_columns(lambda: self.plan), self, key=lambda row: row.pupil_id
        )
        self.view = TableView(self.rows, name="year-change")
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.side = YearSide()
        self.early, self.sum = Note("info"), text("", "help", "ink2", wrap=True)
        self.close_button = KeyButton(_("Cancel"))
        self.carry_out = KeyButton("", kind="primary")
        self.holidays = KeyButton(_("Holidays..."), icon="calendar")
        self._build()
        self._connect()

    def title(self) -> str:
        return _("To the next school year")

    def crumb(self) -> str:
        return f"{self.plan.old_year} → {self.plan.new_year}" if self.plan else ""

    def head_actions(self) -> Sequence[QWidget]:
        return (self.holidays,)

    def first_focus(self) -> QWidget:
        return self.view

    def refresh(self) -> None:
        with self.app.reading() as session:
            years = years_to_change(session, today())
            usual = usual_year(session, today())
            chosen = self.bar.years.currentData()
            year = chosen if chosen in years else usual
            plan = plan_year(session, year) if year else None
            draft = kept_draft(session, year) if year else None
        if plan and self.plan and self._before and self.plan.old_year == plan.old_year:
            draft = draft_of(self.plan)  # what was corrected stays when pupils change elsewhere
        self.plan = with_draft(plan, draft) if plan is not None and draft is not None else plan
        self._before = [plan] if plan is not None and self.plan != plan else []
        self.bar.show_years(years, year)
        if self.plan is not None:
            self.bar.show_groups(self.plan)
        self._show()
        self.view.selectRow(0)

    def keep_draft(self) -> None:
        if self.plan is not None and self._before:
            with self.app.writing(Topic(0)) as session:
                keep_draft(session, self.plan)

    def chosen(self) -> set[UUID]:
        """The pupils that a correction is about."""
        indexes = self.view.selectionModel().selectedRows()
        return {self.rows.row_at(index).pupil_id for index in indexes}

    def correct(self, correction: Correction) -> None:
        """Change the proposal for the chosen pupils."""
        if self.plan is None or not self.chosen():
            return
        self._become(correction(self.plan, self.chosen()))

    def _become(self, plan: YearPlan) -> None:
        if self.plan is not None and plan != self.plan:
            self._before.append(self.plan)
        self.plan = plan
        self._show()

    def _take_back(self) -> None:
        if self._before:
            self.plan = self._before.pop()
            self._show()

    def _put_in(self) -> None:
        key = self.bar.into.currentData()
        if isinstance(key, str):
            self.correct(lambda plan, pupils: put_in(plan, pupils, key))
        self.bar.into.setCurrentIndex(0)

    def _add_group(self, name: str) -> None:
        if self.plan is not None:
            self._become(with_group(self.plan, name, None))
            self.bar.show_groups(self.plan)

    def _set_day(self, day: date) -> None:
        if self.plan is not None:
            self.plan = replace(self.plan, last_day=day)

    def _show(self) -> None:
        plan = self.plan
        self.empty.setVisible(plan is None)
        self.body.setVisible(plan is not None)
        self.footer.setVisible(plan is not None)
        if plan is None:
            return
        kept, chosen = self.bar.group.currentData(), self.chosen()
        self.rows.set_rows([row for row in plan.rows if kept in (None, row.group)])
        self._choose(chosen)
        self.side.show_plan(plan)
        n = len(plan.undecided)
        self.early.setVisible(is_early(plan))
        self.bar.undo.setEnabled(bool(self._before))
        self.carry_out.setEnabled(n > 0)
        self.carry_out.setText(_("Prepare {year}...").format(year=plan.new_year))
        self.sum.setText(
            _("Nothing is written yet.")
            if n
            else _("The file of the new year decided it all: there is nothing left to do here.")
        )
        self.bar.allow(n > 0)

    def _choose(self, pupils: Collection[UUID]) -> None:
        model = self.view.selectionModel()
        flags = model.SelectionFlag.Select | model.SelectionFlag.Rows
        for place, row in enumerate(self.rows.rows):
            if row.pupil_id in pupils:
                model.select(self.rows.index(place, 0), flags)

    def _ask(self) -> None:
        plan = self.plan
        if plan is None:
            return
        day = _("Last day of who leaves: {date}. Their files are kept until their time is over.")
        teachers = _("Classes that go on keep their teachers. One undo puts everything back.")
        gone = any(row.fate is Fate.LEAVES for row in plan.undecided)
        words = plan_words(plan) + ([day.format(date=date_text(plan.last_day))] if gone else [])
        ConfirmDialog(
            _("Prepare school year {year}?").format(year=plan.new_year),
            " ".join((*words, teachers)),
            _("Prepare {year}").format(year=plan.new_year),
            self._do,
            self,
        ).open()

    def _do(self) -> None:
        plan = self.plan
        if plan is None:
            return
        with self.app.writing(TOUCHED) as session:
            run_id = carry_out(session, plan)
            forget_draft(session, plan.old_year)
            self._before.clear()
        self.app.say(
            _("School year {year} is ready.").format(year=plan.new_year),
            " ".join(plan_words(plan)),
            undo=lambda: self._take_year_back(run_id, plan.new_year),
        )
        self.app.open("pupils")

    def _take_year_back(self, run_id: int, year: str) -> None:
        with self.app.writing(TOUCHED) as session:
            take_year_back(session, run_id)
        self.app.say(_("School year {year} was taken back.").format(year=year))

    def _build(self) -> None:
        self.empty = EmptyState(
            "users",
            _("There are no groups yet"),
            _("Read pupils in first: then everybody can go a year up from here."),
        )
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.early.set_text(
            _("The new school year is still far away."),
            _("You can look and try; prepare it when you know who stays and who leaves."),
        )
        column.addWidget(self.early)
        column.addWidget(self.bar)
        card = Card("", flush=True)
        card.body.setContentsMargins(0, 0, 0, 4)
        card.body.addWidget(self.view)
        column.addWidget(card, 1)
        self.body = TwoColumns(main, self.side, SIDE_WIDTH)
        inner = QVBoxLayout()
        inner.setContentsMargins(*MARGINS)
        inner.addWidget(self.body, 1)
        inner.addWidget(self.empty, 1)
        self.footer = page_foot(self.close_button, self.sum, self.carry_out)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(inner, 1)
        outer.addWidget(self.footer)

    def _connect(self) -> None:
        corrections: Sequence[tuple[KeyButton, Correction]] = (
            *((self.bar.up, moved_up), (self.bar.again, kept_back), (self.bar.leaves, left)),
        )
        for button, correction in corrections:
            act = _bound(self.correct, correction)
            button.clicked.connect(act)
            QShortcut(
                QKeySequence(button.key), self.view, act, context=Qt.ShortcutContext.WidgetShortcut
            )
        QShortcut(QKeySequence.StandardKey.Undo, self, self._take_back)
        self.bar.undo.clicked.connect(self._take_back)
        self.bar.into.activated.connect(self._put_in)
        self.bar.group.activated.connect(self._show)
        self.bar.years.activated.connect(self.renew)
        self.side.group_added.connect(self._add_group)
        self.side.day_chosen.connect(self._set_day)
        self.close_button.clicked.connect(lambda: self.app.open("scans"))
        self.holidays.clicked.connect(lambda: self.app.open("hours", "holidays"))
        self.carry_out.clicked.connect(self._ask)


def _bound(act: Callable[[Correction], None], correction: Correction) -> Callable[[], None]:
    return lambda: act(correction)
