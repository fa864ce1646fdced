"""The pupils of a group while a list is filled in: who is done, who is under way, who is to come."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from npo_desktop.i18n import _
from npo_desktop.queries.scan_progress import ListProgress, count_of
from ui.tables.record_table import BoldRole, Column, IconRole, RecordTable, ToneRole
from ui.tables.table_view import TableView
from ui.widgets.card import Card
from ui.widgets.text import text

WIDTH, ROW = 220, 22  # pixels
_COUNT_WIDTH = 62


class PupilQueue(Card):
    """A click, or Enter, goes to that pupil."""

    chosen = Signal(object)  # UUID of a pupil

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(flush=True, parent=parent)
        self.setFixedWidth(WIDTH)
        self.current: UUID | None = None
        self.done = text("", "help", "ink2")
        self.add_action(self.done)
        self.table = RecordTable(self._columns(), self, key=lambda one: one.pupil.id)
        self.view = TableView(self.table, density="dense", sortable=False)
        self.view.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName(_("Pupils of this group"))
        self.view.horizontalHeader().hide()
        self.view.verticalHeader().setMinimumSectionSize(ROW)
        self.view.verticalHeader().setDefaultSectionSize(ROW)
        self.body.setContentsMargins(0, 0, 0, 4)
        self.body.addWidget(self.view)
        self.view.clicked.connect(self._choose_clicked)
        self.view.row_activated.connect(self._choose)

    def show_pupils(self, group: str, lists: Sequence[ListProgress], current: UUID) -> None:
        """The group, and whose list is in front."""
        self.current = current
        self.set_title(group)
        count = count_of(lists)
        self.done.setText(
            _("{done} of {total} done").format(done=count.complete, total=count.asked)
        )
        self.table.set_rows(lists)
        self.view.select_key(current)

    def _columns(self) -> tuple[Column[ListProgress], ...]:
        return (
            Column(
                _("Pupil"),
                lambda one: one.pupil.list_name,
                roles={
                    IconRole: self._icon,
                    BoldRole: lambda one: one.pupil.id == self.current,
                },
                tip=lambda one: one.pupil.full_name,
                accessible=lambda one: f"{one.pupil.list_name}, {state_text(one)}",
            ),
            Column(
                _("Answered"),
                self._count,
                number=True,
                width=_COUNT_WIDTH,
                roles={
                    ToneRole: lambda one: "ink" if one.pupil.id == self.current else "ink3",
                    BoldRole: lambda one: one.pupil.id == self.current,
                },
            ),
        )

    def _icon(self, one: ListProgress) -> tuple[str, str]:
        if one.is_complete:
            return "check", "accent"
        if one.is_begun or one.pupil.id == self.current:
            return "pencil", "accent"
        return "circle-dashed", "ink3"

    def _count(self, one: ListProgress) -> str:
        return "" if one.is_complete else f"{one.answered}/{one.items}"

    def _choose_clicked(self, index: QModelIndex) -> None:
        self._choose(self.table.row_at(index))

    def _choose(self, one: ListProgress) -> None:
        self.chosen.emit(one.pupil.id)


def state_text(one: ListProgress) -> str:
    """How far a list is, in words."""
    if not one.is_asked:
        return _("Not asked")
    if one.is_complete:
        return _("Done")
    if one.is_begun:
        return _("Under way: {n} of {total} questions").format(n=one.answered, total=one.items)
    return _("Not started yet")
