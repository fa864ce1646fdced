"""A folder with backups of one store, maybe among those of others: the newest, and what may go.

It asks nothing of the store: whether rotation rests is decided by who has it.
"""

import shutil
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from npo_desktop.clock import now
from npo_desktop.progress import Progress, silent
from npo_desktop.store.backups.backup import BackupFacts, list_backups
from npo_desktop.store.backups.rotation import Kept, spare_dailies, to_remove

PINNED = timedelta(days=90)  # what was copied before an upgrade stays at least this long
SPARE = 3  # times the size of the store that must stay free


def newest(folder: Path, database: str) -> datetime | None:
    """By its own date, unless that is still to come: it would hide for years that none is made."""
    dates = (facts.made_at for facts in _own(folder, database) if facts.verified)
    moment = now()
    return next((made_at for made_at in dates if made_at <= moment), None)


def rotate(folder: Path, store: Path, database: str, progress: Progress = silent) -> None:
    """Remove what no rule keeps; what cannot be removed now goes another time."""
    moment = now()
    own = {facts.path.name: facts for facts in _own(folder, database)}
    kept = [_as_kept(facts, moment) for facts in own.values()]
    gone: set[str] = set()
    for one in to_remove(kept, moment):
        progress(len(gone), len(own))
        gone.add(one.name)
        _remove(own[one.name].path)
    for one in spare_dailies([one for one in kept if one.name not in gone], moment):
        if not lacks_space(folder, store):
            break
        progress(len(gone), len(own))
        _remove(own[one.name].path)


def lacks_space(folder: Path, store: Path) -> bool:
    """Whether less is free there than three times the size of the store."""
    try:
        return shutil.disk_usage(folder).free < SPARE * store.stat().st_size
    except OSError:
        return False


def _own(folder: Path, database: str) -> tuple[BackupFacts, ...]:
    return tuple(facts for facts in list_backups(folder) if facts.database == database)


def _as_kept(facts: BackupFacts, moment: datetime) -> Kept:
    pinned = bool(facts.pinned) and moment - facts.made_at < PINNED
    return Kept(facts.path.name, facts.made_at, facts.verified, pinned)


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)
