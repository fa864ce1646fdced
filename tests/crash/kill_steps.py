"""SIGKILL at random moments of one big step; then the program is started again; T11."""

import argparse
import json
import os
import re
import shutil
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from random import Random

from judging import Damaged, judged
from steps import STEPS, Step, content, content_at_next_start, next_start

from npo_desktop.errors import UserError


def taken(step: Step, path: Path, delay: float | None) -> bool:
    """Take the step in a child; whether it came to its end before it was killed."""
    pid = os.fork()
    if pid == 0:
        code = 70
        try:
            step.take(path)
            code = 0
        finally:
            os._exit(code)
    if delay is not None:
        time.sleep(delay)
        os.kill(pid, signal.SIGKILL)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    assert code in (0, -signal.SIGKILL), f"the step failed by itself: {code}"
    return code == 0


def plain(path: Path) -> str:
    """A file's name without the numbers of moments and processes."""
    return re.sub(r"\d+", "0", path.name)


def verdict(step: Step, path: Path, before: str, after: str, ended: bool) -> str:
    """What is found at the next start: the old state, the new one, or something else."""
    try:
        store = next_start(path, step.passphrase)
        try:
            found = content(store)
        finally:
            store.close()
        judged(path, store.data_key)
    except (UserError, Damaged) as error:
        return f"cannot be opened: {error}"
    if found == after:
        kept = not step.keeps or any(path.parent.glob(step.keeps))
        return "new" if kept else "new, and the old state is gone"
    if found != before or ended:
        return "neither"
    return "old"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("step", choices=STEPS)
    parser.add_argument("store", type=Path)
    parser.add_argument("--kills", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    chosen = parser.parse_args()
    rng, step, store = Random(chosen.seed), STEPS[chosen.step], chosen.store
    step.prepare(store)
    before = "" if step.goes_on else content_at_next_start(store, step.passphrase)
    warm = shutil.copytree(store.parent, store.parent.with_name("warm"))
    step.take(warm / store.name)  # imports what the step needs, or a child would spend its time so
    lasts = []  # seconds, undisturbed
    for n in range(2):
        here = shutil.copytree(store.parent, store.parent.with_name(f"measured-{n}"))
        begun = time.monotonic()
        taken(step, here / store.name, None)
        lasts.append(time.monotonic() - begun)
    after = content_at_next_start(here / store.name, step.passphrase)
    assert after != before
    usual = {plain(path) for path in here.rglob("*")}
    counts: Counter[str] = Counter()
    left_over: set[str] = set()
    ended = 0
    for n in range(chosen.kills):
        here = shutil.copytree(store.parent, store.parent.with_name(f"killed-{n}"))
        done = taken(
            step, here / store.name, min(lasts) * rng.choice((rng.random(), rng.uniform(0.7, 1.1)))
        )
        ended += done
        counts[verdict(step, here / store.name, before, after, done)] += 1
        left_over |= {plain(path) for path in here.rglob("*")} - usual
        shutil.rmtree(here)
    told = {"verdicts": counts, "ended": ended, "lasts": min(lasts), "left_over": sorted(left_over)}
    sys.stdout.write(json.dumps(told) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
