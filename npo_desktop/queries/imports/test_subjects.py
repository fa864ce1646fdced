"""Under which subject the school files its tests, asked once; and results not looked at yet.

Source: EXCHANGE.md, chapter 2: there is no official list of tests, so their codes are opaque.
"""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.names import folded
from npo_desktop.queries.imports.import_journal import table_named
from npo_desktop.store.scan_tables import TestSubject
from npo_desktop.store.tables import TestResult

SUBJECTS = "COG-"  # what a test can be filed under begins so
# Words in the names of tests that say what they are about; the first that fits is proposed.
_HINTS = (
    ("COG-COM", ("begrijpend", "comprehension", "leesbegrip", "komprenshon", "comprension")),
    ("COG-TEC", ("technisch lezen", "dmt", "avi", "woordlezen", "word reading", "fluency")),
    ("COG-SPE", ("spelling", "dictee", "taalverzorging", "ortografia", "dictation")),
    ("COG-MAT", ("reken", "wiskunde", "math", "arithmetic", "kalkulo", "matematika")),
    ("COG-VOC", ("woordenschat", "vocabulary", "vokabulario", "vocabulario", "taal voor")),
)


@dataclass(frozen=True, slots=True)
class UnfiledTest:
    """A test with results that belongs to no subject yet."""

    test: str
    codes: tuple[str, ...]
    results: int
    proposed: str  # a subscale its name hints at, or empty


def unfiled_tests(session: Session) -> tuple[UnfiledTest, ...]:
    """Every test somebody should file once, by name."""
    test, code = col(TestResult.test), col(TestResult.code)
    query = select(test, code, func.count()).where(col(TestResult.subscale).is_(None))
    found: dict[str, tuple[set[str], int]] = {}
    for name, its_code, count in session.execute(query.group_by(test, code)):
        codes, total = found.get(name, (set(), 0))
        found[name] = (codes | ({its_code} if its_code else set()), total + count)
    return tuple(
        UnfiledTest(name, tuple(sorted(codes)), total, proposed_subject(name))
        for name, (codes, total) in sorted(found.items(), key=lambda one: folded(one[0]))
    )


def proposed_subject(test: str) -> str:
    """The subject that the name of a test hints at; empty when it does not."""
    name = folded(test)
    return next((code for code, words in _HINTS if any(word in name for word in words)), "")


def file_test(session: Session, test: str, subscale: str) -> int:
    """File a test under a subject, now and for later imports. The caller commits.

    How many results moved. Raises ``UserError`` for a subject that is none.
    """
    if not subscale.startswith(SUBJECTS):
        raise UserError(
            _("A test cannot be filed under {subject}.").format(subject=subscale[:20]),
            _("Choose one of the subjects."),
        )
    session.merge(TestSubject(test=test, subscale=subscale))
    moved = session.execute(
        update(table_named("test_result"))
        .where(col(TestResult.test) == test)
        .where(col(TestResult.subscale).is_distinct_from(subscale))
        .values(subscale=subscale)
    )
    session.flush()
    session.expire_all()
    return int(getattr(moved, "rowcount", 0))


def subject_of_tests(session: Session) -> dict[str, str]:
    """The subject of each test that was filed, by its folded name."""
    found = {
        folded(test): subscale
        for test, subscale in session.execute(
            select(TestResult.test, TestResult.subscale)
            .where(col(TestResult.subscale).is_not(None))
            .distinct()
        )
    }
    return found | {
        folded(row.test): row.subscale for row in session.exec(select(TestSubject)).all()
    }


def unchecked_results(session: Session) -> tuple[UUID, ...]:
    """The results that came out of a file and that nobody looked at yet."""
    query = select(TestResult.id).where(col(TestResult.is_checked).is_(False))
    return tuple(session.exec(query.order_by(col(TestResult.held_on), col(TestResult.id))))


def confirm_results(session: Session, ids: Collection[UUID]) -> int:
    """Somebody looked at these results; from now on they count. The caller commits."""
    found = session.exec(
        select(TestResult).where(
            col(TestResult.id).in_(list(ids)), col(TestResult.is_checked).is_(False)
        )
    ).all()
    for result in found:
        result.is_checked = True
    session.flush()
    return len(found)
