"""A questionnaire in a few words: its languages, its scales, and what its answers are."""

from collections.abc import Mapping

from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Item, Kind, Questionnaire, Scale
from npo_desktop.i18n import LANGUAGES, NAMES, _, ngettext, pick


def form_name(questionnaire: Questionnaire) -> str:
    """Its title; the code where it has none."""
    return pick(questionnaire.titles) or questionnaire.code


def languages_of(questionnaire: Questionnaire) -> tuple[str, ...]:
    """In which its questions are written, in the usual order."""
    found = {code for item in questionnaire.items for code, text in item.texts.items() if text}
    return tuple(code for code in (*LANGUAGES, *sorted(found - {*LANGUAGES})) if code in found)


def languages_text(questionnaire: Questionnaire) -> str:
    """The languages by name, with those that nobody has read yet marked."""
    drafts = questionnaire.drafts()
    return ", ".join(
        _("{language} (draft)").format(language=NAMES.get(code, code))
        if code in drafts
        else NAMES.get(code, code)
        for code in languages_of(questionnaire)
    )


def language_count(questionnaire: Questionnaire) -> str:
    """How many languages, and how many of them are drafts; the only one by its name."""
    found = languages_of(questionnaire)
    if len(found) == 1:
        return languages_text(questionnaire)
    drafts = len(questionnaire.drafts() & {*found})
    if not drafts:
        return ngettext("{n} language", "{n} languages", len(found)).format(n=len(found))
    words = ngettext("{n} languages, {drafts} draft", "{n} languages, {drafts} drafts", drafts)
    return words.format(n=len(found), drafts=drafts)


def size_text(questionnaire: Questionnaire) -> str:
    """How many questions and scales."""
    n, scales = len(questionnaire.questions), len(named_scales(questionnaire))
    questions = ngettext("{n} question", "{n} questions", n).format(n=n)
    if not scales:
        return _("{questions}, no scale").format(questions=questions)
    words = ngettext("{questions}, {n} scale", "{questions}, {n} scales", scales)
    return words.format(questions=questions, n=scales)


def named_scales(questionnaire: Questionnaire) -> tuple[Scale, ...]:
    """Without what stands in no scale."""
    return tuple(scale for scale in questionnaire.scales if scale.code)


def scale_name(questionnaire: Questionnaire, code: str, content: Content) -> str:
    """What a scale is called: a built-in one as everywhere, an own one as the school wrote it."""
    if names := content.subscales.get(code):
        return pick(names.staff)
    found: Mapping[str, str] = next(
        (scale.names for scale in questionnaire.scales if scale.code == code), {}
    )
    return questionnaire.text_of(found, questionnaire.language) or code


def scales_text(questionnaire: Questionnaire, content: Content) -> str:
    """Each scale with its number of questions and bands."""
    return " · ".join(_scale_text(questionnaire, scale, content) for scale in _own(questionnaire))


def _own(questionnaire: Questionnaire) -> tuple[Scale, ...]:
    return named_scales(questionnaire) if questionnaire.is_own else ()


def _scale_text(questionnaire: Questionnaire, scale: Scale, content: Content) -> str:
    n, bands = len(scale.items), len(scale.bands)
    name = scale_name(questionnaire, scale.code, content)
    parts = [ngettext("{n} question", "{n} questions", n).format(n=n)]
    if bands:
        parts.append(ngettext("{n} band", "{n} bands", bands).format(n=bands))
    if not scale.scored:
        parts.append(_("no score"))
    return f"{name} ({', '.join(parts)})"


def place_words(questionnaire: Questionnaire, where: str, content: Content) -> str:
    """A question by its number and name, a scale by its name; empty for the list as a whole."""
    for place, item in enumerate(questionnaire.items, 1):
        if item.id == where:
            return _("Question {n} ({name})").format(n=place, name=where)
    if not where:
        return ""
    return _("Scale {name}").format(name=scale_name(questionnaire, where, content))


def kind_text(questionnaire: Questionnaire, item: Item) -> str:
    """What an answer to this is."""
    n = len(questionnaire.options_of(item))
    if item.kind is Kind.CHOICE:
        return _("one of {n}").format(n=n)
    if item.kind is Kind.SEVERAL:
        return _("several of {n}").format(n=n)
    if item.kind is Kind.NUMBER:
        return _("a number")
    if item.kind is Kind.NOTE:
        return _("to read")
    forms = {"date": _("a date"), "time": _("a time"), "datetime": _("a date and time")}
    return forms.get(item.form, _("words"))
