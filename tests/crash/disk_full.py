"""Fills the disk during one kind of work, at many sizes of free space; T05.

As root a small disk in memory is mounted; without root the size of files is limited instead. Prints
a JSON list: for each size what the program said, and what became of the data.
"""

import argparse
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from random import Random
from unittest.mock import patch

import school
from steps import OF_SCHEMA_1, STEPS, content, content_at_next_start

from npo_desktop import i18n
from npo_desktop.content.load import load_content
from npo_desktop.errors import UserError
from npo_desktop.exports.xlsx.plan_facts import PlanWorkbook
from npo_desktop.importers.pupils import read_pupils
from npo_desktop.jobs.export_jobs import (
    LoadedSummaries,
    load_parent_summaries,
    load_plan,
    render_parent_summaries,
    render_plan,
)
from npo_desktop.queries.answers import answers_of, record_answer
from npo_desktop.queries.imports.pupil_files import apply_pupils, preview_pupils
from npo_desktop.queries.rounds import round_by_name
from npo_desktop.safe_file import cannot_write
from npo_desktop.store.backups.backup import make_backup, verify_backup
from npo_desktop.store.lifecycle import open_store

MOUNT_BYTES = 8 * 1024 * 1024
Full = Callable[[], AbstractContextManager[None]]
OLD = b"the file that was there before"


@dataclass
class Outcome:
    """Of one piece of work on one nearly full disk."""

    free: int
    said: str = ""  # message and hint; empty: nothing went wrong
    acknowledged: int = 0
    whole: bool = True  # everything acknowledged is there, nothing is there by half
    left_over: list[str] = field(default_factory=list)


@contextmanager
def small_disk(folder: Path, *, wanted: bool) -> Iterator[bool]:
    """A disk of its own at this folder, when we may; whether it is one."""
    size = f"size={MOUNT_BYTES}"
    may = wanted and os.geteuid() == 0 and shutil.which("mount") is not None
    command = ["mount", "-t", "tmpfs", "-o", size, "tmpfs", str(folder)]
    mounted = may and subprocess.run(command, check=False, capture_output=True).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def nearly_full(folder: Path, free: int, mounted: bool) -> Iterator[None]:
    """Only so many bytes can still be written."""
    if mounted:
        room = os.statvfs(folder)
        ballast = folder / "ballast"
        ballast.write_bytes(bytes(max(room.f_bavail * room.f_bsize - free, 0)))
        try:
            yield
        finally:
            ballast.unlink()
        return
    biggest = max(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (biggest // 2 + free, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def said(error: UserError) -> str:
    """Both sentences; a message without a hint does not count as clear."""
    return f"{error.message} {error.hint}" if error.message and error.hint else "NOT CLEAR"


def plain(path: Path) -> str:
    """A file's name; the backup before a step has the step's number in it."""
    return re.sub("^school-before-schema-[0-9]+[.]npobak$", "kept.npobak", path.name)


def answering(here: Path, full: Full, outcome: Outcome) -> None:
    """Answers until the disk is full; then everything told must be there."""
    told = school.read(here / "school.npo")
    given: dict[str, int | None] = {}
    store = None
    try:
        with full():
            store = open_store(here / "school.npo", school.PASSPHRASE)
            for n in range(300):
                item, value = told.items[n % len(told.items)], (n + n // len(told.items)) % 5
                with store.writing() as session:
                    record_answer(session, school.scan_id(told), item, value)
                given[item] = value
                outcome.acknowledged += 1
    except UserError as error:
        outcome.said = said(error)
    if store is not None:
        store.engine.dispose()  # as when the program is ended there and then
    store = open_store(here / "school.npo", school.PASSPHRASE)
    with store.reading() as session:
        found = answers_of(session, school.scan_id(told))
    outcome.whole = all(found.get(item) == value for item, value in given.items())
    store.close()


def importing(here: Path, full: Full, outcome: Outcome) -> None:
    """A file of three hundred pupils: all of it or nothing."""
    store = open_store(here / "school.npo", school.PASSPHRASE)
    file = read_pupils(school.pupil_file(here.parents[1] / "many.csv", first=100, pupils=300))
    before = after = content(store)
    try:
        with full(), store.writing() as session:
            apply_pupils(session, preview_pupils(session, file))
        after = content(store)
        outcome.acknowledged = 1
    except UserError as error:
        outcome.said = said(error)
    store.engine.dispose()
    store = open_store(here / "school.npo", school.PASSPHRASE)
    outcome.whole = content(store) == after and (after != before) == bool(outcome.acknowledged)
    store.close()


@cache
def facts_for_exports(path: Path) -> tuple[PlanWorkbook, LoadedSummaries]:
    """Read once: what is tried here is the writing."""
    store, content = open_store(path, school.PASSPHRASE), load_content()
    told = school.read(path)
    with store.writing() as session:
        for item in told.items:
            record_answer(session, school.scan_id(told), item, 3)
    with store.reading() as session:
        this = round_by_name(session, "2026-1")
        facts = load_plan(session, content, this), load_parent_summaries(session, content, this)
    store.close()
    return facts


def exporting(here: Path, full: Full, outcome: Outcome, ends: str) -> None:
    """Over an old file: afterwards the old one or a whole new one."""
    plan, summaries = facts_for_exports(here.parents[1] / "facts" / "school.npo")
    target = here / ("plan.xlsx" if ends == "xlsx" else "parents-2026-1.pdf")
    target.write_bytes(OLD)
    try:
        with full():
            if ends == "xlsx":
                render_plan(plan, target)
            else:
                render_parent_summaries(summaries, here, one_file=True)
        outcome.acknowledged = 1
    except UserError as error:
        outcome.said = said(error)
    content = target.read_bytes()
    ending = b"%%EOF" if ends == "pdf" else b"PK\x05\x06"  # both formats end with these
    new = content[:4] in (b"%PDF", b"PK\x03\x04") and ending in content[-64:]
    outcome.whole = new if outcome.acknowledged else content == OLD


def in_place(path: Path, data: bytes) -> None:
    """What a careless program does; the message is as clear as ours."""
    try:
        path.write_bytes(data)
    except OSError as error:
        raise cannot_write(path, error) from error


def backing_up(here: Path, full: Full, outcome: Outcome) -> None:
    """Over an older backup: afterwards that one or a proved new one, and the store as it was."""
    store = open_store(here / "school.npo", school.PASSPHRASE)
    target = here / "one.npobak"
    make_backup(store, target)
    old, before = target.read_bytes(), content(store)
    try:
        with full():
            make_backup(store, target)
        outcome.acknowledged = 1
    except UserError as error:
        outcome.said = said(error)
    verify_backup(target, store.data_key)
    is_old = target.read_bytes() == old
    outcome.whole = is_old != bool(outcome.acknowledged) and content(store) == before
    store.close()


@cache
def migrated(folder: Path) -> str:
    """What a store of schema 1 holds once it was brought up to date undisturbed."""
    path = shutil.copytree(folder, folder.with_name("migrated")) / "school.npo"
    STEPS["migration"].prepare(path)
    return content_at_next_start(path, OF_SCHEMA_1)


def migrating(here: Path, full: Full, outcome: Outcome) -> None:
    """A store of schema 1 is opened: brought up to date, or left as it was for the next time."""
    path = here / "school.npo"
    STEPS["migration"].prepare(path)
    store = None
    try:
        with full():
            store = open_store(path, OF_SCHEMA_1)
        outcome.acknowledged = 1
    except UserError as error:
        outcome.said = said(error)
    if store is not None:
        store.engine.dispose()
    outcome.whole = content_at_next_start(path, OF_SCHEMA_1) == migrated(here.parents[1] / "facts")


WORKS: dict[str, Callable[[Path, Full, Outcome], None]] = {
    "answers": answering,
    "import": importing,
    "xlsx": partial(exporting, ends="xlsx"),
    "pdf": partial(exporting, ends="pdf"),
    "backup": backing_up,
    "migration": migrating,
}
MOST = {
    "answers": 500_000,
    "import": 700_000,
    "xlsx": 20_000,
    "pdf": 60_000,
    "backup": 1_200_000,
    "migration": 3_000_000,
}  # free bytes


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("work", choices=WORKS)
    parser.add_argument("folder", type=Path, help="of a closed school")
    parser.add_argument("--sizes", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument(
        "--limit", action="store_true", help="limit files, though a disk may be had"
    )
    parser.add_argument("--plainly", action="store_true", help="write exports in place: a control")
    chosen = parser.parse_args()
    if chosen.plainly:
        patch("npo_desktop.jobs.export_jobs.write_bytes", in_place).start()
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    i18n.use("en")
    rng = Random(chosen.seed)
    base = chosen.folder.with_name("disk")
    base.mkdir()
    facts_for_exports(shutil.copytree(chosen.folder, base.parent / "facts") / "school.npo")
    outcomes = []
    with small_disk(base, wanted=not chosen.limit) as mounted:
        for n in range(chosen.sizes):
            free = 0 if n == 0 else rng.randint(0, MOST[chosen.work])
            here = base / f"{n}"
            shutil.copytree(chosen.folder, here)
            names = {path.name for path in here.iterdir()}
            outcome = Outcome(free)

            def full(here: Path = here, free: int = free) -> AbstractContextManager[None]:
                return nearly_full(here, free, mounted)

            WORKS[chosen.work](here, full, outcome)
            own = {"plan.xlsx", "parents-2026-1.pdf", "one.npobak"} | {"backups", "kept.npobak"}
            outcome.left_over = sorted({plain(path) for path in here.rglob("*")} - names - own)
            outcomes.append(vars(outcome))
            shutil.rmtree(here)
    sys.stdout.write(json.dumps({"mounted": mounted, "outcomes": outcomes}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
