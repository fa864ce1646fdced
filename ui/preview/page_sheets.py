"""Pages under each other, as they come out of the printer; only those in sight are drawn."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from npo_desktop.i18n import _
from ui import theme
from ui.preview.pdf_pages import PdfPages

GAP = 16  # pixels around and between the pages
STEPS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)  # times the width that fits
KEPT = 6  # pictures: scrolling back and forth draws nothing anew
WIDEST = 1.75  # pixels a point: no page grows further by itself


class PageSheets(QScrollArea):
    """Arrows, space and Page Up/Down scroll; ``moved`` says which page is looked at."""

    moved = Signal(int)  # from 0

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._sheets = _Sheets()
        self.setWidget(self._sheets)
        self.setAccessibleName(_("Preview"))
        self._zoom, self._page = 1.0, 0
        self.verticalScrollBar().valueChanged.connect(self._look)

    @property
    def count(self) -> int:
        """How many pages are shown."""
        return len(self._sheets.pages) if self._sheets.pages is not None else 0

    @property
    def page(self) -> int:
        """The page in the middle of the view, from 0."""
        return self._page

    def show_pages(self, pages: PdfPages | None) -> None:
        """Another document, or the same on other paper: the page looked at stays."""
        self._sheets.pages = pages
        self._sheets.forget()
        self._fit()
        self.go_to(self._page)
        self._look()

    def go_to(self, page: int) -> None:
        """Bring the top of a page into view."""
        if self._sheets.pages is not None and len(self._sheets.pages):
            page = max(0, min(page, len(self._sheets.pages) - 1))
            self.verticalScrollBar().setValue(round(self._sheets.frame(page).top()) - GAP)

    def zoom(self, step: int) -> None:
        """One step larger (1) or smaller (-1); 0 is back to the width that fits."""
        place = min(range(len(STEPS)), key=lambda n: abs(STEPS[n] - self._zoom)) + step
        page = self._page
        self._zoom = STEPS[max(0, min(place, len(STEPS) - 1))] if step else 1.0
        self._fit()
        self.go_to(page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Home:
            self.go_to(0)
        elif event.key() == Qt.Key.Key_End and self._sheets.pages is not None:
            self.go_to(len(self._sheets.pages) - 1)
        elif event.key() == Qt.Key.Key_Space:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + bar.pageStep())
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        self._sheets.fit(self.viewport().width(), self._zoom)

    def _look(self) -> None:
        """Which page it is, and what stands on it, for a screen reader."""
        pages = self._sheets.pages
        if pages is None or not len(pages):
            return
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        here = [n for n in range(len(pages)) if self._sheets.frame(n).top() <= middle]
        page = here[-1] if here else 0
        if page != self._page or not self.accessibleDescription():
            self._page = page
            QTimer.singleShot(0, self, self._describe)
            self.moved.emit(page)

    def _describe(self) -> None:
        """After it is painted: nobody waits for it."""
        pages = self._sheets.pages
        if pages is not None and self._page < len(pages):
            self.setAccessibleDescription(pages.words(self._page))


class _Sheets(QWidget):
    """The long strip that is scrolled."""

    def __init__(self) -> None:
        super().__init__()
        self.pages: PdfPages | None = None
        self._scale = 1.0  # pixels a point
        self._tops: list[float] = []
        self._drawn: OrderedDict[tuple[int, float], QImage] = OrderedDict()

    def forget(self) -> None:
        """Pictures of another document."""
        self._drawn.clear()
        self.update()

    def fit(self, room: int, zoom: float) -> None:
        """Lay the pages out; at ``zoom`` 1 the widest fills the room."""
        sizes = self.pages.sizes if self.pages is not None else ()
        widest = max((size.width() for size in sizes), default=1.0)
        self._scale = max(min((room - 2 * GAP) / widest, WIDEST) * zoom, 0.05)
        self._tops, top = [], float(GAP)
        for size in sizes:
            self._tops.append(top)
            top += round(size.height() * self._scale) + GAP
        width = max(round(widest * self._scale) + 2 * GAP, room) if sizes else room
        self.resize(QSize(width, round(top)))
        self.update()

    def frame(self, page: int) -> QRectF:
        """Where a page lies."""
        if self.pages is None or page >= len(self._tops):
            return QRectF()
        size = self.pages.sizes[page] * self._scale
        left = round((self.width() - size.width()) / 2)
        return QRectF(left, self._tops[page], round(size.width()), round(size.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        for page in range(len(self._tops)):
            frame = self.frame(page)
            if frame.intersects(QRectF(event.rect()).adjusted(-GAP, -GAP, GAP, GAP)):
                painter.setPen(theme.colour("ctrl"))
                painter.setBrush(QColor(Qt.GlobalColor.white))
                painter.drawRect(frame.adjusted(-1, -1, 0, 0))
                painter.drawImage(frame, self._picture(page))

    def _picture(self, page: int) -> QImage:
        assert self.pages is not None
        scale = self._scale * self.devicePixelRatioF()
        key = (page, scale)
        if key not in self._drawn:
            self._drawn[key] = self.pages.picture(page, scale)
            while len(self._drawn) > KEPT:
                self._drawn.popitem(last=False)
        self._drawn.move_to_end(key)
        return self._drawn[key]
