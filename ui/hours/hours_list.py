"""A list, and beside it a form for the chosen row or for a new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from ui.hours.hours_part import HoursPart
from ui.tables.record_table import Column, RecordTable
from ui.tables.table_view import TableView
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.key_button import KeyButton
from ui.widgets.text import text
from ui.widgets.two_columns import TwoColumns

if TYPE_CHECKING:
    from npo_desktop.queries.rows_before import RowsBefore
    from ui.app import App, Session
    from ui.hours.hours_part import Change

T = TypeVar("T")
SIDE = 320  # pixels


@dataclass(frozen=True, slots=True)
class ListWords:
    """What a list and its form are called."""

    name: str  # under which its column widths are remembered
    icon: str
    title: str
    new: str  # heading of the form for a new row
    add: str  # the button that makes it
    empty: tuple[str, str]  # what stands there without any row, and what to do
    added: str  # told afterwards, with {name}
    changed: str
    removed: str


class ListPart(HoursPart, Generic[T]):
    """Enter keeps the form, Delete takes the chosen row away; everything can be undone."""

    def __init__(self, app: App, words: ListWords, columns: Sequence[Column[T]]) -> None:
        super().__init__(app)
        self.words = words
        self.chosen: T | None = None
        self.table: RecordTable[T] = RecordTable(columns, self, key=self.key_of)
        self.view = TableView(self.table, name=words.name)
        self.view.setAccessibleName(words.title)
        self.empty = EmptyState(words.icon, *words.empty)
        self.list, self.form = Card(words.title, flush=True), Card(words.new)
        self.below = text("", "help", "ink3", wrap=True)  # what else is to be known of such a list
        self.below.hide()
        self.fresh = KeyButton(_("New"), kind="link", icon="plus")
        self.keep = KeyButton(words.add, kind="primary")
        self.drop = KeyButton(_("Remove"), icon="trash")
        self._build()
        self._connect()
        self._show_form()

    # what a list of one kind says of itself

    def key_of(self, row: T) -> UUID:
        """The id of a row."""
        raise NotImplementedError

    def name_of(self, row: T) -> str:
        """What a row is called in a message."""
        raise NotImplementedError

    def rows_of(self, session: Session) -> Sequence[T]:
        """All rows as they are now."""
        raise NotImplementedError

    def fields(self) -> Sequence[QWidget]:
        """The form, from above; the first one gets the focus."""
        raise NotImplementedError

    def fill(self, row: T | None) -> None:
        """A row into the form; none empties it for a new one."""
        raise NotImplementedError

    def typed(self, row: T | None) -> Change:
        """What the form says, as a change of a row or a new one; raises ``UserError``."""
        raise NotImplementedError

    def typed_name(self) -> str:
        """What the form says the row is called."""
        raise NotImplementedError

    def remove(self, session: Session, row: T) -> RowsBefore:
        """Take a row away."""
        raise NotImplementedError

    # how

    def first_focus(self) -> QWidget:
        return self.view if self.table.rows else self.fields()[0]

    def show_facts(self, session: Session) -> None:
        rows = self.rows_of(session)
        self.table.set_rows(rows)
        self.view.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        known = {self.key_of(row) for row in rows}
        if self.chosen is not None and self.key_of(self.chosen) not in known:
            self.start_new()

    def start_new(self) -> None:
        """An empty form; what was chosen is let go."""
        self.view.clearSelection()
        self.view.setCurrentIndex(self.table.index(-1, -1))
        self._choose(None)

    def _choose(self, row: T | None) -> None:
        if row is not None and row == self.chosen:
            return  # what is being typed stays
        self.chosen = row
        self.wrong.hide()
        self.fill(row)
        self._show_form()

    def _show_form(self) -> None:
        row = self.chosen
        self.form.set_title(self.words.new if row is None else self.name_of(row))
        self.keep.setText(self.words.add if row is None else _("Keep changes"))
        self.drop.setVisible(row is not None)
        self.fresh.setVisible(row is not None)

    def _keep(self) -> None:
        row, name = self.chosen, self.typed_name().strip()
        try:
            change = self.typed(row)
        except UserError as error:
            self.tell(error)
            return
        said = self.words.added if row is None else self.words.changed
        if not self.write(change, said.format(name=name)):
            return
        if row is None:
            self.fill(None)
            self.fields()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self) -> None:
        row = self.chosen
        if row is not None:
            told = self.words.removed.format(name=self.name_of(row))
            self.write(lambda session: self.remove(session, row), told)

    def _fresh(self) -> None:
        self.start_new()
        self.fields()[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.view.row_selected.connect(self._choose)
        self.view.row_activated.connect(lambda _row: self.fields()[0].setFocus())
        self.keep.clicked.connect(self._keep)
        self.drop.clicked.connect(self._remove)
        self.fresh.clicked.connect(self._fresh)
        delete = QKeySequence(QKeySequence.StandardKey.Delete)
        QShortcut(delete, self.view, self._remove, context=Qt.ShortcutContext.WidgetShortcut)
        for edit in self.form.findChildren(QLineEdit):
            edit.returnPressed.connect(self._keep)

    def _build(self) -> None:
        self.list.body.setContentsMargins(0, 0, 0, 4)
        self.list.body.addWidget(self.view, 1)
        self.list.body.addWidget(self.empty, 1)
        self.form.add_action(self.fresh)
        for field in self.fields():
            self.form.body.addWidget(field)
        self.form.body.addWidget(self.wrong)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.keep)
        line.addWidget(self.drop)
        line.addStretch()
        self.form.body.addSpacing(4)
        self.form.body.addLayout(line)
        self.side = QWidget()
        column = QVBoxLayout(self.side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.form)
        column.addWidget(self.below)
        column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(TwoColumns(self.list, self.side, SIDE), 1)
