"""What every test gets: no screen unless one is asked for, and a home of its own."""

import gc
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from random import Random, SystemRandom
from types import SimpleNamespace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from npo_desktop import i18n
from npo_desktop.content.load import Content, load_content
from npo_desktop.demo import make_practice_store
from npo_desktop.store.engine import Store
from npo_desktop.store.keys import Cost
from npo_desktop.store.lifecycle import NewSchool, create_store, open_store

PASSPHRASE = "a passphrase for tests"
PATIENCE = 60_000  # ms; what is waited for ends a wait, so this is only for what never comes
Make = Callable[[Path], Any]  # leaves a closed store at a path; what a test must know of it

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports PySide6


def pytest_collection_finish() -> None:
    """All that was imported stays: to look it through again and again took a fifth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty data folder for this test alone; nothing reaches the developer's own store."""
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("NPO_HOME", str(folder))
    return folder


@pytest.fixture(autouse=True, scope="session")
def no_passphrase_from_outside() -> None:
    """A passphrase in the developer's own environment must not decide what a test sees."""
    os.environ.pop("NPO_PASSPHRASE", None)


@pytest.fixture(autouse=True)
def dutch() -> None:
    """Every test begins in the language that the program begins in."""
    i18n.use("nl")


@pytest.fixture
def qtbot(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> QtBot:
    """One that a busy machine does not make impatient: its own limit is five seconds."""
    waits = ("waitUntil", "waitSignal", "waitSignals", "waitCallback", "waitActive", "waitExposed")
    for wait in waits:
        monkeypatch.setattr(qtbot, wait, partial(getattr(qtbot, wait), timeout=PATIENCE))
    return qtbot


@pytest.fixture
def seed() -> int:
    """What chance starts from: drawn, or NPO_SEED to repeat a run; a failure shows it."""
    drawn = int(os.environ.get("NPO_SEED") or SystemRandom().randrange(2**31))
    sys.stdout.write(f"NPO_SEED={drawn}\n")
    return drawn


@pytest.fixture
def chance(seed: int) -> Random:
    """For a test that draws what it tries."""
    return Random(seed)


@pytest.fixture
def content() -> Content:
    """What we ship: questionnaires, subscales, catalogue."""
    return load_content()


@pytest.fixture
def new_store(tmp_path: Path) -> Iterator[Store]:
    """A store that was made a moment ago; keys made cheap."""
    made = _made(tmp_path / "school.npo")
    yield made
    made.close()


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store: to make one takes ten times as long as to copy it."""
    made = _made(tmp_path_factory.mktemp("made-once") / "school.npo")
    made.close()
    return made.path


@pytest.fixture(scope="session")
def copy_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, Make], Any]:
    """``copy_of(path, make)``: what ``make`` leaves at a path, made once and then only copied."""
    known: dict[tuple[Make, str], tuple[Path, Any]] = {}

    def put(path: Path, make: Make) -> Any:
        wanted = make, path.name
        if wanted not in known:
            folder = tmp_path_factory.mktemp("made-once")
            known[wanted] = folder, make(folder / path.name)
        folder, told = known[wanted]
        shutil.copytree(folder, path.parent, dirs_exist_ok=True)
        return told

    return put


@pytest.fixture(scope="session")
def practice_made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed practice school; making one takes a hundred times as long as copying it."""
    path = tmp_path_factory.mktemp("practice-once") / "practice.npo"
    make_practice_store(path, cost=Cost(64, 1, 1)).close()
    return path


@pytest.fixture(scope="module")
def practice_copy(practice_made_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A practice school that a whole file of tests has to itself."""
    folder = tmp_path_factory.mktemp("practice") / "copied"
    shutil.copytree(practice_made_once.parent, folder)
    return folder / practice_made_once.name


@pytest.fixture
def store(tmp_path: Path, made_once: Path) -> Iterator[Store]:
    """An empty encrypted store of an invented school on Bonaire, opened again."""
    for file in made_once.parent.iterdir():
        shutil.copy2(file, tmp_path)
    opened = open_store(tmp_path / made_once.name, PASSPHRASE)
    yield opened
    opened.close()


@pytest.fixture
def virtual_printer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The only printer there is prints into ``file``; ``names`` are those that are there now."""
    from PySide6.QtPrintSupport import QPrinter

    from ui.preview import printers

    found = SimpleNamespace(file=tmp_path / "printed.pdf", names=["Printer of the office"])

    class Virtual:
        def known(self) -> tuple[printers.PrinterFacts, ...]:
            return tuple(printers.PrinterFacts(name) for name in found.names)

        def open(self, name: str) -> QPrinter:
            if name not in found.names:
                raise printers.printer_gone(name)
            printer = QPrinter(QPrinter.PrinterMode.HighResolution)
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
            printer.setOutputFileName(str(found.file))
            printer.setResolution(150)
            return printer

    monkeypatch.setattr(printers, "this_computer", Virtual)
    return found


def _made(path: Path) -> Store:
    school = NewSchool("Basisschool Test", "bonaire", place="Kralendijk")
    cheap = Cost(memory=64, passes=1, lanes=1)
    made, _recovery_key = create_store(path, PASSPHRASE, school, cost=cheap)
    return made
