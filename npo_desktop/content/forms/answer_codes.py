"""Codes of options as a form in Excel writes them: what they count for, and what is "don't know".

Source: EXCHANGE.md, chapter 5 (choices; dialects).
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from npo_desktop.content.questionnaire import Item, Kind, Scale, Texts

LEAST_CODE = -20  # codes under this, as -88 and -999, are no answer; -2 to 2 is a scale
DONT_KNOW_CODE = "-999"
DONT_KNOW: Texts = {"nl": "weet ik niet", "en": "don't know", "pap": "mi no sa", "es": "no sé"}

# Lists that stand for the answers of the whole questionnaire, when their codes count from 0.
ANSWERS, JUDGEMENTS = "antwoorden", "oordeel"

_NOT_KNOWN = frozenset(
    (
        *("weet niet", "weet ik niet", "ik weet het niet", "niet gezien / weet ik niet"),
        *("don't know", "dont know", "i don't know", "do not know", "not seen / don't know"),
        *("mi no sa", "no sé", "no se", "no lo sé", "no lo he visto / no sé", "doesn't know"),
    )
)


def code_number(code: str) -> float | None:
    """The number a code is, if it is one."""
    plain = code.replace(",", ".")
    return float(plain) if re.fullmatch(r"-?\d{1,9}(\.\d{1,9})?", plain) else None


def is_missing(code: str, labels: Texts) -> bool:
    """Whether an option stands for "don't know" or "refused": it never enters a sum."""
    number = code_number(code)
    plain = {text.casefold().replace("’", "'").rstrip(".") for text in labels.values()}
    return (number is not None and number < LEAST_CODE) or not _NOT_KNOWN.isdisjoint(plain)


def may_be_added_up(codes: Sequence[str]) -> bool:
    """Whether these are two answers or more, none of them "don't know"."""
    numbers = [code_number(code) for code in codes]
    return len(codes) > 1 and all(n is None or n >= LEAST_CODE for n in numbers)


def steps_of(codes: Sequence[str]) -> tuple[float, float] | None:
    """The lowest code and the distance between two; nothing when they are not even numbers."""
    numbers = [number for code in codes if (number := code_number(code)) is not None]
    if len(numbers) < max(2, len(codes)):
        return None
    step = numbers[1] - numbers[0]
    even = all(abs(later - earlier - step) < 1e-9 for earlier, later in pairwise(numbers))
    return (numbers[0], step) if even and step > 0 else None


def usual_options(scales: Sequence[Scale]) -> tuple[Texts, ...]:
    """The labels that most scored questions have; where none is scored, most questions."""
    scored: list[Item] = [
        item for scale in scales for item in scale.items if scale.scored and item.options
    ]
    every = [item for scale in scales for item in scale.items if item.kind is Kind.CHOICE]
    counted = Counter(
        tuple(tuple(sorted(labels.items())) for labels in item.options) for item in scored or every
    )
    if not counted:
        return ()
    return tuple(dict(labels) for labels in counted.most_common(1)[0][0])
