"""Everything the Excel plan of a round is made of, read in one go."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from uuid import UUID

from sqlmodel import Session

from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.dossiers.round_scores import RoundNorms
from npo_desktop.exports.xlsx.plan_facts import (
    ColleagueTime,
    GivenSession,
    MoneyLine,
    PlannedApproach,
    PlannedGoal,
    PlannedGroup,
    PlanWorkbook,
)
from npo_desktop.proposals.school_weeks import planned_sessions
from npo_desktop.queries.dossiers import load_dossier, load_dossiers
from npo_desktop.queries.groups import group_list
from npo_desktop.queries.planning.plan_reviews import reviews_of
from npo_desktop.queries.planning.plan_sessions import dose_given, sessions_of
from npo_desktop.queries.planning.plans import PlanFacts, plan_list
from npo_desktop.queries.school import school_facts, school_year_of
from npo_desktop.queries.support.budget import BudgetFacts, budget_lines
from npo_desktop.queries.support.hours import colleague_hours
from npo_desktop.queries.years.holidays import holiday_list


def load_plan_workbook(
    session: Session,
    content: Content,
    norms: RoundNorms,
    *,
    made_on: date,
) -> PlanWorkbook:
    """School, groups, dossiers and plans of the round that ``norms`` are of."""
    this = norms.round
    plans = plan_list(session, round_id=this.id)
    dossiers = load_dossiers(session, content.questionnaires, norms)
    there = {dossier.pupil.id for dossier in dossiers}
    dossiers += [  # who had left before the round, but has a plan in it
        load_dossier(session, content.questionnaires, pupil_id, norms)
        for pupil_id in dict.fromkeys(plan.pupil_id for plan in plans)
        if pupil_id not in there
    ]
    school = school_facts(session)
    return PlanWorkbook(
        school=school.name,
        is_practice=school.is_practice,
        round=this,
        made_on=made_on,
        groups=_groups(session, school_year_of(this.starts_on), dossiers),
        approaches=_approaches(session, plans, made_on),
        content=content,
        colleagues=tuple(
            ColleagueTime(one.name, one.weekly_minutes) for one in colleague_hours(session)
        ),
        money=tuple(_money_line(line) for line in budget_lines(session, content.catalogue)),
    )


def _groups(
    session: Session, school_year: str, dossiers: Sequence[Dossier]
) -> tuple[PlannedGroup, ...]:
    """The groups of the year that have pupils, youngest first; then who is in no group."""
    known = group_list(session, school_year)
    ids = {group.id for group in known}
    members: dict[UUID | None, list[Dossier]] = {}
    for dossier in dossiers:
        place = dossier.pupil.group_id
        members.setdefault(place if place in ids else None, []).append(dossier)
    groups = [
        PlannedGroup(group.name, group.teachers, tuple(members[group.id]))
        for group in known
        if group.id in members
    ]
    if None in members:
        groups.append(PlannedGroup("", (), tuple(members[None])))
    return tuple(groups)


def _approaches(
    session: Session, plans: Sequence[PlanFacts], made_on: date
) -> tuple[PlannedApproach, ...]:
    """With the sessions they mean and those that took place; holiday weeks hold none."""
    holidays = holiday_list(session)
    logged = sessions_of(session, [plan.id for plan in plans])
    reviewed = {plan.id for plan in plans if plan.outcome is not None}
    reviewed |= set(reviews_of(session, [plan.id for plan in plans]))
    return tuple(
        replace(
            _approach(plan),
            planned=planned_sessions(
                plan.sessions_per_week, plan.starts_on, plan.review_on, holidays
            ),
            planned_so_far=dose_given(plan, (), made_on, holidays).planned,
            sessions=tuple(
                GivenSession(one.held_on, one.number, one.minutes)
                for one in logged.get(plan.id, ())
                if one.was_given
            ),
            is_reviewed=plan.id in reviewed,
        )
        for plan in plans
    )


def _approach(plan: PlanFacts) -> PlannedApproach:
    return PlannedApproach(
        id=plan.id,
        pupil_id=plan.pupil_id,
        intervention=plan.intervention,
        state=plan.state,
        starts_on=plan.starts_on,
        review_on=plan.review_on,
        sessions_per_week=plan.sessions_per_week,
        minutes=plan.minutes,
        weeks=plan.weeks,
        group_size=plan.group_size,
        who=plan.who,
        reason=plan.reason,
        goals=tuple(
            PlannedGoal(goal.text, goal.subscale, goal.start_value, goal.target_value)
            for goal in plan.goals
        ),
    )


def _money_line(line: BudgetFacts) -> MoneyLine:
    return MoneyLine(
        line.name,
        line.source,
        line.amount_usd,
        line.ends_on,
        line.taken_usd,
        line.planned_usd,
        line.unknown,
    )
