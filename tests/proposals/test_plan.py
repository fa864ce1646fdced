"""The draft of a plan: goals, what is measured, dose and dates."""

from datetime import date
from uuid import uuid4

import pytest

from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.dossier import Dossier, PupilFacts, RoundFacts, SubscaleScore
from npo_desktop.i18n import speaking
from npo_desktop.proposals.plan import (
    NOTHING_EXTRA,
    as_whole,
    basis_of,
    certain_value,
    draft_plan,
    next_monday,
    nothing_extra,
    review_day,
)
from npo_desktop.proposals.propose import propose
from npo_desktop.scoring.norms import Band
from npo_desktop.scoring.scale import ItemScore
from npo_desktop.store import tables

TODAY = date(2026, 11, 24)  # a Tuesday


@pytest.fixture
def dossier() -> Dossier:
    facts = PupilFacts(
        uuid4(), "1", "Jeandro", "", "Evertsz", date(2018, 1, 14), 5, "Groep 5", None, None
    )
    this = RoundFacts(uuid4(), "2026-1", date(2026, 11, 2), date(2026, 12, 4))
    score = SubscaleScore(
        "EF-INI",
        Informant.TEACHER,
        "teacher",
        "1",
        date(2026, 11, 10),
        4,
        ItemScore(3, 3, 1.0, 3.0, 25.0),
        Band.LOW,
    )
    flags = {"EF-INI": Band.LOW, "EF-PLA": Band.WATCH, "SE-SOC": Band.FINE}
    return Dossier(facts, this, scores=(score,), flags=flags)


def test_the_goals_are_about_this_child_and_the_worst_need_comes_first(
    dossier: Dossier, content: Content
) -> None:
    intervention = content.catalogue.get("metacognition-self-regulation")
    assert intervention is not None
    with speaking("nl"):
        draft = draft_plan(dossier, intervention, content.catalogue, content.questionnaires, TODAY)
    assert draft.goals[0].subscale == "EF-INI"
    assert draft.goals[0].text == "Jeandro begint binnen één minuut na het startteken."
    assert not any("{name}" in goal.text + goal.observe for goal in draft.goals)
    assert {goal.subscale for goal in draft.goals} == {"EF-INI", "EF-PLA"}
    assert (draft.sessions_per_week, draft.minutes, draft.weeks, draft.group_size) == (
        3,
        15,
        10,
        12,
    )
    assert draft.first_step


def test_the_smallest_certain_change_is_counted_from_the_present_value(
    dossier: Dossier, content: Content
) -> None:
    """1.96 x sqrt 2 x 0.80 x sqrt(1 - 0.75) = 1.109 answer steps, 27.7 of 100: from 25 to 53."""
    intervention = content.catalogue.get("metacognition-self-regulation")
    assert intervention is not None
    draft = draft_plan(dossier, intervention, content.catalogue, content.questionnaires, TODAY)
    first, second = draft.measures[:2]
    assert (first.subscale, first.now, first.certain) == ("EF-INI", 25.0, 53.0)
    assert (second.subscale, second.now, second.certain) == ("EF-PLA", None, None)


def test_near_the_top_no_certain_progress_can_be_promised(content: Content) -> None:
    teacher = content.questionnaires["teacher"]
    assert certain_value(72.0, teacher) == 100.0
    assert certain_value(75.0, teacher) is None


@pytest.mark.parametrize("day", [date(2026, 11, 23), TODAY, date(2026, 11, 29)])
def test_a_plan_starts_on_the_next_monday(day: date) -> None:
    assert next_monday(day) == date(2026, 11, 30)


def test_the_review_is_on_the_friday_of_the_last_week_and_within_half_a_year() -> None:
    monday = date(2026, 11, 30)
    assert review_day(monday, 1) == date(2026, 12, 4)
    assert review_day(monday, 10) == date(2027, 2, 5)
    assert review_day(monday, 36) == review_day(monday, 20)


def test_nothing_extra_still_says_when_to_look_again() -> None:
    draft = nothing_extra(TODAY)
    assert draft.intervention == NOTHING_EXTRA == tables.NOTHING_EXTRA
    assert draft.review_on == date(2027, 2, 5)
    assert draft.sessions_per_week is None


def test_the_basis_holds_the_scores_the_figures_and_the_place(
    dossier: Dossier, content: Content
) -> None:
    proposals = propose(dossier, content.catalogue, {})
    first = proposals.ranked[0]
    basis = basis_of(dossier, proposals, first.intervention)
    assert basis["ranking"]["place"] == 1
    assert basis["ranking"]["score"] == first.ranked.score
    assert basis["figures"]["year"] == first.intervention.figure_year
    assert basis["figures"]["source"] == first.intervention.source
    assert basis["flags"]["EF-INI"] == "low"
    (score,) = basis["scores"]
    assert (score["edition"], score["held_on"], score["answered"]) == ("1", "2026-11-10", 3)


@pytest.mark.parametrize(("dose", "whole"), [(0.1, 1), (0.5, 1), (2.4, 2), (99, 14)])
def test_a_dose_of_an_own_card_becomes_a_number_of_times_that_can_be_kept(
    dose: float, whole: int
) -> None:
    assert as_whole(dose, 14) == whole
