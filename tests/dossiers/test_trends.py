"""Trends over years: who gets a line, and how far it is drawn."""

import math
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest

from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.dossier import ResultFacts, ScanFacts, SubscaleScore
from npo_desktop.dossiers.trends import Moment, Trend, moment_of, series_of_results, trends_of
from npo_desktop.scoring.change import Verdict
from npo_desktop.scoring.norms import Band
from npo_desktop.scoring.scale import ItemScore

FIRST = date(2024, 2, 1)
Series = dict[UUID, tuple[Moment, ...]]


def moments(*scores: float, rater: UUID | None = None) -> tuple[Moment, ...]:
    """Half a year apart."""
    return tuple(
        Moment(FIRST + timedelta(days=183 * n), score, ("Rekenen", ""), rater)
        for n, score in enumerate(scores)
    )


def group(chance: Random, pupils: int) -> Series:
    """Ten points a year, more or less, with some noise."""
    return {
        uuid4(): moments(*(100 + slope * n / 2 + chance.gauss(0, 2) for n in range(4)))
        for slope in (10 + chance.gauss(0, 4) for _ in range(pupils))
    }


def test_a_trend_needs_three_moments_of_ten_pupils(chance: Random) -> None:
    series = group(chance, 10)
    assert set(trends_of(series)) == set(series)
    one = next(iter(series))
    assert trends_of(series | {one: series[one][:2]}) == {}
    eleven = series | {uuid4(): moments(100.0, 120.0)}
    assert set(trends_of(eleven)) == set(series)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda given: (*given[:3], replace(given[3], scale=("Rekenen", "2.0"))),
        lambda given: (*given[:3], replace(given[3], rater=uuid4())),
        lambda given: tuple(replace(one, on=FIRST) for one in given),
    ],
    ids=["another edition", "another rater", "all on one day"],
)
def test_moments_that_do_not_compare_give_no_line(chance: Random, spoil: object) -> None:
    series = {
        pupil: tuple(replace(one, rater=UUID(int=1)) for one in given)
        for pupil, given in group(chance, 11).items()
    }
    one = next(iter(series))
    assert callable(spoil)
    found = trends_of(series | {one: spoil(series[one])})
    assert set(found) == set(series) - {one}


def test_a_line_is_pulled_towards_the_group_and_never_past_it(chance: Random) -> None:
    for _ in range(50):
        found = trends_of(group(chance, 12))
        slopes = [trend.slope.slope for trend in found.values()]
        shrunken = [trend.slope.shrunken for trend in found.values()]
        assert max(shrunken) - min(shrunken) <= max(slopes) - min(slopes) + 1e-9
        assert min(slopes) - 1e-9 <= min(shrunken) <= max(shrunken) <= max(slopes) + 1e-9


def test_the_order_in_which_scores_came_in_does_not_matter(chance: Random) -> None:
    series = group(chance, 10)
    turned = {pupil: tuple(reversed(given)) for pupil, given in series.items()}
    for pupil, trend in trends_of(turned).items():
        assert trend == trends_of(series)[pupil]
        break


def line(*scores: float) -> Trend:
    """The first of ten pupils; the others wave around it so that there is an error."""
    waves = {
        UUID(int=n): moments(*(s + (-1) ** (n + k) * 2 for k, s in enumerate(scores)))
        for n in range(1, 10)
    }
    return trends_of({UUID(int=0): moments(*scores), **waves})[UUID(int=0)]


def test_a_line_goes_through_the_pupils_own_middle_with_the_shrunken_slope() -> None:
    trend = line(100.0, 105.0, 110.0, 115.0)
    low, value, high = trend.line_on(FIRST + timedelta(days=183))
    years = 0.5 * 183 / 365.25
    assert value == pytest.approx(107.5 - trend.slope.shrunken * years)
    assert high - value == pytest.approx(value - low)
    middle = trend.spread / math.sqrt(4)
    assert high - value == pytest.approx(1.96 * math.hypot(middle, trend.slope.error * years))


def test_nothing_is_foretold_beyond_one_round() -> None:
    trend = line(100.0, 105.0, 110.0)
    last = trend.moments[-1].on
    assert trend.drawn_until == last + timedelta(days=183)
    trend.line_on(trend.drawn_until)
    for day in (trend.drawn_until + timedelta(days=1), FIRST - timedelta(days=1)):
        with pytest.raises(ValueError, match="no line"):
            trend.line_on(day)


def test_a_direction_is_named_only_beyond_the_error() -> None:
    assert line(100.0, 130.0, 160.0).verdict is Verdict.IMPROVED
    assert line(160.0, 130.0, 100.0).verdict is Verdict.DECLINED
    assert line(100.0, 100.2, 100.1).verdict is Verdict.UNCHANGED


def test_flat_lines_without_any_error_have_no_direction() -> None:
    flat = trends_of({UUID(int=n): moments(50.1 + n, 50.1 + n, 50.1 + n) for n in range(10)})
    assert {trend.verdict for trend in flat.values()} == {Verdict.UNCHANGED}


def test_results_of_the_newest_test_make_the_series() -> None:
    def of(month: int, score: float | None, **given: Any) -> ResultFacts:
        facts = ResultFacts("R 3.0", "COG-MAT", "", date(2026, month, 1), score, None, "nl", "")
        return replace(facts, **given)

    pupil = uuid4()
    given = [
        of(5, 30.0), of(4, 20.0), of(3, None), of(2, 99.0, test="R 2.0"), of(1, 1.0, language="en"),
        replace(of(6, 70.0), is_checked=False), of(6, 5.0, subscale="COG-SPE"),
    ]  # fmt: skip
    found = series_of_results({pupil: given, uuid4(): []}, "COG-MAT")
    assert {who: [m.score for m in series] for who, series in found.items()} == {
        pupil: [20.0, 30.0]
    }


def test_a_scored_scan_is_a_moment_with_its_teacher_and_without_a_score_none() -> None:
    staff = uuid4()
    scan = ScanFacts(
        uuid4(), uuid4(), uuid4(), "teacher", "1", Informant.TEACHER, "nl", staff, FIRST, FIRST,
        "", {},
    )  # fmt: skip
    score = SubscaleScore(
        "EF", Informant.TEACHER, "teacher", "1", FIRST, 4, ItemScore(3, 3, 2.5, 7.5, 62.5),
        Band.FINE,
    )  # fmt: skip
    found = moment_of(scan, score, "O")
    assert found == Moment(FIRST, 2.5, ("teacher", "1", "nl", "O", "EF"), staff)
    assert moment_of(scan, score, "B") != found  # age bands are never compared
    empty = replace(score, score=ItemScore(1, 3, None, None, None))
    assert moment_of(scan, empty, "O") is None
    assert moment_of(scan, replace(score, in_two_tiers=True), "O") is None
    by_pupil = moment_of(replace(scan, informant=Informant.PUPIL), score, "O")
    assert by_pupil is not None and by_pupil.rater is None
