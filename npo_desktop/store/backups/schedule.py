"""When a backup is due, where it goes besides, which ones may go, and how all that stands.

What is due is decided here and done by the caller's clock: the window asks every few minutes and
when it closes. The state is read from the folders; only the second place is a setting.
"""

import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from glob import escape
from pathlib import Path
from typing import Literal

from sqlmodel import Session

from npo_desktop.clock import now
from npo_desktop.errors import UserError
from npo_desktop.progress import Progress, silent
from npo_desktop.safe_file import cannot_write
from npo_desktop.store import audit
from npo_desktop.store.backups.backup import (
    BackupFacts,
    backup_folder,
    backup_name,
    list_backups,
    make_backup,
    newest_good,
    set_aside,
)
from npo_desktop.store.backups.json_lines import ENDING as LINES
from npo_desktop.store.backups.json_lines import lines_of_month, write_json_lines
from npo_desktop.store.backups.places import copy_elsewhere, database_of, refuse_place
from npo_desktop.store.backups.restore import rotation_pause
from npo_desktop.store.backups.rotation import Kept, spare_dailies, to_remove
from npo_desktop.store.changes import changed, watch
from npo_desktop.store.engine import Store
from npo_desktop.store.swap import stamp
from npo_desktop.store.tables import Setting

ACTIVE = timedelta(minutes=30)  # of work, between two backups
CHECK_EVERY = timedelta(days=7)
AMBER, RED = timedelta(days=7), timedelta(days=21)
PINNED = timedelta(days=90)  # what was copied before an upgrade stays at least this long
MONTH = "[0-9][0-9][0-9][0-9]-[0-9][0-9]"
MONTHS = 12  # of the second kind
SPARE = 3  # times the size of the store that must stay free

SECOND_PLACE = "backup.second-place"
LAST_ELSEWHERE = "backup.last-elsewhere"
LAST_CHECK = "backup.last-check"

Tone = Literal["ok", "amber", "red"]


@dataclass(frozen=True, slots=True)
class BackupState:
    """What the dashboard says: the two dates, and how worrying they are."""

    last: datetime | None  # newest verified backup on this computer
    last_elsewhere: datetime | None  # newest verified backup in the second place
    tone: Tone
    second_place: Path | None
    rotation_paused: bool = False  # something was put back, and nobody has said it is right
    low_space: bool = False  # less than three times the store's size is free


@dataclass(frozen=True, slots=True)
class Checked:
    """What the weekly check found: the newest good backup, and those that failed, set aside."""

    good: BackupFacts | None
    spoiled: tuple[Path, ...]


def backup_due(
    last: datetime | None, moment: datetime, *, is_changed: bool, is_closing: bool
) -> bool:
    """Once per half hour of work; at closing whenever there is something new.

    Without any backup yet one is due at once; a clock set back counts as long ago.
    """
    if not is_changed:
        return False
    return last is None or is_closing or not timedelta(0) <= moment - last < ACTIVE


def due_now(store: Store, *, is_closing: bool = False) -> bool:
    """``backup_due`` for this store, as its folder stands."""
    last = _newest(backup_folder(store.path), database_of(store.path))
    return backup_due(last, now(), is_changed=changed(store), is_closing=is_closing)


def run_backup(store: Store, progress: Progress = silent) -> BackupFacts:
    """A verified backup here and, when it can be reached, in the second place; then rotation.

    A second place that is away or full stops nothing: ``backup_state`` tells its age.
    """
    folder = backup_folder(store.path)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise cannot_write(folder, error) from error
    facts = make_backup(store, _free_target(folder, store.path), progress)
    _rotate(store, folder)
    _monthly_lines(store, folder, facts.made_at, progress)
    place, reached = second_place(store), False
    if place is not None:
        with suppress(UserError):
            copy_elsewhere(facts, place, store.data_key, progress)
            _rotate(store, place)
            reached = True
    with store.writing() as session:
        if reached:
            _set(session, LAST_ELSEWHERE, facts.made_at.isoformat())
        audit.note(session, "backup", stamp(facts.made_at))
    watch(store)
    return facts


def _monthly_lines(store: Store, folder: Path, made_at: datetime, progress: Progress) -> None:
    """The second kind once a month; the newest twelve are kept. A full disk waits for next time."""
    target = lines_of_month(folder, store.path, made_at)
    if target.exists():
        return
    with suppress(UserError):
        write_json_lines(store, target, progress)
        months = sorted(folder.glob(f"{escape(store.path.stem)}-{MONTH}{LINES}"))
        older = [path for path in months if path.name < target.name]
        for path in [] if _rotation_rests(store) else older[: 1 - MONTHS]:
            path.unlink(missing_ok=True)


def backup_state(store: Store) -> BackupState:
    """How the backups stand now, read from the folders."""
    database = database_of(store.path)
    place = second_place(store)
    last = _newest(backup_folder(store.path), database)
    elsewhere = _last_elsewhere(store, place, database)
    counting = last if place is None else elsewhere
    return BackupState(
        last=last,
        last_elsewhere=elsewhere,
        tone=_tone(counting, now()),
        second_place=place,
        rotation_paused=rotation_pause(store.path).exists(),
        low_space=_lacks_space(store, backup_folder(store.path)),
    )


def second_place(store: Store) -> Path | None:
    """Where backups go besides; it need not be reachable now."""
    with store.reading() as session:
        kept = session.get(Setting, SECOND_PLACE)
        return Path(kept.value) if kept is not None and kept.value else None


def set_second_place(store: Store, folder: Path | None) -> None:
    """Choose where backups go besides (a stick, a share, another folder); None: nowhere."""
    if folder is not None:
        refuse_place(store.path, folder)
    with store.writing() as session:
        _set(session, SECOND_PLACE, "" if folder is None else str(folder))
        _set(session, LAST_ELSEWHERE, "")
        audit.note(session, "second-place")


def confirm_restored(store: Store) -> None:
    """Somebody said that what was put back is right: rotation goes on."""
    rotation_pause(store.path).unlink(missing_ok=True)


def check_due(store: Store) -> bool:
    """Whether the newest backup was not opened for a week."""
    with store.reading() as session:
        last = _moment(session, LAST_CHECK)
    return last is None or not timedelta(0) <= now() - last < CHECK_EVERY


def run_check(store: Store, progress: Progress = silent) -> Checked:
    """Open the newest backup, here and in the second place; what fails is set aside, not deleted.

    When one fails the next is opened, until there is a good one.
    """
    here = backup_folder(store.path)
    good, spoiled = _check(store, here, progress)
    place = second_place(store)
    if place is not None and place.is_dir():
        spoiled += _check(store, place, progress)[1]
    with store.writing() as session:
        _set(session, LAST_CHECK, now().isoformat())
    return Checked(good, spoiled)


def _check(
    store: Store, folder: Path, progress: Progress
) -> tuple[BackupFacts | None, tuple[Path, ...]]:
    good, passed = newest_good(
        folder,
        store.data_key,
        progress,
        database=database_of(store.path),
        work_folder=backup_folder(store.path),
    )
    return good, tuple(set_aside(path) for path in passed)


def _rotate(store: Store, folder: Path) -> None:
    """Remove what no rule keeps; never by a doubtful clock, never while it rests."""
    moment = now()
    if _rotation_rests(store):
        return
    own = {facts.path.name: facts for facts in _own(folder, database_of(store.path))}
    kept = [_as_kept(facts, moment) for facts in own.values()]
    for one in to_remove(kept, moment):
        own[one.name].path.unlink(missing_ok=True)
    kept = [one for one in kept if own[one.name].path.exists()]
    for one in spare_dailies(kept, moment):
        if not _lacks_space(store, folder):
            break
        own[one.name].path.unlink(missing_ok=True)


def _rotation_rests(store: Store) -> bool:
    """While nobody has confirmed what was put back, or the clock is not to be trusted."""
    with store.reading() as session:
        return rotation_pause(store.path).exists() or audit.clock_doubted(session)


def _as_kept(facts: BackupFacts, moment: datetime) -> Kept:
    pinned = bool(facts.pinned) and moment - facts.made_at < PINNED
    return Kept(facts.path.name, facts.made_at, facts.verified, pinned)


def _own(folder: Path, database: str) -> tuple[BackupFacts, ...]:
    return tuple(facts for facts in list_backups(folder) if facts.database == database)


def _newest(folder: Path, database: str) -> datetime | None:
    """By its own date, unless that is still to come: it would hide for years that none is made."""
    dates = (facts.made_at for facts in _own(folder, database) if facts.verified)
    moment = now()
    return next((made_at for made_at in dates if made_at <= moment), None)


def _last_elsewhere(store: Store, place: Path | None, database: str) -> datetime | None:
    """As the place itself says; while it is away, as it was when a backup last got there."""
    if place is None:
        return None
    with store.reading() as session:
        remembered = _moment(session, LAST_ELSEWHERE)
    return _newest(place, database) or remembered


def _tone(last: datetime | None, moment: datetime) -> Tone:
    if last is None or moment - last >= RED:
        return "red"
    return "amber" if moment - last >= AMBER else "ok"


def _lacks_space(store: Store, folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < SPARE * store.path.stat().st_size
    except OSError:
        return False


def _free_target(folder: Path, store: Path) -> Path:
    name = Path(backup_name(store))
    targets = (folder / f"{name.stem}{more}{name.suffix}" for more in ("", *_NUMBERS))
    return next(target for target in targets if not target.exists())


_NUMBERS = tuple(f"-{number}" for number in range(2, 1000))


def _set(session: Session, key: str, value: str) -> None:
    session.merge(Setting(key=key, value=value))


def _moment(session: Session, key: str) -> datetime | None:
    kept = session.get(Setting, key)
    with suppress(ValueError):
        return datetime.fromisoformat(kept.value) if kept is not None else None
    return None
