"""Measuring and breaking lines. No markup is ever read: what a school typed is only text."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache

from npo_desktop.exports.pdf.style import REGULAR, register_faces

MISSING = "□"  # for what the font cannot draw: seen, and no crash
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
    """What the font can draw, on one line; line ends become spaces, other signs a visible box."""
    text = unicodedata.normalize("NFC", text)
    known = _advances(REGULAR)
    letters = []
    for letter in " ".join(_WHITE.split(text)).strip():
        category = unicodedata.category(letter)
        if category in ("Cf", "Cc", "Mn"):  # direction marks, joiners, lone accents
            continue
        letters.append(letter if ord(letter) in known else MISSING)
    return "".join(letters)


@lru_cache(maxsize=16384)
def _word_width(word: str, face: str) -> float:
    advances = _advances(face)
    fallback = advances[ord(MISSING)]
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
        used += advances[ord(letter)] if ord(letter) in advances else advances[ord(MISSING)]
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
