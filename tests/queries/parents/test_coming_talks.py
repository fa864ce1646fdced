"""The talks of the week on the start page: soonest first, with how far the paper is."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from npo_desktop.queries.parents.coming_talks import ComingTalk, Paper, coming_talks
from npo_desktop.queries.parents.parent_talks import TalkNotes, add_talk, note_printed, write_talk
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.store.engine import Store

Add = Callable[..., list[Any]]
TODAY = date(2026, 11, 24)
WEEK = TODAY + timedelta(days=6)


def listed(store: Store, scanned: set[Any]) -> list[ComingTalk]:
    with store.reading() as session:
        pupils = {pupil.id: pupil for pupil in pupil_list(session, "2026-2027")}
        return coming_talks(session, TODAY, WEEK, pupils, scanned)


def test_the_soonest_stands_first_and_each_says_how_far_its_paper_is(
    store: Store, add_pupils: Add, small_school: Any
) -> None:
    one, two, three = (pupil.id for pupil in add_pupils(3))
    with store.writing() as session:
        add_talk(session, one, held_on=WEEK, starts_at="08:00")
        second = add_talk(session, two, held_on=TODAY, starts_at="14:15", language="es")
        add_talk(session, three, held_on=TODAY, starts_at="13:30")
        note_printed(session, second, "7F3K-Q2XD")
    found = listed(store, {three, two})
    assert [talk.pupil_id for talk in found] == [three, two, one]
    assert [talk.paper for talk in found] == [Paper.TO_PRINT, Paper.PRINTED, Paper.NO_SCAN]
    assert found[1].language == "es" and found[1].at == "14:15"


def test_what_is_over_later_or_without_a_day_is_left_out(
    store: Store, add_pupils: Add, small_school: Any
) -> None:
    held, late, early, unplanned, coming = (pupil.id for pupil in add_pupils(5))
    with store.writing() as session:
        talk = add_talk(session, held, held_on=TODAY, starts_at="09:00")
        write_talk(session, talk, TalkNotes(held_on=TODAY))
        add_talk(session, late, held_on=WEEK + timedelta(days=1))
        add_talk(session, early, held_on=TODAY - timedelta(days=1))
        add_talk(session, unplanned)
        add_talk(session, coming, held_on=TODAY)
    assert [found.pupil_id for found in listed(store, set())] == [coming]


def test_only_the_pupils_that_somebody_may_see_stand_in_it(
    store: Store, add_pupils: Add, small_school: Any
) -> None:
    pupil = add_pupils(1)[0].id
    with store.writing() as session:
        add_talk(session, pupil, held_on=TODAY)
        assert coming_talks(session, TODAY, WEEK, {}, set()) == []
