"""What the school said of the ranking: kept, taken back, and used by window and command alike."""

import pytest
from sqlmodel import select

from npo_desktop.content.load import Content
from npo_desktop.errors import UserError
from npo_desktop.i18n import speaking
from npo_desktop.proposals.constants import DIALS, STANDARD, Constants, with_value
from npo_desktop.proposals.criteria import Criterion, Said
from npo_desktop.queries.planning.criteria import (
    criteria_by_card,
    criteria_of,
    put_criteria,
    say_criterion,
)
from npo_desktop.queries.planning.ranking_choices import (
    choose_constant,
    choose_constants,
    ranking_choices,
    school_here,
    set_internet,
)
from npo_desktop.queries.school import set_setting
from npo_desktop.store.engine import Store
from npo_desktop.store.support_tables import StaffTime
from npo_desktop.store.tables import Setting, Staff


def test_without_a_choice_everything_is_as_the_contract_says(store: Store) -> None:
    with store.reading() as session:
        here = school_here(session)
    assert here.constants == STANDARD == Constants() and here.constants.is_standard
    assert here.has_internet and here.weekly_hours is None and here.hours_by_card is None


def test_every_constant_is_kept_and_can_be_put_back(store: Store) -> None:
    turned = STANDARD
    for dial in DIALS:
        turned = with_value(turned, dial.key, dial.low or dial.step)
    with store.writing() as session:
        assert choose_constants(session, turned) == STANDARD
    with store.writing() as session:
        assert ranking_choices(session) == turned
        assert choose_constants(session, STANDARD) == turned
    with store.reading() as session:
        assert ranking_choices(session) == STANDARD
        keys = session.exec(select(Setting.key)).all()
    assert not [key for key in keys if key.startswith("ranking.")]  # nothing is left behind


def test_the_keys_are_those_that_others_read(store: Store) -> None:
    with store.writing() as session:
        choose_constant(session, "hourly_rate", 40.0)
        kept = session.get(Setting, "ranking.hourly_rate")
        assert kept is not None and float(kept.value) == 40.0


@pytest.mark.parametrize("value", ["", "forty", "nan", "inf", "-5", "100000"])
def test_a_spoiled_setting_counts_as_not_said(store: Store, value: str) -> None:
    with store.writing() as session:
        set_setting(session, "ranking.hourly_rate", value)
    with store.reading() as session:
        assert ranking_choices(session) == STANDARD


def test_a_number_outside_its_range_is_refused_and_nothing_is_kept(store: Store) -> None:
    with speaking("en"), pytest.raises(UserError, match="outside"), store.writing() as session:
        choose_constant(session, "hourly_rate", 0.0)
    with store.reading() as session:
        assert ranking_choices(session) == STANDARD


def test_no_internet_is_said_and_taken_back(store: Store) -> None:
    for holds in (False, True):
        with store.writing() as session:
            set_internet(session, holds=holds)
        with store.reading() as session:
            assert school_here(session).has_internet is holds


def test_hours_count_once_somebody_filled_them_in(store: Store) -> None:
    with store.writing() as session:
        member = Staff(first_name="juf", last_name="Mensche")
        session.add(member)
        session.flush()
        session.add(StaffTime(staff_id=member.id, weekly_minutes=150))
    with store.reading() as session:
        assert school_here(session).weekly_hours == 2.5


def test_a_criterion_is_kept_per_card_and_undone(store: Store, content: Content) -> None:
    long = "own-" + "a-long-name-of-a-card-" * 3
    for card in ("feedback", long):
        with store.writing() as session:
            before = say_criterion(session, card, Criterion.TEAM, Said(True, "voted: 9 of 10"))
        assert before == {}
        with store.writing() as session:
            said = say_criterion(session, card, Criterion.SUITS, Said(False))
            assert said == {Criterion.TEAM: Said(True, "voted: 9 of 10")}
    with store.writing() as session:
        found = criteria_by_card(session)
        assert set(found) == {"feedback", long}
        assert found[long] == criteria_of(session, long)
        assert found[long][Criterion.SUITS] == Said(False)
        put_criteria(session, long, {})
        assert set(criteria_by_card(session)) == {"feedback"}


def test_taking_an_answer_back_leaves_nothing_of_it(store: Store) -> None:
    with store.writing() as session:
        say_criterion(session, "feedback", Criterion.TEAM, Said(True))
        say_criterion(session, "feedback", Criterion.TEAM, Said(None))
        assert criteria_of(session, "feedback") == {} and criteria_by_card(session) == {}
