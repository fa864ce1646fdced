"""Colleagues who may open the store: let in, given another passphrase, shown out again.

Only the slots are written; the data are not encrypted again. Whoever had the data key once may
have kept it: after a dismissal there is ``rotate_key``.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID, uuid4

from sqlmodel import Session, col, select

from npo_desktop.clock import now
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.store import audit, keys
from npo_desktop.store.coordinator import (
    held_slots,
    notes_would_be_lost,
    only_for_coordinators,
    sound_slots,
)
from npo_desktop.store.engine import Store
from npo_desktop.store.key_revision import write_slots
from npo_desktop.store.new_data_key import Rotated, rotate_key
from npo_desktop.store.new_slots import colleague_slot
from npo_desktop.store.safety_tables import ROLES, Account
from npo_desktop.store.tables import School, Staff

__all__ = [
    "ColleagueFacts",
    "Rotated",
    "add_colleague",
    "change_passphrase",
    "colleagues",
    "new_recovery_key",
    "recovery_opens_notes",
    "remove_colleague",
    "rotate_key",
    "set_passphrase",
    "tie_to_staff",
    "use_recovery_key",
]


@dataclass(frozen=True, slots=True)
class ColleagueFacts:
    """Somebody who may open the store."""

    slot_id: UUID
    name: str
    role: str
    staff_id: UUID | None
    made_at: datetime


def colleagues(session: Session) -> tuple[ColleagueFacts, ...]:
    """Who may open the store now, in the order in which they came."""
    query = select(Account).where(col(Account.removed_at).is_(None))
    return tuple(
        ColleagueFacts(found.slot_id, found.name, found.role, found.staff_id, found.made_at)
        for found in session.exec(query.order_by(col(Account.made_at), col(Account.name)))
    )


def add_colleague(
    store: Store,
    name: str,
    role: str,
    passphrase: str,
    *,
    staff_id: UUID | None = None,
    cost: keys.Cost | None = None,
) -> UUID:
    """Let a colleague in under a passphrase of her own; returns her slot.

    ``staff_id``: who that is in the school's list; a teacher sees the groups of that person.
    A coordinator's slot also opens the restricted notes.
    """
    only_for_coordinators(store)
    if role not in ROLES:
        raise ValueError(f"{role!r} is no role")
    held, slot_id = held_slots(store), uuid4()
    slot = keys.passphrase_slot(
        store.data_key,
        held.database,
        _checked(store, passphrase),
        label=_free_name(store, name),
        role=role,
        notes_key=store.opener.notes_key if role == "coordinator" else None,
        slot_id=str(slot_id),
        cost=cost or keys.calibrated(),
    )
    with store.writing() as session:
        if staff_id is not None:
            session.get_one(Staff, staff_id)
        session.add(Account(slot_id=slot_id, name=slot.label, role=role, staff_id=staff_id))
        audit.note(session, "colleague-added", slot_id)
        write_slots(session, store.path, replace(held, slots=(*held.slots, slot)))
    return slot_id


def tie_to_staff(session: Session, slot_id: UUID, staff_id: UUID | None) -> None:
    """Say who a colleague is in the school's list, or that it is not known. The caller commits."""
    if staff_id is not None:
        session.get_one(Staff, staff_id)
    session.get_one(Account, slot_id).staff_id = staff_id


def change_passphrase(
    store: Store, slot_id: UUID, old: str, new: str, *, cost: keys.Cost | None = None
) -> None:
    """Replace one's own passphrase. ``WrongSecret`` when the old one is not right."""
    opened = keys.unlocked((held_slots(store),), old, slot_id)
    _renew(store, opened.slot, new, opened.notes_key, cost)


def set_passphrase(store: Store, slot_id: UUID, new: str, *, cost: keys.Cost | None = None) -> None:
    """A coordinator gives a colleague who forgot it a new passphrase."""
    only_for_coordinators(store)
    slot = colleague_slot(held_slots(store), slot_id)
    notes_key = store.opener.notes_key if slot.role == "coordinator" else None
    if slot.notes and notes_key is None:
        raise notes_would_be_lost()
    _renew(store, slot, new, notes_key, cost)


def remove_colleague(store: Store, slot_id: UUID) -> None:
    """From now on this colleague's passphrase opens neither the store nor new backups."""
    only_for_coordinators(store)
    held = held_slots(store)
    slot = colleague_slot(held, slot_id)
    if slot_id == store.opener.slot_id:
        raise UserError(
            _("You cannot take away your own access."),
            _("Let another coordinator do it, or add one first."),
        )
    kept = tuple(other for other in held.slots if other is not slot)
    if not any(other.kind == "passphrase" and other.role == "coordinator" for other in kept):
        raise UserError(_("This is the only coordinator."), _("Add another coordinator first."))
    with store.writing() as session:
        session.get_one(Account, slot_id).removed_at = now()
        audit.note(session, "colleague-removed", slot_id)
        write_slots(session, store.path, replace(held, slots=kept))


def new_recovery_key(store: Store) -> str:
    """A fresh recovery key, in use at once: the old sheet opens nothing more."""
    recovery_key = keys.new_recovery_key()
    use_recovery_key(store, recovery_key)
    return recovery_key


def use_recovery_key(store: Store, recovery_key: str) -> None:
    """Make this the recovery key, after it was proved that it stands on paper."""
    only_for_coordinators(store)
    held, notes_key = held_slots(store), store.opener.notes_key
    if notes_key is None and recovery_opens_notes(store):
        raise notes_would_be_lost()
    slot = keys.recovery_slot(store.data_key, held.database, recovery_key, notes_key=notes_key)
    own = tuple(other for other in held.slots if other.kind == "passphrase")
    with store.writing() as session:
        audit.note(session, "recovery-renewed")
        write_slots(session, store.path, replace(held, slots=(*own, slot)))


def recovery_opens_notes(store: Store) -> bool:
    """Whether the recovery sheet would also open the restricted notes.

    Not so after the upgrade of a store of the first release, until there is a new recovery key.
    """
    return any(slot.notes for slot in sound_slots(store).slots if slot.kind == "recovery")


def _renew(
    store: Store, slot: keys.Slot, new: str, notes_key: bytes | None, cost: keys.Cost | None
) -> None:
    held = held_slots(store)
    renewed = keys.passphrase_slot(
        store.data_key,
        held.database,
        _checked(store, new),
        label=slot.label,
        role=slot.role,
        notes_key=notes_key,
        slot_id=slot.id,
        cost=cost or keys.calibrated(),
    )
    slots = tuple(renewed if other.id == slot.id else other for other in held.slots)
    with store.writing() as session:
        audit.note(session, "passphrase-changed", slot.id)
        write_slots(session, store.path, replace(held, slots=slots))


def _free_name(store: Store, name: str) -> str:
    """The name as the unlock screen will show it; two alike could not be told apart."""
    plain = " ".join(name.split())
    if not plain:
        raise UserError(_("The colleague has no name."), _("Type the name of the colleague."))
    if len(plain) > 200:
        raise UserError(_("This name is too long."), _("Use at most 200 characters."))
    if any(opener.name.casefold() == plain.casefold() for opener in _openers(store)):
        raise UserError(
            _("A colleague of this name can already open the data file."),
            _("Add something that tells the two apart."),
        )
    return plain


def _openers(store: Store) -> tuple[keys.ListedOpener, ...]:
    return keys.listed_openers(store.path)


def _checked(store: Store, passphrase: str) -> str:
    """Refuse what is weak, also for who knows this school."""
    with store.reading() as session:
        school = session.get_one(School, 1)
        about = (school.name, school.place, school.coordinator)
    keys.check_passphrase(passphrase, about=about)
    return passphrase
