"""Evenings of talks with parents in the store: planned, changed, undone, printed."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from npo_desktop.content.load import Content
from npo_desktop.errors import UserError
from npo_desktop.exports.evening_facts import EveningTimes
from npo_desktop.exports.parent_text import parent_text
from npo_desktop.exports.summary_gaps import Gap
from npo_desktop.i18n import speaking
from npo_desktop.queries.parents.evening_papers import (
    evening_gaps,
    list_of_evening,
    load_evening_summaries,
)
from npo_desktop.queries.parents.parent_evenings import (
    EveningDraft,
    add_evening,
    add_to_evening,
    change_evening,
    coming_evening,
    current_order,
    load_evening,
    put_in_order,
    remove_evening,
    set_order,
    take_from_evening,
)
from npo_desktop.queries.parents.parent_talks import (
    TalkNotes,
    note_printed,
    set_talk_language,
    talks_of,
    write_talk,
)
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.queries.rounds import add_round
from npo_desktop.queries.rows_before import put_rows_back
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Enrolment, Group, Guardian, Pupil

EVENING = date(2026, 12, 1)
DRAFT = EveningDraft("Groep 5 en 7", EVENING, EveningTimes("19:00", 15, 10))
PEOPLE = (("Noa", "Adams", 7), ("Anna", "Pourier", 5), ("Ben", "Pourier", 7), ("Zoë", "Dirks", 5))


@pytest.fixture
def round_id(store: Store) -> UUID:
    with store.writing() as session:
        found = add_round(session, "2026-1", date(2026, 11, 2), date(2026, 12, 4))
        groups = {}
        for grade in (5, 7):
            group = Group(school_year="2026-2027", name=f"Groep {grade}", grade=grade)
            session.add(group)
            session.flush()
            groups[grade] = group.id
        for number, (call_name, last_name, grade) in enumerate(PEOPLE):
            pupil = Pupil(number=f"P{number}", call_name=call_name, last_name=last_name)
            pupil.sort_name = f"{last_name} {call_name}".casefold()
            session.add(pupil)
            session.flush()
            session.add(
                Enrolment(pupil_id=pupil.id, school_year="2026-2027", group_id=groups[grade])
            )
        return found.id


@pytest.fixture
def evening(store: Store, round_id: UUID) -> UUID:
    with store.writing() as session:
        pupils = pupil_list(session, "2026-2027")
        return add_evening(session, DRAFT, round_id, pupils, by="group", break_every=2)


def lines(store: Store, evening_id: UUID) -> list[tuple[str, str]]:
    with store.reading() as session:
        found = load_evening(session, evening_id)
        return [(one.starts_at, one.talk.pupil if one.talk else "-") for one in found.slots]


PLANNED = [
    ("19:00", "Zoë Dirks"),
    ("19:15", "Anna Pourier"),
    ("19:30", "Ben Pourier"),
    ("19:45", "-"),
    ("19:55", "Noa Adams"),
]


def test_planning_gives_each_a_time_a_family_together_and_a_break_after_it(
    store: Store, evening: UUID
) -> None:
    assert lines(store, evening) == PLANNED
    with store.reading() as session:
        found = load_evening(session, evening)
        assert found.ends_at == "20:10"
        assert [talk.starts_at for talk in found.talks] == ["19:00", "19:15", "19:30", "19:55"]
        assert {talk.held_on for talk in found.talks} == {EVENING}
        assert coming_evening(session, date(2026, 11, 24)) == found.facts
        assert coming_evening(session, date(2027, 1, 1)) == found.facts


Change = Callable[[Any, UUID, list[UUID | None], UUID], Any]
CHANGES: dict[str, Change] = {
    "order": lambda session, evening, order, _round: set_order(session, evening, order[::-1]),
    "sorted": lambda session, evening, _order, _round: put_in_order(session, evening, "name"),
    "times": lambda session, evening, _order, _round: change_evening(
        session, evening, EveningDraft("Later", date(2026, 12, 2), EveningTimes("18:00", 20, 5))
    ),
    "taken off": lambda session, evening, order, _round: take_from_evening(
        session, evening, order[1] or evening
    ),
    "removed": lambda session, evening, _order, _round: remove_evening(session, evening),
}


@pytest.mark.parametrize("what", CHANGES)
def test_every_change_can_be_undone_exactly(
    store: Store, evening: UUID, round_id: UUID, what: str
) -> None:
    before = without_log(store)
    with store.writing() as session:
        order = current_order(session, evening)
        undo = CHANGES[what](session, evening, order, round_id)
    assert without_log(store) != before
    with store.writing() as session:
        put_rows_back(session, undo)
    assert without_log(store) == before


def without_log(store: Store) -> dict[str, Any]:
    with store.reading() as session:
        return canonical_dump(session, without=("audit_entry",))


def test_moving_one_moves_the_times_of_the_others_along(store: Store, evening: UUID) -> None:
    with store.writing() as session:
        zoe, anna, ben, pause, noa = current_order(session, evening)
        assert pause is None
        set_order(session, evening, [noa, None, anna, ben, zoe, None])
    assert lines(store, evening) == [
        ("19:00", "Noa Adams"),
        ("19:15", "-"),
        ("19:25", "Anna Pourier"),
        ("19:40", "Ben Pourier"),
        ("19:55", "Zoë Dirks"),
    ]


def test_who_is_added_comes_last_and_only_once(store: Store, evening: UUID, round_id: UUID) -> None:
    with store.writing() as session:
        noa = load_evening(session, evening).talks[-1]
        take_from_evening(session, evening, noa.id)
    before = without_log(store)
    with store.writing() as session:
        everybody = [pupil.id for pupil in pupil_list(session, "2026-2027")]
        undo = add_to_evening(session, evening, round_id, everybody)
    assert lines(store, evening)[-1] == ("19:45", "Noa Adams")
    assert len(lines(store, evening)) == 4
    with store.writing() as session:
        put_rows_back(session, undo)
    assert without_log(store) == before


def test_a_talk_that_was_held_outlives_its_evening(store: Store, evening: UUID) -> None:
    with store.writing() as session:
        first, second = load_evening(session, evening).talks[:2]
        write_talk(session, first.id, TalkNotes(EVENING, words="Goed gesprek."))
        note_printed(session, second.id, "ABC12")
        remove_evening(session, evening)
    with store.reading() as session:
        (kept,) = talks_of(session, first.pupil_id)
        assert kept.evening_id is None and kept.words == "Goed gesprek."
        assert talks_of(session, second.pupil_id) == ()


def test_an_evening_without_a_name_without_pupils_or_past_midnight_is_refused(
    store: Store, round_id: UUID
) -> None:
    with store.reading() as session:
        pupils = pupil_list(session, "2026-2027")
    late = EveningTimes("23:30", 20)
    for draft, whose, words in (
        (EveningDraft("  ", EVENING, DRAFT.times), pupils, "has no name"),
        (DRAFT, [], "Nobody was chosen"),
        (EveningDraft("x", EVENING, late), pupils, "after midnight"),
    ):
        before = without_log(store)
        with speaking("en"), pytest.raises(UserError, match=words), store.writing() as session:
            add_evening(session, draft, round_id, whose)
        assert without_log(store) == before


def test_a_language_that_was_chosen_for_a_talk_is_printed_and_missing_no_more(
    store: Store, evening: UUID, content: Content
) -> None:
    with store.writing() as session:
        first, second, third, fourth = load_evening(session, evening).talks
        set_talk_language(session, first.id, "pap")
        session.add(Guardian(pupil_id=second.pupil_id, language="en"))
        session.add(Guardian(pupil_id=third.pupil_id, language="es"))
    with store.reading() as session:
        summaries = load_evening_summaries(session, content, evening)
        gaps = evening_gaps(summaries)
        listed = list_of_evening(session, load_evening(session, evening), gaps)
    languages = Gap.NO_LANGUAGE, Gap.OTHER_LANGUAGE
    found = [tuple(gap for gap in gaps[one.pupil_id] if gap in languages)
             for one in (first, second, third, fourth)]  # fmt: skip
    assert found == [(), (), (), (Gap.NO_LANGUAGE,)]
    assert [one.language for one in summaries] == ["pap", "en", "es", "nl"]
    assert [line.language for line in listed.lines if line.pupil] == ["pap", "en", "es", ""]
    assert parent_text(summaries[0]).notes, "a draft says so on the page"
