"""The one table model: sorted in Python, stable, and right by Qt's own checker."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from npo_desktop.scoring.norms import Band
from ui.tables.record_table import BandRole, Column, RecordTable

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


@dataclass(frozen=True)
class Pupil:
    name: str
    group: int
    score: float | None = None


PUPILS = (Pupil("Zaïra", 5, 38.0), Pupil("amy", 4, None), Pupil("Ángel", 5, 71.0))


@pytest.fixture
def table() -> RecordTable[Pupil]:
    columns = (
        Column[Pupil]("Name", lambda p: p.name),
        Column[Pupil]("Group", lambda p: str(p.group), lambda p: p.group, number=True),
        Column[Pupil](
            "Score",
            lambda p: "" if p.score is None else f"{p.score:.0f}",
            lambda p: p.score,
            roles={BandRole: lambda p: (Band.LOW, False)},
            accessible=lambda p: f"{p.name}, help needed",
        ),
    )
    made = RecordTable(columns, key=lambda p: p.name)
    made.set_rows(PUPILS)
    return made


def _names(table: RecordTable[Pupil]) -> list[str]:
    return [pupil.name for pupil in table.rows]


def test_qt_finds_nothing_wrong_with_the_model(table: RecordTable[Pupil]) -> None:
    tester = QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Fatal)
    table.sort(0, DOWN)
    table.set_rows(PUPILS[:1])
    table.set_rows(())
    table.set_rows(PUPILS)
    table.sort(2, UP)
    assert tester.model() is table


def test_text_sorts_without_regard_to_accents_and_capitals(table: RecordTable[Pupil]) -> None:
    table.sort(0, UP)
    assert _names(table) == ["amy", "Ángel", "Zaïra"]


def test_equal_rows_keep_their_order_and_no_value_comes_last_either_way(
    table: RecordTable[Pupil],
) -> None:
    table.sort(1, DOWN)
    assert _names(table) == ["Zaïra", "Ángel", "amy"]
    table.sort(2, UP)
    assert _names(table) == ["Zaïra", "Ángel", "amy"]
    table.sort(2, DOWN)
    assert _names(table) == ["Ángel", "Zaïra", "amy"]


def test_new_rows_come_in_the_order_the_user_chose(table: RecordTable[Pupil]) -> None:
    table.sort(0, DOWN)
    table.set_rows((Pupil("Bo", 3), Pupil("Cy", 3)))
    assert _names(table) == ["Cy", "Bo"]


def test_a_kept_index_follows_its_record_when_sorted(table: RecordTable[Pupil]) -> None:
    kept = QPersistentModelIndex(table.index(0, 1))
    table.sort(0, UP)
    assert table.row_at(kept).name == "Zaïra"
    assert kept.column() == 1


def test_a_painted_cell_says_in_words_what_it_shows(table: RecordTable[Pupil]) -> None:
    index = table.index(0, 2)
    assert table.data(index, BandRole) == (Band.LOW, False)
    assert table.data(index, Qt.ItemDataRole.AccessibleTextRole) == "Zaïra, help needed"
