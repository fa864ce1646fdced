"""The class grid as a model: one statement, a row a pupil, a column an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from npo_desktop.i18n import _

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_ROOT = QModelIndex()

ChosenRole = int(Role.UserRole) + 30  # whether this cell is the pupil's answer
AskedRole = int(Role.UserRole) + 31  # whether the pupil is asked this statement
NUMBER, YEAR, NAME, FIRST_ANSWER = 0, 1, 2, 3  # columns; don't know is the last


@dataclass(frozen=True, slots=True)
class GridRow:
    """One pupil under the statement in front."""

    pupil_id: UUID
    name: str
    year: str  # year group; empty when nobody knows
    is_asked: bool
    is_answered: bool
    value: int | None  # with an answer: ``None`` is "don't know"
    words: str  # why it is asked, or why not


class ClassTable(QAbstractTableModel):
    """Never sees the database. ``options``: the answers in words, the lowest first."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[GridRow] = ()
        self.options: Sequence[str] = ()
        self.dont_know = ""

    def set_statement(self, rows: Sequence[GridRow], options: Sequence[str], unknown: str) -> None:
        """Another statement, or other pupils."""
        self.beginResetModel()
        self.rows, self.options, self.dont_know = rows, options, unknown
        self.endResetModel()

    def set_rows(self, rows: Sequence[GridRow]) -> None:
        """The same statement and pupils with other answers."""
        self.rows = rows
        self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, self.columnCount() - 1))

    def value_at(self, column: int) -> int | None:
        """The answer that stands in a column of answers."""
        place = column - FIRST_ANSWER
        return place if place < len(self.options) else None

    def column_of(self, value: int | None) -> int:
        """Where an answer stands."""
        return FIRST_ANSWER + (len(self.options) if value is None else value)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else FIRST_ANSWER + len(self.options) + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role not in (Role.DisplayRole, Role.ToolTipRole, Role.AccessibleTextRole):
            return None
        if section == NUMBER:
            return "#"
        if section < FIRST_ANSWER:
            return _("Year group") if section == YEAR else _("Pupil")
        return self.label(section)

    def label(self, column: int) -> str:
        """The key of an answer and its words: "3 sometimes"."""
        value = self.value_at(column)
        return f"0 {self.dont_know}" if value is None else f"{value + 1} {self.options[value]}"

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        row, column = self.rows[index.row()], index.column()
        if role == Role.DisplayRole:
            return self._text(row, index.row(), column)
        if role == AskedRole:
            return row.is_asked
        if role == ChosenRole:
            return self._is_chosen(row, column)
        if role == Role.AccessibleTextRole:
            return self._spoken(row, column)
        if role == Role.ToolTipRole and column == NAME:
            return ", ".join(part for part in (row.name, row.words) if part)
        return None

    def _text(self, row: GridRow, place: int, column: int) -> str:
        if column < FIRST_ANSWER:
            return (str(place + 1), row.year, row.name)[column]
        if not row.is_asked:
            return row.words
        value = self.value_at(column)
        return "0" if value is None else str(value + 1)

    def _is_chosen(self, row: GridRow, column: int) -> bool:
        answers = column >= FIRST_ANSWER and row.is_asked and row.is_answered
        return answers and row.value == self.value_at(column)

    def _spoken(self, row: GridRow, column: int) -> str:
        if column < FIRST_ANSWER or not row.is_asked:
            return ", ".join(part for part in (row.name, row.words) if part)
        state = _("chosen") if self._is_chosen(row, column) else _("not chosen")
        return f"{row.name}, {self.label(column)}, {state}"
