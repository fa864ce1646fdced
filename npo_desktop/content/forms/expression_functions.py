"""The functions that an XLSForm expression may call, and the values it works with.

A value is a text, a number or yes/no; no answer is the empty text, which as a number is "not a
number": then every comparison is false. Source: EXCHANGE.md, chapter 5 (expressions).
"""

import math
import re
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from npo_desktop.clock import now, today

Value = str | float | bool

LONGEST_TEXT = 10_000  # letters: calculations may double a text again and again
LONGEST_PATTERN, LONGEST_MATCHED = 200, 200  # letters: some patterns take for ever on more
MANY = 99  # arguments

_NUMBER = re.compile(r"-?(\d{1,15}(\.\d{0,15})?|\.\d{1,15})")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_REPEATED_GROUP = re.compile(r"\)[*+?{]")
_UNBOUNDED = re.compile(r"[*+?]|\{\d*,\d*\}")  # each doubles what must be tried, or worse


class NotUnderstood(Exception):
    """A part of an expression that we can not work out; the message is that part."""


@dataclass(frozen=True, slots=True)
class Function:
    """How many arguments it takes, and what it gives."""

    takes: tuple[int, int]
    gives: Callable[[Sequence[Value]], Value]


def as_text(value: Value) -> str:
    """As XPath writes it: whole numbers without a point."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if math.isnan(value):
            return "NaN"
        return str(int(value)) if value.is_integer() else repr(value)
    return value


def as_number(value: Value) -> float:
    """A number; of a text that is none, and of no answer, "not a number"."""
    if isinstance(value, str):
        text = value.strip().replace(",", ".")
        return float(text) if _NUMBER.fullmatch(text) else math.nan
    return float(value)


def as_truth(value: Value) -> bool:
    """Yes for a text that is not empty, and for a number that is not 0."""
    if isinstance(value, str):
        return value != ""
    return not math.isnan(value) and value != 0


def compared(operator: str, first: Value, second: Value) -> bool:
    """Equality as numbers where one side is one, order always; real dates by the calendar."""
    if operator in ("=", "!="):
        if isinstance(first, bool) or isinstance(second, bool):
            equal = as_truth(first) == as_truth(second)
        elif isinstance(first, float) or isinstance(second, float):
            one, other = as_number(first), as_number(second)
            if math.isnan(one) or math.isnan(other):
                return operator == "!="
            equal = one == other
        else:
            equal = first == second
        return equal == (operator == "=")
    if isinstance(first, str) and isinstance(second, str) and _are_dates(first, second):
        days = [float(date.fromisoformat(text[:10]).toordinal()) for text in (first, second)]
        return _in_order(operator, *days)
    return _in_order(operator, as_number(first), as_number(second))


def worked_out(operator: str, first: Value, second: Value) -> Value:
    """Arithmetic; without a number on both sides there is none in the end."""
    one, other = as_number(first), as_number(second)
    if operator == "+":
        return one + other
    if operator == "-":
        return one - other
    if operator == "*":
        return one * other
    if math.isnan(one) or math.isnan(other) or other == 0 or math.isinf(one):
        return math.nan
    return one / other if operator == "div" else math.fmod(one, other)


def _are_dates(*texts: str) -> bool:
    try:
        return all(_DATE.match(text) and date.fromisoformat(text[:10]) for text in texts)
    except ValueError:  # the 31st of February
        return False


def _in_order(operator: str, one: float, other: float) -> bool:
    if operator == "<":
        return one < other
    if operator == "<=":
        return one <= other
    return one > other if operator == ">" else one >= other


def _selected(given: Sequence[Value]) -> Value:
    return as_text(given[1]).strip() in as_text(given[0]).split()


def is_usable(pattern: str) -> bool:
    """Whether answers are held against it: it can not take for ever, and has no fault."""
    slow = _REPEATED_GROUP.search(pattern) or len(_UNBOUNDED.findall(pattern)) > 3
    if slow or len(pattern) > LONGEST_PATTERN:
        return False
    try:
        _compiled(pattern)
    except (re.error, OverflowError, RecursionError):
        return False
    return True


def _compiled(pattern: str) -> re.Pattern[str]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about patterns that may mean more in a later Python
        return re.compile(pattern)


def _regex(given: Sequence[Value]) -> Value:
    text, pattern = as_text(given[0]), as_text(given[1])
    if len(text) > LONGEST_MATCHED or not is_usable(pattern):
        raise NotUnderstood("regex()")
    try:
        return _compiled(pattern).fullmatch(text) is not None
    except (OverflowError, RecursionError) as error:
        raise NotUnderstood("regex()") from error


def _concat(given: Sequence[Value]) -> Value:
    joined = "".join(as_text(value) for value in given)
    if len(joined) > LONGEST_TEXT:
        raise NotUnderstood("concat()")
    return joined


def _round(given: Sequence[Value]) -> Value:
    value, places = as_number(given[0]), as_number(given[1]) if len(given) > 1 else 0.0
    if not math.isfinite(value) or math.isnan(places) or abs(places) > 10 or abs(value) > 1e15:
        return math.nan
    shift = 10.0 ** int(places)
    return math.floor(value * shift + 0.5) / shift


def _whole(value: Value) -> Value:
    number = as_number(value)
    return float(math.trunc(number)) if math.isfinite(number) else math.nan


def _most(given: Sequence[Value], pick: Callable[[Sequence[float]], float]) -> Value:
    numbers = [as_number(value) for value in given if value != ""]
    if not numbers or any(math.isnan(number) for number in numbers):
        return math.nan
    return pick(numbers)


def _coalesce(given: Sequence[Value]) -> Value:
    return next((value for value in given if value != ""), "")


FUNCTIONS: Mapping[str, Function] = {
    "selected": Function((2, 2), _selected),
    "count-selected": Function((1, 1), lambda g: float(len(as_text(g[0]).split()))),
    "if": Function((3, 3), lambda g: g[1] if as_truth(g[0]) else g[2]),
    "coalesce": Function((2, MANY), _coalesce),
    "not": Function((1, 1), lambda g: not as_truth(g[0])),
    "true": Function((0, 0), lambda _g: True),
    "false": Function((0, 0), lambda _g: False),
    "boolean": Function((1, 1), lambda g: as_truth(g[0])),
    "number": Function((1, 1), lambda g: as_number(g[0])),
    "string": Function((1, 1), lambda g: as_text(g[0])),
    "int": Function((1, 1), lambda g: _whole(g[0])),
    "round": Function((1, 2), _round),
    "abs": Function((1, 1), lambda g: abs(as_number(g[0]))),
    "min": Function((1, MANY), lambda g: _most(g, min)),
    "max": Function((1, MANY), lambda g: _most(g, max)),
    "sum": Function((1, MANY), lambda g: _most(g, sum)),
    "string-length": Function((1, 1), lambda g: float(len(as_text(g[0])))),
    "regex": Function((2, 2), _regex),
    "concat": Function((1, MANY), _concat),
    "contains": Function((2, 2), lambda g: as_text(g[1]) in as_text(g[0])),
    "starts-with": Function((2, 2), lambda g: as_text(g[0]).startswith(as_text(g[1]))),
    "today": Function((0, 0), lambda _g: today().isoformat()),
    "now": Function((0, 0), lambda _g: now().isoformat(timespec="seconds")),
    "once": Function((1, 1), lambda g: g[0]),
    "date": Function((1, 1), lambda g: as_text(g[0])[:10]),
}
