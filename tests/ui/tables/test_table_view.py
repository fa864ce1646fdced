"""The one view: sorting from the head, Enter, and a selection that survives a refresh."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from npo_desktop.scoring.norms import Band
from ui import state
from ui.tables.record_table import (
    BandRole,
    Column,
    IconRole,
    ProgressRole,
    RecordTable,
    TagRole,
    WordRole,
)
from ui.tables.table_view import TableView

Row = tuple[str, int]
ROWS: list[Row] = [("b", 1), ("a", 2), ("c", 3)]


@pytest.fixture
def view(qtbot: QtBot) -> TableView[Row]:
    columns = (
        Column[Row](
            "Name", lambda r: r[0], width=120, roles={IconRole: lambda r: ("user", "ink2")}
        ),
        Column[Row](
            "Band",
            lambda r: "H",
            roles={BandRole: lambda r: (Band.LOW, False), WordRole: lambda r: True},
        ),
        Column[Row]("Done", lambda r: f"{r[1]} / 3", roles={ProgressRole: lambda r: (r[1], 3)}),
        Column[Row]("State", lambda r: "ready", roles={TagRole: lambda r: ("ok", None)}),
    )
    table = RecordTable(columns, key=lambda r: r[0])
    made = TableView(table, name="test")
    table.setParent(made)
    table.set_rows(ROWS)
    made.resize(600, 200)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_click_on_the_head_sorts_and_a_second_turns_it_round(
    qtbot: QtBot, view: TableView[Row]
) -> None:
    head = view.horizontalHeader()
    for expected in (["a", "b", "c"], ["c", "b", "a"]):
        spot = head.viewport().rect().topLeft()
        spot.setX(20)
        spot.setY(10)
        qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        assert [row[0] for row in view.table.rows] == expected


def test_nothing_is_sorted_before_somebody_asks(view: TableView[Row]) -> None:
    assert list(view.table.rows) == ROWS


def test_enter_activates_the_chosen_record(qtbot: QtBot, view: TableView[Row]) -> None:
    view.select_key("c")
    with qtbot.waitSignal(view.row_activated) as activated:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert activated.args == [("c", 3)]


def test_the_chosen_record_stays_chosen_when_the_rows_are_read_again(view: TableView[Row]) -> None:
    view.select_key("a")
    view.table.set_rows([("z", 0), *ROWS])
    assert view.current_row() == ("a", 2)


def test_every_kind_of_cell_is_painted(view: TableView[Row]) -> None:
    assert not view.grab().isNull()


def test_widths_come_back(qtbot: QtBot, view: TableView[Row]) -> None:
    state.set_column_widths("test", [77, 40, 40, 40])
    again = TableView(view.table, name="test")
    qtbot.addWidget(again)
    assert again.horizontalHeader().sectionSize(0) == 77
