"""Sessions of plans: given, or not given and why. Logged in two taps, for one plan or many."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlalchemy import select as sa_select  # SQLModel's is typed by column
from sqlmodel import Session, col, select

from npo_desktop.clock import today
from npo_desktop.errors import UserError
from npo_desktop.formats import date_text
from npo_desktop.i18n import _
from npo_desktop.proposals.school_weeks import DaysOff, planned_sessions
from npo_desktop.queries.planning.plans import PlanFacts
from npo_desktop.store.plan_tables import PlanSession
from npo_desktop.store.tables import Plan

# Why a session was not given; anything else is kept in the words of who logged it.
REASONS = ("pupil-absent", "adult-absent", "no-time", "holiday", "other")
COUNTED = "counted"  # given, but only their number came out of a workbook: the day is not known
MOST_A_WEEK = 14


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """One session of one plan."""

    id: UUID
    held_on: date
    number: int  # of that day
    was_given: bool
    minutes: int
    reason: str  # one of REASONS, or words; when it was given: empty, or COUNTED


@dataclass(frozen=True, slots=True)
class DoseGiven:
    """What was planned until a day, and what came of it."""

    given: int
    missed: int
    planned: int | None  # None: no dose was agreed
    marks: tuple[bool, ...]  # one a logged session, in order: given or not
    minutes: int  # given

    @property
    def share(self) -> float | None:
        """Of what was planned, 0 to 1 and more; ``None`` when nothing was planned or logged."""
        if not self.planned or not self.marks:
            return None
        return self.given / self.planned


def log_session(
    session: Session,
    plan_ids: Collection[UUID],
    held_on: date,
    *,
    was_given: bool,
    minutes: int | None = None,
    reason: str = "",
) -> tuple[UUID, ...]:
    """One session for each of these plans, or for none of them; returns ids for ``undo_sessions``.

    Without ``minutes`` as long as was agreed. A session not given wants a reason.
    """
    if not plan_ids:
        raise UserError(_("No plan was chosen."), _("Choose one or more plans in the list."))
    if held_on > today():
        raise UserError(
            _("This day is still to come."), _("A session is logged on the day itself, or later.")
        )
    if not was_given and not reason.strip():
        raise UserError(_("Why was the session not given?"), _("Choose one of the reasons."))
    plans = session.exec(select(Plan).where(col(Plan.id).in_(plan_ids))).all()
    for plan in plans:
        _refuse(plan, held_on)
    numbers = _last_numbers(session, plan_ids, held_on)
    rows = [
        PlanSession(
            plan_id=plan.id,
            held_on=held_on,
            number=numbers.get(plan.id, 0) + 1,
            was_given=was_given,
            minutes=(minutes if minutes is not None else plan.minutes or 0) if was_given else 0,
            reason="" if was_given else reason.strip(),
        )
        for plan in plans
    ]
    session.add_all(rows)
    session.flush()
    return tuple(row.id for row in rows)


def undo_sessions(session: Session, session_ids: Collection[UUID]) -> None:
    """As if these had not been logged."""
    for row in session.exec(select(PlanSession).where(col(PlanSession.id).in_(session_ids))):
        session.delete(row)


def count_sessions(session: Session, plan_id: UUID, change: int, day: date) -> None:
    """So many more sessions given, or fewer, when only their number is known.

    More: kept on ``day``, as long as agreed, marked ``COUNTED`` so that nobody takes that day for
    the real one. Fewer: only such sessions go; what was logged on its own day stays.
    """
    plan = session.get_one(Plan, plan_id)
    _refuse(plan, day)
    if change < 0:
        counted = session.exec(
            select(PlanSession)
            .where(PlanSession.plan_id == plan_id, PlanSession.reason == COUNTED)
            .order_by(col(PlanSession.held_on).desc(), col(PlanSession.number).desc())
        ).all()
        if len(counted) < -change:
            raise UserError(
                _("These sessions were logged on their own days."),
                _("A lower count does not say which of them was not given."),
            )
        for row in counted[:-change]:
            session.delete(row)
        return
    last = _last_numbers(session, [plan_id], day).get(plan_id, 0)
    session.add_all(
        PlanSession(
            plan_id=plan_id,
            held_on=day,
            number=last + one,
            was_given=True,
            minutes=plan.minutes or 0,
            reason=COUNTED,
        )
        for one in range(1, change + 1)
    )


def sessions_of(
    session: Session, plan_ids: Collection[UUID] | None
) -> dict[UUID, tuple[SessionFacts, ...]]:
    """What was logged, by plan, oldest first; ``None``: of every plan."""
    columns: tuple[Any, ...] = (  # not whole rows: a year holds thousands
        *(PlanSession.plan_id, PlanSession.id, PlanSession.held_on, PlanSession.number),
        *(PlanSession.was_given, PlanSession.minutes, PlanSession.reason),
    )
    query = sa_select(*columns).order_by(col(PlanSession.held_on), col(PlanSession.number))
    if plan_ids is not None:
        query = query.where(col(PlanSession.plan_id).in_(plan_ids))
    found: dict[UUID, list[SessionFacts]] = {}
    for plan_id, *parts in session.execute(query):
        found.setdefault(plan_id, []).append(SessionFacts(*parts))
    return {plan_id: tuple(rows) for plan_id, rows in found.items()}


def dose_given(
    plan: PlanFacts, logged: Sequence[SessionFacts], until: date, holidays: Iterable[DaysOff]
) -> DoseGiven:
    """Planned against given, up to a day or the review; holiday weeks hold no session."""
    last = min(until, plan.review_on)
    given = [one for one in logged if one.was_given]
    return DoseGiven(
        given=len(given),
        missed=len(logged) - len(given),
        planned=planned_sessions(plan.sessions_per_week, plan.starts_on, last, holidays),
        marks=tuple(one.was_given for one in logged),
        minutes=sum(one.minutes for one in given),
    )


def reason_words(reason: str) -> str:
    """A reason as people read it."""
    known: Mapping[str, str] = {
        "pupil-absent": _("Pupil absent"),
        "adult-absent": _("Adult absent"),
        "no-time": _("No time"),
        "holiday": _("Holiday"),
        "other": _("Other reason"),
        COUNTED: _("Counted in Excel; the day is not known"),
    }
    return known.get(reason, reason)


def _refuse(plan: Plan, held_on: date) -> None:
    if plan.state == "concept":
        raise UserError(
            _("A concept has no sessions yet."), _("Agree the plan first, then log its sessions.")
        )
    if plan.state != "agreed":
        raise UserError(
            _("This plan has ended: no sessions are logged any more."),
            _("Log it with the plan that follows."),
        )
    if held_on < plan.starts_on:
        raise UserError(
            _("This plan begins on {date}.").format(date=date_text(plan.starts_on)),
            _("Choose a later day, or change the start of the plan."),
        )


def _last_numbers(session: Session, plan_ids: Collection[UUID], held_on: date) -> dict[UUID, int]:
    query = (
        select(PlanSession.plan_id, func.max(PlanSession.number))
        .where(col(PlanSession.plan_id).in_(plan_ids), PlanSession.held_on == held_on)
        .group_by(col(PlanSession.plan_id))
    )
    return dict(session.exec(query).all())
