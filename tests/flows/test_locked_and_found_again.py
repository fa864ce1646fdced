"""Nobody there: it locks, whole. Somebody comes back: three wrong tries, the right one, the sheet.

Three real processes in a row; the second and the third are started by the one before, when it
locks (``locker.py`` is the program with a pair of hands).
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from npo_desktop.content.load import load_content
from npo_desktop.importers.pupils import read_pupils
from npo_desktop.queries.answers import record_answer
from npo_desktop.queries.imports.pupil_files import apply_pupils, preview_pupils
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.queries.rounds import add_round
from npo_desktop.queries.scans import scan_for
from npo_desktop.store.keys import Cost, WrongSecret
from npo_desktop.store.lifecycle import NewSchool, create_store, open_store

FILES = Path(__file__).parents[1] / "files"
CHEAP = Cost(memory=64, passes=1, lanes=1)
YEAR = "2026-2027"
PASSPHRASE, NEW = "rif zeewier mango kabaal", "cactus wolk lantaarn zeven"
WRONG = ("rif zeewier mango kabael", "RIF ZEEWIER MANGO KABAAL", "something else entirely")
GOAL = "Starts within two minutes, in 4 of 5 lessons."
PATIENCE = float(os.environ.get("NPO_PATIENCE", "120"))


@dataclass(frozen=True)
class Seen:
    """One line of the log."""

    process: int
    at: float  # of the monotonic clock, which all processes share
    word: str
    more: list[Any]


class Sittings:
    """The school, and what was seen of it from process to process."""

    def __init__(self, folder: Path, recovery_key: str) -> None:
        self.store, self.log, self.end = (
            folder / "school.npo",
            folder / "log.jsonl",
            folder / "end",
        )
        self.process: subprocess.Popen[bytes] | None = None
        program = folder / "npo-desktop"
        script = Path(__file__).with_name("locker.py")
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{script}" "$@"\n')
        program.chmod(0o700)
        slip = recovery_key[:-1] + ("0" if recovery_key[-1] != "0" else "1")
        facts = {
            **{"log": str(self.log), "end": str(self.end), "program": str(program)},
            **{"passphrase": PASSPHRASE, "new": NEW, "wrong": WRONG, "goal": GOAL},
            **{"recovery": recovery_key, "slip": slip, "idle": 2.0, "year": YEAR},
        }
        (folder / "facts.json").write_text(json.dumps(facts), encoding="utf-8")
        self.environment = {
            **os.environ,
            "LOCKER_FACTS": str(folder / "facts.json"),
            "NPO_HOME": str(folder / "home"),
            "NPO_TODAY": "2026-11-24",
            "PYTHONPATH": str(Path(__file__).parents[2]),
        }
        self.program = program

    def begin(self) -> None:
        command = [str(self.program), "--store", str(self.store)]
        self.process = subprocess.Popen(command, env=self.environment)

    def seen(self, word: str, times: int = 1) -> list[Seen]:
        """All of this word, as soon as there are so many."""
        deadline = monotonic() + PATIENCE
        while len(found := [line for line in self.lines() if line.word == word]) < times:
            assert monotonic() < deadline, f"waited in vain for {word}: {self.lines()}"
            sleep(0.02)
        return found

    def lines(self) -> list[Seen]:
        if not self.log.exists():
            return []
        whole = [line for line in self.log.read_text().splitlines(True) if line.endswith("\n")]
        return [Seen(line[0], line[1], line[2], line[3:]) for line in map(json.loads, whole)]

    def processes(self) -> list[int]:
        return list(dict.fromkeys(line.process for line in self.lines()))

    def close(self) -> None:
        """End what is still there: only what we, or the program for us, started."""
        self.end.write_text("")
        for process in self.processes():
            if is_ours(process):
                os.kill(process, 9)
        if self.process is not None:
            self.process.wait(timeout=20)


def is_ours(process: int) -> bool:
    """Whether it runs still, and is the program with hands."""
    try:
        return b"locker.py" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False


def gone_at(process: int) -> float:
    """When it was gone, by the clock that all share."""
    deadline = monotonic() + 20
    while is_ours(process):
        assert monotonic() < deadline, "it does not go"
        sleep(0.01)
    return monotonic()


@pytest.fixture
def sittings(tmp_path: Path) -> Iterator[Sittings]:
    new = NewSchool("Basisschool Test", "bonaire", "Kralendijk", "nl", "Dianira Ortela")
    store, recovery_key = create_store(tmp_path / "school.npo", PASSPHRASE, new, cost=CHEAP)
    teacher = load_content().questionnaires["teacher"]
    with store.writing() as session:
        pupils = FILES / "saba" / "pupils.csv"
        apply_pupils(session, preview_pupils(session, read_pupils(pupils)))
        this = add_round(session, "2026-1", date(2026, 11, 2), date(2026, 12, 4))
        for pupil in pupil_list(session, YEAR):
            scan_id = scan_for(session, pupil.id, this.id, teacher)
            for item in teacher.for_age(pupil.age_on(this.starts_on)):
                record_answer(session, scan_id, item.id, 1)
    store.close()
    made = Sittings(tmp_path, recovery_key)
    yield made
    made.close()


def test_it_locks_by_itself_and_opens_again_with_passphrase_and_with_sheet(
    sittings: Sittings,
) -> None:
    sittings.begin()
    assert sittings.process is not None

    # nobody is there: covered, warned, locked; the process is gone within two seconds
    assert sittings.seen("typed")[0].more == [[]], "what is typed is not in the store yet"
    left = sittings.seen("left")[0]
    assert left.more == ["idle", True]
    gone = gone_at(left.process) - left.at
    print(f"the locked process was gone after {gone:.2f} s")
    assert gone < 2
    assert sittings.process.wait(timeout=20) == 0

    # another process asks; three wrong passphrases, each with a longer wait
    asked = sittings.seen("asked")[0]
    assert asked.process != left.process
    assert asked.more == ["", False]
    refused = sittings.seen("refused", 3)
    words = [told for line in refused for told in line.more[0]]
    assert words == [words[0]] * 3 and "wachtzin" in words[0], "the same words each time"
    assert not any(line.more[1] for line in refused), "the button is off"
    assert all(any(c.isdigit() for c in line.more[2]) for line in refused), "it counts down"
    assert [line.more[3] for line in refused] == [0, 0, 0], "Enter does nothing"
    assert [round(line.more[4]) for line in refused] == [1, 2, 4]

    # the right one; half a plan is there as a concept, and the tries were noted
    goals, noted = sittings.seen("found")[0].more
    assert goals == [GOAL]
    assert "wrong-passphrase" in noted and "locked" in noted

    # one key hides everything; the third process shows nothing until a key is pressed
    hidden = sittings.seen("left", 2)[1]
    assert hidden.more == ["blank", False]
    assert gone_at(hidden.process) - hidden.at < 2
    blank = sittings.seen("blank")[0]
    assert blank.process not in (left.process, hidden.process) and blank.more == [True]

    # the sheet: a slip is named, then a new passphrase is chosen
    (slip,) = sittings.seen("slip")[0].more[0]
    assert "herstelcode" in slip
    sittings.seen("ready")
    assert sittings.seen("found", 2)[1].more[0] == [GOAL]

    # a second start brings this one forward and ends
    second = subprocess.run(
        [sys.executable, "-m", "ui", "--store", str(sittings.store)],
        env=sittings.environment,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert second.returncode == 0 and second.stderr.strip()
    assert sittings.seen("called")[0].process == blank.process

    sittings.end.write_text("")
    gone_at(blank.process)
    with pytest.raises(WrongSecret):
        open_store(sittings.store, PASSPHRASE)
    open_store(sittings.store, NEW).close()
