"""One program on one store: the second start brings the first one forward and ends."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ui.single_instance import SingleInstance, server_name

HOLDER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from ui.single_instance import SingleInstance
application = QCoreApplication(sys.argv)
instance = SingleInstance(Path(sys.argv[1]))
print("in" if instance.enter() else "out", flush=True)
instance.listen()
instance.called.connect(lambda: print("called", flush=True))
sys.exit(application.exec())
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "school.npo"


@pytest.fixture
def holder(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the store open."""
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "in\n"
        yield other
        other.kill()


def test_the_first_enters_and_hears_the_second(
    qtbot: QtBot, path: Path, holder: subprocess.Popen[str]
) -> None:
    second = SingleInstance(path)
    assert not second.enter()
    assert second.call_first()
    assert holder.stdout is not None
    assert holder.stdout.readline() == "called\n"


def test_the_lock_of_a_killed_program_keeps_nobody_out(
    qtbot: QtBot, path: Path, holder: subprocess.Popen[str]
) -> None:
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert path.with_name("school.npo.lock").exists()
    third = SingleInstance(path)
    assert third.enter()
    third.listen()  # the socket that was left is taken away too
    assert third._server is not None and third._server.isListening()
    third.release()


def test_who_released_it_lets_the_next_in(qtbot: QtBot, path: Path) -> None:
    first, second = SingleInstance(path), SingleInstance(path)
    assert first.enter() and not second.enter()
    first.release()
    assert second.enter()
    second.release()


def test_a_first_that_does_not_answer_is_not_waited_for_long(qtbot: QtBot, path: Path) -> None:
    first = SingleInstance(path)
    assert first.enter()
    assert not SingleInstance(path).call_first(patience=0.3)
    first.release()


def test_a_lock_that_came_along_from_another_computer_is_taken_away(
    qtbot: QtBot, path: Path
) -> None:
    lock = path.with_name("school.npo.lock")
    lock.write_text(f"{os.getppid()}\npython3\nanother-laptop\n0123\n4567\n")
    here = SingleInstance(path)
    assert here.enter()
    here.release()


def test_a_folder_that_cannot_be_made_is_left_to_the_opening_of_the_store(
    qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "in-the-way").write_text("a file")
    assert SingleInstance(tmp_path / "in-the-way" / "school.npo").enter()


def test_two_ways_to_one_store_are_one_store_and_two_stores_are_two(tmp_path: Path) -> None:
    other_way = tmp_path / "folder" / ".." / "school.npo"
    assert server_name(tmp_path / "school.npo") == server_name(other_way)
    assert server_name(tmp_path / "school.npo") != server_name(tmp_path / "other.npo")
    assert "school" not in server_name(tmp_path / "school.npo")
