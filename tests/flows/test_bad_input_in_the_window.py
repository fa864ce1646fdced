"""What is wrong is one sentence in the window, and nothing has changed."""

import io
import json
import logging
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from npo_desktop import i18n
from npo_desktop.content.load import load_content
from npo_desktop.errors import StoreError, UserError
from npo_desktop.importers.pupils import read_pupils
from npo_desktop.queries.answers import record_answer
from npo_desktop.queries.imports.pupil_files import apply_pupils, preview_pupils
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.queries.rounds import add_round
from npo_desktop.queries.scans import scan_for
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import SCHEMA
from npo_desktop.store.keys import Cost, WrongSecret
from npo_desktop.store.lifecycle import NewSchool, create_store, open_store
from ui import state, theme
from ui.errors import Errors
from ui.main_window import MainWindow
from ui.pages.export_page import ExportPage
from ui.pages.import_page import ImportPage
from ui.school_window import school_window
from ui.start import Start
from ui.unlock_view import UnlockView
from ui.widgets.note import Note

FILES = Path(__file__).parents[1] / "files"
SCHOOLS: Mapping[str, Mapping[str, str]] = json.loads(
    Path(__file__).with_name("schools.json").read_text(encoding="utf-8")
)
PASSPHRASE = "calm blue water by night"
YEAR = "2026-2027"
ROUND = (date(2026, 11, 2), date(2026, 12, 4))
CHEAP = Cost(memory=64, passes=1, lanes=1)


@dataclass(frozen=True)
class School:
    """A school with pupils, a round and one begun scan; closed."""

    store: Path
    pupils: Path
    language: str


@pytest.fixture(params=SCHOOLS)
def school(request: pytest.FixtureRequest, tmp_path: Path) -> School:
    facts = SCHOOLS[request.param]
    language = "nl" if facts["island"] == "bonaire" else "en"
    i18n.use(language)
    state.set_language(language)
    (tmp_path / "store").mkdir()
    made = School(tmp_path / "store" / "school.npo", FILES / facts["pupils"], language)
    new = NewSchool(facts["name"], facts["island"], facts["place"], language)
    store, _recovery_key = create_store(made.store, PASSPHRASE, new, cost=CHEAP)
    teacher = load_content().questionnaires["teacher"]
    with store.writing() as session:
        apply_pupils(session, preview_pupils(session, read_pupils(made.pupils)))
        this = add_round(session, "2026-1", *ROUND)
        for pupil in pupil_list(session, YEAR):
            scan_id = scan_for(session, pupil.id, this.id, teacher, language=language)
            record_answer(session, scan_id, teacher.items[0].id, 2)
    store.close()
    return made


@pytest.fixture
def window(qtbot: QtBot, school: School, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainWindow]:
    monkeypatch.setenv("NPO_TODAY", "2026-11-24")
    _dress()
    store = open_store(school.store, PASSPHRASE)
    made = school_window(store, Errors())
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()
    store.close()


@pytest.fixture
def from_tomorrow(school: School) -> School:
    """Its store was last opened by a version that knows a schema we do not know."""
    store = open_store(school.store, PASSPHRASE)
    with store.engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA + 1}")
        connection.commit()
    store.close()
    return school


class Unlocking:
    """A start that stands at the unlock form."""

    def __init__(self, qtbot: QtBot, store: Path) -> None:
        self.qtbot, self.folder = qtbot, store.parent
        self.told: list[object] = []
        errors = Errors()
        errors.told.connect(self.told.append)
        self.start = Start(errors, store, practice=False, locked=False)
        with qtbot.waitSignal(self.start.dressed):
            self.start.show_first()
        assert self.start.first is not None
        view = self.start.first.centralWidget()
        assert isinstance(view, UnlockView)
        self.view = view

    def type(self, passphrase: str) -> None:
        QTest.keyClicks(self.view.passphrase, passphrase)
        QTest.keyClick(self.view.passphrase, Qt.Key.Key_Return)

    def words(self) -> str:
        """What the form says went wrong; a screen reader hears the same."""
        self.qtbot.waitUntil(lambda: bool(self._notes()))
        (note,) = self._notes()
        return note.accessibleName()

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in self.folder.iterdir()}

    def end(self) -> None:
        self.start.close()
        for window in (self.start.window, self.start.first):
            if window is not None:
                window.close()
                window.deleteLater()

    def _notes(self) -> list[Note]:
        return [note for note in self.view.findChildren(Note) if note.isVisible()]


@pytest.fixture
def start(qtbot: QtBot, school: School) -> Iterator[Unlocking]:
    """The program as it begins for a school that has a store: it asks for the passphrase."""
    handlers = list(logging.getLogger().handlers)
    _dress()
    begun = Unlocking(qtbot, school.store)
    yield begun
    begun.end()
    for handler in set(logging.getLogger().handlers) - set(handlers):
        logging.getLogger().removeHandler(handler)
        handler.close()


def bad_files(folder: Path, good: Path) -> list[Path]:
    """Cut off, empty, of another kind, hostile, and rubbish under a good name."""
    sheet = io.BytesIO()
    with zipfile.ZipFile(sheet, "w") as archive:
        archive.writestr("xl/workbook.xml", b"\xde\xad\xbe\xef" * 50)
    bomb = '<!DOCTYPE EDEX [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">'
        for before, name in zip("abcdefgh", "bcdefghi", strict=True)
    )
    bomb += "]><EDEX><leerlingen><leerling key='1'><roepnaam>&i;</roepnaam></leerling>"
    contents = {
        "cut-off.xml": good.read_bytes()[:3000],
        "empty.xml": b"",
        "a-letter.csv": b"%PDF-1.7\n1 0 obj\n",
        "a-picture.xml": b"\x89PNG\r\n\x1a\n" + bytes(200),
        "bomb.xml": (bomb + "</leerlingen></EDEX>").encode(),
        "rubbish.xlsx": b"PK\x03\x04" + bytes(range(256)) * 8,
        "hollow.xlsx": sheet.getvalue(),
        "locked.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(range(256)) * 8,
        "noise.xml": bytes(range(255, 0, -1)) * 8,
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    with (folder / "huge.xml").open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    return [folder / name for name in (*contents, "huge.xml", "not-there.xml")]


def test_a_bad_file_is_one_sentence_in_the_window_and_changes_nothing(
    qtbot: QtBot, window: MainWindow, school: School, tmp_path: Path
) -> None:
    window.open_page("import")
    page = window.page("import")
    assert isinstance(page, ImportPage)
    before = dump(window)
    for path in bad_files(tmp_path, school.pupils):
        page.view.open_file(path)
        qtbot.waitUntil(lambda: not page.view.is_busy)
        assert page.view.problem.isVisible(), path.name
        assert page.view.problem.accessibleName() == sentence_about(path, school.language)
        assert not page.view.is_open and not page.view.can_apply and not page.apply.isVisible()
        assert dump(window) == before, path.name

    page.view.open_file(school.pupils)
    qtbot.waitUntil(lambda: page.view.preview is not None)
    assert not page.view.problem.isVisible(), "a good file after a bad one is read as ever"
    assert dump(window) == before


@pytest.mark.parametrize("place", ["where a file stands", "that takes no files"])
def test_an_export_folder_that_cannot_be_written_is_told_and_stays_as_it_was(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, place: str
) -> None:
    in_the_way = tmp_path / "papers"
    in_the_way.write_bytes(b"a file where a folder was meant")
    folder = in_the_way if place == "where a file stands" else Path("/proc/self/task")
    window.open_page("export", first_pupil(window))
    page = window.page("export")
    assert isinstance(page, ExportPage)
    page.set_folder(folder)
    page.options.how.set_value("each")
    before, beside = dump(window), sorted(tmp_path.rglob("*"))
    for button in (page.make, page.make_plan):
        window.messages.dismiss()
        assert button.isEnabled()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: bool(window.messages.shown_text))
        qtbot.waitUntil(lambda: not window.app.jobs.busy)
        told = window.messages.shown_text
        assert str(folder) in told and "\n" not in told
        assert button.isVisible() and button.isEnabled(), "back to what can be made"
        assert page.run is None
        page.show_choices()
    assert in_the_way.read_bytes() == b"a file where a folder was meant"
    assert sorted(tmp_path.rglob("*")) == beside
    assert dump(window) == before


def test_a_wrong_passphrase_is_said_and_one_can_try_again(start: Unlocking, school: School) -> None:
    before = start.files()
    start.type("calm blue water by day")
    assert start.words() == refusal(WrongSecret, school.store, "calm blue water by day")
    assert start.files() == before and start.start.window is None
    start.qtbot.waitUntil(lambda: not start.view.is_waiting)
    start.type(PASSPHRASE)  # what stood there is selected: typing goes over it
    start.qtbot.waitUntil(lambda: start.start.window is not None)
    assert start.told == []


def test_a_store_from_a_newer_version_is_refused_with_a_sentence(
    from_tomorrow: School, start: Unlocking
) -> None:
    before = start.files()
    start.type(PASSPHRASE)
    assert start.words() == refusal(StoreError, from_tomorrow.store, PASSPHRASE)
    assert start.files() == before and start.start.window is None
    assert start.view.passphrase.isEnabled() and start.told == []


def refusal(kind: type[UserError], store: Path, passphrase: str) -> str:
    """What the core says of opening this store."""
    with pytest.raises(kind) as refused:
        open_store(store, passphrase)
    assert refused.value.message and refused.value.hint
    return f"{refused.value.message} {refused.value.hint}"


def sentence_about(path: Path, language: str) -> str:
    """What reading this file says; in this language and not just in English."""
    said = {}
    for speech in ("en", language):
        with i18n.speaking(speech), pytest.raises(UserError) as refused:
            read_pupils(path)
        said[speech] = f"{refused.value.message} {refused.value.hint}"
    assert "\n" not in said[language] and len(said[language]) < 300
    assert language == "en" or said[language] != said["en"], "this is not translated"
    return said[language]


def dump(window: MainWindow) -> object:
    with window.app.reading() as session:
        return canonical_dump(session)


def first_pupil(window: MainWindow) -> UUID:
    with window.app.reading() as session:
        return pupil_list(session, YEAR)[0].id


def _dress() -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    if not application.styleSheet():
        theme.apply_theme(application, "light")
