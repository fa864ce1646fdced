"""Where the informants about one pupil look differently: marks side by side, never a mean. Pure.

Source: SCORING.md, section 5; VISUAL.md, section 8.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean

from npo_desktop.charts.profile_chart import Mark
from npo_desktop.charts.ruler import CRITERION, place_of
from npo_desktop.content.questionnaire import Informant, Questionnaire, SubscaleNames
from npo_desktop.dossiers.dossier import Dossier, SubscaleScore
from npo_desktop.i18n import pick
from npo_desktop.scoring.informants import compare_informants

DOMAINS = ("EF", "SE")
FEELINGS = ("SE-WEL", "SE-SAF")  # what the child says is never overruled
ONE_ITEM_RELIABILITY = 0.5  # SCORING.md, section 2, at an inter-item r of 0.5


@dataclass(frozen=True, slots=True)
class InformantRow:
    """One subscale that two or three people answered about; ``spread`` on 0 to 100."""

    subscale: str
    name: str
    marks: tuple[Mark, ...]
    spread: float
    differs: bool  # by more than measurement error


def informants_chart(
    dossier: Dossier,
    subscales: Mapping[str, SubscaleNames],
    questionnaires: Mapping[str, Questionnaire],
) -> tuple[InformantRow, ...]:
    """Subscales with at least two informants, those who differ most first."""
    rows = []
    for names in subscales.values():
        scored = [
            found
            for informant in Informant
            if (found := dossier.score_of(names.code, informant)) and found.score.pomp is not None
        ]
        if names.domain in DOMAINS and len(scored) > 1:
            rows.append(_row(names, scored, questionnaires))
    return tuple(sorted(rows, key=lambda row: (not row.differs, -row.spread)))


def _row(
    names: SubscaleNames, scored: list[SubscaleScore], questionnaires: Mapping[str, Questionnaire]
) -> InformantRow:
    values = [found.score.pomp or 0.0 for found in scored]
    return InformantRow(
        names.code,
        pick(names.staff),
        tuple(_mark(found) for found in scored),
        max(values) - min(values),
        any(_differ(first, second, questionnaires) for first, second in combinations(scored, 2)),
    )


def _mark(scored: SubscaleScore) -> Mark:
    """On the fixed criterion, so that all three stand on one ruler."""
    value = scored.score.pomp or 0.0
    return Mark(
        scored.informant,
        place_of(value, CRITERION),
        value,
        scored.score.answered,
        scored.score.items,
        scored.held_on,
        scored.edition,
    )


def _differ(
    first: SubscaleScore, second: SubscaleScore, questionnaires: Mapping[str, Questionnaire]
) -> bool:
    forms = [questionnaires.get(scored.questionnaire) for scored in (first, second)]
    if forms[0] is None or forms[1] is None:
        return False
    sd = fmean(100 * form.sd / form.top for form in forms if form)
    return compare_informants(
        first.score.pomp or 0.0,
        _reliability(first, forms[0]),
        second.score.pomp or 0.0,
        _reliability(second, forms[1]),
        sd=sd,
    ).differs


def _reliability(scored: SubscaleScore, form: Questionnaire) -> float:
    return form.reliability if scored.score.items > 1 else ONE_ITEM_RELIABILITY
