"""Put another file in a store's place, so that a kill at any moment is finished at the next start.

The new file waits beside the live one; a marker says that it is whole; then everything moves by
renaming, each step able to be repeated. Nothing of the old set is deleted: it gets another name.
"""

import json
import os
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from glob import escape
from pathlib import Path

from npo_desktop.clock import now
from npo_desktop.errors import UserError
from npo_desktop.safe_file import replace, sync_folder, write_bytes
from npo_desktop.store import keys

PARTS = ("", "-wal", "-journal", "-shm")  # a database and what belongs to it alone
STAMP = "%Y%m%d-%H%M%S"


def stamp(moment: datetime | None = None) -> str:
    """A moment (UTC) as it stands in file names."""
    return (moment or now()).strftime(STAMP)


def incoming(live: Path) -> Path:
    """Where the file is made that is to take the place of the live one."""
    return live.with_name(live.name + ".incoming")


def marker(live: Path) -> Path:
    """The file that stands while a change of place is under way."""
    return live.with_name(live.name + ".swap")


def take_away(path: Path) -> None:
    """Remove what was made on the way, with its journals."""
    for part in PARTS:
        with suppress(OSError):
            path.with_name(path.name + part).unlink(missing_ok=True)


def swap_in(live: Path, new_file: Path, new_keys: keys.KeyFile | None, *, kept_suffix: str) -> Path:
    """Put ``new_file`` in the place of ``live``; returns what the old one is called now.

    The store must be closed and ``new_file`` whole and closed, without a journal. It may lie
    anywhere on the same disk; ``incoming(live)`` is the natural place. ``new_keys`` replace the
    slots; None leaves them as they are. The old set (database, journals and a copy of its slots)
    stays beside it as ``<name>.<kept_suffix>`` and can be opened under that name.
    """
    finish_swap(live)
    kept = _free_name(live, kept_suffix)
    waiting = incoming(live)
    if new_file != waiting:
        replace(new_file, waiting)
    _sync_file(waiting)
    if new_keys is None:
        for path in keys.key_files(waiting):
            path.unlink(missing_ok=True)
    else:
        keys.write_keys(waiting, new_keys)
    try:
        _keep_old_keys(live, kept)  # the last that needs room: from the marker on it only renames
        sync_folder(live.parent)
        write_bytes(marker(live), json.dumps({"kept": kept.name}).encode())  # now: forward
    except (OSError, UserError):
        if not marker(live).exists():
            for part in (*whole_set(waiting), *keys.key_files(kept)):
                part.unlink(missing_ok=True)
        raise
    _finish(live, kept)
    return kept


def finish_swap(live: Path) -> bool:
    """Finish what was broken off, or clear away what had not begun; whether there was a swap.

    Called before anything else looks at a store: its slots may be the old ones still.
    """
    if not marker(live).exists():
        return False
    kept = _kept_name(live)
    if kept is None and live.exists() and incoming(live).exists():
        marker(live).unlink()  # nothing was moved yet: the old store stays
        sync_folder(live.parent)
        return False
    _finish(live, kept or _free_name(live, f"replaced-{stamp()}"))
    return True


def kept_stores(live: Path) -> tuple[Path, ...]:
    """Earlier data files that stand beside this one under another name."""
    found = live.parent.glob(f"{escape(live.name)}.*-[0-9]*")
    ends = (".keys", ".copy", "-wal", "-shm", "-journal")
    return tuple(sorted(path for path in found if not path.name.endswith(ends)))


def whole_set(path: Path) -> Iterator[Path]:
    """Every file that belongs to a store and is there: database, journals, slots."""
    wanted = [path.with_name(path.name + part) for part in PARTS]
    return (one for one in (*wanted, *keys.key_files(path)) if one.exists())


def _finish(live: Path, kept: Path) -> None:
    """Every step may have been done already."""
    waiting = incoming(live)
    if waiting.exists():  # so what stands in its place is still the old one
        _keep_old_keys(live, kept)
        for part in PARTS:
            old = live.with_name(live.name + part)
            if old.exists():
                replace(old, _free(kept.with_name(kept.name + part)))
        sync_folder(live.parent)  # a journal that came back would be read into the new file
        replace(waiting, live)
        sync_folder(live.parent)
    for new, old in zip(keys.key_files(waiting), keys.key_files(live), strict=True):
        if new.exists():
            replace(new, old)
    sync_folder(live.parent)
    marker(live).unlink(missing_ok=True)
    sync_folder(live.parent)


def _kept_name(live: Path) -> Path | None:
    """What the marker says the old store is to be called; None when it can no longer be read."""
    with suppress(ValueError, LookupError, TypeError, RecursionError):
        name = str(json.loads(marker(live).read_bytes())["kept"])
        if re.fullmatch(re.escape(live.name) + r"\.[a-z-]{1,40}-[0-9-]{1,40}", name):
            return live.with_name(name)
    return None


def _keep_old_keys(live: Path, kept: Path) -> None:
    """A copy of the slots under the name that the old store gets: it stays openable."""
    for old, copy in zip(keys.key_files(live), keys.key_files(kept), strict=True):
        if old.exists() and not copy.exists():
            write_bytes(copy, old.read_bytes())


def _free_name(live: Path, suffix: str) -> Path:
    """The first name of this kind of which no file of a store stands here."""
    names = (f"{live.name}.{suffix}{more}" for more in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(path for path in map(live.with_name, names) if not any(whole_set(path)))


def _free(path: Path) -> Path:
    """This name, or one beside it when somebody made a file of this name meanwhile."""
    number = 2
    free = path
    while free.exists():
        free = path.with_name(f"{path.name}-{number}")
        number += 1
    return free


def _sync_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
