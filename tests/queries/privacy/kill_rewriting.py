"""SIGKILL while backups are made anew; what each of them is then, old or new, as JSON."""

import argparse
import json
import os
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from unittest.mock import patch

from npo_desktop.queries.privacy.erased_backups import rewrite_backups
from npo_desktop.store.backups import backup
from npo_desktop.store.backups.backup import verify_backup
from npo_desktop.store.backups.backup_file import DamagedBackup
from npo_desktop.store.engine import Store
from npo_desktop.store.lifecycle import open_store

PASSPHRASE = "a passphrase for tests"


def carelessly(store: Store) -> None:
    """The control: a backup is written over in place, and the kill comes then."""
    with patch.object(backup, "replace", half_written_over):
        rewrite_backups(store)


def half_written_over(part: Path, target: Path) -> None:
    whole = part.read_bytes()
    with target.open("r+b", buffering=0) as file:
        file.write(whole[: len(whole) // 2])
    os.kill(os.getpid(), signal.SIGKILL)


def killed(path: Path, work: Callable[[Store], object], delay: float | None) -> tuple[bool, float]:
    """Do it in a child; whether it came to its end, and how long it took once it had opened."""
    opened, say = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 70
        try:
            store = open_store(path, PASSPHRASE)
            os.write(say, b".")
            work(store)
            store.close()
            code = 0
        finally:
            os._exit(code)
    os.close(say)
    assert os.read(opened, 1) == b"."
    os.close(opened)
    begun = time.monotonic()
    if delay is not None:
        time.sleep(delay)
        os.kill(pid, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    assert code in (0, -signal.SIGKILL), f"it failed by itself: {code}"
    return code == 0, time.monotonic() - begun


def verdicts(store: Path, key: bytes, before: int, after: int) -> Counter[str]:
    """What every backup is now, proved."""
    found: Counter[str] = Counter()
    for path in sorted((store.parent / "backups").glob("*.npobak")):
        try:
            pupils = verify_backup(path, key).counts["pupil"]
        except DamagedBackup:
            found["damaged"] += 1
        else:
            found[{before: "old", after: "new"}.get(pupils, "neither")] += 1
    return found


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("store", type=Path)
    for name in ("--kills", "--seed", "--before", "--after"):
        parser.add_argument(name, type=int, required=True)
    parser.add_argument("--careless", action="store_true")
    chosen = parser.parse_args()
    work = carelessly if chosen.careless else rewrite_backups
    rng, folder = Random(chosen.seed), chosen.store.parent
    measured = shutil.copytree(folder, folder.with_name("measured")) / chosen.store.name
    _ended, lasts = killed(measured, work, None)
    total: Counter[str] = Counter()
    mixed = finished = 0
    left: set[str] = set()
    for n in range(chosen.kills):
        path = shutil.copytree(folder, folder.with_name(f"killed-{n}")) / chosen.store.name
        delay = None if chosen.careless else lasts * rng.uniform(0.05, 0.95)
        done, _took = killed(path, work, delay)
        lasts = delay if done and delay else lasts  # quicker than it was when it was measured
        store = open_store(path, PASSPHRASE)  # the next start
        found = verdicts(path, store.data_key, chosen.before, chosen.after)
        total += found
        mixed += len(found) > 1
        rewrite_backups(store)
        finished += set(verdicts(path, store.data_key, chosen.before, chosen.after)) == {"new"}
        store.close()
        left |= {one.name for one in path.parent.rglob(".*")}
        assert not done or set(found) == {"new"}
        shutil.rmtree(path.parent)
    told = {"found": total, "mixed": mixed, "finished": finished, "left": sorted(left)}
    sys.stdout.write(json.dumps({**told, "lasts": lasts}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
