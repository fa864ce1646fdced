"""A card checked in plain words: each fault one sentence that names the field and what to do."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from npo_desktop.content.card_fields import (
    CARD_FIELDS,
    MAY_OVERRULE,
    PARENT_FIELDS,
    Values,
    field_name,
    values_of,
    words_of,
)
from npo_desktop.content.catalogue import DOSE_PARTS, Intervention, Level
from npo_desktop.i18n import LANGUAGES, _, speaking

# field -> lowest, highest, whole
RANGES: Mapping[str, tuple[float, float, bool]] = {
    "goal_area": (1, 6, True),
    "grade_from": (1, 14, True),
    "grade_to": (1, 14, True),
    "months": (-12, 12, False),
    "evidence": (0, 5, True),
    "cost": (1, 5, True),
    "material_usd": (0, 100_000, False),
    "figure_year": (2000, 2100, True),
    "sessions_per_week": (0.1, 14, False),
    "minutes_per_session": (1, 480, False),
    "weeks": (1, 52, False),
    "group_size": (1, 40, True),
}
LONGEST_NAME, LONGEST_TEXT = 120, 4000  # characters
MATCHES = (0.0, 0.5, 1.0)
_NUMBER = re.compile(r"[-+\u2212]?\d+([.,]\d+)?")
_SPLIT = re.compile(r"[;\n]+")


@dataclass(frozen=True, slots=True)
class CardFault:
    """What is wrong in one field of a card, and what to do about it, as one sentence."""

    field: str
    text: str


def read_values(texts: Mapping[str, str]) -> tuple[Values, list[CardFault]]:
    """Typed or imported words as values; what cannot be read is a fault and counts as empty."""
    values: Values = {}
    faults: list[CardFault] = []
    for field in CARD_FIELDS:
        text = texts.get(field, "").strip()
        value, fault = _read(field, text)
        values[field] = value
        if fault:
            faults.append(CardFault(field, fault))
    return values, faults


def lint_card(values: Mapping[str, Any], subscales: Collection[str]) -> list[CardFault]:
    """The faults of a card of the school's own."""
    return [*_lint_own(values, subscales), *lint_figures(values)]


def lint_figures(values: Mapping[str, Any]) -> list[CardFault]:
    """The faults in what may be overruled: figures, dose and year groups."""
    return [CardFault(field, text) for field, text in _figure_faults(values)]


def lint_shipped(values: Mapping[str, Any], shipped: Intervention) -> list[CardFault]:
    """The faults in what a school says of a card that came with the program."""
    before = values_of(shipped)
    fixed = [field for field in CARD_FIELDS if field not in MAY_OVERRULE and field != "id"]
    text = _("{field}: this card came with the program; leave it, or make an own card of it.")
    return [
        *(
            CardFault(field, text.format(field=field_name(field)))
            for field in fixed
            if values[field] != before[field]
        ),
        *lint_figures(values),
    ]


def _figure_faults(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    filled = [part for part in DOSE_PARTS if values[part] is not None]
    if filled and len(filled) < len(DOSE_PARTS):
        part = next(part for part in DOSE_PARTS if values[part] is None)
        text = _("{field}: fill in all four parts of the dose, or leave all four empty.")
        yield part, text.format(field=field_name(part))
    lowest, highest = values["grade_from"], values["grade_to"]
    for field in ("grade_from", "grade_to"):
        if values[field] is None:
            text = _("{field}: fill in a year group from 1 to 14.")
            yield field, text.format(field=field_name(field))
    if lowest is not None and highest is not None and lowest > highest:
        text = _("{field}: the highest year group comes first; turn the two round.")
        yield "grade_to", text.format(field=field_name("grade_to"))
    if values["level"] == Level.PUPIL.value and (values["group_size"] or 1) > 1:
        text = _("{field}: this card is for one pupil; write 1.")
        yield "group_size", text.format(field=field_name("group_size"))


def _lint_own(values: Mapping[str, Any], subscales: Collection[str]) -> Iterator[CardFault]:
    for field in ("name_nl", "name_en"):
        if not values[field]:
            text = _("{field}: give the card a name.")
            yield CardFault(field, text.format(field=field_name(field)))
    for field in ("goal_area", "level"):
        if values[field] is None:
            text = _("{field}: choose one.")
            yield CardFault(field, text.format(field=field_name(field)))
    unknown = [code for code in values["targets"] if code not in subscales]
    if unknown:
        text = _("{field}: {code} is not a subscale; take a code of the list on the sheet Notes.")
        yield CardFault("targets", text.format(field=field_name("targets"), code=unknown[0]))
    elif not values["targets"] and values["level"] != Level.SCHOOL.value:
        text = _("{field}: say at least one thing the card works on, or it is never proposed.")
        yield CardFault("targets", text.format(field=field_name("targets")))


def _read(field: str, text: str) -> tuple[Any, str]:
    if field in RANGES:
        return _number(field, text)
    if field in ("choice", "level"):
        return _word(field, text)
    if field == "targets":
        return _targets(text)
    if field == "contraindications":
        return _contraindications(text)
    if field == "source":
        text = _code(field, text) or text
    most = LONGEST_NAME if field.startswith("name_") or field in PARENT_FIELDS else LONGEST_TEXT
    if len(text) > most:
        fault = _("{field}: this is longer than {n} characters; make it shorter.")
        return text[:most], fault.format(field=field_name(field), n=most)
    return text, ""


def _number(field: str, text: str) -> tuple[float | int | None, str]:
    if not text:
        return None, ""
    lowest, highest, is_whole = RANGES[field]
    plain = text.replace("\u2212", "-").replace(",", ".")
    value = float(plain) if _NUMBER.fullmatch(text) else None
    if value is None or not lowest <= value <= highest or (is_whole and not value.is_integer()):
        fault = _("{field}: write a whole number from {low} to {high}, or leave it empty.")
        if not is_whole:
            fault = _("{field}: write a number from {low} to {high}, or leave it empty.")
        words = fault.format(field=field_name(field), low=f"{lowest:g}", high=f"{highest:g}")
        return None, words
    return (int(value) if is_whole else value), ""


def _word(field: str, text: str) -> tuple[str | None, str]:
    code = _code(field, text)
    if code is not None or not text:
        return code if text else ("" if field == "choice" else None), ""
    words = ", ".join(word for word in words_of(field).values() if word)
    fault = _("{field}: write one of these: {words}.")
    return ("" if field == "choice" else None), fault.format(field=field_name(field), words=words)


def _code(field: str, text: str) -> str | None:
    """The code behind a word, in whichever of our languages it is written."""
    wanted = text.casefold()
    for language in LANGUAGES:
        with speaking(language):
            for code, word in words_of(field).items():
                if wanted in (word.casefold(), code) and wanted:
                    return code
    return None


def _targets(text: str) -> tuple[dict[str, float], str]:
    found: dict[str, float] = {}
    for part in filter(None, (piece.strip() for piece in _SPLIT.split(text))):
        code, _space, match = part.replace(":", " ").partition(" ")
        match = match.strip().replace(",", ".") or "1"
        if match not in ("0", "0.5", "1", "1.0", "0.0"):
            fault = _("{field}: write after {code} how well it fits: 1, 0.5 or 0.")
            return found, fault.format(field=field_name("targets"), code=code)
        if float(match) > 0:
            found[code.upper()] = float(match)
    return found, ""


def _contraindications(text: str) -> tuple[tuple[tuple[str, str, str], ...], str]:
    found: list[tuple[str, str, str]] = []
    for line in filter(None, (piece.strip() for piece in text.splitlines())):
        effect, _colon, words = line.partition(":")
        code = _code("effect", effect.strip())
        if code is None or not words.strip():
            first, second = words_of("effect").values()
            fault = _('{field}: begin each line with "{first}:" or "{second}:", then the reason.')
            name = field_name("contraindications")
            return tuple(found), fault.format(field=name, first=first, second=second)
        dutch, _bar, english = (part.strip() for part in words.partition("|"))
        found.append((code, dutch, english or dutch))
    return tuple(found), ""
