"""The friendly question at entry: did anybody really look at each statement?"""

from collections.abc import Mapping, Sequence

from npo_desktop.content.questionnaire import Item

EQUAL_ANSWERS = 12


def straight_line(items: Sequence[Item], answers: Mapping[str, int | None]) -> range | None:
    """Where the longest row of equal raw answers lies, when it holds 12 or more.

    Only a row with statements of both directions counts: there the same answer says opposite
    things. "Don't know", a gap, the subject judgements and a statement with answers
    of its own end a row.
    Source: SCORING.md, section 2, quality checks at entry.
    """
    longest = range(0)
    start = 0
    for place in range(1, len(items) + 1):
        if place < len(items) and _same(items[place - 1], items[place], answers):
            continue
        row = range(start, place)
        if len(row) > len(longest) and len({items[n].reverse for n in row}) == 2:
            longest = row
        start = place
    return longest if len(longest) >= EQUAL_ANSWERS else None


def _same(first: Item, second: Item, answers: Mapping[str, int | None]) -> bool:
    value = answers.get(first.id)
    other_scale = first.judgement or second.judgement or first.options != second.options
    return value is not None and not other_scale and answers.get(second.id) == value
