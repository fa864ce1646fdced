"""EDEXML 1.03, 2.0 and 2.1, and the same content as a UWLR message.

Never checked against the schema: its list of school years has ended.
Source: EXCHANGE.md, chapter 1.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from npo_desktop.files.pupil_file import (
    GroupRow,
    Level,
    Message,
    PupilFile,
    PupilRow,
    StaffGroup,
    StaffRow,
)
from npo_desktop.i18n import _
from npo_desktop.importers.recognise import PUPILS, other_xml
from npo_desktop.importers.repeats import marked_repeats
from npo_desktop.importers.xml_tree import Element, read_tree
from npo_desktop.queries.school import school_year_of

LONGEST_NAME = 200
HISTORIC = "H"  # jaargroep of somebody who left
DATES = {
    "geboortedatum": "birth_date",
    "start_ondw_jgr3": "taught_since",
    "instroomdatum": "entered_on",
    "uitstroomdatum": "left_on",
}
SEXES = {"1": "M", "2": "F"}
READ = {
    "leerling": {
        *("achternaam", "voorvoegsel", "voornamen", "voorletters-1", "roepnaam"),
        *("geboortedatum", "geslacht", "start_ondw_jgr3", "jaargroep", "groep"),
        *("instroomdatum", "uitstroomdatum", "mutatiedatum"),
    },
    "leerkracht": {
        *("achternaam", "voorvoegsel", "voornamen", "voorletters-1", "roepnaam"),
        *("rol", "rolomschrijving", "groepen", "mutatiedatum"),
    },
    "groep": {"naam", "jaargroep", "mutatiedatum"},
}


@dataclass(frozen=True, slots=True)
class Moment:
    """As of when the file is, and when it is read."""

    as_of: date
    today: date


def grade_of(code: str) -> int | None:
    """1 to 8 for primary, 9 to 14 for the secondary years; ``None`` for all other codes."""
    if not code.strip().isdecimal():
        return None
    number = int(code)
    if 1 <= number <= 8:
        return number
    return number - 2 if 11 <= number <= 16 else None


def read_edexml(content: bytes, file_name: str, sha256: str, today: date) -> PupilFile:
    """All of an EDEXML or UWLR file that we keep; the rest is named in ``skipped_fields``."""
    root = read_tree(content, without=("toevoegingen",))
    top = next((e for e in root.descendants() if e.name in ("EDEX", "leerlinggegevens")), None)
    if top is None:
        raise other_xml((e.name for e in root.descendants()), PUPILS)
    school = top.child("school") or Element("school", top.line, {})
    messages: list[Message] = []
    as_of = _day(school.value("peildatum")) or _day(school.value("aanmaakdatum")) or today
    groups = tuple(_group(e, messages) for e in top.under("groepen", "groep"))
    pupil_elements = top.under("leerlingen", "leerling")
    staff_elements = top.under("leerkrachten", "leerkracht")
    known = {group.key for group in groups}
    pupils = [
        _pupil(e, row, Moment(as_of, today), known, messages)
        for row, e in enumerate(pupil_elements)
    ]
    family = "EDEXML" if top.name == "EDEX" else "UWLR"
    return PupilFile(
        format=" ".join(filter(None, (family, school.value("xsdversie")))),
        source="edexml:" + school_key(school),
        file_name=file_name,
        sha256=sha256,
        school_year=_school_year(school, as_of, messages),
        as_of=as_of,
        groups=groups,
        staff=tuple(_staff(e, messages) for e in staff_elements),
        pupils=marked_repeats(pupils, messages),
        skipped_fields=_skipped(
            [*pupil_elements, *staff_elements, *top.under("groepen", "groep")], top
        ),
        messages=tuple(messages),
        branches=len(top.under("vestigingen", "vestiging")),
        composite_groups=len(top.under("groepen", "samengestelde_groep")),
    )


def school_key(school: Element) -> str:
    """BRIN and location, or what a school without one has."""
    if brin := school.value("brincode"):
        location = school.value("dependancecode")
        return brin.upper() + ("" if location in ("", "00") else location)
    return school.value("instellingsnummer") or school.value("schoolkey")


def _school_year(school: Element, as_of: date, messages: list[Message]) -> str:
    text = school.value("schooljaar")
    if re.fullmatch(r"\d{4}-\d{4}", text) and int(text[5:]) == int(text[:4]) + 1:
        return text
    year = school_year_of(as_of)
    messages.append(
        Message(
            school.line,
            _("The school year of the file is not clear; {year} is taken.").format(year=year),
            field="school_year",
        )
    )
    return year


def _group(element: Element, messages: list[Message]) -> GroupRow:
    name = element.value("naam")
    if not name:
        name = element.key() or "?"
        messages.append(Message(element.line, _("This group has no name; its key is taken.")))
    return GroupRow(
        element.line, element.key(), name[:LONGEST_NAME], grade_of(element.value("jaargroep"))
    )


def _staff(element: Element, messages: list[Message]) -> StaffRow:
    groups = element.child("groepen")
    if not any(map(element.value, ("roepnaam", "voornamen", "achternaam"))):
        messages.append(
            Message(element.line, _("This member of staff has no name."), level=Level.FAULT)
        )
    return StaffRow(
        line=element.line,
        key=element.key(),
        first_name=(element.value("roepnaam") or element.value("voornamen"))[:LONGEST_NAME],
        infix=element.value("voorvoegsel"),
        last_name=element.value("achternaam")[:LONGEST_NAME],
        roles=tuple(role.text for role in element.all("rol") if role.text),
        groups=tuple(
            StaffGroup(group.key(), tuple(role.text for role in group.all("rol") if role.text))
            for group in (groups.all("groep") if groups else ())
        ),
    )


def _pupil(
    element: Element, row: int, moment: Moment, groups: set[str], messages: list[Message]
) -> PupilRow:
    faults: list[str] = []

    def day(name: str) -> date | None:
        text = element.value(name)
        found = _day(text)
        if text and found is None:
            faults.append(_("The date {text} does not exist.").format(text=text[:30]))
            child = element.child(name)
            line = child.line if child else element.line
            messages.append(Message(line, faults[-1], row, DATES[name], Level.FAULT))
        return found

    def note(text: str, field: str) -> None:
        messages.append(Message(element.line, text, row, field))

    birth_date = day("geboortedatum")
    if birth_date and birth_date > moment.today:
        faults.append(_("This cannot be a pupil's day of birth."))
        messages.append(Message(element.line, faults[-1], row, "birth_date", Level.FAULT))
    key = element.key()
    group = _group_key(element)
    if group and group not in groups:
        note(_("The group of this pupil is not in the file."), "group")
        group = ""
    if not key:
        note(_("This pupil has no key; a later import cannot recognise it by one."), "number")
    call_name, first_names = element.value("roepnaam"), element.value("voornamen")
    last_name = element.value("achternaam")
    if not call_name and not last_name:
        call_name = first_names.partition(" ")[0]
        if not call_name:
            faults.append(_("This pupil has no name."))
            messages.append(Message(element.line, faults[-1], row, "last_name", Level.FAULT))
    if max(len(call_name), len(last_name), len(first_names)) > LONGEST_NAME:
        faults.append(_("This name is too long."))
        messages.append(Message(element.line, faults[-1], row, "last_name", Level.FAULT))
    left_on = day("uitstroomdatum")
    code = element.value("jaargroep")
    return PupilRow(
        line=element.line,
        key=key,
        number="" if key.startswith("#") else key[:64],
        eckid=element.key("eckid"),
        call_name=call_name,
        first_names=first_names,
        initials=element.value("voorletters-1"),
        infix=element.value("voorvoegsel"),
        last_name=last_name,
        birth_date=birth_date,
        sex=SEXES.get(element.value("geslacht"), ""),
        taught_since=day("start_ondw_jgr3"),
        entered_on=day("instroomdatum"),
        left_on=left_on,
        group=group,
        grade=grade_of(code),
        leaver=code == HISTORIC or (left_on is not None and left_on < moment.as_of),
        fault=faults[0] if faults else "",
    )


def _group_key(element: Element) -> str:
    group = element.child("groep")
    return group.key() if group else ""


def _day(text: str) -> date | None:
    """A date, or the day of a date with a time."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _skipped(elements: Iterable[Element], top: Element) -> tuple[str, ...]:
    """Names of what was in the file and is not kept: numbers of the state, origin, blocks."""
    found = {
        child.name
        for element in elements
        for child in element.children
        if child.name not in READ[element.name]
    }
    if top.under("groepen", "samengestelde_groep"):
        found.add("samengestelde_groepen")
    if top.child("vestigingen"):
        found.add("vestiging")
    return tuple(sorted(found))
