"""A card that holds one short list, or a sentence while there is nothing in it."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, Literal, TypeVar

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from npo_desktop.i18n import _
from ui.tables.record_table import Column, RecordTable
from ui.tables.table_view import HEAD_HEIGHT, HEIGHTS, TableView
from ui.widgets.card import Card
from ui.widgets.key_button import KeyButton
from ui.widgets.tag import Tag
from ui.widgets.text import text

T = TypeVar("T")
_TITLE, _FOOT = 44, 4  # pixels


class ListCard(Card, Generic[T]):
    """A click on a row, or Enter, opens it. What does not fit whole waits behind a link."""

    opened = Signal(object)  # the record

    def __init__(
        self,
        title: str,
        columns: Sequence[Column[T]],
        empty: str,
        *,
        key: Callable[[T], Hashable] | None = None,
        whole_elsewhere: bool = False,
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
        self.every = KeyButton("", kind="link")
        self.every.hide()
        self.add_action(self.every)
        self.every.clicked.connect(self._unfold)
        self._unfolded, self._elsewhere = False, whole_elsewhere
        self.view.clicked.connect(self._open_clicked)
        self.view.row_activated.connect(self.opened)

    def set_rows(self, rows: Sequence[T]) -> None:
        """Show these, or the sentence for none."""
        self.table.set_rows(rows)
        self.view.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self._fold()

    def set_density(self, density: Literal["normal", "dense"]) -> None:
        """Rows closer together, or not."""
        for row in range(self.table.rowCount()):  # a hidden row would keep its old height
            self.view.setRowHidden(row, False)
        rows = self.view.verticalHeader()
        rows.setMinimumSectionSize(HEIGHTS[density])
        rows.setDefaultSectionSize(HEIGHTS[density])
        self._fold()

    def height_for_rows(self, most: int | None = None) -> int:
        """Pixels the card needs to show every row, or so many at most."""
        count, row = self.table.rowCount(), self.view.verticalHeader().defaultSectionSize()
        count = count if most is None else min(count, most)
        return _TITLE + (HEAD_HEIGHT + count * row if count else 44) + _FOOT + 2

    def say_beside_title(self, words: str, tone: Literal["neutral", "warn"] = "warn") -> None:
        """A word about the list as a whole; none takes it away."""
        self.tag.set(words, tone, "")
        self.tag.setVisible(bool(words))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def _unfold(self) -> None:
        self._unfolded = True
        self._fold()
        self.view.setFocus()

    def _fold(self) -> None:
        """Show as many rows as stand in the card whole, or all of them with a scroll bar."""
        policy = Qt.ScrollBarPolicy
        room = self.height() - _TITLE - HEAD_HEIGHT - _FOOT - 2
        fitting = max(1, room // self.view.verticalHeader().defaultSectionSize())
        count = self.table.rowCount()
        for row in range(count):
            self.view.setRowHidden(row, row >= fitting and not self._unfolded)
        self.view.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if self._unfolded else policy.ScrollBarAlwaysOff
        )
        self.every.setText(_("Show all ({n})").format(n=count))
        folded = count > fitting and not self._unfolded
        self.every.setVisible(folded and not self._elsewhere)

    def _open_clicked(self, index: QModelIndex) -> None:
        record: Any = self.table.row_at(index)
        self.opened.emit(record)
