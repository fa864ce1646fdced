"""Small made-up rounds for the charts of a group."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from uuid import UUID

import pytest

from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.dossier import (
    Dossier,
    PupilFacts,
    RoundFacts,
    ScoredChange,
    SubscaleScore,
    flags_of,
)
from npo_desktop.dossiers.round_scores import ScoredRound
from npo_desktop.scoring.change import Verdict
from npo_desktop.scoring.norms import Reference, band_of, is_strength, t_score
from npo_desktop.scoring.scale import ItemScore

THIS = RoundFacts(UUID(int=9), "2026-2", date(2026, 11, 2), date(2026, 12, 4))
GROUP, OTHER = UUID(int=50), UUID(int=51)

Score = Callable[..., SubscaleScore]
MakePupil = Callable[..., Dossier]
MakeRound = Callable[[Iterable[Dossier]], ScoredRound]


@pytest.fixture
def score() -> Score:
    """``score("EF-INI", 1.0)``; no mean: too few answers, unless told how many."""

    def made(
        subscale: str,
        mean: float | None,
        informant: Informant = Informant.TEACHER,
        *,
        items: int = 3,
        answered: int | None = None,
        reference: Reference | None = None,
    ) -> SubscaleScore:
        top = 3 if informant is Informant.PUPIL else 4
        given = (items if mean is not None else items - 1) if answered is None else answered
        pomp = None if mean is None else 100 * mean / top
        band = band_of(mean if items > 1 else None, top=top, reference=reference)
        return SubscaleScore(
            subscale,
            informant,
            informant.value,
            "1",
            date(2026, 11, 10),
            top,
            ItemScore(given, items, mean, None if mean is None else mean * items, pomp),
            band,
            t_score(mean, reference) if reference and mean is not None else None,
            reference.n if reference else None,
            is_strength(mean, top=top, reference=reference) and items > 1,
        )

    return made


@pytest.fixture
def pupil() -> MakePupil:
    """``pupil(1, scores, changes={"EF-INI": Verdict.IMPROVED})``, nine years old."""

    def made(
        n: int,
        scores: Iterable[SubscaleScore] = (),
        *,
        changes: Mapping[str, Verdict] | None = None,
        group: UUID = GROUP,
        grade: int = 5,
        resting: tuple[str, ...] = (),
    ) -> Dossier:
        facts = PupilFacts(
            UUID(int=n),
            str(n),
            f"Kim{n}",
            "",
            "Evertsz",
            date(2022 - grade, 3, 1),
            grade,
            "Groep 5",
            "pap",
            "nl",
            group_id=group,
        )
        found = tuple(scores)
        return Dossier(
            facts,
            THIS,
            scores=found,
            flags=flags_of(found, (), resting),
            changes=tuple(
                ScoredChange(Informant.TEACHER, code, 1.0, 2.0, 3.0, verdict)
                for code, verdict in (changes or {}).items()
            ),
            resting=resting,
        )

    return made


@pytest.fixture
def a_round() -> MakeRound:
    """All of them in one round."""

    def made(dossiers: Iterable[Dossier]) -> ScoredRound:
        return ScoredRound(THIS, {one.pupil.id: one for one in dossiers}, {})

    return made
