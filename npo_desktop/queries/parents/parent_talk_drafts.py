"""What was typed about a talk when the program locked: it waits until the form is opened again."""

import json
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from npo_desktop.queries.parents.parent_talks import AgreementFacts, TalkNotes
from npo_desktop.queries.school import set_setting, setting

_KEY = "talk-draft."  # with the pupil's id: it goes when the pupil is erased


def keep_typed_talk(session: Session, pupil_id: UUID, notes: TalkNotes) -> None:
    """The form as it stands, finished or not. The caller commits."""
    set_setting(session, _key(pupil_id), json.dumps(asdict(notes), default=date.isoformat))


def forget_typed_talk(session: Session, pupil_id: UUID) -> None:
    """It was kept as the talk, or thrown away. The caller commits."""
    set_setting(session, _key(pupil_id), "")


def typed_talk(session: Session, pupil_id: UUID) -> TalkNotes | None:
    """What waits; ``None`` when nothing does."""
    found = setting(session, _key(pupil_id))
    if not found:
        return None
    with suppress(ValueError, TypeError, KeyError):  # of a program that wrote it in another way
        return _notes(json.loads(found))
    return None


def _notes(kept: dict[str, Any]) -> TalkNotes:
    agreed = [one | {"by_on": _day(one["by_on"])} for one in kept["agreements"]]
    days = {"next_on": _day(kept["next_on"]), "held_on": date.fromisoformat(kept["held_on"])}
    return TalkNotes(**kept | days | {"agreements": tuple(AgreementFacts(**one) for one in agreed)})


def _day(kept: str | None) -> date | None:
    return date.fromisoformat(kept) if kept else None


def _key(pupil_id: UUID) -> str:
    return f"{_KEY}{pupil_id}"
