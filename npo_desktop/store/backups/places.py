"""Backups in a second place: a stick, a school share, a folder that a cloud service takes along."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.progress import Progress
from npo_desktop.safe_file import cannot_write, replace, sync_folder
from npo_desktop.store.backups.backup import BackupFacts, backup_folder, verify_backup
from npo_desktop.store.backups.backup_file import slots_of


def database_of(store: Path) -> str:
    """The id of a store, as its slots and its backups carry it."""
    return str(slots_of(store)[0]["database"])


def copy_elsewhere(facts: BackupFacts, place: Path, data_key: bytes, progress: Progress) -> Path:
    """Copy a finished backup whole or not at all, and prove the copy by reading it back."""
    target = place / facts.path.name
    part = place / f".{facts.path.name}.{os.getpid()}.part"
    try:
        with facts.path.open("rb") as source, part.open("wb") as copy:
            shutil.copyfileobj(source, copy, 1024 * 1024)
            copy.flush()
            os.fsync(copy.fileno())
        verify_backup(part, data_key, progress, work_folder=facts.path.parent)
        replace(part, target)
        sync_folder(place)
    except OSError as error:
        raise cannot_write(target, error) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return target


def refuse_place(store: Path, folder: Path) -> None:
    """Raise when this folder cannot be a second place."""
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
