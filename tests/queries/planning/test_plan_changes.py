"""Changing, versioning and signing plans: a signed plan says what was signed, for ever."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session

from npo_desktop import i18n
from npo_desktop.errors import UserError
from npo_desktop.queries.planning.plan_changes import (
    begin_version,
    change_plan,
    put_plan_back,
    versions_of,
)
from npo_desktop.queries.planning.plans import (
    GoalFacts,
    NewPlan,
    add_plan,
    as_new,
    plan_facts,
    plan_list,
    set_state,
    withdraw_plan,
)
from npo_desktop.queries.planning.signing import NOT_ASKED, code_of, read_code, sign, unsign, verify
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Plan, Pupil

DAY = date(2026, 11, 24)
GOALS = tuple(
    GoalFacts(f"Emely does {n} of 5.", f"EF-{code}", 20.0 + n, 60.0, 55.0, "On the card.")
    for n, code in enumerate(("INI", "PLA", "ATT"), 1)
)


@pytest.fixture(autouse=True)
def the_24th(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NPO_TODAY", DAY.isoformat())
    i18n.use("en")


@pytest.fixture
def session(store: Store, small_school: object) -> Iterator[Session]:
    with store.writing() as opened:
        yield opened


@pytest.fixture
def new(session: Session, small_school: Any) -> NewPlan:
    made = small_school.add(session, 1)
    return NewPlan(
        made.id,
        small_school.round,
        "peer-tutoring",
        date(2026, 11, 30),
        date(2027, 2, 26),
        goals=GOALS,
        sessions_per_week=3,
        minutes=15,
        weeks=10,
        who="juf Ilvienne",
        pupil_words="I want the card.",
        state="agreed",
        basis={"round": "2026-1"},
    )


@pytest.fixture
def plan_id(session: Session, new: NewPlan) -> UUID:
    return add_plan(session, new)


def test_several_goals_come_back_whole_and_in_their_order(session: Session, plan_id: UUID) -> None:
    for _again in range(3):
        change_plan(session, plan_id, as_new(plan_facts(session, plan_id)), "again")
        assert plan_facts(session, plan_id).goals == GOALS


def test_a_concept_is_changed_in_place_without_a_version(session: Session, new: NewPlan) -> None:
    plan_id = add_plan(session, replace(new, state="concept"))
    change_plan(session, plan_id, replace(new, state="concept", minutes=20))
    kept = plan_facts(session, plan_id)
    assert (kept.minutes, kept.version, versions_of(session, plan_id)) == (20, 1, ())


def test_each_change_after_agreeing_keeps_the_earlier_with_why(
    session: Session, plan_id: UUID, new: NewPlan
) -> None:
    change_plan(session, plan_id, replace(new, minutes=20), "Longer lessons")
    change_plan(session, plan_id, replace(new, minutes=25), "Longer still")
    assert plan_facts(session, plan_id).version == 3
    newest, oldest = versions_of(session, plan_id)
    assert (oldest.plan.minutes, oldest.words, oldest.version) == (15, "Longer lessons", 1)
    assert (newest.plan.minutes, newest.words, newest.version) == (20, "Longer still", 2)
    assert oldest.plan.goals == GOALS


def test_an_agreed_plan_is_not_changed_without_a_reason(
    session: Session, plan_id: UUID, new: NewPlan
) -> None:
    with pytest.raises(UserError, match="say why"):
        change_plan(session, plan_id, replace(new, minutes=20), "  ")
    assert plan_facts(session, plan_id).minutes == 15


def test_undo_of_a_change_leaves_no_trace(session: Session, plan_id: UUID, new: NewPlan) -> None:
    first = plan_facts(session, plan_id)
    before = change_plan(session, plan_id, replace(new, minutes=20, goals=GOALS[:1]), "why")
    put_plan_back(session, before)
    assert plan_facts(session, plan_id) == first and versions_of(session, plan_id) == ()


def test_a_signed_plan_refuses_every_change(session: Session, plan_id: UUID, new: NewPlan) -> None:
    code = sign(session, plan_id, "mother, juf Ilvienne", DAY)
    signed = plan_facts(session, plan_id)
    for act in (
        lambda: change_plan(session, plan_id, replace(new, minutes=20), "why"),
        lambda: set_state(session, plan_id, "concept"),
        lambda: withdraw_plan(session, plan_id),
        lambda: sign(session, plan_id, "father", DAY),
    ):
        with pytest.raises(UserError):
            act()
    assert plan_facts(session, plan_id) == signed
    assert signed.code == code and code_of(signed) == code


def test_the_code_is_eight_unambiguous_letters_in_two_groups(
    session: Session, plan_id: UUID
) -> None:
    code = sign(session, plan_id, "mother", DAY)
    assert len(code) == 9 and code[4] == "-" and not set(code) & set("ILOU")


@pytest.mark.parametrize("part", ["who", "pupil_words", "first_step", "minutes", "review_on"])
def test_another_word_or_number_gives_another_code(
    session: Session, plan_id: UUID, part: str
) -> None:
    code = sign(session, plan_id, "mother", DAY)
    signed = plan_facts(session, plan_id)
    others: dict[str, Any] = {"minutes": 16, "review_on": date(2027, 3, 1)}
    change = {part: others.get(part, "something else")}
    assert code_of(replace(signed, **change)) != code
    assert (
        code_of(replace(signed, goals=(replace(GOALS[0], target_value=61.0), *GOALS[1:]))) != code
    )


def test_paper_is_compared_by_its_code_however_it_was_typed(
    session: Session, plan_id: UUID
) -> None:
    code = sign(session, plan_id, "mother", DAY)
    typed = code.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    paper = verify(session, typed)
    assert paper is not None and paper.plan.id == plan_id
    assert paper.is_current and paper.is_unchanged
    other = "2" if code[0] != "2" else "3"
    assert verify(session, other + code[1:]) is None
    for nonsense in ("", "7F3K", "7F3K-Q2X!"):
        with pytest.raises(UserError, match="not a code"):
            read_code(nonsense)


def test_somebody_who_changed_the_store_itself_is_noticed(session: Session, plan_id: UUID) -> None:
    code = sign(session, plan_id, "mother", DAY)
    session.get_one(Plan, plan_id).who = "somebody else"
    session.flush()
    paper = verify(session, code)
    assert paper is not None and not paper.is_unchanged


def test_a_new_version_is_unsigned_and_the_old_paper_is_still_known(
    session: Session, plan_id: UUID, new: NewPlan
) -> None:
    code = sign(session, plan_id, "mother", DAY)
    begin_version(session, plan_id, "She moved to another class")
    fresh = plan_facts(session, plan_id)
    assert (fresh.version, fresh.signed_on, fresh.code, fresh.state) == (2, None, None, "agreed")
    change_plan(session, plan_id, replace(new, who="meester Orson"), "Another class")
    paper = verify(session, code)
    assert paper is not None and not paper.is_current and paper.is_unchanged
    assert paper.plan.who == "juf Ilvienne"
    again = sign(session, plan_id, "mother", DAY)
    assert again != code


def test_undo_of_beginning_a_version_gives_the_signature_back(
    session: Session, plan_id: UUID
) -> None:
    sign(session, plan_id, "mother", DAY)
    signed = plan_facts(session, plan_id)
    put_plan_back(session, begin_version(session, plan_id, "why"))
    assert plan_facts(session, plan_id) == signed


def test_signing_without_the_pupils_words_asks_for_a_reason(session: Session, new: NewPlan) -> None:
    plan_id = add_plan(session, replace(new, pupil_words=""))
    with pytest.raises(UserError, match="own words are missing"):
        sign(session, plan_id, "mother", DAY)
    sign(session, plan_id, "mother", DAY, without_words="Too young to say")
    assert plan_facts(session, plan_id).basis[NOT_ASKED] == "Too young to say"


def test_a_signature_just_given_can_be_taken_back(session: Session, new: NewPlan) -> None:
    plan_id = add_plan(session, replace(new, state="concept", pupil_words=""))
    before = plan_facts(session, plan_id)
    sign(session, plan_id, "mother", DAY, without_words="ill")
    assert plan_facts(session, plan_id).state == "agreed"
    unsign(session, before)
    assert plan_facts(session, plan_id) == before


@pytest.mark.parametrize(
    ("who", "day", "words"),
    [("", DAY, "Nobody signed"), ("mother", date(2026, 11, 25), "still to come")],
)
def test_who_and_when_must_be_possible(
    session: Session, plan_id: UUID, who: str, day: date, words: str
) -> None:
    with pytest.raises(UserError, match=words):
        sign(session, plan_id, who, day)


def test_a_plan_for_a_pupil_who_left_is_refused_with_what_to_do(
    session: Session, new: NewPlan
) -> None:
    session.get_one(Pupil, new.pupil_id).left_on = date(2026, 11, 20)
    session.flush()
    with pytest.raises(UserError, match=r"left the school on 20 Nov 2026") as refused:
        add_plan(session, new)
    assert refused.value.hint


def test_a_target_below_the_start_is_refused_with_nothing_kept(
    session: Session, new: NewPlan
) -> None:
    low = replace(GOALS[0], start_value=50.0, target_value=40.0)
    kept = len(plan_list(session))
    with pytest.raises(UserError, match="below the start"):
        add_plan(session, replace(new, goals=(low,)))
    assert len(plan_list(session)) == kept
