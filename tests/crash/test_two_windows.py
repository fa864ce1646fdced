"""T29 in the window: of two programs started at once one stays, the other says why not."""

import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic
from typing import Any

import pytest

RACES, FULL_RACES = 2, 20
PATIENCE = 60.0  # seconds
UNLOCKED = Path(__file__).with_name("unlocked_window.py")


@pytest.fixture
def start(environment: dict[str, str], home: Path) -> Iterator[Callable[..., Any]]:
    """Start a window in a process of its own; all are ended with the test."""
    running: list[subprocess.Popen[str]] = []

    def begin(*command: object) -> subprocess.Popen[str]:
        under = environment | {"NPO_HOME": str(home)}
        words = [sys.executable, *map(str, command)]
        pipe = subprocess.PIPE
        running.append(
            subprocess.Popen(words, env=under, text=True, stdin=pipe, stdout=pipe, stderr=pipe)
        )
        return running[-1]

    yield begin
    for process in running:
        process.kill()
        process.communicate()


def _first_to_end(processes: list[Any]) -> Any:
    """Waits on the processes themselves, not on the clock."""
    waiting = {os.pidfd_open(process.pid): process for process in processes}
    ended = select.select(list(waiting), [], [], PATIENCE)[0]
    for descriptor in waiting:
        os.close(descriptor)
    assert len(ended) == 1, f"{len(ended)} of two ended"
    return waiting[ended[0]]


def test_of_two_windows_one_stays(
    small_school: Any, start: Callable[..., Any], full: bool, figure: Callable[[str], None]
) -> None:
    races = FULL_RACES if full else RACES
    slowest = 0.0
    for _race in range(races):
        two = [start("-m", "ui", "--store", small_school.store) for _ in range(2)]
        loser = _first_to_end(two)
        winner = next(process for process in two if process is not loser)
        assert loser.wait() == 0
        words = loser.stderr.read()
        assert "NPO Desktop" in words, words
        assert "Traceback" not in words, words
        assert winner.poll() is None
        winner.send_signal(signal.SIGKILL)
        winner.wait()
        begun = monotonic()
        third = start(UNLOCKED, small_school.store)
        assert third.stdout.readline() == "open\n"
        slowest = max(slowest, monotonic() - begun)
        third.kill()
        third.wait()
    figure(
        f"T29 {races} times two windows at once: one stayed, one said why not; after a kill the "
        f"third was open, passphrase typed, within {slowest:.1f} s"
    )
