"""The file with the slots, beside the store, and its second copy: write, read, make good."""

import base64
import hmac
import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from npo_desktop.errors import StoreError, UserError
from npo_desktop.i18n import _
from npo_desktop.safe_file import write_bytes
from npo_desktop.store.keys.cost import KEY_BYTES, is_bearable
from npo_desktop.store.keys.slots import FORMAT, NO_COST, KeyFile, Slot, keys_damaged

ROLES = ("coordinator", "teacher", "head")
LARGEST = 1024 * 1024  # bytes; thousands of slots, far more than a school has


class NewerKeys(StoreError):
    """Written by a later program than this one."""


@dataclass(frozen=True, slots=True)
class ListedOpener:
    """Somebody who may open the store, as the unlock screen lists them."""

    slot_id: UUID
    name: str
    role: str


def key_files(store: Path) -> tuple[Path, Path]:
    """The slots' file beside a store, and its second copy."""
    return store.with_name(store.name + ".keys"), store.with_name(store.name + ".keys.copy")


def write_keys(store: Path, keys: KeyFile) -> KeyFile:
    """Write both copies, each whole or not at all; newer than what stood there."""
    standing = max((held.revision for held in _readable(key_files(store))), default=0)
    newest = replace(keys, revision=max(keys.revision, standing) + 1, damaged=False)
    data = to_document(newest)
    for path in key_files(store):
        write_bytes(path, data)
    return newest


def read_keys(store: Path) -> tuple[KeyFile, ...]:
    """The slots of a store: the newest sound copy; with none, all that can still be tried."""
    found = _readable(key_files(store))
    sound = [held for held in found if _is_checked(held)]
    if sound:
        return (max(sound, key=lambda held: held.revision),)  # the first of two alike
    if not found:
        _refuse_newer(store)
        raise keys_damaged()
    return tuple(dict.fromkeys(found))


def repair_keys(store: Path, keys: KeyFile) -> bool:
    """Make a missing, damaged or older copy good again from the slots that just opened."""
    if keys.damaged:
        return False
    data = to_document(keys) if _is_checked(keys) else b""
    repaired = False
    for path in key_files(store):
        standing = next(iter(_readable((path,))), None)
        if standing != keys:
            write_bytes(path, data or _good_bytes(store, keys))
            repaired = True
    return repaired


def stands_twice(store: Path, keys: KeyFile) -> bool:
    """Whether both copies say just this."""
    return _readable(key_files(store)) == [keys, keys]


def listed_openers(store: Path) -> tuple[ListedOpener, ...]:
    """Who may open this store, in the order in which they came."""
    return tuple(
        ListedOpener(UUID(slot.id), slot.label or _("Coordinator"), slot.role)
        for slot in read_keys(store)[0].slots
        if slot.kind == "passphrase"
    )


def slot_named(store: Path, name: str) -> UUID:
    """The slot of the colleague with this name, however it is cased."""
    wanted = name.strip().casefold()
    for opener in listed_openers(store):
        if opener.name.casefold() == wanted:
            return opener.slot_id
    raise UserError(
        _("Nobody of this name may open this data file."),
        _("Use the name as it stands on the screen where you type the passphrase."),
    )


def keep_older_keys(store: Path) -> None:
    """Move keys aside that stand where a new store comes: theirs may have been moved elsewhere."""
    for path in key_files(store):
        if path.exists():
            path.replace(path.with_name(f"{path.name}.{uuid4().hex[:8]}.old"))


def to_document(keys: KeyFile) -> bytes:
    """The slots as they are written, with a checksum; also what goes into a backup."""
    document: dict[str, Any] = {
        "format": FORMAT,
        "database": keys.database,
        "revision": keys.revision,
        "slots": [asdict(slot) for slot in keys.slots],
    }
    return json.dumps({**document, "checksum": _checksum(document)}, indent=1).encode()


def from_document(data: bytes) -> KeyFile:
    """What ``to_document`` made, or a file of format 1; ``ValueError`` when it is no such thing."""
    if len(data) > LARGEST:
        raise ValueError("too large to be a file of keys")
    try:
        return _parsed(json.loads(data))
    except (KeyError, TypeError, AttributeError, RecursionError, OverflowError) as error:
        raise ValueError("not a file of keys") from error


def _readable(paths: Iterable[Path]) -> list[KeyFile]:
    found = []
    for path in paths:
        with suppress(OSError, ValueError, NewerKeys):
            found.append(from_document(path.read_bytes()))
    return found


def _good_bytes(store: Path, keys: KeyFile) -> bytes:
    """A file of format 1 cannot be written today: the copy that says the same, as it stands."""
    for path in key_files(store):
        if _readable((path,)) == [keys]:
            return path.read_bytes()
    raise keys_damaged()


def _refuse_newer(store: Path) -> None:
    """Only when no copy can be read: one wrong bit may look like a later format."""
    for path in key_files(store):
        with suppress(OSError, ValueError):
            from_document(path.read_bytes())


def _is_checked(keys: KeyFile) -> bool:
    """Whether a checksum vouches for it: format 1 had none, and no revision."""
    return keys.revision > 0 and not keys.damaged


def _parsed(document: dict[str, Any]) -> KeyFile:
    if type(document["format"]) is not int or document["format"] < 1:
        raise ValueError("not a format")
    if document["format"] > FORMAT:
        raise NewerKeys(
            _("The keys of this data file were made by a newer version of the program."),
            _("Install the newest version of NPO Desktop."),
        )
    if document["format"] == 1:
        slots = tuple(Slot(**slot, format=1) for slot in document["slots"])
        return _sound(KeyFile(str(document["database"]), slots))
    stated, revision = document.pop("checksum"), document["revision"]
    if type(revision) is not int or revision < 1:
        raise ValueError("not a revision")
    damaged = not hmac.compare_digest(str(stated).encode(), _checksum(document).encode())
    slots = tuple(Slot(**slot) for slot in document["slots"])
    return _sound(KeyFile(str(document["database"]), slots, revision, damaged))


def _sound(keys: KeyFile) -> KeyFile:
    if not keys.slots or not all(map(_is_sound, keys.slots)):
        raise ValueError("a slot is damaged")
    return keys


def _is_sound(slot: Slot) -> bool:
    """Whether trying this slot can do no harm: its parts are whole and its cost is bearable."""
    UUID(slot.id)
    parts = (slot.salt, slot.nonce, slot.wrapped, slot.notes)
    sizes = [len(base64.b64decode(part)) for part in parts]
    if sizes[:3] != [16, 12, KEY_BYTES + 16] or sizes[3] not in (0, 12 + KEY_BYTES + 16):
        return False
    if slot.format not in (1, FORMAT) or slot.role not in ROLES or type(slot.label) is not str:
        return False
    if slot.kind == "recovery":
        return slot.cost == NO_COST
    return slot.kind == "passphrase" and is_bearable(slot.cost)


def _checksum(document: dict[str, Any]) -> str:
    """Against chance; tampering is what each slot's own seal is against."""
    return sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()
