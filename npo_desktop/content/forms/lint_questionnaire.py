"""What a colleague would remark on a questionnaire before it is used, in plain words.

Nothing here forbids anything: every finding is a question to whoever made the list.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from npo_desktop.content.forms.answer_codes import code_number, may_be_added_up
from npo_desktop.content.forms.expressions import names_in, refused_pattern, trouble_of
from npo_desktop.content.forms.readability import hard_words, reading_trouble
from npo_desktop.content.forms.unreachable import never_asked
from npo_desktop.content.questionnaire import Item, Kind, Questionnaire, Scale
from npo_desktop.i18n import NAMES, _, ngettext, pick

FEW, MANY = 3, 60  # items of a scale; questions of a list
FEW_NAMED = 5


class Weight(StrEnum):
    """How much a finding matters."""

    FAULT = "fault"  # scores or questions go wrong
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark. ``where``: an item's id, a scale's code, or empty for the whole list."""

    kind: str
    weight: Weight
    where: str
    text: str


def lint(questionnaire: Questionnaire) -> tuple[Finding, ...]:
    """Every finding: faults first, then advice, each in asking order."""
    found = [
        *_questions(questionnaire),
        *_scales(questionnaire),
        *_translations(questionnaire),
        *_reading(questionnaire),
        *_whole(questionnaire),
    ]
    return tuple(sorted(found, key=lambda finding: finding.weight is Weight.ADVICE))


def _questions(questionnaire: Questionnaire) -> Iterator[Finding]:
    never = never_asked(questionnaire)
    asked_before: set[str] = set(questionnaire.calculations)
    for item in questionnaire.items:
        if item.id in never:
            text = _("This question is never asked: {condition}").format(condition=item.relevant)
            yield Finding("unreachable", Weight.FAULT, item.id, text)
        elif part := trouble_of(item.relevant) if item.relevant else "":
            text = _("The condition is not understood at {part}: the question is always asked.")
            yield Finding("condition", Weight.FAULT, item.id, text.format(part=part))
        elif later := sorted(names_in(item.relevant) - asked_before):
            text = _("Whether this is asked depends on {name}, which comes later.")
            yield Finding("order", Weight.FAULT, item.id, text.format(name=later[0]))
        asked_before.add(item.id)
        yield from _constraint(item)
        if not item.scale and _looks_like_a_scale(questionnaire, item):
            text = _("This question has the answers of a scale but is in no scale.")
            yield Finding("no scale", Weight.ADVICE, item.id, text)
        yield from _options(questionnaire, item)


def _constraint(item: Item) -> Iterator[Finding]:
    """What an answer must be, where nothing is held against it."""
    if not item.constraint:
        return
    if pattern := refused_pattern(item.constraint):
        text = _(
            "The pattern {pattern} is too long, repeats too much or has a fault: every answer is"
            " taken."
        )
        yield Finding("pattern", Weight.FAULT, item.id, text.format(pattern=pattern[:40]))
    elif part := trouble_of(item.constraint):
        text = _("What an answer must be is not understood at {part}: every answer is taken.")
        yield Finding("constraint", Weight.FAULT, item.id, text.format(part=part))


def _looks_like_a_scale(questionnaire: Questionnaire, item: Item) -> bool:
    """Whether others with the same answers are scored."""
    if item.kind is not Kind.CHOICE or not may_be_added_up(item.codes or ("0", "1")):
        return False
    labels = questionnaire.options_of(item)
    return any(
        scale.scored and questionnaire.options_of(other) == labels
        for scale in questionnaire.scales
        for other in scale.items
        if other.kind is Kind.CHOICE
    )


def _options(questionnaire: Questionnaire, item: Item) -> Iterator[Finding]:
    if item.kind not in (Kind.CHOICE, Kind.SEVERAL):
        return
    numbers = [number for code in item.codes if (number := code_number(code)) is not None]
    if len(numbers) == len(item.codes) > 1:
        steps = {round(b - a, 6) for a, b in pairwise(numbers)}
        if numbers != sorted(numbers):
            text = _("The answers do not stand in the order of their numbers.")
            yield Finding("options order", Weight.FAULT, item.id, text)
        elif len(steps) > 1 and item.scale:
            text = _("The numbers of the answers skip: they count as 0, 1, 2 and on.")
            yield Finding("options steps", Weight.ADVICE, item.id, text)
    labels = [pick(label).casefold() for label in questionnaire.options_of(item)]
    twice = [label for label, n in Counter(labels).items() if n > 1 and label]
    if twice:
        text = _("Two answers are called {label}.").format(label=twice[0])
        yield Finding("options twice", Weight.ADVICE, item.id, text)


def _scales(questionnaire: Questionnaire) -> Iterator[Finding]:
    for scale in questionnaire.scales:
        if not scale.scored or scale.judgement:
            continue
        n = len(scale.items)
        if n == 1:
            text = _("The scale has one question: it gets no signal.")
            yield Finding("one item", Weight.ADVICE, scale.code, text)
        elif n < FEW:
            text = _(
                "The scale has two questions: both must be answered, and change stays unknown."
            )
            yield Finding("two items", Weight.ADVICE, scale.code, text)
        if n >= FEW and not any(item.reverse for item in scale.items):
            text = _("No question is reversed: whoever always answers the same is not noticed.")
            yield Finding("no reverse", Weight.ADVICE, scale.code, text)
        if len({questionnaire.top_of(item) for item in scale.items}) > 1:
            text = _("The questions have different numbers of answers; each counts in proportion.")
            yield Finding("mixed answers", Weight.ADVICE, scale.code, text)
        yield from _bands(questionnaire, scale)


def _bands(questionnaire: Questionnaire, scale: Scale) -> Iterator[Finding]:
    if not scale.bands:
        return
    top = max(questionnaire.top_of(item) for item in scale.items)
    ends = [0.0, *(end for band in scale.bands for end in (band.lowest, band.highest)), float(top)]
    pairs = zip(ends[::2], ends[1::2], strict=True)
    if any(abs(high - low) > 1e-6 for low, high in pairs):
        text = _("The bands leave a gap, or go beyond the answers: such a score gets no signal.")
        yield Finding("band gap", Weight.FAULT, scale.code, text)


def _translations(questionnaire: Questionnaire) -> Iterator[Finding]:
    """Per language in use: which questions and answers are not in it, and what nobody has read."""
    languages = {language for item in questionnaire.items for language in item.texts}
    for language in sorted(languages | {questionnaire.language}):
        name = NAMES.get(language, language)
        missing = [item.id for item in questionnaire.items if not item.texts.get(language)]
        if missing:
            text = _("There is no text in {language}: {items}.")
            what = text.format(language=name, items=_named(missing))
            yield Finding("translation", Weight.ADVICE, missing[0], what)
        lacking = sum(
            not label.get(language)
            for item in questionnaire.items
            if item.id not in missing and item.kind in (Kind.CHOICE, Kind.SEVERAL)
            for label in questionnaire.options_of(item)
        )
        if lacking:
            text = ngettext(
                "{n} answer has no text in {language}.",
                "{n} answers have no text in {language}.",
                lacking,
            )
            what = text.format(n=lacking, language=name)
            yield Finding("translation", Weight.ADVICE, "", what)
        if drafts := [item.id for item in questionnaire.items if language in item.drafts]:
            text = _("Nobody has read the text in {language} yet: {items}.")
            what = text.format(language=name, items=_named(drafts))
            yield Finding("draft", Weight.ADVICE, drafts[0], what)


def _named(items: list[str]) -> str:
    """The first few, and how many more."""
    shown = ", ".join(items[:FEW_NAMED])
    more = len(items) - FEW_NAMED
    return shown if more <= 0 else _("{items} and {n} more").format(items=shown, n=more)


def _reading(questionnaire: Questionnaire) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for item in questionnaire.items:
        for language, text in item.texts.items():
            if trouble := reading_trouble(text, language):
                yield Finding("reading", Weight.ADVICE, item.id, trouble)
            elif words := hard_words(text, language):
                what = _("Long words: {words}.").format(words=", ".join(words))
                yield Finding("reading", Weight.ADVICE, item.id, what)
        main = questionnaire.language
        if what := _wording(item.texts.get(main, ""), main):
            yield Finding("wording", Weight.ADVICE, item.id, what)
        plain = " ".join(re.findall(r"\w+", questionnaire.text_of(item.texts, "nl").casefold()))
        if plain and plain in seen and item.kind is not Kind.NOTE:
            what = _("This asks the same as {item}.").format(item=seen[plain])
            yield Finding("twice", Weight.FAULT, item.id, what)
        seen.setdefault(plain, item.id)


_AND = {"nl": ("en",), "en": ("and",), "pap": ("i",), "es": ("y",)}
_NOT: Mapping[str, tuple[str, ...]] = {
    "nl": ("niet", "geen", "nooit"),
    "en": ("not", "never", "doesn't", "don't", "isn't", "no"),
    "pap": ("no", "nunka"),
    "es": ("no", "nunca"),
}


def _wording(text: str, language: str) -> str:
    """Two things in one question, or two denials in one sentence; empty when neither."""
    words = re.findall(r"[\w'’]+", text.casefold().replace("’", "'"))
    denials = sum(word in _NOT.get(language, ()) for word in words)
    if denials > 1:
        return _("Two denials in one sentence: what would yes mean?")
    joined = [at for at, word in enumerate(words) if word in _AND.get(language, ())]
    # "luistert en doet mee": a joining word with enough on both sides to be two questions
    if len(words) > 8 and any(2 < at < len(words) - 3 for at in joined):
        return _("Perhaps two things in one question: what if only one of them holds?")
    return ""


def _whole(questionnaire: Questionnaire) -> Iterator[Finding]:
    asked = [item for item in questionnaire.items if item.kind is not Kind.NOTE]
    if len(asked) > MANY:
        text = _("There are {n} questions: more than can be answered with attention.")
        yield Finding("long", Weight.ADVICE, "", text.format(n=len(asked)))
    if not any(scale.scored for scale in questionnaire.scales):
        text = _("No question is in a scale: this list gets no scores.")
        yield Finding("no scores", Weight.ADVICE, "", text)
    codes = Counter(code for item in asked for code in [item.id.casefold()])
    for name, n in codes.items():
        if n > 1:
            text = _("Two questions differ only in capitals: {name}.").format(name=name)
            yield Finding("names", Weight.ADVICE, "", text)
