"""The export page: files on disk, and what is told about them."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from npo_desktop.content.load import Content
from npo_desktop.errors import UserError
from npo_desktop.jobs.export_jobs import Outcome
from ui.app import App
from ui.clipboard import EXCLUDED
from ui.pages.export_page import ExportPage
from ui.widgets import export_results
from ui.widgets.parent_options import Who

PATIENCE = 30_000  # milliseconds
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


def make(qtbot: QtBot, page: ExportPage) -> None:
    page.make.click()
    qtbot.waitUntil(page.options.isEnabled, timeout=PATIENCE)


def test_a_group_gives_a_file_for_each_scanned_pupil_and_says_who_is_skipped(
    qtbot: QtBot, page: ExportPage, scanned: SimpleNamespace
) -> None:
    page.options.group.setCurrentText("Groep 5")
    assert page.make.text() == "Make 4 summaries"
    make(qtbot, page)

    results = page.results.table.table.rows
    assert [result.outcome for result in results] == [Outcome.SKIPPED] * 2 + [Outcome.WRITTEN] * 2
    files = sorted(path.name for path in page.folder.iterdir())
    assert files == ["parents-2026-2-P4.pdf", "parents-2026-2-P6.pdf"]
    assert (page.folder / files[0]).read_bytes().startswith(b"%PDF")
    assert "These files hold data of 2 pupils." in page.results.safe.accessibleName()
    page.results.only.setChecked(True)
    assert len(page.results.table.table.rows) == 2


def test_one_pupil_can_be_asked_for_from_elsewhere(
    qtbot: QtBot, page: ExportPage, scanned: SimpleNamespace
) -> None:
    page.show_args(scanned.pupils["Emely"])
    assert page.options.pupils() == (scanned.pupils["Emely"],)
    assert page.make.text() == "Make 1 summary"
    make(qtbot, page)
    assert [path.name for path in page.folder.iterdir()] == ["parents-2026-2-P4.pdf"]


def test_everything_in_one_file(qtbot: QtBot, page: ExportPage, scanned: SimpleNamespace) -> None:
    page.options.who.set_value(Who.ALL)
    page.options.files.set_value(True)
    with QSignalBlocker(page.options):
        page.options.language.setCurrentIndex(page.options.language.findData("en"))
    make(qtbot, page)
    assert [path.name for path in page.folder.iterdir()] == ["parents-2026-2.pdf"]
    written = [r for r in page.results.table.table.rows if r.outcome is Outcome.WRITTEN]
    assert {result.language for result in written} == {"en"}


def log_of(app: App) -> list[tuple[str, str]]:
    with app.reading() as session:
        rows = session.execute(text("SELECT action, object_id FROM audit_entry ORDER BY seq"))
        return [(action, subject) for action, subject in rows]


def test_a_locked_pdf_opens_with_the_password_that_is_shown_once(
    qtbot: QtBot, page: ExportPage, scanned: SimpleNamespace
) -> None:
    page.show_args(scanned.pupils["Emely"])
    page.options.lock.setChecked(True)
    make(qtbot, page)

    (path,) = page.folder.iterdir()
    shown = page.results.password
    assert shown.isVisible()
    password = shown.accessibleName().split()[1]
    assert not PdfReader(path).decrypt("")
    assert PdfReader(path).decrypt(password)
    shown.copy.click()
    assert QGuiApplication.clipboard().text() == password
    assert QGuiApplication.clipboard().mimeData().hasFormat(EXCLUDED)

    page.show_choices()
    assert not shown.isVisible() and password not in shown.accessibleName()


def test_without_the_tick_there_is_no_password(
    qtbot: QtBot, page: ExportPage, scanned: SimpleNamespace
) -> None:
    page.show_args(scanned.pupils["Emely"])
    make(qtbot, page)
    (path,) = page.folder.iterdir()
    assert not PdfReader(path).is_encrypted
    assert not page.results.password.isVisible()


def test_what_left_the_store_and_what_was_opened_to_print_is_in_the_log(
    qtbot: QtBot,
    app: App,
    page: ExportPage,
    scanned: SimpleNamespace,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown = SimpleNamespace(openUrl=lambda _url: True)  # no viewer opens in a test
    monkeypatch.setattr(export_results, "QDesktopServices", shown)
    page.options.group.setCurrentText("Groep 5")
    make(qtbot, page)
    page.results.table.row_activated.emit(page.results.table.table.rows[-1])
    qtbot.waitUntil(lambda: not app.jobs.busy, timeout=PATIENCE)
    page.show_choices()
    page.make_plan.click()
    qtbot.waitUntil(page.options.isEnabled, timeout=PATIENCE)

    opened = str(scanned.pupils["Shurandy"])
    assert log_of(app)[-3:] == [("export", "2"), ("print", opened), ("export", "8")]


def test_the_excel_plan_is_a_workbook_with_its_sheets(
    qtbot: QtBot, page: ExportPage, scanned: SimpleNamespace
) -> None:
    page.make_plan.click()
    qtbot.waitUntil(page.options.isEnabled, timeout=PATIENCE)
    (path,) = page.folder.iterdir()
    assert path.suffix == ".xlsx"
    book = load_workbook(path)
    assert len(book.sheetnames) == 5


def test_a_folder_that_cannot_be_written_is_one_sentence_and_the_choices_come_back(
    qtbot: QtBot, app: App, page: ExportPage, scanned: SimpleNamespace, tmp_path: Path
) -> None:
    blocked = tmp_path / "a-file"
    blocked.write_text("in the way")
    page.set_folder(blocked)
    with qtbot.waitSignal(app.jobs.failed, timeout=PATIENCE) as told:
        page.make.click()
    qtbot.waitUntil(page.options.isEnabled, timeout=PATIENCE)
    assert told.args and isinstance(told.args[0], UserError)
    assert page.make.isVisible()
    assert blocked.read_text() == "in the way"


def test_without_a_round_there_is_nothing_to_make(qtbot: QtBot, app: App) -> None:
    page = ExportPage(app)
    qtbot.addWidget(page)
    page.show()
    assert not page.make.isEnabled() and not page.make_plan.isEnabled()
