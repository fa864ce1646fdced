"""The export page: files on disk, and what is told about them."""

import errno
from collections.abc import Callable
from datetime import date
from pathlib import Path
from shutil import rmtree
from threading import Event
from types import SimpleNamespace
from uuid import UUID

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QMenu
from pytestqt.qtbot import QtBot
from sqlalchemy import text
from sqlmodel import select

from npo_desktop.content.load import Content
from npo_desktop.errors import UserError
from npo_desktop.jobs import export_jobs
from npo_desktop.jobs.summary_results import Outcome, PupilResult
from npo_desktop.queries.rounds import add_round
from npo_desktop.safe_file import cannot_write, write_bytes
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Pupil
from ui import state
from ui.app import App, Topic
from ui.clipboard import EXCLUDED
from ui.export import export_run
from ui.export.export_rows import remark
from ui.export.export_run import RunDialog
from ui.export.fill_template import FillTemplateDialog
from ui.export.parent_options import Who
from ui.pages.evening_page import EveningPage
from ui.pages.export_page import ExportPage
from ui.preview.preview_dialog import PreviewDialog
from ui.preview.print_options import PAPER

LETTER, A4 = 1, 9  # of Excel
DIALOGS = ("paper", "letterhead", "template")  # open one
Answering = Callable[..., UUID]


@pytest.fixture
def page(qtbot: QtBot, app: App, school: SimpleNamespace, tmp_path: Path) -> ExportPage:
    app.round_id = school.round
    made = ExportPage(app)
    qtbot.addWidget(made)
    made.set_folder(tmp_path / "paper")
    made.resize(1174, 600)
    made.show()
    return made


@pytest.fixture
def scanned(school: SimpleNamespace, answer: Answering, content: Content) -> SimpleNamespace:
    """Two of group 5 have a whole list."""
    items = content.questionnaires["teacher"].items
    for name in ("Emely", "Shurandy"):
        answer(school.pupils[name], school.round, {item.id: 2 for item in items})
    return school


def make(qtbot: QtBot, page: ExportPage, how: str = "each") -> RunDialog:
    page.options.how.set_value(how)
    page.make.click()
    run = page.run
    assert run is not None
    qtbot.waitUntil(lambda: not run.is_busy and page.options.isEnabled())
    return run


def paper_of(file: Path) -> int:
    (size,) = {
        sheet.page_setup.paperSize
        for sheet in load_workbook(file)
        if sheet.sheet_state == "visible"
    }
    assert size is not None
    return int(size)


def rows(run: RunDialog) -> list[PupilResult]:
    return list(run.shown.table.table.rows)


def test_a_group_gives_a_file_for_each_scanned_pupil_and_says_who_is_skipped(
    qtbot: QtBot, page: ExportPage, scanned: SimpleNamespace
) -> None:
    page.options.group.setCurrentText("Groep 5")
    page.options.how.set_value("each")
    page.options.changed.emit()
    assert page.make.text() == "Make 4 summaries"
    run = make(qtbot, page)

    assert [one.outcome for one in rows(run)] == [Outcome.SKIPPED] * 2 + [Outcome.WRITTEN] * 2
    files = sorted(path.name for path in page.folder.iterdir())
    assert files == ["parents-2026-2-P4.pdf", "parents-2026-2-P6.pdf"]
    assert (page.folder / files[0]).read_bytes().startswith(b"%PDF")
    assert all(one.pages == len(PdfReader(one.path).pages) for one in rows(run) if one.path)
    assert "These files hold data of 2 pupils." in run.shown.safe.accessibleName()
    run.shown.only.setChecked(True)
    assert len(rows(run)) == 2


def test_letters_that_cannot_be_printed_are_told_above_and_on_top_of_the_list(
    qtbot: QtBot, page: ExportPage, scanned: SimpleNamespace, store: Store
) -> None:
    with store.writing() as session:
        session.exec(select(Pupil).where(Pupil.call_name == "Shurandy")).one().call_name = "Noor 🙂"
    page.options.group.setCurrentText("Groep 5")
    run = make(qtbot, page)
    written = [one for one in rows(run) if one.outcome is Outcome.WRITTEN]
    assert [bool(one.why) for one in written] == [True, False], "the other is not remarked upon"
    assert remark(written[0]).startswith("On pages 1, 2 □ stands for what cannot be printed (🙂)")
    assert "There is a remark about 1 summary." in run.shown.safe.accessibleName()


def test_one_pupil_can_be_asked_for_from_elsewhere(
    qtbot: QtBot, page: ExportPage, scanned: SimpleNamespace
) -> None:
    page.show_args(scanned.pupils["Emely"])
    assert page.options.pupils() == (scanned.pupils["Emely"],)
    assert page.make.isVisible() and page.make.text() == "Show and print 1 summary"
    make(qtbot, page)
    assert [path.name for path in page.folder.iterdir()] == ["parents-2026-2-P4.pdf"]


def test_everything_in_one_file(qtbot: QtBot, page: ExportPage, scanned: SimpleNamespace) -> None:
    page.options.who.set_value(Who.ALL)
    with QSignalBlocker(page.options):
        page.options.language.setCurrentIndex(page.options.language.findData("en"))
    run = make(qtbot, page, "one")
    assert [path.name for path in page.folder.iterdir()] == ["parents-2026-2.pdf"]
    written = [one for one in rows(run) if one.outcome is Outcome.WRITTEN]
    assert {result.language for result in written} == {"en"}


def test_printing_shows_all_in_one_preview_and_leaves_no_file(
    page: ExportPage, scanned: SimpleNamespace, previewed: Callable[[], PreviewDialog]
) -> None:
    page.options.group.setCurrentText("Groep 5")
    page.options.how.set_value("print")
    page.make.click()
    document = previewed().document
    assert document is not None
    names = ("Emely", "Shurandy")
    assert document.pupils == tuple(scanned.pupils[name] for name in names)
    assert document.file_name == "parents.pdf"
    assert any("Anthony" in sentence for sentence in document.missing)
    assert not page.folder.exists()


def test_one_that_fails_is_told_on_top_and_can_be_made_again_or_skipped(
    qtbot: QtBot, page: ExportPage, scanned: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, is_open = write_bytes, True

    def held(path: Path, data: bytes) -> None:
        if is_open and path.suffix == ".pdf":
            raise cannot_write(path, PermissionError(errno.EACCES, "held"))
        real(path, data)

    monkeypatch.setattr(export_jobs, "write_bytes", held)
    page.options.group.setCurrentText("Groep 5")
    run = make(qtbot, page)
    notes = run.shown.failed.notes
    assert set(notes) == {scanned.pupils["Emely"], scanned.pupils["Shurandy"]}
    assert "could not be written" in notes[scanned.pupils["Emely"]].accessibleName()
    assert list(page.folder.iterdir()) == [], "no half files"

    notes[scanned.pupils["Shurandy"]].skip.click()
    is_open = False
    notes[scanned.pupils["Emely"]].again.click()
    qtbot.waitUntil(lambda: not run.is_busy)
    assert notes == {} and run.shown.failed.isHidden()
    assert [path.name for path in page.folder.iterdir()] == ["parents-2026-2-P4.pdf"]
    assert run.results[scanned.pupils["Shurandy"]].outcome is Outcome.SKIPPED


def test_a_full_disk_half_way_stops_with_one_sentence_and_no_half_files(
    qtbot: QtBot, page: ExportPage, scanned: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = write_bytes
    tried: list[str] = []

    def full(path: Path, data: bytes) -> None:
        if path.suffix == ".pdf":
            tried.append(path.name)
            error = OSError(errno.ENOSPC, "full")
            raise cannot_write(path, error) from error
        real(path, data)

    monkeypatch.setattr(export_jobs, "write_bytes", full)
    page.options.group.setCurrentText("Groep 5")
    run = make(qtbot, page)
    assert len(tried) == 1, "the second would fail as well"
    (note,) = run.shown.failed.notes.values()
    assert "the disk is full" in note.accessibleName()
    assert list(page.folder.iterdir()) == []
    told = [one.text for one in rows(run)]
    assert "Not tried: the file before it could not be written." in told


def test_stopping_ends_after_the_one_at_hand_and_says_so_of_the_rest(
    qtbot: QtBot, page: ExportPage, scanned: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, made, go_on = write_bytes, Event(), Event()

    def slow(path: Path, data: bytes) -> None:
        real(path, data)
        if path.suffix == ".pdf":
            made.set()
            go_on.wait(20)

    monkeypatch.setattr(export_jobs, "write_bytes", slow)
    page.options.group.setCurrentText("Groep 5")
    page.options.how.set_value("each")
    page.make.click()
    run = page.run
    assert run is not None
    qtbot.waitUntil(made.is_set)
    run.reject()
    assert run.isVisible() and not run.shown.close.isEnabled(), "not closed while it works"
    run.shown.stop.click()
    go_on.set()
    qtbot.waitUntil(lambda: not run.is_busy)
    outcomes = {one.name.split(",")[0]: one for one in run.results.values()}
    assert outcomes["Pourier"].outcome is Outcome.WRITTEN
    assert outcomes["Winklaar"].text == "Stopped before this one."
    assert [path.name for path in page.folder.iterdir()] == ["parents-2026-2-P4.pdf"]


def test_a_folder_that_went_away_is_told_at_the_one_that_is_made_again(
    qtbot: QtBot, page: ExportPage, scanned: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(path: Path, data: bytes) -> None:
        if path.suffix == ".pdf" and "P4" in path.name:
            raise cannot_write(path, PermissionError(errno.EACCES, "held"))
        write_bytes(path, data)

    monkeypatch.setattr(export_jobs, "write_bytes", held)
    page.options.group.setCurrentText("Groep 5")
    run = make(qtbot, page)
    (note,) = run.shown.failed.notes.values()
    rmtree(page.folder)
    page.folder.write_text("in the way")
    note.again.click()
    qtbot.waitUntil(lambda: not run.is_busy)
    (note,) = run.shown.failed.notes.values()
    assert "there is a file where a folder must be" in note.accessibleName()
    assert run.results[scanned.pupils["Shurandy"]].outcome is Outcome.WRITTEN
    run.reject()


def test_who_was_skipped_for_a_scan_leads_to_it(
    qtbot: QtBot, app: App, page: ExportPage, scanned: SimpleNamespace
) -> None:
    page.options.group.setCurrentText("Groep 5")
    run = make(qtbot, page)
    first = rows(run)[0]
    assert first.has_no_scan
    with qtbot.waitSignal(app.opened) as went:
        run.shown.table.row_activated.emit(first)
    assert went.args == ["scan", (first.pupil_id,)]
    assert page.run is None


def log_of(app: App) -> list[tuple[str, str]]:
    with app.reading() as session:
        rows = session.execute(text("SELECT action, object_id FROM audit_entry ORDER BY seq"))
        return [(action, subject) for action, subject in rows]


def test_a_locked_pdf_opens_with_the_password_that_is_shown_once(
    qtbot: QtBot, page: ExportPage, scanned: SimpleNamespace
) -> None:
    page.show_args(scanned.pupils["Emely"])
    page.options.lock.setChecked(True)
    run = make(qtbot, page)

    (path,) = page.folder.iterdir()
    shown = run.shown.password
    assert shown.isVisible()
    password = shown.accessibleName().split()[1]
    assert not PdfReader(path).decrypt("")
    assert PdfReader(path).decrypt(password)
    shown.copy.click()
    assert QGuiApplication.clipboard().text() == password
    assert QGuiApplication.clipboard().mimeData().hasFormat(EXCLUDED)

    with qtbot.waitSignal(run.destroyed):
        run.shown.close.click()
    assert page.run is None, "the password is nowhere any more"


def test_without_the_tick_there_is_no_password(
    qtbot: QtBot, page: ExportPage, scanned: SimpleNamespace
) -> None:
    page.show_args(scanned.pupils["Emely"])
    run = make(qtbot, page)
    (path,) = page.folder.iterdir()
    assert not PdfReader(path).is_encrypted
    assert not run.shown.password.isVisible()


def test_what_left_the_store_and_what_was_opened_to_print_is_in_the_log(
    qtbot: QtBot,
    app: App,
    page: ExportPage,
    scanned: SimpleNamespace,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = SimpleNamespace(openUrl=lambda _url: True)  # no viewer opens in a test
    monkeypatch.setattr(export_run, "QDesktopServices", shown)
    page.options.group.setCurrentText("Groep 5")
    run = make(qtbot, page)
    run.shown.table.row_activated.emit(rows(run)[-1])
    qtbot.waitUntil(lambda: not app.jobs.busy)
    run.reject()
    page.make_plan.click()
    qtbot.waitUntil(page.options.isEnabled)

    opened = str(scanned.pupils["Shurandy"])
    assert log_of(app)[-3:] == [("export", "2"), ("print", opened), ("export", "8")]


def test_the_excel_plan_is_a_workbook_with_its_sheets(
    qtbot: QtBot, page: ExportPage, scanned: SimpleNamespace
) -> None:
    page.make_plan.click()
    qtbot.waitUntil(page.options.isEnabled)
    (path,) = page.folder.iterdir()
    assert path.suffix == ".xlsx"
    book = load_workbook(path)
    assert len(book.sheetnames) >= 5
    assert page.file_note.isVisible() and str(page.folder) in page.file_note.accessibleName()


def test_a_folder_that_cannot_be_written_is_one_sentence_and_the_choices_come_back(
    qtbot: QtBot, app: App, page: ExportPage, scanned: SimpleNamespace, tmp_path: Path
) -> None:
    blocked = tmp_path / "a-file"
    blocked.write_text("in the way")
    page.set_folder(blocked)
    page.show_summaries()
    page.options.how.set_value("each")
    with qtbot.waitSignal(app.errors.told) as told:
        page.make.click()
    qtbot.waitUntil(page.options.isEnabled)
    assert told.args and isinstance(told.args[0], UserError)
    assert page.make.isVisible()
    assert blocked.read_text() == "in the way"


def test_without_a_round_there_is_nothing_to_make(qtbot: QtBot, app: App) -> None:
    page = ExportPage(app)
    qtbot.addWidget(page)
    page.show()
    assert not page.make.isEnabled() and not page.make_plan.isEnabled()
    assert page.cards["letterhead"].button.isEnabled(), "needs no round"


def test_the_workbooks_of_a_group_and_of_all_scores_are_made_from_their_cards(
    qtbot: QtBot, page: ExportPage, scanned: SimpleNamespace
) -> None:
    page.cards["scores"].button.click()
    qtbot.waitUntil(page.cards["group"].button.isEnabled)
    assert page.file_note.isVisible()
    page.cards["group"].button.click()
    (menu,) = page.cards["group"].button.findChildren(QMenu)
    act = next(one for one in menu.actions() if one.text() == "Groep 5")
    menu.close()
    act.trigger()
    assert page.file_note.isHidden()
    qtbot.waitUntil(page.file_note.isVisible)
    assert len([path for path in page.folder.iterdir() if path.suffix == ".xlsx"]) == 2
    assert {paper_of(path) for path in page.folder.iterdir()} == {A4}


def test_the_workbooks_are_set_up_for_the_paper_that_was_last_printed_on(
    qtbot: QtBot, page: ExportPage, scanned: SimpleNamespace
) -> None:
    state.set_choice(PAPER, "letter")
    page.make_plan.click()
    qtbot.waitUntil(page.options.isEnabled)
    (path,) = page.folder.iterdir()
    assert paper_of(path) == LETTER


def test_each_card_leads_somewhere(qtbot: QtBot, app: App, page: ExportPage) -> None:
    with qtbot.waitSignal(app.opened) as went:
        page.cards["evening"].button.click()
    assert went.args == ["evening", ()]
    page.cards["parents"].button.click()
    assert page.make.isVisible() and page.go_back() and not page.make.isVisible()
    assert not page.go_back(), "Esc leaves the page now"
    for button in (page.parts, *(page.cards[kind].button for kind in DIALOGS)):
        button.click()
        (dialog,) = [one for one in page.findChildren(QDialog) if one.isVisible()]
        dialog.close()


@pytest.mark.parametrize("with_round", [False, True])
def test_without_pupils_the_page_and_that_of_an_evening_lead_to_reading_them_in(
    qtbot: QtBot, app: App, with_round: bool
) -> None:
    if with_round:
        with app.writing(Topic.ROUNDS) as session:
            add_round(session, "2026-2", date(2026, 11, 2), date(2026, 12, 4))
    page, evening = ExportPage(app), EveningPage(app)
    for one in (page, evening):
        qtbot.addWidget(one)
        one.show()
    able = {kind for kind, card in page.cards.items() if card.button.isEnabled()}
    assert able == {"letterhead"} and page.first_focus() is page.lacks.button
    for button in (page.lacks.button, evening.start):
        assert button.isVisible() and button.isEnabled()
        with qtbot.waitSignal(app.opened) as went:
            button.click()
        assert went.args[0] == "import"


def test_the_own_template_has_one_name(page: ExportPage) -> None:
    page.cards["template"].button.click()
    (dialog,) = page.findChildren(FillTemplateDialog)
    assert dialog.windowTitle() == page.cards["template"].title
    dialog.reject()
