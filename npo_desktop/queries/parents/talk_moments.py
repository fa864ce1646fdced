"""When the talk that a summary is printed for is, or was, and when the next one is."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from npo_desktop.store.talk_tables import ParentTalk


@dataclass(frozen=True, slots=True)
class TalkMoment:
    """Of one pupil in one round; what is not known is empty."""

    on: date | None = None
    at: str = ""  # "13:30"
    language: str = ""  # asked for in this talk
    next_on: date | None = None  # as agreed in the talk that was held


def talk_moments(
    session: Session, round_id: UUID, pupils: Collection[UUID], today: date
) -> dict[UUID, TalkMoment]:
    """The first talk from today on that is not written down yet, else the last one held."""
    query = (
        select(ParentTalk)
        .where(ParentTalk.round_id == round_id)
        .order_by(col(ParentTalk.held_on), col(ParentTalk.starts_at))
    )
    wanted = set(pupils)
    talks: dict[UUID, list[ParentTalk]] = {}
    for talk in session.exec(query):
        if talk.pupil_id in wanted:
            talks.setdefault(talk.pupil_id, []).append(talk)
    return {pupil: _moment(found, today) for pupil, found in talks.items()}


def _moment(talks: list[ParentTalk], today: date) -> TalkMoment:
    held = [talk for talk in talks if talk.done_at is not None]
    coming = [
        talk for talk in talks if talk.done_at is None and talk.held_on and talk.held_on >= today
    ]
    shown = coming[0] if coming else held[-1] if held else None
    later = [talk.next_on for talk in held if talk.next_on]
    return TalkMoment(
        on=shown.held_on if shown else None,
        at=shown.starts_at if shown else "",
        language=shown.language if shown else "",
        next_on=later[-1] if later and not coming else None,
    )
