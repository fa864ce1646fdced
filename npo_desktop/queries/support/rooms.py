"""Where a support group can sit."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlmodel import Session, col, select

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.names import folded
from npo_desktop.queries.rows_before import RowsBefore, part_before, row_before
from npo_desktop.store import audit
from npo_desktop.store.support_tables import Room, SupportGroup

LONGEST_NAME = 100  # characters
MOST_PLACES = 99


@dataclass(frozen=True, slots=True)
class RoomFacts:
    """A room; ``places``: pupils who can sit there, ``None`` when nobody counted."""

    id: UUID
    name: str
    places: int | None
    groups: int = 0  # support groups that sit there, in any block


def room_list(session: Session) -> list[RoomFacts]:
    """All rooms, by name."""
    used: list[UUID | None] = list(session.exec(select(SupportGroup.room_id)))
    return [
        RoomFacts(row.id, row.name, row.places, used.count(row.id))
        for row in session.exec(select(Room).order_by(col(Room.name)))
    ]


def add_room(session: Session, name: str, places: int | None = None) -> RowsBefore:
    """One more room. The caller commits."""
    row = Room(id=uuid4(), name=_checked(session, name, places), places=places)
    before = row_before(session, Room, row.id)
    session.add(row)
    return _noted(session, (before,))


def change_room(session: Session, id: UUID, name: str, places: int | None) -> RowsBefore:
    """Another name or number of places. The caller commits."""
    before = row_before(session, Room, id)
    row = session.get_one(Room, id)
    row.name, row.places = _checked(session, name, places, id), places
    return _noted(session, (before,))


def remove_room(session: Session, id: UUID) -> RowsBefore:
    """Take a room away; support groups that sat there have none then. The caller commits."""
    groups: Sequence[UUID] = session.exec(
        select(SupportGroup.id).where(SupportGroup.room_id == id)
    ).all()
    before = (
        row_before(session, Room, id),
        *(part_before(session, SupportGroup, group, ("room_id",)) for group in groups),
    )
    session.delete(session.get_one(Room, id))
    session.flush()
    session.expire_all()  # the database emptied the rooms of the groups itself
    return _noted(session, before)


def _checked(session: Session, name: str, places: int | None, own: UUID | None = None) -> str:
    kept = name.strip()
    if not kept:
        raise UserError(_("The room has no name."), _("Type how the room is called."))
    if len(kept) > LONGEST_NAME:
        raise UserError(
            _("The name of the room is too long."),
            _("Use at most {n} characters.").format(n=LONGEST_NAME),
        )
    if places is not None and not 1 <= places <= MOST_PLACES:
        raise UserError(
            _("{n} is not a number of places for a room.").format(n=places),
            _("Type 1 to {most}, or leave it empty.").format(most=MOST_PLACES),
        )
    others = session.exec(select(Room).where(Room.id != own)) if own else session.exec(select(Room))
    if any(folded(other.name) == folded(kept) for other in others):
        raise UserError(
            _('There is a room called "{name}" already.').format(name=kept),
            _("Give it another name."),
        )
    return kept


def _noted(session: Session, before: RowsBefore) -> RowsBefore:
    session.flush()
    audit.note(session, "settings", "rooms")
    return before
