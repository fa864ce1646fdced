"""A statement and its answers in words, in the language they are asked in."""

from collections.abc import Sequence

from npo_desktop.content.entry_keys import is_ladder
from npo_desktop.content.questionnaire import Item, Kind, Questionnaire, Texts
from npo_desktop.formats import number, read_date
from npo_desktop.i18n import _, current
from npo_desktop.queries.answering.scan_entry import ScanEntry
from npo_desktop.queries.talks import TalkThisWeek


def answer_words(questionnaire: Questionnaire, item: Item, language: str) -> Sequence[str]:
    """The label of each answer to this item, lowest first."""
    options = questionnaire.options_of(item)
    return [questionnaire.text_of(option, language) for option in options]


def answer_text(questionnaire: Questionnaire, item: Item, value: int | None, language: str) -> str:
    """An answer as it is shown afterwards, with the key that gives it: "3 sometimes"."""
    if value is None:
        return f"0 {questionnaire.text_of(questionnaire.dont_know, language)}"
    words = answer_words(questionnaire, item, language)
    if is_ladder(item) and value < len(words):
        return words[value]  # a step begins with its own number
    return f"{value + 1} {words[value]}" if value < len(words) else str(value + 1)


def asked_and_answered(forms: Sequence[Questionnaire], talk: TalkThisWeek) -> tuple[str, str]:
    """The statement and the answer behind a talk, in the language of the window.

    ``forms``: every edition there ever was, oldest first.
    """
    for form in reversed(forms):
        item = next((one for one in form.items if one.id == talk.item), None)
        if form.code == talk.questionnaire and item is not None:
            words = answer_words(form, item, current())
            answer = words[talk.value] if talk.value < len(words) else str(talk.value)
            return form.text_of(item.texts, current()), answer
    return talk.item, str(talk.value)


def given_text(questionnaire: Questionnaire, item: Item, entry: ScanEntry, language: str) -> str:
    """What was answered to any kind of question; "not yet", and nothing for a note."""
    if item.kind is Kind.NOTE:
        return ""
    if item.id not in entry.answers:
        return _("not yet")
    words = entry.words.get(item.id, "")
    if item.kind is Kind.SEVERAL and words:
        return ", ".join(_several(questionnaire, item, words, language))
    if words:
        return shown_words(item, words)
    return answer_text(questionnaire, item, entry.answers[item.id], language)


def shown_words(item: Item, kept: str) -> str:
    """A number with the sign of the language, and a day as people type it."""
    if item.kind is Kind.NUMBER:
        return kept.replace(".", number(0.5, 1)[1])
    if item.form == "date" and (day := read_date(kept)):
        return f"{day:%d-%m-%Y}"
    return kept


def shown_in(questionnaire: Questionnaire, texts: Texts, language: str) -> str:
    """The language in which a text is really shown: another where it was not translated."""
    for candidate in (language, questionnaire.language, *texts):
        if texts.get(candidate):
            return candidate
    return language


def fallback_text(shown: str, wanted: str) -> str:
    """What the tag says of a text that is not there in the language wanted; else empty."""
    if shown == wanted:
        return ""
    return {
        "nl": _("in Dutch"),
        "en": _("in English"),
        "pap": _("in Papiamentu"),
        "es": _("in Spanish"),
    }.get(shown, shown)


def _several(questionnaire: Questionnaire, item: Item, words: str, language: str) -> Sequence[str]:
    labels = dict(zip(item.codes, answer_words(questionnaire, item, language), strict=True))
    return [labels.get(code, code) for code in words.split()]
