"""Key slots: one random data key, wrapped by each passphrase and by the recovery key.

Changing a passphrase rewraps the data key; the store itself is never encrypted again. The slots
stand in a small file beside the store, with a second copy. Source: SAFETY.md, sections 1 and 5.
"""

import base64
import json
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

from npo_desktop.errors import StoreError, UserError
from npo_desktop.i18n import _
from npo_desktop.safe_file import write_bytes

FORMAT = 1
KEY_BYTES = 32
MINIMUM_LENGTH = 12
MINIMUM_WORDS = 4
MOST_MEMORY = 4 * 1024 * 1024  # KiB; a damaged slot may ask for more than there is


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess at a passphrase costs: KiB of memory, passes, lanes (Argon2id)."""

    memory: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


STRONG = Cost()  # RFC 9106, low-memory profile


class WrongSecret(UserError):
    """No slot opens with what was typed."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The data key, wrapped for one person or for the recovery sheet. Bytes are base64 text."""

    id: str
    label: str
    kind: str  # "passphrase" or "recovery"
    memory: int
    passes: int
    lanes: int
    salt: str
    nonce: str
    wrapped: str
    created: str


@dataclass(frozen=True, slots=True)
class KeyFile:
    """All slots of one store."""

    database: str
    slots: tuple[Slot, ...] = field(default=())


def new_data_key() -> bytes:
    """256 random bits."""
    return secrets.token_bytes(KEY_BYTES)


def check_passphrase(passphrase: str) -> None:
    """Refuse what is too short to protect children's files."""
    text = passphrase.strip()
    if len(text) < MINIMUM_LENGTH and len(text.split()) < MINIMUM_WORDS:
        raise UserError(
            _("This passphrase is too short."),
            _("Use at least 12 characters, or four words that do not belong together."),
        )


def passphrase_slot(
    data_key: bytes, database: str, passphrase: str, *, label: str, cost: Cost = STRONG
) -> Slot:
    """Wrap the data key for somebody who knows this passphrase."""
    salt = secrets.token_bytes(16)
    wrapping_key = _stretched(passphrase, salt, cost)
    return _wrapped(data_key, database, "passphrase", label, cost, salt, wrapping_key)


def recovery_slot(data_key: bytes, database: str, recovery_key: str) -> Slot:
    """Wrap the data key for the recovery sheet; 160 random bits need no stretching."""
    salt = secrets.token_bytes(16)
    wrapping_key = _derived(read_recovery_key(recovery_key), salt)
    return _wrapped(data_key, database, "recovery", "", Cost(0, 0, 0), salt, wrapping_key)


def unlock(keys: KeyFile, passphrase: str) -> bytes:
    """The data key, if this passphrase opens any slot."""

    def wrapping_key(slot: Slot) -> bytes:
        cost = Cost(slot.memory, slot.passes, slot.lanes)
        return _stretched(passphrase, base64.b64decode(slot.salt), cost)

    key = _unwrapped(keys, "passphrase", wrapping_key)
    if key is None:
        raise WrongSecret(
            _("This passphrase is not right."),
            _("Check Caps Lock and the keyboard language, and try again."),
        )
    return key


def unlock_with_recovery(keys: KeyFile, recovery_key: str) -> bytes:
    """The data key, if this is the recovery key of this store."""
    bits = read_recovery_key(recovery_key)

    def wrapping_key(slot: Slot) -> bytes:
        return _derived(bits, base64.b64decode(slot.salt))

    key = _unwrapped(keys, "recovery", wrapping_key)
    if key is None:
        raise WrongSecret(
            _("This recovery key belongs to another school."),
            _("Look for the sheet that was made when this school was set up."),
        )
    return key


# --- the recovery key: 160 bits and a checksum, in nine groups of four ---

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
_PRIME = 1048573  # largest below 2**20: every wrong character changes the remainder
_BITS = 160


def new_recovery_key() -> str:
    """A fresh recovery key as it is printed: nine groups of four characters."""
    number = secrets.randbits(_BITS)
    digits = _base32(number, 32) + _base32(number % _PRIME, 4)
    return "-".join(digits[i : i + 4] for i in range(0, len(digits), 4))


def read_recovery_key(text: str) -> bytes:
    """The 160 bits of a typed recovery key; a slip of the pen is named before anything is tried."""
    clean = text.upper().translate(str.maketrans("OIL", "011", " -\t\n."))
    if len(clean) != 36 or any(letter not in _ALPHABET for letter in clean):
        raise UserError(
            _("A recovery key has nine groups of four letters and digits."),
            _("Type it again from the sheet."),
        )
    number = _number(clean[:32])
    if number % _PRIME != _number(clean[32:]):
        raise UserError(
            _("There is a slip in this recovery key."),
            _("Compare it with the sheet, group by group."),
        )
    return number.to_bytes(_BITS // 8, "big")


def _base32(number: int, length: int) -> str:
    return "".join(_ALPHABET[number >> 5 * i & 31] for i in reversed(range(length)))


def _number(text: str) -> int:
    number = 0
    for letter in text:
        number = number << 5 | _ALPHABET.index(letter)
    return number


# --- the file beside the store ---


def key_files(store: Path) -> tuple[Path, Path]:
    """The slots' file beside a store, and its second copy."""
    return store.with_name(store.name + ".keys"), store.with_name(store.name + ".keys.copy")


def write_keys(store: Path, keys: KeyFile) -> None:
    """Write both copies, each whole or not at all."""
    document = {
        "format": FORMAT,
        "database": keys.database,
        "slots": [asdict(s) for s in keys.slots],
    }
    data = json.dumps(document, indent=1).encode()
    for path in key_files(store):
        write_bytes(path, data)


def read_keys(store: Path) -> tuple[KeyFile, ...]:
    """The slots of a store, and those of the second copy where they differ: one is damaged."""
    found: list[KeyFile] = []
    for path in key_files(store):
        try:
            keys = _parsed(json.loads(path.read_bytes()))
        except (OSError, ValueError, KeyError, TypeError):
            continue
        if keys not in found:
            found.append(keys)
    if not found:
        raise StoreError(
            _("The keys of this data file are missing or damaged."),
            _("Put back the files that end in .keys from your newest backup."),
        )
    return tuple(found)


def keep_older_keys(store: Path) -> None:
    """Move keys aside that stand where a new store comes: theirs may have been moved elsewhere."""
    for path in key_files(store):
        if path.exists():
            path.replace(path.with_name(f"{path.name}.{uuid4().hex[:8]}.old"))


def _parsed(document: dict[str, Any]) -> KeyFile:
    if document["format"] > FORMAT:
        raise StoreError(
            _("The keys of this data file were made by a newer version of the program."),
            _("Install the newest version of NPO Desktop."),
        )
    slots = tuple(Slot(**slot) for slot in document["slots"])
    if not slots or not all(map(_is_sound, slots)):
        raise ValueError("a slot is damaged")
    return KeyFile(str(document["database"]), slots)


def _is_sound(slot: Slot) -> bool:
    """Whether trying this slot can do no harm: its parts are whole and its cost is bearable."""
    sizes = [len(base64.b64decode(part)) for part in (slot.salt, slot.nonce, slot.wrapped)]
    costs = ((slot.memory, MOST_MEMORY), (slot.passes, 100), (slot.lanes, 64))
    return sizes == [16, 12, KEY_BYTES + 16] and all(0 <= cost <= most for cost, most in costs)


# --- wrapping ---


def _stretched(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    kdf = Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=cost.passes,
        lanes=cost.lanes,
        memory_cost=cost.memory,
    )
    return kdf.derive(unicodedata.normalize("NFC", passphrase.strip()).encode())


def _derived(bits: bytes, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), KEY_BYTES, salt, b"npo-desktop recovery slot").derive(bits)


def _wrapped(
    data_key: bytes,
    database: str,
    kind: str,
    label: str,
    cost: Cost,
    salt: bytes,
    wrapping_key: bytes,
) -> Slot:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    slot_id, nonce = str(uuid4()), secrets.token_bytes(12)
    bound = _bound_to(database, slot_id, kind, cost)
    wrapped = AESGCM(wrapping_key).encrypt(nonce, data_key, bound)
    return Slot(
        id=slot_id,
        label=label,
        kind=kind,
        memory=cost.memory,
        passes=cost.passes,
        lanes=cost.lanes,
        salt=base64.b64encode(salt).decode(),
        nonce=base64.b64encode(nonce).decode(),
        wrapped=base64.b64encode(wrapped).decode(),
        created=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _unwrapped(keys: KeyFile, kind: str, wrapping_key: Callable[[Slot], bytes]) -> bytes | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    for slot in keys.slots:
        if slot.kind != kind:
            continue
        bound = _bound_to(keys.database, slot.id, kind, Cost(slot.memory, slot.passes, slot.lanes))
        try:
            sealed = base64.b64decode(slot.wrapped)
            return AESGCM(wrapping_key(slot)).decrypt(base64.b64decode(slot.nonce), sealed, bound)
        except InvalidTag:
            continue
    return None


def _bound_to(database: str, slot_id: str, kind: str, cost: Cost) -> bytes:
    """What a slot cannot be parted from: it opens no other store, its cost cannot be lowered."""
    parts = (FORMAT, database, slot_id, kind, cost.memory, cost.passes, cost.lanes)
    return json.dumps(parts).encode()
