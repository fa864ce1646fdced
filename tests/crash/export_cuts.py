"""Exports written over old files: the power goes, or the process is killed, at any moment; T27.

Prints one JSON document: how often the target was the old file, a whole new one, or neither, and
how many files under way were left behind before and after the next start of the program.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

from disk_full import OLD, facts_for_exports
from recording import Disk, read_log

from npo_desktop.jobs.export_jobs import render_parent_summaries, render_plan
from npo_desktop.safe_file import write_bytes

Write = Callable[[Path, bytes], None]
TARGETS = ("plan.xlsx", "parents-2026-1.pdf")


def write_all(facts: Path, out: Path) -> None:
    """The Excel plan and the summaries for parents, as the export page writes them."""
    plan, summaries = facts_for_exports(facts / "school.npo")
    render_plan(plan, out / TARGETS[0])
    render_parent_summaries(summaries, out, one_file=True)


def plainly(path: Path, data: bytes) -> None:
    """What must be found out: written over the old file in place."""
    path.write_bytes(data)


def cut_off(facts: Path, root: Path, recorder: Path, points: int, rng: Random) -> Counter[str]:
    """The power goes while both files are written."""
    log = root.with_name("log")
    root.mkdir()
    for name in TARGETS:
        (root / name).write_bytes(OLD)
    before = shutil.copytree(root, log.with_name("before"))
    command = [sys.executable, __file__, "write", "--facts", str(facts), "--out", str(root)]
    under = {"LD_PRELOAD": str(recorder), "RECORD_ROOT": str(root), "RECORD_LOG": str(log)}
    subprocess.run(command, check=True, env=os.environ | under)
    new = {name: (root / name).read_bytes() for name in TARGETS}
    events = list(read_log(log))
    counts: Counter[str] = Counter()
    for style in ("all", "some"):
        disk = Disk(before, seen_as=root)
        asked = Counter(rng.randint(0, len(events)) for _ in range(points))
        for at in range(len(events) + 1):
            for _ in range(asked[at]):
                files = disk.after_cut(rng if style == "some" else None)
                for name in TARGETS:
                    found = files.get(str(root / name))
                    kind = {OLD: "old", new[name]: "new"}.get(found or b"", "neither")
                    counts[kind] += 1
            if at < len(events):
                disk.happened(events[at])
        ended = disk.after_cut(None)  # what was told to be written is there
        counts["neither"] += sum(ended.get(str(root / name)) != new[name] for name in TARGETS)
    return counts


def killed(facts: Path, out: Path, kills: int, rng: Random, write: Write) -> Counter[str]:
    """The process is killed while it writes one file over the other, again and again."""
    out.mkdir(exist_ok=True)
    write_all(facts, out)
    versions = [(out / name).read_bytes() for name in TARGETS]
    target = out / "plan-2026-1.xlsx"
    target.write_bytes(versions[0])
    counts: Counter[str] = Counter()
    for _ in range(kills):
        heard, told = os.pipe()
        pid = os.fork()
        if pid == 0:
            os.write(told, b"ready")
            while True:
                for data in versions:
                    write(target, data)
        os.read(heard, 5)
        time.sleep(rng.uniform(0, 0.01))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        for end in (heard, told):
            os.close(end)
        counts["new" if target.read_bytes() in versions else "neither"] += 1
    return counts


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("write", "cut", "kill"))
    parser.add_argument("--facts", type=Path, required=True, help="a closed school")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--recorder", type=Path)
    parser.add_argument("--times", type=int, default=0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--plainly", action="store_true", help="without care, to be found out")
    chosen = parser.parse_args()
    rng = Random(chosen.seed)
    if chosen.what == "write":
        write_all(chosen.facts, chosen.out)
        return 0
    if chosen.what == "cut":
        counts = cut_off(chosen.facts, chosen.out, chosen.recorder, chosen.times, rng)
    else:
        write = plainly if chosen.plainly else write_bytes
        counts = killed(chosen.facts, chosen.out, chosen.times, rng, write)
    parts = [path.name for path in chosen.out.iterdir() if path.name.endswith(".part")]
    told = {name: counts[name] for name in ("old", "new", "neither")} | {"parts": len(parts)}
    sys.stdout.write(json.dumps(told) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
