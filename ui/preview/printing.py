"""Pages onto a printer, straight from memory; on the worker, page after page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter

from npo_desktop.errors import UserError
from npo_desktop.i18n import _, ngettext
from npo_desktop.progress import Progress
from ui.preview.printers import printer_gone

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from ui.preview.pdf_pages import PdfPages

_POINTS = 72.0  # an inch


@dataclass(frozen=True, slots=True)
class PrintJob:
    """What was asked of a printer."""

    printer: str
    pages: tuple[int, ...]  # from 0
    copies: int = 1
    both_sides: bool = False
    paper: str = "a4"
    name: str = ""  # stands in the queue of the printer: a code, never a name
    starts: tuple[int, ...] = ()  # first pages of pieces that may share no sheet of paper


class PrintStopped(UserError):
    """The printer gave up half-way; ``printed`` pages had gone by then."""

    def __init__(self, printer: str, printed: int) -> None:
        super().__init__(
            ngettext(
                "The printer “{name}” stopped after {n} page.",
                "The printer “{name}” stopped after {n} pages.",
                printed,
            ).format(name=printer, n=printed),
            _("Look at the printer, then print the pages that are missing."),
        )
        self.printed = printed


def set_up(printer: QPrinter, job: PrintJob, first: QSizeF) -> None:
    """Paper, sides and copies; ``first`` is the size of the first page in points."""
    from PySide6.QtPrintSupport import QPrinter

    printer.setDocName(job.name)
    printer.setFullPage(True)
    printer.setPageLayout(_layout(job.paper, first))
    long_side = first.width() <= first.height()
    if not job.both_sides:
        printer.setDuplex(QPrinter.DuplexMode.DuplexNone)
    elif long_side:
        printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide)
    else:
        printer.setDuplex(QPrinter.DuplexMode.DuplexShortSide)
    printer.setCollateCopies(True)
    printer.setCopyCount(job.copies if printer.supportsMultipleCopies() else 1)


def print_pages(printer: QPrinter, pages: PdfPages, job: PrintJob, progress: Progress) -> int:
    """How many pages went to the printer, over all copies; empty backs are none.

    Raises ``UserError`` when it is gone, and ``PrintStopped`` when it goes half-way.
    """
    sides = sides_of(job, 1 if printer.supportsMultipleCopies() else job.copies)
    total, done = sum(page is not None for page in sides), 0
    progress(0, total, _("Printing"))
    painter = QPainter()
    if not painter.begin(printer):
        raise printer_gone(job.printer)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    is_whole = False
    try:
        for place, page in enumerate(sides):
            if place and not _next_sheet(printer, job, pages, page):
                raise PrintStopped(job.printer, done)
            if page is not None:
                _paint(painter, printer, pages, page)
            if printer.printerState() in _given_up(printer):
                raise PrintStopped(job.printer, done)
            done += page is not None
            progress(done, total, _("Printing"))
        is_whole = True
    finally:
        if not is_whole:
            printer.abort()  # what still waits is taken back
        painter.end()
    return done


def place_on_paper(page: QSizeF, ink: QRectF, paper: QSizeF, printable: QRectF) -> QRectF:
    """Where a page goes on the paper so that nothing drawn is clipped; all in points.

    In its own size and in the middle when that fits, else moved, else made smaller.
    """
    scale = 1.0
    if not ink.isEmpty():
        scale = min(1.0, printable.width() / ink.width(), printable.height() / ink.height())
    left = (paper.width() - page.width() * scale) / 2
    top = (paper.height() - page.height() * scale) / 2
    if not ink.isEmpty():
        left += _shift(left + ink.left() * scale, left + ink.right() * scale,
                       printable.left(), printable.right())  # fmt: skip
        top += _shift(top + ink.top() * scale, top + ink.bottom() * scale,
                      printable.top(), printable.bottom())  # fmt: skip
    return QRectF(left, top, page.width() * scale, page.height() * scale)


def _shift(first: float, last: float, least: float, most: float) -> float:
    """How far a stretch must move to lie between two sides."""
    return max(least - first, 0.0) or min(most - last, 0.0)


def sides_of(job: PrintJob, times: int) -> list[int | None]:
    """Copy after copy, for a printer that makes no copies; ``None`` is an empty back."""
    copy = list(_copy(job))
    if not job.both_sides or job.copies == 1 or len(copy) % 2 == 0:
        return copy * times
    sides = [*copy, None] * times  # the next copy begins on a sheet of its own
    return sides if times == 1 else sides[:-1]  # the printer may repeat the one it gets


def _copy(job: PrintJob) -> Iterator[int | None]:
    """Both sides of a sheet show one piece only."""
    before, side = -1, 0
    for page in job.pages:
        piece = bisect_right(job.starts, page)
        if job.both_sides and side % 2 and piece != before:
            yield None
            side += 1
        yield page
        before, side = piece, side + 1


def _next_sheet(printer: QPrinter, job: PrintJob, pages: PdfPages, page: int | None) -> bool:
    if page is not None:
        printer.setPageLayout(_layout(job.paper, pages.sizes[page]))
    return printer.newPage()


def _layout(paper: str, size: QSizeF) -> QPageLayout:
    kind = QPageSize.PageSizeId.Letter if paper == "letter" else QPageSize.PageSizeId.A4
    turned = size.width() > size.height()
    way = QPageLayout.Orientation.Landscape if turned else QPageLayout.Orientation.Portrait
    return QPageLayout(QPageSize(kind), way, QMarginsF())


def _paint(painter: QPainter, printer: QPrinter, pages: PdfPages, page: int) -> None:
    dots = printer.resolution() / _POINTS  # dots a point
    layout = printer.pageLayout()
    paper = layout.fullRect(QPageLayout.Unit.Point)
    edges = layout.minimumMargins()  # in the layout's own unit, made points by ``_layout``
    printable = paper.marginsRemoved(edges)
    target = place_on_paper(pages.sizes[page], pages.ink(page), paper.size(), printable)
    image = pages.picture(page, dots)
    at, size = target.topLeft() * dots, target.size() * dots
    painter.drawImage(QRectF(at, size), image)


def _given_up(printer: QPrinter) -> tuple[QPrinter.PrinterState, ...]:
    states = type(printer).PrinterState
    return (states.Aborted, states.Error)
