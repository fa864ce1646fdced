"""A questionnaire out of an Excel form (XLSForm), read leniently: what is not used is said.

Source: EXCHANGE.md, chapters 5 and 6; SAFETY.md, section 6 (limits).
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from npo_desktop.content.forms.answer_codes import ANSWERS, DONT_KNOW, JUDGEMENTS, usual_options
from npo_desktop.content.forms.form_languages import language_of
from npo_desktop.content.forms.own_questionnaire import sealed
from npo_desktop.content.questionnaire import Informant, Kind, Questionnaire, Texts
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.importers.recognise import Kind as FileKind
from npo_desktop.importers.recognise import Wanted, content_of, kind_of
from npo_desktop.importers.table_rows import read_workbook
from npo_desktop.importers.xlsform.choices import Options, options_by_list
from npo_desktop.importers.xlsform.scales import codes_of, scales_of
from npo_desktop.importers.xlsform.sheets import (
    SHEETS,
    Report,
    Row,
    Skipped,
    Table,
    table_of,
    without_markup,
)
from npo_desktop.importers.xlsform.survey import Survey, survey_of

FORM = Wanted(
    lambda: _("This is not an Excel form with questions."),
    lambda: _("Choose the .xlsx with the sheets survey and choices."),
)
LONGEST_CODE, LONGEST_EDITION = 40, 20
MOST_LABELS = 60_000  # options of all questions together

# Until a school has tried its list out: of SCORING.md, section 3, for any number of answers.
USUAL_SD, USUAL_RELIABILITY = 0.2, 0.75  # the first as a share of the highest answer

_INFORMANTS = {
    **dict.fromkeys(("", "teacher", "leerkracht", "leraar", "docent"), Informant.TEACHER),
    **dict.fromkeys(("pupil", "leerling", "student", "kind", "child"), Informant.PUPIL),
    **dict.fromkeys(("parent", "ouder", "ouders", "mayor", "verzorger"), Informant.PARENT),
}


@dataclass(frozen=True, slots=True)
class QuestionnaireFile:
    """What an Excel form said."""

    file_name: str
    sha256: str
    questionnaire: Questionnaire  # its edition: the version in the file
    languages: tuple[str, ...]  # of the questions, in the order of the columns
    skipped: tuple[Skipped, ...]


def read_questionnaire(
    path: Path, *, informant: Informant | None = None, language: str = "nl"
) -> QuestionnaireFile:
    """The questionnaire in an .xlsx. Raises ``UserError`` when there is none in it.

    ``informant``: who fills it in, instead of what the file says or the teacher. ``language``: of
    texts in a file that does not name one.
    """
    content = content_of(path, FORM)
    if kind_of(path.name, content, FORM) is not FileKind.WORKBOOK:
        raise UserError(FORM.missing(), FORM.again())
    sheets = {sheet.name.strip().casefold(): sheet for sheet in reversed(read_workbook(content))}
    if "survey" not in sheets:
        raise UserError(_("This workbook has no sheet called survey."), FORM.again())
    report = Report()
    settings = table_of(sheets.get("settings"), "settings", language, report)
    given = settings.rows[0] if settings.rows else Row(2, {}, {})
    default = language_of(given.get("default_language")) or language
    tables = {name: table_of(sheets.get(name), name, default, report) for name in SHEETS}
    languages = tables["survey"].languages
    if languages and default not in languages:
        default, report = languages[0], Report()  # what is in no language is in that one
        tables = {name: table_of(sheets.get(name), name, default, report) for name in SHEETS}
    form = _Form(tables, given, default, report)
    questionnaire = form.questionnaire(path.stem, informant)
    digest = hashlib.sha256(content).hexdigest()
    used = tuple(one for one in languages if any(one in item.texts for item in questionnaire.items))
    skipped = tuple(sorted(report.found, key=lambda one: (_place(one.sheet), one.line)))
    return QuestionnaireFile(path.name, digest, questionnaire, used, skipped)


def _place(sheet: str) -> int:
    plain = sheet.strip().casefold()
    return SHEETS.index(plain) if plain in SHEETS else len(SHEETS)


class _Form:
    """Puts the parts together."""

    def __init__(
        self, tables: Mapping[str, Table], settings: Row, default: str, report: Report
    ) -> None:
        self.settings, self.default, self.report = settings, default, report
        self.lists = options_by_list(tables["choices"], default, report)
        self.survey: Survey = survey_of(tables["survey"], self.lists, default, report)
        self.shared: dict[bool, Options | None] = {
            False: self._shared(ANSWERS),
            True: self._shared(JUDGEMENTS),
        }
        self.scales = scales_of(
            self.survey, self.shared, tables["schalen"], tables["normen"], default, report
        )
        self.extra = {row.get("key"): row for row in tables["npo"].rows}

    def questionnaire(self, stem: str, informant: Informant | None) -> Questionnaire:
        """The whole, with what the file leaves out as is usual."""
        items = self.survey.items
        if not any(item.kind is not Kind.NOTE for item in items):
            raise UserError(
                _("The sheet survey holds no question that can be asked."),
                _("Put at least one question on it: type, name and label."),
            )
        if sum(len(item.options) for item in items) > MOST_LABELS:
            raise UserError(
                _("The questionnaire is too large."), _("Split it, or shorten its lists.")
            )
        options = self._options()
        top = int(self._number("top", max(len(options) - 1, 1)))
        code = self._code(stem)
        asked = tuple(item.id for item in items)
        by_scale = tuple(item.id for scale in self.scales for item in scale.items)
        return sealed(
            Questionnaire(
                code=code,
                edition=self._short("version", LONGEST_EDITION).strip() or "1",
                informant=informant or self._informant(),
                top=top,
                titles=self._texts("titel")
                or {self.default: without_markup(self.settings.get("form_title")) or code},
                stem=self._texts("inleiding"),
                options=options,
                judgement_options=self._labels(self.shared[True]),
                dont_know=self._texts("weet_niet") or self._dont_know(),
                scales=self.scales,
                sd=self._number("sd", round(USUAL_SD * top, 3)),
                reliability=self._number("betrouwbaarheid", USUAL_RELIABILITY),
                composites=self._numbers("samengesteld "),
                composite_sd=self._numbers("samengesteld_sd "),
                critical=self._critical(),
                licence=self._value("licentie"),
                source_text="",
                is_own=True,
                language=self.default,
                order=() if asked == by_scale else asked,
                calculations=self.survey.calculations,
                blocks=self.survey.blocks,
            )
        )

    def _shared(self, name: str) -> Options | None:
        found = self.lists.get(name)
        return found if found and found.counts_from_zero else None

    def _labels(self, options: Options | None) -> tuple[Texts, ...]:
        return options.labels if options else ()

    def _options(self) -> tuple[Texts, ...]:
        """The answers of the whole questionnaire, else those that most questions have."""
        if shared := self.shared[False]:
            return shared.labels
        return usual_options(self.scales)

    def _code(self, stem: str) -> str:
        given = self._short("form_id", LONGEST_CODE)
        text = given or self.settings.get("form_title") or stem
        return re.sub(r"[^\w.-]+", "_", text).strip("_")[:LONGEST_CODE] or "vragenlijst"

    def _short(self, name: str, most: int) -> str:
        """A setting of at most so many letters; that the rest is left out is said."""
        text = self.settings.get(name)
        if len(text) > most:
            why = _("is longer than {n} letters: kept as {text}")
            kept = why.format(n=most, text=text[:most])
            self.report.add("settings", self.settings.line, name, kept)
        return text[:most]

    def _informant(self) -> Informant:
        given = self.settings.get("informant").casefold()
        if given not in _INFORMANTS:
            why = _("{text} is not leerkracht, leerling or ouder: filled in by the teacher")
            self.report.add(
                "settings", self.settings.line, "informant", why.format(text=given[:20])
            )
        return _INFORMANTS.get(given, Informant.TEACHER)

    def _dont_know(self) -> Texts:
        """As the first list in use puts it."""
        for one in self.lists.values():
            if one.missing:
                return one.missing[0][1]
        return DONT_KNOW

    def _critical(self) -> dict[str, tuple[int, ...]]:
        """Answers that ask for a talk this week, by item."""
        found: dict[str, tuple[int, ...]] = {}
        for item in self.survey.items:
            row = self.survey.rows[item.id]
            if not row.get("talk") or row.get("name") != item.id or item.kind is not Kind.CHOICE:
                continue
            codes = codes_of(item, self.shared)
            wanted = re.split(r"[\s,;]+", row.get("talk"))
            if unknown := [code for code in wanted if code not in codes]:
                why = _("{text} is not one of its answers: skipped").format(text=unknown[0][:20])
                self.report.add("survey", row.line, f"{item.id}, bespreken", why)
            places = tuple(sorted(codes.index(code) for code in wanted if code in codes))
            if places:
                found[item.id] = places
        return found

    def _texts(self, key: str) -> Texts:
        return self.extra[key].text("label") if key in self.extra else {}

    def _value(self, key: str) -> str:
        return self.extra[key].get("setting") if key in self.extra else ""

    def _number(self, key: str, usual: float) -> float:
        text = self._value(key).replace(",", ".")
        if not re.fullmatch(r"\d{1,3}(\.\d{1,9})?", text) or float(text) <= 0:
            return usual
        if key == "betrouwbaarheid" and float(text) >= 1:
            return usual
        return float(text)

    def _numbers(self, prefix: str) -> dict[str, float]:
        """Constants of composites, by code."""
        return {
            key.removeprefix(prefix): self._number(key, USUAL_RELIABILITY)
            for key in self.extra
            if key.startswith(prefix)
        }
