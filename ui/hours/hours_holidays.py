"""The school's holidays: proposed from what is usual on the island, accepted by the school."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from npo_desktop.clock import today
from npo_desktop.formats import date_text
from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.school import school_facts, school_year_of
from npo_desktop.queries.years.holidays import (
    LONGEST_NAME,
    HolidayFacts,
    ProposedHoliday,
    accept_holidays,
    add_holiday,
    change_holiday,
    holiday_list,
    remove_holiday,
)
from ui.hours.holiday_proposals import HolidayProposals
from ui.hours.hours_list import ListPart, ListWords
from ui.tables.record_table import BoldRole, Column
from ui.widgets.day_edit import day_edit, day_of, set_day
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton

if TYPE_CHECKING:
    from npo_desktop.queries.rows_before import RowsBefore
    from ui.app import App, Session
    from ui.hours.hours_part import Change


class HoursHolidays(ListPart[HolidayFacts]):
    """One school year at a time; plans and blocks leave these days out."""

    def __init__(self, app: App) -> None:
        self._name, self._first, self._last = QLineEdit(), day_edit(today()), day_edit(today())
        self._name.setMaxLength(LONGEST_NAME)
        self._fields = (
            Field(_("Name of the holiday"), self._name),
            Field(_("First day off"), self._first),
            Field(_("Last day off"), self._last),
        )
        self._island = ""
        self.years = QComboBox()
        self.years.setAccessibleName(_("School year"))
        self.propose = KeyButton(_("Proposals of the island..."), size="row", icon="calendar")
        super().__init__(app, _words(), _columns())
        self.list.add_action(self.years)
        self.list.add_action(self.propose)
        self.below.setText(
            _("Plans and blocks leave out a week of which three school days or more are off.")
        )
        self.below.show()
        self._first.dateChanged.connect(self._follow)
        self.propose.clicked.connect(self._propose)
        self.years.activated.connect(self._turn)

    def key_of(self, row: HolidayFacts) -> UUID:
        return row.id

    def name_of(self, row: HolidayFacts) -> str:
        return row.name

    def rows_of(self, session: Session) -> Sequence[HolidayFacts]:
        self._island = school_facts(session).island
        rows = holiday_list(session)
        self._offer_years({school_year_of(row.starts_on) for row in rows})
        year = self.year
        return [row for row in rows if school_year_of(row.starts_on) == year]

    @property
    def year(self) -> str:
        """The school year in view."""
        return self.years.currentText() or school_year_of(today())

    def fields(self) -> Sequence[QWidget]:
        return self._fields

    def fill(self, row: HolidayFacts | None) -> None:
        self._name.setText(row.name if row else "")
        first = row.starts_on if row else self._usual_day()
        set_day(self._last, first)
        set_day(self._first, first)
        set_day(self._last, row.ends_on if row else first)

    def typed_name(self) -> str:
        return self._name.text()

    def typed(self, row: HolidayFacts | None) -> Change:
        name, first, last = self._name.text(), day_of(self._first), day_of(self._last)

        def change(session: Session) -> RowsBefore:
            if row is None:
                before = add_holiday(session, name, first, last)
            else:
                before = change_holiday(session, row.id, name, first, last)
            self._show_year(school_year_of(first))
            return before

        return change

    def remove(self, session: Session, row: HolidayFacts) -> RowsBefore:
        return remove_holiday(session, row.id)

    def _usual_day(self) -> date:
        """Where a new holiday begins: today, or early in the year in view."""
        day = today()
        return day if school_year_of(day) == self.year else date(int(self.year[:4]), 10, 1)

    def _follow(self) -> None:
        """A holiday never ends before it begins; the last day moves along."""
        if self._last.date() < self._first.date():
            self._last.setDate(self._first.date())

    def _offer_years(self, known: set[str]) -> None:
        this = school_year_of(today())
        first = int(this[:4]) + 1
        wanted = sorted(known | {this, f"{first}-{first + 1}"})
        if wanted != [self.years.itemText(n) for n in range(self.years.count())]:
            year = self.year
            self.years.clear()
            self.years.addItems(wanted)
            self.years.setCurrentText(year)

    def _show_year(self, year: str) -> None:
        """What is kept has to be seen."""
        if self.years.findText(year) < 0:
            self.years.addItem(year)
        self.years.setCurrentText(year)

    def _turn(self) -> None:
        self.start_new()
        with self.app.reading() as session:
            self.show_facts(session)

    def _propose(self) -> None:
        dialog = HolidayProposals(self.app, self._island, self.year, self.window())
        dialog.taken.connect(self._take)
        dialog.open()

    def _take(self, proposed: Sequence[ProposedHoliday]) -> None:
        n = len(proposed)
        words = ngettext("{n} holiday was taken over.", "{n} holidays were taken over.", n)
        self.write(lambda session: accept_holidays(session, proposed), words.format(n=n))


def _words() -> ListWords:
    return ListWords(
        name="hours-holidays",
        icon="calendar",
        title=_("Holidays"),
        new=_("New holiday"),
        add=_("Add the holiday"),
        empty=(
            _("No holidays in this school year yet"),
            _("Look at what is usual on the island, or type the days of your own calendar."),
        ),
        added=_("{name} was added."),
        changed=_("{name} was changed."),
        removed=_("{name} was removed: there is school on these days."),
    )


def _columns() -> tuple[Column[HolidayFacts], ...]:
    return (
        Column(_("Holiday"), lambda row: row.name, roles={BoldRole: lambda _row: True}),
        Column(
            _("First day off"),
            lambda row: date_text(row.starts_on),
            sort=lambda row: row.starts_on,
            width=130,
        ),
        Column(
            _("Last day off"),
            lambda row: date_text(row.ends_on),
            sort=lambda row: row.ends_on,
            width=130,
        ),
        Column(
            _("School days"),
            lambda row: str(row.school_days),
            sort=lambda row: row.school_days,
            number=True,
            width=120,
        ),
    )
