"""The pupils of a group while a list is filled in: done, under way, or to come."""

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from npo_desktop.i18n import _
from npo_desktop.queries.answering.scan_progress import ListProgress, count_of
from ui import icons, theme
from ui.rounds.scan_counts import state_icon, state_text
from ui.tables.record_table import Column, RecordTable
from ui.tables.table_view import TableView
from ui.widgets.card import Card
from ui.widgets.text import text

WIDTH, ROW = 220, 20  # pixels
_LEFT, _ICON, _GAP, _RIGHT = 12, 16, 10, 12


class PupilQueue(Card):
    """A click, or Enter, goes to that pupil."""

    chosen = Signal(object)  # UUID of a pupil

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(flush=True, parent=parent)
        self.setFixedWidth(WIDTH)
        self.current: UUID | None = None
        self.done = text("", "help", "ink2")
        self.add_action(self.done)
        self.table = RecordTable(queue_columns(), self, key=lambda one: one.pupil.id)
        self.view = TableView(self.table, density="dense", sortable=False)
        self._delegate = _QueueDelegate(self)
        self.view.setItemDelegate(self._delegate)
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

    def _choose_clicked(self, index: QModelIndex) -> None:
        self._choose(self.table.row_at(index))

    def _choose(self, one: ListProgress) -> None:
        self.chosen.emit(one.pupil.id)


class _QueueDelegate(QStyledItemDelegate):
    """The state, the name with all the room there is, and how far: rows without lines."""

    def __init__(self, queue: PupilQueue) -> None:
        super().__init__(queue)
        self._queue = queue

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        one, rect = self._queue.table.row_at(index), option.rect
        here = one.pupil.id == self._queue.current
        painter.save()
        if here:
            painter.fillRect(rect, theme.colour("selected"))
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), theme.colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, theme.colour("row"))
        top = rect.top() + (rect.height() - _ICON) // 2
        box = QRectF(rect.left() + _LEFT, top, _ICON, _ICON)
        icon = ("pencil", "accent") if here and not one.is_complete else state_icon(one)
        icons.paint(painter, box, *icon)
        _paint_words(painter, rect, one, here)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(theme.colour("accent"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        painter.restore()


def queue_columns() -> tuple[Column[ListProgress], ...]:
    """One column: the delegate draws all of a pupil in it."""
    return (
        Column(
            _("Pupil"),
            lambda one: one.pupil.list_name,
            tip=lambda one: one.pupil.full_name,
            accessible=lambda one: f"{one.pupil.list_name}, {state_text(one)}",
        ),
    )


def progress_text(one: ListProgress) -> str:
    """ "14/51"; nothing for who is done."""
    return "" if one.is_complete else f"{one.answered}/{one.items}"


def _paint_words(painter: QPainter, rect: QRect, one: ListProgress, here: bool) -> None:
    middle, count = Qt.AlignmentFlag.AlignVCenter, progress_text(one)
    inside = rect.adjusted(_LEFT + _ICON + _GAP, 0, -_RIGHT, 0)
    painter.setFont(theme.font("head" if here else "help"))
    painter.setPen(theme.colour("ink" if here else "ink3"))
    painter.drawText(inside, int(middle | Qt.AlignmentFlag.AlignRight), count)
    room = inside.width() - painter.fontMetrics().horizontalAdvance(count) - (4 if count else 0)
    painter.setFont(theme.font("primary" if here else "body"))
    painter.setPen(theme.colour("ink"))
    shown = QFontMetrics(painter.font()).elidedText(
        one.pupil.list_name, Qt.TextElideMode.ElideRight, room
    )
    painter.drawText(inside, int(middle), shown)
