"""Looks for a word in files, however it may have been written down."""

import base64
import io
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

MOST_INFLATED = 32 * 1024 * 1024  # bytes taken out of one stream
DEEPEST = 4  # a zip in a zip in a zip


def needles(word: str) -> dict[str, bytes]:
    """The word as bytes, by how it is written."""
    plain = unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()
    found: dict[str, bytes] = {}
    for kind, each in {
        "as it is": word,
        "small": word.casefold(),
        "capitals": word.upper(),
        "without accents": plain,
        "small, without accents": plain.casefold(),
        "apart": unicodedata.normalize("NFD", word),
    }.items():
        for code in ("utf-8", "utf-16-le", "utf-16-be", "cp1252"):
            data = each.encode(code, "ignore")
            found[f"{kind}, {code}"] = data
            found[f"{kind}, {code}, hex"] = data.hex().encode()
            found[f"{kind}, {code}, HEX"] = data.hex().upper().encode()
            for shift in range(3):
                found[f"{kind}, {code}, base64 {shift}"] = _base64(data, shift)
        found[f"{kind}, JSON"] = each.encode("ascii", "backslashreplace").replace(b"\\x", b"\\u00")
    return found


def hits(folder: Path, word: str) -> list[str]:
    """Every file that holds the word, with where in it and how it is written there."""
    sought = needles(word)
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            for place, data in unpacked(path.read_bytes()):
                for kind, needle in sought.items():
                    if (at := data.find(needle)) >= 0:
                        near = data[at : at + 60]
                        found.append(f"{path.relative_to(folder)}{place}: {kind}: {near!r}")
                        break
    return found


def unpacked(data: bytes, depth: int = 0) -> Iterator[tuple[str, bytes]]:
    """The bytes themselves, and what can be taken out of them."""
    yield "", data
    if depth == DEEPEST:
        return
    if data.find(b"PK\x03\x04") >= 0:
        yield from _members(data, depth)
    for start in (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda", b"\x1f\x8b\x08"):
        at = data.find(start)
        while at >= 0:
            if len(inflated := _inflate(data, at)) > 16:
                for place, inner in unpacked(inflated, depth + 1):
                    yield f" @{at}{place}", inner
            at = data.find(start, at + 1)


def _members(data: bytes, depth: int) -> Iterator[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield f" /{name}", name.encode()
                for place, inner in unpacked(archive.read(name), depth + 1):
                    yield f" /{name}{place}", inner
    except (zipfile.BadZipFile, RuntimeError, zlib.error, ValueError, NotImplementedError):
        return


def _inflate(data: bytes, at: int) -> bytes:
    """As much of a zlib or gzip stream as can be read, also when its end is damaged."""
    reader = zlib.decompressobj(wbits=47)
    held = bytearray()
    try:
        for start in range(at, len(data), 65_536):
            held += reader.decompress(data[start : start + 65_536], MOST_INFLATED)
            if reader.eof or len(held) >= MOST_INFLATED:
                break
    except zlib.error:
        pass
    return bytes(held)


def _base64(data: bytes, shift: int) -> bytes:
    """What depends on the word alone, when ``shift`` bytes come before it."""
    whole = base64.b64encode(b"\0" * shift + data + b"\0" * 3)
    first = (shift * 8 + 5) // 6
    last = (shift + len(data)) * 8 // 6
    return whole[first:last]
