"""What an answer in a file stands for, in the edition that its round asks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from sqlmodel import Session

from npo_desktop.content.forms.given_answers import Given
from npo_desktop.content.questionnaire import Item, Kind, Questionnaire
from npo_desktop.i18n import _
from npo_desktop.queries.questionnaires import begun_editions, own_editions

DONT_KNOW = "?"
LONGEST_WORDS = 4000  # letters


@dataclass(frozen=True, slots=True)
class AnswerValue:
    """An answer as it is stored; neither value nor words is "don't know"."""

    value: int | None = None
    words: str | None = None


class Forms:
    """Which edition of a questionnaire an answer of a round belongs to."""

    def __init__(self, session: Session, questionnaires: Mapping[str, Questionnaire]) -> None:
        self._newest = questionnaires
        own = [code for code, one in questionnaires.items() if one.is_own]
        self._editions = own_editions(session) if own else {}
        self._begun = begun_editions(session, own) if own else {}
        self._items: dict[tuple[str, str], dict[str, Item]] = {}

    def of(self, code: str, round_id: UUID) -> Questionnaire | None:
        """The edition begun in this round, else the newest; nothing for an unknown code."""
        edition = self._begun.get((round_id, code), "")
        return self._editions.get((code, edition)) or self._newest.get(code)

    def item(self, questionnaire: Questionnaire, item_id: str) -> Item | None:
        """One question; nothing when this edition does not ask it."""
        key = (questionnaire.code, questionnaire.edition)
        if key not in self._items:
            self._items[key] = {item.id: item for item in questionnaire.items}
        return self._items[key].get(item_id)


def read_value(item: Item, text: str) -> AnswerValue:
    """An answer without a fault, as it is stored."""
    if text == DONT_KNOW:
        return AnswerValue()
    if item.kind is not Kind.CHOICE:
        return AnswerValue(words=text)
    return AnswerValue(value=item.codes.index(text) if item.codes else int(text))


def fault_of(questionnaire: Questionnaire, item: Item, text: str) -> str:
    """Why this is no answer to the question; empty when it is one, or none is given.

    By itself: what its constraint says of the other answers is for ``answer_lists``.
    """
    if text in ("", DONT_KNOW):
        return ""
    if item.kind is Kind.NOTE:
        return _("{item} is a text to read, not a question.").format(item=item.id)
    if item.kind is Kind.CHOICE and item.codes:
        if text in item.codes:
            return ""
        words = _("{answer} is not an answer: one of {codes}, or ? for don't know.")
        return words.format(answer=text[:20], codes=", ".join(item.codes))
    if item.kind is Kind.CHOICE:
        top = questionnaire.top_of(item)
        if re.fullmatch(r"[0-9]{1,2}", text) and int(text) <= top:
            return ""
        words = _("{answer} is not an answer: 0 to {top}, or ? for don't know.")
        return words.format(answer=text[:20], top=top)
    alone = replace(item, constraint="")
    if len(text) > LONGEST_WORDS or not Given(questionnaire, {}).accepts(alone, text):
        return no_answer(item, text)
    return ""


def no_answer(item: Item, text: str) -> str:
    """What is said of an answer that its question does not take."""
    return _("{value} is not an answer to {item}.").format(value=text[:20], item=item.id)
