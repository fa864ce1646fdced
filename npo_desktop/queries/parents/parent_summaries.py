"""What the parent summaries of a round need, read in one go."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.dossiers.round_scores import RoundNorms
from npo_desktop.exports.letterhead import Letterhead
from npo_desktop.exports.parent_facts import (
    READY_LANGUAGES,
    AgreedGoal,
    AgreedPlan,
    AgreedPoint,
    ParentSummary,
    ready_language,
)
from npo_desktop.queries.dossiers import load_dossier, load_dossiers
from npo_desktop.queries.groups import staff_name
from npo_desktop.queries.papers.letterheads import letterhead
from npo_desktop.queries.parents.parent_talks import AgreementFacts, agreements_in
from npo_desktop.queries.parents.summary_blocks import summary_blocks
from npo_desktop.queries.parents.talk_moments import TalkMoment, talk_moments
from npo_desktop.queries.planning.plans import PlanFacts, plan_list
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
    second_language: str = "",
) -> ParentSummary:
    """One pupil. ``language``: instead of the one the parents talk in; a second one beside it."""
    dossier = load_dossier(session, content.questionnaires, pupil_id, norms)
    tongues = (language, second_language)
    return _summaries(session, content, [dossier], norms, made_on, tongues)[0]


def load_parent_summaries(
    session: Session,
    content: Content,
    norms: RoundNorms,
    *,
    made_on: date,
    group_id: UUID | None = None,
    pupil_ids: Collection[UUID] | None = None,
    language: str | None = None,
    second_language: str = "",
) -> list[ParentSummary]:
    """All pupils of the round, of one group, or these, in list order."""
    wanted = load_dossiers(
        session, content.questionnaires, norms, group_id=group_id, pupil_ids=pupil_ids
    )
    return _summaries(session, content, wanted, norms, made_on, (language, second_language))


def _summaries(
    session: Session,
    content: Content,
    dossiers: Sequence[Dossier],
    norms: RoundNorms,
    made_on: date,
    languages: tuple[str | None, str],
) -> list[ParentSummary]:
    school, head, blocks = school_facts(session), letterhead(session), summary_blocks(session)
    only = dossiers[0].pupil.id if len(dossiers) == 1 else None
    teachers = _teachers(session, norms.round.starts_on)
    plans: dict[UUID, list[AgreedPlan]] = {}
    for plan in plan_list(session, round_id=norms.round.id, pupil_id=only):
        if plan.in_parent_summary and plan.state in PRINTED_STATES:
            plans.setdefault(plan.pupil_id, []).append(_agreed(content, plan))
    pupils = [dossier.pupil.id for dossier in dossiers]
    agreed = agreements_in(session, norms.round.id, pupils)
    moments = talk_moments(session, norms.round.id, pupils, made_on)
    return [
        _summary(
            content,
            school,
            head,
            dossier,
            tuple(plans.get(dossier.pupil.id, ())),
            tuple(teachers.get(dossier.pupil.id, ())),
            made_on,
            languages,
            blocks,
            tuple(_point(one) for one in agreed.get(dossier.pupil.id, ())),
            moments.get(dossier.pupil.id, TalkMoment()),
        )
        for dossier in dossiers
    ]


def _summary(
    content: Content,
    school: SchoolFacts,
    head: Letterhead,
    dossier: Dossier,
    plans: tuple[AgreedPlan, ...],
    teachers: tuple[str, ...],
    made_on: date,
    languages: tuple[str | None, str],
    blocks: frozenset[str],
    agreements: tuple[AgreedPoint, ...],
    moment: TalkMoment,
) -> ParentSummary:
    second = languages[1]
    asked = languages[0] or moment.language or dossier.pupil.talk_language or school.language
    language = ready_language(asked, school.language)
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
        language=language,
        subscales=content.subscales,
        catalogue=content.catalogue,
        letterhead=head,
        second_language=second if second != language and second in READY_LANGUAGES else "",
        blocks=blocks,
        agreements=agreements,
        talk_on=moment.on,
        talk_at=moment.at,
        next_talk_on=moment.next_on,
        language_is_chosen=bool(languages[0] or moment.language),
    )


def _point(agreed: AgreementFacts) -> AgreedPoint:
    return AgreedPoint(agreed.text, agreed.who, agreed.by_on)


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
