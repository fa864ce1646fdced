"""One test of a group as it stands in the grid: read, written a cell at a time, and put back."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, func, insert, update
from sqlalchemy import select as sa_select  # SQLModel types at most four columns
from sqlmodel import Session, col, select

from npo_desktop.files.result_file import ResultRow
from npo_desktop.names import folded
from npo_desktop.queries.imports.import_journal import Row, table_named
from npo_desktop.queries.imports.result_imports import EMPTY
from npo_desktop.queries.imports.test_subjects import subject_of_tests
from npo_desktop.queries.school import school_facts
from npo_desktop.store.tables import TestResult

CELLS = ("score", "raw_score", "level", "percentile", "functional_level", "dle")


@dataclass(frozen=True, slots=True)
class TestMoment:
    """One test on one day: what makes a grid."""

    __test__ = False  # not a pytest class

    test: str
    moment: str
    held_on: date


@dataclass(frozen=True, slots=True)
class HeldTest:
    """A test that pupils have results of."""

    at: TestMoment
    results: int
    unchecked: int  # read from a file, and nobody looked at them


@dataclass(frozen=True, slots=True)
class KeptResult:
    """What is kept of one pupil; ``cells`` by field, a bound such as "<60" as text."""

    id: UUID
    cells: Mapping[str, float | str]
    level_scale: str
    raw_top: float | None
    language: str
    norm_group: str
    is_checked: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """What was typed of one pupil: the result, and which of its cells are other than before."""

    pupil_id: UUID
    row: ResultRow
    changed: frozenset[str]  # of ``CELLS``, "raw_top", "language", "norm_group"


@dataclass(frozen=True, slots=True)
class Before:
    """Rows as they were, to put back; nothing where there was none."""

    at: TestMoment
    rows: Mapping[UUID, Row | None]


def known_tests(session: Session) -> tuple[str, ...]:
    """The tests that the school has results of, by name."""
    return tuple(sorted(session.exec(select(TestResult.test).distinct()), key=folded))


def held_tests(session: Session, pupils: Collection[UUID]) -> tuple[HeldTest, ...]:
    """The tests of these pupils, newest first."""
    test, moment = col(TestResult.test), col(TestResult.moment)
    day, is_checked = col(TestResult.held_on), col(TestResult.is_checked)
    query = (
        sa_select(test, moment, day, func.count(), func.sum(is_checked))
        .where(col(TestResult.pupil_id).in_(list(pupils)))
        .group_by(test, moment, day)
        .order_by(day.desc(), test, moment)
    )
    return tuple(
        HeldTest(TestMoment(name, when, held_on), count, count - int(checked or 0))
        for name, when, held_on, count, checked in session.execute(query)
    )


def class_results(
    session: Session, pupils: Collection[UUID], at: TestMoment
) -> dict[UUID, KeptResult]:
    """The results of one test on one day, by pupil."""
    return {pupil: _kept(row) for pupil, row in _rows(session, pupils, at).items()}


def write_entries(session: Session, at: TestMoment, entries: Sequence[Entry]) -> Before:
    """Write what was typed; a result of which nothing is left goes away. The caller commits.

    Gives back the rows as they were, for ``put_back``.
    """
    before = _rows(session, [entry.pupil_id for entry in entries], at)
    table, made = table_named("test_result"), _Maker(session, at)
    for entry in entries:
        row = before.get(entry.pupil_id)
        after = _after(row or made.row(entry.pupil_id), entry)
        if row is None and not _is_nothing(after):
            session.execute(insert(table), after)
        elif row is not None and _is_nothing(after):
            session.execute(delete(table).where(table.c.id == row["id"]))
        elif row is not None and after != row:
            session.execute(update(table).where(table.c.id == row["id"]).values(**after))
    session.expire_all()
    return Before(at, {entry.pupil_id: before.get(entry.pupil_id) for entry in entries})


def put_back(session: Session, kept: Before) -> Before:
    """Rows as they were; gives back what was there instead, to do it again. The caller commits."""
    now = _rows(session, kept.rows, kept.at)
    table = table_named("test_result")
    gone = [row["id"] for row in now.values()]
    session.execute(delete(table).where(table.c.id.in_(gone)))
    for row in kept.rows.values():
        if row is not None:
            session.execute(insert(table), dict(row))
    session.expire_all()
    return Before(kept.at, {pupil: now.get(pupil) for pupil in kept.rows})


def _rows(session: Session, pupils: Collection[UUID], at: TestMoment) -> dict[UUID, Row]:
    """Whole rows by pupil; a test is the same one however it is spelled."""
    table, name = table_named("test_result"), folded(at.test)
    query = sa_select(table).where(
        table.c.pupil_id.in_(list(pupils)),
        table.c.moment == at.moment,
        table.c.held_on == at.held_on,
    )
    found = (dict(row) for row in session.execute(query).mappings())
    return {row["pupil_id"]: row for row in found if folded(row["test"]) == name}


class _Maker:
    """New results of one test: spelled and filed as the school has it already."""

    def __init__(self, session: Session, at: TestMoment) -> None:
        name = folded(at.test)
        spelled = (test for test in known_tests(session) if folded(test) == name)
        self.facts = {
            **EMPTY,
            "test": next(spelled, at.test),
            "subscale": subject_of_tests(session).get(name),
            "moment": at.moment,
            "held_on": at.held_on,
            "language": school_facts(session).language,
        }

    def row(self, pupil_id: UUID) -> Row:
        """Of one pupil, without a score yet."""
        return {**self.facts, "id": uuid4(), "pupil_id": pupil_id}


def _after(row: Row, entry: Entry) -> dict[str, Any]:
    """The row with the changed cells exactly as typed, also when they were emptied."""
    said, changed = entry.row.values, entry.changed
    after = dict(row)
    for name in changed & {*CELLS, "raw_top"}:
        empty = "" if name == "functional_level" else None
        after[name] = said.get(name, empty)
    if "level" in changed:
        after["level_scale"] = said.get("level_scale")
    if "norm_group" in changed:
        after["norm_group"] = entry.row.norm_group
    if "language" in changed and entry.row.language:
        after["language"] = entry.row.language
    other = {name: text for name, text in (row["other"] or {}).items() if name not in changed}
    after["other"] = {**other, **dict(entry.row.other)} or None
    after["is_checked"] = True
    return after


def _is_nothing(row: Row) -> bool:
    return not row["other"] and all(row[name] in (None, "") for name in CELLS)


def _kept(row: Row) -> KeptResult:
    bounds = row["other"] or {}
    values = {name: row[name] for name in CELLS if row[name] not in (None, "")}
    return KeptResult(
        id=row["id"],
        cells={**{name: bounds[name] for name in CELLS if name in bounds}, **values},
        level_scale=row["level_scale"] or "",
        raw_top=row["raw_top"],
        language=row["language"],
        norm_group=row["norm_group"],
        is_checked=row["is_checked"],
    )
