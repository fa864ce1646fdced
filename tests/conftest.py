"""What every test gets: no screen unless one is asked for, and a home of its own."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from npo_desktop import i18n
from npo_desktop.content.load import Content, load_content
from npo_desktop.store.engine import Store
from npo_desktop.store.keys import Cost
from npo_desktop.store.lifecycle import NewSchool, create_store, open_store

PASSPHRASE = "a passphrase for tests"

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before anything imports PySide6


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


@pytest.fixture
def store(tmp_path: Path, made_once: Path) -> Iterator[Store]:
    """An empty encrypted store of an invented school on Bonaire, opened again."""
    for file in made_once.parent.iterdir():
        shutil.copy2(file, tmp_path)
    opened = open_store(tmp_path / made_once.name, PASSPHRASE)
    yield opened
    opened.close()


def _made(path: Path) -> Store:
    school = NewSchool("Basisschool Test", "bonaire", place="Kralendijk")
    cheap = Cost(memory=64, passes=1, lanes=1)
    made, _recovery_key = create_store(path, PASSPHRASE, school, cost=cheap)
    return made
