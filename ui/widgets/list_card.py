"""A card that holds one short list, or a sentence while there is nothing in it."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, Literal, TypeVar

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.tables.record_table import Column, RecordTable
from ui.tables.table_view import HEAD_HEIGHT, HEIGHTS, TableView
from ui.widgets.card import Card
from ui.widgets.tag import Tag
from ui.widgets.text import text

T = TypeVar("T")
_TITLE, _FOOT = 44, 4  # pixels


class ListCard(Card, Generic[T]):
    """A click on a row, or Enter, opens it."""

    opened = Signal(object)  # the record

    def __init__(
        self,
        title: str,
        columns: Sequence[Column[T]],
        empty: str,
        *,
        key: Callable[[T], Hashable] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, flush=True, parent=parent)
        self.tag = Tag("", "warn")
        self.add_beside_title(self.tag)
        self.table = RecordTable(columns, self, key=key)
        self.view: TableView[T] = TableView(self.table, sortable=False)
        self.view.setAccessibleName(title)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.nothing = text(empty, "body", "ink2", wrap=True)
        self.nothing.setContentsMargins(16, 12, 16, 8)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.body.setContentsMargins(0, 0, 0, _FOOT)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self.nothing, 1)
        self.tag.hide()
        self.view.clicked.connect(self._open_clicked)
        self.view.row_activated.connect(self.opened)

    def set_rows(self, rows: Sequence[T]) -> None:
        """Show these, or the sentence for none."""
        self.table.set_rows(rows)
        self.view.setVisible(bool(rows))
        self.nothing.setVisible(not rows)

    def set_density(self, density: Literal["normal", "dense"]) -> None:
        """Rows closer together, or not."""
        rows = self.view.verticalHeader()
        rows.setMinimumSectionSize(HEIGHTS[density])
        rows.setDefaultSectionSize(HEIGHTS[density])

    def height_for_rows(self) -> int:
        """Pixels the card needs to show every row."""
        count, row = self.table.rowCount(), self.view.verticalHeader().defaultSectionSize()
        return _TITLE + (HEAD_HEIGHT + count * row if count else 44) + _FOOT + 2

    def say_beside_title(self, words: str, tone: Literal["neutral", "warn"] = "warn") -> None:
        """A word about the list as a whole; none takes it away."""
        self.tag.set(words, tone, "")
        self.tag.setVisible(bool(words))

    def _open_clicked(self, index: QModelIndex) -> None:
        record: Any = self.table.row_at(index)
        self.opened.emit(record)
