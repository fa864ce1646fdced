"""Colleagues who can give extra support: how long, what they can carry out, when they are free."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from npo_desktop.clock import today
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.names import folded
from npo_desktop.queries.groups import staff_name
from npo_desktop.queries.rows_before import RowBefore, RowsBefore, row_before
from npo_desktop.queries.support.typed_amounts import checked_minutes
from npo_desktop.store import audit
from npo_desktop.store.support_tables import StaffPeriod, StaffSkill, StaffTime, SupportPeriod
from npo_desktop.store.tables import Staff

LONGEST_NOTE = 400  # characters


@dataclass(frozen=True, slots=True)
class ColleagueHours:
    """One colleague and what extra support may be asked of them."""

    staff_id: UUID
    name: str
    weekly_minutes: int  # 0: none, or nobody filled it in
    skills: frozenset[str]  # ids of cards of the menukaart
    periods: frozenset[UUID]  # in which they are free for support
    note: str = ""
    left: bool = False  # no longer works here: not offered any more

    @property
    def lacks_periods(self) -> bool:
        """Hours, but no moment to give them: such a colleague cannot be placed."""
        return self.weekly_minutes > 0 and not self.periods


@dataclass(frozen=True, slots=True)
class StaffingFacts:
    """Who can carry out one card: how many colleagues, and their weekly minutes together."""

    trained: int
    weekly_minutes: int


def colleague_hours(session: Session, *, with_left: bool = False) -> list[ColleagueHours]:
    """Everybody who works here, by last name; ``with_left``: also who left, marked."""
    times = {row.staff_id: row for row in session.exec(select(StaffTime))}
    skills: dict[UUID, set[str]] = defaultdict(set)
    for skill in session.exec(select(StaffSkill)):
        skills[skill.staff_id].add(skill.intervention)
    free: dict[UUID, set[UUID]] = defaultdict(set)
    for moment in session.exec(select(StaffPeriod)):
        free[moment.staff_id].add(moment.period_id)
    found = []
    for member in session.exec(select(Staff).order_by(col(Staff.last_name), col(Staff.first_name))):
        left = member.left_on is not None and member.left_on <= today()
        if left and not with_left:
            continue
        time = times.get(member.id)
        found.append(
            ColleagueHours(
                member.id,
                staff_name(member),
                time.weekly_minutes if time else 0,
                frozenset(skills[member.id]),
                frozenset(free[member.id]),
                time.note if time else "",
                left,
            )
        )
    return found


def staffing(session: Session) -> Mapping[str, StaffingFacts] | None:
    """By card who can carry it out; a card that is not there: nobody with hours can.

    ``None``: no colleague has a skill filled in, so that nothing can be said of any card.
    """
    people = colleague_hours(session)
    if not any(one.skills for one in people):
        return None
    trained: dict[str, list[int]] = defaultdict(list)
    for one in people:
        for card in one.skills:
            if one.weekly_minutes:
                trained[card].append(one.weekly_minutes)
    return {card: StaffingFacts(len(found), sum(found)) for card, found in trained.items()}


def colleague_named(session: Session, name: str) -> ColleagueHours:
    """The one colleague who is called this; part of a name will do when it fits nobody else."""
    wanted = folded(name).split()
    people = colleague_hours(session) if wanted else []
    exact = [one for one in people if folded(one.name).split() == wanted]
    found = exact or [one for one in people if set(wanted) <= set(folded(one.name).split())]
    if len(found) == 1:
        return found[0]
    raise UserError(
        _("{n} colleagues have this name.").format(n=len(found))
        if found
        else _("No colleague has this name."),
        _("Give the full name, as it stands in the list of hours."),
    )


def set_hours(session: Session, staff_id: UUID, weekly_minutes: int) -> RowsBefore:
    """How long a colleague can give extra support. The caller commits."""
    checked_minutes(weekly_minutes)
    return _change_time(session, staff_id, lambda row: _put_minutes(row, weekly_minutes))


def set_hours_note(session: Session, staff_id: UUID, words: str) -> RowsBefore:
    """What else is to be known of these hours: "from January", "only group 1 and 2"."""
    if len(words.strip()) > LONGEST_NOTE:
        raise UserError(
            _("This note is too long."),
            _("Use at most {n} characters.").format(n=LONGEST_NOTE),
        )
    return _change_time(session, staff_id, lambda row: _put_note(row, words.strip()))


def set_skills(session: Session, staff_id: UUID, cards: Collection[str]) -> RowsBefore:
    """The cards of the menukaart a colleague can carry out. The caller commits."""
    _refuse_left(session, staff_id)
    have = set(session.exec(select(StaffSkill.intervention).where(StaffSkill.staff_id == staff_id)))
    before: list[RowBefore] = []
    for card in sorted(have ^ set(cards)):
        before.append(row_before(session, StaffSkill, (staff_id, card)))
        if card in have:
            session.delete(session.get_one(StaffSkill, (staff_id, card)))
        else:
            session.add(StaffSkill(staff_id=staff_id, intervention=card))
    return _noted(session, before)


def set_free(session: Session, staff_id: UUID, periods: Collection[UUID]) -> RowsBefore:
    """The periods in which a colleague is free for support. The caller commits."""
    _refuse_left(session, staff_id)
    have = set(session.exec(select(StaffPeriod.period_id).where(StaffPeriod.staff_id == staff_id)))
    before: list[RowBefore] = []
    for period in sorted(have ^ set(periods), key=str):
        before.append(row_before(session, StaffPeriod, (staff_id, period)))
        if period in have:
            session.delete(session.get_one(StaffPeriod, (staff_id, period)))
        else:
            session.get_one(SupportPeriod, period)
            session.add(StaffPeriod(staff_id=staff_id, period_id=period))
    return _noted(session, before)


def _change_time(
    session: Session, staff_id: UUID, change: Callable[[StaffTime], None]
) -> RowsBefore:
    _refuse_left(session, staff_id)
    before = [row_before(session, StaffTime, staff_id)]
    row = session.get(StaffTime, staff_id) or StaffTime(staff_id=staff_id)
    change(row)
    session.add(row)
    return _noted(session, before)


def _put_minutes(row: StaffTime, minutes: int) -> None:
    row.weekly_minutes = minutes


def _put_note(row: StaffTime, words: str) -> None:
    row.note = words


def _refuse_left(session: Session, staff_id: UUID) -> None:
    member = session.get_one(Staff, staff_id)
    if member.left_on is not None and member.left_on <= today():
        raise UserError(
            _("{name} no longer works here.").format(name=staff_name(member)),
            _("Choose somebody else for these hours."),
        )


def _noted(session: Session, before: list[RowBefore]) -> RowsBefore:
    session.flush()
    if before:
        audit.note(session, "settings", "hours")
    return tuple(before)
