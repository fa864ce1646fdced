"""The board of a round: a row for each group, a column with a bar for each list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from npo_desktop.i18n import _
from npo_desktop.queries.answering.scan_progress import GroupProgress
from ui.rounds.scan_counts import NOBODY, done_bar, done_text, done_tone, group_text
from ui.tables.record_table import BoldRole, Column, ProgressRole, RecordTable, ToneRole
from ui.tables.table_view import TableView

LIST_WIDTH = 160  # pixels: a bar, and "19 / 25" behind it
FIGURES_WIDTH = 95  # without the bar, at least
GROUP_WIDTH = 144
FITTING = 3  # lists with a bar beside each other; with more of them the figures stand alone


class RoundBoard(QWidget):
    """Choosing a cell chooses the group and the list; arrow keys do both."""

    group_chosen = Signal()
    list_chosen = Signal(str)  # the list's code
    entered = Signal()  # Enter, or a double click

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lists: tuple[tuple[str, str], ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._only = self._style = ""
        self._is_shown = True  # else: rows are being put in
        self.table, self.view = self._made()
        self._put_in()

    @property
    def current(self) -> GroupProgress | None:
        """The chosen group."""
        return self.view.current_row()

    def set_lists(
        self, lists: Sequence[tuple[str, str]], *, only: str = "", style: str = ""
    ) -> None:
        """Code and title of each list; ``only`` one of them has a column on a narrow page.

        ``style``: how the school names its years.
        """
        self._style = style
        if (tuple(lists), only) != (self._lists, self._only):
            self._lists, self._only = tuple(lists), only
            self._make_again()

    def set_rows(self, rows: Sequence[GroupProgress]) -> None:
        """Show these groups; nobody chose anything by it."""
        self._is_shown = False
        self.table.set_rows(rows)
        self._is_shown = True

    def select(self, row: GroupProgress, code: str) -> None:
        """Choose a group and a list, without announcing it."""
        if (place := self.table.row_of(row.group_id)) < 0:
            return
        self._is_shown = False
        column = self._codes().index(code) + 1 if code in self._codes() else 0
        self.view.setCurrentIndex(self.table.index(place, column))
        self.view.scrollTo(self.table.index(place, 0 if column == 1 else column))
        self._is_shown = True

    def _codes(self) -> list[str]:
        codes = [code for code, _title in self._lists]
        return [code for code in codes if code == self._only] if self._only else codes

    def _make_again(self) -> None:
        rows = self.table.rows
        self._column.removeWidget(self.view)
        self.view.hide()
        self.view.deleteLater()
        self.table, self.view = self._made()
        self.table.set_rows(rows)
        self._put_in()

    def _made(self) -> tuple[RecordTable[GroupProgress], TableView[GroupProgress]]:
        titles, codes = dict(self._lists), self._codes()
        columns = (
            Column(
                _("Group"),
                self._name,
                width=GROUP_WIDTH if len(codes) > FITTING else 0,
                roles={BoldRole: _always},
                tip=self._name,
            ),
            *(list_column(code, titles[code], beside=len(codes)) for code in codes),
        )
        table = RecordTable(columns, key=lambda row: row.group_id)
        view = TableView(table, sortable=False)
        table.setParent(view)
        view.setAccessibleName(_("Groups"))
        return table, view

    def _put_in(self) -> None:
        self._column.addWidget(self.view)
        self.setFocusProxy(self.view)
        self.view.selectionModel().currentChanged.connect(self._moved)
        self.view.row_activated.connect(self._enter)

    def _moved(self, now: QModelIndex, before: QModelIndex) -> None:
        if not self._is_shown:
            return
        codes = self._codes()
        if now.isValid() and now.column() > 0 and now.column() != before.column():
            self.list_chosen.emit(codes[now.column() - 1])
        if now.isValid() and now.row() != before.row():
            self.group_chosen.emit()

    def _enter(self) -> None:
        self.entered.emit()

    def _name(self, row: GroupProgress) -> str:
        return group_text(row, self._style)


def list_column(code: str, title: str, *, beside: int = 1) -> Column[GroupProgress]:
    """How far groups are with one list; ``beside``: how many lists share the board."""
    has_bar = beside <= FITTING
    roles: dict[int, Callable[[GroupProgress], Any]] = {
        ToneRole: lambda row: done_tone(row.lists.get(code, NOBODY))
    }
    if has_bar:
        roles[ProgressRole] = lambda row: done_bar(row.lists.get(code, NOBODY))
    width = LIST_WIDTH if has_bar else max(FIGURES_WIDTH, LIST_WIDTH * FITTING // beside)

    def words(row: GroupProgress) -> str:
        return done_text(row.lists.get(code, NOBODY))

    def spoken(row: GroupProgress) -> str:
        return f"{row.group}, {title}, {words(row)}"

    return Column(title, words, width=width, roles=roles, tip=lambda _row: title, accessible=spoken)


def board_width(lists: int) -> int:
    """Pixels of a board with so many lists in sight."""
    return GROUP_WIDTH + min(lists, FITTING) * LIST_WIDTH + 2


def _always(_row: object) -> bool:
    return True
