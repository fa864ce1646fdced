"""A second opinion on the order of proposals: SCORING.md, sections 7 and 11, read anew.

Written from the text alone and by other means: fractions of the decimals as typed, and a place
counted from how many others go before, where the program sorts. A thousand random pupils.
"""

from collections import Counter
from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random
from typing import Any

import pytest

from npo_desktop.proposals.ranking import Option, rank
from npo_desktop.scoring.norms import Band

CASES = 1000
CODES = ("EF-INH", "EF-PLA", "SE-ENG", "COG-TEC", "SE-WEL", "SE-SAF")
EVIDENCE = {0: "0", 1: "0.3", 2: "0.5", 3: "0.7", 4: "0.85", 5: "1"}
FACTORS = {"trained": 0.6, "material": 0.7, "language": 0.7, "timetable": 0.5, "partner": 0.6}


@dataclass(frozen=True)
class Worked:
    """One option worked out by hand."""

    id: str
    need: Fraction
    effect: Fraction
    feasibility: Fraction
    cost: Fraction
    evidence: int
    score: Fraction

    def goes_before(self, other: "Worked") -> bool:
        if self.score != other.score:
            return self.score > other.score
        if self.need != other.need:
            return self.need > other.need
        if self.evidence != other.evidence:
            return self.evidence > other.evidence
        return self.cost < other.cost if self.cost != other.cost else self.id < other.id


def typed(value: float) -> Fraction:
    """The decimal that somebody typed, not the double next to it."""
    return Fraction(str(value))


def worked(flags: dict[str, Band], grade: int, option: Option, rate: float) -> Worked | str:
    """What comes of one option, or the first reason why nothing does."""
    reds = [code for code in flags if flags[code] == "low"]
    ambers = [code for code in flags if flags[code] == "watch"]
    weighed = [*reds, *reds, *ambers]  # a red need counts twice
    covered = sum((typed(option.targets.get(code, 0)) for code in weighed), Fraction(0))
    if covered == 0:
        return "no_match"
    if grade not in range(option.grades[0], option.grades[1] + 1):
        return "grade"
    if option.months is None or option.evidence is None:
        return "no_figure"
    feasibility = Fraction(1)
    for multiplier in option.feasibility.values():
        feasibility *= typed(multiplier)
    need = covered / len(weighed)
    effect = Fraction(EVIDENCE[option.evidence]) * max(typed(option.months), Fraction(0))
    hours = typed(option.staff_hours) + typed(option.material) / typed(rate)
    cost = hours / option.group_size
    score = need * effect * feasibility * 10 / (10 + cost)
    return Worked(option.id, need, effect, feasibility, cost, option.evidence, score)


def some_option(chance: Random, number: int) -> Option:
    first = chance.randint(1, 14)
    return Option(
        id=f"i{number:02}",
        months=chance.choice([-3.0, 0.0, 2.0, 4.0, 4.5, 7.0, None]),
        evidence=chance.choice([0, 1, 2, 3, 4, 5, None]),
        targets={code: chance.choice([0.0, 0.5, 1.0]) for code in chance.sample(CODES, 4)},
        feasibility={
            factor: chance.choice([1.0, low])
            for factor, low in FACTORS.items()
            if chance.random() < 0.4  # the others are not answered yet
        },
        staff_hours=float(chance.choice([0, 2, 6, 12, 24])),
        group_size=chance.choice([1, 2, 3, 5, 6]),
        material=float(chance.choice([0, 0, 50, 100])),
        grades=chance.choice(
            [(1, 14), (1, 8), (5, 5), (6, 14), (1, 4), (first, min(14, first + 3))]
        ),
    )


def some_options(chance: Random) -> list[Option]:
    """Twelve, some of them twins that differ in one thing only: those tie."""
    options = [some_option(chance, number) for number in chance.sample(range(50), 8)]
    for number in range(50, 54):
        changed: dict[str, Any] = chance.choice(
            [{}, {"months": 0.0}, {"staff_hours": 3.0}, {"evidence": 5}, {"material": 25.0}]
        )
        options.append(replace(chance.choice(options), id=f"i{number}", **changed))
    chance.shuffle(options)
    return options


def test_rankings(chance: Random) -> None:
    seen: Counter[str] = Counter()
    for _ in range(CASES):
        codes = chance.sample(CODES, chance.randint(0, 6))
        flags = {code: chance.choice(list(Band)) for code in codes}
        grade, rate = chance.choice([4, 5, 6]), chance.choice([25.0, 25.0, 40.0])
        options = some_options(chance)
        every = {option.id: worked(flags, grade, option, rate) for option in options}
        ranked = [one for one in every.values() if isinstance(one, Worked)]
        places = {one.id: sum(other.goes_before(one) for other in ranked) for one in ranked}

        result = rank(flags, grade, options, hourly_rate=rate)

        where = (flags, grade, rate, options)
        reasons = {id: one for id, one in every.items() if isinstance(one, str)}
        assert result.excluded == reasons, where
        assert {one.id: place for place, one in enumerate(result.ranked)} == places, where
        for found in result.ranked:
            mine = every[found.id]
            assert isinstance(mine, Worked)
            numbers = (mine.need, mine.effect, mine.feasibility, mine.cost, mine.score)
            assert (
                found.need,
                found.effect,
                found.feasibility,
                found.cost,
                found.score,
            ) == pytest.approx(tuple(map(float, numbers)), abs=1e-9), where
        seen.update(reasons.values())
        seen["ranked"] += len(ranked)
        seen["tied"] += len(ranked) - len({one.score for one in ranked})
    assert set(seen) == {"no_match", "grade", "no_figure", "ranked", "tied"}, seen
    assert min(seen.values()) > 300, seen
