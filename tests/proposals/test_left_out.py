"""What is left out and why: by the school's means, by language; and what may harm told first."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from npo_desktop import i18n
from npo_desktop.content.catalogue import Catalogue, Level
from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import Dossier, PupilFacts, RoundFacts
from npo_desktop.proposals.constants import STANDARD, Here, with_value
from npo_desktop.proposals.propose import propose
from npo_desktop.proposals.ranking import Exclusion
from npo_desktop.proposals.rules import SetAside, weekly_hours
from npo_desktop.proposals.words.proposed import (
    exclusion_text,
    harm_first,
    may_harm,
    rests_on_language,
)
from npo_desktop.scoring.norms import Band

FLAGS = {"COG-TEC": Band.LOW, "COG-MAT": Band.LOW, "COG-SPE": Band.NONE, "EF-PLA": Band.WATCH}
RESTING = ("COG-VOC", "COG-COM", "COG-SPE")


@pytest.fixture(autouse=True)
def english() -> None:
    i18n.use("en")


@pytest.fixture
def dossier() -> Dossier:
    facts = PupilFacts(
        uuid4(), "1", "Luis", "", "Hernández", date(2018, 1, 14), 5, "Groep 5", "es", None
    )
    this = RoundFacts(uuid4(), "2026-1", date(2026, 11, 2), date(2026, 12, 4))
    return Dossier(facts, this, flags=FLAGS, resting=RESTING)


@pytest.fixture
def catalogue(content: Content) -> Catalogue:
    return content.catalogue


def test_what_needs_internet_is_left_out_only_where_there_is_none(
    dossier: Dossier, catalogue: Catalogue
) -> None:
    online = {card.id for card in catalogue.interventions if card.needs_internet}
    usual = propose(dossier, catalogue, {})
    assert not usual.set_aside and usual.place_of("digital-technology") is not None
    without = propose(dossier, catalogue, {}, Here(has_internet=False))
    weighed = online & {p.intervention.id for p in (*usual.ranked, *usual.no_figure)}
    assert without.set_aside == dict.fromkeys(weighed, SetAside.NO_INTERNET)
    assert without.place_of("digital-technology") is None
    assert without.left_out["digital-technology"].value == "no_internet"


def test_more_hours_than_staff_have_is_left_out_only_when_hours_were_filled_in(
    dossier: Dossier, catalogue: Catalogue
) -> None:
    usual = propose(dossier, catalogue, {})
    assert not propose(dossier, catalogue, {}, Here(weekly_hours=None)).set_aside
    few = propose(dossier, catalogue, {}, Here(weekly_hours=1.0))
    expected = {
        p.intervention.id
        for p in (*usual.ranked, *usual.no_figure)
        if p.intervention.dose is not None
        and p.intervention.level in (Level.PUPIL, Level.GROUP)
        and p.intervention.dose.sessions_per_week * p.intervention.dose.minutes > 60
    }
    assert expected and set(few.set_aside) == expected
    assert set(few.set_aside.values()) == {SetAside.TOO_MANY_HOURS}
    card = catalogue.get(next(iter(expected)))
    assert card is not None
    told = exclusion_text(SetAside.TOO_MANY_HOURS, card, dossier, {}, Here(weekly_hours=1.0))
    assert "There are 1.0." in told and "hours a week" in told


def test_what_happens_in_the_lesson_asks_no_hours_beside_it(catalogue: Catalogue) -> None:
    in_class = [card for card in catalogue.interventions if card.level is Level.CLASS]
    assert in_class and all(weekly_hours(card) is None for card in in_class)


def test_every_card_is_ranked_beside_or_left_out_exactly_once_whatever_the_school_has(
    dossier: Dossier, catalogue: Catalogue
) -> None:
    for here in (Here(), Here(has_internet=False), Here(weekly_hours=0.5), Here(weekly_hours=99)):
        found = propose(dossier, catalogue, {}, here)
        ids = [p.intervention.id for p in (*found.ranked, *found.no_figure)]
        assert sorted(ids + list(found.left_out)) == sorted(c.id for c in catalogue.interventions)
        assert set(found.best_for.values()) <= set(ids)


def test_a_card_that_only_works_on_a_language_that_is_new_says_so(
    dossier: Dossier, catalogue: Catalogue
) -> None:
    found = propose(dossier, catalogue, {})
    told = {
        id: exclusion_text(reason, card, dossier, {"COG-SPE": "Spelling"})
        for id, reason in found.excluded.items()
        if (card := catalogue.get(id)) and rests_on_language(reason, card, dossier)
    }
    assert told
    assert all("not judged in the first two years in this language" in w for w in told.values())
    settled = replace(dossier, resting=())
    for id in told:
        card = catalogue.get(id)
        assert card is not None
        words = exclusion_text(Exclusion.NO_MATCH, card, settled)
        assert words == "Does not work on what this pupil needs now."


def test_what_may_harm_carries_that_warning_first(catalogue: Catalogue) -> None:
    harmful = {card.id for card in catalogue.interventions if may_harm(card)}
    assert {"repeating-a-year", "mentoring", "feedback"} <= harmful
    assert "small-group-tuition" not in harmful and "peer-tutoring" not in harmful
    again = catalogue.get("repeating-a-year")
    assert again is not None
    turned = replace(again, contraindications=again.contraindications[::-1])
    assert harm_first(turned)[0].code == "may-harm"


def test_the_constants_of_the_school_change_the_score_and_nothing_else(
    dossier: Dossier, catalogue: Catalogue
) -> None:
    usual = propose(dossier, catalogue, {})
    dearer = propose(dossier, catalogue, {}, Here(with_value(STANDARD, "cost_divisor", 2.0)))
    assert set(dearer.excluded) == set(usual.excluded)
    for proposal in dearer.ranked:
        ranked = proposal.ranked
        expected = ranked.need * ranked.effect * ranked.feasibility / (1 + ranked.cost / 2)
        assert ranked.score == pytest.approx(expected)


def test_a_factor_turned_by_the_school_holds_for_its_no(
    dossier: Dossier, catalogue: Catalogue
) -> None:
    answers = {"peer-tutoring": {"trained": False}}
    here = Here(with_value(STANDARD, "factor.trained", 0.3))
    found = propose(dossier, catalogue, answers, here)
    (mine,) = [p for p in found.ranked if p.intervention.id == "peer-tutoring"]
    assert mine.ranked.feasibility == pytest.approx(0.3)
