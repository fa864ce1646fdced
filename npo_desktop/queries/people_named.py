"""Ids as people know them: for pages, never for a log."""

from uuid import UUID

from sqlmodel import Session, select

from npo_desktop.i18n import _
from npo_desktop.store.safety_tables import Account
from npo_desktop.store.tables import Pupil


def pupil_name(session: Session, pupil_id: UUID) -> str:
    """As one says it; empty when the pupil is no longer here."""
    pupil = session.get(Pupil, pupil_id)
    if pupil is None:
        return ""
    return " ".join(part for part in (pupil.call_name, pupil.infix, pupil.last_name) if part)


def opener_names(session: Session) -> dict[UUID | None, str]:
    """Who opened the store, by key slot; nobody's slot is the program itself."""
    names: dict[UUID | None, str] = {None: _("the program")}
    for slot_id, name in session.exec(select(Account.slot_id, Account.name)):
        names[slot_id] = name
    return names
