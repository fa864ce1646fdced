"""What is read aloud of a list: its sentences, its answers, and the desk's own words.

An answer list that several items share is recorded once. Fixed ids: ``answer-0`` ..., ``dont-know``
and ``desk-...``; all others are ids of items.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from npo_desktop.content.questionnaire import Item, Kind, Questionnaire, Texts
from npo_desktop.i18n import _, speaking
from npo_desktop.voices.pack import VoiceFacts

DONT_KNOW = "dont-know"
CLOSING = "desk-closing"
MOST_ANSWERS = 6  # beyond that nobody listens to the end


class Part(StrEnum):
    """Where a text stands."""

    ITEM = "item"
    ANSWER = "answer"
    DESK = "desk"


@dataclass(frozen=True, slots=True)
class SpokenText:
    """One text to read aloud; ``words`` in the language that was asked for."""

    id: str
    words: str
    part: Part
    is_draft: bool = False  # no native-speaking teacher has read this text yet


def spoken_texts(questionnaire: Questionnaire, language: str) -> tuple[SpokenText, ...]:
    """Everything to record of a list in one language; what has no text in it is left out."""
    items = tuple(
        SpokenText(item.id, words, Part.ITEM, language in item.drafts)
        for item in questionnaire.items
        if (words := item.texts.get(language))
    )
    answers = {
        answer_id(questionnaire, item, value): words
        for item in questionnaire.items
        for value, label in enumerate(answers_read(questionnaire, item))
        if (words := label.get(language))
    }
    if words := questionnaire.dont_know.get(language):
        answers[DONT_KNOW] = words
    spoken = tuple(SpokenText(text, words, Part.ANSWER) for text, words in answers.items())
    desk = desk_words(language)
    return (*items, *spoken, *(SpokenText(text, desk[text], Part.DESK) for text in desk))


def answers_read(questionnaire: Questionnaire, item: Item) -> tuple[Texts, ...]:
    """The answers that are read aloud behind an item, the lowest first; no steps of a stair."""
    options = questionnaire.options_of(item)
    return options if item.kind == Kind.CHOICE and len(options) <= MOST_ANSWERS else ()


def answer_id(questionnaire: Questionnaire, item: Item, value: int) -> str:
    """The id of an answer's recording: own answers belong to the first item that has them."""
    options = questionnaire.options_of(item)
    if options == questionnaire.options:
        return f"answer-{value}"
    first = next(one for one in questionnaire.items if questionnaire.options_of(one) == options)
    return f"{first.id}:answer-{value}"


def desk_words(language: str) -> Mapping[str, str]:
    """What the desk says whoever sits there: no name stands in it."""
    with speaking(language):
        return {
            "desk-welcome": _("We want to know how you are doing at school."),
            "desk-unsure": _("Don't you know, or don't you want to answer? That is fine."),
            "desk-help": _("Put your hand up. Someone will come to you."),
            "desk-stop": _("Do you want to stop? Everything is saved. You can go on later."),
            "desk-saved": _("Everything is saved. You can go on later."),
            CLOSING: _("Is something not nice? Tell someone you trust today."),
            "desk-ready": _("Now give the laptop back to your teacher."),
        }


def recorded(texts: tuple[SpokenText, ...], voice: VoiceFacts | None) -> frozenset[str]:
    """Which of the texts have a recording that still says what stands there."""
    held = {} if voice is None else {clip.text: clip.words for clip in voice.clips}
    return frozenset(text.id for text in texts if held.get(text.id) == text.words)
