"""Answers: each is on disk before the next one is asked, and none is off its scale."""

from uuid import UUID

from sqlalchemy import bindparam, func, literal_column
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Session, col, delete, select

from npo_desktop.clock import now
from npo_desktop.content.forms.given_answers import Given
from npo_desktop.content.load import load_content
from npo_desktop.content.questionnaire import Item, Kind, Questionnaire
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.queries.questionnaires import own_editions
from npo_desktop.store.tables import Answer, Scan

_SCANS_LANGUAGE = select(Scan.language).where(col(Scan.id) == bindparam("of_scan"))
_INSERT = insert(Answer).values(
    language=func.nullif(bindparam("asked_in"), _SCANS_LANGUAGE.scalar_subquery())
)
_UPSERT = _INSERT.on_conflict_do_update(  # one statement: half the time of reading first
    index_elements=["scan_id", "item"],
    set_={name: _INSERT.excluded[name] for name in ("value", "answered_at", "language", "words")},
)
_MOST_SCANS = 10_000  # remembered; a scan never changes its questionnaire

_editions: dict[UUID, tuple[str, str]] = {}  # of a scan: code and edition


def record_answer(
    session: Session, scan_id: UUID, item: str, value: int | None, *, language: str | None = None
) -> None:
    """Store or replace the answer to one item; ``None`` is "don't know". The caller commits.

    ``language``: in which it was asked, kept where that is not the scan's.
    Raises ``UserError`` for an item that is not asked, or an answer that is not on its scale.
    """
    if asked := _asked(session, scan_id, item):
        _refuse(asked[0], asked[1], value)
    _store(session, scan_id, item, value, None, language)


def record_words(
    session: Session, scan_id: UUID, item: str, words: str, *, language: str | None = None
) -> None:
    """The same for an answer that is no choice of one: a number, words, codes apart by spaces.

    Nothing at all takes the answer away. Raises ``UserError`` when the question does not take it.
    """
    words = words.strip()
    if not words:
        withdraw_answer(session, scan_id, item)
        return
    if asked := _asked(session, scan_id, item):
        given = Given(asked[0], answers_of(session, scan_id), words_of(session, scan_id))
        if asked[1].kind in (Kind.CHOICE, Kind.NOTE) or not given.accepts(asked[1], words):
            raise _not_taken(asked[0], asked[1], words)
    _store(session, scan_id, item, None, words, language)


def withdraw_answer(session: Session, scan_id: UUID, item: str) -> None:
    """As if the item had never been answered. The caller commits."""
    session.exec(delete(Answer).where(col(Answer.scan_id) == scan_id, col(Answer.item) == item))


def answers_of(session: Session, scan_id: UUID) -> dict[str, int | None]:
    """What was answered, by item, in the order first given; ``None`` is "don't know".

    By the row's own number: a clock may be set back.
    """
    query = (
        select(Answer.item, Answer.value)
        .where(Answer.scan_id == scan_id)
        .order_by(literal_column("answer.rowid"))
    )
    return dict(session.exec(query).all())


def words_of(session: Session, scan_id: UUID) -> dict[str, str]:
    """The answers that are no choice of one, by item."""
    query = select(Answer.item, Answer.words).where(
        Answer.scan_id == scan_id, col(Answer.words).is_not(None)
    )
    return {item: words or "" for item, words in session.exec(query)}


def _store(
    session: Session,
    scan_id: UUID,
    item: str,
    value: int | None,
    words: str | None,
    language: str | None,
) -> None:
    session.execute(
        _UPSERT,
        {
            "scan_id": scan_id,
            "of_scan": scan_id,
            "item": item,
            "value": value,
            "words": words,
            "answered_at": now(),
            "asked_in": language,
        },
    )


def _asked(session: Session, scan_id: UUID, item: str) -> tuple[Questionnaire, Item] | None:
    """The item and its questionnaire; ``None`` when that edition is not here any more."""
    if (edition := _editions.get(scan_id)) is None:
        query = select(Scan.questionnaire, Scan.edition).where(Scan.id == scan_id)
        edition = session.exec(query).first()
        if edition is None:
            return None  # the store refuses it
        if len(_editions) >= _MOST_SCANS:
            _editions.clear()
        _editions[scan_id] = edition
    questionnaire = load_content().editions.get(edition) or own_editions(session).get(edition)
    if questionnaire is None:
        return None
    for scale in questionnaire.scales:
        for one in scale.items:
            if one.id == item:
                return questionnaire, one
    raise UserError(
        _("Questionnaire {code} has no item {item}.").format(code=edition[0], item=item),
        _("Choose a question of this list."),
    )


def _refuse(questionnaire: Questionnaire, item: Item, value: int | None) -> None:
    if value is None:
        return
    top = questionnaire.top_of(item) if item.kind is Kind.CHOICE else -1
    if type(value) is not int or not 0 <= value <= top:
        raise UserError(
            _("{value} is not an answer to {item}.").format(value=value, item=item.id),
            _("Choose one from 0 to {top}.").format(top=top)
            if top >= 0
            else _("This question is answered in words."),
        )


def _not_taken(questionnaire: Questionnaire, item: Item, words: str) -> UserError:
    """The school's own sentence for it, where it wrote one."""
    own = questionnaire.text_of(item.constraint_texts, questionnaire.language)
    hint = own or _("Give another answer.")
    if not own and item.kind is Kind.NUMBER and item.limits:
        low, high = (f"{limit:g}" for limit in item.limits)
        hint = _("Give a number from {low} to {high}.").format(low=low, high=high)
    return UserError(
        _("{value} is not an answer to {item}.").format(value=words[:40], item=item.id), hint
    )
