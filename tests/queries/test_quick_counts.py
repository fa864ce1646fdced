"""The board counts a round in two tiers as the lists themselves count, one by one."""

from datetime import date
from random import Random

import pytest
from sqlalchemy import insert

from npo_desktop.clock import now
from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.queries.answering.scan_entry import scan_entry
from npo_desktop.queries.answering.scan_progress import round_progress
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.queries.rounds import add_round
from npo_desktop.queries.scans import scan_for
from npo_desktop.queries.years.round_exceptions import set_exception
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Answer, Enrolment, Group, Pupil

FIRST, SECOND = date(2026, 11, 2), date(2027, 2, 1)
PUPILS, YEAR = 40, "2026-2027"


@pytest.fixture
def this(store: Store, content: Content, chance: Random) -> RoundFacts:
    """A round in two tiers, half way, after a first one that some have missed."""
    with store.writing() as session:
        group = Group(school_year=YEAR, name="Groep 5", grade=5)
        session.add(group)
        session.flush()
        for n in range(PUPILS):
            born = date(2026 - chance.choice([5, 9, 9, 9, 10]), 1, 1)
            child = Pupil(number=str(n), call_name=str(n), sort_name=str(n), birth_date=born)
            session.add(child)
            session.flush()
            session.add(Enrolment(pupil_id=child.id, school_year=YEAR, group_id=group.id))
        first = add_round(session, "2026-1", FIRST, date(2026, 12, 4))
        second = add_round(session, "2027-1", SECOND, date(2027, 2, 26), form="two-tier")
        for round_, share in ((first, 1.0), (second, 0.6)):
            for pupil in pupil_list(session, YEAR):
                for questionnaire in content.questionnaires.values():
                    if chance.random() > 0.8:
                        continue
                    scan_id = scan_for(session, pupil.id, round_.id, questionnaire)
                    rows = [
                        {
                            **{"scan_id": scan_id, "item": item.id, "answered_at": now()},
                            "value": chance.choice([None, *range(questionnaire.top_of(item) + 1)]),
                        }
                        for item in questionnaire.items
                        if chance.random() < share
                    ]
                    session.execute(insert(Answer), rows)
        for pupil in chance.sample(pupil_list(session, YEAR), 4):
            set_exception(
                session, second.id, pupil.id, "teacher", chance.random() < 0.5, "practice"
            )
    return second


def test_every_list_of_a_round_in_two_tiers_counts_as_when_it_is_opened(
    store: Store, content: Content, this: RoundFacts
) -> None:
    compared = follow_ups = 0
    with store.reading() as session:
        for one in round_progress(session, content.questionnaires, this):
            questionnaire = content.questionnaires[one.questionnaire]
            entry = scan_entry(session, questionnaire, this, one.pupil.id)
            if one.exception is not None or entry is None:
                continue
            assert (one.answered, one.items) == (entry.answered, len(entry.required))
            compared += one.is_asked
            follow_ups += sum(asked.why.is_follow_up for asked in entry.asked)
    assert compared > PUPILS and follow_ups > PUPILS


def test_one_pupil_alone_and_one_list_alone_count_the_same(
    store: Store, content: Content, this: RoundFacts
) -> None:
    teacher = {"teacher": content.questionnaires["teacher"]}
    with store.reading() as session:
        everything = round_progress(session, content.questionnaires, this)
        alone = round_progress(session, teacher, this)
        group_id = everything[0].group_id
        in_group = round_progress(session, content.questionnaires, this, group_id=group_id)
    assert alone == [one for one in everything if one.questionnaire == "teacher"]
    assert in_group == everything
