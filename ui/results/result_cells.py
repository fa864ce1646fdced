"""The cells of the grid of test results: a row a pupil, a column a kind of score."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from npo_desktop.files.result_file import RESULT_FIELDS
from npo_desktop.i18n import _
from npo_desktop.queries.class_results import CELLS

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
_ROOT = QModelIndex()
RefusedRole = int(Role.UserRole) + 61  # why the cell is not saved

NAME, FIRST, STATE = 0, 1, 1 + len(CELLS)
TEXT_FIELDS = ("level", "functional_level")


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody wants in a cell; empty: nothing."""

    row: int
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class CellRow:
    """A pupil, what stands in the cells, and a word about the row as a whole."""

    name: str
    cells: Mapping[str, str]
    state: str = ""
    known_as: frozenset[str] = frozenset()  # what a pasted row may call the pupil


class ResultCells(QAbstractTableModel):
    """Announces what is typed; whoever listens writes it, or refuses it."""

    typed = Signal(object, str)  # list[Typed]; where a pasted block goes

    def __init__(self) -> None:
        super().__init__()
        self.rows: Sequence[CellRow] = ()
        self.is_open = False  # a test was chosen, so that cells can be typed in
        self._refused: dict[tuple[int, str], tuple[str, str]] = {}  # text, and why

    def show_rows(self, rows: Sequence[CellRow], *, is_open: bool) -> None:
        """These; the cell one is in stays when the pupils are the same."""
        same = [row.name for row in rows] == [row.name for row in self.rows]
        if not same:
            self.beginResetModel()
        self.rows, self.is_open = rows, is_open
        if not same:
            self._refused.clear()
            self.endResetModel()
        elif rows:
            self._announce()

    def refuse(self, cells: Sequence[Typed], why: str) -> None:
        """Keep what was typed in sight, not saved."""
        self._refused |= {(cell.row, cell.field): (cell.text, why) for cell in cells}
        self._announce()

    def accept(self, cells: Sequence[Typed]) -> None:
        """These were written."""
        for cell in cells:
            self._refused.pop((cell.row, cell.field), None)
        self._announce()

    def forget_refused(self) -> None:
        """Let go of what was typed and does not fit."""
        self._refused.clear()
        self._announce()

    @property
    def refused(self) -> int:
        """How many cells hold something that is not saved."""
        return len(self._refused)

    def is_refused(self, index: Index) -> bool:
        """Whether this cell is not saved."""
        return (index.row(), self.field(index.column())) in self._refused

    def field(self, column: int) -> str:
        """What a column holds; empty beside the cells."""
        return CELLS[column - FIRST] if FIRST <= column < STATE else ""

    def text(self, row: int, column: int) -> str:
        """What stands in a cell, saved or not."""
        field = self.field(column)
        if (found := self._refused.get((row, field))) is not None:
            return found[0]
        return self.rows[row].cells.get(field, "")

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else STATE + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag
        if not self.field(index.column()) or not self.is_open:
            return flags.NoItemFlags
        return flags.ItemIsEnabled | flags.ItemIsSelectable | flags.ItemIsEditable

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> object:
        if role == Role.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            return int(self._side(section))
        if role != Role.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1)
        return column_name(self.field(section)) or (_("Pupil") if section == NAME else "")

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role in (Role.DisplayRole, Role.EditRole):
            if column == NAME:
                return self.rows[row].name
            return self.rows[row].state if column == STATE else self.text(row, column)
        if role == Role.TextAlignmentRole:
            return int(self._side(column))
        if role in (RefusedRole, Role.ToolTipRole):
            found = self._refused.get((row, self.field(column)))
            return found[1] if found else None
        if role == Role.AccessibleTextRole:
            return self._spoken(row, column)
        return None

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        text = " ".join(str(value).split())
        if role != Role.EditRole or text == self.text(index.row(), index.column()):
            return False
        self.typed.emit([Typed(index.row(), self.field(index.column()), text)], "")
        return True

    def _spoken(self, row: int, column: int) -> str:
        name, field = self.rows[row].name, self.field(column)
        words = self.text(row, column) if field else self.rows[row].state
        return ", ".join(part for part in (name, column_name(field), words or _("empty")) if part)

    def _side(self, column: int) -> Qt.AlignmentFlag:
        field = self.field(column)
        is_number = bool(field) and field not in TEXT_FIELDS
        side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def _announce(self) -> None:
        if self.rows:
            last = self.index(len(self.rows) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)


def column_name(field: str) -> str:
    """A kind of score as people call it."""
    label = RESULT_FIELDS.get(field)
    return label() if label else ""
