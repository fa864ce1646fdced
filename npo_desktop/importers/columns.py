"""Which column holds what: the header found and its words understood.

Source: EXCHANGE.md, chapter 7 (header synonyms).
"""

import hashlib
import re
from collections.abc import Sequence

from npo_desktop.importers.table_rows import RawRow
from npo_desktop.names import folded

_SYNONYMS = {
    "number": "leerlingnummer leerlingnr llnr stamnummer stamnr studentnummer deelnemersnummer"
    " nummer nr key studentnumber studentnr studentid pupilnumber pupilnr pupilid sisid",
    "call_name": "roepnaam voornaam firstname givenname callname",
    "infix": "voorvoegsel voorvoegsels tussenvoegsel tussenvoegsels tv infix prefix",
    "last_name": "achternaam familienaam lastname surname familyname",
    "full_name": "naam volledigenaam leerling leerlingnaam name fullname pupil student",
    "first_names": "voornamen allevoornamen doopnamen firstnames allfirstnames",
    "initials": "voorletters initialen initials",
    "birth_date": "geboortedatum gebdatum gebdat geboren dob birthdate birthday dateofbirth born",
    "sex": "geslacht m/v v/m j/m m/j m/f sekse sex gender jongen/meisje",
    "group": "groep klas klasnaam groepsnaam groepsnamen groepscode stamgroep class group",
    "grade": "jaargroep leerjaar jaar grade yeargroup",
    "home_language": "taalthuis thuistaal huistaal moedertaal homelanguage languageathome"
    " mothertongue",
    "guardian_language": "taalouders taaloudergesprek gesprekstaal taaloudersgesprek taalouder"
    " languageparents languageofparents languagewithparents parentlanguage parentslanguage",
    "taught_since": "startgroep3 startondwjgr3 startonderwijsgroep3",
    "entered_on": "instroomdatum datumin inschrijfdatum entrydate enteredon",
    "left_on": "uitstroomdatum datumuit uitschrijfdatum exitdate lefton",
    "eckid": "eckid",
}
_FIELD_OF = {word.casefold(): field for field, words in _SYNONYMS.items() for word in words.split()}
_RESULT = frozenset({"toets", "toetsnaam", "test", "instrument"})
_LESSONS = frozenset({"lessen", "aantallessen", "lesuren", "dagdelen", "lessons", "halfdays"})
_MISSED = frozenset(
    {
        *("verzuim", "verzuimd", "gemist", "gemistelessen", "afwezig", "missed", "absent"),
        *("lessonsmissed", "absences"),
    }
)
_SCORE = frozenset(
    {"score", "ruwescore", "rs", "vaardigheidsscore", "vs", "ontwikkelscore", "niveau"}
)


def plain_header(text: str) -> str:
    """A header without case, accents, dots, spaces, underscores and hyphens."""
    return re.sub(r"[.\s_\-:]+", "", folded(text))


def field_of(header: str) -> str:
    """What a column of this name holds; empty when we do not know."""
    return _FIELD_OF.get(plain_header(header), "")


def fingerprint_of(header: Sequence[str]) -> str:
    """The same for the same columns, whatever their case and spacing."""
    return hashlib.sha256("\x1f".join(plain_header(cell) for cell in header).encode()).hexdigest()


def header_at(rows: Sequence[RawRow]) -> int | None:
    """Index of the first row with two known headers, else of the first with two filled cells."""
    for index, row in enumerate(rows[:100]):
        if len({field for cell in row.cells if (field := field_of(cell))}) >= 2:
            return index
    for index, row in enumerate(rows[:100]):
        if sum(bool(cell) for cell in row.cells) >= 2:
            return index
    return None


def joined_header(rows: Sequence[RawRow], at: int) -> tuple[tuple[str, ...], int]:
    """The header, joined with a second row under merged cells; and where the data start."""
    header = rows[at].cells
    below = rows[at + 1].cells if at + 1 < len(rows) else ()
    known = [column for column, cell in enumerate(header) if field_of(cell)]
    filled = [column for column, cell in enumerate(below) if cell]
    if not known or not filled or min(filled) <= max(known):
        return header, at + 1
    width = max(len(header), len(below))
    upper, joined = "", []
    for column in range(width):
        upper = (header[column] if column < len(header) else "") or upper
        lower = below[column] if column < len(below) else ""
        joined.append(f"{upper} {lower}".strip())
    return tuple(joined), at + 2


def columns_of(header: Sequence[str], rows: Sequence[RawRow]) -> tuple[str, ...]:
    """A field for each column by its name; the first of two that mean the same wins."""
    fields: list[str] = []
    for cell in header:
        field = field_of(cell)
        fields.append("" if field in fields else field)
    if "full_name" in fields and "call_name" in fields and "last_name" not in fields:
        column = fields.index("full_name")  # "naam" beside "roepnaam" is the surname
        values = [row.cells[column] for row in rows if column < len(row.cells)]
        if not any("," in value for value in values):
            fields[column] = "last_name"
    if "full_name" in fields and "last_name" in fields:
        fields[fields.index("full_name")] = ""
    return tuple(fields)


def other_table(header: Sequence[str]) -> str:
    """What a table that is no list of pupils is: "results", "answers", "attendance", "roster"."""
    plain = {plain_header(cell) for cell in header}
    if "sourcedid" in plain or "usersourcedid" in plain:
        return "roster"
    if {"round", "item", "answer"} <= plain:
        return "answers"
    if plain & _MISSED and plain & _LESSONS:
        return "attendance"
    if plain & _RESULT and plain & _SCORE:
        return "results"
    return ""
