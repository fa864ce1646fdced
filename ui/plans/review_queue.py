"""The plans to look back on: what is due first, the others below; a click opens one."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from npo_desktop.clock import today
from npo_desktop.i18n import _
from npo_desktop.queries.attention import DueReview
from ui import theme
from ui.tables.record_table import Column, RecordTable
from ui.tables.table_view import TableView
from ui.today.today_cards import review_text
from ui.widgets.card import Card
from ui.widgets.tag import paint_tag
from ui.widgets.text import text

WIDTH, ROW = 248, 66  # pixels
SOON = timedelta(days=7)
_PAD = 14


class ReviewQueue(Card):
    """Knows which plan is in front; ``chosen`` tells which was asked."""

    chosen = Signal(object)  # UUID of a plan

    def __init__(self, approach: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(_("To review"), flush=True, parent=parent)
        self.setFixedWidth(WIDTH)
        self.approach = approach
        self.count = text("", "help", "ink2")
        self.add_action(self.count)
        columns = (Column[DueReview]("", lambda row: row.pupil, accessible=self.spoken),)
        self.table: RecordTable[DueReview] = RecordTable(columns, self, key=lambda row: row.plan_id)
        self.view: TableView[DueReview] = TableView(self.table, sortable=False)
        self.view.setAccessibleName(_("To review"))
        self.view.horizontalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(ROW)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._paints = _Entry(self)
        self.view.setItemDelegate(self._paints)
        self.body.addWidget(self.view)
        self.view.clicked.connect(self._choose_clicked)
        self.view.row_activated.connect(self._choose)

    def show_queue(self, rows: Sequence[DueReview], current: UUID | None, day: date) -> None:
        """All open plans in the order of their review."""
        due = sum(row.review_on <= day + SOON for row in rows)
        self.count.setText(_("{due} of {all}").format(due=due, all=len(rows)))
        self.table.set_rows(rows)
        if current is not None:
            self.view.select_key(current)

    def next_after(self, plan_id: UUID) -> UUID | None:
        """Who follows, or comes first, when this one is done."""
        ids = [row.plan_id for row in self.table.rows]
        if plan_id not in ids:
            return ids[0] if ids else None
        rest = [*ids[ids.index(plan_id) + 1 :], *ids[: ids.index(plan_id)]]
        return rest[0] if rest else None

    def spoken(self, row: DueReview) -> str:
        """The whole entry, for who cannot see it."""
        return f"{row.pupil}, {self.approach(row.intervention)}, {review_text(row, today())}"

    def _choose_clicked(self, index: QModelIndex) -> None:
        self._choose(self.table.row_at(index))

    def _choose(self, row: DueReview) -> None:
        self.chosen.emit(row.plan_id)


class _Entry(QStyledItemDelegate):
    """Name, approach and day below each other; late in a tag."""

    def __init__(self, queue: ReviewQueue) -> None:
        super().__init__(queue)
        self._queue = queue
        self.hovered = -1  # as the view tells every delegate

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row, area = self._queue.table.row_at(index), option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, theme.colour("selected"))
            painter.fillRect(
                QRect(area.left(), area.top(), 3, area.height()), theme.colour("accent")
            )
        painter.setPen(theme.colour("line"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        inner = area.adjusted(_PAD, 6, -_PAD, -4)
        late = row.days_late(today()) > 0
        for place, (role, tone, words) in enumerate(
            (
                ("primary", "ink", row.pupil),
                ("help", "ink2", self._queue.approach(row.intervention)),
            )
        ):
            line = QRect(inner.left(), inner.top() + 18 * place, inner.width(), 18)
            painter.setFont(theme.font(role))
            painter.setPen(theme.colour(tone))
            cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), cut)
        foot = QRect(inner.left(), inner.top() + 36, inner.width(), 20)
        if late:
            paint_tag(painter, foot, review_text(row, today()), "warn", "clock")
        else:
            painter.setPen(theme.colour("ink2"))
            painter.drawText(foot, int(Qt.AlignmentFlag.AlignVCenter), review_text(row, today()))
        painter.restore()
