"""Trends over years: a line per pupil, pulled towards that of the group. Pure.

From three moments a pupil and ten such pupils on; fewer say nothing. No line is drawn further
than one round ahead. Source: SCORING.md, section 4, "Trend over years".
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean
from uuid import UUID

from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.dossier import ResultFacts, ScanFacts, SubscaleScore
from npo_desktop.scoring.change import Verdict
from npo_desktop.scoring.growth import Slope, shrunken_slopes
from npo_desktop.scoring.reliability import CRITICAL
from npo_desktop.scoring.scale import TOLERANCE

FEWEST_MOMENTS = 3
FEWEST_PUPILS = 10  # with three moments; the maths could do with two
DAYS_A_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Moment:
    """One score of a series. ``scale`` holds together what may be compared; rater: a colleague."""

    on: date
    score: float
    scale: tuple[str, ...] = ()  # questionnaire and edition, or test and version
    rater: UUID | None = None


@dataclass(frozen=True, slots=True)
class Trend:
    """One pupil's line, in the unit of the scores; ``slope.shrunken`` is what is drawn and told."""

    moments: tuple[Moment, ...]  # the oldest first, at least three
    slope: Slope
    spread: float  # residual SD around the lines, of all pupils together

    @property
    def verdict(self) -> Verdict:
        """Rising or falling only where the shrunken slope exceeds 1.96 of the pupil's own errors.

        Stricter than its own smaller error asks: a line drawn towards the group is not certain
        because the group is.
        """
        if abs(self.slope.shrunken) < max(CRITICAL * self.slope.error, TOLERANCE):
            return Verdict.UNCHANGED
        return Verdict.IMPROVED if self.slope.shrunken > 0 else Verdict.DECLINED

    @property
    def drawn_until(self) -> date:
        """As far ahead as the last two moments lie apart: one round, no further."""
        last, before = self.moments[-1].on, self.moments[-2].on
        return last + (last - before)

    def line_on(self, day: date) -> tuple[float, float, float]:
        """Low end of the error band (95 %), the line, and the high end on one day.

        ValueError: before the first moment or further than one round ahead.
        """
        if not self.moments[0].on <= day <= self.drawn_until:
            raise ValueError(f"no line is drawn on {day}")
        times = _years(self.moments)
        from_middle = (day - self.moments[0].on).days / DAYS_A_YEAR - fmean(times)
        middle = fmean(moment.score for moment in self.moments)
        value = middle + self.slope.shrunken * from_middle
        error = math.hypot(self.spread / math.sqrt(len(times)), self.slope.error * from_middle)
        return value - CRITICAL * error, value, value + CRITICAL * error


def trends_of(series: Mapping[UUID, Sequence[Moment]]) -> dict[UUID, Trend]:
    """Every pupil's trend; empty with fewer than ten pupils who have three comparable moments.

    Left out: another test or edition among the moments, another rater among the scans (no
    verdict), fewer than three days on which there was a score. Of two scores on one day the later
    in the sequence counts.
    """
    usable = {
        pupil: moments
        for pupil, given in series.items()
        if len(moments := _by_day(given)) >= FEWEST_MOMENTS and _are_alike(moments)
    }
    if len(usable) < FEWEST_PUPILS:
        return {}
    plain = {
        str(pupil): (_years(moments), [moment.score for moment in moments])
        for pupil, moments in usable.items()
    }
    slopes = shrunken_slopes(plain)
    return {
        pupil: Trend(moments, slope := slopes[str(pupil)], _spread(slope, plain[str(pupil)][0]))
        for pupil, moments in usable.items()
    }


def series_of_results(
    results: Mapping[UUID, Iterable[ResultFacts]], subject: str
) -> dict[UUID, tuple[Moment, ...]]:
    """Checked scores of one subject (subscale, or test without one), of each pupil's newest test.

    Earlier scores on another test, edition or language are left out: they lie on another scale.
    """
    found: dict[UUID, tuple[Moment, ...]] = {}
    for pupil, given in results.items():
        moments = [
            Moment(one.held_on, one.score, (one.test, one.version, one.language))
            for one in sorted(given, key=lambda one: one.held_on)
            if one.is_checked and one.score is not None and (one.subscale or one.test) == subject
        ]
        if moments:
            newest = moments[-1].scale
            found[pupil] = tuple(one for one in moments if one.scale == newest)
    return found


def moment_of(scan: ScanFacts, scored: SubscaleScore, age_band: str) -> Moment | None:
    """A scored subscale as a moment of a trend, in answer steps; none without a score.

    Scores of two age bands or of two tiers are never on one line.
    """
    if scored.score.mean is None or scored.in_two_tiers or scan.is_mixed:
        return None
    rater = scan.staff_id if scan.informant == Informant.TEACHER else None
    scale = (scored.questionnaire, scored.edition, scan.language, age_band, scored.subscale)
    return Moment(scan.held_on, scored.score.mean, scale, rater)


def _by_day(moments: Iterable[Moment]) -> tuple[Moment, ...]:
    by_day = {moment.on: moment for moment in moments}
    return tuple(by_day[day] for day in sorted(by_day))


def _are_alike(moments: Sequence[Moment]) -> bool:
    raters = {moment.rater for moment in moments if moment.rater is not None}
    return len({moment.scale for moment in moments}) == 1 and len(raters) <= 1


def _years(moments: Sequence[Moment]) -> list[float]:
    return [(moment.on - moments[0].on).days / DAYS_A_YEAR for moment in moments]


def _spread(slope: Slope, times: Sequence[float]) -> float:
    """The pooled residual SD, back from one pupil's error."""
    middle = fmean(times)
    return slope.error * math.sqrt(math.fsum((time - middle) ** 2 for time in times))
