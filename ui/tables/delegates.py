"""Paints the cells of a list: text, band chip, bar, tag; nothing is computed here."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
)

from ui import icons, theme
from ui.tables.record_table import (
    BandRole,
    BoldRole,
    IconRole,
    LinkRole,
    ProgressRole,
    TagRole,
    ToneRole,
    WordRole,
)
from ui.widgets.band_chip import band_size, paint_band
from ui.widgets.progress_line import paint_progress
from ui.widgets.tag import paint_tag, tag_size

Index = QModelIndex | QPersistentModelIndex
State = QStyle.StateFlag

PADDING, FIRST_PADDING = 8, 16  # pixels
_FIGURES = tuple("0123456789+−")
_BAR_HEIGHT, _BAR_WIDTH, _GAP, _ICON = 6, 88, 10, 16


class RecordDelegate(QStyledItemDelegate):
    """What a cell shows follows from the roles its column gives."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self.hovered = -1  # the row under the mouse

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        selected = bool(option.state & State.State_Selected)
        self._paint_ground(painter, option.rect, index, selected)
        inside = self._inside(option.rect, index)
        if (band := index.data(BandRole)) is not None:
            paint_band(painter, inside, *band, word=bool(index.data(WordRole)))
        elif (tag := index.data(TagRole)) is not None:
            paint_tag(painter, inside, _text(index), *tag)
        else:
            if (progress := index.data(ProgressRole)) is not None:
                inside = _paint_bar(painter, inside, progress)
            if (icon := index.data(IconRole)) is not None:
                inside = _paint_icon(painter, inside, icon)
            _paint_text(painter, inside, index, selected)
        if option.state & State.State_HasFocus:
            _paint_focus(painter, option.rect)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        height = self._view.verticalHeader().defaultSectionSize()
        margin = PADDING + (FIRST_PADDING if index.column() == 0 else PADDING)
        return QSize(margin + _content_width(index), height)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """What does not fit is whole in the tooltip, unless its column says something else."""
        told = index.data(Qt.ItemDataRole.ToolTipRole)
        if told or self.sizeHint(option, index).width() <= view.visualRect(index).width():
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), _text(index), view, view.visualRect(index))
        return True

    def _inside(self, rect: QRect, index: Index) -> QRect:
        left = FIRST_PADDING if index.column() == 0 else PADDING
        return rect.adjusted(left, 0, -PADDING, 0)

    def _paint_ground(self, painter: QPainter, rect: QRect, index: Index, selected: bool) -> None:
        if selected:
            painter.fillRect(rect, theme.colour("selected"))
        elif index.row() == self.hovered:
            painter.fillRect(rect, theme.colour("row"))
        painter.setPen(theme.colour("line2"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if selected and index.column() == 0:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), theme.colour("accent"))


class MarkDelegate(RecordDelegate):
    """For one column of a list: a cell as any other, and on it a mark of its own."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._others = view.itemDelegate()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if isinstance(self._others, RecordDelegate):  # the only one that the view tells
            self.hovered = self._others.hovered
        super().paint(painter, option, index)
        self.paint_mark(painter, self._inside(option.rect, index), index)

    def paint_mark(self, painter: QPainter, inside: QRect, index: Index) -> None:
        """Paint what the cell holds; nothing where it holds none."""
        raise NotImplementedError


def _content_width(index: Index) -> int:
    words = QFontMetrics(_font(index)).horizontalAdvance(_text(index))
    if (band := index.data(BandRole)) is not None:
        return band_size(*band, word=bool(index.data(WordRole))).width()
    if (tag := index.data(TagRole)) is not None:
        return tag_size(_text(index), *tag).width()
    if index.data(ProgressRole) is not None:
        words += _BAR_WIDTH + _GAP
    return words + (_ICON + PADDING if index.data(IconRole) is not None else 0)


def _paint_bar(painter: QPainter, inside: QRect, progress: tuple[int, int]) -> QRect:
    done, total = progress
    width = min(_BAR_WIDTH, inside.width())
    top = inside.center().y() - _BAR_HEIGHT // 2 + 1
    bar = QRectF(inside.left(), top, width, _BAR_HEIGHT)
    paint_progress(painter, bar, (done, 0, 0), total)
    return inside.adjusted(width + _GAP, 0, 0, 0)


def _paint_icon(painter: QPainter, inside: QRect, icon: tuple[str, str]) -> QRect:
    top = inside.top() + (inside.height() - _ICON) // 2
    icons.paint(painter, QRectF(inside.left(), top, _ICON, _ICON), *icon)
    return inside.adjusted(_ICON + PADDING, 0, 0, 0)


def _paint_text(painter: QPainter, inside: QRect, index: Index, selected: bool) -> None:
    font = _font(index)
    tone = index.data(ToneRole) or ("accent" if index.data(LinkRole) else "ink")
    if selected and index.column() == 0:
        font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(theme.colour(tone))
    shown = QFontMetrics(font).elidedText(_text(index), Qt.TextElideMode.ElideRight, inside.width())
    side = index.data(Qt.ItemDataRole.TextAlignmentRole)
    painter.drawText(inside, int(side or Qt.AlignmentFlag.AlignVCenter), shown)


def _paint_focus(painter: QPainter, rect: QRect) -> None:
    """The cell the keyboard is in: 2 px accent, and 1 px of the surface inside it."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("accent"), 2))
    painter.drawRect(rect.adjusted(1, 1, -1, -2))
    painter.setPen(QPen(theme.colour("surface"), 1))
    painter.drawRect(rect.adjusted(2, 2, -3, -4))


def _font(index: Index) -> QFont:
    words = _text(index)
    # Equal digits bring a hyphen as wide as they are: a date would fall apart.
    figures = words[:1] in _FIGURES and "-" not in words
    font = theme.font("primary" if index.data(BoldRole) else "body", figures=figures)
    font.setUnderline(bool(index.data(LinkRole)))
    return font


def _text(index: Index) -> str:
    return str(index.data(Qt.ItemDataRole.DisplayRole) or "")
