"""An action that was half typed when the program locked: for whoever opens the meeting again."""

import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session

from npo_desktop.queries.school import set_setting, setting

_KEY = "meeting.draft"


@dataclass(frozen=True, slots=True)
class ActionDraft:
    """The fields of an action as they stood, of one pupil in one meeting."""

    meeting_id: UUID
    pupil_id: UUID
    words: str
    who: str
    due_on: date


def keep_action_draft(session: Session, draft: ActionDraft) -> None:
    """For later; there is one. The caller commits."""
    said = {
        "meeting": str(draft.meeting_id),
        "pupil": str(draft.pupil_id),
        "words": draft.words,
        "who": draft.who,
        "due": draft.due_on.isoformat(),
    }
    set_setting(session, _KEY, json.dumps(said))


def forget_action_draft(session: Session) -> None:
    """It was kept as an action, or thrown away. The caller commits."""
    if setting(session, _KEY):
        set_setting(session, _KEY, "")


def action_draft(session: Session, meeting_id: UUID) -> ActionDraft | None:
    """What waits for this meeting, if anything."""
    kept = setting(session, _KEY)
    if not kept:
        return None
    said = json.loads(kept)
    if said["meeting"] != str(meeting_id):
        return None
    return ActionDraft(
        meeting_id,
        UUID(said["pupil"]),
        said["words"],
        said["who"],
        date.fromisoformat(said["due"]),
    )
