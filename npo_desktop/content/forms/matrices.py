"""Questions that stand together with the same answers: a table on screen and paper.

Source: EXCHANGE.md, chapter 5 (Likert matrix).
"""

from collections.abc import Iterator
from itertools import groupby

from npo_desktop.content.questionnaire import Item, Kind, Questionnaire


def matrices(questionnaire: Questionnaire) -> tuple[tuple[Item, ...], ...]:
    """Every run of two or more choices out of the same answers in one block, in asking order."""
    return tuple(run for run in _runs(questionnaire) if len(run) > 1)


def _runs(questionnaire: Questionnaire) -> Iterator[tuple[Item, ...]]:
    def alike(item: Item) -> tuple[object, ...]:
        if item.kind is not Kind.CHOICE:
            return (item.id,)  # a note between them breaks the table
        return item.block, item.codes, _labels(questionnaire, item)

    for _key, run in groupby(questionnaire.items, key=alike):
        yield tuple(run)


def _labels(questionnaire: Questionnaire, item: Item) -> tuple[object, ...]:
    return tuple(tuple(sorted(texts.items())) for texts in questionnaire.options_of(item))
