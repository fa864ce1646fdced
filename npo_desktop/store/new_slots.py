"""The slots of a new store, and a colleague's slot under another passphrase."""

from uuid import UUID, uuid4

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.store import keys


def first_slots(
    passphrase: str, recovery_key: str, coordinator: str, cost: keys.Cost
) -> tuple[keys.Unlocked, keys.Slot]:
    """What a new store's first slots hold, as if they had just been opened; and the sheet's."""
    data_key, notes_key, database = keys.new_data_key(), keys.new_notes_key(), str(uuid4())
    own = keys.passphrase_slot(
        data_key,
        database,
        passphrase,
        label=coordinator.strip() or _("Coordinator"),
        notes_key=notes_key,
        cost=cost,
    )
    recovery = keys.recovery_slot(data_key, database, recovery_key, notes_key=notes_key)
    return keys.Unlocked(keys.KeyFile(database), own, data_key, notes_key, b""), recovery


def slot_to_renew(held: keys.KeyFile, slot_id: UUID | None) -> keys.Slot | None:
    """That colleague's slot; without ``slot_id`` the first coordinator's, if there is one."""
    if slot_id is not None:
        return colleague_slot(held, slot_id)
    return next((slot for slot in _own(held) if slot.role == "coordinator"), None)


def colleague_slot(held: keys.KeyFile, slot_id: UUID) -> keys.Slot:
    """The slot that one colleague opens; a ``UserError`` when there is none any more."""
    for slot in _own(held):
        if UUID(slot.id) == slot_id:
            return slot
    raise UserError(
        _("This colleague may no longer open the data file."),
        _("Let the coordinator add this colleague again."),
    )


def _own(held: keys.KeyFile) -> list[keys.Slot]:
    return [slot for slot in held.slots if slot.kind == "passphrase"]


def renewed_slot(
    unlocked: keys.Unlocked, old: keys.Slot | None, passphrase: str, cost: keys.Cost
) -> keys.Slot:
    """The old slot under another passphrase; a new coordinator's when there is none."""
    role = old.role if old else "coordinator"
    return keys.passphrase_slot(
        unlocked.data_key,
        unlocked.held.database,
        passphrase,
        label=old.label if old and old.label else _("Coordinator"),
        role=role,
        notes_key=unlocked.notes_key if role == "coordinator" else None,
        slot_id=old.id if old else None,
        cost=cost,
    )
