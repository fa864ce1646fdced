"""A store in a cloud folder, on a share or on a stick: said before anything is opened."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from npo_desktop.place import Finding, Place, Verdict
from npo_desktop.store.keys import Cost
from npo_desktop.store.lifecycle import NewSchool, create_store, open_store
from ui.errors import Errors
from ui.jobs import Jobs
from ui.place_view import PlaceView
from ui.start import Start, where_it_is
from ui.unlock_view import UnlockView

PASSPHRASE = "rif zeewier mango kabaal"


@pytest.fixture
def cloud(tmp_path: Path) -> Path:
    """A closed store in a folder that a cloud service takes along."""
    path = tmp_path / "OneDrive - School" / "school.npo"
    store, _key = create_store(path, PASSPHRASE, NewSchool("T", "saba"), cost=Cost(64, 1, 1))
    store.close()
    return path


def shown(qtbot: QtBot, path: Path) -> Start:
    start = Start(Errors(), path, practice=False, locked=False)
    with qtbot.waitSignal(start.dressed):
        start.show_first()
    assert start.first is not None
    qtbot.addWidget(start.first)
    return start


def view_of(start: Start) -> object:
    assert start.first is not None
    return start.first.centralWidget()


def test_in_a_cloud_folder_one_button_moves_it_and_it_opens_there(
    qtbot: QtBot, cloud: Path, home: Path
) -> None:
    start = shown(qtbot, cloud)
    view = view_of(start)
    assert isinstance(view, PlaceView)
    assert not view.stay.isVisible(), "there is no way round it"
    qtbot.mouseClick(view.move_it, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: isinstance(view_of(start), UnlockView))
    start.close()
    assert not cloud.exists()
    open_store(home / "school.npo", PASSPHRASE).close()
    assert where_it_is(cloud) == home / "school.npo", "the next start finds it"


def test_where_a_store_may_be_nothing_is_asked(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "school.npo"
    store, _key = create_store(path, PASSPHRASE, NewSchool("T", "saba"), cost=Cost(64, 1, 1))
    store.close()
    start = shown(qtbot, path)
    assert isinstance(view_of(start), UnlockView)
    start.close()


@pytest.fixture
def stick(tmp_path: Path) -> Place:
    return Place(
        Verdict.PORTABLE, Finding.REMOVABLE, "It is on a stick.", "Mind it.", tmp_path / "here"
    )


def test_on_a_stick_it_opens_only_after_the_warning(
    qtbot: QtBot, tmp_path: Path, stick: Place
) -> None:
    path = tmp_path / "stick" / "school.npo"
    view = PlaceView(path, stick, Jobs())
    qtbot.addWidget(view)
    view.show()
    settled: list[object] = []
    view.settled.connect(settled.append)
    assert view.stay.isVisible() and settled == []
    view.stay.click()
    assert settled == [path]


def test_a_school_that_is_not_there_yet_begins_on_this_computer(
    qtbot: QtBot, tmp_path: Path, stick: Place
) -> None:
    view = PlaceView(tmp_path / "stick" / "school.npo", stick, Jobs())
    qtbot.addWidget(view)
    with qtbot.waitSignal(view.settled) as settled:
        view.move_it.click()
    assert settled.args == [tmp_path / "here" / "school.npo"]
    assert not (tmp_path / "here").exists(), "nothing is made before the wizard does"


def test_without_a_better_place_the_button_cannot_be_pressed(qtbot: QtBot, tmp_path: Path) -> None:
    refused = Place(Verdict.REFUSED, Finding.READ_ONLY, "It cannot be written.", "", tmp_path)
    view = PlaceView(tmp_path / "school.npo", refused, Jobs())
    qtbot.addWidget(view)
    assert view.target is None and not view.move_it.isEnabled()
