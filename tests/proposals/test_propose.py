"""Proposals for a pupil from the built-in catalogue, with reasons and exclusions."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import Dossier, PupilFacts, Review, RoundFacts
from npo_desktop.proposals.propose import propose, served
from npo_desktop.proposals.ranking import Exclusion
from npo_desktop.scoring.change import Verdict
from npo_desktop.scoring.norms import Band

FLAGS = {"EF-PLA": Band.LOW, "EF-INI": Band.LOW, "COG-MAT": Band.WATCH, "SE-SOC": Band.FINE}


@pytest.fixture
def dossier() -> Dossier:
    facts = PupilFacts(
        uuid4(), "1", "Jeandro", "", "Evertsz", date(2018, 1, 14), 5, "Groep 5", None, None
    )
    this = RoundFacts(uuid4(), "2026-1", date(2026, 11, 2), date(2026, 12, 4))
    return Dossier(facts, this, flags=FLAGS)


def test_metacognition_leads_for_planning_and_starting(dossier: Dossier, content: Content) -> None:
    """need = (2 x match + 2 x match + 1 x match) / 5; effect = 8 x 0.85; cost = 7.5 / 12 hours."""
    first = propose(dossier, content.catalogue, {}).ranked[0]
    targets = first.intervention.targets
    need = (
        2 * targets.get("EF-PLA", 0) + 2 * targets.get("EF-INI", 0) + targets.get("COG-MAT", 0)
    ) / 5
    assert first.intervention.id == "metacognition-self-regulation"
    assert first.ranked.need == pytest.approx(need)
    assert first.ranked.effect == pytest.approx(8 * 0.85)
    assert first.ranked.score == pytest.approx(need * 6.8 / (1 + (7.5 / 12) / 10))
    assert first.because[0] in ("EF-PLA", "EF-INI") and "SE-SOC" not in first.because


def test_every_intervention_is_ranked_beside_or_excluded_exactly_once(
    dossier: Dossier, content: Content
) -> None:
    found = propose(dossier, content.catalogue, {})
    ids = [p.intervention.id for p in (*found.ranked, *found.no_figure)] + list(found.excluded)
    assert sorted(ids) == sorted(i.id for i in content.catalogue.interventions)


def test_no_figure_stands_beside_and_never_below(dossier: Dossier, content: Content) -> None:
    found = propose(dossier, content.catalogue, {})
    assert found.no_figure
    for proposal in found.no_figure:
        figures = (proposal.intervention.months, proposal.intervention.evidence)
        assert None in figures
        assert proposal.because


def test_a_no_lowers_the_score_and_an_open_question_is_asked(
    dossier: Dossier, content: Content
) -> None:
    first = propose(dossier, content.catalogue, {}).ranked[0]
    assert "trained" in first.to_ask
    answers = {first.intervention.id: {"trained": False}}
    again = propose(dossier, content.catalogue, answers)
    same = next(p for p in again.ranked if p.intervention.id == first.intervention.id)
    assert same.ranked.score == pytest.approx(0.6 * first.ranked.score)
    assert same.missing == ("trained",) and "trained" not in same.to_ask


def test_what_did_not_help_before_is_left_out_with_the_reason(
    dossier: Dossier, content: Content
) -> None:
    first = propose(dossier, content.catalogue, {}).ranked[0].intervention.id
    for verdict, is_out in (
        (Verdict.UNCHANGED, True),
        (Verdict.DECLINED, True),
        (Verdict.IMPROVED, False),
        (Verdict.UNKNOWN, False),
    ):
        tried = replace(dossier, reviews=(Review(first, verdict),))
        excluded = propose(tried, content.catalogue, {}).excluded
        assert (excluded.get(first) is Exclusion.FAILED_BEFORE) == is_out


def test_without_a_flag_nothing_is_proposed(dossier: Dossier, content: Content) -> None:
    found = propose(replace(dossier, flags={"EF-PLA": Band.FINE}), content.catalogue, {})
    assert not found.ranked and not found.no_figure
    assert set(found.excluded.values()) == {Exclusion.NO_MATCH}


def test_the_grade_decides_before_the_figure(dossier: Dossier, content: Content) -> None:
    old = replace(dossier, pupil=replace(dossier.pupil, grade=8))
    excluded = propose(old, content.catalogue, {}).excluded
    assert excluded["early-self-regulation"] is Exclusion.GRADE


def test_an_unknown_grade_excludes_nothing_by_grade(dossier: Dossier, content: Content) -> None:
    unknown = replace(dossier, pupil=replace(dossier.pupil, grade=None))
    assert Exclusion.GRADE not in propose(unknown, content.catalogue, {}).excluded.values()


def test_each_low_need_names_its_best(dossier: Dossier, content: Content) -> None:
    found = propose(dossier, content.catalogue, {})
    assert set(found.best_for) == {"EF-PLA", "EF-INI"}
    best = content.catalogue.get(found.best_for["EF-PLA"])
    assert best is not None and "EF-PLA" in served(FLAGS, best)
