"""Backups in a second place: a stick, a school share, a folder that a cloud service takes along.

The place may be slow, or never answer. So nothing here touches the store: what must be known of it
stands in ``Place``, and everybody else may have it meanwhile.
"""

import os
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.progress import Progress, silent
from npo_desktop.safe_file import cannot_write, replace, sync_folder
from npo_desktop.store.backups.apart import waited_for
from npo_desktop.store.backups.backup import (
    BackupFacts,
    backup_folder,
    newest_good,
    set_aside,
    verify_backup,
)
from npo_desktop.store.backups.backup_file import slots_of
from npo_desktop.store.backups.folder import newest, rotate
from npo_desktop.store.backups.rewrite import clear_broken_off

PIECE = 2 * 1024 * 1024  # bytes that are on the stick before the next are sent: a true progress
PATIENTLY, BRIEFLY = 60.0, 15.0  # seconds of silence: of a copy on its way, of a mere look


@dataclass(frozen=True, slots=True)
class Place:
    """A folder of backups, and what has to be known of their store to work there without it."""

    folder: Path
    store: Path
    database: str
    data_key: bytes = field(repr=False)
    rotation_rests: bool = False


def database_of(store: Path) -> str:
    """The id of a store, as its slots and its backups carry it."""
    return str(slots_of(store)[0]["database"])


def carry(facts: BackupFacts, second: Place, progress: Progress = silent) -> None:
    """Copy a finished backup there and prove the copy; then rotation there, unless it rests.

    Raises UserError when the place is away, full, not writable, or does not answer; then nothing
    half written stands there under a backup's name.
    """

    def work(progress: Progress) -> None:
        clear_broken_off(second.folder, second.database)
        copy_elsewhere(facts, second.folder, second.data_key, progress)
        if not second.rotation_rests:
            rotate(second.folder, second.store, second.database, progress)

    label = _("Copying the backup to the second place")
    waited_for(second.folder, work, progress, label=label, silence=PATIENTLY)


def newest_there(second: Place, progress: Progress = silent) -> datetime | None:
    """When the newest verified backup there was made; None too when the place does not answer."""

    def work(_progress: Progress) -> datetime | None:
        return newest(second.folder, second.database)

    label = _("Looking at the second place for backups")
    with suppress(UserError):
        return waited_for(second.folder, work, progress, label=label, silence=BRIEFLY)
    return None


def check_there(second: Place, progress: Progress = silent) -> tuple[Path, ...]:
    """Those in the second place that failed a check, set aside; none when it does not answer."""

    def work(progress: Progress) -> tuple[Path, ...]:
        try:
            return check_in(second, progress)[1]
        except OSError as error:  # one may not write there
            raise cannot_write(second.folder, error) from error

    with suppress(UserError):
        label = _("Checking the backup")
        return waited_for(second.folder, work, progress, label=label, silence=PATIENTLY)
    return ()


def check_in(place: Place, progress: Progress) -> tuple[BackupFacts | None, tuple[Path, ...]]:
    """The newest good backup of this store there, and those that failed, set aside."""
    good, passed = newest_good(
        place.folder,
        place.data_key,
        progress,
        database=place.database,
        work_folder=backup_folder(place.store),
    )
    return good, tuple(set_aside(path) for path in passed)


def copy_elsewhere(facts: BackupFacts, place: Path, data_key: bytes, progress: Progress) -> Path:
    """Copy a finished backup whole or not at all, and prove the copy by reading it back."""
    target = place / facts.path.name
    part = place / f".{facts.path.name}.{os.getpid()}.part"
    try:
        _copy(facts.path, part, progress)
        verify_backup(part, data_key, progress, work_folder=facts.path.parent)
        progress(1, 1)  # who was left behind meanwhile brings nothing any more
        replace(part, target)
        sync_folder(place)
    except OSError as error:
        raise cannot_write(target, error) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return target


def refuse_place(store: Path, folder: Path, progress: Progress = silent) -> None:
    """Raise when this folder cannot be a second place, or does not answer."""
    label = _("Looking at the second place for backups")
    waited_for(folder, lambda _told: _refuse(store, folder), progress, label=label, silence=BRIEFLY)


def _refuse(store: Path, folder: Path) -> None:
    if not folder.is_dir():
        raise UserError(
            _("There is no folder at {folder}.").format(folder=folder),
            _("Connect the stick or the share, and choose a folder on it."),
        )
    here = (store.parent.resolve(), backup_folder(store).resolve())
    if folder.resolve() in here:
        raise UserError(
            _("The backups on this computer are in that folder already."),
            _("Choose a folder on a stick, on the school's share or in another place."),
        )


def _copy(source: Path, target: Path, progress: Progress) -> None:
    label, pieces = _("Copying the backup to the second place"), -(-source.stat().st_size // PIECE)
    with source.open("rb") as file, target.open("wb") as copy:
        for number in range(pieces):
            progress(number, pieces, label)
            copy.write(file.read(PIECE))
            copy.flush()
            os.fsync(copy.fileno())
