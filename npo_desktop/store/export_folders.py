"""Where exports went: what a killed export left half-written there is taken away at the next start.

A list of folders in the store, thus encrypted; folders are chosen by people, files carry numbers.
"""

import json
from contextlib import suppress
from pathlib import Path

from sqlmodel import Session

from npo_desktop.safe_file import clear_leftovers
from npo_desktop.store.tables import Setting

KEY = "export.folders"
MOST = 8


def remember_folder(session: Session, folder: Path) -> None:
    """Put this folder first. The caller commits."""
    place = str(folder.resolve())
    known = [place, *(one for one in _folders(session) if one != place)][:MOST]
    session.merge(Setting(key=KEY, value=json.dumps(known)))


def clear_folders(session: Session) -> None:
    """Sweep each; a stick that is not there has nothing to sweep."""
    for folder in _folders(session):
        with suppress(OSError):
            clear_leftovers(Path(folder))


def _folders(session: Session) -> list[str]:
    kept = session.get(Setting, KEY)
    return [] if kept is None else list(json.loads(kept.value))
