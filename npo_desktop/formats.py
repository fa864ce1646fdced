"""Dates and numbers as the islands read them; no system locale is asked.

Dutch, Papiamentu and Spanish: 23-11-2026 and 3,5. English on Saba and Statia: 23 Nov 2026 and 3.5.
Source: ISLANDS.md, sections 4 and 5.
"""

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from npo_desktop.i18n import current

MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "January February March April May June July August September October November December",
    "pap": "yanüari febrüari mart aprel mei yüni yüli ougùstùs sèptèmber òktober novèmber desèmber",
    "es": "enero febrero marzo abril mayo junio julio agosto "
    "septiembre octubre noviembre diciembre",
}
WEEKDAYS = {
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "pap": "djaluna djamars djárason djaweps djabièrnè djasabra djadumingu",
    "es": "lunes martes miércoles jueves viernes sábado domingo",
}
LONG = {
    "nl": "{day} {month} {year}",
    "en": "{day} {month} {year}",
    "pap": "{day} di {month} {year}",
    "es": "{day} de {month} de {year}",
}
MINUS = "−"


def date_text(day: date, language: str | None = None) -> str:
    """A short date: 23-11-2026, in English 23 Nov 2026."""
    if (language or current()) == "en":
        return f"{day.day} {month_name(day, 'en')[:3]} {day.year}"
    return f"{day:%d-%m-%Y}"


def long_date(day: date, language: str | None = None, *, weekday: bool = False) -> str:
    """A date with its month as a word, as on everything that is printed."""
    language = language or current()
    text = LONG[language].format(day=day.day, month=month_name(day, language), year=day.year)
    return f"{WEEKDAYS[language].split()[day.weekday()]} {text}" if weekday else text


def short_weekday(weekday: int, language: str | None = None) -> str:
    """Monday is 1: ma, lu, Mon. In Papiamentu every day begins with dja; what follows tells it."""
    language = language or current()
    name = WEEKDAYS[language].split()[weekday - 1]
    return name[3:6] if language == "pap" else name[: 3 if language == "en" else 2]


def month_name(day: date, language: str | None = None) -> str:
    """The month as it stands within a sentence."""
    return MONTHS[language or current()].split()[day.month - 1]


def clock(minutes: int, language: str | None = None) -> str:
    """A time of the day, from minutes after midnight: 9.00, in English 9:00."""
    mark = ":" if (language or current()) == "en" else "."
    return f"{minutes // 60}{mark}{minutes % 60:02d}"


def time_text(moment: datetime, language: str | None = None, *, seconds: bool = False) -> str:
    """The time of the day of a moment on the user's own clock, as ``clock`` writes it."""
    told = clock(moment.hour * 60 + moment.minute, language)
    mark = ":" if ":" in told else "."
    return f"{told}{mark}{moment.second:02d}" if seconds else told


def minutes_of(stored: str) -> int:
    """Minutes after midnight of a time as it is kept: "19:05"."""
    hours, minutes = stored.split(":")
    return int(hours) * 60 + int(minutes)


def number(value: float, decimals: int = 0, language: str | None = None) -> str:
    """A number rounded half up, with a real minus sign and the language's own decimal mark."""
    rounded = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    text = f"{abs(rounded):f}"
    if (language or current()) != "en":
        text = text.replace(".", ",")
    return MINUS + text if rounded < 0 else text


def clock_text(stored: str) -> str:
    """A time as it is kept, "19:05", as the language spoken writes it; empty stays empty."""
    return clock(minutes_of(stored)) if stored else ""


def read_date(text: str) -> date | None:
    """A date as people type it, day or year first; ``None`` when there is no such day."""
    parts = re.fullmatch(r"\s*(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{2,4})\s*", text)
    if not parts:
        return None
    first, month, last = (int(part) for part in parts.groups())
    year, day = (first, last) if len(parts[1]) == 4 else (last, first)
    if year < 100:
        year += 2000 if year < 70 else 1900
    try:
        return date(year, month, day)
    except ValueError:
        return None
