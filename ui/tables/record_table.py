"""The one table model: any sequence of records, shown through columns."""

import unicodedata
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
Order = Qt.SortOrder
_ROOT = QModelIndex()

# What the delegate paints; a column gives the values in ``roles``.
BandRole = int(Role.UserRole) + 1  # (Band, strong: bool), a chip with the band's letter
ProgressRole = int(Role.UserRole) + 2  # (done, total), a bar
TagRole = int(Role.UserRole) + 3  # (tone, icon name or ""), the text inside a tag
IconRole = int(Role.UserRole) + 4  # (icon name, colour token), before the text
ToneRole = int(Role.UserRole) + 5  # a colour token for the text
BoldRole = int(Role.UserRole) + 6  # True: weight 600
WordRole = int(Role.UserRole) + 7  # True: the chip shows the band's name, not only its letter
LinkRole = int(Role.UserRole) + 8  # True: the text is underlined in the accent colour


@dataclass(frozen=True)  # no slots: with them Column[Row](...) fails on Python 3.11
class Column(Generic[T]):
    """How one fact of a record is shown. ``width`` in pixels; 0 takes what is left."""

    title: str
    text: Callable[[T], str]
    sort: Callable[[T], Any] | None = None  # None: sort on the text
    number: bool = False  # right-aligned, tabular figures
    width: int = 0
    roles: Mapping[int, Callable[[T], Any]] = field(default_factory=dict)
    tip: Callable[[T], str] | None = None
    accessible: Callable[[T], str] | None = None  # None: the text


class RecordTable(QAbstractTableModel, Generic[T]):
    """Shows any sequence of records through columns. Never sees the database."""

    def __init__(
        self,
        columns: Sequence[Column[T]],
        parent: QObject | None = None,
        *,
        key: Callable[[T], Hashable] | None = None,
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._rows: Sequence[T] = ()
        self._order: list[int] = []  # which of the rows stands where
        self._sorted_by: tuple[int, Order] | None = None
        self.key = key

    @property
    def columns(self) -> tuple[Column[T], ...]:
        return self._columns

    @property
    def rows(self) -> Sequence[T]:
        """The records as shown."""
        return [self._rows[n] for n in self._order]

    def set_rows(self, rows: Sequence[T]) -> None:
        """Show these instead, in the order that the user chose."""
        self.beginResetModel()
        self._rows = rows
        self._order = self._in_order()
        self.endResetModel()

    def row_at(self, index: Index) -> T:
        """The record under an index."""
        return self._rows[self._order[index.row()]]

    def row_of(self, wanted: Hashable) -> int:
        """Where the record with this key stands; -1 when it is not here."""
        if self.key is None:
            return -1
        return next((n for n, row in enumerate(self.rows) if self.key(row) == wanted), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role in (Role.DisplayRole, Role.ToolTipRole):
            return self._columns[section].title
        if role == Role.TextAlignmentRole:
            return int(_side(self._columns[section]))
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        column, row = self._columns[index.column()], self.row_at(index)
        if role == Role.DisplayRole:
            return column.text(row)
        if role == Role.AccessibleTextRole:
            return (column.accessible or column.text)(row)
        if role == Role.TextAlignmentRole:
            return int(_side(column))
        if role == Role.ToolTipRole:
            return column.tip(row) if column.tip else None
        if found := column.roles.get(role):
            return found(row)
        return None

    def sort(self, column: int, order: Order = Order.AscendingOrder) -> None:
        """Sort the rows by a column; equal ones keep the order they came in."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        kept = [(self._order[index.row()], index.column()) for index in before]
        self._sorted_by = None if column < 0 else (column, order)
        self._order = self._in_order()
        places = {row: n for n, row in enumerate(self._order)}
        after = [self.index(places[row], place) for row, place in kept]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _in_order(self) -> list[int]:
        if self._sorted_by is None:
            return list(range(len(self._rows)))
        column, order = self._columns[self._sorted_by[0]], self._sorted_by[1]
        value = column.sort or column.text
        keyed = [(_comparable(value(row)), n) for n, row in enumerate(self._rows)]
        known = [pair for pair in keyed if pair[0] is not None]
        unknown = [n for key, n in keyed if key is None]  # no value comes last, either way
        known.sort(key=itemgetter(0), reverse=order == Order.DescendingOrder)
        return [n for _key, n in known] + unknown


def _side(column: Column[Any]) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def _comparable(value: Any) -> Any:
    """Text without accents and capitals, so that Zaïra stands beside Zaira."""
    if not isinstance(value, str):
        return value
    plain = unicodedata.normalize("NFKD", value.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))
