"""What one list asks just now: by age, by tier, and by the conditions of an own list. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from npo_desktop.content.forms.given_answers import Given
from npo_desktop.content.questionnaire import Item, Kind, Questionnaire
from npo_desktop.dossiers.two_tiers import Answers, AskedItem, asked_now
from npo_desktop.scoring.norms import Band


@dataclass(frozen=True, slots=True)
class Gates:
    """What opens follow-up questions for one pupil besides the markers themselves."""

    last_bands: Mapping[str, Band] = field(default_factory=dict)  # by subscale, the round before
    flagged_by_others: Collection[str] = frozenset()  # subscales


NO_GATES = Gates()


def asked_of(
    questionnaire: Questionnaire,
    age: int,
    answers: Answers,
    words: Mapping[str, str],
    *,
    form: str,
    gates: Gates = NO_GATES,
) -> tuple[AskedItem, ...]:
    """Every statement that is asked given the answers so far, in asking order, and why."""
    found = asked_now(
        questionnaire,
        age,
        answers,
        form=form,
        last_bands=gates.last_bands,
        flagged_by_others=gates.flagged_by_others,
    )
    if not any(one.item.relevant for one in found):
        return found
    given = Given(questionnaire, answers, words)
    return tuple(one for one in found if given.is_asked(one.item))


def required(items: Iterable[Item]) -> tuple[Item, ...]:
    """Those without whose answer a list is not complete."""
    return tuple(item for item in items if not item.optional and item.kind is not Kind.NOTE)
