"""What stands in a cell of a test result: numbers, bounds, levels, moments.

Source: EXCHANGE.md, chapters 2 (levels) and 7 (reading rules).
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from npo_desktop.importers.cells import NOTHING
from npo_desktop.names import folded

NO_RESULT = NOTHING | {"abs", "absent", "afw", "afwezig", "ziek", "geen", "vrijgesteld", "exempt"}
ROMAN, LETTERS = "I-V", "A-E"  # the two scales of levels: C is below average, III the middle
_ARABIC = ("I", "II", "III", "IV", "V")

_NUMBER = re.compile(r"[+-]?\d{1,9}([.,]\d{1,9})*%?", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?\d{1,3}((\.\d{3})+|(,\d{3})+)", re.ASCII)
_BOUND = re.compile(r"[<>≤≥]=?\s*\d{1,9}([.,]\d{1,6})?%?", re.ASCII)
_LEVEL = re.compile(r"(I{1,3}|IV|V|[A-E]|[1-5])\s*([+-]?)")
_FUNCTIONAL = re.compile(r"[<>]?[BME][1-8][+-]?")
_MOMENT = r"(?:[BME][1-8])(?:\s*/\s*[BME][1-8])*"
_IN_WORDS = re.compile(
    r"(begin|midden|mid|medio|eind|einde|end)\W*(?:groep|group|jaar|gr)?\W*([1-8])"
)
_LETTER = {"b": "B", "m": "M", "e": "E"}


@dataclass(frozen=True, slots=True)
class Level:
    """A level and the scale it belongs to; without a scale it is a bare digit."""

    text: str
    scale: str


def is_no_result(text: str) -> bool:
    """Whether a cell says that there is no result."""
    return text.strip().casefold() in NO_RESULT


def point_is_decimal(texts: Iterable[str]) -> bool:
    """Whether a column of numbers uses the point before the decimals: 214.5, not 1.102."""
    seen = [text.strip() for text in texts]
    if any("," in text and re.fullmatch(r"[+-]?[\d.]*,\d{1,2}", text) for text in seen):
        return False
    dotted = [text for text in seen if "." in text and _NUMBER.fullmatch(text)]
    return bool(dotted) and not all(_THOUSANDS.fullmatch(text) for text in dotted)


def cell_decimal(text: str, *, point: bool) -> float | None:
    """A number as Dutch or English schools write it; ``None`` when it is none.

    ``point``: a single point comes before the decimals, else it groups thousands when three
    digits follow. With both marks the last one comes before the decimals.
    """
    text = re.sub(r"[\s\u00a0]", "", text).replace("−", "-")
    if not _NUMBER.fullmatch(text):
        return None
    text = text.rstrip("%")
    whole, decimals = text, ""
    last = max(",.", key=text.rfind)
    if "," in text and "." in text:
        whole, _mark, decimals = text.rpartition(last)
    elif text.count(last) == 1 and (last == "," or point or not _THOUSANDS.fullmatch(text)):
        whole, _mark, decimals = text.partition(last)
    if not (whole.lstrip("+-").isdecimal() or _THOUSANDS.fullmatch(whole)):
        return None  # 20.01.2026 is a day, not a number
    return float(f"{re.sub('[.,]', '', whole)}.{decimals or 0}")


def cell_bound(text: str) -> str:
    """A value that is only a bound, as text: "<60"; else empty."""
    text = text.strip()
    return re.sub(r"\s", "", text) if _BOUND.fullmatch(text) else ""


def cell_level(text: str) -> Level | None:
    """A level with its scale: II, B, A+, V-; a bare 1 to 5 comes without a scale."""
    plain = unicodedata.normalize("NFKC", text).strip().upper().replace("−", "-")
    found = _LEVEL.fullmatch(plain)
    if not found:
        return None
    if found[1].isdecimal():
        return Level(found[1] + found[2], "")
    return Level(found[1] + found[2], LETTERS if found[1] in "ABCDE" else ROMAN)


def level_on(level: Level, scale: str) -> Level | None:
    """The level on this scale: 3 is III on one and C on the other; ``None``: it is of the other."""
    if level.scale:
        return level if level.scale == scale else None
    place = int(level.text[0]) - 1
    return Level((_ARABIC[place] if scale == ROMAN else "ABCDE"[place]) + level.text[1:], scale)


def cell_functional(text: str) -> str:
    """A functioning level: M5, <M3, >M8; else empty."""
    plain = re.sub(r"\s", "", text).upper()
    return plain if _FUNCTIONAL.fullmatch(plain) else ""


def cell_moment(text: str) -> str:
    """M5 of "M5" or "Midden groep 5"; anything else as it stands, cut off at 10 letters."""
    text = " ".join(text.split())
    if re.fullmatch(_MOMENT, text.upper()):
        return re.sub(r"\s", "", text.upper())[:10]
    if found := _IN_WORDS.fullmatch(folded(text)):
        return _LETTER[found[1][0]] + found[2]
    return text[:10]


def without_moment(test: str) -> tuple[str, str]:
    """A test's name and the moment at its end: "Rekenen-Wiskunde M5" is two things."""
    found = re.fullmatch(rf"(.*[^\W_]\)?)[\s_(-]+({_MOMENT})\)?", test.strip())
    return (found[1].strip(), cell_moment(found[2])) if found else (test.strip(), "")
