"""A child sits at the desk and its display is taken away: nothing readable stays, nothing is lost.

``sitter.py`` is the program with the hands of a teacher and a child, on a display of its own.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from uuid import UUID

import pytest

from npo_desktop.names import folded
from npo_desktop.queries.answers import answers_of
from npo_desktop.queries.rounds import add_round
from npo_desktop.store.engine import Store
from npo_desktop.store.keys import Cost, WrongSecret
from npo_desktop.store.lifecycle import NewSchool, create_store, open_store
from npo_desktop.store.tables import Enrolment, Group, Pupil

CHEAP = Cost(memory=64, passes=1, lanes=1)
YEAR = "2026-2027"
PASSPHRASE = "rif zeewier mango kabaal"
CHILDREN = ("Jeandrovaldo", "Emelynthia", "Noakaralee")
PATIENCE = float(os.environ.get("NPO_PATIENCE", "120"))
SIZE = [1366, 768]

WhereNamed = Callable[[Iterable[Path], Iterable[str]], list[str]]


@contextmanager
def display() -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A screen of our own, to take away."""
    server = shutil.which("Xvfb")
    assert server is not None, "the flows run under Xvfb"
    mine, theirs = os.pipe()
    screen = f"{SIZE[0]}x{SIZE[1]}x24"
    command = [server, "-displayfd", str(theirs), "-screen", "0", screen, "-nolisten", "tcp"]
    process = subprocess.Popen(command, pass_fds=[theirs], stderr=subprocess.DEVNULL)
    os.close(theirs)
    with os.fdopen(mine) as told:
        number = told.readline().strip()
    try:
        yield f":{number}", process
    finally:
        process.terminate()
        process.wait(timeout=20)


def fill(store: Store) -> None:
    with store.writing() as session:
        add_round(session, "2026-1", date(2026, 11, 2), date(2026, 12, 4))
        group = Group(school_year=YEAR, name="Groep 6", grade=6)
        session.add(group)
        session.flush()
        for n, name in enumerate(CHILDREN):
            pupil = Pupil(
                number=f"P{n}",
                call_name=name,
                last_name=f"{name}sson",
                sort_name=folded(f"{name}sson {name}"),
                birth_date=date(2016, 5, 1),
            )
            session.add(pupil)
            session.flush()
            session.add(Enrolment(pupil_id=pupil.id, school_year=YEAR, group_id=group.id))


class Seen:
    """What the sitter saw."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.log = folder, folder / "log.jsonl"
        self.store = folder / "school" / "school.npo"
        facts = {"log": str(self.log), "passphrase": PASSPHRASE}
        (folder / "facts.json").write_text(json.dumps(facts), encoding="utf-8")

    def start(self, screen: str, *more: str) -> subprocess.Popen[bytes]:
        environment = {
            **os.environ,
            "DISPLAY": screen,
            "SITTER_FACTS": str(self.folder / "facts.json"),
            "NPO_HOME": str(self.folder / "home"),
            "NPO_TODAY": "2026-11-24",
            "PYTHONPATH": str(Path(__file__).parents[2]),
        }
        script = str(Path(__file__).with_name("sitter.py"))
        command = [sys.executable, script, "--store", str(self.store), *more]
        return subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)

    def all_of(self, word: str) -> list[list[Any]]:
        if not self.log.exists():
            return []
        lines = [line for line in self.log.read_text().splitlines(True) if line.endswith("\n")]
        return [seen[1:] for seen in map(json.loads, lines) if seen[0] == word]

    def wait_for(self, word: str, process: subprocess.Popen[bytes]) -> list[Any]:
        deadline = monotonic() + PATIENCE
        while not (found := self.all_of(word)):
            assert process.poll() is None, f"it ended before {word}"
            assert monotonic() < deadline, f"waited in vain for {word}"
            sleep(0.02)
        return found[0]


@pytest.fixture
def seen(tmp_path: Path) -> Seen:
    made = Seen(tmp_path)
    made.store.parent.mkdir()
    school = NewSchool("Basisschool Test", "bonaire", "Kralendijk", "nl", "Dianira Ortela")
    store, _key = create_store(made.store, PASSPHRASE, school, cost=CHEAP)
    fill(store)
    store.close()
    return made


def test_without_its_display_the_desk_ends_keeps_the_answers_and_leaves_nothing_to_read(
    seen: Seen, where_named: WhereNamed
) -> None:
    with display() as (screen, server):
        program = seen.start(screen)
        titles, is_main_shown, size, whole = seen.wait_for("desk", program)
        assert titles == ["NPO Desktop"] and not is_main_shown
        assert size == whole == SIZE, "the whole screen, also where nobody manages windows"
        seen.wait_for("ready", program)
        server.kill()
        began = monotonic()
        program.wait(timeout=20)
        print(f"the desk was gone {monotonic() - began:.2f} s after its display")
        assert program.returncode != 0

    given = seen.all_of("answered")
    assert len(given) == 5
    every_file = [path for path in seen.folder.rglob("*") if path.is_file()]
    assert where_named(every_file, CHILDREN) == []

    with display() as (screen, _server):  # the next start waits for the passphrase
        again = seen.start(screen, "--locked")
        typed, nothing_open, titles = seen.wait_for("asked", again)
        assert (typed, nothing_open, titles) == ("", True, ["NPO Desktop"])
        assert again.wait(timeout=20) == 0

    with pytest.raises(WrongSecret):
        open_store(seen.store, "something else entirely")
    store = open_store(seen.store, PASSPHRASE)
    with store.reading() as session:
        kept = answers_of(session, UUID(given[0][0]))
    store.close()
    assert kept == {item: value for _scan, item, value in given}
