"""The scores of one scan, and the school-group norms of a round. Pure.

Source: SCORING.md, sections 2 and 3.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from statistics import fmean

from npo_desktop.content.questionnaire import Informant, Item, Questionnaire, Scale
from npo_desktop.dossiers.dossier import PupilFacts, ScanFacts, SubscaleScore
from npo_desktop.dossiers.two_tiers import LOW_MARKER, TWO_TIER, keyed, marker_of
from npo_desktop.scoring.norms import Band, Reference, band_of, is_strength, reference_of, t_score
from npo_desktop.scoring.scale import ItemScore, score_items

SAME_T = 1e-6  # T points
SHORTEST_NORM = 3  # items: under this a subscale has the criterion only
COMPOSITE_SHARE = 0.75  # of its subscales must be valid
COMPOSITES = {Informant.TEACHER: ("EF", "SE")}  # others: TOTAL


@dataclass(frozen=True, slots=True)
class ReferenceKey:
    """Whose scores may be compared: same form, edition, language, age band and subscale."""

    questionnaire: str
    edition: str
    language: str
    age_band: str
    subscale: str


def asked_items(scale: Scale, age: int, answers: Mapping[str, int | None]) -> tuple[Item, ...]:
    """The items of a scale that are for this age, and any that were answered all the same."""
    for item in scale.items:
        if not item.age_min <= age <= item.age_max:
            break
    else:
        return scale.items  # as a rule
    return tuple(
        item
        for item in scale.items
        if item.age_min <= age <= item.age_max or answers.get(item.id) is not None
    )


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
    age = pupil.age_on(scan.asked_on)
    scored = []
    for scale in questionnaire.scales:
        items = asked_items(scale, age, scan.answers)
        if scale.scored and items:
            one = _score_scale(questionnaire, scan, scale.code, items)
            if scan.form == TWO_TIER:
                one = _in_two_tiers(questionnaire, scan, scale, age, one)
            scored.append(one)
    return tuple(scored)


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
    return tuple(
        one
        if one.score.mean is None
        or one.score.items < SHORTEST_NORM
        or (reference := references.get(ReferenceKey(*whose, one.subscale))) is None
        else _by_norm(one, one.score.mean, reference)
        for one in scores
    )


def _by_norm(scored: SubscaleScore, mean: float, reference: Reference) -> SubscaleScore:
    band = band_of(mean, top=scored.top, reference=reference)
    return replace(
        scored,
        band=band,
        t=t_score(mean, reference),
        reference_n=reference.n,
        is_strong=band is Band.FINE and is_strength(mean, top=scored.top, reference=reference),
    )


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
    return scan.form != TWO_TIER and not scan.is_mixed


def _in_two_tiers(
    questionnaire: Questionnaire, scan: ScanFacts, scale: Scale, age: int, scored: SubscaleScore
) -> SubscaleScore:
    """With its keyed marker, and whether that is all there is and gives no worry."""
    marker = marker_of(questionnaire, scale, age)
    value = keyed(questionnaire, marker or scale.items[0], scan.answers)
    is_high = value is not None and value > LOW_MARKER
    no_concern = marker is not None and scored.score.mean is None and is_high
    return replace(scored, in_two_tiers=True, marker=value, no_concern=no_concern)


def _score_scale(
    questionnaire: Questionnaire, scan: ScanFacts, code: str, items: Sequence[Item]
) -> SubscaleScore:
    score = _item_score(questionnaire, scan, items)
    if items[0].judgement:
        return _as_scored(questionnaire, scan, code, score, _judgement_band(score))
    if len(items) == 1:
        return _as_scored(questionnaire, scan, code, score, Band.NONE)
    return _as_scored(questionnaire, scan, code, score, band_of(score.mean, top=questionnaire.top))


def _item_score(questionnaire: Questionnaire, scan: ScanFacts, items: Sequence[Item]) -> ItemScore:
    given = scan.answers.get
    reverse = tuple([position for position, item in enumerate(items) if item.reverse])
    responses = tuple([given(item.id) for item in items])
    return _scored_items(responses, reverse, questionnaire.top)


@lru_cache(maxsize=4096)  # three answers have 216 patterns, and a school thousands of scales
def _scored_items(
    responses: tuple[int | None, ...], reverse: tuple[int, ...], top: int
) -> ItemScore:
    return score_items(responses, reverse=reverse, top=top)


def _judgement_band(score: ItemScore) -> Band:
    """A single judgement has no mean-based band: below the goals is low, the rest fine."""
    if score.mean is None:
        return Band.NONE
    return Band.LOW if score.mean <= 1 else Band.FINE


def _as_scored(
    questionnaire: Questionnaire, scan: ScanFacts, code: str, score: ItemScore, band: Band
) -> SubscaleScore:
    return SubscaleScore(
        subscale=code,
        informant=scan.informant,
        questionnaire=scan.questionnaire,
        edition=scan.edition,
        held_on=scan.held_on,
        top=questionnaire.top,
        score=score,
        band=band,
        is_strong=band is Band.FINE and is_strength(score.mean, top=questionnaire.top),
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
            score = _item_score(questionnaire, scan, _total_items(questionnaire, scan, pupil))
        else:
            score = _mean_of_means(questionnaire, [s for s in scores if s.subscale[:2] == code])
        band = band_of(score.mean, top=questionnaire.top)
        found.append(_as_scored(questionnaire, scan, code, score, band))
    return with_norms(tuple(found), scan, pupil, references)


def _total_items(
    questionnaire: Questionnaire, scan: ScanFacts, pupil: PupilFacts
) -> tuple[Item, ...]:
    age = pupil.age_on(scan.asked_on)
    scales = [scale for scale in questionnaire.scales if scale.scored]
    return tuple(item for scale in scales for item in asked_items(scale, age, scan.answers))


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
