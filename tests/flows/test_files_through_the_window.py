"""The files of EXCHANGE.md, chapter 8: the real widgets and ``npo`` leave equal stores."""

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from npo_desktop import i18n
from npo_desktop.__main__ import main
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Store
from npo_desktop.store.keys import Cost
from npo_desktop.store.lifecycle import NewSchool, create_store, open_store
from ui import theme
from ui.dialogs.confirm import ConfirmDialog
from ui.errors import Errors
from ui.main_window import MainWindow
from ui.pages.import_page import ImportPage
from ui.school_window import school_window

HERE = Path(__file__).parent
EXCHANGE = HERE.parent / "files" / "exchange"
EDEXML, MADE = EXCHANGE / "edexml", EXCHANGE / "made-here"
SDS = EXCHANGE / "sds-csv" / "v2.1"
QUIRKS = MADE / "edexml-2.1-bes-quirks.xml"
PASSPHRASE = "calm blue water by night"


@dataclass(frozen=True)
class Case:
    """Files in the order in which they come in: kind, what ``npo`` gets, what one picks."""

    files: Sequence[tuple[str, Path, Path]]


def of(*files: tuple[str, Path]) -> Case:
    return Case([(kind, path, path) for kind, path in files])


CASES = {
    **{
        path.name: of(("pupils", path))
        for path in (
            EDEXML / "EDEXML.Voorbeeld.2.0.xml",
            EDEXML / "EDEXML.Voorbeeld.2.0-Vla.xml",
            EDEXML / "EDEXML.Voorbeeld.2.1-Vla.xml",
            MADE / "edexml-1.03.xml",
            MADE / "edexml-2.1-bes-quirks-bom-crlf.xml",
            MADE / "edexml-2.1-bes-quirks-latin1.xml",
            MADE / "uwlr-2.2-leerlinggegevens-soap.xml",
            MADE / "leerlingen-puntkomma-cp1252.csv",
        )
    },
    "2.0 after 2.1": of(
        ("pupils", EDEXML / "EDEXML.Voorbeeld.2.1.xml"),
        ("pupils", EDEXML / "EDEXML.Voorbeeld.2.0.xml"),
    ),
    "a table out of a folder of SDS": Case([("pupils", SDS, SDS / "users.csv")]),
    "the older SDS": Case([("pupils", MADE / "sds-1", MADE / "sds-1" / "Student.csv")]),
    "OneRoster, pupils and results": of(
        ("pupils", MADE / "oneroster-1.1-bulk.zip"), ("results", MADE / "oneroster-1.1-bulk.zip")
    ),
    "results and attendance": of(
        ("pupils", QUIRKS),
        ("results", MADE / "toetsresultaten-lang-utf8bom.csv"),
        ("results", MADE / "groepsoverzicht-breed.xlsx"),
        ("results", MADE / "uwlr-2.2-leerresultaten.xml"),
        ("attendance", MADE / "verzuim-puntkomma-utf8bom.csv"),
    ),
}
Compare = Callable[[dict[str, list[dict[str, Any]]]], Any]


def sibling(name: str) -> ModuleType:
    spec = util.spec_from_file_location(name, HERE / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = util.module_from_spec(spec)
    sys.modules[name] = module  # its dataclasses look themselves up there
    spec.loader.exec_module(module)
    return module


named: Compare = sibling("test_window_and_command_agree").named


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A school of which every store here is a copy."""
    path = tmp_path_factory.mktemp("fresh") / "school.npo"
    cheap, new = Cost(memory=64, passes=1, lanes=1), NewSchool("Test", "bonaire")
    create_store(path, PASSPHRASE, new, cost=cheap)[0].close()
    return path


def copied(fresh: Path, folder: Path) -> Path:
    shutil.copytree(fresh.parent, folder)
    return folder / fresh.name


@pytest.fixture(scope="module")
def window(
    qapp: QApplication, fresh: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MainWindow]:
    """One window for all: each case ends with everything taken back."""
    i18n.use("en")
    theme.apply_theme(qapp, "light")
    store = open_store(copied(fresh, tmp_path_factory.mktemp("window") / "school"), PASSPHRASE)
    made = school_window(store, Errors())
    made.resize(1366, 688)
    made.show()
    yield made
    made.close()
    made.app.jobs.shutdown()
    store.close()


@pytest.fixture(scope="module")
def by_command(fresh: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store that ``npo`` works in."""
    return copied(fresh, tmp_path_factory.mktemp("command") / "school")


@pytest.fixture(autouse=True)
def on_the_24th(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NPO_TODAY", "2026-11-24")
    monkeypatch.setenv("NPO_PASSPHRASE", PASSPHRASE)
    i18n.use("en")


def dump(store: Store) -> Any:
    with store.reading() as session:
        return named(canonical_dump(session))


def dump_of(path: Path) -> Any:
    store = open_store(path, PASSPHRASE)
    try:
        return dump(store)
    finally:
        store.close()


def click(qtbot: QtBot, button: Any) -> None:
    qtbot.waitUntil(lambda: button.isVisible() and button.isEnabled())
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def read_in(qtbot: QtBot, window: MainWindow, kind: str, path: Path) -> None:
    """Open it as when it was dropped, name its kind when it holds more than one, and press."""
    window.open_page("import")
    page = window.page("import")
    assert isinstance(page, ImportPage)
    qtbot.waitUntil(lambda: not window.app.jobs.busy)
    page.view.drop.chosen.emit(path)
    qtbot.waitUntil(lambda: page.view.is_open and not page.view.is_busy)
    if page.view.kind.key != kind:
        assert path.suffix == ".zip", f"{path.name} was taken for {page.view.kind.key}"
        buttons = page.view.head.kinds.group.buttons()
        click(qtbot, buttons[[each.key for each in page.view._kinds].index(kind)])
        qtbot.waitUntil(lambda: page.view.kind.key == kind and not page.view.is_busy)
    if not page.view.can_apply:
        click(qtbot, page.cancel)  # nothing in it is new
        return
    with qtbot.waitSignal(page.view.applied):
        click(qtbot, page.apply)
    qtbot.waitUntil(lambda: not page.view.is_busy and not window.app.jobs.busy)


def take_back(qtbot: QtBot, window: MainWindow) -> None:
    page = window.page("import")
    assert isinstance(page, ImportPage)
    click(qtbot, page.take_back)
    (dialog,) = (found for found in page.findChildren(ConfirmDialog) if found.isVisible())
    click(qtbot, dialog.yes)


@pytest.mark.parametrize("name", CASES)
def test_the_window_and_the_command_read_the_same_out_of_a_file(
    name: str, qtbot: QtBot, window: MainWindow, by_command: Path
) -> None:
    before = dump(window.app.store)
    assert before == dump_of(by_command)

    for kind, path, picked in CASES[name].files:
        read_in(qtbot, window, kind, picked)
        assert main(["--store", str(by_command), "import", kind, str(path)]) == 0
        i18n.use("en")
        in_window, with_command = dump(window.app.store), dump_of(by_command)
        for table in in_window:
            assert in_window[table] == with_command[table], f"{path.name}: {table} differs"
        assert in_window != before

    runs = len(in_window["import_run"])
    for _run in range(runs):
        take_back(qtbot, window)
        assert main(["--store", str(by_command), "import", "undo"]) == 0
        i18n.use("en")
    assert dump(window.app.store) == dump_of(by_command) == before
