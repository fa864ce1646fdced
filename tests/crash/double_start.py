"""Two starts at the same moment on one store, again and again; T29.

The two wait behind one gate. The winner is killed each time, and a third start is timed. While a
loser still tries, the next two race on a store of their own.
"""

import argparse
import json
import os
import shutil
import signal
import sys
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TextIO

import school

from npo_desktop import i18n
from npo_desktop.errors import UserError
from npo_desktop.store.lifecycle import open_store

AT_ONCE = 5  # races


def enter(path: Path, gate: int, out: int, careless: bool) -> int:
    """Open when the gate opens; stay in until killed, or say why not. An exit code.

    ``careless`` is the fault to be found: one that is in and does not keep the other out.
    """
    os.read(gate, 1)  # waits for the parent's word
    try:
        store = open_store(path, school.PASSPHRASE)
    except UserError as error:
        os.write(out, json.dumps([os.getpid(), error.message, error.hint]).encode() + b"\n")
        return 3
    with store.writing() as session:
        session.connection().exec_driver_sql("UPDATE school SET place = place || 'x'")
    if careless:
        store.close()
    os.write(out, json.dumps([os.getpid(), "in", ""]).encode() + b"\n")
    while True:
        signal.pause()


def started(path: Path, gate: int, out: int, careless: bool) -> int:
    """A process before the gate."""
    pid = os.fork()
    if pid == 0:
        code = 70
        try:
            code = enter(path, gate, out, careless)
        finally:
            os._exit(code)
    return pid


@dataclass(frozen=True, slots=True)
class Race:
    """Two who started at once; one of them has spoken."""

    path: Path
    pids: tuple[int, int]
    first: str
    pipe: TextIO


def begun(path: Path, careless: bool) -> Race:
    """Open the gate, and wait until one of the two is in, or gave up."""
    (gate, opens), (heard, out) = os.pipe(), os.pipe()
    pids = (started(path, gate, out, careless), started(path, gate, out, careless))
    os.write(opens, b"go")  # a letter each
    for end in (gate, opens, out):
        os.close(end)
    pipe = os.fdopen(heard)
    return Race(path, pids, pipe.readline(), pipe)


def ended(race: Race) -> tuple[int, list[str], float]:
    """How many came in, what the others said, and how long a third start took (seconds)."""
    with race.pipe:
        lines = [json.loads(line) for line in (race.first, race.pipe.readline())]
    said = {pid: (message, hint) for pid, message, hint in lines}
    winners = [pid for pid in race.pids if said[pid][0] == "in"]
    for pid in race.pids:
        if pid in winners:
            os.kill(pid, signal.SIGKILL)
        code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        assert code == (-signal.SIGKILL if pid in winners else 3), f"exit code {code}"
    refusals = [" ".join(said[pid]) for pid in race.pids if pid not in winners]
    before = monotonic()
    open_store(race.path, school.PASSPHRASE).close()
    return len(winners), refusals, monotonic() - before


def raced(store: Path, number: int, careless: bool) -> list[tuple[int, list[str], float]]:
    """So many races, at most ``AT_ONCE`` of them not yet ended."""
    found, going = [], []
    for n in range(number):
        copied = shutil.copytree(store.parent, store.parent.with_name(f"race-{n}"))
        going.append(begun(copied / store.name, careless))
        if len(going) == AT_ONCE:
            found += [ended(race) for race in going]
            going.clear()
    return found + [ended(race) for race in going]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("store", type=Path)
    parser.add_argument("--races", type=int, required=True)
    parser.add_argument("--careless", action="store_true", help="do not keep the other out")
    chosen = parser.parse_args()
    i18n.use("en")
    races = raced(chosen.store, chosen.races, chosen.careless)
    told = {
        "winners": [winners for winners, _said, _third in races],
        "refusals": sorted({text for _winners, said, _third in races for text in said}),
        "third": max(third for _winners, _said, third in races),
    }
    sys.stdout.write(json.dumps(told) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
