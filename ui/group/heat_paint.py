"""Paints the cells of the heat map: every different cell is drawn once, then only copied.

There are some thirty different cells. Each becomes a picture the first time it is seen, and is
thrown away when the theme, the size of the cells or the sharpness of the screen changes.
Source: VISUAL.md, sections 3 and 7.
"""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QTableView

from npo_desktop.charts.heat_cells import NO_SIGNAL, HeatCell, Shown
from npo_desktop.charts.heat_words import cell_letter
from npo_desktop.scoring.change import Verdict
from npo_desktop.scoring.norms import Band
from ui import theme
from ui.group.heat_table import HeatTable

DOMAIN_GAP = 7  # pixels before the first column of each domain but the first
_MARK = 7.0  # width of a triangle


class HeatPaint:
    """All visible cells in one go: the view asks neither style nor model for each of them.

    The row and the column one is in stand out; the frame is at the cell the keys work on.
    """

    def __init__(self, view: QTableView, table: HeatTable) -> None:
        self._view, self._table = view, table
        self._drawn: dict[int, QPixmap] = {}  # by the identity of a cell: each is made only once
        self._size, self._sharpness, self._is_dark = QSize(), 0.0, False
        self._first: frozenset[int] = frozenset()  # columns that begin a domain
        self._changes, self._quiet = True, False

    def forget(self) -> None:
        """The columns are others now, or the triangles come or go."""
        shown = self._table.map
        bars = shown.bars if shown else ()
        self._first = frozenset(first for _domain, first, _count in bars if first)
        self._changes = self._table.shows_changes
        self._quiet = shown is not None and shown.choice.only_signals
        self._drawn.clear()

    def paint(self, painter: QPainter, area: QRect, size: QSize) -> None:
        """What lies within an area of the viewport; cells are of this size, with their gap."""
        shown = self._table.map
        if shown is None or not shown.rows or not shown.columns:
            return
        self._begin(size)
        view, here = self._view, self._view.currentIndex()
        lefts = [
            view.columnViewportPosition(place) + (DOMAIN_GAP if place in self._first else 0)
            for place in range(len(shown.columns))
        ]
        first, last = view.rowAt(area.top()), view.rowAt(area.bottom())
        rows = range(max(first, 0), (len(shown.rows) if last < 0 else last + 1))
        drawn, width = self._drawn, view.viewport().width()
        for row in rows:
            top = view.rowViewportPosition(row)
            if row == here.row():
                painter.fillRect(0, top, width, size.height(), theme.colour("selected"))
            for left, cell in zip(lefts, shown.rows[row].cells, strict=True):
                painter.drawPixmap(left, top, drawn.get(id(cell)) or self._draw(cell))
        if here.row() in rows and here.column() >= 0:
            top = view.rowViewportPosition(here.row())
            self._paint_frame(painter, QRect(QPoint(lefts[here.column()], top), size))

    def _begin(self, size: QSize) -> None:
        """What was drawn stays unless the looks changed."""
        sharpness = self._view.devicePixelRatioF()
        if (size, sharpness, theme.is_dark()) != (self._size, self._sharpness, self._is_dark):
            self._size, self._sharpness, self._is_dark = size, sharpness, theme.is_dark()
            self._drawn.clear()

    def _draw(self, cell: HeatCell) -> QPixmap:
        picture = QPixmap(self._size * self._sharpness)
        picture.setDevicePixelRatio(self._sharpness)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        area = QRectF(0, 0, self._size.width() - 1, self._size.height() - 1)
        draw_cell(painter, area, cell, changes=self._changes, quiet=self._quiet)
        painter.end()
        self._drawn[id(cell)] = picture
        return picture

    def _paint_frame(self, painter: QPainter, rect: QRect) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.colour("surface"), 1))
        painter.drawRect(rect.adjusted(2, 2, -4, -4))
        painter.setPen(QPen(theme.colour("accent"), 2))
        painter.drawRect(rect.adjusted(1, 1, -2, -2))


def draw_cell(
    painter: QPainter, area: QRectF, cell: HeatCell, *, changes: bool = True, quiet: bool = False
) -> None:
    """Ground, letter and triangle; also for the legend. ``quiet``: only what needs attention."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    if quiet and cell.band is Band.FINE:
        painter.fillRect(area, theme.colour("fineFill"))
        return
    _draw_ground(painter, area, cell)
    letter = cell_letter(cell)
    painter.setFont(_letter_font(heavy=cell.is_signal or cell.strong))
    painter.setPen(_ink(cell))
    certain = changes and cell.change in (Verdict.IMPROVED, Verdict.DECLINED)
    words = area.adjusted(0, 0, -(_MARK + 2), 0) if certain else area
    painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), letter)
    if certain:
        width = painter.fontMetrics().horizontalAdvance(letter)
        centre = QPointF(words.center().x() + width / 2 + 2 + _MARK / 2, area.center().y() + 0.5)
        draw_change(painter, centre, _ink(cell), up=cell.change is Verdict.IMPROVED)


def draw_change(painter: QPainter, centre: QPointF, hue: QColor, *, up: bool) -> None:
    """Up solid, down hollow."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    half, sign = _MARK / 2, -1 if up else 1
    points = QPolygonF(
        [
            QPointF(centre.x(), centre.y() + sign * (half - 0.25)),
            QPointF(centre.x() - half, centre.y() - sign * (half - 0.75)),
            QPointF(centre.x() + half, centre.y() - sign * (half - 0.75)),
        ]
    )
    painter.setPen(QPen(hue, 1.0))
    painter.setBrush(hue if up else Qt.BrushStyle.NoBrush)
    painter.drawPolygon(points)


def _draw_ground(painter: QPainter, area: QRectF, cell: HeatCell) -> None:
    if cell.shown is Shown.BAND:
        style = "strong" if cell.strong and cell.band is Band.FINE else cell.band.value
        painter.fillRect(area, theme.colour(f"{style}Fill"))
    elif cell.shown is Shown.FEW:
        painter.fillRect(area, theme.colour("surface"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("noneLine"))
        pattern = painter.brush()
        pattern.setStyle(Qt.BrushStyle.BDiagPattern)
        painter.fillRect(area, pattern)
        _draw_edge(painter, area, Qt.PenStyle.SolidLine)
    elif cell.shown is Shown.OPEN:
        painter.fillRect(area, theme.colour("surface"))
        _draw_edge(painter, area, Qt.PenStyle.DotLine)
    elif cell.shown in NO_SIGNAL:
        painter.fillRect(area, theme.colour("fineFill"))


def _draw_edge(painter: QPainter, area: QRectF, style: Qt.PenStyle) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("noneLine"), 1, style))
    painter.drawRect(area.adjusted(0, 0, -1, -1))


def _ink(cell: HeatCell) -> QColor:
    """On level is quiet, so that the eye goes to what needs attention."""
    if cell.shown is not Shown.BAND:
        return theme.colour("ink2" if cell.shown is Shown.FEW else "ink3")
    if cell.band is Band.FINE:
        return theme.colour("strongText" if cell.strong else "ink3")
    return theme.colour(f"{cell.band.value}Text")


def _letter_font(*, heavy: bool) -> QFont:
    font = theme.font("smallest")
    font.setWeight(QFont.Weight.Bold if heavy else QFont.Weight.Normal)
    return font
