"""A band as letter, shape and fill, so that it reads without colour."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from npo_desktop.band_words import band_letter, band_name, band_text
from npo_desktop.scoring.norms import Band
from ui import theme

__all__ = ["BandChip", "band_letter", "band_name", "band_size", "band_text", "paint_band"]

HEIGHT = 18
_PAD, _MARK, _GAP = 6, 8, 4  # pixels


def band_style(band: Band, strong: bool = False) -> str:
    """The name of the band's colour tokens: ``low``, ``watch``, ``fine``, ``strong``, ``none``."""
    return "strong" if strong and band is Band.FINE else band.value


def band_size(
    band: Band, strong: bool = False, *, word: bool = False, count: int | None = None
) -> QSize:
    """How large the chip is; with a letter only, all four are equally wide."""
    metrics = QFontMetrics(_chip_font())
    width = metrics.horizontalAdvance(_words(band, strong, word, count))
    if not word and count is None:
        width = max(width, 10)
    return QSize(2 * _PAD + _lead(band_style(band, strong)) + width, HEIGHT)


def paint_band(
    painter: QPainter,
    rect: QRect,
    band: Band,
    strong: bool = False,
    *,
    word: bool = False,
    count: int | None = None,
) -> None:
    """Draw the chip at the left of a rectangle, in its middle."""
    size = band_size(band, strong, word=word, count=count)
    if word and size.width() > rect.width():  # a letter that is whole says more than half a word
        word, size = False, band_size(band, strong, count=count)
    top = rect.top() + (rect.height() - size.height()) // 2
    chip = QRectF(rect.left(), top, min(size.width(), rect.width()), size.height())
    style = band_style(band, strong)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _draw_ground(painter, chip, style)
    tone = theme.colour("ink3" if style == "none" else f"{style}Text")
    mark = QRectF(chip.left() + _PAD, chip.center().y() - _MARK / 2, _MARK, _MARK)
    draw_shape(painter, mark, style, tone)
    painter.setFont(_chip_font())
    painter.setPen(tone)
    words = chip.adjusted(_PAD + _lead(style), 0, 0, 0)
    painter.drawText(
        words,
        int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
        _words(band, strong, word, count),
    )
    painter.restore()


def draw_shape(painter: QPainter, box: QRectF, style: str, hue: QColor) -> None:
    """The band's own shape: triangle, ring, diamond or square; nothing without a band."""
    centre, half = box.center(), box.width() / 2
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(hue)
    if style == "strong":
        painter.drawPolygon(
            _polygon(centre, ((0, -half + 0.5), (half, half - 0.5), (-half, half - 0.5)))
        )
    elif style == "watch":
        painter.drawPolygon(_polygon(centre, ((0, -half), (half, 0), (0, half), (-half, 0))))
    elif style == "low":
        painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
    elif style == "fine":
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(hue, 1.75))
        painter.drawEllipse(box.adjusted(1, 1, -1, -1))


class BandChip(QWidget):
    """The chip as a widget."""

    def __init__(
        self,
        band: Band,
        strong: bool = False,
        *,
        word: bool = False,
        count: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._word, self._count = word, count
        self.set_band(band, strong)

    def set_band(self, band: Band, strong: bool = False, *, count: int | None = None) -> None:
        """Show another band."""
        self._band, self._strong = band, strong
        self._count = self._count if count is None else count
        name = band_name(band, strong)
        self.setAccessibleName(name if self._count is None else f"{name}: {self._count}")
        self.setToolTip("" if self._word else name)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return band_size(self._band, self._strong, word=self._word, count=self._count)

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_band(
            QPainter(self),
            self.rect(),
            self._band,
            self._strong,
            word=self._word,
            count=self._count,
        )


def _lead(style: str) -> int:
    """The room that the shape takes; a missing band has none."""
    return 0 if style == "none" else _MARK + _GAP


def _words(band: Band, strong: bool, word: bool, count: int | None) -> str:
    if count is not None:
        return f"{band_letter(band, strong)} {count}"
    return band_text(band, strong) if word else band_letter(band, strong)


def _chip_font() -> QFont:
    font = theme.font("smallest")
    font.setWeight(QFont.Weight.DemiBold)
    return font


def _draw_ground(painter: QPainter, chip: QRectF, style: str) -> None:
    area = chip.adjusted(0.5, 0.5, -0.5, -0.5)
    if style == "none":
        painter.setBrush(theme.colour("surface"))
        painter.setPen(QPen(theme.colour("noneLine"), 1, Qt.PenStyle.DashLine))
    elif style == "fine":
        painter.setBrush(theme.colour("fineFill"))
        painter.setPen(QPen(theme.colour("fineLine"), 1))
    else:
        painter.setBrush(theme.colour(f"{style}Fill"))
        painter.setPen(Qt.PenStyle.NoPen)
        area = chip
    painter.drawRoundedRect(area, 3, 3)


def _polygon(centre: QPointF, points: tuple[tuple[float, float], ...]) -> QPolygonF:
    return QPolygonF([centre + QPointF(x, y) for x, y in points])
