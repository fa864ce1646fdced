"""The store and its WAL cut to random lengths, then opened as the program opens them; T03."""

import argparse
import json
import os
import shutil
import sys
from collections import Counter
from pathlib import Path
from random import Random

import judging
import school

from npo_desktop.errors import UserError
from npo_desktop.queries.answers import record_answer
from npo_desktop.store.engine import Store
from npo_desktop.store.lifecycle import open_store

COMMITS = 40


def content(store: Store) -> str:
    """All of it, read as the program reads."""
    with store.reading() as session:
        connection = session.connection()
        return judging.digest(lambda sql: connection.exec_driver_sql(sql).all())


def states_of_an_unclosed_store(path: Path) -> list[str]:
    """Answer in a child that ends without closing the store; its states in order."""
    heard, out = os.pipe()
    if os.fork() == 0:
        told = school.read(path)
        store = open_store(path, school.PASSPHRASE)
        states = [content(store)]
        for n in range(COMMITS):
            with store.writing() as session:
                record_answer(session, school.scan_id(told), told.items[n], n % 5)
            states.append(content(store))
        os.write(out, json.dumps(states).encode())
        os._exit(0)
    os.close(out)
    with os.fdopen(heard, "rb") as pipe:
        states = json.loads(pipe.read())
    os.wait()
    return list(states)


def cut(path: Path, rng: Random) -> None:
    """Somewhere, or where a page ends: the likelier place."""
    size = rng.randint(0, path.stat().st_size)
    os.truncate(path, size // 4096 * 4096 if rng.random() < 0.3 else size)


def verdict(path: Path, known: set[str]) -> str:
    """What the program makes of it."""
    try:
        store = open_store(path, school.PASSPHRASE)
    except UserError as error:
        assert error.message and error.hint
        return "refused"
    try:
        return "committed" if content(store) in known else "wrong"
    except UserError as error:
        assert error.message and error.hint
        return "reported"
    finally:
        store.engine.dispose()


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("store", type=Path)
    parser.add_argument("--cuts", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--forget", action="store_true", help="call only the newest state right")
    chosen = parser.parse_args()
    rng = Random(chosen.seed)
    states = states_of_an_unclosed_store(chosen.store)
    known = set(states[-1:] if chosen.forget else states)
    here = chosen.store.parent
    assert (here / "school.npo-wal").stat().st_size > 0
    counts = Counter(dict.fromkeys(("committed", "refused", "reported", "wrong"), 0))
    for n in range(chosen.cuts):
        copy = shutil.copytree(here, here.with_name("cut"), dirs_exist_ok=False)
        for name in (("school.npo-wal",), ("school.npo",), ("school.npo", "school.npo-wal"))[n % 3]:
            cut(copy / name, rng)
        counts[verdict(copy / "school.npo", known)] += 1
        shutil.rmtree(copy)
    sys.stdout.write(json.dumps(counts) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
