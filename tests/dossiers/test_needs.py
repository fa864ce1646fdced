"""Who is talked about, and why."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.dossier import (
    CriticalAnswer,
    Dossier,
    PupilFacts,
    RoundFacts,
    SubscaleScore,
)
from npo_desktop.dossiers.needs import Reason, Signals, reasons_of, signals_of
from npo_desktop.scoring.norms import Band
from npo_desktop.scoring.scale import ItemScore

LOW, WATCH, FINE = Band.LOW, Band.WATCH, Band.FINE


def scored(
    subscale: str,
    band: Band,
    *,
    informant: Informant = Informant.TEACHER,
    t: float | None = None,
    strong: bool = False,
) -> SubscaleScore:
    score = ItemScore(3, 3, 2.0, 6.0, 50.0)
    day = date(2026, 11, 10)
    return SubscaleScore(
        subscale, informant, informant.value, "1", day, 4, score, band, t, None, strong
    )


@pytest.fixture
def dossier() -> Dossier:
    facts = PupilFacts(uuid4(), "1", "Jeandro", "", "Evertsz", None, 5, "Groep 5", None, None)
    return Dossier(facts, RoundFacts(uuid4(), "2026-1", date(2026, 11, 2), date(2026, 12, 4)))


def test_signals_are_counted_once_each(dossier: Dossier) -> None:
    flags = {"EF-INI": LOW, "EF-PLA": WATCH, "SE-SOC": FINE, "SE-WEL": FINE, "EF-ORG": Band.NONE}
    seen = replace(dossier, flags=flags, scores=(scored("SE-SOC", FINE, strong=True),))
    assert signals_of(seen) == Signals(low=1, watch=1, fine=1, strong=1)


def test_a_talk_this_week_comes_before_any_count() -> None:
    talk, many, few = Signals(critical=1), Signals(low=9), Signals(low=2, watch=9)
    assert sorted((few, many, talk), key=lambda s: s.order) == [talk, many, few]


def test_one_or_two_signals_are_no_reason(dossier: Dossier) -> None:
    assert reasons_of(replace(dossier, flags={"EF-INI": LOW, "EF-PLA": LOW})) == ()


def test_each_reason_is_seen(dossier: Dossier) -> None:
    low = scored("SE-SEL", LOW)
    own = scored("SE-SEL", LOW, informant=Informant.PUPIL)
    cases = {
        Reason.CRITICAL: replace(
            dossier, critical=(CriticalAnswer(Informant.PUPIL, "P-SE-SAF-1"),)
        ),
        Reason.COMPOSITE: replace(dossier, composites=(scored("EF", FINE, t=39.9),)),
        Reason.MANY_LOW: replace(dossier, flags=dict.fromkeys(("EF-INI", "EF-PLA", "EF-ORG"), LOW)),
        Reason.TWO_ROUNDS: replace(dossier, flags={"SE-SEL": LOW}, before=(low,)),
        Reason.TWO_INFORMANTS: replace(dossier, flags={"SE-SEL": LOW}, scores=(low, own)),
    }
    cases[Reason.SLOW_GROWTH] = replace(dossier, flags={"COG-SPE": LOW})
    cases[Reason.MENTIONED] = dossier
    found = {
        reason: reasons_of(
            seen,
            slow=("COG-SPE",) if reason is Reason.SLOW_GROWTH else (),
            is_mentioned=reason is Reason.MENTIONED,
        )
        for reason, seen in cases.items()
    }
    assert found == {reason: (reason,) for reason in Reason}


def test_without_a_norm_group_the_criterion_speaks_for_a_domain(dossier: Dossier) -> None:
    assert reasons_of(replace(dossier, composites=(scored("SE", WATCH),))) == (Reason.COMPOSITE,)
    assert reasons_of(replace(dossier, composites=(scored("SE", FINE, t=40.0),))) == ()
