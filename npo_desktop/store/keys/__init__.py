"""Key slots: one random data key, wrapped for each colleague and for the recovery sheet.

Changing a passphrase rewraps the data key; the store itself is never encrypted again. The slots
stand in a small file beside the store, with a second copy. A second key, for the restricted
notes, is sealed only in coordinators' slots and in the recovery slot.
Source: SAFETY.md, sections 1 and 5.
"""

from npo_desktop.store.keys.cost import (
    FLOOR,
    KEY_BYTES,
    STRONG,
    Cost,
    calibrated,
    strengthened,
)
from npo_desktop.store.keys.key_file import (
    ListedOpener,
    from_document,
    keep_older_keys,
    key_files,
    listed_openers,
    read_keys,
    repair_keys,
    slot_named,
    stands_twice,
    to_document,
    write_keys,
)
from npo_desktop.store.keys.passphrases import (
    MINIMUM_LENGTH,
    MINIMUM_WORDS,
    check_passphrase,
    delay_after,
)
from npo_desktop.store.keys.recovery_key import new_recovery_key, read_recovery_key
from npo_desktop.store.keys.slots import (
    FORMAT,
    DamagedKeys,
    KeyFile,
    Slot,
    Unlocked,
    WrongSecret,
    keys_damaged,
    new_data_key,
    new_notes_key,
    passphrase_slot,
    recovery_slot,
    resealed,
    unlock,
    unlock_with_recovery,
    unlocked,
    unlocked_with_recovery,
    wrong_passphrase,
)

__all__ = [
    "FLOOR",
    "FORMAT",
    "KEY_BYTES",
    "MINIMUM_LENGTH",
    "MINIMUM_WORDS",
    "STRONG",
    "Cost",
    "DamagedKeys",
    "KeyFile",
    "ListedOpener",
    "Slot",
    "Unlocked",
    "WrongSecret",
    "calibrated",
    "check_passphrase",
    "delay_after",
    "from_document",
    "keep_older_keys",
    "key_files",
    "keys_damaged",
    "listed_openers",
    "new_data_key",
    "new_notes_key",
    "new_recovery_key",
    "passphrase_slot",
    "read_keys",
    "read_recovery_key",
    "recovery_slot",
    "repair_keys",
    "resealed",
    "slot_named",
    "stands_twice",
    "strengthened",
    "to_document",
    "unlock",
    "unlock_with_recovery",
    "unlocked",
    "unlocked_with_recovery",
    "write_keys",
    "wrong_passphrase",
]
