"""Choosing proposals, and the plans of a round."""

from dataclasses import replace
from datetime import date
from typing import Any

from sqlmodel import Session

from npo_desktop.clock import today
from npo_desktop.commands.result import Result, table
from npo_desktop.content.load import Content
from npo_desktop.errors import UserError
from npo_desktop.formats import date_text
from npo_desktop.i18n import _, pick
from npo_desktop.proposals.criteria import with_choices
from npo_desktop.proposals.goals import check_dates
from npo_desktop.proposals.propose import propose
from npo_desktop.proposals.words.proposed import harm_first, may_harm
from npo_desktop.queries.dossiers import load_dossier, round_norms
from npo_desktop.queries.planning.choices import drafted
from npo_desktop.queries.planning.criteria import criteria_of
from npo_desktop.queries.planning.feasibility import feasibility_answers
from npo_desktop.queries.planning.plans import (
    GoalFacts,
    NewPlan,
    PlanFacts,
    add_plan,
    plan_facts,
    plan_list,
)
from npo_desktop.queries.planning.ranking_choices import school_here
from npo_desktop.queries.pupils import pupil_by_number, pupil_list
from npo_desktop.queries.rounds import round_by_name
from npo_desktop.queries.school import school_facts, school_year_of
from npo_desktop.queries.years.holidays import holiday_list


def choose(
    session: Session,
    content: Content,
    round_name: str,
    pupil: str,
    intervention: str,
    *,
    goal: str | None = None,
    who: str | None = None,
    start: date | None = None,
    review: date | None = None,
) -> Result:
    """Choose a proposal; what is not given is filled in as the window does."""
    _refuse_hidden(content, intervention)
    this = round_by_name(session, round_name)
    facts = pupil_by_number(session, pupil, school_year_of(this.starts_on))
    norms = round_norms(session, content.questionnaires, this)
    dossier = load_dossier(session, content.questionnaires, facts.id, norms)
    answers, here = feasibility_answers(session), school_here(session)
    proposals = propose(dossier, content.catalogue, answers, here)
    language = school_facts(session).language  # --language is of messages, a plan is a document
    days_off = holiday_list(session)
    plan = drafted(
        dossier, proposals, intervention, content, today(), language=language, holidays=days_off
    )
    said = criteria_of(session, intervention)
    basis = with_choices(plan.basis or {}, proposals, intervention, said, here)
    plan = replace(plan, basis=basis)
    kept = plan_facts(session, add_plan(session, _as_asked(plan, goal, who, start, review)))
    said_of_days = check_dates(kept.starts_on, kept.review_on, days_off)
    return Result(
        _row(kept, pupil, round_name),
        [
            _("The plan for pupil {number} is kept.").format(number=pupil),
            *_about_days(kept, said_of_days),
        ],
        _harm(content, intervention),
    )


def _about_days(plan: PlanFacts, said: tuple[str | None, str | None]) -> list[str]:
    """A start or a review in a holiday is kept, as in the window, and told."""
    days = (plan.starts_on, plan.review_on)
    return [f"{date_text(day)}: {words}" for day, words in zip(days, said, strict=True) if words]


def _harm(content: Content, intervention: str) -> list[str]:
    """What the window shows before anything that speaks for the card."""
    card = content.catalogue.get(intervention)
    if card is None or not may_harm(card):
        return []
    return [f"{pick(card.names)}: {pick(one.texts)}" for one in harm_first(card)[:1]]


def _refuse_hidden(content: Content, intervention: str) -> None:
    """What the school hid is not proposed, so it cannot be chosen anew either."""
    if any(one.id == intervention for one in content.catalogue.hidden):
        raise UserError(
            _("The school has hidden the card {id}.").format(id=intervention),
            _("Choose another approach, or show the card again on the menukaart."),
        )


def plans(session: Session, round_name: str) -> Result:
    """The plans of a round, in the order of their review."""
    this = round_by_name(session, round_name)
    pupils = pupil_list(session, school_year_of(this.starts_on))
    numbers = {pupil.id: pupil.number for pupil in pupils}
    rows = [
        _row(plan, numbers.get(plan.pupil_id, ""), round_name)
        for plan in plan_list(session, round_id=this.id)
    ]
    heads = [list(rows[0])] if rows else []
    return Result(rows, table([*heads, *([*row.values()] for row in rows)]))


def _as_asked(
    plan: NewPlan, goal: str | None, who: str | None, start: date | None, review: date | None
) -> NewPlan:
    starts_on = start or plan.starts_on
    as_long = starts_on + (plan.review_on - plan.starts_on)
    measured = plan.goals[0] if plan.goals else GoalFacts("")
    words, name = (goal or "").strip(), (who or "").strip()  # as the window keeps them
    return replace(
        plan,
        goals=(replace(measured, text=words),) if words else plan.goals,
        who=name or plan.who,
        starts_on=starts_on,
        review_on=review or as_long,
    )


def _row(plan: PlanFacts, pupil: str, round_name: str) -> dict[str, Any]:
    return {
        "pupil": pupil,
        "round": round_name,
        "intervention": plan.intervention,
        "state": plan.state,
        "goal": plan.goals[0].text if plan.goals else None,
        "who": plan.who,
        "sessions_per_week": plan.sessions_per_week,
        "minutes": plan.minutes,
        "weeks": plan.weeks,
        "start": str(plan.starts_on),
        "review": str(plan.review_on),
    }
