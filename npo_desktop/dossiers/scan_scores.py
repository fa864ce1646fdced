"""The scores of one scan, and the school-group norms of a round. Pure.

Source: SCORING.md, sections 2 and 3.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from statistics import fmean
from typing import NamedTuple

from npo_desktop.content.questionnaire import Informant, Questionnaire, Texts
from npo_desktop.dossiers.dossier import PupilFacts, ScanFacts, SubscaleScore
from npo_desktop.dossiers.scale_plans import (
    Judged,
    ScalePlan,
    plans_of,
    with_others,
)
from npo_desktop.dossiers.two_tiers import LOW_MARKER, TWO_TIER, keyed
from npo_desktop.scoring.norms import Band, Reference, band_of, is_strength, reference_of, t_score
from npo_desktop.scoring.scale import ItemScore, score_items

SAME_T = 1e-6  # T points
SHORTEST_NORM = 3  # items: under this a subscale has the criterion only
COMPOSITE_SHARE = 0.75  # of its subscales must be valid
NO_LABELS: Texts = {}  # one for all: a school has a hundred thousand scores
COMPOSITES = {Informant.TEACHER: ("EF", "SE")}  # others: TOTAL


class ReferenceKey(NamedTuple):
    """Whose scores may be compared: same form, edition, language, age band and subscale.

    A tuple, because a school looks it up for each of its scores.
    """

    questionnaire: str
    edition: str
    language: str
    age_band: str
    subscale: str


def score_scan(
    questionnaire: Questionnaire,
    scan: ScanFacts,
    pupil: PupilFacts,
    references: Mapping[ReferenceKey, Reference],
) -> tuple[SubscaleScore, ...]:
    """Every subscale of one scan, in the order of the questionnaire.

    A T comes from full scans in one language only. In two tiers a high marker alone is no score:
    ``no_concern`` says so, as far as this scan alone can tell.
    """
    return with_norms(_bare_scores(questionnaire, scan, pupil), scan, pupil, references)


def _bare_scores(
    questionnaire: Questionnaire, scan: ScanFacts, pupil: PupilFacts
) -> tuple[SubscaleScore, ...]:
    """Before they are compared with anybody: bands by the criterion, no T."""
    get, is_tiered = scan.answers.get, scan.form == TWO_TIER
    scored = []
    for plan in _asked(questionnaire, scan, pupil):
        judged = plan.known[tuple(map(get, plan.ids))]
        one = _as_scored(questionnaire, scan, plan.scale.code, judged)
        scored.append(_in_two_tiers(questionnaire, scan, plan, one) if is_tiered else one)
    return tuple(scored)


def _asked(questionnaire: Questionnaire, scan: ScanFacts, pupil: PupilFacts) -> Iterator[ScalePlan]:
    """What counts of each scored subscale that was asked."""
    age, get = pupil.age_on(scan.asked_on), scan.answers.get
    for plan in plans_of(questionnaire, age):
        if plan.others and any(get(item) is not None for item in plan.others):
            yield with_others(questionnaire, plan, age, scan.answers)
        elif plan.ids:
            yield plan


def with_norms(
    scores: tuple[SubscaleScore, ...],
    scan: ScanFacts,
    pupil: PupilFacts,
    references: Mapping[ReferenceKey, Reference],
) -> tuple[SubscaleScore, ...]:
    """The same scores beside the school group: band, T and strength by its norms.

    What is too short for a norm keeps the criterion, and so does what is no full scan.
    """
    if not references or not has_norms(scan):
        return scores
    whose = scan.questionnaire, scan.edition, scan.language, pupil.age_band_on(scan.asked_on)
    found = []
    for one in scores:
        mean = one.score.mean
        if mean is not None and one.score.items >= SHORTEST_NORM:
            reference = references.get(ReferenceKey(*whose, one.subscale))
            if reference is not None:
                one = _by_norm(one, mean, reference)
        found.append(one)
    return tuple(found)


def _by_norm(scored: SubscaleScore, mean: float, reference: Reference) -> SubscaleScore:
    band, t, is_strong = _beside(mean, scored.top, reference)
    return SubscaleScore(
        subscale=scored.subscale,
        informant=scored.informant,
        questionnaire=scored.questionnaire,
        edition=scored.edition,
        held_on=scored.held_on,
        top=scored.top,
        score=scored.score,
        band=band,
        t=t,
        reference_n=reference.n,
        is_strong=is_strong,
        labels=scored.labels,
    )


@lru_cache(maxsize=8192)  # three answers have thirteen means
def _beside(mean: float, top: int, reference: Reference) -> tuple[Band, float, bool]:
    """Band, T and the strength mark by a reference."""
    band = band_of(mean, top=top, reference=reference)
    is_strong = band is Band.FINE and is_strength(mean, top=top, reference=reference)
    return band, t_score(mean, reference), is_strong


def reference_behind(
    scored: SubscaleScore, references: Mapping[ReferenceKey, Reference]
) -> Reference | None:
    """The very reference behind this T, whichever language it was asked in."""
    if scored.t is None or scored.score.mean is None:
        return None
    wanted = scored.subscale, scored.questionnaire, scored.edition, scored.reference_n
    for key, reference in references.items():
        found = key.subscale, key.questionnaire, key.edition, reference.n
        if found == wanted and abs(t_score(scored.score.mean, reference) - scored.t) < SAME_T:
            return reference
    return None


def has_norms(scan: ScanFacts) -> bool:
    """Whether it forms the norms of the school group and is compared with them."""
    return can_form_norms(scan.form, is_mixed=scan.is_mixed)


def can_form_norms(form: str, *, is_mixed: bool) -> bool:
    """Full scans in one language only: SCORING.md, section 2."""
    return form != TWO_TIER and not is_mixed


def _in_two_tiers(
    questionnaire: Questionnaire, scan: ScanFacts, plan: ScalePlan, scored: SubscaleScore
) -> SubscaleScore:
    """With its keyed marker, and whether that is all there is and gives no worry."""
    value = keyed(questionnaire, plan.marker, scan.answers)
    is_high = value is not None and value > LOW_MARKER
    no_concern = plan.is_gated and scored.score.mean is None and is_high
    return replace(scored, in_two_tiers=True, marker=value, no_concern=no_concern)


def _as_scored(
    questionnaire: Questionnaire, scan: ScanFacts, code: str, judged: Judged
) -> SubscaleScore:
    score, band, is_strong = judged
    return SubscaleScore(
        subscale=code,
        informant=scan.informant,
        questionnaire=scan.questionnaire,
        edition=scan.edition,
        held_on=scan.held_on,
        top=questionnaire.top,
        score=score,
        band=band,
        is_strong=is_strong,
        labels=NO_LABELS,
    )


def composites_of(
    questionnaire: Questionnaire,
    scan: ScanFacts,
    scores: Sequence[SubscaleScore],
    pupil: PupilFacts,
    references: Mapping[ReferenceKey, Reference],
) -> tuple[SubscaleScore, ...]:
    """EF and SE of a teacher's scan, TOTAL of a pupil's or parent's; none in two tiers."""
    if scan.form == TWO_TIER:
        return ()
    found = []
    for code in COMPOSITES.get(scan.informant, ("TOTAL",)):
        if code == "TOTAL":
            score = _total(questionnaire, scan, pupil)
        else:
            score = _mean_of_means(questionnaire, [s for s in scores if s.subscale[:2] == code])
        band = band_of(score.mean, top=questionnaire.top)
        is_strong = band is Band.FINE and is_strength(score.mean, top=questionnaire.top)
        found.append(_as_scored(questionnaire, scan, code, (score, band, is_strong)))
    return with_norms(tuple(found), scan, pupil, references)


def _total(questionnaire: Questionnaire, scan: ScanFacts, pupil: PupilFacts) -> ItemScore:
    """All items of all scored subscales, as one scale."""
    items = [item for plan in _asked(questionnaire, scan, pupil) for item in plan.items]
    responses = tuple([scan.answers.get(item.id) for item in items])
    reverse = [n for n, item in enumerate(items) if item.reverse]
    return score_items(responses, reverse=reverse, top=questionnaire.top)


def _mean_of_means(questionnaire: Questionnaire, scores: Sequence[SubscaleScore]) -> ItemScore:
    """``answered`` and ``items`` count subscales here."""
    means = [scored.score.mean for scored in scores if scored.score.mean is not None]
    if not scores or len(means) < COMPOSITE_SHARE * len(scores):
        return ItemScore(len(means), len(scores), None, None, None)
    mean = fmean(means)
    return ItemScore(
        len(means), len(scores), mean, mean * len(scores), 100 * mean / questionnaire.top
    )


def references_of(
    scans: Iterable[tuple[PupilFacts, ScanFacts]], questionnaires: Mapping[str, Questionnaire]
) -> dict[ReferenceKey, Reference]:
    """The school-group norms of one round."""
    scored = []
    for pupil, scan in scans:
        questionnaire = questionnaires[scan.questionnaire]
        scores = score_scan(questionnaire, scan, pupil, {})
        composites = composites_of(questionnaire, scan, scores, pupil, {})
        scored.append((pupil, scan, scores + composites))
    return references_from(scored)


def references_from(
    scored: Iterable[tuple[PupilFacts, ScanFacts, Iterable[SubscaleScore]]],
) -> dict[ReferenceKey, Reference]:
    """The same from scans already scored. Only teachers' scans are long enough for a norm.

    Full scans in one language only: SCORING.md, section 2.
    """
    means: dict[ReferenceKey, list[float]] = {}
    for pupil, scan, scores in scored:
        if scan.informant != Informant.TEACHER or not has_norms(scan):
            continue
        age_band = pupil.age_band_on(scan.asked_on)
        for one in scores:
            if one.score.mean is not None and one.score.items >= SHORTEST_NORM:
                key = ReferenceKey(
                    scan.questionnaire, scan.edition, scan.language, age_band, one.subscale
                )
                means.setdefault(key, []).append(one.score.mean)
    found = {key: reference_of(values) for key, values in means.items()}
    return {key: reference for key, reference in found.items() if reference}
