"""From the store to the facts of a parent summary."""

from datetime import date
from uuid import UUID

import pytest
from sqlmodel import Session

from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.exports.parent_blocks import BLOCKS
from npo_desktop.exports.parent_facts import AgreedPoint, ParentSummary
from npo_desktop.exports.pdf.parent_summary import parent_summary
from npo_desktop.queries.answers import record_answer
from npo_desktop.queries.dossiers import round_norms
from npo_desktop.queries.parents.parent_summaries import load_parent_summaries, load_parent_summary
from npo_desktop.queries.parents.parent_talks import (
    AgreementFacts,
    TalkNotes,
    add_talk,
    set_talk_language,
    write_talk,
)
from npo_desktop.queries.parents.summary_blocks import set_summary_blocks, summary_blocks
from npo_desktop.queries.planning.plans import GoalFacts, NewPlan, add_plan
from npo_desktop.queries.rounds import add_round
from npo_desktop.queries.scans import scan_for, set_remark
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Enrolment, Group, GroupTeacher, Guardian, Pupil, Staff

DAY = date(2026, 11, 24)
REMARK = "Something the pupil told in confidence"


@pytest.fixture
def filled(store: Store, content: Content) -> tuple[Store, RoundFacts, list[UUID]]:
    """Two pupils in one group; the first is scanned and has plans."""
    with store.writing() as session:
        this = add_round(session, "2026-1", date(2026, 11, 2), date(2026, 11, 27))
        group = Group(school_year="2026-2027", name="Groep 5", grade=5)
        here = Staff(first_name="Ilvienne", last_name="Martis")
        gone = Staff(first_name="Oud", last_name="Collega", left_on=date(2026, 8, 1))
        pupils = [
            Pupil(number=number, call_name=name, last_name="Croes", sort_name=name.lower())
            for number, name in (("1", "Ana"), ("2", "Bo"))
        ]
        session.add_all([group, here, gone, *pupils])
        session.flush()
        session.add_all(GroupTeacher(group_id=group.id, staff_id=s.id) for s in (here, gone))
        for pupil in pupils:
            enrolled = Enrolment(pupil_id=pupil.id, school_year="2026-2027", group_id=group.id)
            session.add(enrolled)
        session.add(Guardian(pupil_id=pupils[1].id, language="pap"))
        teacher = content.questionnaires["teacher"]
        scan = scan_for(session, pupils[0].id, this.id, teacher)
        for item in teacher.for_age(8):
            record_answer(session, scan, item.id, 1 if item.scale == "EF-INI" else 3)
        told = scan_for(session, pupils[0].id, this.id, content.questionnaires["pupil"])
        set_remark(session, told, REMARK)
        _plan(session, pupils[0].id, this.id, "metacognition-self-regulation", date(2027, 3, 2))
        _plan(session, pupils[0].id, this.id, "nothing-extra", date(2027, 2, 2))
        _plan(session, pupils[0].id, this.id, "feedback", date(2027, 1, 2), printed=False)
        _plan(session, pupils[0].id, this.id, "homework", date(2027, 1, 3), state="stopped")
        return store, this, [pupil.id for pupil in pupils]


def _plan(
    session: Session,
    pupil: UUID,
    round_id: UUID,
    intervention: str,
    review_on: date,
    *,
    printed: bool = True,
    state: str = "agreed",
) -> None:
    new = NewPlan(
        pupil_id=pupil,
        round_id=round_id,
        intervention=intervention,
        starts_on=DAY,
        review_on=review_on,
        goals=[GoalFacts("Ana starts within two minutes.", "EF-INI")],
        state=state,
        in_parent_summary=printed,
        pupil_words="I like to draw.",
    )
    add_plan(session, new)


def load(
    filled: tuple[Store, RoundFacts, list[UUID]], content: Content, language: str | None = None
) -> list[ParentSummary]:
    store, this, _pupils = filled
    with store.reading() as session:
        norms = round_norms(session, content.questionnaires, this)
        return load_parent_summaries(session, content, norms, made_on=DAY, language=language)


def test_every_pupil_of_the_round_gets_one(
    filled: tuple[Store, RoundFacts, list[UUID]], content: Content
) -> None:
    summaries = load(filled, content)
    assert [one.name for one in summaries] == ["Ana", "Bo"]
    assert all(parent_summary(one).startswith(b"%PDF") for one in summaries)


def test_only_plans_for_parents_that_go_on_are_in_it(
    filled: tuple[Store, RoundFacts, list[UUID]], content: Content
) -> None:
    ana, bo = load(filled, content)
    assert [(plan.is_nothing_extra, plan.review_on) for plan in ana.plans] == [
        (True, date(2027, 2, 2)),
        (False, date(2027, 3, 2)),
    ]
    assert ana.plans[1].intervention == content.catalogue.get("metacognition-self-regulation")
    assert ana.plans[1].goals[0].text == "Ana starts within two minutes."
    assert bo.plans == ()


def test_what_the_talk_agreed_and_when_it_was_stand_in_it(
    filled: tuple[Store, RoundFacts, list[UUID]], content: Content
) -> None:
    store, this, (ana, bo) = filled
    with store.writing() as session:
        held = add_talk(session, ana, round_id=this.id, held_on=DAY, starts_at="13:30")
        agreed = (AgreementFacts("Lezen.", "home", date(2027, 1, 12)),)
        notes = TalkNotes(held_on=DAY, next_on=date(2027, 1, 19), agreements=agreed)
        write_talk(session, held, notes)
        coming = add_talk(session, bo, round_id=this.id, held_on=date(2026, 11, 26))
        set_talk_language(session, coming, "es")
    first, second = load(filled, content)
    assert first.agreements == (AgreedPoint("Lezen.", "home", date(2027, 1, 12)),)
    assert (first.talk_on, first.talk_at, first.next_talk_on) == (DAY, "13:30", date(2027, 1, 19))
    assert (second.talk_on, second.talk_at, second.language) == (date(2026, 11, 26), "", "es")
    assert second.agreements == ()


def test_a_second_language_stands_beside_another_one_only(
    filled: tuple[Store, RoundFacts, list[UUID]], content: Content
) -> None:
    store, this, _pupils = filled
    with store.reading() as session:
        norms = round_norms(session, content.questionnaires, this)
        found = load_parent_summaries(session, content, norms, made_on=DAY, second_language="pap")
    assert [(one.language, one.second_language) for one in found] == [("nl", "pap"), ("pap", "")]


def test_parts_that_the_school_leaves_out_are_left_out_of_all(
    filled: tuple[Store, RoundFacts, list[UUID]], content: Content
) -> None:
    store, _this, _pupils = filled
    with store.reading() as session:
        assert summary_blocks(session) == frozenset(BLOCKS)
    with store.writing() as session:
        set_summary_blocks(session, {"picture", "signatures"})
    assert {one.blocks for one in load(filled, content)} == {frozenset({"picture", "signatures"})}
    with store.writing() as session, pytest.raises(ValueError, match="unknown part"):
        set_summary_blocks(session, {"picture", "colour"})


def test_who_teaches_now_is_named(
    filled: tuple[Store, RoundFacts, list[UUID]], content: Content
) -> None:
    assert load(filled, content)[0].teachers == ("Ilvienne Martis",)


def test_the_language_is_the_parents_own(
    filled: tuple[Store, RoundFacts, list[UUID]], content: Content
) -> None:
    ana, bo = load(filled, content)
    assert (ana.asked_language, ana.language) == ("nl", "nl")
    assert (bo.asked_language, bo.language) == ("pap", "pap")
    assert [one.language for one in load(filled, content, "en")] == ["en", "en"]


def test_one_pupil_gives_the_same_facts(
    filled: tuple[Store, RoundFacts, list[UUID]], content: Content
) -> None:
    store, this, pupils = filled
    with store.reading() as session:
        norms = round_norms(session, content.questionnaires, this)
        one = load_parent_summary(session, content, pupils[0], norms, made_on=DAY)
    assert one == load(filled, content)[0]


def test_what_a_pupil_remarked_in_the_scan_stays_at_school(
    filled: tuple[Store, RoundFacts, list[UUID]], content: Content
) -> None:
    assert REMARK not in repr(load(filled, content)[0])
