"""A change to a plan that was half typed when the program locked, until it is kept or left."""

import json
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import date

from sqlmodel import Session

from npo_desktop.queries.papers.record_drafts import (
    forget_record_draft,
    keep_record_draft,
    record_draft,
)
from npo_desktop.queries.planning.plans import CONTENT, GoalFacts, NewPlan, PlanFacts, as_new

_PAPER = "plan-change"
_DAYS = ("starts_on", "review_on")


def keep_typed_change(session: Session, plan: PlanFacts, new: NewPlan, why: str) -> None:
    """The form as it stands, right or not. The caller commits."""
    form = {name: getattr(new, name) for name in CONTENT}
    form["goals"] = [asdict(goal) for goal in new.goals]
    typed = {
        "plan": plan.id.hex,
        "version": str(plan.version),
        "why": why,
        "form": json.dumps(form, default=date.isoformat, ensure_ascii=False),
    }
    keep_record_draft(session, _PAPER, plan.pupil_id, typed)


def typed_change(session: Session, plan: PlanFacts) -> tuple[NewPlan, str] | None:
    """What waits for this version of this plan, with the reason; ``None`` when nothing does."""
    typed = record_draft(session, _PAPER, plan.pupil_id)
    if (typed.get("plan"), typed.get("version")) != (plan.id.hex, str(plan.version)):
        return None
    with suppress(ValueError, TypeError, KeyError):  # of a program that wrote it in another way
        kept = json.loads(typed["form"])
        form = {name: kept[name] for name in CONTENT}
        days = {name: date.fromisoformat(kept[name]) for name in _DAYS}
        goals = tuple(GoalFacts(**one) for one in kept["goals"])
        return replace(as_new(plan), **form | days, goals=goals), typed.get("why", "")
    return None


def forget_typed_change(session: Session, plan: PlanFacts) -> None:
    """It was kept as a change, or left. The caller commits."""
    forget_record_draft(session, _PAPER, plan.pupil_id)
