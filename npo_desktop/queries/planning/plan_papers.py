"""What printed plans need, read in one go."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import Session

from npo_desktop.clock import today
from npo_desktop.content.load import Content
from npo_desktop.exports.plan_paper_facts import PaperGoal, PlanPaper, PlanPapers
from npo_desktop.i18n import _, pick
from npo_desktop.proposals.plan import NOTHING_EXTRA
from npo_desktop.queries.papers.letterheads import letterhead
from npo_desktop.queries.planning.plan_board import PlanRow, plan_board
from npo_desktop.queries.planning.plans import GoalFacts
from npo_desktop.queries.planning.signing import NOT_ASKED
from npo_desktop.queries.school import school_facts


def load_plan_papers(session: Session, content: Content, plan_ids: Collection[UUID]) -> PlanPapers:
    """``content`` with the school's own menukaart; plans in the order of their pupils."""
    school = school_facts(session)
    rows = [row for row in plan_board(session, today()) if row.plan.id in plan_ids]
    rows.sort(key=lambda row: (row.group, row.pupil))
    papers = tuple(_paper(row, content) for row in rows)
    head = letterhead(session)
    return PlanPapers(school.name, school.is_practice, today(), papers, head)


def _paper(row: PlanRow, content: Content) -> PlanPaper:
    plan = row.plan
    card = content.catalogue.get(plan.intervention)
    name = card.name if card else plan.intervention
    if plan.intervention == NOTHING_EXTRA:
        name = _("Nothing extra now")
    return PlanPaper(
        pupil=row.full_name,
        call_name=row.call_name,
        group=row.group,
        approach=name,
        goals=tuple(_goal(goal, content) for goal in plan.goals),
        dose=dose_text(plan.sessions_per_week, plan.minutes, plan.weeks),
        who=plan.who,
        starts_on=plan.starts_on,
        review_on=plan.review_on,
        first_step=plan.first_step,
        pupil_words=plan.pupil_words,
        why_no_words=str(plan.basis.get(NOT_ASKED, "")),
        version=plan.version,
        signed_on=plan.signed_on,
        signed_by=plan.signed_by,
        code=plan.code or "",
    )


def dose_text(per_week: int | None, minutes: int | None, weeks: int | None) -> str:
    """How often, how long and for how many weeks; parts nobody knows are left out."""
    parts = (
        _("{n} times a week").format(n=per_week) if per_week else "",
        _("{n} minutes").format(n=minutes) if minutes else "",
        _("{n} weeks of school").format(n=weeks) if weeks else "",
    )
    return ", ".join(part for part in parts if part)


def _goal(goal: GoalFacts, content: Content) -> PaperGoal:
    """Parents and the pupil sign it, so it says what is asked about again and gives no score."""
    names = content.subscales.get(goal.subscale or "")
    asked = pick(names.parent) if names else ""
    again = _("We ask about this again: {measure}").format(measure=asked) if asked else ""
    return PaperGoal(goal.text, goal.observe, again)
