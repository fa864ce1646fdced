"""Scores of the school's own questionnaires. Pure.

A weighted mean of keyed answers, reported in answer steps from 0; valid from three quarters
answered; banded by the school's own bands, else by the criterion. They are never compared with a
school group and are in no total. Source: SCORING.md, section 3; EXCHANGE.md, chapter 5.
"""

from collections.abc import Mapping, Sequence

from npo_desktop.content.forms.given_answers import Given
from npo_desktop.content.questionnaire import Item, Kind, Questionnaire, Scale, Texts
from npo_desktop.dossiers.changes import changes_of, pairs_of
from npo_desktop.dossiers.dossier import PupilFacts, ScanFacts, ScoredChange, SubscaleScore
from npo_desktop.scoring.norms import Band, band_of, is_strength
from npo_desktop.scoring.scale import TOLERANCE, ItemScore, score_weighted

Editions = Mapping[tuple[str, str], Questionnaire]  # code, edition


def score_own(
    own: Editions, pupil: PupilFacts, scans: Sequence[ScanFacts]
) -> tuple[SubscaleScore, ...]:
    """Every scale of every own questionnaire that was answered, each with its own edition."""
    found: list[SubscaleScore] = []
    for scan in scans:
        if questionnaire := own.get((scan.questionnaire, scan.edition)):
            found += _scores_of(questionnaire, pupil, scan)
    return tuple(found)


def own_changes(
    own: Editions,
    scans: tuple[Sequence[ScanFacts], Sequence[ScanFacts]],
    before: Sequence[SubscaleScore],
    now: Sequence[SubscaleScore],
) -> tuple[ScoredChange, ...]:
    """What changed in the own scales since the round before."""
    earlier = {scan.questionnaire: scan for scan in scans[0]}
    found: list[ScoredChange] = []
    for scan in scans[1]:
        questionnaire = own.get((scan.questionnaire, scan.edition))
        past = earlier.get(scan.questionnaire)
        if questionnaire is None or past is None:
            continue
        first = [one for one in before if one.questionnaire == scan.questionnaire]
        second = [one for one in now if one.questionnaire == scan.questionnaire]
        found += changes_of(questionnaire, (past, scan), pairs_of(first, second), (), {})
    return tuple(found)


def _scores_of(
    questionnaire: Questionnaire, pupil: PupilFacts, scan: ScanFacts
) -> list[SubscaleScore]:
    age = pupil.age_on(scan.asked_on)
    given = Given(questionnaire, scan.answers, scan.words)
    asked = {item.id for item in questionnaire.items if _counts(given, item, age, scan)}
    found = []
    for scale in questionnaire.scales:
        items = [item for item in scale.items if item.id in asked]
        if scale.scored and items:
            found.append(_scored(questionnaire, scale, items, scan))
    return found


def _counts(given: Given, item: Item, age: int, scan: ScanFacts) -> bool:
    """Whether an item is in the sum: a choice whose condition holds, answered or asked by age."""
    if item.kind is not Kind.CHOICE or not given.is_asked(item):
        return False
    return item.id in scan.answers or item.suits(age)


def _scored(
    questionnaire: Questionnaire, scale: Scale, items: Sequence[Item], scan: ScanFacts
) -> SubscaleScore:
    top = max(questionnaire.top_of(item) for item in scale.items)
    score = score_weighted(
        [scan.answers.get(item.id) for item in items],
        tops=[questionnaire.top_of(item) for item in items],
        weights=[item.weight for item in items],
        reverse=[place for place, item in enumerate(items) if item.reverse],
        top=top,
    )
    band, labels = _band(scale, score, top)
    return SubscaleScore(
        subscale=scale.code,
        informant=scan.informant,
        questionnaire=scan.questionnaire,
        edition=scan.edition,
        held_on=scan.held_on,
        top=top,
        score=score,
        band=band,
        is_strong=not scale.bands and band is Band.FINE and is_strength(score.mean, top=top),
        labels=labels,
    )


def _band(scale: Scale, score: ItemScore, top: int) -> tuple[Band, Texts]:
    """By the school's own bands; without them by the criterion, from two items on."""
    if score.mean is None:
        return Band.NONE, {}
    if not scale.bands:
        return (Band.NONE if len(scale.items) == 1 else band_of(score.mean, top=top)), {}
    for place, band in enumerate(scale.bands):
        is_last = place == len(scale.bands) - 1
        below = score.mean < band.highest - TOLERANCE
        if score.mean >= band.lowest - TOLERANCE and (
            below or (is_last and score.mean <= band.highest + TOLERANCE)
        ):
            return Band(band.colour) if band.colour else Band.NONE, band.labels
    return Band.NONE, {}
