"""Talks: an answer asks for one until it is ticked off, and another answer asks again."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

import pytest
from sqlmodel import select

from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.queries.answers import record_answer
from npo_desktop.queries.rounds import add_round
from npo_desktop.queries.scans import scan_for
from npo_desktop.queries.talks import TalkThisWeek, note_talk, open_talks, reopen_talk, talks_of
from npo_desktop.store.engine import Store
from npo_desktop.store.safety_tables import AuditEntry
from npo_desktop.store.tables import Enrolment, Group, Pupil

YEAR = "2026-2027"


@pytest.fixture
def this(store: Store) -> RoundFacts:
    with store.writing() as session:
        return add_round(session, "2026-1", date(2026, 11, 2), date(2026, 12, 4))


@pytest.fixture
def groups(store: Store) -> Mapping[str, UUID]:
    """Ann in group 5 and Bob in group 6, both frightened often, says their teacher."""
    with store.writing() as session:
        found = {}
        for number, name, group in (("1", "Ann", "Groep 5"), ("2", "Bob", "Groep 6")):
            pupil = Pupil(number=number, call_name=name, birth_date=date(2017, 3, 1))
            made = Group(school_year=YEAR, name=group)
            session.add_all((pupil, made))
            session.flush()
            session.add(Enrolment(pupil_id=pupil.id, school_year=YEAR, group_id=made.id))
            found[name] = made.id
        return found


def ask(store: Store, content: Content, this: RoundFacts, number: str, value: int) -> None:
    with store.writing() as session:
        pupil = session.exec(select(Pupil).where(Pupil.number == number)).one()
        scan_id = scan_for(session, pupil.id, this.id, content.questionnaires["teacher"])
        record_answer(session, scan_id, "T-SE-SAF-3", value)


def waiting(store: Store, content: Content, this: RoundFacts) -> list[TalkThisWeek]:
    with store.reading() as session:
        return open_talks(session, content.questionnaires, this)


def test_a_talk_that_was_held_waits_no_longer_and_can_be_opened_again(
    store: Store, content: Content, this: RoundFacts, groups: Mapping[str, UUID]
) -> None:
    ask(store, content, this, "1", 4)
    (talk,) = waiting(store, content, this)

    with store.writing() as session:
        note_talk(session, talk, " gesproken met Ann ", None)
    assert waiting(store, content, this) == []
    with store.reading() as session:
        (held,) = talks_of(session, content.questionnaires, this)
        acts = [one.action for one in session.exec(select(AuditEntry))]
    assert held.outcome == "gesproken met Ann"
    assert held.talked_at is not None
    assert "talk-held" in acts

    with store.writing() as session:
        reopen_talk(session, held)
    assert [one.pupil for one in waiting(store, content, this)] == ["Ann"]


def test_another_critical_answer_asks_again_and_a_calm_one_does_not(
    store: Store, content: Content, this: RoundFacts, groups: Mapping[str, UUID]
) -> None:
    ask(store, content, this, "1", 3)
    with store.writing() as session:
        note_talk(session, waiting(store, content, this)[0], "", None)

    ask(store, content, this, "1", 4)
    assert [one.value for one in waiting(store, content, this)] == [4]
    ask(store, content, this, "1", 1)
    assert waiting(store, content, this) == []


def test_only_pupils_of_the_permitted_groups_are_shown(
    store: Store, content: Content, this: RoundFacts, groups: Mapping[str, UUID]
) -> None:
    ask(store, content, this, "1", 4)
    ask(store, content, this, "2", 4)

    def seen(mine: set[UUID] | None) -> set[str]:
        with store.reading() as session:
            found = talks_of(session, content.questionnaires, this, groups=mine)
        return {one.pupil for one in found}

    assert seen(None) == {"Ann", "Bob"}
    assert seen({groups["Bob"]}) == {"Bob"}
    assert seen(set()) == set()


def test_a_talk_still_to_be_held_waits_on_when_the_next_round_begins(
    store: Store, content: Content, this: RoundFacts, groups: Mapping[str, UUID]
) -> None:
    ask(store, content, this, "1", 4)
    ask(store, content, this, "2", 4)
    (held,) = (talk for talk in waiting(store, content, this) if talk.pupil == "Bob")
    with store.writing() as session:
        note_talk(session, held, "", None)
        later = add_round(session, "2026-2", date(2027, 4, 5), date(2027, 5, 7))

    assert [one.pupil for one in waiting(store, content, later)] == ["Ann"]
