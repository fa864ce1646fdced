"""A long text sealed in pieces, so that a missing, moved or repeated piece is noticed.

Each piece is AES-256-GCM under a key of this file alone; its nonce counts the pieces and says
which is the last, so the end cannot be cut off unseen.
"""

import struct
import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

PIECE = 64 * 1024  # bytes sealed at a time
TAG = 16

_LENGTH = struct.Struct(">I")


class BrokenStream(Exception):
    """What was read is not what was written."""


def write_sealed(target: BinaryIO, key: bytes, bound: bytes, lines: Iterable[bytes]) -> None:
    """Compress and seal lines, under a key of this file alone; ``bound`` is what they hang on."""
    waiting, number = b"", 0
    for packed in _packed(lines):
        waiting += packed
        while len(waiting) > PIECE:  # what is left is never empty: the last piece holds it
            _write_piece(target, key, bound, number, waiting[:PIECE], is_last=False)
            waiting, number = waiting[PIECE:], number + 1
    _write_piece(target, key, bound, number, waiting, is_last=True)


def read_sealed(source: BinaryIO, key: bytes, bound: bytes) -> Iterator[bytes]:
    """The lines again, as they prove themselves; raises BrokenStream, at the latest at the end."""
    unpack, waiting = zlib.decompressobj(), b""
    for piece in _read_pieces(source, key, bound):
        try:
            waiting += unpack.decompress(piece)
        except zlib.error as error:
            raise BrokenStream from error
        *lines, waiting = waiting.split(b"\n")
        yield from lines
    if waiting or not unpack.eof or unpack.unused_data:
        raise BrokenStream


def _packed(lines: Iterable[bytes]) -> Iterator[bytes]:
    pack = zlib.compressobj()
    for line in lines:
        yield pack.compress(line + b"\n")
    yield pack.flush()


def _write_piece(
    target: BinaryIO, key: bytes, bound: bytes, number: int, piece: bytes, *, is_last: bool
) -> None:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    sealed = AESGCM(key).encrypt(_nonce(number, is_last=is_last), piece, bound)
    target.write(_LENGTH.pack(len(sealed)) + sealed)


def _read_pieces(source: BinaryIO, key: bytes, bound: bytes) -> Iterator[bytes]:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    number, sealed = 0, _read_piece(source)
    while sealed is not None:
        following = _read_piece(source)
        nonce = _nonce(number, is_last=following is None)
        try:
            yield AESGCM(key).decrypt(nonce, sealed, bound)
        except InvalidTag as error:
            raise BrokenStream from error
        number, sealed = number + 1, following
    if number == 0:
        raise BrokenStream


def _read_piece(source: BinaryIO) -> bytes | None:
    head = source.read(_LENGTH.size)
    if not head:
        return None
    if len(head) < _LENGTH.size:
        raise BrokenStream
    (length,) = _LENGTH.unpack(head)
    sealed = source.read(length) if TAG <= length <= PIECE + TAG else b""
    if len(sealed) != length:
        raise BrokenStream
    return sealed


def _nonce(number: int, *, is_last: bool) -> bytes:
    return bytes(3) + number.to_bytes(8, "big") + bytes((is_last,))
