"""What was typed about a pupil in a dialog when the program locked, until it is used.

Kept in a setting of its own for each pupil; erasing a pupil takes it along.
"""

import json
from contextlib import suppress
from uuid import UUID

from sqlmodel import Session

from npo_desktop.queries.school import set_setting, setting
from npo_desktop.store.tables import Setting


def keep_record_draft(session: Session, paper: str, pupil_id: UUID, typed: dict[str, str]) -> None:
    """Texts by the name of their field. ``paper``: what it is for. Caller commits."""
    kept = {"pupil": str(pupil_id), **typed}
    set_setting(session, _key(paper, pupil_id), json.dumps(kept, ensure_ascii=False))


def record_draft(session: Session, paper: str, pupil_id: UUID) -> dict[str, str]:
    """What waits; empty when nothing does."""
    with suppress(ValueError):
        kept = json.loads(setting(session, _key(paper, pupil_id), "{}"))
        if isinstance(kept, dict):
            return {name: str(words) for name, words in kept.items() if name != "pupil"}
    return {}


def forget_record_draft(session: Session, paper: str, pupil_id: UUID) -> None:
    """Nothing waits any more. The caller commits."""
    row = session.get(Setting, _key(paper, pupil_id))
    if row is not None:
        session.delete(row)


def _key(paper: str, pupil_id: UUID) -> str:
    return f"{paper}-{pupil_id.hex}"
