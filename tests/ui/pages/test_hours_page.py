"""People and hours: changed on the page, kept at once, refused in words, undone."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import TypeVar
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlmodel import Session

from npo_desktop import i18n
from npo_desktop.queries.support.hours import ColleagueHours, colleague_hours, set_hours
from npo_desktop.queries.support.periods import BREAK, add_period, kept_lessons, period_list
from ui.app import App, Said, Topic
from ui.pages.hours_page import HoursPage

T = TypeVar("T")
NINE = 9 * 60


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


def first(page: HoursPage) -> ColleagueHours:
    return read(page, colleague_hours)[0]


def undo(said: list[Said]) -> None:
    take_back = said[-1].undo
    assert take_back is not None
    take_back()


def with_period(page: HoursPage, weekday: int = 2, starts: int = NINE) -> UUID:
    with page.app.writing(Topic.SCHOOL) as session:
        add_period(session, weekday, starts, starts + 30)
        found = period_list(session)
    return next(one.id for one in found if (one.weekday, one.starts_at) == (weekday, starts))


# --- people ---


def test_hours_are_typed_in_either_language_and_undone(
    qtbot: QtBot, page: HoursPage, said: list[Said]
) -> None:
    edit = page.people.hours.edit
    for typed, minutes in (("3,5", 210), ("2.25", 135)):
        edit.clear()
        qtbot.keyClicks(edit, typed)
        qtbot.keyClick(edit, Qt.Key.Key_Return)
        assert first(page).weekly_minutes == minutes
    assert edit.text() == "2.25"
    assert "2.25 hours" in said[-1].first
    undo(said)
    assert first(page).weekly_minutes == 210
    assert edit.text() == "3.5"


def test_the_arrow_keys_turn_the_hours_by_quarters_and_never_below_nothing(
    qtbot: QtBot, page: HoursPage
) -> None:
    edit = page.people.hours.edit
    for key, shown in (
        (Qt.Key.Key_Up, "0.25"),
        (Qt.Key.Key_PageUp, "1.25"),
        (Qt.Key.Key_Down, "1"),
        (Qt.Key.Key_PageDown, "0"),
        (Qt.Key.Key_Down, "0"),
        (Qt.Key.Key_Up, "0.25"),
    ):
        qtbot.keyClick(edit, key)
        assert edit.text() == shown
    qtbot.waitUntil(lambda: first(page).weekly_minutes == 15)


def test_hours_that_cannot_be_are_refused_in_place(qtbot: QtBot, page: HoursPage) -> None:
    edit = page.people.hours.edit
    for typed in ("51", "3,3", "many"):
        page.people.wrong.hide()
        edit.clear()
        qtbot.keyClicks(edit, typed)
        qtbot.keyClick(edit, Qt.Key.Key_Return)
        assert page.people.wrong.isVisible()
        assert edit.text() == typed, "what was typed stays, to be mended"
        assert first(page).weekly_minutes == 0


def test_hours_set_elsewhere_in_other_steps_stay_as_they_are(page: HoursPage) -> None:
    staff_id = first(page).staff_id
    with page.app.writing(Topic.SCHOOL) as session:
        set_hours(session, staff_id, 100)
    assert page.people.hours.edit.text() == "1.67"
    page.keep_draft()
    assert not page.people.wrong.isVisible()
    assert first(page).weekly_minutes == 100
    page.people.hours.more.click()
    assert page.people.hours.edit.text() == "1.75"


def test_what_was_typed_is_kept_when_the_window_locks(qtbot: QtBot, page: HoursPage) -> None:
    edit = page.people.hours.edit
    edit.clear()
    qtbot.keyClicks(edit, "4")
    page.people.note.setText("from January")
    page.keep_draft()
    assert (first(page).weekly_minutes, first(page).note) == (240, "from January")


def test_a_card_is_found_and_ticked_with_the_keyboard(
    qtbot: QtBot, page: HoursPage, said: list[Said]
) -> None:
    skills = page.people.skills
    shown = {row.id for row in skills.table.rows}
    assert "small-group-tuition" in shown
    assert not {"feedback", "class-size-reduction"} & shown, "in class one's own teacher does it"
    qtbot.keyClicks(skills.search, "one to one")
    assert [row.id for row in skills.table.rows] == ["one-to-one-tuition"]
    skills.view.setCurrentIndex(skills.table.index(0, 0))
    qtbot.keyClick(skills.view, Qt.Key.Key_Space)
    assert first(page).skills == {"one-to-one-tuition"}
    assert skills.table.rows[0].is_on
    undo(said)
    assert first(page).skills == frozenset()


def test_hours_without_a_moment_are_said_and_mended_with_one_press(page: HoursPage) -> None:
    with_period(page)
    row = first(page)
    with page.app.writing(Topic.SCHOOL) as session:
        set_hours(session, row.staff_id, 60)
    notice = page.people.table.columns[-1].text(page.people.table.rows[0])
    assert notice == "no moment yet"
    page.people.always.click()
    assert not first(page).lacks_periods
    assert not page.people.always.isVisible()


def test_a_school_without_colleagues_is_told_what_to_do(qtbot: QtBot, app: App) -> None:
    opened: list[str] = []
    app.opened.connect(lambda name, _args: opened.append(name))
    page = HoursPage(app)
    qtbot.addWidget(page)
    page.show()
    assert page.people.empty.isVisible() and not page.people.list.isVisible()
    page.people.read_in.click()
    assert opened == ["import"]


# --- week ---


def test_a_moment_is_added_every_day_changed_removed_and_put_back(
    page: HoursPage, said: list[Said]
) -> None:
    page.show_args("week")
    week, form = page.week, page.week.form
    assert week.empty.isVisible()
    form.day.setCurrentIndex(form.day.count() - 1)
    form.keep.click()
    assert len(read(page, period_list)) == 5
    chosen = read(page, period_list)[1]
    week.week.keys[chosen.id].click()
    assert form.starts.text() == "9:00"
    form.ends.setText("9:45")
    form.keep.click()
    assert read(page, period_list)[1].minutes == 45
    form.drop.click()
    assert len(read(page, period_list)) == 4
    undo(said)
    assert read(page, period_list)[1].minutes == 45


def test_a_moment_that_cannot_be_is_refused_in_place(page: HoursPage) -> None:
    page.show_args("week")
    for starts, ends in (("30:00", "31:00"), ("9:30", "9:00"), ("9:00", "noon")):
        page.week.wrong.hide()
        page.week.form.starts.setText(starts)
        page.week.form.ends.setText(ends)
        page.week.form.keep.click()
        assert page.week.wrong.isVisible()
    assert read(page, period_list) == []


def test_a_colleague_is_made_free_with_keys_along_the_week(
    qtbot: QtBot, page: HoursPage, said: list[Said]
) -> None:
    monday, thursday = with_period(page, 1), with_period(page, 4)
    page.people.week.click()
    week = page.week.week
    assert week.isVisible() and page.week.who == first(page).staff_id
    qtbot.keyClick(week.keys[monday], Qt.Key.Key_Space)
    assert first(page).periods == {monday}
    qtbot.keyClick(week.keys[monday], Qt.Key.Key_Right)
    assert week.keys[thursday].hasFocus()
    qtbot.keyClick(week.keys[thursday], Qt.Key.Key_Return)
    assert first(page).periods == {monday, thursday}
    assert week.keys[thursday].face.is_on
    assert "Thursday 9:00–9:30, free" in week.keys[thursday].accessibleName()
    undo(said)
    assert first(page).periods == {monday}


def test_a_class_keeps_its_pupils_for_a_lesson_or_a_break(
    page: HoursPage, school: SimpleNamespace
) -> None:
    other = with_period(page, 1)
    period, group = with_period(page), school.groups["Groep 5"]
    page.show_args("week", group)
    key = page.week.week.keys[period]
    assert key.face.words == "pupils may go"
    key.click()
    side = page.week.class_side
    side.name.setText("reading")
    side.name.editingFinished.emit()
    assert read(page, kept_lessons) == {group: {period: "reading"}}
    side.is_break.click()
    assert read(page, kept_lessons) == {group: {period: BREAK}}
    assert key.face.words == "break"
    page.week.week.keys[other].click()
    key.click()
    assert side.is_break.isChecked(), "the first press only shows what is kept then"
    key.click()
    assert read(page, kept_lessons) == {group: {other: ""}}
