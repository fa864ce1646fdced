"""Paints the class grid: names, answers, and a head with the answers in words."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui import theme
from ui.grid.class_table import FIRST_ANSWER, NAME, NUMBER, AskedRole, ChosenRole

Index = QModelIndex | QPersistentModelIndex
Flag = Qt.AlignmentFlag

HEAD = 36  # pixels: two lines
_CHIP_WIDTH, _CHIP_INSET, _PAD = 54, 2, 8


class ClassGridDelegate(QStyledItemDelegate):
    """The row one is in stands out; an answer is a filled chip with its digit."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self.hovered = (-1, -1)  # row and column under the mouse

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        here = self._view.currentIndex()
        is_here, rect = index.row() == here.row(), option.rect
        is_asked = bool(index.data(AskedRole))
        self._paint_ground(painter, rect, index, is_here=is_here, is_asked=is_asked)
        if is_asked and self._is_plain(index, is_here):
            _paint_dot(painter, rect)  # most cells are this
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not is_asked:
            _paint_unasked(painter, rect, index)
        elif index.column() < FIRST_ANSWER:
            _paint_words(painter, rect, index, is_here)
        else:
            framed = is_here and index.column() == here.column()
            self._paint_answer(painter, rect, index, framed)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(_CHIP_WIDTH, self._view.verticalHeader().defaultSectionSize())

    def _is_plain(self, index: Index, is_here: bool) -> bool:
        """An answer that was not given, neither in the row in front nor under the mouse."""
        if is_here or index.column() < FIRST_ANSWER or index.data(ChosenRole):
            return False
        return (index.row(), index.column()) != self.hovered

    def _paint_ground(
        self, painter: QPainter, rect: QRect, index: Index, *, is_here: bool, is_asked: bool
    ) -> None:
        if is_here:
            painter.fillRect(rect, theme.colour("selected"))
        elif not is_asked:
            painter.fillRect(rect, theme.colour("surface2"))
        elif index.row() == self.hovered[0]:
            painter.fillRect(rect, theme.colour("row"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.colour("line2"))
        if index.column() >= FIRST_ANSWER:
            painter.fillRect(rect.left(), rect.top(), 1, rect.height(), theme.colour("line2"))
        if is_here and index.column() == NUMBER:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), theme.colour("accent"))

    def _paint_answer(self, painter: QPainter, rect: QRect, index: Index, framed: bool) -> None:
        chip, words, is_chosen = _chip(rect), str(index.data()), bool(index.data(ChosenRole))
        hovered = (index.row(), index.column()) == self.hovered
        tone = "ink2"
        if is_chosen:
            unknown = words == "0"
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("track" if unknown else "accent"))
            painter.drawRoundedRect(chip, 3, 3)
            painter.setFont(theme.font("head", figures=True))
            tone = "ink" if unknown else "onAccent"
        else:
            painter.setFont(theme.font("help", figures=True))
        if framed:
            _paint_frame(painter, chip, filled=is_chosen)
            tone = tone if is_chosen else "ink"
        elif hovered and not is_chosen:
            painter.setPen(QPen(theme.colour("ctrl"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(chip, 3, 3)
        painter.setPen(theme.colour(tone))
        painter.drawText(rect, int(Flag.AlignCenter), words)


class ClassGridHead(QHeaderView):
    """Answers in words on two lines; what is too long ends in an ellipsis, whole in its tooltip."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self.setFixedHeight(HEAD)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        painter.fillRect(rect, theme.colour("surface2"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.colour("line"))
        words = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        inside = rect.adjusted(_PAD, 0, -_PAD, 0)
        painter.setFont(theme.font("head"))
        painter.setPen(theme.colour("ink2"))
        if section < FIRST_ANSWER:
            side = Flag.AlignRight if section == NUMBER else Flag.AlignLeft
            shown = _cut(QFontMetrics(painter.font()), words, inside.width())
            painter.drawText(inside, int(side | Flag.AlignVCenter), shown)
        else:
            _paint_label(painter, rect.adjusted(4, 0, -3, 0), words)
        painter.restore()


def _paint_label(painter: QPainter, inside: QRect, words: str) -> None:
    """The largest size in which it fits on two lines; else the end is left out."""
    wrap = int(Flag.AlignCenter | Qt.TextFlag.TextWordWrap)
    for role in ("head", "smallest"):
        painter.setFont(theme.font(role))
        metrics = QFontMetrics(painter.font())
        needed = metrics.boundingRect(inside, wrap, words)
        if needed.height() <= inside.height() and needed.width() <= inside.width():
            painter.drawText(inside, wrap, words)
            return
    metrics = QFontMetrics(painter.font())
    painter.drawText(inside, int(Flag.AlignCenter), _cut(metrics, words, inside.width()))


def _paint_dot(painter: QPainter, rect: QRect) -> None:
    middle = rect.center()
    painter.fillRect(middle.x(), middle.y(), 2, 2, theme.colour("ctrl"))


def _paint_words(painter: QPainter, rect: QRect, index: Index, is_here: bool) -> None:
    column, number = index.column(), index.column() == NUMBER
    painter.setFont(theme.font("primary" if is_here else "body", figures=column < NAME))
    painter.setPen(theme.colour("ink" if column == NAME else "ink2"))
    inside = rect.adjusted(_PAD, 0, -_PAD, 0)
    shown = _cut(QFontMetrics(painter.font()), str(index.data()), inside.width())
    side = Flag.AlignRight if number else Flag.AlignLeft
    painter.drawText(inside, int(side | Flag.AlignVCenter), shown)


def _paint_unasked(painter: QPainter, rect: QRect, index: Index) -> None:
    """Nothing to answer: the name in grey, and once why."""
    painter.setFont(theme.font("body" if index.column() < FIRST_ANSWER else "help"))
    painter.setPen(theme.colour("ink3"))
    inside = rect.adjusted(_PAD, 0, -_PAD, 0)
    shown = _cut(QFontMetrics(painter.font()), str(index.data()), inside.width())
    side = Flag.AlignRight if index.column() == NUMBER else Flag.AlignLeft
    painter.drawText(inside, int(side | Flag.AlignVCenter), shown)


def _paint_frame(painter: QPainter, chip: QRectF, *, filled: bool) -> None:
    """The cell that the keys work on; beside an answer it leaves a gap."""
    painter.setPen(QPen(theme.colour("accent"), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush if filled else theme.colour("surface"))
    outer = chip.adjusted(-5, -0.5, 5, 0.5) if filled else chip.adjusted(-1, -0.5, 1, 0.5)
    painter.drawRoundedRect(outer, 4, 4)


def _chip(rect: QRect) -> QRectF:
    width = min(_CHIP_WIDTH, rect.width() - 8)
    left = rect.left() + (rect.width() - width) / 2
    height = rect.height() - 1 - 2 * _CHIP_INSET
    return QRectF(left, rect.top() + _CHIP_INSET, width, height)


def _cut(metrics: QFontMetrics, words: str, room: int) -> str:
    return metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
