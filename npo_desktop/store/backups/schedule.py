"""When a backup is due, where it goes besides, which ones may go, and how all that stands.

What is due is decided here and done by the caller's clock: the window asks every few minutes and
when it closes. The state is read from the folders; only the second place is a setting.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext, suppress
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
    make_backup,
)
from npo_desktop.store.backups.folder import lacks_space, newest, rotate
from npo_desktop.store.backups.json_lines import ENDING as LINES
from npo_desktop.store.backups.json_lines import lines_of_month, write_json_lines
from npo_desktop.store.backups.places import (
    Place,
    carry,
    check_in,
    check_there,
    database_of,
    newest_there,
    refuse_place,
)
from npo_desktop.store.backups.restore import rotation_pause
from npo_desktop.store.changes import changed, watch
from npo_desktop.store.engine import Store
from npo_desktop.store.swap import stamp
from npo_desktop.store.tables import Setting

ACTIVE = timedelta(minutes=30)  # of work, between two backups
CHECK_EVERY = timedelta(days=7)
AMBER, RED = timedelta(days=7), timedelta(days=21)
MONTH = "[0-9][0-9][0-9][0-9]-[0-9][0-9]"
MONTHS = 12  # of the second kind

SECOND_PLACE = "backup.second-place"
LAST_ELSEWHERE = "backup.last-elsewhere"
LAST_CHECK = "backup.last-check"

Tone = Literal["ok", "amber", "red"]
GiveBack = Callable[[], AbstractContextManager[object]]
"""Entered while something is done without the store: whoever lent it may have it meanwhile."""


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
    last = newest(backup_folder(store.path), database_of(store.path))
    return backup_due(last, now(), is_changed=changed(store), is_closing=is_closing)


def run_backup(
    store: Store, progress: Progress = silent, *, give_back: GiveBack = nullcontext
) -> BackupFacts:
    """A verified backup here and, when it can be reached, in the second place; then rotation.

    A second place that is away, full, or does not answer stops nothing: ``backup_state`` tells its
    age. While that place is at work the store is given back; what is written meanwhile is not in
    this backup, and makes another due.
    """
    facts = _back_up_here(store, progress)
    second = _second(store)
    if second is not None:
        with give_back():
            reached = _is_carried(facts, second, progress)
        if reached:
            _note_reached(store, second, facts)
    return facts


def _back_up_here(store: Store, progress: Progress) -> BackupFacts:
    folder = backup_folder(store.path)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise cannot_write(folder, error) from error
    facts = make_backup(store, _free_target(folder, store.path), progress)
    if not _rotation_rests(store):
        rotate(folder, store.path, facts.database)
    _monthly_lines(store, folder, facts.made_at, progress)
    with store.writing() as session:
        audit.note(session, "backup", stamp(facts.made_at))
    watch(store)
    return facts


def _is_carried(facts: BackupFacts, second: Place, progress: Progress) -> bool:
    with suppress(UserError):
        carry(facts, second, progress)
        return True
    return False


def _note_reached(store: Store, second: Place, facts: BackupFacts) -> None:
    """This note alone makes no backup due; what others wrote meanwhile does."""
    was_changed = changed(store)
    with store.writing() as session:
        if _chosen(session) == second.folder:
            _set(session, LAST_ELSEWHERE, facts.made_at.isoformat())
    if not was_changed:
        watch(store)


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


def backup_state(
    store: Store, progress: Progress = silent, *, give_back: GiveBack = nullcontext
) -> BackupState:
    """How the backups stand now, read from the folders; the second without the store.

    As the second place itself says; while it is away, as it was when a backup last got there.
    """
    here = backup_folder(store.path)
    second = _second(store)
    last = newest(here, database_of(store.path))
    elsewhere = None
    if second is not None:
        with store.reading() as session:
            remembered = _moment(session, LAST_ELSEWHERE)
        with give_back():
            elsewhere = newest_there(second, progress) or remembered
    return BackupState(
        last=last,
        last_elsewhere=elsewhere,
        tone=_tone(last if second is None else elsewhere, now()),
        second_place=None if second is None else second.folder,
        rotation_paused=rotation_pause(store.path).exists(),
        low_space=lacks_space(here, store.path),
    )


def second_place(store: Store) -> Path | None:
    """Where backups go besides; it need not be reachable now."""
    with store.reading() as session:
        return _chosen(session)


def set_second_place(
    store: Store,
    folder: Path | None,
    progress: Progress = silent,
    *,
    give_back: GiveBack = nullcontext,
) -> None:
    """Choose where backups go besides (a stick, a share, another folder); None: nowhere."""
    if folder is not None:
        with give_back():
            refuse_place(store.path, folder, progress)
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


def run_check(
    store: Store, progress: Progress = silent, *, give_back: GiveBack = nullcontext
) -> Checked:
    """Open the newest backup, here and in the second place; what fails is set aside, not deleted.

    When one fails the next is opened, until there is a good one. All that without the store.
    """
    second = _second(store)
    here = _place_at(store, backup_folder(store.path))
    with give_back():
        good, spoiled = check_in(here, progress)
        if second is not None:
            spoiled += check_there(second, progress)
    with store.writing() as session:
        _set(session, LAST_CHECK, now().isoformat())
    return Checked(good, spoiled)


def _second(store: Store) -> Place | None:
    """The second place, with all that has to be known of the store to work there without it."""
    folder = second_place(store)
    return None if folder is None else _place_at(store, folder)


def _place_at(store: Store, folder: Path) -> Place:
    database = database_of(store.path)
    return Place(folder, store.path, database, store.data_key, _rotation_rests(store))


def _rotation_rests(store: Store) -> bool:
    """While nobody has confirmed what was put back, or the clock is not to be trusted."""
    with store.reading() as session:
        return rotation_pause(store.path).exists() or audit.clock_doubted(session)


def _tone(last: datetime | None, moment: datetime) -> Tone:
    if last is None or moment - last >= RED:
        return "red"
    return "amber" if moment - last >= AMBER else "ok"


def _free_target(folder: Path, store: Path) -> Path:
    name = Path(backup_name(store))
    targets = (folder / f"{name.stem}{more}{name.suffix}" for more in ("", *_NUMBERS))
    return next(target for target in targets if not target.exists())


_NUMBERS = tuple(f"-{number}" for number in range(2, 1000))


def _chosen(session: Session) -> Path | None:
    kept = session.get(Setting, SECOND_PLACE)
    return Path(kept.value) if kept is not None and kept.value else None


def _set(session: Session, key: str, value: str) -> None:
    session.merge(Setting(key=key, value=value))


def _moment(session: Session, key: str) -> datetime | None:
    kept = session.get(Setting, key)
    with suppress(ValueError):
        return datetime.fromisoformat(kept.value) if kept is not None else None
    return None
