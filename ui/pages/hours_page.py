"""People and hours: who can give support when, where, from which money, and when school is off."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.support.hours import colleague_hours
from npo_desktop.queries.support.typed_amounts import hours_text
from ui.app import Topic
from ui.hours.hours_holidays import HoursHolidays
from ui.hours.hours_money import HoursMoney
from ui.hours.hours_part import HoursPart
from ui.hours.hours_people import HoursPeople
from ui.hours.hours_rooms import HoursRooms
from ui.hours.hours_week import HoursWeek
from ui.pages.page import Page
from ui.widgets.tab_bar import TabBar

if TYPE_CHECKING:
    from ui.app import App


class HoursPage(Page):
    """Tabs: people, week, rooms, money, holidays. Everything is kept at once and can be undone."""

    watches = Topic.SCHOOL | Topic.PUPILS | Topic.GROUPS | Topic.PLANS
    shows_find = False

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._crumb = ""
        self.people, self.week = HoursPeople(app), HoursWeek(app)
        self.rooms, self.money, self.holidays = HoursRooms(app), HoursMoney(app), HoursHolidays(app)
        self.parts: dict[str, HoursPart] = {
            "people": self.people,
            "week": self.week,
            "rooms": self.rooms,
            "money": self.money,
            "holidays": self.holidays,
        }
        self.tabs = TabBar(
            (
                ("people", _("People"), "users"),
                ("week", _("Week"), "calendar"),
                ("rooms", _("Rooms"), "building"),
                ("money", _("Money"), "file-text"),
                ("holidays", _("Holidays"), "sun"),
            )
        )
        column = self.column(12)
        column.addWidget(self.tabs)
        for key, part in self.parts.items():  # no stack: a hidden part asks no height
            column.addWidget(part, 1)
            part.setVisible(key == self.tabs.value())
        self.tabs.chosen.connect(self._turn)
        self.people.week_asked.connect(self.show_week_of)

    def title(self) -> str:
        return _("People and hours")

    def crumb(self) -> str:
        return self._crumb

    def first_focus(self) -> QWidget:
        return self._part.first_focus()

    def show_args(self, *args: object) -> None:
        """The key of a tab; for "week" also the id of a colleague or a class."""
        if args and args[0] in self.parts:
            self._turn(str(args[0]))
        if len(args) > 1 and isinstance(args[1], UUID):
            self.make_ready()
            self.week.show_week_of(args[1])

    def may_leave(self) -> bool:
        self.keep_draft()
        return True

    def keep_draft(self) -> None:
        self._part.commit()

    def refresh(self) -> None:
        with self.app.reading() as session:
            for part in self.parts.values():
                part.show_facts(session)
            people = [one for one in colleague_hours(session) if one.weekly_minutes]
        n, minutes = len(people), sum(one.weekly_minutes for one in people)
        words = ngettext(
            "{n} colleague · {hours} hours a week", "{n} colleagues · {hours} hours a week", n
        )
        self._crumb = words.format(n=n, hours=hours_text(minutes)) if n else ""

    def show_week_of(self, who: UUID) -> None:
        """The free moments of one colleague, or those in which a class is kept."""
        self._turn("week")
        self.week.show_week_of(who)
        self.week.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _part(self) -> HoursPart:
        return self.parts[self.tabs.value()]

    def _turn(self, key: str) -> None:
        """To another tab; what was typed in this one is kept first."""
        for name, part in self.parts.items():
            if part.isVisibleTo(self) and name != key:
                part.commit()
                part.hide()
        self.tabs.set_value(key)
        self.parts[key].show()
