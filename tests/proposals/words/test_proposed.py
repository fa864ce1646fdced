"""The sentences beside a proposal."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from npo_desktop import i18n
from npo_desktop.content.catalogue import FACTORS, Dose, Intervention
from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import Dossier, PupilFacts, Review, RoundFacts
from npo_desktop.dossiers.needs import Reason
from npo_desktop.proposals.propose import Proposal
from npo_desktop.proposals.ranking import Exclusion, Ranked
from npo_desktop.proposals.words.proposed import (
    cost_word,
    evidence_word,
    exclusion_text,
    hours_text,
    listed,
    material_text,
    missing_text,
    months_text,
    reason_text,
    source_text,
    summary,
    to_ask_text,
)
from npo_desktop.scoring.change import Verdict


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with i18n.speaking("en"):
        yield


@pytest.fixture
def intervention(content: Content) -> Intervention:
    found = content.catalogue.get("metacognition-self-regulation")
    assert found is not None
    return replace(found, dose=Dose(3, 20, 5, 5, "school", frozenset()))


@pytest.fixture
def dossier() -> Dossier:
    facts = PupilFacts(uuid4(), "1", "Jeandro", "", "Evertsz", None, 5, "Groep 5", None, None)
    this = RoundFacts(uuid4(), "2026-1", date(2026, 11, 2), date(2026, 12, 4))
    return Dossier(facts, this)


def proposal(intervention: Intervention, *missing: str) -> Proposal:
    ranked = Ranked(intervention.id, 0.5, 6.0, 0.6, 1.0, 1.6)
    return Proposal(intervention, ranked, (), missing, ("material", "language"))


def test_the_sentence_is_that_of_the_specification(intervention: Intervention) -> None:
    assert summary(proposal(intervention, "trained")) == (
        "Covers 50 % of the needs, about 6.0 months after correction for evidence, "
        "one colleague still needs training, 1 hour per pupil."
    )


def test_without_a_figure_no_months_are_named(intervention: Intervention) -> None:
    nameless = replace(intervention, months=None)
    assert summary(proposal(nameless)) == "Covers 50 % of the needs, 1 hour per pupil."
    assert months_text(nameless) == evidence_word(None) == cost_word(None) == "unknown"


@pytest.mark.parametrize(
    ("hours", "words"),
    [(0.625, "0.6 hours per pupil"), (1.0, "1 hour per pupil"), (15.0, "15 hours per pupil")],
)
def test_hours_are_told_as_one_says_them(hours: float, words: str) -> None:
    assert hours_text(hours) == words


def test_every_factor_and_reason_has_words() -> None:
    assert all(missing_text(factor) for factor in FACTORS)
    assert all(reason_text(reason) for reason in Reason)


def test_open_questions_are_counted(intervention: Intervention) -> None:
    assert to_ask_text(proposal(intervention)).startswith("2 questions are still open")
    assert to_ask_text(replace(proposal(intervention), to_ask=())) == ""


def test_a_figure_is_signed_and_never_without_its_source(intervention: Intervention) -> None:
    assert months_text(replace(intervention, months=-3.0)) == "−3 mo"
    assert months_text(intervention) == "+8 mo"
    assert source_text(intervention).startswith("2025 · ")
    assert source_text(replace(intervention, figure_year=None)).startswith("year unknown · ")
    assert material_text(replace(intervention, material_usd=None)) == "material: cost unknown"


def test_each_exclusion_is_explained(dossier: Dossier, content: Content) -> None:
    for intervention in content.catalogue.interventions:
        for reason in Exclusion:
            assert exclusion_text(reason, intervention, dossier).endswith(".")
    older = replace(content.catalogue.interventions[0], grades=(6, 8))
    assert exclusion_text(Exclusion.GRADE, older, dossier) == (
        "Meant for year groups 6 to 8; Jeandro is in year group 5."
    )


def test_what_became_weaker_is_told_apart_from_what_did_not_change(
    dossier: Dossier, intervention: Intervention
) -> None:
    told = {
        verdict: exclusion_text(
            Exclusion.FAILED_BEFORE,
            intervention,
            replace(dossier, reviews=(Review(intervention.id, verdict),)),
        )
        for verdict in (Verdict.DECLINED, Verdict.UNCHANGED)
    }
    assert "weaker" in told[Verdict.DECLINED]
    assert told[Verdict.UNCHANGED] == "Done before, without a certain improvement."


def test_a_list_reads_as_a_sentence() -> None:
    assert [listed([]), listed(["a"]), listed(["a", "b", "c"])] == ["", "a", "a, b and c"]
