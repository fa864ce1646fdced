"""Colleagues with their hours and skills: a table, and beside it the chosen one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.support.hours import (
    LONGEST_NOTE,
    ColleagueHours,
    colleague_hours,
    set_free,
    set_hours,
    set_hours_note,
    set_skills,
)
from npo_desktop.queries.support.periods import period_list
from npo_desktop.queries.support.typed_amounts import hours_text
from ui.hours.hours_field import HoursField
from ui.hours.hours_part import HoursPart
from ui.hours.hours_skills import SkillList
from ui.tables.record_table import BoldRole, Column, RecordTable, TagRole, ToneRole
from ui.tables.table_view import TableView
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton
from ui.widgets.text import text
from ui.widgets.two_columns import TwoColumns

if TYPE_CHECKING:
    from collections.abc import Callable

    from ui.app import App, Session

SIDE = 380  # pixels


class HoursPeople(HoursPart):
    """What is chosen at the left is changed at the right, and kept at once."""

    week_asked = Signal(object)  # the staff id whose free moments are to be chosen

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.chosen: ColleagueHours | None = None
        self._periods = 0
        columns = people_columns(lambda: self._periods)
        self.table: RecordTable[ColleagueHours] = RecordTable(
            columns, self, key=lambda row: row.staff_id
        )
        self.view = TableView(self.table, name="hours-people")
        self.hours, self.note, self.skills = HoursField(), QLineEdit(), SkillList()
        self.note.setMaxLength(LONGEST_NOTE)
        self.free = text("", "body", "ink2", wrap=True)
        self.week = KeyButton(_("Choose moments..."), size="row", icon="calendar")
        self.always = KeyButton(_("Free at every moment"), size="row")
        self.read_in = KeyButton(_("Read in colleagues"), kind="primary", icon="download")
        self._build()
        self._connect()

    def first_focus(self) -> QWidget:
        return self.view if self.table.rows else self.read_in

    def show_facts(self, session: Session) -> None:
        rows = colleague_hours(session)
        self._periods = len(period_list(session))
        self.table.set_rows(rows)
        self.list.setVisible(bool(rows))
        self.side.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        if rows and self.view.current_row() is None:
            self.view.selectRow(0)
        total = sum(row.weekly_minutes for row in rows)
        self.list.set_subtitle(_("{hours} hours a week together").format(hours=hours_text(total)))

    def commit(self) -> None:
        self.hours.commit()
        self._keep_note()

    def _show(self, row: ColleagueHours | None) -> None:
        """Also after a change elsewhere; what is being typed for the same colleague stays."""
        if row is None:
            return
        before, self.chosen = self.chosen, row
        is_other = before is None or before.staff_id != row.staff_id
        if is_other:
            self.wrong.hide()
        if is_other or before is None or before.weekly_minutes != row.weekly_minutes:
            self.hours.set_minutes(row.weekly_minutes)
        if is_other or before is None or before.note != row.note:
            self.note.setText(row.note)
        self.side.set_title(row.name)
        self.skills.show_skills(self.app.content.catalogue, row.skills)
        self.free.setText(free_words(row, self._periods))
        self.always.setVisible(self._periods > len(row.periods))
        self.week.setVisible(self._periods > 0)

    def _keep_hours(self, minutes: int) -> None:
        row = self.chosen
        if row is not None:
            words = _("{name} has {hours} hours a week for support.")
            told = words.format(name=row.name, hours=hours_text(minutes))
            self.write(lambda session: set_hours(session, row.staff_id, minutes), told)

    def _keep_note(self) -> None:
        row, words = self.chosen, self.note.text().strip()
        if row is not None and words != row.note:
            told = _("The note of {name} was kept.").format(name=row.name)
            self.write(lambda session: set_hours_note(session, row.staff_id, words), told)

    def _keep_skills(self, cards: frozenset[str]) -> None:
        row = self.chosen
        if row is not None:
            n = len(cards)
            words = ngettext("{name} can carry out {n} card.", "{name} can carry out {n} cards.", n)
            told = words.format(name=row.name, n=n)
            self.write(lambda session: set_skills(session, row.staff_id, cards), told)

    def _free_always(self) -> None:
        row = self.chosen
        if row is not None:
            told = _("{name} is free at every moment.").format(name=row.name)
            self.write(
                lambda session: set_free(
                    session, row.staff_id, [period.id for period in period_list(session)]
                ),
                told,
            )

    def _ask_week(self) -> None:
        if self.chosen is not None:
            self.week_asked.emit(self.chosen.staff_id)

    def _connect(self) -> None:
        self.view.row_selected.connect(self._show)
        self.view.row_activated.connect(lambda _row: self.hours.edit.setFocus())
        self.hours.kept.connect(self._keep_hours)
        self.hours.refused.connect(self.tell)
        self.note.editingFinished.connect(self._keep_note)
        self.skills.changed.connect(self._keep_skills)
        self.week.clicked.connect(self._ask_week)
        self.always.clicked.connect(self._free_always)
        self.read_in.clicked.connect(lambda: self.app.open("import"))

    def _build(self) -> None:
        self.empty = EmptyState(
            "users",
            _("No colleagues yet"),
            _("Colleagues come in with the file of pupils and groups of your administration."),
            self.read_in,
        )
        self.list, self.side = Card(_("Colleagues"), flush=True), Card(" ")
        self.list.body.setContentsMargins(0, 0, 0, 4)
        self.list.body.addWidget(self.view, 1)
        side = self.side.body
        side.addWidget(self.hours)
        side.addWidget(self.wrong)
        side.addWidget(Field(_("Note"), self.note))
        side.addWidget(text(_("Free for support"), "label", "ink2"))
        side.addWidget(self.free)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.week)
        line.addWidget(self.always)
        line.addStretch()
        side.addLayout(line)
        side.addWidget(text(_("Can carry out"), "label", "ink2"))
        side.addWidget(self.skills, 1)
        self.side.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(TwoColumns(self.list, self.side, SIDE), 1)
        column.addWidget(self.empty, 1)


def free_words(row: ColleagueHours, periods: int) -> str:
    """How many of the moments of the week a colleague is free."""
    if not periods:
        return _("There are no moments yet: make them under Week.")
    if row.lacks_periods:
        return _("No moment chosen yet, so nothing can be planned with {name}.").format(
            name=row.name
        )
    return _("{n} of {total} moments").format(n=len(row.periods), total=periods)


def people_columns(periods: Callable[[], int]) -> tuple[Column[ColleagueHours], ...]:
    """``periods``: how many moments there are; asked when a cell is drawn."""

    def notice(row: ColleagueHours) -> str:
        if row.lacks_periods:
            return _("no moment yet")
        if row.weekly_minutes and not row.skills:
            return _("no card yet")
        return ""

    return (
        Column(
            _("Name"),
            lambda row: row.name,
            roles={BoldRole: lambda row: row.weekly_minutes > 0},
            tip=lambda row: "\n".join(part for part in (row.name, row.note) if part),
        ),
        Column(
            _("Hours a week"),
            lambda row: hours_text(row.weekly_minutes) if row.weekly_minutes else "–",
            sort=lambda row: row.weekly_minutes,
            number=True,
            width=110,
        ),
        Column(
            _("Cards"),
            lambda row: str(len(row.skills)) if row.skills else "–",
            sort=lambda row: len(row.skills),
            number=True,
            width=72,
        ),
        Column(
            _("Free"),
            lambda row: (
                _("{n} of {total}").format(n=len(row.periods), total=periods())
                if row.periods
                else "–"
            ),
            sort=lambda row: len(row.periods),
            number=True,
            width=90,
        ),
        Column(
            _("Note"),
            lambda row: notice(row) or row.note,
            width=170,
            roles={
                TagRole: lambda row: ("warn", None) if notice(row) else None,
                ToneRole: lambda _row: "ink2",
            },
            tip=lambda row: row.note or notice(row),
        ),
    )
