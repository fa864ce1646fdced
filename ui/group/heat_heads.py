"""The heads of the heat map: subscales turned a quarter under a bar a domain; names with counts."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from npo_desktop.charts.heat_map import Sort
from npo_desktop.charts.heat_words import domain_text, signals_name
from npo_desktop.i18n import _
from ui import theme
from ui.group.heat_paint import DOMAIN_GAP
from ui.group.heat_table import HeatTable

Flag = Qt.AlignmentFlag

BAR, _FOOT, _PAD = 19, 4, 12  # pixels
COUNT = 40  # width of the column of counts
_LONGEST = 104  # pixels of a turned name; what is longer ends in an ellipsis


class HeatColumnHead(QHeaderView):
    """A click sorts on a column; the column one is in stands out."""

    def __init__(self, view: QTableView, table: HeatTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view, self._table = view, table
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(10)

    def fit(self) -> None:
        """As high as the longest name needs."""
        metrics = QFontMetrics(theme.font("head"))
        columns = self._table.map.columns if self._table.map else ()
        longest = max((metrics.horizontalAdvance(one.name) for one in columns), default=60)
        self.setFixedHeight(BAR + 4 + min(longest, _LONGEST) + _FOOT)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        beyond = self.rect().adjusted(self.length() - self.offset(), 0, 0, 0)
        painter.fillRect(beyond, theme.colour("surface"))
        painter.setFont(theme.font("head"))
        for domain, first, count in self._table.map.bars if self._table.map else ():
            last = first + count - 1
            left = self.sectionViewportPosition(first) + (DOMAIN_GAP if first else 0)
            right = self.sectionViewportPosition(last) + self.sectionSize(last) - 1
            bar = QRect(left, 0, right - left, BAR)
            painter.fillRect(bar, theme.colour("surface2"))
            painter.setPen(theme.colour("ink2"))
            words = domain_text(domain)
            shown = painter.fontMetrics().elidedText(
                words, Qt.TextElideMode.ElideRight, bar.width()
            )
            painter.drawText(bar, int(Flag.AlignCenter), shown)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        shown = self._table.map
        if shown is None:
            return
        is_here = section == self._view.currentIndex().column()
        is_sorted = (
            shown.choice.sort is Sort.COLUMN
            and shown.columns[section].subscale == shown.choice.column
        )
        painter.save()
        painter.fillRect(rect, theme.colour("surface"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.colour("line"))
        gap = DOMAIN_GAP if section and section in {first for _d, first, _n in shown.bars} else 0
        painter.setFont(theme.font("head" if is_here else "help"))
        painter.setPen(theme.colour("accent" if is_here else "ink"))
        metrics = painter.fontMetrics()
        words = shown.columns[section].name + ("  ▾" if is_sorted else "")
        room = rect.height() - BAR - _FOOT
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        middle = rect.left() + gap + (rect.width() - gap - 1) / 2
        painter.translate(
            middle + (metrics.ascent() - metrics.descent()) / 2, rect.bottom() - _FOOT
        )
        painter.rotate(-90)
        painter.drawText(0, 0, words)
        painter.restore()


class HeatRowHead(QHeaderView):
    """Names and counts; they stay when the map scrolls sideways."""

    activated = Signal(int)  # a row was clicked twice

    def __init__(self, view: QTableView, table: HeatTable) -> None:
        super().__init__(Qt.Orientation.Vertical, view)
        self._view, self._table = view, table
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(16)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        beyond = self.rect().adjusted(0, self.length() - self.offset(), 0, 0)
        QPainter(self.viewport()).fillRect(beyond, theme.colour("surface"))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self.logicalIndexAt(event.position().toPoint())
        if row >= 0:
            self.activated.emit(row)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        row = self._table.row(section)
        if row is None:
            return
        is_here = section == self._view.currentIndex().row()
        painter.save()
        painter.fillRect(rect, theme.colour("selected" if is_here else "surface"))
        if is_here:
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), theme.colour("accent"))
        painter.setFont(theme.font("primary" if is_here else "body"))
        painter.setPen(theme.colour("ink"))
        name = rect.adjusted(_PAD, 0, -COUNT, 0)
        words = painter.fontMetrics().elidedText(
            row.pupil.list_name, Qt.TextElideMode.ElideRight, name.width()
        )
        painter.drawText(name, int(Flag.AlignVCenter | Flag.AlignLeft), words)
        count = QRect(rect.right() - COUNT, rect.top(), COUNT - 10, rect.height())
        painter.setFont(theme.font("control", figures=True))
        signals = str(row.signals) if row.signals else "–"
        painter.drawText(count, int(Flag.AlignVCenter | Flag.AlignRight), signals)
        painter.restore()


class HeatCorner(QWidget):
    """What the names and the counts are, above them."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        foot = QRect(0, self.height() - 24, self.width(), 23)
        painter.fillRect(0, self.height() - 1, self.width(), 1, theme.colour("line"))
        painter.setFont(theme.font("head"))
        painter.setPen(theme.colour("ink2"))
        painter.drawText(
            foot.adjusted(_PAD, 0, 0, 0), int(Flag.AlignVCenter | Flag.AlignLeft), _("Pupil")
        )
        painter.drawText(
            foot.adjusted(0, 0, -10, 0), int(Flag.AlignVCenter | Flag.AlignRight), signals_name()
        )
