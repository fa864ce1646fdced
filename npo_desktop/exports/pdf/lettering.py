"""Measuring and breaking lines. No markup is ever read: what a school typed is only text."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from npo_desktop.exports.pdf.style import REGULAR, register_faces
from npo_desktop.exports.undrawn import note_undrawn

BOX = "□"  # for what the font cannot draw: seen, and no crash
ELLIPSIS = "…"
TOGETHER = "\u00a0"  # two words that stay on one line; printed as a space
_WHITE = re.compile(rf"[^\S{TOGETHER}]+")


@cache
def _advances(face: str) -> Mapping[int, float]:
    """Width of every character of a face, in points at size 1."""
    widths = register_faces()[face].face.charWidths
    return {code: width / 1000 for code, width in widths.items()}


@lru_cache(maxsize=4096)
def clean(text: str) -> str:
    """On one line, line ends as spaces; what the font lacks becomes a box when it is drawn."""
    text = " ".join(_WHITE.split(unicodedata.normalize("NFC", text))).strip()
    # without direction marks, joiners, lone accents
    return "".join(one for one in text if unicodedata.category(one) not in ("Cf", "Cc", "Mn"))


@cache
def _known() -> frozenset[str]:
    """What our faces can draw: all three the same."""
    return frozenset(map(chr, _advances(REGULAR)))


def drawable(text: str, page: int) -> str:
    """With a box for each letter that our faces lack, which is noted of this page (from 1)."""
    known = _known()
    if text.isascii() or known.issuperset(text):
        return text
    note_undrawn(page, set(text) - known)
    return "".join(letter if letter in known else BOX for letter in text)


@lru_cache(maxsize=16384)
def _word_width(word: str, face: str) -> float:
    advances = _advances(face)
    fallback = advances[ord(BOX)]
    return sum(advances.get(ord(letter), fallback) for letter in word)


def width_of(text: str, face: str, size: float) -> float:
    """Points that a cleaned text takes."""
    return _word_width(text, face) * size


@lru_cache(maxsize=4096)
def lines_of(text: str, face: str, size: float, width: float, most: int = 999) -> tuple[str, ...]:
    """The text in lines of at most ``width`` points, the last one elided beyond ``most`` lines."""
    room = width / size
    space = _word_width(" ", face)
    lines: list[str] = []
    line, used = "", 0.0
    for word in clean(text).split(" "):
        for piece in _pieces(word, face, room):
            taken = _word_width(piece, face)
            if line and used + space + taken > room:
                lines.append(line)
                line, used = piece, taken
            else:
                used = used + space + taken if line else taken
                line = f"{line} {piece}" if line else piece
    if line:
        lines.append(line)
    lines = [line.replace(TOGETHER, " ") for line in lines]
    if len(lines) <= most:
        return tuple(lines)
    last = elided(" ".join(lines[most - 1 :]), face, size, width)
    return (*lines[: most - 1], last)


def _pieces(word: str, face: str, room: float) -> list[str]:
    """A word as it is, or in parts when it is wider than the line."""
    if _word_width(word, face) <= room:
        return [word]
    pieces, piece = [], ""
    for letter in word:
        if piece and _word_width(piece, face) + _word_width(letter, face) > room:
            pieces.append(piece)
            piece = ""
        piece += letter
    return [*pieces, piece]


@lru_cache(maxsize=2048)
def elided(text: str, face: str, size: float, width: float) -> str:
    """One line of at most ``width`` points."""
    text = clean(text).replace(TOGETHER, " ")
    if width_of(text, face, size) <= width:
        return text
    room = width / size - _word_width(ELLIPSIS, face)
    kept, used = 0, 0.0
    advances = _advances(face)
    for letter in text:
        used += advances.get(ord(letter), advances[ord(BOX)])
        if used > room:
            break
        kept += 1
    return text[:kept].rstrip() + ELLIPSIS


def fitting(
    text: str, face: str, choices: tuple[tuple[float, int], ...], width: float
) -> tuple[float, tuple[str, ...]]:
    """The first (size, most lines) at which the text fits, else the last, elided."""
    for size, most in choices:
        lines = lines_of(text, face, size, width)
        if len(lines) <= most:
            return size, lines
    size, most = choices[-1]
    return size, lines_of(text, face, size, width, most)
