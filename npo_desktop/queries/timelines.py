"""What has a day in one pupil's life at school; how it is told is ``dossiers/timeline.py``."""

from typing import Any
from uuid import UUID

from sqlalchemy import select as sa_select  # SQLModel types at most four columns
from sqlmodel import Session, col, select

from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.timeline import (
    MeetingSeen,
    ParentTalkSeen,
    PlanSeen,
    ReviewSeen,
    ScanSeen,
    TalkSeen,
    TimelineFacts,
)
from npo_desktop.formats import minutes_of
from npo_desktop.i18n import _, pick
from npo_desktop.queries.events import events_of
from npo_desktop.queries.groups import staff_name
from npo_desktop.queries.parents.parent_talks import outcome_text, talks_of
from npo_desktop.queries.questionnaires import own_editions
from npo_desktop.queries.results import results_by_pupil
from npo_desktop.store.plan_tables import (
    Meeting,
    MeetingAction,
    MeetingPoint,
    PlanReview,
    PlanSession,
)
from npo_desktop.store.scan_tables import Talk
from npo_desktop.store.tables import NOTHING_EXTRA, Goal, Plan, Round, Scan, Staff


def load_timeline(
    session: Session, content: Content, pupil_id: UUID, *, with_talks: bool = True
) -> TimelineFacts:
    """Everything of one pupil, of all years. ``with_talks``: who may know of talks and meetings."""
    results = results_by_pupil(session, pupil_id=pupil_id).get(pupil_id, [])
    plans = _plans(session, content, pupil_id)
    return TimelineFacts(
        scans=_scans(session, content, pupil_id),
        results=tuple(one for one in results if one.is_checked),
        plans=plans,
        reviews=_reviews(session, {plan.id: plan.name for plan in plans}),
        talks=_talks(session, pupil_id) if with_talks else (),
        parent_talks=_parent_talks(session, pupil_id) if with_talks else (),
        meetings=_meetings(session, pupil_id) if with_talks else (),
        events=events_of(session, pupil_id),
    )


def _scans(session: Session, content: Content, pupil_id: UUID) -> tuple[ScanSeen, ...]:
    own = own_editions(session)
    columns: tuple[Any, ...] = (Scan, Round.name, Staff)
    query = (
        sa_select(*columns)
        .join(Round, col(Round.id) == Scan.round_id)
        .outerjoin(Staff, col(Staff.id) == Scan.staff_id)
        .where(col(Scan.pupil_id) == pupil_id)
        .order_by(col(Scan.started_at))
    )
    found = []
    for scan, round_name, staff in session.execute(query):
        form = own.get((scan.questionnaire, scan.edition))
        form = form or content.questionnaires.get(scan.questionnaire)
        found.append(
            ScanSeen(
                round_name,
                pick(form.titles) if form else scan.questionnaire,
                Informant(scan.informant),
                scan.started_at.date(),
                staff_name(staff) if staff else "",
                scan.remark,
            )
        )
    return tuple(found)


def _plans(session: Session, content: Content, pupil_id: UUID) -> tuple[PlanSeen, ...]:
    plans = session.exec(
        select(Plan).where(Plan.pupil_id == pupil_id).order_by(col(Plan.starts_on))
    ).all()
    ids = [plan.id for plan in plans]
    goals: dict[UUID, str] = {}
    for goal in session.exec(
        select(Goal).where(col(Goal.plan_id).in_(ids)).order_by(col(Goal.id).desc())
    ):
        goals[goal.plan_id] = goal.text  # the first goal comes last
    logged: dict[UUID, list[tuple[Any, bool]]] = {}
    for one in session.exec(select(PlanSession).where(col(PlanSession.plan_id).in_(ids))):
        logged.setdefault(one.plan_id, []).append((one.held_on, one.was_given))
    return tuple(
        PlanSeen(
            plan.id,
            _approach(content, plan.intervention),
            plan.state,
            plan.starts_on,
            plan.review_on,
            plan.who,
            goals.get(plan.id, ""),
            tuple(logged.get(plan.id, ())),
        )
        for plan in plans
    )


def _approach(content: Content, intervention: str) -> str:
    if intervention == NOTHING_EXTRA:
        return _("Nothing extra now")
    known = content.catalogue.get(intervention)
    return pick(known.names) if known else intervention


def _reviews(session: Session, plans: dict[UUID, str]) -> tuple[ReviewSeen, ...]:
    query = select(PlanReview).where(col(PlanReview.plan_id).in_(plans))
    return tuple(
        ReviewSeen(
            row.plan_id,
            plans[row.plan_id],
            row.held_on,
            row.decision,
            row.note or row.teacher_words,
        )
        for row in session.exec(query.order_by(col(PlanReview.held_on)))
    )


def _talks(session: Session, pupil_id: UUID) -> tuple[TalkSeen, ...]:
    """One talk is about all answers that were ticked off on that day."""
    query = (
        select(Talk)
        .join(Scan, col(Scan.id) == Talk.scan_id)
        .where(Scan.pupil_id == pupil_id)
        .order_by(col(Talk.talked_at))
    )
    found = {row.talked_at.date(): TalkSeen(row.talked_at.date(), row.outcome) for row in
             session.exec(query)}  # fmt: skip
    return tuple(found.values())


def _parent_talks(session: Session, pupil_id: UUID) -> tuple[ParentTalkSeen, ...]:
    return tuple(
        ParentTalkSeen(
            pupil_id,
            talk.held_on,
            minutes_of(talk.starts_at) if talk.starts_at else None,
            talk.is_done,
            outcome_text(talk.outcome),
            tuple(agreed.text for agreed in talk.agreements),
        )
        for talk in talks_of(session, pupil_id)
        if talk.held_on is not None
    )


def _meetings(session: Session, pupil_id: UUID) -> tuple[MeetingSeen, ...]:
    said: dict[UUID, list[str]] = {}
    actions = select(MeetingAction).where(MeetingAction.pupil_id == pupil_id)
    for action in session.exec(actions.order_by(col(MeetingAction.due_on))):
        words = f"{action.who}: {action.words}" if action.who else action.words
        if action.ended_at is not None:
            words = _("{action} (done)").format(action=words)
        said.setdefault(action.meeting_id, []).append(words)
    query = (
        select(Meeting, MeetingPoint)
        .join(MeetingPoint, col(MeetingPoint.meeting_id) == Meeting.id)
        .where(MeetingPoint.pupil_id == pupil_id)
        .order_by(col(Meeting.held_on))
    )
    return tuple(
        MeetingSeen(
            meeting.id,
            meeting.held_on,
            point.minutes,
            meeting.closed_at is not None,
            tuple(said.get(meeting.id, ())),
        )
        for meeting, point in session.exec(query)
    )
