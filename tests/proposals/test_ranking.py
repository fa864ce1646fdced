"""The order of what is proposed, and why something is left out."""

import json
import math
import random
from collections.abc import Mapping
from dataclasses import fields, replace
from fractions import Fraction
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest

from npo_desktop.proposals.ranking import Exclusion, Option, Ranking, rank
from npo_desktop.scoring.norms import Band

VECTORS = json.loads((Path(__file__).parents[1] / "golden" / "vectors.json").read_text("utf-8"))
PLAIN = Option("plain", 4.0, 5, {"EF-INH": 1.0}, {}, 10.0, 5, 0.0, (1, 8))
RED = {"EF-INH": Band.LOW}


def order(*options: Option, flags: Mapping[str, Band] = RED) -> list[str]:
    return [found.id for found in rank(flags, 5, options).ranked]


def reason(option: Option, flags: Mapping[str, Band] = RED) -> Exclusion | None:
    return rank(flags, 5, [option]).excluded.get(option.id)


@pytest.mark.parametrize("vector", VECTORS["rank"])
def test_ranking_is_as_in_the_vectors(vector: dict[str, Any]) -> None:
    flags = {code: Band(band) for code, band in vector["flags"].items()}
    options = [Option(**{**o, "grades": tuple(o["grades"])}) for o in vector["options"]]
    result = rank(flags, vector["grade"], options)
    assert list(result.excluded) == vector["excluded"]
    found = [
        {field.name: getattr(ranked, field.name) for field in fields(ranked)}
        for ranked in result.ranked
    ]
    assert [
        {name: round(value, 10) if name != "id" else value for name, value in row.items()}
        for row in found
    ] == vector["ranked"]


def test_the_sentence_of_the_specification_adds_up() -> None:
    option = replace(
        PLAIN, months=6.0, targets={"EF-INH": 0.5}, feasibility={"trained": 0.6}, staff_hours=5.0
    )
    (found,) = rank(RED, 5, [option]).ranked
    assert (found.need, found.effect, found.feasibility, found.cost) == (0.5, 6.0, 0.6, 1.0)
    assert found.score == pytest.approx(0.5 * 6 * 0.6 / 1.1)


def test_red_weighs_double_and_green_and_grey_weigh_nothing() -> None:
    flags = {"A": Band.LOW, "B": Band.WATCH, "C": Band.FINE, "D": Band.NONE}
    options = [replace(PLAIN, id=code, targets={code: 1.0}) for code in flags]
    result = rank(flags, 5, options)
    assert [f.id for f in result.ranked] == ["A", "B"]
    assert [f.need for f in result.ranked] == pytest.approx([2 / 3, 1 / 3])
    assert result.excluded == {"C": Exclusion.NO_MATCH, "D": Exclusion.NO_MATCH}


def test_without_any_flag_nothing_is_ranked() -> None:
    for flags in ({}, {"EF-INH": Band.FINE}, {"EF-INH": Band.NONE}):
        assert rank(flags, 5, [PLAIN]) == Ranking((), {"plain": Exclusion.NO_MATCH})


def test_the_first_exclusion_that_holds_is_given() -> None:
    no_figure = replace(PLAIN, months=None)
    wrong_grade = replace(no_figure, grades=(6, 8))
    no_match = replace(wrong_grade, targets={"EF-INH": 0.0})
    assert [reason(option) for option in (PLAIN, no_figure, wrong_grade, no_match)] == [
        None,
        Exclusion.NO_FIGURE,
        Exclusion.GRADE,
        Exclusion.NO_MATCH,
    ]
    assert reason(replace(PLAIN, evidence=None)) is Exclusion.NO_FIGURE


def test_exclusions_stand_in_the_order_in_which_they_are_tried() -> None:
    words = ["no_match", "grade", "no_figure", "contraindicated", "failed_before"]
    assert [str(exclusion) for exclusion in Exclusion] == words


def test_the_lowest_and_highest_grade_belong_to_an_option() -> None:
    assert [reason(replace(PLAIN, grades=grades)) for grades in ((5, 8), (1, 5), (1, 4))] == [
        None,
        None,
        Exclusion.GRADE,
    ]


def test_lost_months_and_no_evidence_score_zero_but_stay_in_the_list() -> None:
    harm, unknown = replace(PLAIN, id="harm", months=-3.0), replace(PLAIN, id="new", evidence=0)
    result = rank(RED, 5, [harm, unknown])
    assert [(f.effect, f.score) for f in result.ranked] == [(0.0, 0.0), (0.0, 0.0)]


def test_ties_go_to_more_need_then_evidence_then_lower_cost_then_id() -> None:
    flags = {"A": Band.LOW, "B": Band.LOW}
    nothing = replace(PLAIN, months=0.0, targets={"A": 1.0})  # every score is 0
    b = replace(nothing, id="b")
    a = replace(nothing, id="a")
    dear = replace(nothing, id="0 dear", staff_hours=11.0)
    unproven = replace(nothing, id="0 unproven", evidence=4, staff_hours=0.0)
    narrow = replace(nothing, id="0 narrow", targets={"A": 0.5}, staff_hours=0.0)
    found = order(narrow, unproven, dear, b, a, flags=flags)
    assert found == ["a", "b", "0 dear", "0 unproven", "0 narrow"]


def test_the_order_of_factors_does_not_break_a_tie() -> None:
    factors = {"trained": 0.6, "material": 0.7, "language": 0.7, "timetable": 0.5, "partner": 0.6}
    turned = dict(reversed(factors.items()))
    one, two = replace(PLAIN, feasibility=factors), replace(PLAIN, feasibility=turned)
    assert order(replace(one, id="b"), replace(two, id="a")) == ["a", "b"]
    assert order(replace(two, id="b"), replace(one, id="a")) == ["a", "b"]


def test_material_counts_in_hours_at_the_hourly_rate() -> None:
    option = replace(PLAIN, material=250.0)
    assert rank(RED, 5, [option]).ranked[0].cost == pytest.approx(2 + 50 / 25)
    assert rank(RED, 5, [option], hourly_rate=50.0).ranked[0].cost == pytest.approx(2 + 50 / 50)


@pytest.mark.parametrize(
    "wrong",
    [
        {"group_size": 0},
        {"evidence": 6},
        {"evidence": -1},
        {"months": math.nan},
        {"months": math.inf},
        {"staff_hours": -1.0},
        {"staff_hours": math.nan},
        {"material": math.inf},
        {"targets": {"EF-INH": 2.0}},
        {"targets": {"EF-INH": math.nan}},
        {"feasibility": {"trained": -0.5}},
    ],
)
def test_an_option_with_an_impossible_number_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="plain: "):
        rank(RED, 5, [replace(PLAIN, **wrong)])


@pytest.mark.parametrize("rate", [0.0, -25.0, math.nan])
def test_an_hourly_rate_must_be_above_zero(rate: float) -> None:
    with pytest.raises(ValueError, match="hourly rate"):
        rank(RED, 5, [PLAIN], hourly_rate=rate)


def test_an_id_that_stands_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="own id"):
        rank(RED, 5, [PLAIN, PLAIN])


Slow = tuple[Fraction, Fraction, int, Fraction, str]  # score, need, evidence, cost, id


def exact(value: float) -> Fraction:
    """The decimal somebody typed, not the double nearest to it."""
    return Fraction(repr(value))


def slow_rank(
    flags: dict[str, Band], grade: int, options: list[Option]
) -> tuple[list[Slow], dict[str, str]]:
    """Section 7 in fractions, one option at a time; ties by sorting once per field."""
    ranked: list[Slow] = []
    excluded: dict[str, str] = {}
    for option in options:
        reach = possible = Fraction(0)
        for code, band in flags.items():
            weight = {"low": 2, "watch": 1}.get(band.value, 0)
            possible += weight
            reach += weight * exact(option.targets.get(code, 0.0))
        if possible == 0 or reach == 0:
            excluded[option.id] = "no_match"
        elif grade < option.grades[0] or grade > option.grades[1]:
            excluded[option.id] = "grade"
        elif option.months is None or option.evidence is None:
            excluded[option.id] = "no_figure"
        else:
            shrink = ["0", "0.3", "0.5", "0.7", "0.85", "1"][option.evidence]
            score = reach / possible * Fraction(shrink) * exact(max(option.months, 0.0))
            for multiplier in option.feasibility.values():
                score *= exact(multiplier)
            cost = (exact(option.staff_hours) + exact(option.material) / 25) / option.group_size
            score /= 1 + cost / 10
            ranked.append((score, reach / possible, option.evidence, cost, option.id))
    ranked.sort(key=lambda row: row[4])  # the least important first: sorting keeps equals in order
    ranked.sort(key=lambda row: row[3])
    for position in (2, 1, 0):
        ranked.sort(key=itemgetter(position), reverse=True)
    return ranked, excluded


def test_ranking_agrees_with_slow_arithmetic_in_fractions_also_in_its_ties() -> None:
    seed = 20_261_135
    rng = random.Random(seed)
    ties = 0
    for case in range(200):
        codes = rng.sample(["EF-INH", "EF-PLA", "SE-ENG", "COG-TEC", "SE-WEL"], rng.randint(0, 5))
        flags = {code: rng.choice(list(Band)) for code in codes}
        options = [
            Option(
                id=f"i{number}",
                months=rng.choice([-3.0, 0.0, 2.0, 4.0, 7.0, None]),
                evidence=rng.choice([0, 1, 2, 3, 4, 5, None]),
                targets={code: rng.choice([0.0, 0.5, 1.0]) for code in codes[:4]},
                feasibility={"trained": rng.choice([1.0, 0.6]), "material": rng.choice([1.0, 0.7])},
                staff_hours=float(rng.choice([2, 6, 12, 24])),
                group_size=rng.choice([1, 2, 3, 6]),
                material=float(rng.choice([0, 50, 100])),
                grades=rng.choice([(1, 8), (4, 6), (5, 14), (1, 4)]),
            )
            for number in rng.sample(range(100), 12)
        ]
        ranked, excluded = slow_rank(flags, 5, options)
        ties += len(ranked) - len({row[0] for row in ranked})
        result = rank(flags, 5, options)
        where = f"seed {seed}, case {case}: {flags} {options}"
        assert [found.id for found in result.ranked] == [row[4] for row in ranked], where
        assert result.excluded == excluded, where
        for found, (score, need, _, cost, _) in zip(result.ranked, ranked, strict=True):
            assert found.score == pytest.approx(float(score), abs=1e-9), where
            assert found.need == pytest.approx(float(need), abs=1e-9), where
            assert found.cost == pytest.approx(float(cost), abs=1e-9), where
    assert ties > 50, f"seed {seed}: only {ties} ties, too few to try the tie order"
