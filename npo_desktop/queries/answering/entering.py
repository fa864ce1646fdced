"""Giving and taking back one answer, with what it makes needless, in the caller's transaction.

An answer may hide other questions (the marker of a subscale in two tiers, the condition of an own
list): what was answered there is taken away with it, and comes back when it is undone.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from sqlmodel import Session, col, select

from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.queries.answering.scan_entry import ScanEntry, begun_scan, read_answers
from npo_desktop.queries.answers import record_answer, record_words, withdraw_answer
from npo_desktop.store.tables import Answer, Scan


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer as it stood before it was changed."""

    item: str
    was_answered: bool
    value: int | None = None
    words: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """What was done to one list, so that it can be said and undone."""

    scan_id: UUID
    entry: ScanEntry  # as it is now
    before: Kept
    cleared: tuple[Kept, ...] = ()  # answers to questions that are not asked any more


def enter(
    session: Session,
    questionnaire: Questionnaire,
    entry: ScanEntry,
    item: str,
    value: int | None,
    *,
    language: str,
    way: str = "single",
) -> Entered:
    """Answer one statement; ``None`` is "don't know". ``way``: how the list is filled in."""

    def write(scan_id: UUID) -> None:
        record_answer(session, scan_id, item, value, language=language)

    return _change(session, questionnaire, entry, item, language, way, write)


def enter_words(
    session: Session,
    questionnaire: Questionnaire,
    entry: ScanEntry,
    item: str,
    words: str,
    *,
    language: str,
    way: str = "single",
) -> Entered:
    """Answer a question that is no choice of one; nothing at all takes the answer away."""

    def write(scan_id: UUID) -> None:
        record_words(session, scan_id, item, words, language=language)

    return _change(session, questionnaire, entry, item, language, way, write)


def take_away(
    session: Session,
    questionnaire: Questionnaire,
    entry: ScanEntry,
    item: str,
    *,
    language: str,
    way: str = "single",
) -> Entered:
    """As if the statement had never been answered."""

    def write(scan_id: UUID) -> None:
        withdraw_answer(session, scan_id, item)

    return _change(session, questionnaire, entry, item, language, way, write)


def put_back(session: Session, entered: Entered) -> None:
    """Everything as it was before, what was cleared with it too."""
    for kept in (entered.before, *entered.cleared):
        if not kept.was_answered:
            withdraw_answer(session, entered.scan_id, kept.item)
        elif kept.words is not None:
            record_words(session, entered.scan_id, kept.item, kept.words, language=kept.language)
        else:
            record_answer(session, entered.scan_id, kept.item, kept.value, language=kept.language)


def _change(
    session: Session,
    questionnaire: Questionnaire,
    entry: ScanEntry,
    item: str,
    language: str,
    way: str,
    write: Callable[[UUID], None],
) -> Entered:
    before = _kept(session, entry, [item])[0]
    scan_id = begun_scan(session, questionnaire, entry, language)
    scan = session.get_one(Scan, scan_id)  # just read: no statement
    if scan.entry != way:
        scan.entry = way
    write(scan_id)
    after = read_answers(session, questionnaire, _begun(entry, scan))
    asked = {one.id for one in after.items}
    hidden = [
        one.id
        for one in entry.items
        if one.id != item and one.id not in asked and one.id in after.answers
    ]
    if not hidden:
        return Entered(scan_id, after, before)
    cleared = _kept(session, entry, hidden)
    for one in hidden:
        withdraw_answer(session, scan_id, one)
    return Entered(scan_id, read_answers(session, questionnaire, after), before, cleared)


def _kept(session: Session, entry: ScanEntry, items: Iterable[str]) -> tuple[Kept, ...]:
    """These answers as they stand now, the language they were asked in with them."""
    items = tuple(items)
    if entry.scan_id is None or not any(item in entry.answers for item in items):
        return tuple(Kept(item, was_answered=False) for item in items)
    query = select(Answer).where(Answer.scan_id == entry.scan_id, col(Answer.item).in_(items))
    stored = {answer.item: answer for answer in session.exec(query)}
    return tuple(
        Kept(item, True, one.value, one.words, one.language)
        if (one := stored.get(item))
        else Kept(item, was_answered=False)
        for item in items
    )


def _begun(entry: ScanEntry, scan: Scan) -> ScanEntry:
    return replace(entry, scan_id=scan.id, language=scan.language)
