"""What the parent summaries of a round need, read in one go."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.dossiers.round_scores import RoundNorms
from npo_desktop.exports.parent_facts import (
    AgreedGoal,
    AgreedPlan,
    ParentSummary,
    ready_language,
)
from npo_desktop.queries.dossiers import load_dossier, load_dossiers
from npo_desktop.queries.groups import staff_name
from npo_desktop.queries.plans import PlanFacts, plan_list
from npo_desktop.queries.pupils import enrolment_in_view
from npo_desktop.queries.school import SchoolFacts, school_facts, school_year_of
from npo_desktop.store.tables import NOTHING_EXTRA, Enrolment, GroupTeacher, Pupil, Staff

PRINTED_STATES = ("concept", "agreed")


def load_parent_summary(
    session: Session,
    content: Content,
    pupil_id: UUID,
    norms: RoundNorms,
    *,
    made_on: date,
    language: str | None = None,
) -> ParentSummary:
    """One pupil. ``language``: instead of the one the parents talk in."""
    dossier = load_dossier(session, content.questionnaires, pupil_id, norms)
    return _summaries(session, content, [dossier], norms, made_on, language)[0]


def load_parent_summaries(
    session: Session,
    content: Content,
    norms: RoundNorms,
    *,
    made_on: date,
    group_id: UUID | None = None,
    pupil_ids: Collection[UUID] | None = None,
    language: str | None = None,
) -> list[ParentSummary]:
    """All pupils of the round, of one group, or these, in list order."""
    dossiers = load_dossiers(session, content.questionnaires, norms, group_id=group_id)
    wanted = [d for d in dossiers if pupil_ids is None or d.pupil.id in pupil_ids]
    return _summaries(session, content, wanted, norms, made_on, language)


def _summaries(
    session: Session,
    content: Content,
    dossiers: Sequence[Dossier],
    norms: RoundNorms,
    made_on: date,
    language: str | None,
) -> list[ParentSummary]:
    school = school_facts(session)
    only = dossiers[0].pupil.id if len(dossiers) == 1 else None
    teachers = _teachers(session, norms.round.starts_on)
    plans: dict[UUID, list[AgreedPlan]] = {}
    for plan in plan_list(session, round_id=norms.round.id, pupil_id=only):
        if plan.in_parent_summary and plan.state in PRINTED_STATES:
            plans.setdefault(plan.pupil_id, []).append(_agreed(content, plan))
    return [
        _summary(
            content,
            school,
            dossier,
            tuple(plans.get(dossier.pupil.id, ())),
            tuple(teachers.get(dossier.pupil.id, ())),
            made_on,
            language or dossier.pupil.talk_language or school.language,
        )
        for dossier in dossiers
    ]


def _summary(
    content: Content,
    school: SchoolFacts,
    dossier: Dossier,
    plans: tuple[AgreedPlan, ...],
    teachers: tuple[str, ...],
    made_on: date,
    asked: str,
) -> ParentSummary:
    return ParentSummary(
        dossier=dossier,
        plans=plans,
        school=school.name,
        place=", ".join(filter(None, (school.place, _island(school.island)))),
        coordinator=school.coordinator,
        teachers=teachers,
        is_practice=school.is_practice,
        made_on=made_on,
        asked_language=asked,
        language=ready_language(asked, school.language),
        subscales=content.subscales,
        catalogue=content.catalogue,
    )


def _island(code: str) -> str:
    """Its own name, the same in every language: Bonaire, Sint Eustatius, Saba."""
    return " ".join(part.capitalize() for part in code.split("-"))


def _agreed(content: Content, plan: PlanFacts) -> AgreedPlan:
    return AgreedPlan(
        intervention=content.catalogue.get(plan.intervention),
        is_nothing_extra=plan.intervention == NOTHING_EXTRA,
        review_on=plan.review_on,
        goals=tuple(AgreedGoal(goal.text, goal.subscale) for goal in plan.goals),
        who=plan.who,
        sessions_per_week=plan.sessions_per_week,
        minutes=plan.minutes,
        weeks=plan.weeks,
        pupil_words=plan.pupil_words,
    )


def _teachers(session: Session, day: date) -> dict[UUID, list[str]]:
    """Who teaches whom on this day, by pupil."""
    query = (
        select(Enrolment.pupil_id, Staff)
        .join(Pupil, col(Pupil.id) == Enrolment.pupil_id)
        .join(GroupTeacher, col(GroupTeacher.group_id) == Enrolment.group_id)
        .join(Staff, col(Staff.id) == GroupTeacher.staff_id)
        .where(enrolment_in_view(school_year_of(day)))
        .where((col(Staff.left_on) > day) | col(Staff.left_on).is_(None))
        .order_by(col(Staff.last_name), col(Staff.first_name))
    )
    found: dict[UUID, list[str]] = {}
    for pupil_id, staff in session.exec(query):
        if name := staff_name(staff):
            found.setdefault(pupil_id, []).append(name)
    return found
