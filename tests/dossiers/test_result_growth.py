"""Growth on the school's own tests, and levels that say something."""

from dataclasses import replace
from datetime import date

import pytest

from npo_desktop.dossiers.dossier import ResultFacts
from npo_desktop.dossiers.no_verdict import NoVerdict
from npo_desktop.dossiers.result_growth import (
    LevelMove,
    NormGain,
    SubjectGrowth,
    growth_of,
    level_moves,
)

NORM = NormGain("Rekenen 3.0", "M4", "E4", 10.0, 3.0, 4.0)


def result(month: int, score: float | None = None, level: str | None = None) -> ResultFacts:
    moment = {2: "M4", 6: "E4", 11: "M5", 12: "E5"}[month]
    return ResultFacts(
        "Rekenen 3.0", "COG-MAT", moment, date(2026, month, 1), score, level, "nl", "groep 4"
    )


def only(found: tuple[SubjectGrowth, ...]) -> SubjectGrowth:
    assert len(found) == 1
    return found[0]


def test_growth_is_measured_against_the_norm_between_the_same_two_moments() -> None:
    found = only(growth_of([result(6, 125.0), result(2, 100.0)], [NORM]))
    assert found.growth is not None
    assert (found.growth.gain, found.growth.z, found.growth.verdict) == (25.0, 3.0, "above")
    assert found.first == result(2, 100.0)


def test_an_earlier_moment_with_a_norm_goes_before_a_nearer_one_without() -> None:
    norms = [NORM, replace(NORM, second="M5", expected=14.0)]
    found = only(growth_of([result(2, 100.0), result(6, 111.0), result(11, 114.0)], norms))
    assert found.first is not None and found.first.moment == "M4"
    assert found.growth is not None and found.growth.verdict == "within"


def test_without_a_norm_there_is_no_growth_and_it_says_so() -> None:
    found = only(growth_of([result(2, 100.0), result(6, 111.0)], [replace(NORM, second="M5")]))
    assert (found.growth, found.why) == (None, NoVerdict.NO_NORM)
    assert found.first is not None


@pytest.mark.parametrize(
    "other",
    [
        replace(result(2, 100.0), test="Rekenen 2.0"),
        replace(result(2, 100.0), version="2018"),
        replace(result(2, 100.0), language="en"),
    ],
)
def test_another_test_edition_or_language_is_never_subtracted(other: ResultFacts) -> None:
    norms = [NORM, replace(NORM, test="Rekenen 2.0"), replace(NORM, version="2018")]
    found = only(growth_of([other, result(6, 111.0)], norms))
    assert (found.growth, found.why) == (None, NoVerdict.OTHER_FORM)
    levels = level_moves([replace(other, level="I"), result(6, level="V")])
    assert [(move.first, move.why) for move in levels] == [(None, NoVerdict.OTHER_FORM)]


def test_a_first_result_and_an_unchecked_one_are_nothing_to_compare_with() -> None:
    unchecked = replace(result(2, 100.0), is_checked=False)
    found = only(growth_of([unchecked, result(6, 111.0)], [NORM]))
    assert (found.growth, found.why) == (None, NoVerdict.FIRST_ROUND)
    assert growth_of([result(2, level="III")], [NORM]) == ()


def test_every_subject_has_its_own_growth() -> None:
    spelling = [replace(one, subscale="COG-SPE", test="Spelling") for one in
                (result(2, 50.0), result(6, 60.0))]  # fmt: skip
    norms = [NORM, replace(NORM, test="Spelling", expected=30.0)]
    found = growth_of([*spelling, result(2, 100.0), result(6, 111.0)], norms)
    verdicts = [one.growth.verdict for one in found if one.growth]
    assert verdicts == ["within", "below"]  # arithmetic, spelling


def moved(*levels: str) -> LevelMove:
    months = (2, 6, 11, 12)[: len(levels)]
    found = level_moves(
        result(month, level=level) for month, level in zip(months, levels, strict=True)
    )
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize(
    ("levels", "step", "drops", "shown"),
    [
        (("III", "III"), 0, 0, False),
        (("III", "IV"), -1, 1, False),
        (("III", "II"), 1, 0, False),
        (("III", "V"), -2, 1, True),
        (("IV", "II"), 2, 0, True),
        (("II", "III", "IV"), -1, 2, True),
        (("IV", "III", "II"), 1, 0, False),
        (("II", "III", "III", "IV"), -1, 1, False),
        (("A", "B", "C", "D"), -1, 3, True),
        (("A+", "B"), -1, 1, False),
        (("V-", "V"), 0, 0, False),
    ],
)
def test_two_levels_or_two_drops_in_a_row_are_shown(
    levels: tuple[str, ...], step: int, drops: int, shown: bool
) -> None:
    move = moved(*levels)
    assert (move.levels, move.drops, move.is_shown) == (step, drops, shown)


def test_roman_levels_and_letters_are_not_compared() -> None:
    move = moved("A", "V")
    assert (move.first, move.why, move.is_shown) == (None, NoVerdict.OTHER_FORM, False)


def test_a_level_nobody_knows_is_no_level() -> None:
    assert level_moves([result(2, level="X"), result(6, level="")]) == ()
