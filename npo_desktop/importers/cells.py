"""What people type in a cell: dates, sex, languages, year groups, numbers.

Source: EXCHANGE.md, chapter 7 (reading rules).
"""

import re
from collections.abc import Iterable
from datetime import date

from npo_desktop.formats import MONTHS, read_date
from npo_desktop.i18n import LANGUAGES, NAMES
from npo_desktop.names import folded

NOTHING = frozenset({"", "-", "--", "nvt", "n.v.t.", "n/a", "na", "?", "onbekend", "unknown"})

_BOYS = frozenset({"j", "jongen", "boy", "man", "male", "mannelijk", "1", "masculino", "nino"})
_GIRLS = frozenset(
    {"v", "f", "w", "meisje", "girl", "vrouw", "female", "vrouwelijk", "2", "femenino", "nina"}
)
_SEX_UNKNOWN = NOTHING | {"0", "9", "x", "o", "anders", "other"}

_SPELLINGS = {  # beside the languages' own names and codes
    "nl": "nederlands dutch ned hulandes holandes holands",
    "en": "engels english eng ingles ingels",
    "pap": "papiamentu papiamento papiaments papiamentoe papiament papia",
    "es": "spaans spanish espanol spano spa castellano",
}
_LANGUAGE_OF = {word: code for code, words in _SPELLINGS.items() for word in words.split()} | {
    code: code for code in LANGUAGES
}
_PLAIN = frozenset(  # said so in one of the four languages: no need to ask
    {folded(name) for name in NAMES.values()}
    | {"nederlands", "engels", "papiaments", "spaans", "dutch", "english", "spanish"}
    | set(LANGUAGES)
)
_MONTH_OF = {
    folded(word)[:3]: number
    for language in ("es", "pap", "en", "nl")
    for number, word in enumerate(MONTHS[language].split(), start=1)
} | {"mrt": 3, "okt": 10, "oct": 10, "dec": 12, "des": 12}
_DAY_AND_MONTH = re.compile(r"\s*(\d{1,2})[-/. ](\d{1,2})[-/. ](?:\d{2}|\d{4})(?:\s.*)?")


def is_nothing(text: str) -> bool:
    """Whether a cell says that there is nothing to say."""
    return text.strip().casefold() in NOTHING


def date_order(texts: Iterable[str]) -> tuple[str, bool]:
    """ "dmy" or "mdy" for a column of dates, and whether the dates themselves leave it open."""
    pairs = [
        (int(found[1]), int(found[2]))
        for text in texts
        if (found := _DAY_AND_MONTH.fullmatch(text))
    ]
    day_first = any(first > 12 for first, _second in pairs)
    month_first = any(second > 12 for _first, second in pairs)
    if month_first and not day_first:
        return "mdy", False
    return "dmy", not day_first and any(first != second for first, second in pairs)


def cell_date(text: str, order: str = "dmy") -> date | None:
    """A date as typed, as Excel exports it, or with a month in letters; ``None``: no such day."""
    text = re.sub(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$", "", text.strip())
    if named := re.fullmatch(r"(\d{1,2})[-. ]+([^\W\d]+)\.?[-. ]+(\d{2,4})", text):
        month = _MONTH_OF.get(folded(named[2])[:3])
        return read_date(f"{named[1]}-{month}-{named[3]}") if month else None
    if order == "mdy" and (found := _DAY_AND_MONTH.fullmatch(text)):
        text = f"{found[2]}-{found[1]}-{re.split(r'[-/. ]', text.strip())[2]}"
    return read_date(text)


def m_means_girl(header: str, values: Iterable[str]) -> bool:
    """Whether M stands for meisje: beside J it does, beside V it is the man."""
    if (head := header.casefold().replace(" ", "")) in ("j/m", "m/j", "m/v", "v/m", "m/f"):
        return "j" in head
    letters = [value.strip().casefold() for value in values]
    return letters.count("j") > 0 and letters.count("j") >= letters.count("v")


def sex_of(text: str, *, m_is_girl: bool = False) -> str | None:
    """M or F, empty when the cell says that it is not known, ``None`` when it is not understood."""
    word = folded(text).rstrip(".")
    if word == "m":
        return "F" if m_is_girl else "M"
    if word in _BOYS:
        return "M"
    if word in _GIRLS:
        return "F"
    return "" if word in _SEX_UNKNOWN else None


def language_of(text: str) -> str | None:
    """The code of one of our four languages, or ``None``."""
    return _LANGUAGE_OF.get(folded(text).rstrip("."))


def is_plain_language(text: str) -> bool:
    """Whether the language is written as one writes it; else the reader is asked to look."""
    return folded(text) in _PLAIN


# Year group 1 of a word: K1 is group 1, Grade 1 is group 3, Form 1 the first of secondary.
_FIRST = {"k": 1, "kindergarten": 1, "grade": 3, "form": 9}
_WORDS = "groep|group|grade|leerjaar|jaar|gr|kindergarten|form|k"


def cell_grade(text: str) -> int | None:
    """1 to 14 out of "5", "groep 5", "Grade 3" or "5.0"; ``None`` when not one year group.

    Source: ISLANDS.md, section 1, grade names.
    """
    found = re.fullmatch(rf"({_WORDS})?\.?\s*0?(\d{{1,2}})(\.0)?", folded(text))
    return _year_group(found[1], int(found[2])) if found else None


def grade_in_name(group: str) -> int | None:
    """The year group a class is named after: "8 Flamingo", "Groep 5a", "K1"; not "5/6"."""
    found = re.match(rf"({_WORDS})?\.?\s*([1-8])(?![\d/+&-])", folded(group))
    mixed = re.search(r"\d\s*(?:/|-|\+|&|en|and)\s*k?\d", folded(group))
    return _year_group(found[1], int(found[2])) if found and not mixed else None


def _year_group(word: str | None, number: int) -> int | None:
    grade = number + _FIRST.get(word or "", 1) - 1
    return grade if 1 <= grade <= 14 else None


def cell_number(text: str) -> str:
    """A pupil number as text; Excel's 1001.0 becomes 1001 again."""
    text = text.strip()
    return text[:-2] if re.fullmatch(r"\d+\.0", text) else text
