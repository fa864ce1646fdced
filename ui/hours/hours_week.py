"""The week: which moments there are, when each colleague is free, which class is kept when."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from npo_desktop.errors import UserError
from npo_desktop.formats import WEEKDAYS
from npo_desktop.i18n import _, current, ngettext
from npo_desktop.queries.support.hours import ColleagueHours, set_free
from npo_desktop.queries.support.periods import (
    PeriodFacts,
    add_period,
    change_period,
    groups_at,
    keep_lesson,
    remove_period,
)
from ui.hours.hours_facts import Week, read_week
from ui.hours.hours_moments import WeekOfMoments
from ui.hours.hours_part import HoursPart
from ui.hours.hours_period_form import EVERY_DAY, PeriodForm
from ui.hours.hours_sides import ClassSide, StaffSide
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.two_columns import TwoColumns

if TYPE_CHECKING:
    from npo_desktop.queries.rows_before import RowsBefore
    from ui.app import App, Session

SIDE = 320  # pixels


class HoursWeek(HoursPart):
    """For the whole school moments are chosen and changed; for one colleague or class pressed."""

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.facts = Week()
        self.chosen: UUID | None = None  # the moment the form is about
        self._whose: list[UUID | None] = []  # of each line of the choice; None: the school
        self.whose = QComboBox()
        self.whose.setAccessibleName(_("Whose week"))
        self.whose.setMinimumWidth(240)
        self.week, self.form = WeekOfMoments(), PeriodForm()
        self.staff_side, self.class_side = StaffSide(), ClassSide()
        self._build()
        self._connect()

    @property
    def who(self) -> UUID | None:
        """A colleague or a class; none: the whole school."""
        place = self.whose.currentIndex()
        return self._whose[place] if 0 <= place < len(self._whose) else None

    def first_focus(self) -> QWidget:
        if not self.facts.periods:
            return self.form.starts
        first = self.facts.periods[0].id
        return self.week.keys[self.chosen or first]

    def show_facts(self, session: Session) -> None:
        self.facts = read_week(session)
        self._offer(self.who)
        self._show()

    def show_week_of(self, who: UUID | None) -> None:
        """Of this colleague or class from now on."""
        self._offer(who)
        self._show()

    def commit(self) -> None:
        if self._is_class:
            self._name_lesson()

    @property
    def _is_class(self) -> bool:
        return self.who in self.facts.groups

    def _offer(self, who: UUID | None) -> None:
        lines = self.facts.choices()
        self._whose = [id for id, _words in lines]
        self.whose.clear()
        self.whose.addItems([words for _id, words in lines])
        self.whose.setCurrentIndex(self._whose.index(who) if who in self._whose else 0)

    def _show(self) -> None:
        facts, who = self.facts, self.who
        period = facts.period(self.chosen)
        self.chosen = period.id if period else None
        self.empty.setVisible(not facts.periods)
        self.area.setVisible(bool(facts.periods))
        self.week.show_week(facts.periods, lambda one: facts.face(who, one), self.chosen)
        if who is not None and who in facts.groups:
            lesson = facts.lessons(who).get(period.id) if period else None
            self.class_side.show_class(facts.groups[who].name, period, lesson)
            self._show_side(self.class_side)
        elif who is not None and who in facts.staff:
            self.staff_side.show_colleague(facts.staff[who], len(facts.periods))
            self._show_side(self.staff_side)
        else:
            self._show_side(self.form)
            if self.form.period != period:
                self.form.fill(period)

    def _show_side(self, shown: Card) -> None:
        for card in (self.form, self.staff_side, self.class_side):
            card.setVisible(card is shown)

    # --- a moment was pressed ---

    def _press(self, period: PeriodFacts) -> None:
        who, before, self.chosen = self.who, self.chosen, period.id
        if who is None:
            self._show()
        elif self._is_class:
            is_kept = period.id in self.facts.lessons(who)
            if is_kept and before != period.id:
                self._show()  # first to look at its lesson; once more lets the pupils go
            else:
                self._keep_lesson(who, period, None if is_kept else "")
        else:
            row = self.facts.staff[who]
            self._set_free(row, row.periods ^ {period.id})

    def _set_free(self, row: ColleagueHours, periods: frozenset[UUID]) -> None:
        n = len(periods)
        words = ngettext("{name} is free at {n} moment.", "{name} is free at {n} moments.", n)
        told = words.format(name=row.name, n=n)
        self.write(lambda session: set_free(session, row.staff_id, periods), told)

    def _free_all(self, *, free: bool) -> None:
        row = self.facts.staff.get(self.who) if self.who else None
        if row is not None:
            every = frozenset(period.id for period in self.facts.periods)
            self._set_free(row, every if free else frozenset())

    def _keep_lesson(self, group: UUID, period: PeriodFacts, lesson: str | None) -> None:
        name = self.facts.groups[group].name
        words = (
            _("{name} lets pupils go {moment}.")
            if lesson is None
            else _("{name} keeps its pupils {moment}.")
        )
        told = words.format(name=name, moment=_moment(period))
        self.write(lambda session: keep_lesson(session, group, period.id, lesson), told)

    def _name_lesson(self) -> None:
        group, period = self.who, self.facts.period(self.chosen)
        if group is None or period is None or period.id not in self.facts.lessons(group):
            return
        lesson = self.class_side.lesson()
        if lesson != self.facts.lessons(group)[period.id]:
            self._keep_lesson(group, period, lesson)

    # --- the moments themselves ---

    def _keep_period(self) -> None:
        try:
            weekday, starts, ends = self.form.typed()
        except UserError as error:
            self.tell(error)
            return
        period = self.form.period
        if period is not None:
            id = period.id
            self.write(
                lambda session: change_period(session, id, weekday, starts, ends),
                _("The moment was changed."),
            )
        elif weekday == EVERY_DAY:
            self._add_every_day(starts, ends)
        else:
            self.write(
                lambda session: add_period(session, weekday, starts, ends),
                _("The moment was added."),
            )

    def _add_every_day(self, starts: int, ends: int) -> None:
        known = {(one.weekday, one.starts_at, one.ends_at) for one in self.facts.periods}
        days = [day for day in range(1, 6) if (day, starts, ends) not in known]

        def change(session: Session) -> RowsBefore:
            found = [one for day in days or [1] for one in add_period(session, day, starts, ends)]
            return tuple(found)

        words = ngettext("{n} moment was added.", "{n} moments were added.", len(days))
        self.write(change, words.format(n=len(days)))

    def _remove_period(self) -> None:
        period = self.facts.period(self.chosen)
        if period is None or self.who is not None:
            return
        with self.app.reading() as session:
            n = groups_at(session, period.id)
        words = _("{moment} was removed.").format(moment=_moment(period))
        if n:
            met = ngettext("{n} group met then.", "{n} groups met then.", n).format(n=n)
            words = f"{words} {met}"
        self.write(lambda session: remove_period(session, period.id), words)

    def _new_period(self) -> None:
        self.chosen = None
        self.wrong.hide()
        self._show()
        self.form.starts.setFocus(Qt.FocusReason.OtherFocusReason)
        self.form.starts.selectAll()

    def _turn(self) -> None:
        self.wrong.hide()
        self._show()

    def _connect(self) -> None:
        self.week.pressed.connect(self._press)
        self.whose.activated.connect(self._turn)
        self.form.keep.clicked.connect(self._keep_period)
        self.form.entered.connect(self._keep_period)
        self.form.drop.clicked.connect(self._remove_period)
        self.form.fresh.clicked.connect(self._new_period)
        self.staff_side.every.clicked.connect(lambda: self._free_all(free=True))
        self.staff_side.none.clicked.connect(lambda: self._free_all(free=False))
        self.class_side.named.connect(self._name_lesson)
        delete = QKeySequence(QKeySequence.StandardKey.Delete)
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(delete, self.week, self._remove_period, context=context)

    def _build(self) -> None:
        card = Card(_("The week"), flush=True)
        card.add_action(self.whose)
        self.empty = EmptyState(
            "calendar",
            _("No moments for support yet"),
            _("Type at the right when small groups can meet, for example every day 9:00 to 9:30."),
        )
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidget(self.week)
        self.area.viewport().setAutoFillBackground(False)
        card.body.addWidget(self.area, 1)
        card.body.addWidget(self.empty, 1)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for one in (self.form, self.staff_side, self.class_side):
            column.addWidget(one)
        column.addWidget(self.wrong)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(TwoColumns(card, side, SIDE), 1)


def _moment(period: PeriodFacts) -> str:
    """ "Tuesday 9:00-9:30", as it stands within a sentence."""
    return f"{WEEKDAYS[current()].split()[period.weekday - 1]} {period.hours}"
