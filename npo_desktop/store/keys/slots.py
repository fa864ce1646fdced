"""A slot: the data key wrapped for one person, or for the recovery sheet; and how it opens."""

import base64
import json
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from uuid import UUID, uuid4

from npo_desktop.errors import StoreError, UserError
from npo_desktop.i18n import _
from npo_desktop.store.keys.cost import KEY_BYTES, STRONG, Cost, stretched
from npo_desktop.store.keys.recovery_key import read_recovery_key

FORMAT = 2  # 1: one colleague, no role, no notes key
NO_COST = Cost(0, 0, 0)  # of the recovery slot: 160 random bits need no stretching


class WrongSecret(UserError):
    """No slot opens with what was typed."""


class DamagedKeys(StoreError):
    """Neither copy of the slots can be trusted."""


@dataclass(frozen=True, slots=True)
class Slot:
    """The data key, wrapped for one person or for the recovery sheet. Bytes are base64 text."""

    id: str
    label: str  # the name on the unlock screen; plain by design
    kind: str  # "passphrase" or "recovery"
    memory: int
    passes: int
    lanes: int
    salt: str
    nonce: str
    wrapped: str
    created: str
    role: str = "coordinator"
    notes: str = field(default="", repr=False)  # nonce and sealed notes key; empty: not allowed
    format: int = FORMAT

    @property
    def cost(self) -> Cost:
        """What one guess at this slot costs."""
        return Cost(self.memory, self.passes, self.lanes)


@dataclass(frozen=True, slots=True)
class KeyFile:
    """All slots of one store. ``damaged``: its checksum did not fit when it was read."""

    database: str
    slots: tuple[Slot, ...] = field(default=())
    revision: int = 0  # grows with every writing: of two copies the newer one counts
    damaged: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class Unlocked:
    """What a secret gave: the keys, the slot that holds them, and the key it is wrapped with."""

    held: KeyFile
    slot: Slot
    data_key: bytes
    notes_key: bytes | None
    wrapping_key: bytes
    from_backup: bool = False  # both files beside the store are lost; these are of that day


def new_data_key() -> bytes:
    """256 random bits."""
    return secrets.token_bytes(KEY_BYTES)


def new_notes_key() -> bytes:
    """256 random bits for the restricted notes."""
    return secrets.token_bytes(KEY_BYTES)


def passphrase_slot(
    data_key: bytes,
    database: str,
    passphrase: str,
    *,
    label: str,
    role: str = "coordinator",
    notes_key: bytes | None = None,
    slot_id: str | None = None,
    cost: Cost = STRONG,
) -> Slot:
    """Wrap the data key for somebody who knows this passphrase; with the notes key if given."""
    salt = secrets.token_bytes(16)
    new = _empty("passphrase", label, role, cost, salt, slot_id)
    return resealed(new, database, stretched(passphrase, salt, cost), data_key, notes_key)


def recovery_slot(
    data_key: bytes, database: str, recovery_key: str, *, notes_key: bytes | None = None
) -> Slot:
    """Wrap the keys for the recovery sheet."""
    salt = secrets.token_bytes(16)
    new = _empty("recovery", "", "coordinator", NO_COST, salt, None)
    return resealed(
        new, database, _derived(read_recovery_key(recovery_key), salt), data_key, notes_key
    )


def resealed(
    slot: Slot, database: str, wrapping_key: bytes, data_key: bytes, notes_key: bytes | None
) -> Slot:
    """The slot as it stands, its keys sealed in it anew in today's format."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    now_of = replace(slot, format=FORMAT)
    nonce, notes_nonce = secrets.token_bytes(12), secrets.token_bytes(12)
    wrapped = AESGCM(wrapping_key).encrypt(nonce, data_key, _bound_to(database, now_of))
    notes = b""
    if notes_key is not None:
        bound = _bound_to(database, now_of, "notes")
        notes = notes_nonce + AESGCM(wrapping_key).encrypt(notes_nonce, notes_key, bound)
    return replace(now_of, nonce=_text(nonce), wrapped=_text(wrapped), notes=_text(notes))


def unlock(keys: KeyFile, passphrase: str, slot_id: UUID | None = None) -> bytes:
    """The data key, if this passphrase opens that slot; without ``slot_id`` any."""
    return unlocked((keys,), passphrase, slot_id).data_key


def unlock_with_recovery(keys: KeyFile, recovery_key: str) -> bytes:
    """The data key, if this is the recovery key of this store."""
    return unlocked_with_recovery((keys,), recovery_key).data_key


def unlocked(copies: Sequence[KeyFile], passphrase: str, slot_id: UUID | None = None) -> Unlocked:
    """What this passphrase opens: that one slot, or without ``slot_id`` any.

    One slot costs one stretching, the right one and a wrong one alike; so does a slot that is
    not there. A slot that the copies hold alike is stretched once.
    """
    known: dict[tuple[str, Cost], bytes] = {}

    def wrapping_key(slot: Slot) -> bytes:
        form = (slot.salt, slot.cost)
        if form not in known:
            known[form] = stretched(passphrase, base64.b64decode(slot.salt), slot.cost)
        return known[form]

    found = _first_open(copies, "passphrase", wrapping_key, slot_id)
    if found is None and not known:
        stretched(passphrase, bytes(16), _usual_cost(copies))
    if found is None:
        raise _refusal(copies) or wrong_passphrase()
    return found


def unlocked_with_recovery(copies: Sequence[KeyFile], recovery_key: str) -> Unlocked:
    """What the recovery key opens; a slip of the pen is named before anything is tried."""
    bits = read_recovery_key(recovery_key)

    def wrapping_key(slot: Slot) -> bytes:
        return _derived(bits, base64.b64decode(slot.salt))

    found = _first_open(copies, "recovery", wrapping_key, None)
    if found is None:
        raise _refusal(copies) or WrongSecret(
            _("This recovery key belongs to another school."),
            _("Look for the sheet that was made when this school was set up."),
        )
    return found


def wrong_passphrase() -> WrongSecret:
    """The same words whoever is asked for, whatever was typed."""
    return WrongSecret(
        _("This passphrase is not right."),
        _("Check Caps Lock and the keyboard language, and try again."),
    )


def _refusal(copies: Sequence[KeyFile]) -> DamagedKeys | None:
    """When every copy is damaged, the passphrase may well have been right."""
    return keys_damaged() if all(held.damaged for held in copies) else None


def keys_damaged() -> DamagedKeys:
    """The one sentence about that."""
    return DamagedKeys(
        _("The keys of this data file are missing or damaged."),
        _("Put back the files that end in .keys from your newest backup."),
    )


def _first_open(
    copies: Sequence[KeyFile],
    kind: str,
    wrapping_key: Callable[[Slot], bytes],
    slot_id: UUID | None,
) -> Unlocked | None:
    for held, slot in _candidates(copies, kind, slot_id):
        opened = _opened(held, slot, wrapping_key(slot))
        if opened is not None:
            return opened
    return None


def _candidates(
    copies: Sequence[KeyFile], kind: str, slot_id: UUID | None
) -> Iterator[tuple[KeyFile, Slot]]:
    for held in copies:
        for slot in held.slots:
            if slot.kind == kind and slot_id in (None, UUID(slot.id)):
                yield held, slot


def _opened(held: KeyFile, slot: Slot, wrapping_key: bytes) -> Unlocked | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    box, notes_key = AESGCM(wrapping_key), None
    with suppress(InvalidTag):
        bound = _bound_to(held.database, slot)
        data_key = box.decrypt(_bytes(slot.nonce), _bytes(slot.wrapped), bound)
        if slot.notes:
            sealed, bound = _bytes(slot.notes), _bound_to(held.database, slot, "notes")
            notes_key = box.decrypt(sealed[:12], sealed[12:], bound)
        return Unlocked(held, slot, data_key, notes_key, wrapping_key)
    return None


def _usual_cost(copies: Sequence[KeyFile]) -> Cost:
    """What an honest try would have cost here."""
    costs = [slot.cost for held in copies for slot in held.slots if slot.kind == "passphrase"]
    return costs[0] if costs else STRONG


def _empty(kind: str, label: str, role: str, cost: Cost, salt: bytes, slot_id: str | None) -> Slot:
    return Slot(
        id=slot_id or str(uuid4()),
        label=label,
        kind=kind,
        memory=cost.memory,
        passes=cost.passes,
        lanes=cost.lanes,
        salt=_text(salt),
        nonce="",
        wrapped="",
        created=datetime.now(UTC).isoformat(timespec="seconds"),
        role=role,
    )


def _derived(bits: bytes, salt: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), KEY_BYTES, salt, b"npo-desktop recovery slot").derive(bits)


def _bound_to(database: str, slot: Slot, *more: str) -> bytes:
    """What a slot cannot be parted from: its store, its person and role, what a guess costs."""
    cost = (slot.memory, slot.passes, slot.lanes)
    if slot.format == 1:
        return json.dumps((1, database, slot.id, slot.kind, *cost)).encode()
    person = (slot.role, slot.label)
    return json.dumps((FORMAT, database, slot.id, slot.kind, *person, *cost, *more)).encode()


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text)
