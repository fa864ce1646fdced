"""What is shown comes out of the printer; what cannot be printed or saved is said in a sentence."""

import errno
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QSizeF
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from reportlab.lib.pagesizes import A4, letter
from reportlab.pdfgen.canvas import Canvas
from shiboken6 import isValid

from npo_desktop.errors import UserError
from npo_desktop.exports.pdf.parent_summary import new_canvas
from npo_desktop.exports.pdf.pen import CanvasPen
from npo_desktop.exports.pdf.style import INK, REGULAR, Paper
from npo_desktop.jobs.document import Document
from npo_desktop.progress import Progress
from npo_desktop.store.engine import Store
from npo_desktop.store.safety_tables import AuditEntry
from ui.app import App, Said
from ui.preview import PreviewDialog, open_preview, printers
from ui.preview.pdf_pages import PdfPages
from ui.preview.printing import PrintJob, set_up

WHO = UUID("12345678123456781234567812345678")
PRINTER = "Printer of the office"


def pdf(pages: int = 3, paper: str = "a4", *, landscape: bool = False) -> bytes:
    """Pages with a black square each, larger on every next page."""
    size = letter if paper == "letter" else A4
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=size[::-1] if landscape else size)
    for page in range(pages):
        canvas.rect(80, 80, 60 * (page + 1), 60 * (page + 1), fill=1)
        canvas.drawString(80, 700 if not landscape else 500, f"page {page + 1}")
        canvas.showPage()
    canvas.save()
    return held.getvalue()


@pytest.fixture
def app(qapp: object, store: Store) -> Iterator[App]:
    made = App(store)
    yield made
    made.jobs.shutdown()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1366, 688)
    made.show()
    return made


Opening = Callable[..., PreviewDialog]


@pytest.fixture
def opened(app: App, window: QWidget, qtbot: QtBot) -> Iterator[Opening]:
    """A preview whose pages are there and whose printers are known."""

    there: list[PreviewDialog] = []

    def make(pages: int = 3, **more: Any) -> PreviewDialog:
        def render(count: int, paper: str, _progress: Progress) -> Document:
            return Document(
                pdf(count, paper), "because-A1.pdf", "A title", **{"pupils": (WHO,), **more}
            )

        found = open_preview(
            app, window, title="A title", load=lambda _session: pages, render=render, kind="test"
        )
        qtbot.waitUntil(lambda: found.frame.save.isEnabled())
        qtbot.waitUntil(lambda: found.frame.options.nowhere.isVisible()
                        or found.frame.options.has_printer)  # fmt: skip
        there.append(found)
        return found

    yield make
    qtbot.waitUntil(lambda: not app.jobs.busy)
    for one in there:
        if isValid(one):
            one.reject()


def log(app: App) -> list[tuple[str, str]]:
    from sqlmodel import col, select

    with app.reading() as session:
        rows = session.exec(select(AuditEntry).order_by(col(AuditEntry.seq))).all()
        return [(row.action, row.object_id) for row in rows if row.action in ("print", "export")]


def dark(picture_of: bytes, page: int) -> float:
    """How much of a page is black."""
    pages = PdfPages(picture_of)
    image = pages.picture(page, 0.25)
    count = sum(
        image.pixelColor(x, y).lightness() < 60
        for x in range(image.width())
        for y in range(image.height())
    )
    pages.close()
    return count / (image.width() * image.height())


def test_letters_that_cannot_be_printed_are_told_beside_the_pages(
    app: App, window: QWidget, qtbot: QtBot
) -> None:
    def render(name: str, paper: str, _progress: Progress) -> Document:
        held = io.BytesIO()
        canvas = new_canvas(held, Paper(paper), "nl", "A title", "")
        pen = CanvasPen(canvas)
        for words in ("Ana", name):
            pen.text(100, 400, words, REGULAR, 12, INK)
            pen.next_page()
        canvas.save()
        return Document(held.getvalue(), "A1.pdf", "A title", missing=("No scan yet.",))

    found = open_preview(
        app,
        window,
        title="A title",
        load=lambda _session: "Noor 🙂 نور",
        render=render,
        kind="test",
    )
    qtbot.waitUntil(lambda: found.frame.save.isEnabled())
    said = found.frame.gaps.accessibleName()
    assert found.frame.gaps.isVisible()
    assert "No scan yet.\nOn page 2 □ stands for what cannot be printed (ر ن و 🙂): write" in said
    found.reject()
    qtbot.waitUntil(lambda: not app.jobs.busy)


def test_the_pages_are_shown_as_they_are_and_nothing_is_written(
    opened: Opening, tmp_path: Path
) -> None:
    before = sorted(tmp_path.rglob("*"))
    preview = opened(3)
    assert preview.pages is not None and len(preview.pages) == 3
    assert preview.frame.place.text().count("3")
    shot = preview.grab().toImage()
    assert any(shot.pixelColor(x, shot.height() // 2).lightness() > 250 for x in range(60, 500))
    assert "page 1" in preview.frame.sheets.accessibleDescription() or preview.pages.words(0)
    assert sorted(tmp_path.rglob("*")) == before


def test_scrolling_says_which_page_it_is(opened: Opening) -> None:
    preview = opened(3)
    preview.frame.sheets.go_to(2)
    assert preview.frame.sheets.page == 2
    assert "3" in preview.frame.place.text().split()[1]


def test_other_paper_renders_again_and_loads_nothing(
    app: App, window: QWidget, qtbot: QtBot
) -> None:
    loads: list[int] = []
    papers: list[str] = []

    def load(_session: object) -> int:
        loads.append(1)
        return 1

    def render(_facts: int, paper: str, _progress: Progress) -> Document:
        papers.append(paper)
        return Document(pdf(1, paper), "one.pdf", "One")

    preview = open_preview(app, window, title="One", load=load, render=render)
    qtbot.waitUntil(lambda: preview.frame.save.isEnabled())
    with qtbot.waitSignal(preview.shown):
        preview.frame.options.paper.group.button(1).click()
    assert (len(loads), papers) == (1, ["a4", "letter"])
    assert preview.pages is not None and preview.pages.sizes[0] == QSizeF(612, 792)


def test_the_paper_that_was_chosen_is_chosen_the_next_time(opened: Opening, qtbot: QtBot) -> None:
    preview = opened(1)
    with qtbot.waitSignal(preview.shown):
        preview.frame.options.paper.group.button(1).click()
    qtbot.waitUntil(lambda: preview.frame.save.isEnabled())
    preview.reject()
    again = opened(1)
    assert again.frame.options.paper.value() == "letter"
    assert again.pages is not None and again.pages.sizes[0] == QSizeF(612, 792)


def test_what_comes_out_of_the_printer_is_what_was_shown(
    opened: Opening, qtbot: QtBot, app: App, virtual_printer: SimpleNamespace
) -> None:
    said: list[Said] = []
    app.said.connect(said.append)
    preview = opened(3)
    with qtbot.waitSignal(preview.printed) as sent:
        preview.frame.print.click()
    printed = virtual_printer.file.read_bytes()
    qtbot.waitUntil(preview.frame.print.isEnabled)
    assert preview.focusWidget() is preview.frame.leave
    assert sent.args == [3] and len(PdfReader(io.BytesIO(printed)).pages) == 3
    for page in range(3):
        assert dark(printed, page) == pytest.approx(dark(pdf(3), page), abs=0.003)
    assert said and PRINTER in said[0].first
    qtbot.waitUntil(lambda: not app.jobs.busy)
    assert log(app) == [("print", str(WHO))]


def test_only_the_pages_that_were_typed_and_as_many_copies(
    opened: Opening, qtbot: QtBot, virtual_printer: SimpleNamespace
) -> None:
    preview = opened(5)
    preview.frame.options.range.setText("2, 4-5")
    preview.frame.options.copies.setValue(2)
    with qtbot.waitSignal(preview.printed):
        preview.frame.print.click()
    printed = virtual_printer.file.read_bytes()
    shares = [dark(printed, page) for page in range(6)]
    wanted = [dark(pdf(5), page) for page in (1, 3, 4)] * 2
    assert len(PdfReader(io.BytesIO(printed)).pages) == 6
    assert shares == pytest.approx(wanted, abs=0.003)


def test_on_both_sides_each_copy_begins_on_a_sheet_of_its_own(
    opened: Opening, qtbot: QtBot, virtual_printer: SimpleNamespace
) -> None:
    preview = opened(3)
    preview.frame.options.copies.setValue(2)
    preview.frame.options.both_sides.click()
    with qtbot.waitSignal(preview.printed):
        preview.frame.print.click()
    printed = virtual_printer.file.read_bytes()
    assert len(PdfReader(io.BytesIO(printed)).pages) == 7
    assert dark(printed, 3) == 0.0 and dark(printed, 4) == pytest.approx(dark(pdf(3), 0), abs=0.003)


def test_on_both_sides_the_next_person_begins_on_a_sheet_of_her_own(
    opened: Opening, qtbot: QtBot, virtual_printer: SimpleNamespace
) -> None:
    preview = opened(4, starts=(0, 3))
    preview.frame.options.both_sides.click()
    with qtbot.waitSignal(preview.printed) as sent:
        preview.frame.print.click()
    printed = virtual_printer.file.read_bytes()
    assert sent.args == [4] and "4" in preview.frame.told.accessibleName()
    assert len(PdfReader(io.BytesIO(printed)).pages) == 5
    assert dark(printed, 3) == 0.0 and dark(printed, 4) == pytest.approx(dark(pdf(4), 3), abs=0.003)
    assert len(PdfReader(io.BytesIO(pdf_of(preview))).pages) == 4  # as it is saved


def test_what_is_left_after_a_jam_on_both_sides_is_what_had_not_gone(
    opened: Opening, virtual_printer: SimpleNamespace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = opened(5, starts=(0, 1, 2))
    preview.frame.options.both_sides.click()
    left = [True, True, True, False]  # "1-2-" had gone
    with monkeypatch.context() as patch:
        patch.setattr(QPrinter, "newPage", lambda _printer: left.pop(0))
        with qtbot.waitSignal(preview.refused):
            preview.frame.print.click()
    assert preview.frame.options.range.text() == "3-5"
    qtbot.waitUntil(preview.frame.print.isEnabled)
    with qtbot.waitSignal(preview.printed) as sent:
        preview.frame.print.click()
    assert sent.args == [3]


@pytest.mark.parametrize(
    ("landscape", "name"), [(False, "DuplexLongSide"), (True, "DuplexShortSide")]
)
def test_the_back_is_turned_so_that_it_reads_like_a_book(
    qapp: object, monkeypatch: pytest.MonkeyPatch, landscape: bool, name: str
) -> None:
    told: list[QPrinter.DuplexMode] = []

    class Told(QPrinter):
        def setDuplex(self, mode: QPrinter.DuplexMode) -> None:
            told.append(mode)

    size = QSizeF(842, 595) if landscape else QSizeF(595, 842)
    printer = Told()
    set_up(printer, PrintJob("x", (0, 1), both_sides=True), size)
    assert [mode.name for mode in told] == [name]
    turned = printer.pageLayout().orientation().name
    assert turned == ("Landscape" if landscape else "Portrait")


@pytest.mark.parametrize("wrong", ["0", "9", "3-1", "one", "1 2", "-", "2-9"])
def test_a_range_that_is_none_is_said_at_its_field_and_nothing_is_printed(
    opened: Opening, app: App, virtual_printer: SimpleNamespace, wrong: str
) -> None:
    preview = opened(3)
    preview.frame.options.range.setText(wrong)
    preview.frame.print.click()
    assert preview.frame.options.range_field.has_error
    assert not app.jobs.busy and not virtual_printer.file.exists() and log(app) == []


def test_a_printer_that_has_gone_is_said_and_another_can_be_chosen(
    opened: Opening, app: App, virtual_printer: SimpleNamespace, qtbot: QtBot
) -> None:
    preview = opened(1)
    virtual_printer.names[:] = ["Printer upstairs"]
    with qtbot.waitSignal(preview.refused) as told:
        preview.frame.print.click()
    assert PRINTER in told.args[0].message and preview.frame.told.isVisible()
    assert log(app) == [] and not virtual_printer.file.exists()
    assert preview.frame.options.printer.currentText() == "Printer upstairs"
    assert not preview.frame.options.range_field.isVisible()  # of one page there is no choice
    with qtbot.waitSignal(preview.printed):
        preview.frame.print.click()


def test_a_printer_that_stops_half_way_leaves_the_rest_to_be_printed(
    opened: Opening, virtual_printer: SimpleNamespace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = opened(5)
    preview.frame.options.range.setText("1-2, 4-5")
    left = [True, True, False]
    with monkeypatch.context() as patch:
        patch.setattr(QPrinter, "newPage", lambda _printer: left.pop(0))
        with qtbot.waitSignal(preview.refused) as told:
            preview.frame.print.click()
    assert "3" in told.args[0].message
    assert preview.frame.options.range.text() == "5"
    qtbot.waitUntil(preview.frame.print.isEnabled)
    with qtbot.waitSignal(preview.printed) as sent:
        preview.frame.print.click()
    assert sent.args == [1]


def test_a_computer_without_a_printer_still_shows_and_saves(
    opened: Opening, virtual_printer: SimpleNamespace
) -> None:
    virtual_printer.names.clear()
    preview = opened(2)
    assert preview.frame.options.nowhere.isVisible()
    assert not preview.frame.print.isEnabled() and preview.frame.save.isEnabled()


def test_the_system_is_asked_for_its_printers(
    qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinters", staticmethod(lambda: [QPrinterInfo()]))
    (one,) = printers.SystemPrinters().known()
    assert (one.name, one.is_default, one.has_duplex) == ("", False, False)
    with pytest.raises(UserError, match="nix"):
        printers.SystemPrinters().open("nix")


def test_the_printer_of_last_time_is_chosen_again(
    opened: Opening, virtual_printer: SimpleNamespace
) -> None:
    virtual_printer.names.append("Printer upstairs")
    first = opened(1)
    first.frame.options.printer.setCurrentIndex(1)
    first.frame.options.printer.activated.emit(1)
    first.reject()
    assert opened(1).frame.options.printer.currentText() == "Printer upstairs"


# --- saving ---


def save_as(monkeypatch: pytest.MonkeyPatch, file: Path) -> list[str]:
    proposed: list[str] = []

    def ask(_parent: object, _title: str, name: str, *_more: object) -> tuple[str, str]:
        proposed.append(Path(name).name)
        return str(file), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    return proposed


def test_it_is_saved_where_somebody_says_and_noted(
    opened: Opening, app: App, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "mine"
    proposed = save_as(monkeypatch, file)
    preview = opened(2)
    with qtbot.waitSignal(preview.saved):
        preview.frame.save.click()
    assert proposed == ["because-A1.pdf"]
    assert file.with_name("mine.pdf").read_bytes() == pdf_of(preview)
    qtbot.waitUntil(lambda: not app.jobs.busy)
    assert log(app) == [("export", str(WHO))]


def pdf_of(preview: PreviewDialog) -> bytes:
    assert preview.document is not None
    return preview.document.pdf


def test_behind_a_password_it_opens_with_that_word_only(
    opened: Opening, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "locked.pdf"
    save_as(monkeypatch, file)
    preview = opened(2)
    preview.frame.lock.click()
    with qtbot.waitSignal(preview.saved):
        preview.frame.save.click()
    shown = preview.frame.secret.accessibleName()
    password = next(word for word in shown.split() if word.count("-") == 3)
    reader = PdfReader(file)
    assert reader.is_encrypted and not reader.decrypt("another word")
    assert reader.decrypt(password) and len(reader.pages) == 2


def test_a_full_disk_is_one_sentence_and_leaves_neither_a_file_nor_a_note(
    opened: Opening, app: App, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "full" / "a.pdf"
    file.parent.mkdir()
    save_as(monkeypatch, file)
    preview = opened(2)

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr("npo_desktop.safe_file.os.fsync", full)
        with qtbot.waitSignal(preview.refused) as told:
            preview.frame.save.click()
    assert "disk is full" in told.args[0].message and preview.frame.told.isVisible()
    assert list(file.parent.iterdir()) == []
    qtbot.waitUntil(lambda: not app.jobs.busy)
    assert log(app) == []
    with qtbot.waitSignal(preview.saved):
        preview.frame.save.click()


# --- what goes wrong ---


def test_what_cannot_be_made_is_said_in_the_window(app: App, window: QWidget, qtbot: QtBot) -> None:
    def render(_facts: None, _paper: str, _progress: Progress) -> Document:
        raise UserError("Nobody was chosen.", "Choose somebody.")

    preview = open_preview(app, window, title="x", load=lambda _session: None, render=render)
    qtbot.waitUntil(preview.frame.told.isVisible)
    assert "Nobody was chosen." in preview.frame.told.accessibleName()
    assert not preview.frame.save.isEnabled() and not preview.frame.print.isEnabled()
    preview.reject()
    assert not preview.isVisible()


def test_closing_stops_what_is_still_being_made(app: App, window: QWidget, qtbot: QtBot) -> None:
    from threading import Event

    begun, go_on = Event(), Event()
    ended: list[str] = []

    def render(_facts: None, _paper: str, progress: Progress) -> Document:
        begun.set()
        go_on.wait(10)
        progress(1, 2)
        ended.append("made all the same")
        return Document(pdf(1), "a.pdf", "A")

    preview = open_preview(app, window, title="x", load=lambda _session: None, render=render)
    qtbot.waitUntil(begun.is_set)
    preview.reject()
    go_on.set()
    qtbot.waitUntil(lambda: not app.jobs.busy)
    assert ended == []


def test_what_is_missing_stands_beside_the_pages(opened: Opening) -> None:
    preview = opened(1, missing=("No scan of Emely yet.",))
    assert preview.frame.gaps.isVisible()
    assert "No scan of Emely yet." in preview.frame.gaps.accessibleName()


def test_nothing_that_was_printed_or_saved_is_remembered_by_name(
    opened: Opening, virtual_printer: SimpleNamespace, qtbot: QtBot, home: Path
) -> None:
    preview = opened(1)
    with qtbot.waitSignal(preview.printed):
        preview.frame.print.click()
    kept = (home / "window.ini").read_text() if (home / "window.ini").exists() else ""
    assert "because" not in kept and "A title" not in kept


def test_the_picture_of_a_closed_document_is_not_drawn() -> None:
    from npo_desktop.errors import Cancelled

    pages = PdfPages(pdf(1))
    pages.close()
    pages.close()
    with pytest.raises(Cancelled):
        pages.picture(0, 1.0)


def test_documents_that_are_still_open_are_closed_before_the_program_ends() -> None:
    code = (
        "import sys; from ui.preview.pdf_pages import PdfPages;"
        "held = [PdfPages(sys.stdin.buffer.read()) for _ in range(1)]; print(len(held[0]))"
    )
    ran = subprocess.run([sys.executable, "-c", code], input=pdf(2), capture_output=True)
    assert (ran.returncode, ran.stdout.strip(), ran.stderr) == (0, b"2", b"")
