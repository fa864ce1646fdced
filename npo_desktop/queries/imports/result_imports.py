"""Test results from a file: what would happen, and doing it. Undone with ``undo_last``."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import inspect
from sqlmodel import Session

from npo_desktop import clock
from npo_desktop.errors import UserError
from npo_desktop.files.result_file import ResultFile, ResultRow
from npo_desktop.i18n import _
from npo_desktop.names import folded
from npo_desktop.queries.imports.import_journal import Row, all_rows
from npo_desktop.queries.imports.import_preview import ImportSummary, State
from npo_desktop.queries.imports.record_imports import Key, RecordPlan, apply_plan, plan_records
from npo_desktop.queries.imports.record_preview import RecordLine, RecordPreview
from npo_desktop.queries.imports.test_subjects import subject_of_tests
from npo_desktop.queries.school import school_facts, school_year_of
from npo_desktop.store.tables import TestResult

ResultLine = RecordLine[ResultRow]
ResultPreview = RecordPreview[ResultRow]

__all__ = ["ResultLine", "ResultPreview", "apply_results", "preview_results", "unfiled_in"]


def preview_results(
    session: Session,
    file: ResultFile,
    *,
    today: date | None = None,
    decisions: Mapping[int, UUID] | None = None,
) -> ResultPreview:
    """What importing these results would do. Reads only.

    ``decisions``: for a pupil of the file (index), which pupil of ours it is.
    Raises ``UserError`` when the columns must be named first.
    """
    if file.needs:
        raise UserError(
            _NEEDS.get(file.needs, _NEEDS["value"])(),
            _("Open the file in the window and name its columns once; that is remembered."),
        )
    return _planned(session, file, today or clock.today(), decisions or {}).preview


def apply_results(session: Session, preview: ResultPreview) -> ImportSummary:
    """Write what is ticked, as not yet checked by anybody. The caller commits."""
    plan = _planned(session, preview.file, preview.today, preview.decisions)
    return apply_plan(session, plan, preview)


def unfiled_in(session: Session, preview: ResultPreview) -> tuple[str, ...]:
    """The tests in a preview that belong to no subject yet, in the order of the file."""
    filed = subject_of_tests(session)
    tests = (line.row.test for line in preview.lines if line.state in (State.NEW, State.CHANGED))
    return tuple(dict.fromkeys(test for test in tests if folded(test) not in filed))


_NEEDS = {
    "pupil": lambda: _("It is not clear which column holds the names or numbers of the pupils."),
    "value": lambda: _("It is not clear which columns hold test results."),
    "test": lambda: _("The file does not say which test this is."),
}


def _planned(
    session: Session, file: ResultFile, today: date, decisions: Mapping[int, UUID]
) -> RecordPlan[ResultRow]:
    return plan_records(session, file, KeptResults(session), today, decisions)


class KeptResults:
    """Results as the store has them: one a pupil, test, moment and day."""

    table = "test_result"

    def __init__(self, session: Session) -> None:
        self.rows = all_rows(session, "test_result")
        self.language = school_facts(session).language
        self.subjects = subject_of_tests(session)
        self.grades = {
            (row["pupil_id"], row["school_year"]): row["grade"]
            for row in all_rows(session, "enrolment")
        }
        self.spelled = {folded(row["test"]): row["test"] for row in self.rows}

    def stored(self) -> Mapping[Key, Row]:
        """By pupil, test, moment and day."""
        return {
            (row["pupil_id"], row["test"], row["moment"], row["held_on"]): row for row in self.rows
        }

    def key(self, pupil_id: UUID, row: ResultRow) -> Key:
        """As the store would keep it."""
        return (pupil_id, self._test(row), self._moment(pupil_id, row), row.held_on)

    def values(self, pupil_id: UUID, row: ResultRow, before: Row | None) -> dict[str, Any]:
        """What the file says; a result that changes has to be looked at again."""
        said = dict(row.values)
        if before is not None:
            differs = any(before[name] != value for name, value in said.items())
            return said | ({"is_checked": False} if differs else {})
        test = self._test(row)
        return {
            **EMPTY,
            "id": uuid4(),
            "pupil_id": pupil_id,
            "test": test,
            "subscale": self.subjects.get(folded(test)),
            "moment": self._moment(pupil_id, row),
            "held_on": row.held_on,
            "language": self.language,
            "is_checked": False,
            **said,
        }

    def again(self, line: int) -> str:
        """Two results of one test on one day."""
        text = _("Row {line} gives another result of the same test on that day; that one counts.")
        return text.format(line=line)

    def _test(self, row: ResultRow) -> str:
        """As the store spells it already: Rekenen-Wiskunde and Rekenen-wiskunde are one test."""
        known: str = self.spelled.setdefault(folded(row.test), row.test)
        return known

    def _moment(self, pupil_id: UUID, row: ResultRow) -> str:
        """Of "M5/M6", the one of the pupil's own year group."""
        if "/" not in row.moment or row.held_on is None:
            return row.moment
        grade = self.grades.get((pupil_id, school_year_of(row.held_on)))
        own = [part for part in row.moment.split("/") if part[1:] == str(grade)]
        return own[0] if own else row.moment


def _empty() -> dict[str, Any]:
    """A result that says nothing, by column."""
    made = TestResult(pupil_id=UUID(int=0), test="", held_on=date.min)
    return {column.key: getattr(made, column.key) for column in inspect(TestResult).columns}


EMPTY = _empty()
