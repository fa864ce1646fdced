"""Which keys give which answer: the same on the screen, in the circles on paper, and typed over."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from npo_desktop.content.questionnaire import Item, Kind, Questionnaire
from npo_desktop.errors import UserError
from npo_desktop.i18n import _

UNKNOWN = "0"
_NUMBER = re.compile(r"\d+\b")


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """One answer as it is stored; neither value nor words: "don't know"."""

    value: int | None = None  # the place of an option, from 0
    words: str | None = None  # a number, words, codes apart by spaces


Typed = Mapping[str, TypedAnswer]  # by item; no key: not answered


def entry_digits(questionnaire: Questionnaire, item: Item) -> tuple[str, ...]:
    """What is typed for each option of an item, in order: 1 and on; of a ladder 0 and on."""
    options = questionnaire.options_of(item)
    first = 0 if is_ladder(item) else 1
    return tuple(str(n) for n in range(first, len(options) + first))


def is_ladder(item: Item) -> bool:
    """A mark whose labels begin with its own numbers, "0, very badly" to "10, very well"."""
    labels = [next(iter(option.values()), "") for option in item.options]
    numbers = [found[0] if (found := _NUMBER.match(label)) else "" for label in labels]
    return len(numbers) > 1 and numbers == [str(n) for n in range(len(numbers))]


def ladder_words(label: str) -> str:
    """What stands behind the number of a step: "very badly"."""
    return _NUMBER.sub("", label).lstrip(" ,.:;-–")


def may_be_unknown(questionnaire: Questionnaire, item: Item) -> bool:
    """Whether 0, "don't know", is offered: not where 0 is an answer."""
    return bool(questionnaire.dont_know) and UNKNOWN not in entry_digits(questionnaire, item)


def is_circled(questionnaire: Questionnaire, item: Item) -> bool:
    """A choice of one: circles on paper, one key when typed."""
    return item.kind is Kind.CHOICE and bool(questionnaire.options_of(item))


def keys_of(questionnaire: Questionnaire, item: Item) -> tuple[str, ...]:
    """Everything that may be typed for a choice of one."""
    digits = entry_digits(questionnaire, item)
    return (*digits, UNKNOWN) if may_be_unknown(questionnaire, item) else digits


def read_typed(questionnaire: Questionnaire, item: Item, typed: str) -> TypedAnswer | None:
    """The answer that was typed; ``None`` for nothing. What is no answer is a ``UserError``."""
    typed = typed.strip()
    if not typed:
        return None
    if item.kind is Kind.SEVERAL:
        return TypedAnswer(words=_codes(questionnaire, item, typed))
    if not is_circled(questionnaire, item):
        return TypedAnswer(words=typed.replace(",", ".") if item.kind is Kind.NUMBER else typed)
    digits = entry_digits(questionnaire, item)
    if typed in digits:
        return TypedAnswer(digits.index(typed))
    if typed == UNKNOWN and may_be_unknown(questionnaire, item):
        return TypedAnswer()
    raise _no_answer(typed, keys_of(questionnaire, item))


def typed_text(questionnaire: Questionnaire, item: Item, answer: TypedAnswer | None) -> str:
    """What was typed for a stored answer."""
    if answer is None:
        return ""
    if answer.words is not None and item.kind is Kind.SEVERAL:
        digits = dict(zip(item.codes, entry_digits(questionnaire, item), strict=False))
        return " ".join(digits.get(code, code) for code in answer.words.split())
    if answer.words is not None:
        return answer.words
    if answer.value is None:
        return UNKNOWN
    digits_of = entry_digits(questionnaire, item)
    return digits_of[answer.value] if answer.value < len(digits_of) else str(answer.value)


def _codes(questionnaire: Questionnaire, item: Item, typed: str) -> str:
    """ "13", "1 3" or "1,3" for the first and third option; from ten options on apart."""
    digits = entry_digits(questionnaire, item)
    parts = typed.replace(",", " ").split()
    if len(digits) < 10:
        parts = [digit for part in parts for digit in part]
    for part in parts:
        if part not in digits:
            raise _no_answer(part, digits)
    return " ".join(item.codes[place] for place, digit in enumerate(digits) if digit in parts)


def _no_answer(typed: str, keys: tuple[str, ...]) -> UserError:
    told = _("{typed} is not an answer to this statement.").format(typed=typed[:20])
    return UserError(told, _("Type one of: {keys}.").format(keys=" ".join(keys)))
