"""What came of the plans at the practice school: sessions, reviews, a signature, a group's plan."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from npo_desktop.demo.people import Rows, fixed_id
from npo_desktop.dossiers.review import Decision, GoalReview, attainment_of
from npo_desktop.dossiers.review_figures import figures_of
from npo_desktop.queries.planning.plans import PlanFacts, plan_facts, plan_list
from npo_desktop.queries.planning.signing import code_of
from npo_desktop.store.tables import Enrolment, Group, Plan

UNTIL = date(2026, 11, 20)  # the last school day before the practice day
GIVEN = 0.86  # of the sessions; the others with a reason
WHY_NOT = ("pupil-absent", "no-time", "adult-absent")
TOGETHER, YEAR = "peer-tutoring", "2026-2027"
SIGNED = "wellbeing-interventions"
SAID = {  # of the reviews: teacher, pupil, note
    "improved": ("Het lukt nu bijna elke les.", "Het gaat goed zo.", "De kaart blijft liggen."),
    "unchanged": ("Ik zie weinig verschil.", "Ik weet het niet.", "Iets anders proberen."),
}


def plan_work_rows(session: Session, seed: int) -> Rows:
    """Rows around the plans that are there; one of them is signed on the way."""
    rows: Rows = defaultdict(list)
    plans = plan_list(session)
    for plan in plans:
        if plan.state != "concept" and plan.sessions_per_week and plan.starts_on < UNTIL:
            rows["plan_session"] += _sessions(plan, Random(f"{seed}/{plan.id}/sessions"))
    _group_plan(session, rows, [plan for plan in plans if plan.intervention == TOGETHER])
    for plan in plans:
        if plan.intervention == SIGNED and plan.state == "agreed":
            _sign(session, plan.id)
    return rows


def _sessions(plan: PlanFacts, random: Random) -> list[dict[str, Any]]:
    """Spread over the school days of each week, most of them given."""
    found = []
    monday = plan.starts_on - timedelta(days=plan.starts_on.weekday())
    last = min(plan.review_on, UNTIL)
    while monday <= last:
        days = sorted(random.sample(range(5), min(plan.sessions_per_week or 0, 5)))
        for day in (monday + timedelta(days=n) for n in days):
            if not plan.starts_on <= day <= last:
                continue
            was_given = random.random() < GIVEN
            found.append(
                {
                    "id": fixed_id("plan_session", plan.id, day),
                    "plan_id": plan.id,
                    "held_on": day,
                    "number": 1,
                    "was_given": was_given,
                    "minutes": (plan.minutes or 0) if was_given else 0,
                    "reason": "" if was_given else random.choice(WHY_NOT),
                    "made_at": _evening(day),
                }
            )
        monday += timedelta(days=7)
    return found


def review_row(plan: Mapping[str, Any], goals: Sequence[GoalReview]) -> dict[str, Any]:
    """The review of a plan that has ended, with the figures as they were shown."""
    teacher, pupil, note = SAID.get(plan["outcome"], SAID["unchanged"])
    return {
        "id": fixed_id("plan_review", plan["id"]),
        "plan_id": plan["id"],
        "held_on": plan["review_on"],
        "decision": Decision.STOP.value,
        "attainment": attainment_of(goals),
        "teacher_words": teacher,
        "pupil_words": pupil,
        "parent_words": "",
        "note": note,
        "figures": figures_of(goals),
        "made_at": _evening(plan["review_on"]),
    }


def _group_plan(session: Session, rows: Rows, plans: Sequence[PlanFacts]) -> None:
    if not plans:
        return
    first = plans[0]
    query = (
        select(Group.id, Group.name)
        .join(Enrolment, col(Enrolment.group_id) == Group.id)
        .where(Enrolment.pupil_id == first.pupil_id, Group.school_year == YEAR)
    )
    group_id, group = session.exec(query).one()
    made = fixed_id("group_plan", group_id, TOGETHER)
    rows["group_plan"].append(
        {
            "id": made,
            "round_id": first.round_id,
            "group_id": group_id,
            "intervention": TOGETHER,
            "name": f"{group}: tafels vlot",
            "state": "agreed",
            "goal": "De hele klas oefent in tweetallen, drie keer per week.",
            "sessions_per_week": first.sessions_per_week,
            "minutes": first.minutes,
            "weeks": first.weeks,
            "who": first.who,
            "first_step": first.first_step,
            "reason": "",
            "starts_on": first.starts_on,
            "review_on": first.review_on,
            "subscales": sorted({goal.subscale for goal in first.goals if goal.subscale}),
            "outcome_words": "",
            "made_at": _evening(first.starts_on),
        }
    )
    rows["group_plan_member"] += [{"plan_id": plan.id, "group_plan_id": made} for plan in plans]


def _sign(session: Session, plan_id: UUID) -> None:
    """As the window does it, on a day of then."""
    plan = session.get_one(Plan, plan_id)
    plan.signed_on, plan.signed_by = plan.starts_on, "Moeder, leerkracht en intern begeleider"
    session.flush()
    plan.code = code_of(plan_facts(session, plan_id))
    session.flush()


def _evening(day: date) -> datetime:
    return datetime.combine(day, time(18, 30, tzinfo=UTC))
