"""All drawing goes through a pen: few primitives, straight on the canvas, or written down.

What a ``RecordingPen`` wrote down can be drawn again by ``replay``, so that tests can look at the
marks and the measuring stick can draw the very same ones on a bare canvas.
"""

import io
from collections.abc import Iterable
from contextlib import nullcontext
from functools import lru_cache
from typing import Any, Protocol

from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from npo_desktop.exports.pdf.icons import GRID, icon_path
from npo_desktop.exports.pdf.lettering import drawable
from npo_desktop.exports.pdf.tags import Piece, TaggedCanvas

STROKE = 1.75  # of an icon, on its grid
LOOSE_LEADING = 1.8  # times its size: how far a line may stand under the one it goes on with

Mark = tuple[str, tuple[Any, ...]]  # the method and its arguments


class Pen(Protocol):
    """Positions and sizes in points from the left bottom of the page; no colour: not drawn."""

    def tagged(self, kind: str, alt: str = "", language: str = "", row: bool = False) -> Piece:
        """What is drawn within is one piece of the document: H1, P, L, LI, Table, Artifact ...

        ``alt``: what it says, for who cannot see it; ``row``: a TH that names its row.
        """

    def text(
        self, x: float, y: float, string: str, face: str, size: float, colour: Color
    ) -> None: ...

    def turned_text(
        self, x: float, y: float, degrees: float, string: str, face: str, size: float, colour: Color
    ) -> None:
        """Centred on the point."""

    def line(
        self, x1: float, y1: float, x2: float, y2: float, width: float, colour: Color
    ) -> None: ...

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: Color | None,
        stroke: Color | None = None,
        line: float = 0.0,
        radius: float = 0.0,
    ) -> None: ...

    def circle(
        self, x: float, y: float, radius: float, fill: Color, stroke: Color, line: float
    ) -> None: ...

    def ring(
        self, x: float, y: float, radius: float, stroke: Color, line: float, dash: float
    ) -> None:
        """A circle that is not filled; broken in pieces of this length, 0 for whole."""

    def polygon(self, points: tuple[tuple[float, float], ...], fill: Color) -> None:
        """Closed and filled, without an edge."""

    def arrow_head(self, x: float, y: float, size: float, colour: Color) -> None:
        """Pointing right, its tip on the point."""

    def icon(self, name: str, x: float, y: float, size: float, colour: Color) -> None:
        """Its left bottom corner on the point."""

    def picture(self, data: bytes, x: float, y: float, width: float, height: float) -> None:
        """A PNG or JPEG, its left bottom corner on the point."""

    def next_page(self) -> None: ...


class CanvasPen:
    """Draws. Sets no colour, face or width twice in a row."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._tags = canvas if isinstance(canvas, TaggedCanvas) else None
        self._begin_mark = self._tags.begin_mark if self._tags else (lambda: None)
        self._start_page()

    def tagged(self, kind: str, alt: str = "", language: str = "", row: bool = False) -> Piece:
        return nullcontext() if self._tags is None else self._tags.piece(kind, alt, language, row)

    def _start_page(self) -> None:
        self._fill: Color | None = None
        self._stroke: Color | None = None
        self._width = -1.0
        self._font = ("", 0.0)
        self._is_round = False

    def text(self, x: float, y: float, string: str, face: str, size: float, colour: Color) -> None:
        if self._tags is not None:
            self._tags.begin_text(x, y, size * LOOSE_LEADING)
        string = drawable(string, self._canvas.getPageNumber())
        self._use_fill(colour)
        self._use_font(face, size)
        self._canvas.drawString(x, y, string if self._tags is None else f"{string} ")

    def turned_text(
        self, x: float, y: float, degrees: float, string: str, face: str, size: float, colour: Color
    ) -> None:
        self._begin_mark()  # loose it is a watermark, within a piece it is read
        string = drawable(string, self._canvas.getPageNumber())
        self._use_fill(colour)
        self._use_font(face, size)
        self._canvas.saveState()
        self._canvas.translate(x, y)
        self._canvas.rotate(degrees)
        self._canvas.drawCentredString(0, -size / 3, string)
        self._canvas.restoreState()

    def line(self, x1: float, y1: float, x2: float, y2: float, width: float, colour: Color) -> None:
        self._begin_mark()
        self._use_stroke(colour, width)
        self._canvas.line(x1, y1, x2, y2)

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: Color | None,
        stroke: Color | None = None,
        line: float = 0.0,
        radius: float = 0.0,
    ) -> None:
        self._begin_mark()
        if fill is not None:
            self._use_fill(fill)
        if stroke is not None:
            self._use_stroke(stroke, line)
        has_fill, has_stroke = int(fill is not None), int(stroke is not None)
        if radius:
            self._canvas.roundRect(x, y, width, height, radius, has_stroke, has_fill)
        else:
            self._canvas.rect(x, y, width, height, has_stroke, has_fill)

    def circle(
        self, x: float, y: float, radius: float, fill: Color, stroke: Color, line: float
    ) -> None:
        self._begin_mark()
        self._use_fill(fill)
        self._use_stroke(stroke, line)
        self._canvas.circle(x, y, radius, 1, 1)

    def ring(
        self, x: float, y: float, radius: float, stroke: Color, line: float, dash: float
    ) -> None:
        self._begin_mark()
        self._use_stroke(stroke, line)
        if dash:
            self._canvas.setDash(dash, dash + line)  # the round ends of a piece take some of both
        self._canvas.circle(x, y, radius, 1, 0)
        if dash:
            self._canvas.setDash()

    def polygon(self, points: tuple[tuple[float, float], ...], fill: Color) -> None:
        self._begin_mark()
        self._use_fill(fill)
        path = self._canvas.beginPath()
        path.moveTo(*points[0])
        for point in points[1:]:
            path.lineTo(*point)
        path.close()
        self._canvas.drawPath(path, 0, 1)

    def arrow_head(self, x: float, y: float, size: float, colour: Color) -> None:
        tail = x - size
        points = ((x, y), (tail, y + size * 0.62), (tail, y - size * 0.62))
        self.polygon(points, colour)

    def icon(self, name: str, x: float, y: float, size: float, colour: Color) -> None:
        self._begin_mark()
        self._use_stroke(colour, STROKE * size / GRID)
        canvas, scale = self._canvas, size / GRID
        canvas.saveState()
        canvas.transform(scale, 0, 0, scale, x, y)
        canvas.setLineWidth(STROKE)
        canvas.drawPath(icon_path(name), 1, 0)
        canvas.restoreState()

    def picture(self, data: bytes, x: float, y: float, width: float, height: float) -> None:
        self._begin_mark()
        self._canvas.drawImage(_picture(data), x, y, width, height)

    def next_page(self) -> None:
        self._canvas.showPage()
        self._start_page()

    def _use_fill(self, colour: Color) -> None:
        if colour is not self._fill:
            self._fill = colour
            self._canvas.setFillColor(colour)

    def _use_stroke(self, colour: Color, width: float) -> None:
        if not self._is_round:  # not at the start of a page: an empty last page would be kept
            self._is_round = True
            self._canvas.setLineCap(1)
            self._canvas.setLineJoin(1)
        if colour is not self._stroke:
            self._stroke = colour
            self._canvas.setStrokeColor(colour)
        if width != self._width:
            self._width = width
            self._canvas.setLineWidth(width)

    def _use_font(self, face: str, size: float) -> None:
        if self._font != (face, size):
            self._font = (face, size)
            self._canvas.setFont(face, size)


class RecordingPen:
    """Draws nothing and writes every mark down."""

    def __init__(self) -> None:
        self.marks: list[Mark] = []

    def tagged(self, kind: str, alt: str = "", language: str = "", row: bool = False) -> Piece:
        return nullcontext()

    def text(self, x: float, y: float, string: str, face: str, size: float, colour: Color) -> None:
        self.marks.append(("text", (x, y, string, face, size, colour)))

    def turned_text(
        self, x: float, y: float, degrees: float, string: str, face: str, size: float, colour: Color
    ) -> None:
        self.marks.append(("turned_text", (x, y, degrees, string, face, size, colour)))

    def line(self, x1: float, y1: float, x2: float, y2: float, width: float, colour: Color) -> None:
        self.marks.append(("line", (x1, y1, x2, y2, width, colour)))

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: Color | None,
        stroke: Color | None = None,
        line: float = 0.0,
        radius: float = 0.0,
    ) -> None:
        self.marks.append(("rect", (x, y, width, height, fill, stroke, line, radius)))

    def circle(
        self, x: float, y: float, radius: float, fill: Color, stroke: Color, line: float
    ) -> None:
        self.marks.append(("circle", (x, y, radius, fill, stroke, line)))

    def ring(
        self, x: float, y: float, radius: float, stroke: Color, line: float, dash: float
    ) -> None:
        self.marks.append(("ring", (x, y, radius, stroke, line, dash)))

    def polygon(self, points: tuple[tuple[float, float], ...], fill: Color) -> None:
        self.marks.append(("polygon", (points, fill)))

    def arrow_head(self, x: float, y: float, size: float, colour: Color) -> None:
        self.marks.append(("arrow_head", (x, y, size, colour)))

    def icon(self, name: str, x: float, y: float, size: float, colour: Color) -> None:
        self.marks.append(("icon", (name, x, y, size, colour)))

    def picture(self, data: bytes, x: float, y: float, width: float, height: float) -> None:
        self.marks.append(("picture", (data, x, y, width, height)))

    def next_page(self) -> None:
        self.marks.append(("next_page", ()))


@lru_cache(maxsize=4)
def _picture(data: bytes) -> ImageReader:
    """Read once: the same logo stands on many papers."""
    return ImageReader(io.BytesIO(data))


def picture_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels."""
    return _picture(data).getSize()


def replay(marks: Iterable[Mark], pen: Pen) -> None:
    """Draw what was written down."""
    for method, arguments in marks:
        getattr(pen, method)(*arguments)
