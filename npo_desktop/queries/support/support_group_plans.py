"""Plans for a support group: one of the group, and a concept for each of its pupils."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from sqlmodel import Session, select

from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.errors import UserError
from npo_desktop.i18n import _, pick
from npo_desktop.proposals.plan import as_whole, draft_plan, review_day
from npo_desktop.proposals.school_weeks import DaysOff
from npo_desktop.queries.groups import staff_list
from npo_desktop.queries.planning.group_plans import (
    CARRIED,
    NewGroupPlan,
    add_group_plan,
    group_plan_facts,
    link,
    withdraw_group_plan,
)
from npo_desktop.queries.planning.plans import GoalFacts, NewPlan, add_plan, withdraw_plan
from npo_desktop.store.plan_tables import GroupPlan, GroupPlanMember
from npo_desktop.store.support_tables import Block, SupportGroup, SupportPlace
from npo_desktop.store.tables import Plan


@dataclass(frozen=True, slots=True)
class MadeForGroup:
    """What was made for a support group."""

    group_plan_id: UUID
    made: tuple[UUID, ...] = ()  # concepts made now
    linked: tuple[UUID, ...] = ()  # plans that were there already
    refused: Mapping[UUID, str] = field(default_factory=dict)  # pupil -> why there is none
    hung_on: Mapping[UUID, UUID | None] = field(default_factory=dict)  # linked plan -> before
    made_group: bool = True  # False: the group's plan was there already


def plan_for_support_group(
    session: Session,
    group_id: UUID,
    content: Content,
    dossiers: Mapping[UUID, Dossier],
    *,
    holidays: Sequence[DaysOff] = (),
) -> MadeForGroup:
    """A plan of the group and a concept per pupil, linked; a second time only what is new.

    ``dossiers`` of the block's round, by pupil: they give the goals. A pupil who had this approach
    chosen in this round already keeps that plan, which is linked.
    """
    group = session.get_one(SupportGroup, group_id)
    block = session.get_one(Block, group.block_id)
    new = _of_support_group(session, group, block, content, holidays)
    kept = session.exec(select(GroupPlan.id).where(GroupPlan.support_group_id == group_id)).first()
    group_plan_id = kept or add_group_plan(session, new)
    query = select(SupportPlace.pupil_id).where(SupportPlace.support_group_id == group_id)
    pupils = session.exec(query).all()
    there = {
        pupil_id: plan_id
        for pupil_id, plan_id in session.exec(
            select(Plan.pupil_id, Plan.id).where(
                Plan.round_id == block.round_id, Plan.intervention == group.intervention
            )
        )
        if pupil_id in pupils
    }
    made: list[UUID] = []
    refused: dict[UUID, str] = {}
    for pupil_id in pupils:
        if pupil_id in there:
            continue
        plan = _of_pupil(pupil_id, new, content, dossiers.get(pupil_id), len(pupils))
        try:
            made.append(add_plan(session, plan))
        except UserError as error:
            refused[pupil_id] = error.message
    linked = tuple(there.values())
    hung_on = {plan_id: _hangs_on(session, plan_id) for plan_id in linked}
    link(session, group_plan_id, (*made, *linked))
    return MadeForGroup(group_plan_id, tuple(made), linked, refused, hung_on, kept is None)


def undo_support_group_plans(session: Session, made: MadeForGroup) -> None:
    """Take back what was made now; plans that were there hang again on what they hung on."""
    for plan_id in made.made:
        withdraw_plan(session, plan_id)
    for plan_id, before in made.hung_on.items():
        if before is not None:
            link(session, before, [plan_id])
        elif member := session.get(GroupPlanMember, plan_id):
            session.delete(member)
    session.flush()
    if made.made_group and not group_plan_facts(session, made.group_plan_id).plan_ids:
        withdraw_group_plan(session, made.group_plan_id)


def _hangs_on(session: Session, plan_id: UUID) -> UUID | None:
    member = session.get(GroupPlanMember, plan_id)
    return member.group_plan_id if member else None


def _of_support_group(
    session: Session,
    group: SupportGroup,
    block: Block,
    content: Content,
    holidays: Sequence[DaysOff],
) -> NewGroupPlan:
    card = content.catalogue.get(group.intervention)
    dose = card.dose if card else None
    times = (
        group.sessions_per_week
        or len(group.periods)
        or (as_whole(dose.sessions_per_week, 14) if dose else None)
    )
    names = {member.id: member.name for member in staff_list(session)}
    weeks = max(1, -(-((block.ends_on - block.starts_on).days + 1) // 7))
    return NewGroupPlan(
        round_id=block.round_id,
        intervention=group.intervention,
        starts_on=block.starts_on,
        review_on=min(review_day(block.starts_on, weeks, holidays), block.ends_on),
        support_group_id=group.id,
        name=group.name or (pick(card.names) if card else group.intervention),
        sessions_per_week=times,
        minutes=group.minutes or (as_whole(dose.minutes, 480) if dose else None),
        weeks=min(weeks, 52),
        who=names.get(group.staff_id, "") if group.staff_id else "",
        subscales=tuple(card.targets) if card else (),
    )


def _of_pupil(
    pupil_id: UUID,
    new: NewGroupPlan,
    content: Content,
    dossier: Dossier | None,
    size: int,
) -> NewPlan:
    card, first_step = content.catalogue.get(new.intervention), ""
    goals: tuple[GoalFacts, ...] = ()
    if card is not None and dossier is not None:  # without scores the goal is asked, not guessed
        draft = draft_plan(dossier, card, content.catalogue, content.questionnaires, new.starts_on)
        first_step = draft.first_step
        goals = tuple(
            GoalFacts(choice.text, one.subscale, one.now, one.certain, one.certain, choice.observe)
            for choice in draft.goals[:1]
            for one in draft.measures
            if one.subscale == choice.subscale
        )
    return NewPlan(
        pupil_id=pupil_id,
        round_id=new.round_id,
        intervention=new.intervention,
        group_size=min(size, 40),
        first_step=first_step,
        goals=goals,
        reason=_("Together with the group {name}.").format(name=new.name),
        **{part: getattr(new, part) for part in CARRIED},
    )
