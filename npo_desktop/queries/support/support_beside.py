"""What goes on beside a block: other fixed blocks of the same weeks, and plans of pupils."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from sqlmodel import Session, col, select

from npo_desktop.content.catalogue import Catalogue, Intervention, Level
from npo_desktop.i18n import pick
from npo_desktop.proposals.load_guard import Activity
from npo_desktop.proposals.plan import NOTHING_EXTRA
from npo_desktop.proposals.support.support_board import BlockFacts, GroupCard
from npo_desktop.store.plan_tables import GroupPlan, GroupPlanMember
from npo_desktop.store.support_tables import Block, SupportGroup, SupportPlace
from npo_desktop.store.tables import Plan

RUNNING = ("concept", "agreed")


@dataclass(frozen=True, slots=True)
class Beside:
    """Of other fixed blocks: who is taken when, how many minutes a week, and by what."""

    busy: Mapping[UUID, frozenset[str]] = field(default_factory=dict)  # pupils and colleagues
    minutes: Mapping[UUID, int] = field(default_factory=dict)  # of colleagues
    groups: Mapping[UUID, tuple[Activity, ...]] = field(default_factory=dict)  # of pupils


def blocks_beside(session: Session, block: BlockFacts, cards: Mapping[str, GroupCard]) -> Beside:
    """What the other fixed blocks take in these weeks."""
    query = (
        select(SupportGroup)
        .join(Block, col(Block.id) == SupportGroup.block_id)
        .where(Block.id != block.id, Block.state == "fixed")
        .where(Block.starts_on <= block.ends_on, Block.ends_on >= block.starts_on)
    )
    busy: dict[UUID, set[str]] = defaultdict(set)
    minutes: Counter[UUID] = Counter()
    groups: dict[UUID, list[Activity]] = defaultdict(list)
    for row in session.exec(query):
        card = cards.get(row.intervention)
        times = row.sessions_per_week or (card.sessions_per_week if card else 1)
        weekly = times * (row.minutes or (card.minutes if card else 30))
        name = row.name or (card.name if card else row.intervention)
        if row.staff_id is not None:
            busy[row.staff_id].update(row.periods)
            minutes[row.staff_id] += weekly
        for pupil in session.exec(
            select(SupportPlace.pupil_id).where(SupportPlace.support_group_id == row.id)
        ):
            busy[pupil].update(row.periods)
            groups[pupil].append(Activity(str(pupil), name, weekly, times))
    return Beside(
        {who: frozenset(periods) for who, periods in busy.items()},
        dict(minutes),
        {pupil: tuple(found) for pupil, found in groups.items()},
    )


def activities_beside(
    session: Session, block: BlockFacts, catalogue: Catalogue, beside: Beside
) -> dict[UUID, list[Activity]]:
    """What lands on each child besides the groups of this block."""
    found = {pupil: list(groups) for pupil, groups in beside.groups.items()}
    in_groups = (
        select(GroupPlanMember.plan_id)
        .join(GroupPlan, col(GroupPlan.id) == GroupPlanMember.group_plan_id)
        .where(col(GroupPlan.support_group_id).is_not(None))
    )
    query = (
        select(Plan)
        .where(col(Plan.state).in_(RUNNING), Plan.intervention != NOTHING_EXTRA)
        .where(Plan.starts_on <= block.ends_on, Plan.review_on >= block.starts_on)
        .where(col(Plan.id).not_in(in_groups))
        .order_by(col(Plan.starts_on), col(Plan.id))
    )
    for plan in session.exec(query):
        card = catalogue.get(plan.intervention)
        outside = _is_outside(card)
        times = (plan.sessions_per_week or 0) if outside else 0
        found.setdefault(plan.pupil_id, []).append(
            Activity(
                str(plan.pupil_id),
                pick(card.names) if card else plan.intervention,
                times * (plan.minutes or 0),
                times,
            )
        )
    return found


def _is_outside(card: Intervention | None) -> bool:
    """Whether a pupil leaves the class for it."""
    return card is None or card.level in (Level.PUPIL, Level.GROUP)
