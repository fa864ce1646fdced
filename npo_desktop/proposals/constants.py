"""The numbers of the ranking that a school may turn, and what else it says of itself. Pure.

Source: SCORING.md, section 7. Untouched they are those of the contract, section 11.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from npo_desktop.content.catalogue import FACTORS

SHRINK = (0.0, 0.3, 0.5, 0.7, 0.85, 1.0)  # by evidence level: what is hardly studied counts little
MOVED = 0.25  # how far each constant is moved to see whether the order holds
SHRINK_KEY, FACTOR_KEY = "shrink.", "factor."


@dataclass(frozen=True, slots=True)
class Constants:
    """What the score is worked out with. A low flag weighs 2, whatever else is turned."""

    hourly_rate: float = 25.0  # dollars per hour of staff
    cost_divisor: float = 10.0  # hours per pupil that halve a score
    watch_weight: float = 1.0
    shrink: tuple[float, ...] = SHRINK
    factors: Mapping[str, float] = field(default_factory=lambda: dict(FACTORS))

    @property
    def is_standard(self) -> bool:
        """Whether nobody turned anything."""
        return self == STANDARD


STANDARD = Constants()


@dataclass(frozen=True, slots=True)
class Here:
    """What this school says of itself, as far as it matters for what is proposed."""

    constants: Constants = STANDARD
    has_internet: bool = True
    weekly_hours: float | None = None  # of staff for extra support; None: nobody filled it in
    # By card the hours of who can carry it out; not there: 0. None: no skill is filled in.
    hours_by_card: Mapping[str, float] | None = None


@dataclass(frozen=True, slots=True)
class Dial:
    """One constant that can be turned, with its range; ``key`` also names its setting."""

    key: str
    low: float
    high: float
    step: float


DIALS = (
    Dial("hourly_rate", 5, 100, 5),
    Dial("cost_divisor", 2, 40, 1),
    Dial("watch_weight", 0.25, 2.0, 0.25),
    *(Dial(f"{SHRINK_KEY}{level}", 0.0, 1.0, 0.05) for level in range(1, len(SHRINK))),
    *(Dial(f"{FACTOR_KEY}{factor}", 0.0, 1.0, 0.05) for factor in FACTORS),
)


def dial_of(key: str) -> Dial:
    """The dial of this key; ``KeyError`` when there is none."""
    for dial in DIALS:
        if dial.key == key:
            return dial
    raise KeyError(key)


def value_of(constants: Constants, key: str) -> float:
    """Where a dial stands."""
    if key.startswith(SHRINK_KEY):
        return constants.shrink[int(key.removeprefix(SHRINK_KEY))]
    if key.startswith(FACTOR_KEY):
        return constants.factors[key.removeprefix(FACTOR_KEY)]
    return _PLAIN[key][0](constants)


def with_value(constants: Constants, key: str, value: float) -> Constants:
    """The constants with one dial turned."""
    if key.startswith(SHRINK_KEY):
        level = int(key.removeprefix(SHRINK_KEY))
        steps = (*constants.shrink[:level], value, *constants.shrink[level + 1 :])
        return replace(constants, shrink=steps)
    if key.startswith(FACTOR_KEY):
        factor = key.removeprefix(FACTOR_KEY)
        return replace(constants, factors={**constants.factors, factor: value})
    return _PLAIN[key][1](constants, value)


def constants_row(constants: Constants) -> dict[str, float]:
    """The constants that were turned, by the key of their dial; what travels with a plan."""
    return {
        dial.key: value_of(constants, dial.key)
        for dial in DIALS
        if value_of(constants, dial.key) != value_of(STANDARD, dial.key)
    }


def moved(constants: Constants, key: str, *, up: bool) -> Constants:
    """One constant a quarter up or down; a share never passes 1."""
    value = value_of(constants, key) * (1 + MOVED if up else 1 - MOVED)
    is_share = key.startswith((SHRINK_KEY, FACTOR_KEY))
    return with_value(constants, key, min(value, 1.0) if is_share else value)


_PLAIN: Mapping[
    str, tuple[Callable[[Constants], float], Callable[[Constants, float], Constants]]
] = {
    "hourly_rate": (
        lambda constants: constants.hourly_rate,
        lambda constants, value: replace(constants, hourly_rate=value),
    ),
    "cost_divisor": (
        lambda constants: constants.cost_divisor,
        lambda constants, value: replace(constants, cost_divisor=value),
    ),
    "watch_weight": (
        lambda constants: constants.watch_weight,
        lambda constants, value: replace(constants, watch_weight=value),
    ),
}
