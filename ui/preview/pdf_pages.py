"""The pages of a PDF in memory as pictures: for the screen, and for a printer."""

from __future__ import annotations

import atexit
from functools import cache
from importlib import import_module
from threading import Lock
from typing import Any
from weakref import WeakSet

from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QImage

from npo_desktop.errors import Cancelled, UserError
from npo_desktop.i18n import _

_turn = Lock()  # PDFium knows no threads: one call at a time, from whichever
_open: WeakSet[PdfPages] = WeakSet()
_LOOK = 1.0  # pixels a point, to see where the ink is
_PAPER_WHITE = 250  # lighter than this is paper


class PdfPages:
    """Open until ``close``; sizes and places are in points (1/72 inch)."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf  # PDFium reads from it as long as the document is open
        with _turn:
            self._document: Any = _library().PdfDocument(pdf)
            count = len(self._document)
            found = [self._document.get_page_size(page) for page in range(count)]
            _close_at_exit()
            _open.add(self)
        self.sizes: tuple[QSizeF, ...] = tuple(QSizeF(width, height) for width, height in found)

    def __len__(self) -> int:
        return len(self.sizes)

    def picture(self, page: int, scale: float) -> QImage:
        """One page on white, ``scale`` pixels a point."""
        with _turn:
            drawn = self._page(page)
            bitmap = drawn.render(scale=scale, may_draw_forms=False, prefer_bgrx=True)
            shape = (bitmap.width, bitmap.height, bitmap.stride)
            image = QImage(bitmap.buffer, *shape, QImage.Format.Format_RGB32).copy()
            bitmap.close()
            drawn.close()
        return image

    def words(self, page: int) -> str:
        """What stands on a page, for who has it read aloud by the screen."""
        with _turn:
            drawn = self._page(page)
            text = drawn.get_textpage()
            words = str(text.get_text_bounded())
            text.close()
            drawn.close()
        return words

    def ink(self, page: int) -> QRectF:
        """The smallest box that holds all that is drawn; empty for an empty page."""
        from PIL import Image

        grey = self.picture(page, _LOOK).convertToFormat(QImage.Format.Format_Grayscale8)
        size = (grey.width(), grey.height())
        rows = bytes(grey.constBits())
        found = Image.frombytes("L", size, rows, "raw", "L", grey.bytesPerLine())
        box = found.point(lambda value: 255 if value < _PAPER_WHITE else 0).getbbox()
        if box is None:
            return QRectF()
        left, top, right, bottom = (side / _LOOK for side in box)
        return QRectF(left, top, right - left, bottom - top)

    def close(self) -> None:
        """Let go of the memory; whoever still asks for a page is stopped."""
        with _turn:
            if self._document is not None:
                self._document.close()
            self._document, self._pdf = None, b""

    def _page(self, page: int) -> Any:
        if self._document is None:
            raise Cancelled
        return self._document[page]


@cache
def _close_at_exit() -> None:
    """Once, after PDFium asked the same for itself: what was asked last is done first."""
    atexit.register(_close_open)


def _close_open() -> None:
    """A page that is in sight when the program ends keeps its document until now."""
    for pages in list(_open):
        pages.close()


def _library() -> Any:
    """Costs 0.1 s the first time; it has no types of its own."""
    try:
        return import_module("pypdfium2")
    except (ImportError, OSError) as error:  # a wheel for another system
        raise UserError(
            _("Documents cannot be shown on this computer."),
            _("Install the program again; the data stays where it is."),
        ) from error
