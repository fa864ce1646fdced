"""Letterhead, referral slip, handover, class sheet and plans of groups: read from the store."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import col, select

from npo_desktop.content.load import Content
from npo_desktop.errors import UserError
from npo_desktop.exports.letterhead import Letterhead
from npo_desktop.exports.record_facts import BLOCKS, NEEDED, ReferralChoice
from npo_desktop.i18n import speaking
from npo_desktop.queries.answering.filled_lists import load_filled_list
from npo_desktop.queries.events import events_of
from npo_desktop.queries.papers.class_papers import (
    load_class_sheet,
    load_group_plan_papers,
    pupils_on,
    pupils_with_steps,
)
from npo_desktop.queries.papers.letterheads import LOGO, WORDS, letterhead, set_letterhead
from npo_desktop.queries.papers.record_drafts import (
    forget_record_draft,
    keep_record_draft,
    record_draft,
)
from npo_desktop.queries.papers.referrals import (
    load_handover,
    load_referral,
    note_consent,
    without_names,
)
from npo_desktop.queries.privacy.erasure import erase_pupils
from npo_desktop.queries.school import set_setting
from npo_desktop.store.engine import Store
from npo_desktop.store.plan_tables import GroupPlan
from npo_desktop.store.tables import Answer, Goal, Plan, School, Setting

Add = Callable[..., list[Any]]
ASKED = ReferralChoice(
    kind="expertise",
    to="EOZ",
    question="How do we help?",
    consent="given",
    asked_who="mother",
    said_on=date(2026, 11, 20),
    blocks=BLOCKS,
)


@pytest.fixture(autouse=True)
def on_a_tuesday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NPO_TODAY", "2026-11-24")


def canaries(facts: object, canary: str) -> set[str]:
    """Which of the texts of a pupil stand in it."""
    return set(re.findall(rf"{canary}(\w+)", repr(facts)))


# --- letterhead ---


def test_without_a_letterhead_it_is_the_school_and_where_it_is(store: Store) -> None:
    with store.reading() as session:
        found = letterhead(session)
    assert found.school and found.place.endswith("Bonaire") and found.logo is None


def test_a_letterhead_is_kept_whole_and_can_be_emptied_again(store: Store) -> None:
    new = Letterhead(
        "Kolegio\nKorá", "Rincon", ("717 0000", "  ", "x" * 300, "too many"), b"\x89PNG"
    )
    with store.writing() as session:
        first = letterhead(session)
        set_letterhead(session, new)
    with store.reading() as session:
        found = letterhead(session)
    assert (found.school, found.place, found.logo) == ("Kolegio Korá", "Rincon", b"\x89PNG")
    assert len(found.lines) == 3 and len(found.lines[2]) == 80
    assert "717 0000" in found.reach
    with store.writing() as session:
        set_letterhead(session, Letterhead("", "", (), None))
    with store.writing() as session:
        assert letterhead(session) == first
        set_letterhead(session, first)  # as the dialog does when it is undone
        session.get_one(School, 1).name = "Another name"
        assert letterhead(session).school == "Another name"


@pytest.mark.parametrize("kept", ["", "not json", "[1]", '{"lines": 3}'])
def test_a_damaged_letterhead_is_none_at_all(store: Store, kept: str) -> None:
    with store.writing() as session:
        set_setting(session, WORDS, kept)
        set_setting(session, LOGO, "%%%")
    with store.reading() as session:
        assert letterhead(session).school and letterhead(session).logo is None


# --- referral ---


def test_a_slip_with_everything_ticked_holds_no_work_notes_answers_or_names_of_others(
    store: Store, content: Content, add_pupils: Add
) -> None:
    pupil, other = add_pupils(2)
    with store.reading() as session:
        slip = load_referral(session, content, pupil.id, ASKED)
    found = canaries(slip, pupil.canary)
    for kept_in in ("reason", "who", "remark", "sealed", "parent", "words", "about", "basis"):
        assert kept_in not in found
    assert "last" in found and not canaries(slip, other.canary)
    assert slip.left_out == ()


def test_without_consent_nothing_in_the_facts_names_the_pupil(
    store: Store, content: Content, add_pupils: Add
) -> None:
    (pupil,) = add_pupils(1)
    name = f"{pupil.canary}call"
    with store.writing() as session:
        goal = session.exec(select(Goal).where(Goal.plan_id == pupil.plan)).one()
        goal.text = f"{name} starts alone"
        session.get_one(Plan, pupil.plan).state = "agreed"
    for consent in ("not-asked", "refused"):
        asked = replace(ASKED, consent=consent, question=f"How do we help {name.upper()}?")
        with store.reading() as session, speaking("en"):
            slip = load_referral(session, content, pupil.id, asked)
        assert not {"call", "last", "first"} & canaries(slip, pupil.canary)
        assert name.upper() not in repr(slip) and slip.whose.born_on is None
        assert "How do we help the pupil?" in slip.choice.question
        assert "the pupil starts alone" in repr(slip.blocks)


def test_only_what_the_receiver_needs_is_read(
    store: Store, content: Content, add_pupils: Add
) -> None:
    (pupil,) = add_pupils(1)
    for needed in NEEDED.values():
        with store.reading() as session:
            slip = load_referral(session, content, pupil.id, replace(ASKED, blocks=needed))
        assert {one.key for one in slip.blocks} == set(needed)
        assert set(slip.left_out) == set(BLOCKS) - set(needed)
        if "child" not in needed:
            assert "says" not in canaries(slip, pupil.canary)


def test_whether_a_child_feels_safe_stays_in_the_school(
    store: Store, content: Content, add_pupils: Add
) -> None:
    (pupil,) = add_pupils(1)
    with store.writing() as session:
        session.exec(select(Goal).where(Goal.plan_id == pupil.plan)).one().subscale = "SE-SAF"
        session.get_one(Plan, pupil.plan).state = "agreed"
    with store.reading() as session:
        slip = load_referral(session, content, pupil.id, ASKED)
        passed_on = load_handover(session, content, pupil.id, to="")
    for facts in (slip, passed_on):
        assert not {"goal", "says"} & canaries(facts, pupil.canary)


@pytest.mark.parametrize("field", ["question", "to"])
def test_a_slip_without_a_question_or_a_reader_is_refused(
    store: Store, content: Content, add_pupils: Add, field: str
) -> None:
    (pupil,) = add_pupils(1)
    empty: dict[str, Any] = {field: "  "}
    with store.reading() as session, pytest.raises(UserError):
        load_referral(session, content, pupil.id, replace(ASKED, **empty))


def test_what_parents_said_stands_on_the_timeline_and_silence_does_not(
    store: Store, add_pupils: Add
) -> None:
    (pupil,) = add_pupils(1)
    with store.writing() as session, speaking("en"):
        before = len(events_of(session, pupil.id))
        assert note_consent(session, pupil.id, replace(ASKED, consent="not-asked")) is None
        note_consent(session, pupil.id, ASKED)
    with store.reading() as session:
        noted = [one.words for one in events_of(session, pupil.id)]
    assert len(noted) == before + 1
    assert "Parents agree with a referral slip to EOZ: mother." in noted


def test_names_are_taken_out_whole_and_nothing_else_is() -> None:
    with speaking("en"):
        said = without_names("Ana reads. ANA and Anabel, Ana's book", ("Ana", ""))
    assert said == "the pupil reads. the pupil and Anabel, the pupil's book"


def test_what_was_typed_waits_and_goes_with_the_pupil(store: Store, add_pupils: Add) -> None:
    one, other = add_pupils(2)
    with store.writing() as session:
        for pupil in (one, other):
            keep_record_draft(session, "referral", pupil.id, {"question": "Half a sen"})
    with store.reading() as session:
        assert record_draft(session, "referral", one.id) == {"question": "Half a sen"}
        assert record_draft(session, "handover", one.id) == {}
    with store.writing() as session:
        forget_record_draft(session, "referral", one.id)
    erase_pupils(store, [other.id])
    with store.reading() as session:
        for pupil in (one, other):
            assert record_draft(session, "referral", pupil.id) == {}
        left = session.exec(select(Setting).where(col(Setting.key).startswith("referral"))).all()
        assert left == []


# --- classes and groups ---


def test_a_class_sheet_shows_steps_of_agreed_plans_and_hides_what_is_nobodys_business(
    store: Store, content: Content, add_pupils: Add, small_school: Any
) -> None:
    first, shy, bare, concept = add_pupils(4)
    with store.writing() as session:
        for pupil, subscale in ((first, "EF-INI"), (shy, "SE-WEL"), (bare, None), (concept, None)):
            plan = session.get_one(Plan, pupil.plan)
            plan.intervention = "metacognition-self-regulation"
            plan.state = "concept" if pupil is concept else "agreed"
            plan.first_step = "" if pupil is bare else plan.first_step
            goal = session.exec(select(Goal).where(Goal.plan_id == plan.id)).one()
            goal.subscale = subscale
        for group_plan in session.exec(select(GroupPlan)):
            session.delete(group_plan)
    with store.reading() as session:
        sheet = load_class_sheet(session, content, small_school.group)
        whose = pupils_with_steps(session, small_school.group)
    assert canaries(sheet, first.canary) == {"step", "call", "who"}
    for pupil in (shy, bare):
        assert canaries(sheet, pupil.canary) == {"call"}
        assert any(pupil.canary in name for name in sheet.ask_about)
    assert not canaries(sheet, concept.canary)
    assert set(whose) == {first.id, shy.id, bare.id}


def test_a_plan_of_a_group_names_who_hangs_on_it(
    store: Store, content: Content, add_pupils: Add
) -> None:
    (pupil,) = add_pupils(1)
    with store.reading() as session:
        (plan_id,) = session.exec(select(GroupPlan.id)).all()
        (paper,) = load_group_plan_papers(session, content, (plan_id,)).plans
        assert pupils_on(session, (plan_id,)) == (pupil.id,)
    assert pupil.canary in paper.members[0].name and paper.members[0].goals


def test_a_school_without_a_round_still_has_papers(store: Store, content: Content) -> None:
    from npo_desktop.store.tables import Pupil

    with store.writing() as session:
        pupil = Pupil(number="1", call_name="Ana", last_name="Test", sort_name="test, ana")
        session.add(pupil)
        session.flush()
        pupil_id = pupil.id
    with store.reading() as session:
        found = load_handover(session, content, pupil_id, to="", language="es")
    assert found.head.language == "es" and all(not one.lines for one in found.blocks)


# --- a list as it was filled in ---


def test_a_filled_list_shows_the_answers_and_a_code_and_no_name_or_remark(
    store: Store, content: Content, add_pupils: Add
) -> None:
    pupil, other = add_pupils(2)
    with store.reading() as session:
        facts = load_filled_list(session, content, pupil.scan)
        given = session.exec(select(Answer).where(Answer.scan_id == pupil.scan)).all()
    (form,) = facts.forms
    assert form.answers is not None and {one.item for one in given} == set(form.answers)
    assert not {"call", "last", "remark"} & canaries(facts, pupil.canary)
    assert pupil.canary not in repr(form) and not canaries(facts, other.canary)
    assert form.filled_on is not None


def test_a_list_that_is_gone_is_told(store: Store, content: Content) -> None:
    with store.reading() as session, pytest.raises(UserError):
        load_filled_list(session, content, UUID(int=1))
