"""On both sides of the paper nobody's page stands on the back of somebody else's."""

import io
from collections.abc import Iterable, Iterator
from random import Random
from types import SimpleNamespace

import pytest
from PySide6.QtPrintSupport import QPrinter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from npo_desktop.progress import silent
from ui.preview import printers
from ui.preview.pdf_pages import PdfPages
from ui.preview.printing import PrintJob, PrintStopped, print_pages, set_up, sides_of

PRINTER = "Printer of the office"
EMPTY = "-"


def pdf(pages: int) -> bytes:
    """A black bar on each page, wider on every next one."""
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=A4)
    for page in range(pages):
        canvas.rect(80, 400, 40 * (page + 1), 200, fill=1)
        canvas.showPage()
    canvas.save()
    return held.getvalue()


@pytest.fixture
def six(qapp: object) -> Iterator[PdfPages]:
    pages = PdfPages(pdf(6))
    yield pages
    pages.close()


def sent(pages: PdfPages, job: PrintJob) -> int:
    printer = printers.this_computer().open(PRINTER)
    set_up(printer, job, pages.sizes[job.pages[0]])
    return print_pages(printer, pages, job, silent)


def sides_in(printed: bytes) -> str:
    """What stands on each side that came out: the number of the page, from 1."""
    pages = PdfPages(printed)
    widths = [pages.ink(side).width() for side in range(len(pages))]
    pages.close()
    return "".join(str(round(width / 40)) if width else EMPTY for width in widths)


@pytest.mark.parametrize(
    ("starts", "chosen", "copies", "wanted"),
    [
        ((0, 3, 4), range(6), 1, "123-4-56"),  # pieces of three, one and two pages
        ((0, 2, 4), range(6), 1, "123456"),  # all even: nothing is added
        ((0,), range(6), 1, "123456"),  # one piece goes on over the back
        ((), range(6), 1, "123456"),
        ((0, 1, 2, 3, 4, 5), range(3), 1, "1-2-3"),
        ((0, 3, 4), (0, 1, 3, 5), 1, "124-6"),  # of each piece some pages
        ((0, 3, 4), (2, 5), 1, "3-6"),  # not the first pages of any
        ((0, 3, 4), (4, 5), 1, "56"),
        ((0, 3), range(4), 2, "123-4-123-4"),  # the next copy begins on a front as well
        ((0, 3), range(6), 2, "123-456-123-456"),
    ],
)
def test_each_piece_begins_on_a_front(
    six: PdfPages,
    virtual_printer: SimpleNamespace,
    starts: tuple[int, ...],
    chosen: Iterable[int],
    copies: int,
    wanted: str,
) -> None:
    pages = tuple(chosen)
    count = sent(six, PrintJob(PRINTER, pages, copies, True, starts=starts))
    assert sides_in(virtual_printer.file.read_bytes()) == wanted
    assert count == len(pages) * copies  # pages, not sides


def test_on_one_side_no_paper_is_wasted(six: PdfPages, virtual_printer: SimpleNamespace) -> None:
    assert sent(six, PrintJob(PRINTER, tuple(range(6)), 2, False, starts=(0, 3, 4))) == 12
    assert sides_in(virtual_printer.file.read_bytes()) == "123456" * 2


def test_a_printer_that_makes_the_copies_gets_whole_sheets(
    six: PdfPages, virtual_printer: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinter, "supportsMultipleCopies", lambda _printer: True)
    sent(six, PrintJob(PRINTER, (0, 1, 2, 3), 2, True, starts=(0, 1)))
    assert sides_in(virtual_printer.file.read_bytes()) == "1-234-"
    sent(six, PrintJob(PRINTER, (0, 1, 2, 3), 1, True, starts=(0, 1)))
    assert sides_in(virtual_printer.file.read_bytes()) == "1-234"


@pytest.mark.parametrize(("sides", "pages"), [(1, 1), (3, 3), (4, 3), (5, 4), (6, 4), (7, 5)])
def test_what_had_gone_when_it_stopped_is_counted_in_pages(
    six: PdfPages,
    virtual_printer: SimpleNamespace,
    monkeypatch: pytest.MonkeyPatch,
    sides: int,
    pages: int,
) -> None:
    """Of "123-4-56"."""
    left = [True] * (sides - 1) + [False]
    monkeypatch.setattr(QPrinter, "newPage", lambda _printer: left.pop(0))
    with pytest.raises(PrintStopped) as stopped:
        sent(six, PrintJob(PRINTER, tuple(range(6)), 1, True, starts=(0, 3, 4)))
    assert stopped.value.printed == pages and str(pages) in stopped.value.message


def test_whatever_is_chosen_no_sheet_shows_two_pieces_or_nothing(chance: Random) -> None:
    for _case in range(2_000):
        count = chance.randint(1, 12)
        starts = tuple(page for page in range(count) if page == 0 or chance.random() < 0.4)
        pages = tuple(sorted(chance.sample(range(count), chance.randint(1, count))))
        copies = chance.randint(1, 3)
        whose = [sum(start <= page for start in starts) for page in range(count)]
        job = PrintJob("x", pages, copies, True, starts=starts)
        made = sides_of(job, copies)
        assert [page for page in made if page is not None] == [*pages] * copies
        for front, back in zip(made[::2], [*made[1::2], None], strict=False):
            assert front is not None
            assert back is None or (whose[front] == whose[back] and front < back)
        for front, back, after in zip(made[::2], made[1::2], made[2::2], strict=False):
            if back is None:  # only where it must be
                assert front is not None and after is not None
                assert whose[after] != whose[front] or after <= front
