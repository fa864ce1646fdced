"""SIGKILL while answers are being entered, again and again in one store; T01.

The child is forked from a process that has everything imported and no store open. It tells the
number of each transaction after its commit returned; whatever was told must be there.
"""

import argparse
import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import school
from judging import Damaged, judged

from npo_desktop.content.load import load_content
from npo_desktop.queries.answers import answers_of, record_answer
from npo_desktop.store.lifecycle import open_store

Answers = dict[str, int | None]


def transaction(told: school.Crashable, n: int) -> Answers:
    """What the n-th commit holds: one answer, or a form of six that is whole or not there."""
    together = 6 if n % 4 == 3 else 1
    return {
        told.items[(n * 5 + place) % len(told.items)]: (n + place) % 5 for place in range(together)
    }


def enter_for_ever(path: Path, told: school.Crashable, first: int, out: int, early: bool) -> None:
    """Answer until killed. ``early`` is the fault to be found: told before it is on disk."""
    store = open_store(path, school.PASSPHRASE)
    scan = school.scan_id(told)
    os.write(out, b"ready\n")
    n = first
    while True:
        if early:
            os.write(out, b"%d\n" % n)
        with store.writing() as session:
            for item, value in transaction(told, n).items():
                record_answer(session, scan, item, value)
        if not early:
            os.write(out, b"%d\n" % n)
        n += 1


@contextmanager
def child(path: Path, told: school.Crashable, first: int, early: bool) -> Iterator[tuple[int, int]]:
    """A process that answers: its id and the end of the pipe on which it tells."""
    heard, out = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(heard)
        try:
            enter_for_ever(path, told, first, out, early)
        finally:
            os._exit(70)
    os.close(out)
    try:
        yield pid, heard
    finally:
        os.close(heard)


def killed(
    path: Path, told: school.Crashable, first: int, delay: float, early: bool
) -> list[bytes]:
    """What one child told before it was killed so many seconds after it was ready."""
    with child(path, told, first, early) as (pid, heard):
        pipe = os.fdopen(os.dup(heard), "rb")
        assert pipe.readline() == b"ready\n", "the child could not open the store"
        time.sleep(delay)
        os.kill(pid, signal.SIGKILL)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
        lines = pipe.read().splitlines()
        pipe.close()
    return lines


def found_in(path: Path, told: school.Crashable) -> Answers:
    """The answers as the program reads them at its next start."""
    store = open_store(path, school.PASSPHRASE)
    with store.reading() as session:
        found = answers_of(session, school.scan_id(told))
    store.close()
    return found


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("store", type=Path)
    parser.add_argument("--kills", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--early", action="store_true", help="tell before the commit: a fault")
    chosen = parser.parse_args()
    load_content()  # before the children: to them it would be part of the first answer
    rng = Random(chosen.seed)
    told = school.read(chosen.store)
    here: Answers = {}
    counts = dict.fromkeys(("acks", "lost", "partial", "unsound", "under_way"), 0)
    n = 0
    for _kill in range(chosen.kills):
        for line in killed(chosen.store, told, n, rng.uniform(0.0005, 0.06), chosen.early):
            assert int(line) == n
            here |= transaction(told, n)
            n += 1
        found = found_in(chosen.store, told)
        further = here | transaction(told, n)  # on disk, and killed before it was told
        if found == further != here:
            here, n = further, n + 1
            counts["under_way"] += 1
        elif found != here:
            kept = all(found.get(item) == value for item, value in here.items())
            counts["partial" if kept else "lost"] += 1
            here = found
        try:
            judged(chosen.store, bytes.fromhex(told.key))
        except Damaged:
            counts["unsound"] += 1
    counts["acks"] = n - counts["under_way"]
    sys.stdout.write(json.dumps(counts) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
