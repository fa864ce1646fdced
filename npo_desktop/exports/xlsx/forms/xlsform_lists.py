"""The sheet choices: every list of options once, under a name."""

from collections.abc import Sequence

from npo_desktop.content.forms.answer_codes import (
    ANSWERS,
    DONT_KNOW,
    DONT_KNOW_CODE,
    JUDGEMENTS,
    is_missing,
)
from npo_desktop.content.forms.form_languages import language_heading
from npo_desktop.content.questionnaire import Item, Kind, Questionnaire, Texts
from npo_desktop.exports.xlsx.forms.form_workbook import FormColumn, FormSheet, FormValue

List = tuple[tuple[str, ...], tuple[tuple[tuple[str, str], ...], ...]]  # codes, labels


class ChoiceLists:
    """The lists of one questionnaire; equal ones are one."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._questionnaire = questionnaire
        self._names: dict[List, str] = {}
        self._labels: dict[str, tuple[tuple[str, ...], tuple[Texts, ...]]] = {}
        self._choices: set[str] = set()  # lists that a choice of one is out of
        self._scored: set[str] = set()
        scored = {scale.code for scale in questionnaire.scales if scale.scored}
        for item in questionnaire.items:
            name = self.name_of(item)
            if name and item.kind is Kind.CHOICE:
                self._choices.add(name)
                if item.scale in scored:
                    self._scored.add(name)

    def name_of(self, item: Item) -> str:
        """The list of an item; empty when it has none."""
        if item.kind not in (Kind.CHOICE, Kind.SEVERAL) or item.form == "acknowledge":
            return ""
        codes, labels = self.codes_of(item), self._questionnaire.options_of(item)
        if not item.options:
            name = JUDGEMENTS if item.judgement else ANSWERS
        else:
            key = (codes, tuple(tuple(sorted(texts.items())) for texts in labels))
            name = self._names.setdefault(key, f"lijst_{len(self._names) + 1}")
        self._labels.setdefault(name, (codes, labels))
        return name

    @property
    def names(self) -> tuple[str, ...]:
        """What the lists are called, in the order of the questions."""
        return tuple(self._labels)

    def codes_of(self, item: Item) -> tuple[str, ...]:
        """The codes of an item's options: its own, else their places."""
        places = range(len(self._questionnaire.options_of(item)))
        return item.codes or tuple(str(place) for place in places)

    def sheet(self, languages: Sequence[str]) -> FormSheet:
        """Every list; with "don't know" where an answer may be added up."""
        columns = (
            FormColumn("list_name", 16),
            FormColumn("name", 14),
            *(FormColumn(f"label::{language_heading(lang)}", 30) for lang in languages),
        )
        rows: list[tuple[FormValue, ...]] = []
        for name, (codes, labels) in self._labels.items():
            for code, texts in zip(codes, labels, strict=True):
                rows.append((name, code, *(texts.get(language) for language in languages)))
            if self._needs_dont_know(name):
                texts = self._questionnaire.dont_know
                main = languages[0]
                said = {main: self._questionnaire.text_of(texts, main), **texts}
                known = (said.get(language) for language in languages)
                rows.append((name, DONT_KNOW_CODE, *known))
        return FormSheet("choices", columns, tuple(rows))

    def _needs_dont_know(self, name: str) -> bool:
        codes, labels = self._labels[name]
        if name not in self._choices or any(map(is_missing, codes, labels)):
            return False
        return name in self._scored or self._questionnaire.dont_know != DONT_KNOW
