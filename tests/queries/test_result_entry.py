"""Results typed in by hand: the same rules as a file, and somebody has looked at them."""

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import select

from npo_desktop.errors import UserError
from npo_desktop.files.result_file import ResultRow
from npo_desktop.i18n import speaking
from npo_desktop.importers.pupils import read_pupils
from npo_desktop.importers.records.typed_result import typed_result
from npo_desktop.queries.imports.pupil_files import apply_pupils, preview_pupils
from npo_desktop.queries.result_entry import enter_results, remove_results
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Pupil, TestResult

FILES = Path(__file__).parents[1] / "files" / "exchange" / "made-here"
DAY = date(2026, 1, 20)


def typed(scale: str = "", **cells: str) -> tuple[ResultRow, tuple[str, ...]]:
    with speaking("en"):
        return typed_result(
            cells, line=1, pupil=0, test="Spelling", held_on=DAY, moment="M5", scale=scale
        )


@pytest.fixture
def pupil(store: Store) -> UUID:
    path = FILES / "edexml-2.1-bes-quirks.xml"
    with store.writing() as session:
        apply_pupils(session, preview_pupils(session, read_pupils(path)))
        return session.exec(select(Pupil.id).where(Pupil.number == "1001")).one()


def test_cells_are_read_as_in_a_file() -> None:
    row, notes = typed(score="1.102,4", level="ii", dle="<60", raw_score="abs")

    assert (row.score, row.level, row.level_scale, row.raw_score) == (1102.4, "II", "I-V", None)
    assert (row.other, notes) == ((("dle", "<60"),), ())


def test_a_digit_takes_the_scale_that_was_chosen_for_the_grid() -> None:
    assert typed("A-E", level="3")[0].level == "C"
    assert typed("I-V", level="3")[0].level == "III"
    row, notes = typed(level="3")
    assert row.level == "" and "two scales" in notes[0]


def test_a_cell_that_does_not_fit_is_said() -> None:
    said = 'Ability score: "veel" is not understood; left open.'
    assert typed(score="veel")[1] == (said,)
    assert typed("A-E", level="III")[1] == ("Level III does not belong to A–E; left open.",)
    assert typed(raw_score="51", raw_top="50")[1] == ("The score is above the highest there is.",)


def test_what_is_typed_is_written_once_and_counts_at_once(store: Store, pupil: UUID) -> None:
    row, _notes = typed(score="98,5", level="II")
    with store.writing() as session:
        assert enter_results(session, [(pupil, row), (pupil, typed(score="-")[0])]) == 1
        assert enter_results(session, [(pupil, row)]) == 0
        assert enter_results(session, [(pupil, typed(score="99")[0])]) == 1

    with store.writing() as session:
        found = session.exec(select(TestResult)).one()
        assert (found.score, found.level, found.is_checked) == (99.0, "II", True)
        assert remove_results(session, [found.id]) == 1
        assert session.exec(select(TestResult)).all() == []


def test_a_result_without_a_test_is_refused(store: Store, pupil: UUID) -> None:
    with pytest.raises(UserError), store.writing() as session:
        enter_results(session, [(pupil, ResultRow(1, 0, "", score=1.0, held_on=DAY))])
