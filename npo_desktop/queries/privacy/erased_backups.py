"""Take erased pupils out of the backups as well, when a person asks for that.

Without it backups follow by their rotation: 13 months at most, but the one kept of each school year
stays five years. Every backup is made anew under its
own name and moment, and the old file goes only when the new one has proved itself; a kill at any
moment leaves it old or new, and what was asked is done with the next backup. The chain of acts in
a backup stays as it was, so that its head still speaks for the live one.
Source: SAFETY.md, section 4 (deletion).
"""

import json
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from npo_desktop.clock import now
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.progress import Progress, silent
from npo_desktop.queries.privacy.erasure import sweep, take_out
from npo_desktop.queries.privacy.still_held import (
    StillHeld,
    kept_beside,
    place_away,
    reachable,
    survey,
)
from npo_desktop.queries.school import set_setting, setting
from npo_desktop.safe_file import cannot_write, sync_folder
from npo_desktop.store.audit import note
from npo_desktop.store.backups.backup import backup_folder, set_aside
from npo_desktop.store.backups.backup_file import DamagedBackup
from npo_desktop.store.backups.json_lines import lines_of_month, write_json_lines
from npo_desktop.store.backups.places import database_of
from npo_desktop.store.backups.rewrite import clear_broken_off, rewrite_backup
from npo_desktop.store.changes import changed, watch
from npo_desktop.store.engine import Store
from npo_desktop.store.safety_tables import Erased
from npo_desktop.store.swap import marker, whole_set

ASKED = "erasure.backups-without"  # the setting with the ids that are to be in no backup

_STAMP = re.compile(r"\d{8}-\d{6}")


@dataclass(frozen=True, slots=True)
class RewrittenBackups:
    """What was made anew; ``skipped``: what may still hold somebody, and why."""

    rewritten: int = 0
    lines_removed: int = 0  # files of the second kind; a fresh one was written instead
    skipped: tuple[StillHeld, ...] = ()


def rewrite_backups(store: Store, progress: Progress = silent) -> RewrittenBackups:
    """Take everybody in the erasure ledger out of every backup that can be reached.

    The second place follows later when it is away now: see ``rewrite_asked``. A backup that fails
    its check is set aside, as always. Raises Cancelled from ``progress``, between two backups.
    """
    with store.reading() as session:
        ids = frozenset(session.exec(select(Erased.pupil_id)))
        is_new = ids != _asked(session)
    if not ids:
        return RewrittenBackups()
    with _watched(store):
        if is_new:
            with store.writing() as session:
                set_setting(session, ASKED, json.dumps(sorted(map(str, ids))))
        return _rewrite(store, ids, progress)


def rewrite_asked(store: Store, progress: Progress = silent) -> RewrittenBackups | None:
    """Finish what was asked before: a second place that was away, a kill. Cheap when all is done.

    For after a backup was made. Only pupils for whom it was asked; None: nothing was left to do.
    """
    with store.reading() as session:
        ids = _asked(session)
    if not ids:
        return None
    found = survey(store, ids)
    if not found.backups and not found.lines:
        return None
    with _watched(store):
        return _rewrite(store, ids, progress)


def holding_erased(store: Store) -> int:
    """How many backups that can be reached and made anew hold somebody from the ledger; cheap."""
    with store.reading() as session:
        ids = frozenset(session.exec(select(Erased.pupil_id)))
    found = survey(store, ids) if ids else None
    return len(found.backups) + len(found.lines) if found else 0


def still_held(store: Store) -> tuple[StillHeld, ...]:
    """What ``rewrite_backups`` cannot make anew: shown with the button that removes it."""
    with store.reading() as session:
        ids = frozenset(session.exec(select(Erased.pupil_id)))
    if not ids:
        return ()
    return (*survey(store, ids).others, *kept_beside(store, ids), *place_away(store))


def remove_kept(store: Store, path: Path) -> None:
    """Delete a file that ``still_held`` lists as removable, for good. Raises UserError."""
    listed = [one.path for one in still_held(store) if one.may_remove]
    if path not in listed or marker(store.path).exists():
        raise UserError(
            _("{file} is not one of the files that may be removed.").format(file=path.name),
            _("Look at the list again."),
        )
    files = dict.fromkeys((path, *whole_set(path)))  # the data first, then the keys
    try:
        for file in files:
            file.unlink(missing_ok=True)
        sync_folder(path.parent)
    except OSError as error:
        raise cannot_write(path, error) from error
    stamp = _STAMP.search(path.name)
    with store.writing() as session:
        note(session, "kept-removed", stamp.group() if stamp else "")


def _rewrite(store: Store, ids: frozenset[UUID], progress: Progress) -> RewrittenBackups:
    database = database_of(store.path)
    for folder in reachable(store):
        clear_broken_off(folder, database)
    found = survey(store, ids)
    label, failed, done = _("Taking erased pupils out of the backups"), [], 0
    total = len(found.backups) + len(found.lines)
    for n, path in enumerate(found.backups):
        progress(n, total, label)
        problem = _rewritten(store, path, ids)
        if problem is None:
            done += 1
        else:
            failed.append(problem)
    progress(len(found.backups), total, label)
    removed, unwritten = _renew_lines(store, found.lines)
    if done or removed:
        with store.writing() as session:
            note(session, "backups-rewritten", done + removed)
    progress(total, total, label)
    others = (*found.others, *kept_beside(store, ids), *place_away(store))
    return RewrittenBackups(done, removed, (*failed, *unwritten, *others))


def _rewritten(store: Store, path: Path, ids: Collection[UUID]) -> StillHeld | None:
    """One backup; why it could not be done, if it could not."""

    def change(copy: Store) -> None:
        _take_out(copy, rows)

    with store.reading() as session:
        query = select(Erased).where(col(Erased.pupil_id).in_(ids))
        rows = [row.model_dump() for row in session.exec(query)]
    try:
        rewrite_backup(path, store.data_key, change, work_folder=backup_folder(store.path))
    except DamagedBackup as error:
        with suppress(OSError):
            return StillHeld(set_aside(path), error.message, path.parent == _here(store))
        return StillHeld(path, error.message)
    except UserError as error:
        return StillHeld(path, error.message)
    return None


def _take_out(copy: Store, rows: Collection[dict[str, Any]]) -> None:
    """The pupils go, the ledger says so; nothing is added to the chain of acts."""
    with copy.writing() as session:
        there = set(session.exec(select(Erased.pupil_id)))
        new = [Erased(**row) for row in rows if row["pupil_id"] not in there]
        take_out(session, [row.pupil_id for row in new])
        session.add_all(new)
    sweep(copy)


def _renew_lines(store: Store, old: Collection[Path]) -> tuple[int, tuple[StillHeld, ...]]:
    """The second kind: a fresh file first, then the older ones go."""
    if not old:
        return 0, ()
    target = lines_of_month(_here(store), store.path, now())
    try:
        write_json_lines(store, target)
    except UserError as error:
        return 0, tuple(StillHeld(path, error.message) for path in old)
    kept = [path for path in old if path != target and not _is_gone(path)]
    text = _("The backup {file} could not be removed, and may still hold the pupils.")
    unwritten = tuple(StillHeld(path, text.format(file=path.name)) for path in kept)
    return len(old) - len(kept), unwritten


def _is_gone(path: Path) -> bool:
    with suppress(OSError):
        path.unlink(missing_ok=True)
        return True
    return False


def _asked(session: Session) -> frozenset[UUID]:
    """For whom it was asked that no backup holds them."""
    with suppress(ValueError):
        return frozenset(map(UUID, json.loads(setting(session, ASKED) or "[]")))
    return frozenset()


def _here(store: Store) -> Path:
    return backup_folder(store.path)


@contextmanager
def _watched(store: Store) -> Iterator[None]:
    """What is noted here alone makes no other backup due."""
    was_changed = changed(store)
    try:
        yield
    finally:
        if not was_changed:
            watch(store)
