"""The growth that a test's maker expects, typed by the school from its manual; none ships."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from npo_desktop.dossiers.result_growth import NormGain
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.store.plan_tables import GrowthNorm
from npo_desktop.store.tables import TestResult


@dataclass(frozen=True, slots=True)
class GrowthNormFacts:
    """One row of a norm table; ``gain`` and ``error`` in points of the test."""

    test: str
    first_moment: str
    second_moment: str
    gain: float
    error: float  # standard error of one measurement
    source: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """What it is of: there is one row for each."""
        return self.test, self.first_moment, self.second_moment


def growth_norm_list(session: Session) -> list[GrowthNormFacts]:
    """All rows, by test and moment."""
    query = select(GrowthNorm).order_by(
        col(GrowthNorm.test), col(GrowthNorm.second_moment), col(GrowthNorm.first_moment)
    )
    return [_facts(row) for row in session.exec(query)]


def norm_gains(session: Session) -> list[NormGain]:
    """The same as the scoring wants them: one error for both moments."""
    return [
        NormGain(one.test, one.first_moment, one.second_moment, one.gain, one.error, one.error)
        for one in growth_norm_list(session)
    ]


def set_growth_norm(session: Session, new: GrowthNormFacts) -> GrowthNormFacts | None:
    """Keep a row; returns the one it replaces. ``UserError`` names what is wrong."""
    _refuse_faulty(new)
    before = session.get(GrowthNorm, new.key)
    found = _facts(before) if before else None
    session.merge(
        GrowthNorm(
            test=new.test.strip(),
            first_moment=new.first_moment.strip(),
            second_moment=new.second_moment.strip(),
            gain=new.gain,
            error=new.error,
            source=new.source.strip(),
        )
    )
    session.flush()
    return found


def remove_growth_norm(session: Session, key: tuple[str, str, str]) -> None:
    """As if it had not been typed."""
    if (row := session.get(GrowthNorm, key)) is not None:
        session.delete(row)
        session.flush()


def known_tests(session: Session) -> dict[str, tuple[str, ...]]:
    """The tests with a score in the store, each with its moments."""
    query = (
        select(TestResult.test, TestResult.moment)
        .where(col(TestResult.score).is_not(None), TestResult.moment != "")
        .distinct()
        .order_by(col(TestResult.test), col(TestResult.moment))
    )
    return _by_test(session.exec(query))


def _by_test(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for test, moment in pairs:
        found.setdefault(test, []).append(moment)
    return {test: tuple(sorted(moments, key=moment_place)) for test, moments in found.items()}


def moment_place(moment: str) -> tuple[str, bool, str]:
    """For sorting: B, M and E of a year group in the order in which they come: M5 before E5."""
    return moment[1:], moment[:1] == "E", moment[:1]


def _refuse_faulty(new: GrowthNormFacts) -> None:
    if not new.test.strip() or not new.first_moment.strip() or not new.second_moment.strip():
        raise UserError(
            _("The test or one of its moments is missing."),
            _("Choose a test, and from which moment to which: for example M5 to E5."),
        )
    if new.first_moment.strip() == new.second_moment.strip():
        raise UserError(
            _("Both moments are the same."), _("Choose the moment that comes after the first.")
        )
    if new.error <= 0:
        raise UserError(
            _("The measurement error has to be more than 0."),
            _("The manual of the test gives it beside the scores."),
        )
    if not new.source.strip():
        raise UserError(
            _("The source is missing."),
            _("Write down which manual, which year and which page, so that others can look it up."),
        )


def _facts(row: GrowthNorm) -> GrowthNormFacts:
    return GrowthNormFacts(
        row.test, row.first_moment, row.second_moment, row.gain, row.error, row.source
    )
