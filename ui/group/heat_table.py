"""The heat map as a model: a row a pupil, a column a subscale; names stand in the row head."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from npo_desktop.charts.heat_map import HeatMap, HeatRow
from npo_desktop.charts.heat_words import (
    cell_letter,
    cell_text,
    change_mark,
    spoken_cell,
    spoken_column,
    spoken_row,
)

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_ROOT = QModelIndex()


class HeatTable(QAbstractTableModel):
    """Never sees the database. Who paints reads ``map`` and asks for no roles."""

    def __init__(self) -> None:
        super().__init__()
        self.map: HeatMap | None = None
        self.shows_changes = True

    def set_map(self, shown: HeatMap | None) -> None:
        """Other pupils, another order, or other answers."""
        self.beginResetModel()
        self.map = shown
        self.endResetModel()

    def row(self, row: int) -> HeatRow | None:
        """The pupil in a row."""
        rows = self.map.rows if self.map else ()
        return rows[row] if 0 <= row < len(rows) else None

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() or self.map is None else len(self.map.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() or self.map is None else len(self.map.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        if self.map is None:
            return None
        if orientation == Qt.Orientation.Vertical:
            row = self.map.rows[section]
            if role == Role.DisplayRole:
                return row.pupil.list_name
            return spoken_row(row) if role in _SPOKEN else None
        column = self.map.columns[section]
        if role == Role.DisplayRole:
            return column.name
        return spoken_column(column) if role in _SPOKEN else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if self.map is None:
            return None
        row, place = self.map.rows[index.row()], index.column()
        cell, column = row.cells[place], self.map.columns[place]
        if role == Role.DisplayRole:
            return cell_letter(cell) + (change_mark(cell) if self.shows_changes else "")
        if role == Role.AccessibleTextRole:
            return spoken_cell(row, column, cell)
        if role == Role.ToolTipRole:
            return f"{row.pupil.full_name}\n{column.name}: {cell_text(cell)}"
        return None


_SPOKEN = (Role.AccessibleTextRole, Role.ToolTipRole)
