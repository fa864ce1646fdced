"""What was agreed at the practice school: drafted from its own dossiers, as the window does it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlmodel import Session

from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Informant
from npo_desktop.demo.people import Child, Rows, Told, fixed_id, told
from npo_desktop.demo.plan_work import review_row
from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.dossiers.review import Aim, review_goals
from npo_desktop.i18n import pick, speaking
from npo_desktop.proposals.plan import measure_of
from npo_desktop.proposals.propose import propose
from npo_desktop.queries.dossiers import load_dossier, round_norms
from npo_desktop.queries.planning.choices import drafted
from npo_desktop.queries.rounds import round_list
from npo_desktop.scoring.change import Verdict

AGREED_BEFORE = timedelta(days=10)  # the start
LANGUAGE = "nl"


def plan_rows(session: Session, content: Content, children: Sequence[Child]) -> Rows:
    """Plans with their goals, and what the school said about the catalogue cards."""
    written = told("plans.toml")
    feasible = written["feasibility"]
    rows: Rows = defaultdict(list)
    rows["feasibility"] = [
        {"intervention": intervention, "factor": factor, "holds": holds}
        for intervention, factors in feasible.items()
        for factor, holds in factors.items()
    ]
    pupils = {child.name: child for child in children}
    rounds = round_list(session)
    names = [one.name for one in rounds]
    norms = [round_norms(session, content.questionnaires, one) for one in rounds]
    for row in written["plans"]:
        child, place = pupils[row["pupil"]], names.index(row["round"])
        dossier = load_dossier(session, content.questionnaires, child.id, norms[place])
        with speaking(LANGUAGE):
            plan = _plan_row(row, dossier, content, feasible)
            if "goal" in row:
                rows["goal"].append(_goal_row(row, plan, dossier, content))
        if row.get("reviewed"):
            later = load_dossier(session, content.questionnaires, child.id, norms[place + 1])
            outcome = _outcome(later, row["subscale"])
            state = "done" if outcome is Verdict.IMPROVED else "stopped"
            plan |= {"outcome": outcome.value, "state": state}
            goal = rows["goal"][-1]
            aim = Aim(goal["text"], goal["subscale"], goal["start_value"], goal["target_value"])
            references = norms[place + 1].before_references
            goals = review_goals([aim], later, content.questionnaires, references)
            rows["plan_review"].append(review_row(plan, goals))
        rows["plan"].append(plan)
    return rows


def _plan_row(row: Told, dossier: Dossier, content: Content, feasible: Told) -> dict[str, Any]:
    agreed = row["starts"] - AGREED_BEFORE
    proposals = propose(dossier, content.catalogue, feasible)
    draft = drafted(dossier, proposals, row["intervention"], content, agreed)
    return {
        "id": fixed_id("plan", row["pupil"], row["round"], row["intervention"]),
        "pupil_id": dossier.pupil.id,
        "round_id": dossier.round.id,
        "intervention": draft.intervention,
        "state": row.get("state", "agreed"),
        "outcome": None,
        "sessions_per_week": draft.sessions_per_week,
        "minutes": draft.minutes,
        "weeks": draft.weeks,
        "group_size": draft.group_size,
        "who": row["who"],
        "first_step": draft.first_step,
        "pupil_words": row.get("pupil_words", ""),
        "reason": row.get("reason", ""),
        "starts_on": row["starts"],
        "review_on": row["review"],
        "in_parent_summary": row.get("in_parent_summary", True),
        "basis": dict(draft.basis or {}),
        "made_at": datetime.combine(agreed, time(18, 30, tzinfo=UTC)),
    }


def _goal_row(
    row: Told, plan: dict[str, Any], dossier: Dossier, content: Content
) -> dict[str, Any]:
    goal = content.catalogue.goals_for(row["subscale"])[row["goal"] - 1]
    measure = measure_of(dossier, row["subscale"], content.questionnaires)
    return {
        "id": fixed_id("goal", plan["id"]),
        "plan_id": plan["id"],
        "text": pick(goal.texts).replace("{name}", dossier.pupil.call_name),
        "subscale": row["subscale"],
        "start_value": measure.now,
        "target_value": measure.certain,
        "certain_value": measure.certain,
        "observe": pick(goal.observe).replace("{name}", dossier.pupil.call_name),
    }


def _outcome(later: Dossier, subscale: str) -> Verdict:
    """What the scores of the next round say, by the same teacher."""
    for change in later.changes:
        if change.subscale == subscale and change.informant is Informant.TEACHER:
            return change.verdict
    return Verdict.UNKNOWN
