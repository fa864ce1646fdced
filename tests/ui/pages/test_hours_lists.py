"""Rooms, money and days off under people and hours: kept at once, refused in words, undone."""

from collections.abc import Callable, Iterator
from datetime import date
from types import SimpleNamespace
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlmodel import Session

from npo_desktop import i18n
from npo_desktop.content.load import load_content
from npo_desktop.queries.support.budget import budget_lines
from npo_desktop.queries.support.rooms import room_list
from npo_desktop.queries.years.holidays import add_holiday, holiday_list
from ui.app import App, Said, Topic
from ui.hours.holiday_proposals import HolidayProposals
from ui.pages.hours_page import HoursPage
from ui.widgets.day_edit import set_day

T = TypeVar("T")


@pytest.fixture
def page(qtbot: QtBot, app: App, school: SimpleNamespace) -> Iterator[HoursPage]:
    i18n.use("en")
    made = HoursPage(app)
    qtbot.addWidget(made)
    made.resize(1174, 584)
    made.show()
    qtbot.waitUntil(lambda: made.people.chosen is not None)
    yield made


def read(page: HoursPage, query: Callable[[Session], T]) -> T:
    with page.app.reading() as session:
        return query(session)


def undo(said: list[Said]) -> None:
    take_back = said[-1].undo
    assert take_back is not None
    take_back()


def test_a_room_is_added_with_enter_changed_and_removed(
    qtbot: QtBot, page: HoursPage, said: list[Said]
) -> None:
    page.show_args("rooms")
    rooms = page.rooms
    assert rooms.empty.isVisible()
    qtbot.keyClicks(rooms._name, "Room 4")
    qtbot.keyClick(rooms._name, Qt.Key.Key_Return)
    assert [(one.name, one.places) for one in read(page, room_list)] == [("Room 4", None)]
    assert rooms._name.text() == "", "ready for the next one"
    rooms.view.selectRow(0)
    rooms._places.setText("0")
    rooms.keep.click()
    assert rooms.wrong.isVisible()
    rooms._places.setText("6")
    rooms.keep.click()
    assert not rooms.wrong.isVisible()
    qtbot.keyClick(rooms.view, Qt.Key.Key_Delete)
    assert read(page, room_list) == []
    undo(said)
    assert [(one.name, one.places) for one in read(page, room_list)] == [("Room 4", 6)]


def test_money_is_refused_below_nothing_and_told_when_it_ends(page: HoursPage) -> None:
    page.show_args("money")
    money, catalogue = page.money, load_content().catalogue
    money._name.setText("NPO")
    for typed in ("-5", "much"):
        money._amount.setText(typed)
        money.keep.click()
        assert money.wrong.isVisible()
    money._amount.setText("1,250.50")
    money._has_end.setChecked(True)
    set_day(money._ends_on, date(2026, 12, 4))
    money.keep.click()
    (line,) = read(page, lambda session: budget_lines(session, catalogue))
    assert (line.amount_usd, line.ends_on) == (1250.5, date(2026, 12, 4))
    assert money.table.columns[-1].text(line) == "ends in 10 days"


def test_the_holidays_of_the_island_are_taken_over_only_when_asked(
    page: HoursPage, said: list[Said]
) -> None:
    page.show_args("holidays")
    assert page.holidays.empty.isVisible()
    page.holidays.propose.click()
    (dialog,) = page.findChildren(HolidayProposals)
    assert read(page, holiday_list) == []
    ticks = {one.name: tick for tick, one in dialog.lines}
    assert not ticks["Bonaire Day"].isChecked(), "a Sunday in 2026: no lesson is lost"
    ticks["Regatta week"].setChecked(False)
    dialog.take.click()
    assert len(read(page, holiday_list)) == 6
    assert "Kingdom Day" in [row.name for row in page.holidays.table.rows]
    undo(said)
    assert read(page, holiday_list) == []


def test_a_holiday_that_ends_before_it_begins_is_refused(page: HoursPage) -> None:
    with page.app.writing(Topic.SCHOOL) as session:
        add_holiday(session, "Christmas", date(2026, 12, 21), date(2027, 1, 8))
    page.show_args("holidays")
    holidays = page.holidays
    holidays.view.selectRow(0)
    set_day(holidays._last, date(2026, 12, 1))
    holidays.keep.click()
    assert holidays.wrong.isVisible()
    set_day(holidays._last, date(2027, 1, 1))
    holidays.keep.click()
    assert read(page, holiday_list)[0].ends_on == date(2027, 1, 1)


def test_a_holiday_of_another_year_is_shown_in_its_year(page: HoursPage) -> None:
    page.show_args("holidays")
    holidays = page.holidays
    holidays._name.setText("Study day")
    set_day(holidays._first, date(2028, 2, 1))
    assert holidays._last.date() == holidays._first.date(), "the last day moves along"
    holidays.keep.click()
    assert holidays.year == "2027-2028"
    assert [row.name for row in holidays.table.rows] == ["Study day"]


def test_the_column_counts_small_groups_not_hours(page: HoursPage) -> None:
    page.show_args("rooms")
    assert page.rooms.table.columns[-1].title == "Groups that meet here"
