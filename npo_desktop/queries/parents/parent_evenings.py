"""Evenings of talks with parents: who comes when. The talks themselves: ``parent_talks.py``.

A talk's ``position`` is its place in the evening; a place that is left free is a break.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from npo_desktop.dossiers.dossier import PupilFacts
from npo_desktop.errors import UserError
from npo_desktop.exports.evening_facts import (
    EveningTimes,
    Guest,
    arranged,
    start_times,
    tidied,
    with_breaks,
)
from npo_desktop.i18n import _
from npo_desktop.queries.parents.parent_talks import TalkFacts, add_talk, talks_in_evening
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.queries.rows_before import RowBefore, RowsBefore, part_before, row_before
from npo_desktop.queries.school import school_year_of
from npo_desktop.store.talk_tables import ParentEvening, ParentTalk

ORDERS = ("group", "name", "language")
_PLACE = ("position", "starts_at", "held_on", "evening_id")


@dataclass(frozen=True, slots=True)
class EveningDraft:
    """What is typed of an evening."""

    name: str
    held_on: date
    times: EveningTimes


@dataclass(frozen=True, slots=True)
class EveningFacts(EveningDraft):
    """An evening that is planned."""

    id: UUID


@dataclass(frozen=True, slots=True)
class EveningSlot:
    """A talk in its place; without a talk it is a break."""

    starts_at: str
    talk: TalkFacts | None = None
    pupil: PupilFacts | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Evening:
    """One evening, whole."""

    facts: EveningFacts
    slots: tuple[EveningSlot, ...]
    ends_at: str

    @property
    def pupils(self) -> tuple[PupilFacts, ...]:
        """Whose parents come, in order."""
        return tuple(slot.pupil for slot in self.slots if slot.pupil is not None)

    @property
    def talks(self) -> tuple[TalkFacts, ...]:
        """In order."""
        return tuple(slot.talk for slot in self.slots if slot.talk is not None)


def evening_list(session: Session) -> list[EveningFacts]:
    """The newest first."""
    query = select(ParentEvening).order_by(
        col(ParentEvening.held_on).desc(), col(ParentEvening.starts_at), col(ParentEvening.made_at)
    )
    return [_facts(row) for row in session.exec(query)]


def coming_evening(session: Session, day: date) -> EveningFacts | None:
    """The first from this day on, else the last there was."""
    every = evening_list(session)
    return min(
        (one for one in every if one.held_on >= day),
        key=lambda one: (one.held_on, one.times.starts_at),
        default=every[0] if every else None,
    )


def load_evening(session: Session, evening_id: UUID) -> Evening:
    """One evening with its talks and breaks, each at its time."""
    facts = _facts(session.get_one(ParentEvening, evening_id))
    talks = talks_in_evening(session, evening_id)
    known = {one.id: one for one in pupil_list(session, school_year_of(facts.held_on))}
    order = _with_gaps(talks)
    times = start_times(facts.times, order)
    slots = tuple(
        EveningSlot(at, talk, known.get(talk.pupil_id) if talk else None)
        for at, talk in zip(times, order, strict=False)
    )
    return Evening(facts, slots, times[-1])


def add_evening(
    session: Session,
    draft: EveningDraft,
    round_id: UUID,
    pupils: Sequence[PupilFacts],
    *,
    by: str = "group",
    break_every: int = 0,
) -> UUID:
    """Plan an evening for these pupils. The caller commits.

    ``by``: the order, a family together; see ``arranged``. ``break_every``: talks before a break.
    """
    _check(draft)
    if not pupils:
        raise UserError(
            _("Nobody was chosen for this evening."), _("Choose at least one group or one pupil.")
        )
    order = with_breaks(arranged(map(guest_of, pupils), by), break_every)
    start_times(draft.times, order)  # refuses what would end after midnight
    row = ParentEvening(
        name=draft.name.strip(),
        held_on=draft.held_on,
        starts_at=draft.times.starts_at,
        minutes=draft.times.minutes,
        pause_minutes=draft.times.pause_minutes,
    )
    session.add(row)
    session.flush()
    talks = [
        None
        if guest is None
        else add_talk(session, guest.pupil_id, round_id=round_id, evening_id=row.id)
        for guest in order
    ]
    set_order(session, row.id, talks)
    return row.id


def change_evening(session: Session, evening_id: UUID, draft: EveningDraft) -> RowsBefore:
    """Another name, day or times; the order stays. What undoes it. The caller commits."""
    _check(draft)
    order = current_order(session, evening_id)
    start_times(draft.times, order)
    before = row_before(session, ParentEvening, evening_id)
    row = session.get_one(ParentEvening, evening_id)
    row.name, row.held_on = draft.name.strip(), draft.held_on
    row.starts_at, row.minutes = draft.times.starts_at, draft.times.minutes
    row.pause_minutes = draft.times.pause_minutes
    session.flush()
    return (before, *set_order(session, evening_id, order))


def add_to_evening(
    session: Session, evening_id: UUID, round_id: UUID, pupils: Sequence[UUID]
) -> RowsBefore:
    """At the end; who comes already comes once. What undoes it. The caller commits."""
    order = current_order(session, evening_id)
    coming = {talk.pupil_id for talk in talks_in_evening(session, evening_id)}
    made = [
        add_talk(session, pupil, round_id=round_id, evening_id=evening_id)
        for pupil in pupils
        if pupil not in coming
    ]
    before = set_order(session, evening_id, [*order, *made])
    mine = set(made)
    return (
        *(RowBefore(ParentTalk, talk, None) for talk in made),
        *(one for one in before if one.key not in mine),
    )


def take_from_evening(session: Session, evening_id: UUID, talk_id: UUID) -> RowsBefore:
    """This talk is not on this evening. What was written of it stays; what undoes it."""
    order = [one for one in current_order(session, evening_id) if one != talk_id]
    before = _let_go(session, talk_id)
    return (before, *set_order(session, evening_id, tidied(order)))


def remove_evening(session: Session, evening_id: UUID) -> RowsBefore:
    """No evening: its talks go, but for those that were held. What undoes it."""
    evening = row_before(session, ParentEvening, evening_id)
    talks = [_let_go(session, talk.id) for talk in talks_in_evening(session, evening_id)]
    session.delete(session.get_one(ParentEvening, evening_id))
    session.flush()
    return (evening, *talks)


def current_order(session: Session, evening_id: UUID) -> list[UUID | None]:
    """The talks as they stand, with the breaks between them."""
    order = _with_gaps(talks_in_evening(session, evening_id))
    return [None if talk is None else talk.id for talk in order]


def set_order(session: Session, evening_id: UUID, order: Sequence[UUID | None]) -> RowsBefore:
    """These talks one after another, each at its time; what undoes it. The caller commits."""
    evening = session.get_one(ParentEvening, evening_id)
    kept = tidied(order)
    times = start_times(_facts(evening).times, kept)
    before = []
    for position, (talk_id, at) in enumerate(zip(kept, times, strict=False)):
        if talk_id is None:
            continue
        row = session.get_one(ParentTalk, talk_id)
        now = (position, at, evening.held_on)
        if (row.position, row.starts_at, row.held_on) != now:
            before.append(part_before(session, ParentTalk, talk_id, _PLACE))
            row.position, row.starts_at, row.held_on = now
    session.flush()
    return tuple(before)


def put_in_order(session: Session, evening_id: UUID, by: str) -> RowsBefore:
    """By group, name or language, a family together; the breaks stay where they are."""
    evening = load_evening(session, evening_id)
    talks = {talk.pupil_id: talk.id for talk in evening.talks}
    after = iter(arranged(_guests(evening), by))
    order = [None if slot.talk is None else talks[next(after).pupil_id] for slot in evening.slots]
    return set_order(session, evening_id, order)


def orders_met(evening: Evening) -> tuple[str, ...]:
    """Of "group", "name" and "language" those it stands in; none: it was ordered by hand."""
    guests = _guests(evening)
    return tuple(by for by in ORDERS if arranged(guests, by) == guests)


def _guests(evening: Evening) -> list[Guest]:
    """Who comes, in the order of the evening."""
    known = {pupil.id: guest_of(pupil) for pupil in evening.pupils}
    coming = [talk.pupil_id for talk in evening.talks]
    return [known.get(pupil) or Guest(pupil, "", "", "") for pupil in coming]


def guest_of(pupil: PupilFacts) -> Guest:
    """As far as the order of an evening needs it; the same surname counts as one family."""
    family = " ".join(part for part in (pupil.infix, pupil.last_name) if part).casefold()
    return Guest(
        pupil.id, family, pupil.group, pupil.talk_language or "", pupil.list_name.casefold()
    )


def _let_go(session: Session, talk_id: UUID) -> RowBefore:
    """A talk that was held stays without an evening; another one goes."""
    before = row_before(session, ParentTalk, talk_id)
    row = session.get_one(ParentTalk, talk_id)
    if row.done_at is None:
        session.delete(row)
    else:
        row.evening_id = None
    session.flush()
    return before


def _with_gaps(talks: Sequence[TalkFacts]) -> list[TalkFacts | None]:
    """A break before each talk whose place is not the next one."""
    order: list[TalkFacts | None] = []
    last = None
    for talk in talks:
        if last is not None and talk.position > last + 1:
            order.append(None)
        order.append(talk)
        last = talk.position
    return order


def _check(draft: EveningDraft) -> None:
    if not draft.name.strip():
        raise UserError(_("The evening has no name."), _("Type a name, for example the group."))


def _facts(row: ParentEvening) -> EveningFacts:
    times = EveningTimes(row.starts_at, row.minutes, row.pause_minutes)
    return EveningFacts(row.name, row.held_on, times, row.id)
