"""What the desk reads aloud: recordings of just these words, else a voice of the system."""

from collections.abc import Iterable
from dataclasses import dataclass

from npo_desktop.content.questionnaire import Item, Questionnaire
from npo_desktop.voices import clip
from npo_desktop.voices.reading import Spoken
from npo_desktop.voices.texts import DONT_KNOW, answer_id, answers_read, desk_words


@dataclass(frozen=True, slots=True)
class Heard:
    """Texts in the order in which they are read, in one language."""

    parts: tuple[Spoken, ...]
    language: str


def question_heard(asked: Questionnaire, item: Item, language: str) -> Heard:
    """The question, then its answers; a question that is not translated alone, as it stands."""
    if not item.texts.get(language):
        found = (code for code in ("en", "nl", *item.texts) if item.texts.get(code))
        shown = next(found, language)  # as the screen falls back
        return Heard((_spoken(asked, item.id, item.texts.get(shown, ""), shown),), shown)
    parts = [_spoken(asked, item.id, item.texts[language], language)]
    answers = answers_read(asked, item)
    parts += [
        _spoken(asked, answer_id(asked, item, value), label[language], language)
        for value, label in enumerate(answers)
        if label.get(language)
    ]
    if answers and (words := asked.dont_know.get(language)):
        parts.append(_spoken(asked, DONT_KNOW, words, language))
    return Heard(tuple(parts), language)


def screen_heard(asked: Questionnaire, sentences: Iterable[str], language: str) -> Heard:
    """The sentences of a calm screen; those with a name in them have no recording."""
    ids = {words: text for text, words in desk_words(language).items()}
    parts = (_spoken(asked, ids.get(words, ""), words, language) for words in sentences)
    return Heard(tuple(parts), language)


def _spoken(asked: Questionnaire, text: str, words: str, language: str) -> Spoken:
    found = clip(asked.code, asked.edition, text, language, words=words) if text else None
    return Spoken(words, found)
