"""The recovery key: 160 random bits and a checksum, in nine groups of four characters."""

import secrets

from npo_desktop.errors import UserError
from npo_desktop.i18n import _

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
_PRIME = 1048573  # largest below 2**20: every wrong character changes the remainder
_BITS = 160
_LETTERS = 36
_LONGEST = 200  # characters that are looked at; a whole file may have been pasted


def new_recovery_key() -> str:
    """A fresh recovery key as it is printed: nine groups of four characters."""
    number = secrets.randbits(_BITS)
    digits = _base32(number, 32) + _base32(number % _PRIME, 4)
    return "-".join(digits[i : i + 4] for i in range(0, len(digits), 4))


def read_recovery_key(text: str) -> bytes:
    """The 160 bits of a typed recovery key; a slip of the pen is named before anything is tried."""
    clean = text[:_LONGEST].upper().translate(str.maketrans("OIL", "011", " -\t\r\n."))
    if len(clean) != _LETTERS or any(letter not in _ALPHABET for letter in clean):
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
