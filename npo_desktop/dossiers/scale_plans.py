"""What scoring a questionnaire takes at one age, looked up once for a whole school. Pure."""

from dataclasses import dataclass
from functools import lru_cache

from npo_desktop.content.questionnaire import Item, Questionnaire, Scale
from npo_desktop.dossiers.two_tiers import Answers, marker_of
from npo_desktop.scoring.norms import Band, band_of, is_strength
from npo_desktop.scoring.scale import ItemScore, score_items

Responses = tuple[int | None, ...]
Judged = tuple[ItemScore, Band, bool]  # by the criterion; whether it carries the strength mark
LONGEST = 4  # items: three answers have 216 patterns; of a longer scale few come back


class ByResponses(dict[Responses, Judged]):
    """What the answers to these items score, worked out once."""

    def __init__(self, items: tuple[Item, ...], top: int) -> None:
        self._items = items
        self._reverse = tuple(n for n, item in enumerate(items) if item.reverse)
        self._top = top

    def __missing__(self, responses: Responses) -> Judged:
        score = score_items(responses, reverse=self._reverse, top=self._top)
        if self._items[0].judgement:
            band = _judgement_band(score)
        elif len(self._items) == 1:
            band = Band.NONE
        else:
            band = band_of(score.mean, top=self._top)
        found = score, band, band is Band.FINE and is_strength(score.mean, top=self._top)
        if len(responses) <= LONGEST:
            self[responses] = found
        return found


@dataclass(frozen=True, slots=True)
class ScalePlan:
    """One scored subscale at one age."""

    scale: Scale
    items: tuple[Item, ...]  # that are asked
    ids: tuple[str, ...]
    others: tuple[str, ...]  # of those for other ages: they count when they were answered
    known: ByResponses
    marker: Item  # in two tiers
    is_gated: bool  # whether the marker may be all that is asked


class _Same:
    """A questionnaire, found again as itself: it is frozen, but holds mappings."""

    __slots__ = ("questionnaire",)

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.questionnaire = questionnaire

    def __hash__(self) -> int:
        return id(self.questionnaire)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.questionnaire is other.questionnaire


def plans_of(questionnaire: Questionnaire, age: int) -> tuple[ScalePlan, ...]:
    """Every scored subscale, in the order of the questionnaire, asked at this age or not."""
    return _plans_of(_Same(questionnaire), age)


@lru_cache(maxsize=128)
def _plans_of(same: _Same, age: int) -> tuple[ScalePlan, ...]:
    questionnaire = same.questionnaire
    return tuple(
        _plan(questionnaire, scale, age, _asked(scale, age, {}))
        for scale in questionnaire.scales
        if scale.scored
    )


def with_others(
    questionnaire: Questionnaire, plan: ScalePlan, age: int, answers: Answers
) -> ScalePlan:
    """The same plan with the items for other ages that were answered all the same."""
    return _plan(questionnaire, plan.scale, age, _asked(plan.scale, age, answers))


def _plan(
    questionnaire: Questionnaire, scale: Scale, age: int, items: tuple[Item, ...]
) -> ScalePlan:
    ids = tuple(item.id for item in items)
    marker = marker_of(questionnaire, scale, age)
    return ScalePlan(
        scale,
        items,
        ids,
        tuple(item.id for item in scale.items if item.id not in ids),
        ByResponses(items, questionnaire.top),
        marker or scale.items[0],
        marker is not None,
    )


def _asked(scale: Scale, age: int, answers: Answers) -> tuple[Item, ...]:
    """The items of a scale that are for this age, and any that were answered all the same."""
    return tuple(
        item for item in scale.items if item.suits(age) or answers.get(item.id) is not None
    )


def _judgement_band(score: ItemScore) -> Band:
    """A single judgement has no mean-based band: below the goals is low, the rest fine."""
    if score.mean is None:
        return Band.NONE
    return Band.LOW if score.mean <= 1 else Band.FINE
