"""The sheets of an Excel form: which there are, what their columns mean, and in which language.

Lenient: spaces, capitals, one colon or two, old names and those of SurveyCTO are all understood.
Source: EXCHANGE.md, chapter 5.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from npo_desktop.content.forms.form_languages import language_of
from npo_desktop.i18n import _
from npo_desktop.importers.table_rows import Sheet

SHEETS = ("survey", "choices", "settings", "normen", "schalen", "npo")  # others are left alone

# What is read, by the names a column has been given; spaces and hyphens count as "_".
_SYNONYMS = {
    "type": "type command",
    "name": "name value",
    "list_name": "list_name listname list",
    "label": "label caption",
    "hint": "hint",
    "relevant": "relevant relevance bind_relevant",
    "required": "required bind_required",
    "constraint": "constraint bind_constraint",
    "constraint_message": "constraint_message constraintmsg constraint_msg bind_jr_constraintmsg",
    "calculation": "calculation calculate bind_calculate",
    "appearance": "appearance control_appearance body_appearance",
    "choice_filter": "choice_filter",
    "parameters": "parameters",
    "default": "default",
    "trigger": "trigger",
    "readonly": "readonly read_only bind_readonly",
    "disabled": "disabled",
    "repeat_count": "repeat_count",
    "score_choices": "kobo_score_choices",
    "form_title": "form_title title",
    "form_id": "form_id id_string",
    "version": "version",
    "default_language": "default_language",
    "informant": "informant invuller",
    "scale": "domein domain schaal scale",
    "reverse": "omgekeerd reverse reversed",
    "weight": "gewicht weight",
    "age_from": "leeftijd_van age_from",
    "age_to": "leeftijd_tot age_to",
    "draft": "concept draft",
    "judgement": "oordeel judgement",
    "talk": "bespreken talk",
    "from": "van from",
    "to": "tot to",
    "colour": "kleur color colour",
    "scored": "gescoord scored",
    "domain": "hoofddomein main_domain",
    "key": "sleutel key",
    "setting": "waarde setting",
}
_FIELD_OF = {word: field for field, words in _SYNONYMS.items() for word in words.split()}
_YES = frozenset({"yes", "y", "true", "ja", "j", "waar", "si", "sí", "verdadero", "1", "x"})
_NO = frozenset({"", "no", "n", "false", "nee", "onwaar", "falso", "0", "-"})
TRANSLATED = frozenset({"label", "hint", "constraint_message"})
# Known to others, of no use here, and not worth a message.
_LEFT_ALONE = frozenset(
    (
        *("image", "audio", "video", "media", "big_image", "autoplay", "guidance_hint", "bind"),
        *("body", "instance", "control", "required_message", "requiredmsg", "note", "rows"),
        *("response_note", "publishable", "minimum_seconds", "save_to", "hxl", "sms_field"),
        *("buttontext", "noapperrorstring", "filter"),
    )
)
_TAGS = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_LINK = re.compile(r"\[([^\[\]]{1,300})\]\([^()\s]{1,500}\)")
_MARKS = re.compile(r"(\*\*|__)(?=\S)([^*_]{1,500}?)(?<=\S)\1")
_REFERENCE = re.compile(r"\$\{([^{}]*)\}")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something in the file that is not used, or not as it stands there."""

    sheet: str
    line: int
    what: str  # the column, the question, or both
    why: str

    @property
    def text(self) -> str:
        """For people, on one line."""
        where = _("Sheet {sheet}, row {line}").format(sheet=self.sheet, line=self.line)
        return f"{where}, {self.what}: {self.why}" if self.what else f"{where}: {self.why}"


@dataclass(slots=True)
class Report:
    """Collects what is skipped, each thing once."""

    found: list[Skipped] = field(default_factory=list)

    def add(self, sheet: str, line: int, what: str, why: str) -> None:
        """One message."""
        one = Skipped(sheet, line, what[:80], why)
        if one not in self.found[-20:]:
            self.found.append(one)


@dataclass(frozen=True, slots=True)
class Row:
    """One filled row: its cells by what they mean; translated ones by language too."""

    line: int
    cells: Mapping[str, str]
    texts: Mapping[str, Mapping[str, str]]  # "label" -> language -> text

    def get(self, name: str) -> str:
        """A cell, empty when there is none."""
        return self.cells.get(name, "")

    def says_yes(self, name: str) -> bool:
        """Whether a cell says yes, in any of the usual ways."""
        return self._word(name) in _YES

    def is_no_answer(self, name: str) -> bool:
        """Whether a cell says neither yes nor no, so that it is guesswork what was meant."""
        return self._word(name) not in _YES | _NO

    def text(self, name: str) -> dict[str, str]:
        """A translated text, without empty cells."""
        return {language: text for language, text in self.texts.get(name, {}).items() if text}

    def _word(self, name: str) -> str:
        return self.get(name).strip().casefold().rstrip("()")


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet of the form."""

    name: str  # as it stands in the file
    rows: tuple[Row, ...]
    languages: tuple[str, ...]  # in the order of the columns


def table_of(sheet: Sheet | None, name: str, default: str, report: Report) -> Table:
    """The rows of one sheet; without that sheet none. ``default``: language of a bare column."""
    if sheet is None:
        return Table(name, (), ())
    header = sheet.rows[0]
    columns = list(_columns(sheet, header.line, header.cells, default, report))
    languages = dict.fromkeys(language for _at, field, language in columns if field == "label")
    rows = []
    for row in sheet.rows[1:]:
        cells: dict[str, str] = {}
        texts: dict[str, dict[str, str]] = {}
        for at, name_of, language in columns:
            value = cleaned(row.cells[at]) if at < len(row.cells) else ""
            if not value:
                continue
            if name != "survey":  # only there may a text look at an answer
                value = _REFERENCE.sub(r"[\1]", value)
            if name_of in TRANSLATED:
                texts.setdefault(name_of, {}).setdefault(language, without_markup(value))
            else:
                cells.setdefault(name_of, value)
        if cells or texts:
            rows.append(Row(row.line, cells, texts))
    return Table(sheet.name, tuple(rows), tuple(languages))


def _columns(
    sheet: Sheet, line: int, cells: tuple[str, ...], default: str, report: Report
) -> Iterator[tuple[int, str, str]]:
    """Where what stands: column, meaning, language. The first of two that mean the same wins."""
    seen: dict[tuple[str, str], str] = {}
    unknown = []
    for at, cell in enumerate(cells):
        plain = re.sub(r"[\s-]+", "_", cell.strip().casefold())
        if not plain:
            continue
        name, language = _meaning(cell, plain)
        if not name:
            if re.split(r":+", plain)[0] not in _LEFT_ALONE:
                unknown.append(cell)
            continue
        if name in TRANSLATED:
            language = language or default
        if (name, language) in seen:
            why = _("stands here twice; where both are filled in the first counts")
            report.add(sheet.name, line, f"{_letter(at)} {cell}", why)
        seen.setdefault((name, language), cell)
        yield at, name, language
    if unknown and sheet.name.strip().casefold() in ("survey", "choices") and len(unknown) <= 40:
        names = ", ".join(unknown)
        report.add(
            sheet.name, line, "", _("columns that are not used: {names}").format(names=names)
        )


def _meaning(cell: str, plain: str) -> tuple[str, str]:
    """What a column holds, and in which language; empty when it is not known."""
    if plain in _FIELD_OF:
        return _FIELD_OF[plain], ""
    base, *rest = re.split(r":+", plain)
    joined = "_".join([base, *rest])
    if joined in _FIELD_OF:
        return _FIELD_OF[joined], ""
    if rest and _FIELD_OF.get(base) in TRANSLATED:
        return _FIELD_OF[base], language_of(re.split(r":+", cell, maxsplit=1)[1])
    return "", ""


def cleaned(text: str) -> str:
    """Without what no file and no screen can show."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def without_markup(text: str) -> str:
    """A label without Markdown and HTML: the words alone."""
    for _layer in range(5):  # marks within marks
        plain = _MARKS.sub(r"\2", _LINK.sub(r"\1", _TAGS.sub("", text)))
        plain = re.sub(r"^#{1,6}\s+", "", plain).strip()
        if plain == text:
            break
        text = plain
    return text


def _letter(at: int) -> str:
    """A, B, ..., AA: as Excel shows it."""
    letters = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
