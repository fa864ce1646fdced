"""Work that is recorded while it is done; what was acknowledged goes to a file, line by line.

Run under the recorder. Each line of ``acks`` is a digest of the whole store, written after the
commit that made it returned; of a big step, of what the next start would find.
"""

import argparse
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import judging
import school
from steps import STEPS, content_at_next_start

from npo_desktop.importers.pupils import read_pupils
from npo_desktop.queries.answers import record_answer
from npo_desktop.queries.imports.pupil_files import apply_pupils, preview_pupils
from npo_desktop.store import engine
from npo_desktop.store.engine import Store
from npo_desktop.store.lifecycle import open_store

SITTINGS = 3  # the store is closed in between: WAL into the file, and a new WAL
COMMITS = 20  # a sitting


def acknowledge(store: Store) -> None:
    """What the store holds now is promised to be kept."""
    with store.reading() as session:
        connection = session.connection()
        what = judging.digest(lambda sql: connection.exec_driver_sql(sql).all())
    with (store.path.parent / "acks").open("ab", buffering=0) as acks:
        acks.write(what.encode() + b"\n")


def answers(path: Path) -> None:
    """Single answers, and now and then several in one transaction: whole or not at all."""
    told = school.read(path)
    scan = school.scan_id(told)
    for sitting in range(SITTINGS):
        store = open_store(path, school.PASSPHRASE)
        acknowledge(store)
        for n in range(COMMITS):
            together = 6 if n % 5 == 4 else 1
            with store.writing() as session:
                for place in range(together):
                    item = told.items[(sitting * 7 + n + place * 3) % len(told.items)]
                    record_answer(session, scan, item, (sitting + n + place) % 5)
            acknowledge(store)
        store.close()


def pupils(path: Path) -> None:
    """A file of forty pupils, then the same school a year later: changed, new, gone."""
    store = open_store(path, school.PASSPHRASE)
    acknowledge(store)
    for first, word in ((1, "Proef"), (20, "Anders")):
        file = school.pupil_file(
            path.with_name(f"from-{first}.csv"), first=first, pupils=40, word=word
        )
        with store.writing() as session:
            apply_pupils(session, preview_pupils(session, read_pupils(file)))
        acknowledge(store)
    store.close()


def promise(path: Path, passphrase: str) -> None:
    """What the next start would find, found out in a copy elsewhere."""
    with TemporaryDirectory() as elsewhere:
        copy = shutil.copytree(path.parent, Path(elsewhere) / "copy") / path.name
        what = content_at_next_start(copy, passphrase)
    with (path.parent / "acks").open("ab", buffering=0) as acks:
        acks.write(what.encode() + b"\n")


def big_step(name: str) -> Callable[[Path], None]:
    """One step between two promises."""
    step = STEPS[name]

    def work(path: Path) -> None:
        promise(path, step.passphrase)
        step.take(path)
        promise(path, step.passphrase)

    return work


WORKLOADS = {"answers": answers, "pupils": pupils} | {name: big_step(name) for name in STEPS}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("workload", choices=WORKLOADS)
    parser.add_argument("store", type=Path)
    parser.add_argument("--prepare", action="store_true", help="only what must be there before")
    parser.add_argument("--synchronous", choices=("NORMAL", "OFF"), help="to show what FULL is for")
    chosen = parser.parse_args()
    if chosen.synchronous:
        weaker = {"NORMAL": 1, "OFF": 0}[chosen.synchronous]
        engine.PRAGMAS = tuple(
            ("synchronous", chosen.synchronous, weaker) if row[0] == "synchronous" else row
            for row in engine.PRAGMAS
        )
    os.umask(0o077)
    if chosen.prepare:
        STEPS[chosen.workload].prepare(chosen.store)
        return 0
    WORKLOADS[chosen.workload](chosen.store)
    return 0


if __name__ == "__main__":
    sys.exit(main())
