"""Reviews of plans: what is looked back on, and the decision with the plan that follows."""

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.dossiers.review import (
    Aim,
    Decision,
    GoalReview,
    Suggestion,
    attainment_of,
    outcome_of,
    review_goals,
    suggest,
)
from npo_desktop.dossiers.review_figures import figures_of
from npo_desktop.dossiers.round_scores import RoundNorms
from npo_desktop.errors import UserError
from npo_desktop.formats import date_text
from npo_desktop.i18n import _
from npo_desktop.proposals.school_weeks import DaysOff
from npo_desktop.queries.dossiers import load_dossier, round_norms
from npo_desktop.queries.planning.follow_ups import follow_up
from npo_desktop.queries.planning.plan_changes import slot_of
from npo_desktop.queries.planning.plan_sessions import DoseGiven, dose_given, sessions_of
from npo_desktop.queries.planning.plans import PlanFacts, plan_facts, withdraw_plan
from npo_desktop.queries.rounds import round_facts, round_list
from npo_desktop.scoring.change import Verdict
from npo_desktop.store.plan_tables import PlanReview
from npo_desktop.store.tables import Plan, Pupil, Scan

KnownNorms = MutableMapping[tuple[UUID, UUID], RoundNorms]  # by round and the one before
DRAFT = "review_draft"  # in the basis of a plan
STEPS = range(-2, 3)  # of the attainment scale


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """Everything to look back with."""

    plan: PlanFacts
    pupil: str  # full name
    call_name: str
    goals: tuple[GoalReview, ...]
    dose: DoseGiven
    suggestion: Suggestion
    outcome: Verdict
    attainment: int | None  # as the figures have it
    before: RoundFacts  # the round the plan rests on
    now: RoundFacts | None  # the newest round after it in which the pupil was scanned
    norms: RoundNorms | None  # for the chart: the cuts of the bands
    draft: tuple[str, ...] = ()  # typed when the window locked, and not kept yet


@dataclass(frozen=True, slots=True)
class NewReview:
    """A decision, before it is kept."""

    plan_id: UUID
    held_on: date
    decision: Decision
    attainment: int | None = None  # -2 much less than hoped, 0 as hoped, 2 much more
    teacher_words: str = ""
    pupil_words: str = ""
    parent_words: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class KeptReview(NewReview):
    """A decision that was kept, with the figures as they were shown."""

    figures: tuple[Mapping[str, Any], ...] = ()
    next_plan_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """What a decision did: ``undo_review`` takes it back."""

    review_id: UUID
    plan_id: UUID
    state_before: str
    next_plan_id: UUID | None
    made_next: bool  # False: it was there already
    draft: tuple[str, ...] | None = None  # what had been typed at it, and went with it


def load_review(
    session: Session,
    content: Content,
    plan_id: UUID,
    day: date,
    holidays: Sequence[DaysOff] = (),
    known: KnownNorms | None = None,
) -> ReviewFacts:
    """One plan with its goals before and after. ``known`` keeps norms for the next plan."""
    plan = plan_facts(session, plan_id)
    pupil = session.get_one(Pupil, plan.pupil_id)
    before = round_facts(session, plan.round_id)
    now = _measured_since(session, plan, before, day)
    norms = _norms(session, content, now, before, {} if known is None else known) if now else None
    dossier = load_dossier(session, content.questionnaires, pupil.id, norms) if norms else None
    goals = review_goals(
        [Aim(goal.text, goal.subscale, goal.start_value, goal.target_value) for goal in plan.goals],
        dossier,
        content.questionnaires,
        norms.before_references if norms else {},
        since=plan.starts_on,
    )
    dose = dose_given(plan, sessions_of(session, [plan_id]).get(plan_id, ()), day, holidays)
    names = (pupil.call_name, pupil.infix, pupil.last_name)
    return ReviewFacts(
        plan=plan,
        pupil=" ".join(part for part in names if part),
        call_name=pupil.call_name,
        goals=goals,
        dose=dose,
        suggestion=suggest(goals, dose.share, follows_same=brought_nothing_before(session, plan)),
        outcome=outcome_of(goals, dose.share),
        attainment=attainment_of(goals),
        before=before,
        now=now,
        norms=norms,
        draft=tuple(plan.basis.get(DRAFT, ())),
    )


def decide(
    session: Session,
    facts: ReviewFacts,
    new: NewReview,
    questionnaires: Mapping[str, Questionnaire],
    day: date,
    holidays: Sequence[DaysOff] = (),
) -> Decided:
    """Keep a decision; continue and adjust make the plan that follows, as a concept."""
    plan = session.get_one(Plan, new.plan_id)
    _refuse(session, plan, new, day)
    state = plan.state
    next_id, made = follow_up(
        session,
        facts.plan,
        facts.goals,
        new.decision,
        (new.pupil_words, new.note),
        questionnaires,
        day,
        holidays,
    )
    row = PlanReview(
        plan_id=new.plan_id,
        held_on=new.held_on,
        decision=new.decision.value,
        attainment=new.attainment,
        teacher_words=new.teacher_words.strip(),
        pupil_words=new.pupil_words.strip(),
        parent_words=new.parent_words.strip(),
        note=new.note.strip(),
        figures=figures_of(facts.goals),
        next_plan_id=next_id,
        slot_id=slot_of(session),
    )
    session.add(row)
    draft = tuple(plan.basis[DRAFT]) if DRAFT in plan.basis else None
    plan.basis = {part: value for part, value in plan.basis.items() if part != DRAFT}
    plan.outcome = facts.outcome.value
    reached = facts.suggestion.reached == facts.suggestion.of > 0
    helped = reached or facts.outcome is Verdict.IMPROVED
    plan.state = "stopped" if new.decision is Decision.STOP and not helped else "done"
    session.flush()
    return Decided(row.id, plan.id, state, next_id, made, draft)


def keep_review_draft(session: Session, plan_id: UUID, words: Sequence[str]) -> None:
    """What was typed at a review that is not kept yet; it goes with the plan, and with a review."""
    plan = session.get_one(Plan, plan_id)
    if plan.outcome is None:
        plan.basis = {**plan.basis, DRAFT: list(words)}


def undo_review(session: Session, decided: Decided) -> None:
    """Take a decision back, with the concept it made. One that was agreed meanwhile stays."""
    session.delete(session.get_one(PlanReview, decided.review_id))
    session.flush()
    if decided.made_next and decided.next_plan_id is not None:
        withdraw_plan(session, decided.next_plan_id)
    plan = session.get_one(Plan, decided.plan_id)
    plan.outcome, plan.state = None, decided.state_before
    if decided.draft is not None:
        plan.basis = {**plan.basis, DRAFT: list(decided.draft)}
    session.flush()


def reviews_of(session: Session, plan_ids: Sequence[UUID]) -> dict[UUID, KeptReview]:
    """The last review of each of these plans that has one."""
    query = (
        select(PlanReview)
        .where(col(PlanReview.plan_id).in_(plan_ids))
        .order_by(col(PlanReview.held_on), col(PlanReview.made_at))
    )
    return {
        row.plan_id: KeptReview(
            plan_id=row.plan_id,
            held_on=row.held_on,
            decision=Decision(row.decision),
            attainment=row.attainment,
            teacher_words=row.teacher_words,
            pupil_words=row.pupil_words,
            parent_words=row.parent_words,
            note=row.note,
            figures=tuple(row.figures.get("goals", ())),
            next_plan_id=row.next_plan_id,
        )
        for row in session.exec(query)
    }


def _refuse(session: Session, plan: Plan, new: NewReview, day: date) -> None:
    earlier = reviews_of(session, [plan.id]).get(plan.id)
    if earlier is not None or plan.outcome is not None:
        on = date_text(earlier.held_on) if earlier else date_text(plan.review_on)
        raise UserError(
            _("This plan was reviewed on {date} already.").format(date=on),
            _("Look at the plan that followed it."),
        )
    if new.held_on < plan.starts_on:
        raise UserError(
            _("This plan begins on {date}.").format(date=date_text(plan.starts_on)),
            _("Look back after that, or change the start of the plan."),
        )
    if new.held_on > day:
        raise UserError(
            _("The day of the review is still to come."), _("Choose today or an earlier day.")
        )
    if new.attainment is not None and new.attainment not in STEPS:
        raise UserError(
            _("How far the goals were reached is given in five steps."), _("Choose one of them.")
        )


def _measured_since(
    session: Session, plan: PlanFacts, before: RoundFacts, day: date
) -> RoundFacts | None:
    """The newest round after the one the plan rests on, in which this pupil was scanned."""
    scanned = set(session.exec(select(Scan.round_id).where(Scan.pupil_id == plan.pupil_id)))
    later = [
        one
        for one in round_list(session)
        if before.starts_on < one.starts_on <= day
        and one.ends_on >= plan.starts_on
        and one.id in scanned
    ]
    return later[-1] if later else None


def _norms(
    session: Session, content: Content, now: RoundFacts, before: RoundFacts, known: KnownNorms
) -> RoundNorms:
    pair = now.id, before.id
    if pair not in known:
        known[pair] = round_norms(session, content.questionnaires, now, before)
    return known[pair]


def brought_nothing_before(session: Session, plan: PlanFacts) -> bool:
    """Whether it followed a block of the same approach that brought nothing certain."""
    query = (
        select(Plan)
        .join(PlanReview, col(PlanReview.plan_id) == Plan.id)
        .where(PlanReview.next_plan_id == plan.id, Plan.intervention == plan.intervention)
    )
    without = (Verdict.UNCHANGED.value, Verdict.DECLINED.value)
    return any(earlier.outcome in without for earlier in session.exec(query))
