"""Prove a finished backup by opening it again; what a proved one is to a list.

Source: SAFETY.md, section 4 (verify).
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from npo_desktop.i18n import _
from npo_desktop.progress import Progress, silent
from npo_desktop.safe_file import cannot_write
from npo_desktop.store import integrity
from npo_desktop.store.backups.backup_file import (
    Header,
    Manifest,
    damaged,
    extract,
    prove_header,
    read_header,
)
from npo_desktop.store.engine import cipher
from npo_desktop.store.swap import take_away


@dataclass(frozen=True, slots=True)
class BackupFacts:
    """A backup as a list shows it."""

    path: Path
    made_at: datetime
    school: str
    counts: Mapping[str, int]
    size: int  # bytes of the file
    verified: bool  # it was opened and counted, and is still as long as it was then
    database: str = ""  # id of the store that was copied
    pinned: str = ""  # why rotation leaves it alone


def verify_backup(
    path: Path, data_key: bytes, progress: Progress = silent, *, work_folder: Path | None = None
) -> BackupFacts:
    """Open a finished backup and compare it with its manifest.

    ``work_folder`` takes the unpacked copy (still encrypted) when the backup's own folder is not
    to be written in. Raises DamagedBackup, OtherKey, or UserError.
    """
    header = read_header(path)
    unpacked = beside((work_folder or path.parent) / path.name, "look")
    try:
        unpack_proved(path, header, data_key, unpacked, progress)
    except OSError as error:
        raise cannot_write(unpacked, error) from error
    finally:
        take_away(unpacked)
    return facts_of(path, header.manifest, path.stat().st_size, verified=True)


def unpack_proved(
    path: Path, header: Header, data_key: bytes, target: Path, progress: Progress = silent
) -> None:
    """Leave the backup's database at ``target``, having found nothing wrong with it."""
    label = _("Checking the backup")
    progress(0, 3, label)
    prove_header(path, header, data_key)
    extract(path, header, target, partial(progress, 0, 3, label))
    progress(1, 3, label)
    try:
        with integrity.looking_at(target, data_key) as connection:
            if integrity.damage(connection):
                raise damaged(path)
            progress(2, 3, label)
            _compare(path, header.manifest, connection)
    except cipher.DatabaseError as error:
        raise damaged(path) from error
    progress(3, 3, label)


def facts_of(path: Path, manifest: Manifest, size: int, *, verified: bool) -> BackupFacts:
    """A backup as a list shows it."""
    return BackupFacts(
        path=path,
        made_at=manifest.made_at,
        school=manifest.school,
        counts=manifest.counts,
        size=size,
        verified=verified,
        database=manifest.database,
        pinned=manifest.pinned,
    )


def beside(target: Path, what: str) -> Path:
    """A name for what is made on the way, which no list of backups takes for one."""
    if target.suffix == ".part":  # of what is on the way itself: one that is cleared away too
        return target.with_suffix(f".{what}")
    return target.with_name(f".{target.name}.{os.getpid()}.{what}")


def _compare(path: Path, manifest: Manifest, connection: Any) -> None:
    counts = integrity.row_counts(connection)
    audit = integrity.audit_head(connection, counts)
    schema = integrity.number(connection, "user_version")
    as_told = (dict(manifest.counts), (manifest.audit_length, manifest.audit_head), manifest.schema)
    if (counts, audit, schema) != as_told:
        raise damaged(path)
