"""A questionnaire as an Excel form (XLSForm) that others read too, and that reads back equal.

What XLSForm has no place for stands in columns and sheets of our own, which others leave alone.
Source: EXCHANGE.md, chapter 5.
"""

from collections.abc import Iterator, Sequence

from npo_desktop.content.forms.form_languages import language_heading
from npo_desktop.content.questionnaire import Informant, Item, Kind, Questionnaire, Texts
from npo_desktop.exports.xlsx.forms.form_help import help_sheet
from npo_desktop.exports.xlsx.forms.form_workbook import (
    FormColumn,
    FormSheet,
    FormValue,
    form_workbook,
)
from npo_desktop.exports.xlsx.forms.xlsform_lists import ChoiceLists
from npo_desktop.exports.xlsx.forms.xlsform_scoring import (
    YES_NO,
    bands_sheet,
    rest_sheet,
    scales_sheet,
)

OLDEST = 25
TYPES = ("text", "integer", "decimal", "date", "note", "begin_group", "end_group")
LONGEST_PICKS = 240  # letters that Excel takes in one drop-down
INFORMANTS = {
    Informant.TEACHER: "leerkracht",
    Informant.PUPIL: "leerling",
    Informant.PARENT: "ouder",
}


def questionnaire_workbook(questionnaire: Questionnaire) -> bytes:
    """The questionnaire as an .xlsx in memory; saved by the caller."""
    sheets = questionnaire_sheets(questionnaire)
    return form_workbook(sheets, title=_in_default(questionnaire, questionnaire.titles))


def questionnaire_sheets(questionnaire: Questionnaire) -> tuple[FormSheet, ...]:
    """The sheets before they are written, in their order."""
    languages = languages_of(questionnaire)
    lists = ChoiceLists(questionnaire)
    return (
        _survey(questionnaire, languages, lists),
        lists.sheet(languages),
        _settings(questionnaire),
        scales_sheet(questionnaire, languages),
        bands_sheet(questionnaire, languages),
        rest_sheet(questionnaire),
        help_sheet(),
    )


def languages_of(questionnaire: Questionnaire) -> tuple[str, ...]:
    """Every language that a question, an option or a scale has, the default one first."""
    found = {questionnaire.language: None}
    q = questionnaire
    for texts in (*q.blocks.values(), *q.options, *q.judgement_options):
        found |= dict.fromkeys(texts)
    for item in questionnaire.items:
        for texts in (item.texts, item.hints, item.constraint_texts, *item.options):
            found |= dict.fromkeys(texts)
    for scale in questionnaire.scales:
        for texts in (scale.names, *(band.labels for band in scale.bands)):
            found |= dict.fromkeys(texts)
    return tuple(found)


def _survey(
    questionnaire: Questionnaire, languages: Sequence[str], lists: ChoiceLists
) -> FormSheet:
    items = questionnaire.items
    hinted = [lang for lang in languages if any(item.hints.get(lang) for item in items)]
    warned = [lang for lang in languages if any(i.constraint_texts.get(lang) for i in items)]
    columns = (
        FormColumn("type", 24, _picks(lists), only_these=False),
        FormColumn("name", 16),
        *(FormColumn(f"label::{language_heading(lang)}", 42) for lang in languages),
        *(FormColumn(f"hint::{language_heading(lang)}", 24) for lang in hinted),
        FormColumn("required", 10, ("yes", "no")),
        FormColumn("relevant", 20),
        FormColumn("appearance", 12),
        FormColumn("constraint", 16),
        *(FormColumn(f"constraint_message::{language_heading(lang)}", 24) for lang in warned),
        FormColumn("parameters", 14),
        FormColumn("calculation", 16),
        FormColumn("domein", 14),
        FormColumn("omgekeerd", 12, YES_NO),
        FormColumn("gewicht", 10),
        FormColumn("leeftijd_van", 13),
        FormColumn("leeftijd_tot", 13),
        FormColumn("concept", 10),
        FormColumn("oordeel", 10, YES_NO),
        FormColumn("bespreken", 12),
    )
    writer = _SurveyRows(questionnaire, lists, (languages, hinted, warned), len(columns))
    return FormSheet("survey", columns, tuple(writer.rows()))


def _picks(lists: ChoiceLists) -> tuple[str, ...]:
    """The types to pick from: one answer out of each list, as far as there is room."""
    picks = list(TYPES)
    for name in lists.names:
        if sum(len(pick) + 1 for pick in (*picks, f"select_one {name}")) < LONGEST_PICKS:
            picks.append(f"select_one {name}")
    return tuple(picks)


class _SurveyRows:
    """The rows of the sheet survey: groups around questions, calculations last."""

    def __init__(
        self,
        questionnaire: Questionnaire,
        lists: ChoiceLists,
        languages: tuple[Sequence[str], Sequence[str], Sequence[str]],
        width: int,
    ) -> None:
        self.questionnaire, self.lists, self.width = questionnaire, lists, width
        self.label, self.hint, self.warning = languages

    def rows(self) -> Iterator[tuple[FormValue, ...]]:
        """Every row."""
        block = ""
        for item in self.questionnaire.items:
            if item.block != block:
                if block:
                    yield self._padded("end_group")
                if item.block:
                    yield self._begin(item.block)
                block = item.block
            yield self._question(item)
        if block:
            yield self._padded("end_group")
        for name, text in self.questionnaire.calculations.items():
            yield self._row("calculate", name, {}, calculation=text)

    def _begin(self, block: str) -> tuple[FormValue, ...]:
        members = [item for item in self.questionnaire.items if item.block == block]
        lists = {self.lists.name_of(item) for item in members}
        is_table = len(members) > 1 and len(lists) == 1 and "" not in lists
        is_table = is_table and all(item.kind is Kind.CHOICE for item in members)
        look = "table-list" if is_table else "field-list"
        texts = self.questionnaire.blocks.get(block, {})
        return self._row("begin_group", block, texts, appearance=look)

    def _question(self, item: Item) -> tuple[FormValue, ...]:
        critical = self.questionnaire.critical.get(item.id, ())
        codes = self.lists.codes_of(item)
        return self._row(
            self._type(item),
            item.id,
            item.texts,
            hints=item.hints,
            required="" if item.optional else "yes",
            relevant=item.relevant,
            constraint=item.constraint,
            warnings=item.constraint_texts,
            parameters=_parameters(item),
            ours=(
                item.scale,
                "ja" if item.reverse else "",
                None if item.weight == 1 else item.weight,
                None if item.age_min == 0 else float(item.age_min),
                None if item.age_max == OLDEST else float(item.age_max),
                ", ".join(sorted(item.drafts)),
                "ja" if item.judgement else "",
                " ".join(codes[place] for place in critical),
            ),
        )

    def _type(self, item: Item) -> str:
        if item.kind is Kind.NOTE:
            return "note"
        if item.kind is Kind.NUMBER:
            return item.form or "decimal"
        if item.kind is Kind.WORDS:
            return item.form or "text"
        if item.kind is Kind.SEVERAL and item.form == "acknowledge":
            return "acknowledge"
        one = item.kind is Kind.CHOICE or item.form == "one"
        return f"{'select_one' if one else 'select_multiple'} {self.lists.name_of(item)}"

    def _row(
        self,
        kind: str,
        name: str,
        texts: Texts,
        *,
        hints: Texts | None = None,
        required: str = "",
        relevant: str = "",
        appearance: str = "",
        constraint: str = "",
        warnings: Texts | None = None,
        parameters: str = "",
        calculation: str = "",
        ours: tuple[FormValue, ...] = (),
    ) -> tuple[FormValue, ...]:
        hints, warnings = hints or {}, warnings or {}
        return self._padded(
            *(kind, name),
            *(texts.get(language) for language in self.label),
            *(hints.get(language) for language in self.hint),
            *(required, relevant, appearance, constraint),
            *(warnings.get(language) for language in self.warning),
            *(parameters, calculation),
            *ours,
        )

    def _padded(self, *values: FormValue) -> tuple[FormValue, ...]:
        return (*values, *(None,) * (self.width - len(values)))


def _parameters(item: Item) -> str:
    if item.form != "range" or item.limits is None:
        return ""
    return f"start={item.limits[0]:g} end={item.limits[1]:g} step=1"


def _settings(questionnaire: Questionnaire) -> FormSheet:
    columns = (
        FormColumn("form_title", 40),
        FormColumn("form_id", 24),
        FormColumn("version", 14),
        FormColumn("default_language", 20),
        FormColumn("informant", 14, tuple(INFORMANTS.values())),
    )
    row = (
        _in_default(questionnaire, questionnaire.titles) or questionnaire.code,
        questionnaire.code,
        questionnaire.edition,
        language_heading(questionnaire.language),
        INFORMANTS[questionnaire.informant],
    )
    return FormSheet("settings", columns, (row,))


def _in_default(questionnaire: Questionnaire, texts: Texts) -> str:
    return questionnaire.text_of(texts, questionnaire.language)
