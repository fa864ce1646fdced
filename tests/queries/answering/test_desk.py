"""The pupil desk's codes and answers: unique, far apart, and written with their language."""

from datetime import date
from itertools import combinations
from random import Random
from uuid import UUID

import pytest
from sqlmodel import Session

from npo_desktop.content.load import Content
from npo_desktop.content.pictures import PARTS, PICTURES, code_of
from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.queries.answering.desk import (
    desk_lists,
    fits_desk,
    make_codes,
    picture_cards,
    picture_codes,
)
from npo_desktop.queries.answering.entering import enter
from npo_desktop.queries.answering.scan_entry import scan_entry
from npo_desktop.queries.rounds import add_round
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Enrolment, Group, Pupil

YEAR = "2026-2027"
BORN = {"seven": date(2019, 3, 1), "eight": date(2018, 3, 1), "eleven": date(2015, 3, 1)}


@pytest.fixture
def this(store: Store) -> RoundFacts:
    with store.writing() as session:
        return add_round(session, "2026-1", date(2026, 11, 2), date(2026, 12, 4))


@pytest.fixture
def pupil(content: Content) -> Questionnaire:
    return content.questionnaires["pupil"]


def enrol(session: Session, group: str, many: int, born: date = BORN["eleven"]) -> list[UUID]:
    made = Group(school_year=YEAR, name=group, grade=7)
    session.add(made)
    session.flush()
    found = []
    for number in range(many):
        one = Pupil(
            number=f"{group}-{number}", call_name=f"Kind{number}", last_name="X", birth_date=born
        )
        session.add(one)
        session.flush()
        session.add(Enrolment(pupil_id=one.id, school_year=YEAR, group_id=made.id))
        found.append(one.id)
    session.flush()
    return found


def test_a_code_is_drawn_once_kept_and_the_same_in_any_order(store: Store, chance: Random) -> None:
    with store.writing() as session:
        (one,) = enrol(session, "g", 1)
        made = make_codes(session, [one], draw=chance)
    with store.writing() as session:
        assert make_codes(session, [one]) == made == picture_codes(session, [one])
    assert len(made[one]) == PARTS and set(made[one]) <= set(PICTURES)
    assert code_of(reversed(made[one])) == made[one]


def test_a_school_of_seven_hundred_has_seven_hundred_codes(store: Store, chance: Random) -> None:
    with store.writing() as session:
        everybody = [pupil_id for n in range(28) for pupil_id in enrol(session, f"g{n}", 25)]
        for n in range(28):
            make_codes(session, everybody[25 * n : 25 * n + 25], draw=chance)
    with store.reading() as session:
        codes = picture_codes(session, everybody)
    assert len(set(codes.values())) == 700


def test_in_a_group_of_thirty_one_wrong_picture_leads_to_nobody(
    store: Store, chance: Random
) -> None:
    with store.writing() as session:
        codes = make_codes(session, enrol(session, "g", 30), draw=chance).values()
    assert max(len(set(one) & set(two)) for one, two in combinations(codes, 2)) <= 1


def test_only_who_is_eight_and_not_done_sits_down(
    store: Store, this: RoundFacts, pupil: Questionnaire
) -> None:
    with store.writing() as session:
        enrol(session, "seven", 2, BORN["seven"])
        (eight,) = enrol(session, "eight", 1, BORN["eight"])
        begun, finished = enrol(session, "eleven", 2)
        for one, many in ((begun, 3), (finished, len(pupil.items))):
            entry = scan_entry(session, pupil, this, one)
            assert entry is not None
            for item in pupil.items[:many]:
                enter(session, pupil, entry, item.id, 0, language="nl", way="desk")
    with store.reading() as session:
        found = {one.pupil.id for one in desk_lists(session, pupil, this)}
    assert found == {eight, begun}


def test_the_cards_name_the_pupil_for_the_adult(
    store: Store, this: RoundFacts, pupil: Questionnaire
) -> None:
    with store.writing() as session:
        (one,) = enrol(session, "Groep 7", 1)
        (card,) = picture_cards(session, desk_lists(session, pupil, this))
    assert (card.pupil_id, card.name, card.group) == (one, "X, Kind0", "Groep 7")


def test_only_lists_that_children_choose_answers_to_are_for_the_desk(content: Content) -> None:
    fit = [code for code, one in content.questionnaires.items() if fits_desk(one)]
    assert fit == ["pupil"]
