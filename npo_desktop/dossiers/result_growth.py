"""Growth on the school's own tests: against the growth to expect, and by level. Pure.

Which growth is to be expected the school types over from its own norm tables; none ships with the
program. Levels of different tests or editions are never subtracted. Source: SCORING.md, section 4.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from npo_desktop.dossiers.dossier import ResultFacts
from npo_desktop.dossiers.no_verdict import NoVerdict
from npo_desktop.scoring.growth import Growth, growth

LEVELS = (("I", "II", "III", "IV", "V"), ("A", "B", "C", "D", "E"))  # the highest first
SHOWN_STEP = 2  # levels: one up or down is no change by itself
SHOWN_DROPS = 2  # in a row


@dataclass(frozen=True, slots=True)
class NormGain:
    """One row of a norm table, as the school typed it: test points between two moments."""

    test: str
    first: str  # moment: M5
    second: str  # E5
    expected: float
    first_error: float  # standard errors of measurement
    second_error: float
    version: str = ""


@dataclass(frozen=True, slots=True)
class SubjectGrowth:
    """The newest score of a subject beside an earlier one. No growth: ``why`` says why not."""

    second: ResultFacts
    first: ResultFacts | None
    growth: Growth | None
    why: NoVerdict | None


@dataclass(frozen=True, slots=True)
class LevelMove:
    """The newest level of a subject beside the one before; ``levels`` above 0 is higher."""

    second: ResultFacts
    first: ResultFacts | None
    levels: int = 0
    drops: int = 0  # times in a row that the level went down, up to now
    why: NoVerdict | None = None

    @property
    def is_shown(self) -> bool:
        """Two levels at once, or two drops in a row; one level says nothing by itself."""
        return abs(self.levels) >= SHOWN_STEP or self.drops >= SHOWN_DROPS


def growth_of(
    results: Iterable[ResultFacts], norms: Sequence[NormGain]
) -> tuple[SubjectGrowth, ...]:
    """For each subject the newest score against the nearest earlier one with a norm for both."""
    scored = (result for result in results if result.score is not None)
    return tuple(_growth(subject, norms) for subject in _by_subject(scored))


def level_moves(results: Iterable[ResultFacts]) -> tuple[LevelMove, ...]:
    """For each subject the newest level against the one before."""
    levelled = (result for result in results if _place(result) is not None)
    return tuple(_move(subject) for subject in _by_subject(levelled))


def _by_subject(results: Iterable[ResultFacts]) -> list[list[ResultFacts]]:
    """Checked results by subscale, or by test where no subscale is known, newest first."""

    def subject(result: ResultFacts) -> str:
        return result.subscale or result.test

    found = sorted((result for result in results if result.is_checked), key=_when, reverse=True)
    found.sort(key=subject)
    return [list(group) for _, group in groupby(found, subject)]


def _when(result: ResultFacts) -> tuple[str, str]:
    return result.held_on.isoformat(), result.moment


def _same_test(first: ResultFacts, second: ResultFacts) -> bool:
    """Same test, edition and language: only those scores lie on one scale."""
    return (first.test, first.version, first.language) == (
        second.test,
        second.version,
        second.language,
    )


def _why_alone(subject: Sequence[ResultFacts]) -> NoVerdict:
    return NoVerdict.OTHER_FORM if len(subject) > 1 else NoVerdict.FIRST_ROUND


def _growth(subject: Sequence[ResultFacts], norms: Sequence[NormGain]) -> SubjectGrowth:
    newest = subject[0]
    earlier = [
        one for one in subject[1:] if _same_test(one, newest) and one.held_on != newest.held_on
    ]
    if not earlier:
        return SubjectGrowth(newest, None, None, _why_alone(subject))
    for before in earlier:
        norm = _norm(before, newest, norms)
        if norm and before.score is not None and newest.score is not None:
            grown = growth(
                before.score,
                newest.score,
                expected=norm.expected,
                first_error=norm.first_error,
                second_error=norm.second_error,
            )
            return SubjectGrowth(newest, before, grown, None)
    return SubjectGrowth(newest, earlier[0], None, NoVerdict.NO_NORM)


def _norm(first: ResultFacts, second: ResultFacts, norms: Sequence[NormGain]) -> NormGain | None:
    wanted = second.test, second.version, first.moment, second.moment
    return next(
        (norm for norm in norms if (norm.test, norm.version, norm.first, norm.second) == wanted),
        None,
    )


def _move(subject: Sequence[ResultFacts]) -> LevelMove:
    newest = subject[0]
    comparable = [
        one for one in subject if _same_test(one, newest) and _scale(one) == _scale(newest)
    ]
    if len(comparable) < 2:
        return LevelMove(newest, None, why=_why_alone(subject))
    steps = [(_place(before) or 0) - (_place(now) or 0) for now, before in pairwise(comparable)]
    drops = next((count for count, step in enumerate(steps) if step >= 0), len(steps))
    return LevelMove(newest, comparable[1], steps[0], drops)


def _scale(result: ResultFacts) -> int | None:
    """Which of the two ways of naming levels."""
    level = (result.level or "").rstrip("+-")
    return next((number for number, names in enumerate(LEVELS) if level in names), None)


def _place(result: ResultFacts) -> int | None:
    """0 is the highest level; A+ is A. ``None``: no level, or one that we do not know."""
    scale = _scale(result)
    return None if scale is None else LEVELS[scale].index((result.level or "").rstrip("+-"))
