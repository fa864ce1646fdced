"""Whether it is the one who opened the store that sits there again."""

import hmac

from npo_desktop.store import keys
from npo_desktop.store.coordinator import sound_slots
from npo_desktop.store.engine import Store


def check_opener(store: Store, secret: str) -> None:
    """Nothing, or ``WrongSecret``: only what opened this store opens its window again.

    A colleague's own passphrase would not do: the window shows what its opener may see. Who
    opened with the recovery sheet types the recovery key. Takes as long as opening does, and
    reads only the slots, so that it may run beside whoever uses the store.
    """
    held, slot_id = sound_slots(store), store.opener.slot_id
    if opened_with_recovery(store):
        found = keys.unlocked_with_recovery((held,), secret)
    else:
        found = keys.unlocked((held,), secret, slot_id)
    if not hmac.compare_digest(found.data_key, store.data_key):  # the slots of another store
        raise keys.wrong_passphrase()


def opened_with_recovery(store: Store) -> bool:
    """Whether it was the recovery sheet that opened this store."""
    slots = sound_slots(store).slots
    slot = next((slot for slot in slots if slot.id == str(store.opener.slot_id)), None)
    return slot is not None and slot.kind == "recovery"
