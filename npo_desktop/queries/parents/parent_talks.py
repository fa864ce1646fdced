"""Talks with parents: planned, printed for, held, and what was agreed in them.

A talk belongs to one pupil; an evening of talks only lines them up. What was said stays in
school, what was agreed goes on the paper that both sides keep.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from sqlmodel import Session, col, delete, select

from npo_desktop.clock import now
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.queries.planning.plan_changes import slot_of
from npo_desktop.queries.rows_before import RowBefore, RowsBefore, row_before
from npo_desktop.store import audit
from npo_desktop.store.tables import Pupil
from npo_desktop.store.talk_tables import ParentTalk, TalkAgreement

OUTCOMES = ("agreed", "discuss", "absent")
WHO = ("school", "home", "pupil")


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """One thing that was agreed."""

    text: str = field(repr=False)
    who: str = ""  # one of WHO; empty: not said
    by_on: date | None = None


@dataclass(frozen=True, slots=True)
class TalkFacts:
    """A talk with the parents of one pupil, whole."""

    id: UUID
    pupil_id: UUID
    pupil: str = field(repr=False)
    round_id: UUID | None
    evening_id: UUID | None
    held_on: date | None
    starts_at: str  # "19:15"; empty: no time yet
    position: int
    language: str  # empty: as the parents' own row says
    with_whom: str = field(repr=False)
    outcome: str  # one of OUTCOMES; empty: nothing written down yet
    words: str = field(repr=False)
    next_on: date | None
    code: str  # of the summary that was printed
    printed_at: datetime | None  # UTC
    done_at: datetime | None  # UTC
    agreements: tuple[AgreementFacts, ...] = field(default=(), repr=False)

    @property
    def is_done(self) -> bool:
        """Whether the form after the talk was filled in."""
        return self.done_at is not None


@dataclass(frozen=True, slots=True)
class TalkNotes:
    """What the form after a talk holds."""

    held_on: date
    outcome: str = "agreed"
    with_whom: str = field(default="", repr=False)
    words: str = field(default="", repr=False)
    next_on: date | None = None
    agreements: tuple[AgreementFacts, ...] = field(default=(), repr=False)


def add_talk(
    session: Session,
    pupil_id: UUID,
    *,
    round_id: UUID | None = None,
    evening_id: UUID | None = None,
    held_on: date | None = None,
    starts_at: str = "",
    position: int = 0,
    language: str = "",
) -> UUID:
    """Plan a talk with the parents of this pupil. The caller commits."""
    row = ParentTalk(
        pupil_id=pupil_id,
        round_id=round_id,
        evening_id=evening_id,
        held_on=held_on,
        starts_at=starts_at,
        position=position,
        language=language,
    )
    session.add(row)
    session.flush()
    return row.id


def set_talk_language(session: Session, talk_id: UUID, language: str) -> None:
    """In which language the summary of this talk is; empty: as the parents' own row says."""
    session.get_one(ParentTalk, talk_id).language = language
    session.flush()


def remove_talk(session: Session, talk_id: UUID) -> RowsBefore:
    """Take back a talk of which nothing was written down; what undoes it. The caller commits."""
    row = session.get_one(ParentTalk, talk_id)
    if row.done_at is not None:
        raise UserError(
            _("What was agreed in this talk was written down, so it is kept."),
            _("Empty the form of this talk first if it was never held."),
        )
    before = _before(session, talk_id)
    session.delete(row)
    session.flush()
    return before


def note_printed(session: Session, talk_id: UUID, code: str) -> None:
    """The summary was printed, with this version code on it. The caller commits."""
    row = session.get_one(ParentTalk, talk_id)
    row.code, row.printed_at = code, now()
    session.flush()


def write_talk(session: Session, talk_id: UUID, notes: TalkNotes) -> RowsBefore:
    """The form after the talk: what came of it; returns what undoes it. The caller commits.

    An agreement without words is none.
    """
    if notes.outcome not in OUTCOMES:
        raise ValueError(f"unknown outcome {notes.outcome!r}")
    before = _before(session, talk_id)
    row = session.get_one(ParentTalk, talk_id)
    row.held_on, row.outcome, row.next_on = notes.held_on, notes.outcome, notes.next_on
    row.with_whom, row.words = notes.with_whom.strip(), notes.words.strip()
    row.done_at, row.slot_id = now(), slot_of(session)
    made = _agree(session, talk_id, notes.agreements)
    audit.note(session, "parent-talk", row.pupil_id)
    session.flush()
    return (*(RowBefore(TalkAgreement, id, None) for id in made), *before)


def reopen_talk(session: Session, talk_id: UUID) -> RowsBefore:
    """Empty the form after the talk, as if it had not been held. The caller commits."""
    before = _before(session, talk_id)
    row = session.get_one(ParentTalk, talk_id)
    row.outcome = row.words = row.with_whom = ""
    row.done_at = row.next_on = row.slot_id = None
    _agree(session, talk_id, ())
    audit.note(session, "parent-talk", row.pupil_id)
    session.flush()
    return before


def talks_of(session: Session, pupil_id: UUID) -> tuple[TalkFacts, ...]:
    """All talks about this pupil, the newest first; one without a day stands before them."""
    query = (
        select(ParentTalk)
        .where(ParentTalk.pupil_id == pupil_id)
        .order_by(
            col(ParentTalk.held_on).is_not(None),
            col(ParentTalk.held_on).desc(),
            col(ParentTalk.starts_at).desc(),
            col(ParentTalk.made_at).desc(),
        )
    )
    return _told(session, session.exec(query).all())


def talks_in_evening(session: Session, evening_id: UUID) -> tuple[TalkFacts, ...]:
    """The talks of one evening, in its order."""
    query = (
        select(ParentTalk)
        .where(ParentTalk.evening_id == evening_id)
        .order_by(col(ParentTalk.position), col(ParentTalk.starts_at), col(ParentTalk.id))
    )
    return _told(session, session.exec(query).all())


def open_talk(session: Session, pupil_id: UUID, round_id: UUID | None) -> TalkFacts | None:
    """The talk of this round whose form was not filled in yet; of several the first to come."""
    found = [one for one in talks_of(session, pupil_id) if not one.is_done]
    mine = [one for one in found if one.round_id == round_id]
    return min(mine, key=lambda one: (one.held_on or date.max, one.starts_at), default=None)


def agreements_in(
    session: Session, round_id: UUID, pupils: Collection[UUID] | None = None
) -> dict[UUID, tuple[AgreementFacts, ...]]:
    """What the newest talk of this round agreed, by pupil: it goes on the summary."""
    query = (
        select(ParentTalk)
        .where(ParentTalk.round_id == round_id, col(ParentTalk.done_at).is_not(None))
        .order_by(col(ParentTalk.held_on), col(ParentTalk.done_at))
    )
    if pupils is not None:
        query = query.where(col(ParentTalk.pupil_id).in_(pupils))
    newest = {row.pupil_id: row.id for row in session.exec(query)}
    agreed = _agreements(session, newest.values())
    return {pupil: agreed[talk] for pupil, talk in newest.items() if talk in agreed}


def outcome_text(outcome: str) -> str:
    """An outcome in words; empty when nothing was written down."""
    return {
        "agreed": _("agreed together"),
        "discuss": _("to be talked about again"),
        "absent": _("nobody came"),
    }.get(outcome, "")


def who_text(who: str) -> str:
    """Who does what was agreed, in words."""
    return {"school": _("the school"), "home": _("at home"), "pupil": _("the pupil")}.get(who, "")


def _agree(session: Session, talk_id: UUID, agreed: Sequence[AgreementFacts]) -> list[UUID]:
    """These in the place of what stood there; their ids."""
    session.exec(delete(TalkAgreement).where(col(TalkAgreement.talk_id) == talk_id))
    session.expire_all()
    rows = [
        TalkAgreement(
            id=uuid4(), talk_id=talk_id, position=n, text=text, who=one.who, by_on=one.by_on
        )
        for n, one in enumerate(agreed)
        if (text := one.text.strip())
    ]
    session.add_all(rows)
    session.flush()
    return [row.id for row in rows]


def _before(session: Session, talk_id: UUID) -> RowsBefore:
    """The talk and what was agreed in it, to be put back."""
    ids = session.exec(select(TalkAgreement.id).where(TalkAgreement.talk_id == talk_id)).all()
    talk = row_before(session, ParentTalk, talk_id)
    return (talk, *(row_before(session, TalkAgreement, id) for id in ids))


def _told(session: Session, rows: Sequence[ParentTalk]) -> tuple[TalkFacts, ...]:
    agreed = _agreements(session, [row.id for row in rows])
    ids = {row.pupil_id for row in rows}
    names = {
        pupil.id: " ".join(filter(None, (pupil.call_name, pupil.infix, pupil.last_name)))
        for pupil in session.exec(select(Pupil).where(col(Pupil.id).in_(ids)))
    }
    return tuple(_facts(row, names[row.pupil_id], agreed.get(row.id, ())) for row in rows)


def _agreements(session: Session, talks: Iterable[UUID]) -> dict[UUID, tuple[AgreementFacts, ...]]:
    found: dict[UUID, list[AgreementFacts]] = {}
    query = (
        select(TalkAgreement)
        .where(col(TalkAgreement.talk_id).in_(list(talks)))
        .order_by(col(TalkAgreement.position))
    )
    for row in session.exec(query):
        found.setdefault(row.talk_id, []).append(AgreementFacts(row.text, row.who, row.by_on))
    return {talk: tuple(mine) for talk, mine in found.items()}


def _facts(row: ParentTalk, pupil: str, agreed: tuple[AgreementFacts, ...]) -> TalkFacts:
    return TalkFacts(
        id=row.id,
        pupil_id=row.pupil_id,
        pupil=pupil,
        round_id=row.round_id,
        evening_id=row.evening_id,
        held_on=row.held_on,
        starts_at=row.starts_at,
        position=row.position,
        language=row.language,
        with_whom=row.with_whom,
        outcome=row.outcome,
        words=row.words,
        next_on=row.next_on,
        code=row.code,
        printed_at=_utc(row.printed_at),
        done_at=_utc(row.done_at),
        agreements=agreed,
    )


def _utc(at: datetime | None) -> datetime | None:
    return at.replace(tzinfo=UTC) if at else None
