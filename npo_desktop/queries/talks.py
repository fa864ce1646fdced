"""Answers that ask for a talk this week, and talks that were held. Source: SCORING.md, 2."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select as sa_select  # SQLModel types at most four columns
from sqlmodel import Session, col, select

from npo_desktop.clock import now
from npo_desktop.content.questionnaire import Informant, Questionnaire
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.queries.groups import staff_name
from npo_desktop.queries.school import school_year_of
from npo_desktop.store import audit
from npo_desktop.store.scan_tables import Talk
from npo_desktop.store.tables import Answer, Enrolment, Pupil, Round, Scan, Staff

_COLUMNS: tuple[Any, ...] = (
    Scan.id,
    Scan.pupil_id,
    Pupil.call_name,
    Pupil.infix,
    Pupil.last_name,
    Scan.questionnaire,
    Scan.informant,
    Answer.item,
    Answer.value,
    Answer.answered_at,
    Talk.talked_at,
    Talk.outcome,
    Staff,  # who filled the list in, where that was written down
)


@dataclass(frozen=True, slots=True)
class TalkThisWeek:
    """An answer that asks for a talk, whatever the mean."""

    scan_id: UUID
    pupil_id: UUID
    pupil: str
    questionnaire: str
    informant: Informant
    item: str
    value: int
    answered_at: datetime  # UTC
    talked_at: datetime | None = None  # UTC; nothing: still to be held
    outcome: str = ""
    staff: str = ""  # who filled the list in, when that is known


@dataclass(frozen=True, slots=True)
class PupilTalks:
    """All answers of one pupil that ask for a talk: one conversation is about all of them."""

    pupil_id: UUID
    pupil: str
    talks: tuple[TalkThisWeek, ...] = field(repr=False)

    @property
    def is_held(self) -> bool:
        """Whether nothing waits any more."""
        return all(talk.talked_at is not None for talk in self.talks)

    @property
    def waiting(self) -> tuple[TalkThisWeek, ...]:
        """What still has to be talked about."""
        return tuple(talk for talk in self.talks if talk.talked_at is None)

    @property
    def held_at(self) -> datetime | None:
        """When the newest talk was ticked off."""
        return max((talk.talked_at for talk in self.talks if talk.talked_at), default=None)


def by_pupil(talks: Sequence[TalkThisWeek]) -> tuple[PupilTalks, ...]:
    """The talks of each pupil together, in the order in which pupils come first."""
    found: dict[UUID, list[TalkThisWeek]] = {}
    for talk in talks:
        found.setdefault(talk.pupil_id, []).append(talk)
    return tuple(PupilTalks(id, mine[0].pupil, tuple(mine)) for id, mine in found.items())


def talks_of(
    session: Session,
    questionnaires: Mapping[str, Questionnaire],
    this: RoundFacts,
    *,
    groups: Collection[UUID] | None = None,
    pupil_id: UUID | None = None,
) -> list[TalkThisWeek]:
    """The answers of a round that ask for a talk, those still to be held first, then the newest.

    What was not talked about yet stays, whichever round it was said in: a child does not wait less.

    ``groups``: only of pupils who are in one of these; ``None`` for all.
    """
    critical = {
        (one.code, item): values
        for one in questionnaires.values()
        for item, values in one.critical.items()
    }
    query = (
        sa_select(*_COLUMNS)
        .join(Answer, col(Answer.scan_id) == Scan.id)
        .join(Pupil, col(Pupil.id) == Scan.pupil_id)
        .outerjoin(Staff, col(Staff.id) == Scan.staff_id)
        .outerjoin(
            Talk,
            (col(Talk.scan_id) == Scan.id)
            & (col(Talk.item) == Answer.item)
            & (col(Talk.value) == Answer.value),  # another answer asks again
        )
        .join(Round, col(Round.id) == Scan.round_id)
        .where(
            (col(Scan.round_id) == this.id)
            | (col(Talk.scan_id).is_(None) & (col(Round.starts_on) < this.starts_on))
        )
        .where(col(Pupil.left_on).is_(None) | (col(Scan.round_id) == this.id))
        .where(col(Answer.item).in_({item for _code, item in critical}))
        .order_by(col(Answer.answered_at).desc(), col(Pupil.sort_name))
    )
    if pupil_id is not None:
        query = query.where(col(Scan.pupil_id) == pupil_id)
    if groups is not None:
        year = school_year_of(this.starts_on)
        members = select(Enrolment.pupil_id).where(
            col(Enrolment.group_id).in_(groups), Enrolment.school_year == year
        )
        query = query.where(col(Scan.pupil_id).in_(members))
    found = [
        _talk(row)
        for row in session.execute(query)
        if row.value in critical.get((row.questionnaire, row.item), ())
    ]
    return sorted(found, key=lambda talk: talk.talked_at is not None)


def open_talks(
    session: Session, questionnaires: Mapping[str, Questionnaire], this: RoundFacts
) -> list[TalkThisWeek]:
    """The talks that are still to be held, of this round or an earlier one, newest answer first."""
    return [talk for talk in talks_of(session, questionnaires, this) if talk.talked_at is None]


def note_talk(
    session: Session,
    talk: TalkThisWeek,
    outcome: str,
    slot_id: UUID | None,
    *,
    talked_at: datetime | None = None,
) -> None:
    """The talk was held, now or then. The caller commits."""
    session.merge(
        Talk(
            scan_id=talk.scan_id,
            item=talk.item,
            value=talk.value,
            talked_at=talked_at or now(),
            slot_id=slot_id,
            outcome=outcome.strip(),
        )
    )
    audit.note(session, "talk-held", talk.pupil_id)
    session.flush()


def reopen_talk(session: Session, talk: TalkThisWeek) -> None:
    """As if the talk had not been ticked off. The caller commits."""
    if (held := session.get(Talk, (talk.scan_id, talk.item))) is not None:
        session.delete(held)
        audit.note(session, "talk-reopened", talk.pupil_id)
        session.flush()


def _talk(row: Any) -> TalkThisWeek:
    return TalkThisWeek(
        scan_id=row.id,
        pupil_id=row.pupil_id,
        pupil=" ".join(part for part in (row.call_name, row.infix, row.last_name) if part),
        questionnaire=row.questionnaire,
        informant=Informant(row.informant),
        item=row.item,
        value=row.value,
        answered_at=row.answered_at.replace(tzinfo=UTC),
        talked_at=row.talked_at.replace(tzinfo=UTC) if row.talked_at else None,
        outcome=row.outcome or "",
        staff=staff_name(row.Staff) if row.Staff else "",
    )
