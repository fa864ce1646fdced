"""What a group's plan on paper and a teacher's class sheet need, read in one go."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from sqlmodel import Session

from npo_desktop.clock import today
from npo_desktop.content.load import Content
from npo_desktop.exports.group_plan_facts import (
    ClassSheet,
    ClassStep,
    GroupPlanPaper,
    GroupPlanPapers,
    MemberGoal,
)
from npo_desktop.i18n import _, pick
from npo_desktop.proposals.plan import NOTHING_EXTRA
from npo_desktop.queries.groups import group_list
from npo_desktop.queries.papers.letterheads import paper_head
from npo_desktop.queries.planning.group_plans import GroupPlanFacts, group_plan_list
from npo_desktop.queries.planning.plan_board import PlanRow, plan_board
from npo_desktop.queries.planning.plan_papers import dose_text
from npo_desktop.queries.planning.plans import plan_list
from npo_desktop.queries.school import school_facts, school_year_of

OPEN_ON_A_DESK = ("COG", "EF")  # of other domains a plan is no business of who walks by


def load_group_plan_papers(
    session: Session, content: Content, plan_ids: Collection[UUID]
) -> GroupPlanPapers:
    """``content`` with the school's own menukaart."""
    rows = {row.plan.id: row for row in plan_board(session, today())}
    classes = {one.id: one.name for one in group_list(session, school_year_of(today()))}
    plans = [plan for plan in group_plan_list(session) if plan.id in plan_ids]
    plans.sort(key=lambda plan: plan.name)
    return GroupPlanPapers(
        paper_head(session),
        tuple(_group_plan(plan, content, rows, classes) for plan in plans),
    )


def _group_plan(
    plan: GroupPlanFacts,
    content: Content,
    rows: Mapping[UUID, PlanRow],
    classes: Mapping[UUID, str],
) -> GroupPlanPaper:
    mine = sorted((rows[one] for one in plan.plan_ids if one in rows), key=lambda row: row.pupil)
    needs = (content.subscales.get(code) for code in plan.subscales)
    return GroupPlanPaper(
        name=plan.name,
        group=classes.get(plan.group_id, "") if plan.group_id else "",
        approach=approach_name(content, plan.intervention),
        goal=plan.goal,
        needs=tuple(pick(names.staff) for names in needs if names),
        dose=dose_text(plan.sessions_per_week, plan.minutes, plan.weeks),
        who=plan.who,
        starts_on=plan.starts_on,
        review_on=plan.review_on,
        first_step=plan.first_step,
        reason=plan.reason,
        members=tuple(
            MemberGoal(row.full_name, tuple(goal.text for goal in row.plan.goals)) for row in mine
        ),
        is_agreed=plan.state != "concept",
        outcome=plan.outcome_words,
    )


def load_class_sheet(session: Session, content: Content, group_id: UUID) -> ClassSheet:
    """What was agreed and runs, for one class. ``content`` with the school's own menukaart."""
    day = today()
    found = next(one for one in group_list(session, school_year_of(day)) if one.id == group_id)
    rows = [
        row
        for row in plan_board(session, day, groups=(group_id,))
        if row.is_open and row.plan.state == "agreed" and row.plan.intervention != NOTHING_EXTRA
    ]
    open_rows = [row for row in rows if _may_lie_open(row, content)]
    for_class = [
        plan
        for plan in group_plan_list(session)
        if plan.group_id == group_id and plan.state == "agreed" and _is_open(plan, content)
    ]
    in_class = {plan_id for plan in for_class for plan_id in plan.plan_ids}
    steps = _steps(row for row in open_rows if row.plan.id not in in_class)
    shown = {row.plan.id for row in open_rows} | in_class
    return ClassSheet(
        head=paper_head(session),
        group=found.name,
        teachers=tuple(found.teachers),
        for_all=tuple(_class_step(plan, content) for plan in for_class),
        for_some=steps,
        ask_about=tuple(
            sorted({row.call_name or row.pupil for row in rows if row.plan.id not in shown})
        ),
        coordinator=school_facts(session).coordinator,
    )


def _may_lie_open(row: PlanRow, content: Content) -> bool:
    """A step to do and nothing that says why: the name of an approach may say too much."""
    return bool(row.plan.first_step.strip()) and all(
        _is_school_work(goal.subscale, content) for goal in row.plan.goals
    )


def _is_open(plan: GroupPlanFacts, content: Content) -> bool:
    return all(_is_school_work(code, content) for code in plan.subscales)


def _is_school_work(subscale: str | None, content: Content) -> bool:
    names = content.subscales.get(subscale or "")
    return names is None or names.domain in OPEN_ON_A_DESK


def _steps(rows: Iterable[PlanRow]) -> tuple[ClassStep, ...]:
    """The same step for several pupils stands once."""
    together: dict[ClassStep, list[str]] = {}
    for row in rows:
        plan = row.plan
        step = ClassStep(
            what=plan.first_step.strip(),
            approach="",
            pupils=(),
            dose=dose_text(plan.sessions_per_week, plan.minutes, None),
            who=plan.who,
            until=plan.review_on,
        )
        together.setdefault(step, []).append(row.call_name or row.full_name)
    return tuple(replace(step, pupils=tuple(sorted(names))) for step, names in together.items())


def _class_step(plan: GroupPlanFacts, content: Content) -> ClassStep:
    dose = dose_text(plan.sessions_per_week, plan.minutes, None)
    approach = approach_name(content, plan.intervention)
    return ClassStep(plan.first_step.strip(), approach, (), dose, plan.who, plan.review_on)


def approach_name(content: Content, intervention: str) -> str:
    """What an approach is called."""
    if intervention == NOTHING_EXTRA:
        return _("Nothing extra now")
    card = content.catalogue.get(intervention)
    return card.name if card else intervention


def pupils_on(session: Session, group_plan_ids: Collection[UUID]) -> tuple[UUID, ...]:
    """Whose plans hang on these: for the log of what was printed."""
    plans = {one for plan in group_plan_list(session) if plan.id in group_plan_ids
             for one in plan.plan_ids}  # fmt: skip
    return tuple(dict.fromkeys(plan.pupil_id for plan in plan_list(session) if plan.id in plans))


def pupils_with_steps(session: Session, group_id: UUID) -> tuple[UUID, ...]:
    """Who may be named on the sheet of this class."""
    rows = plan_board(session, today(), groups=(group_id,))
    agreed = (row.plan.pupil_id for row in rows if row.is_open and row.plan.state == "agreed")
    return tuple(dict.fromkeys(agreed))
