"""Test results out of a UWLR message (leerresultaten), read as a file.

Source: EXCHANGE.md, chapter 2 (UWLR 2.0 to 2.3; codes of OSO list 11).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from npo_desktop.files.pupil_file import Level as Weight
from npo_desktop.files.pupil_file import Message, PupilRow
from npo_desktop.files.record_file import RecordFile
from npo_desktop.files.result_file import ResultFile, ResultRow
from npo_desktop.i18n import _
from npo_desktop.importers.edexml import school_key
from npo_desktop.importers.recognise import RESULTS, other_xml
from npo_desktop.importers.records.result_cells import (
    LETTERS,
    ROMAN,
    cell_bound,
    cell_decimal,
    cell_functional,
    cell_level,
    level_on,
    without_moment,
)
from npo_desktop.importers.records.result_values import raw_fault
from npo_desktop.importers.xml_tree import Element, read_tree

ROOTS = ("leerresultaten_verzoek", "leerresultaten")
DUTCH = "nl"  # the standard is of the Netherlands, and so are the tests in it
_LEVELS = {"IV": ROMAN, "CIV": ROMAN, "AE": LETTERS, "CAE": LETTERS}
_KEPT_FIRST = ("IV", "CIV", "AE", "CAE")  # which level counts when several are told
_NUMBERS = {"DLE": "dle", "Percentiel": "percentile"}
EARLIEST = 1990


@dataclass(frozen=True, slots=True)
class _Test:
    """A test as defined in the message."""

    name: str
    parts: Mapping[str, str]  # code of a part -> its name


def read_uwlr_results(content: bytes, file_name: str, sha256: str, today: date) -> ResultFile:
    """All results of a message, each with the test it refers to."""
    root = read_tree(content, without=("toevoegingen",))
    top = next((e for e in root.descendants() if e.name in ROOTS), None)
    if top is None:
        raise other_xml((e.name for e in root.descendants()), RESULTS)
    school = top.child("school") or Element("school", top.line, {})
    reader = _Reader(top, today)
    rows = [
        reader.result(element, pupil)
        for pupil, taken in enumerate(top.under("toetsafnames", "toetsafname"))
        for element in taken.under("resultaten", "resultaat")
    ]
    return RecordFile(
        kind="results",
        format=" ".join(filter(None, ("UWLR", school.value("xsdversie")[:10]))),
        source=("edexml:" + school_key(school))[:100],
        file_name=file_name,
        sha256=sha256,
        pupils=tuple(reader.pupils),
        rows=tuple(rows),
        messages=tuple(sorted(reader.messages, key=lambda message: message.line)),
    )


class _Reader:
    def __init__(self, top: Element, today: date) -> None:
        self.today = today
        self.messages: list[Message] = []
        self.pupils = [self._pupil(e) for e in top.under("toetsafnames", "toetsafname")]
        school = top.child("school")
        self.supplier = (school.value("auteur") if school else "")[:120]
        self.tests = {e.value("toetscode"): _test(e) for e in top.under("toetsen", "toets")}

    def _pupil(self, element: Element) -> PupilRow:
        key = element.value("leerlingid")
        fault = ""
        if not key and not element.value("eckid"):
            fault = _("This row names no pupil.")
            self.messages.append(Message(element.line, fault, level=Weight.FAULT))
        return PupilRow(
            line=element.line,
            key=key[:256],
            number="" if key.startswith("#") else key[:64],
            eckid=element.value("eckid")[:256],
            fault=fault,
        )

    def result(self, element: Element, pupil: int) -> ResultRow:
        """One result; what is wrong with it stands in its ``fault``."""
        code, part = element.value("toetscode"), element.value("toetsonderdeelcode")
        test = self.tests.get(code)
        name, moment = without_moment(test.name if test and test.name else code)
        if part:
            name = f"{name}: {(test.parts.get(part) if test else '') or part}"
        day, fault = self._day(element.value("afnamedatum"))
        fault = self.pupils[pupil].fault or fault
        if not code:
            fault = fault or _("This row names no test.")
        elif test is None:
            self._say(element, pupil, _("The test {code} is not described in the file."), code)
        if len(name) > 120:
            fault = fault or _("The name of this test is too long.")
        values = self._values(element, pupil)
        fault = fault or raw_fault(values)
        if fault and not self.pupils[pupil].fault:
            self.messages.append(Message(element.line, fault, pupil, level=Weight.FAULT))
        return ResultRow(
            line=element.line,
            pupil=pupil,
            test=name[:120],
            code="/".join(filter(None, (code, part)))[:120],
            version=element.value("versie")[:40],
            supplier=self.supplier,
            moment=moment,
            held_on=day,
            language=DUTCH,
            fault=fault,
            **values,
        )

    def _values(self, element: Element, pupil: int) -> dict[str, Any]:
        if plain := element.value("score"):
            number = cell_decimal(plain, point=True)
            if number is not None:
                return {"raw_score": number}
            text = _("{text} is not understood; left open.").format(text=f'"{plain[:40]}"')
            self.messages.append(Message(element.line, text, pupil))
        whole = element.child("osoresultaat")
        if whole is None:
            if element.child("anderresultaat"):
                self._say(element, pupil, _("This result is in a form of its own; not read."), "")
            return {}
        found = _score(whole.child("toetsscore"))
        told = [
            (ref.value("codereferentiescore"), ref.value("waarde"), ref)
            for ref in whole.all("referentiescore")
        ]
        order = {code: place for place, code in enumerate(_KEPT_FIRST)}
        told.sort(key=lambda one: order.get(one[0], len(order)))
        other: dict[str, str] = {}
        for code, text, ref in told:
            said = _reference(code, text, found)
            if not said and text:
                other[code] = text[:40]
            found |= said
            if group := ref.value("codevergelijkingsgroep"):
                found.setdefault("norm_group", group[:120])
        if other:
            found["other"] = tuple(sorted(other.items()))
        return found

    def _say(self, element: Element, pupil: int, text: str, code: str) -> None:
        self.messages.append(Message(element.line, text.format(code=code), pupil))

    def _day(self, text: str) -> tuple[date | None, str]:
        try:
            day = date.fromisoformat(text[:10])
        except ValueError:
            if not text:
                return None, _("The day of the test is missing.")
            return None, _("The date {text} does not exist.").format(text=text[:30])
        if day > self.today or day.year < EARLIEST:
            return None, _("This cannot be the day of a test.")
        return day, ""


def _test(element: Element) -> _Test:
    parts = element.under("toetsonderdelen", "toetsonderdeel")
    return _Test(
        element.value("toetsnaam"),
        {part.value("toetsonderdeelcode"): part.value("toetsonderdeelnaam") for part in parts},
    )


def _score(element: Element | None) -> dict[str, Any]:
    if element is None:
        return {}
    interval = element.child("betrouwbaarheidsinterval")
    texts = {
        "raw_score": element.value("aantalgoed"),
        "raw_top": element.value("aantalopgaven"),
        "score": element.value("vaardigheidsscore"),
        "score_low": interval.value("bivlaag") if interval else "",
        "score_high": interval.value("bivhoog") if interval else "",
    }
    read = {name: cell_decimal(text, point=True) for name, text in texts.items()}
    found: dict[str, Any] = {name: number for name, number in read.items() if number is not None}
    if scale := element.value("codevaardigheidsschaal"):
        found["score_scale"] = scale[:40]
    return found


def _reference(code: str, text: str, found: Mapping[str, Any]) -> dict[str, Any]:
    """Where a reference score belongs; nothing when it is only kept under its code."""
    if scale := _LEVELS.get(code):
        level = cell_level(text)
        level = level_on(level, scale) if level else None
        if level is None or "level" in found:
            return {}
        return {"level": level.text, "level_scale": level.scale}
    if name := _NUMBERS.get(code):
        number = cell_decimal(text, point=True)
        fits = number is not None and (code != "Percentiel" or 0 <= number <= 100)
        return {name: number} if fits and not cell_bound(text) else {}
    if code == "FN" and (functional := cell_functional(text)):
        return {"functional_level": functional}
    return {}
