"""Cuts the power at random points of a recorded piece of work, and opens what is left.

Prints one JSON document: points, how many different states of the disk they gave, and how often
something acknowledged was lost, a transaction was half there, or the store was not sound.
"""

import argparse
import json
import shutil
import sys
import tempfile
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

from judging import Damaged, judged
from recording import Disk, Event, read_log

from npo_desktop.errors import UserError


def acknowledged(events: list[Event], acks: str) -> tuple[list[int], list[str]]:
    """When each promise was made, and what was promised."""
    made = [
        (at, event.data.decode().strip())
        for at, event in enumerate(events)
        if event.op == "W" and event.path == acks
    ]
    return [at for at, _what in made], [what for _at, what in made]


def rebuild(files: dict[str, bytes], root: Path, into: Path) -> None:
    """The files as they are after the cut, in a folder of their own."""
    shutil.rmtree(into, ignore_errors=True)
    for path, content in files.items():
        copy = into / Path(path).relative_to(root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(content)


def found_by_program(store: Path, passphrase: str) -> str:
    """As the next start of the program finds it; imported late, the key alone does without."""
    from steps import content_at_next_start

    return content_at_next_start(store, passphrase)


def verdict(look: Callable[[], str], promised: list[str], kept: int) -> str:
    """``kept`` promises were made before the cut; one more may have been under way."""
    try:
        found = look()
    except (Damaged, UserError):
        return "corrupt"
    if found in promised[max(kept - 1, 0) : kept + 1]:
        return "kept"
    return "lost" if found in promised else "torn"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--before", type=Path, required=True, help="the folder before the work")
    parser.add_argument("--root", type=Path, required=True, help="where it was then")
    parser.add_argument("--log", type=Path, required=True)
    parser.add_argument("--store", required=True, help="name of the store in the folder")
    secret = parser.add_mutually_exclusive_group(required=True)
    secret.add_argument("--key", help="look past the program")
    secret.add_argument("--passphrase", help="start the program")
    parser.add_argument("--style", choices=("all", "some"), required=True, help="of what is lost")
    parser.add_argument("--points", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    chosen = parser.parse_args()
    rng = Random(chosen.seed)
    events = list(read_log(chosen.log))
    acks = str(chosen.root / "acks")
    moments, promised = acknowledged(events, acks)
    disk = Disk(chosen.before, seen_as=chosen.root)
    points = Counter(rng.randint(moments[0] + 1, len(events)) for _ in range(chosen.points))
    verdicts: Counter[str] = Counter()
    known: dict[tuple[int, int], str] = {}
    scratch = Path(tempfile.mkdtemp(dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
    store = scratch / chosen.store

    def look() -> str:
        if chosen.passphrase:
            return found_by_program(store, chosen.passphrase)
        return judged(store, bytes.fromhex(chosen.key))

    for at in range(len(events) + 1):
        kept = bisect_right(moments, at - 1)
        draws = points[at] if chosen.style == "some" else min(points[at], 1)
        for _ in range(draws):
            files = disk.after_cut(rng if chosen.style == "some" else None)
            files.pop(acks, None)
            state = hash(tuple(sorted(files.items()))), kept
            if state not in known:
                rebuild(files, chosen.root, scratch)
                known[state] = verdict(look, promised, kept)
            verdicts[known[state]] += points[at] if chosen.style == "all" else 1
        if at < len(events):
            disk.happened(events[at])
    shutil.rmtree(scratch)
    told = {"points": chosen.points, "acks": len(promised), "states": len(known)}
    told |= {name: verdicts[name] for name in ("kept", "lost", "torn", "corrupt")}
    sys.stdout.write(json.dumps(told) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
