"""Restricted notes are sealed once more under a key of their own, which only coordinators hold."""

import json
import secrets

from npo_desktop.errors import StoreError
from npo_desktop.i18n import _
from npo_desktop.store.safety_tables import RestrictedNote


def sealed_text(notes_key: bytes, note: RestrictedNote, text: str) -> tuple[bytes, bytes]:
    """A fresh nonce, and the text sealed for this row alone."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(12)
    return nonce, AESGCM(notes_key).encrypt(nonce, text.encode(), _bound_to(note))


def unsealed_text(notes_key: bytes, note: RestrictedNote) -> str:
    """The text; a row that was moved to another pupil or changed is damaged, never shown."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(notes_key).decrypt(note.nonce, note.sealed, _bound_to(note)).decode()
    except (InvalidTag, ValueError) as error:
        raise StoreError(
            _("A restricted note is damaged."), _("Put back your newest backup.")
        ) from error


def _bound_to(note: RestrictedNote) -> bytes:
    return json.dumps((1, str(note.id), str(note.pupil_id), note.kind)).encode()
