"""Blocks: stretches of weeks in which support groups run."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import Session, col, select

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.proposals.support.support_board import BlockFacts, Limits, NewBlock
from npo_desktop.queries.school import set_setting, setting
from npo_desktop.store.support_tables import Block, SupportGroup, SupportPlace
from npo_desktop.store.tables import Setting

LONGEST_NAME = 100  # characters
LARGEST_GROUP = 15  # pupils; source: SCORING.md, section 8
MOST_WEEKS = 60
_PARTS = ("round_id", "name", "starts_on", "ends_on", "weekly_minutes", "budget_usd")


@dataclass(frozen=True, slots=True)
class BlockBefore:
    """A block with its groups as it was before a change; ``row`` ``None``: it was not there."""

    block_id: UUID
    row: Mapping[str, Any] | None
    groups: tuple[Mapping[str, Any], ...] = ()
    places: tuple[Mapping[str, Any], ...] = ()
    kept: str = ""  # the limits and the last division


def block_list(session: Session, round_id: UUID | None = None) -> list[BlockFacts]:
    """The blocks that rest on a round, or all, in order of time."""
    query = select(Block).order_by(col(Block.starts_on), col(Block.name))
    if round_id is not None:
        query = query.where(Block.round_id == round_id)
    return [_facts(session, row) for row in session.exec(query)]


def block_facts(session: Session, block_id: UUID) -> BlockFacts:
    """One block."""
    return _facts(session, session.get_one(Block, block_id))


def add_block(session: Session, new: NewBlock) -> BlockBefore:
    """Keep a new block. The caller commits."""
    _check(session, new)
    row = Block(id=uuid4(), **{part: getattr(new, part) for part in _PARTS})
    row.name = new.name.strip()
    session.add(row)
    session.flush()
    _keep(session, row.id, limits=new.limits)
    return BlockBefore(row.id, None)


def change_block(session: Session, block_id: UUID, new: NewBlock) -> BlockBefore:
    """Another name, other dates or limits. The caller commits."""
    _check(session, new, block_id)
    before = block_before(session, block_id)
    row = session.get_one(Block, block_id)
    refuse_fixed(row)
    for part in _PARTS:
        setattr(row, part, getattr(new, part))
    row.name = new.name.strip()
    _keep(session, block_id, limits=new.limits)
    session.flush()
    return before


def remove_block(session: Session, block_id: UUID) -> BlockBefore:
    """Take a concept away with its groups. A fixed one stays: plans were made from it."""
    before = block_before(session, block_id)
    row = session.get_one(Block, block_id)
    refuse_fixed(row)
    _delete(session, row)
    return before


def block_before(session: Session, block_id: UUID) -> BlockBefore:
    """Everything of a block, to be remembered before a change."""
    row = session.get(Block, block_id)
    if row is None:
        return BlockBefore(block_id, None)
    groups = groups_of(session, block_id)
    return BlockBefore(
        block_id,
        row.model_dump(),
        tuple(group.model_dump() for group in groups),
        tuple(place.model_dump() for place in places_of(session, block_id)),
        setting(session, _key(block_id)),
    )


def put_block_back(session: Session, before: BlockBefore) -> BlockBefore:
    """Everything as it was; returns what undoes this again. The caller commits."""
    now = block_before(session, before.block_id)
    row = session.get(Block, before.block_id)
    if before.row is None:
        if row is not None:
            _delete(session, row)
        return now
    session.merge(Block(**before.row))
    set_setting(session, _key(before.block_id), before.kept)
    kept = {group["id"] for group in before.groups}
    for place in places_of(session, before.block_id):
        session.delete(place)
    session.flush()
    for group in groups_of(session, before.block_id):
        if group.id not in kept:
            session.delete(group)
    for columns in before.groups:
        session.merge(SupportGroup(**columns))
    session.flush()
    for columns in before.places:
        session.merge(SupportPlace(**columns))
    session.flush()
    return now


def last_division(session: Session, block_id: UUID) -> dict[UUID, str]:
    """Why pupils had no place in the last automatic division: words of ``Obstacle``."""
    found = _kept(session, block_id).get("reasons", {})
    return {UUID(pupil): str(why) for pupil, why in found.items()}


def keep_division(session: Session, block_id: UUID, reasons: Mapping[UUID, str]) -> None:
    """Remember why pupils have no place."""
    _keep(session, block_id, reasons=reasons)


def groups_of(session: Session, block_id: UUID) -> list[SupportGroup]:
    """The rows of a block's groups, in the order of the page."""
    query = select(SupportGroup).where(SupportGroup.block_id == block_id)
    return list(session.exec(query.order_by(col(SupportGroup.place), col(SupportGroup.id))))


def places_of(session: Session, block_id: UUID) -> list[SupportPlace]:
    """The rows of who is in a group of this block."""
    query = select(SupportPlace).join(
        SupportGroup, col(SupportGroup.id) == SupportPlace.support_group_id
    )
    return list(session.exec(query.where(SupportGroup.block_id == block_id)))


def refuse_fixed(row: Block) -> None:
    """Raises ``UserError`` for a block in which nothing moves any more."""
    if row.state == "fixed":
        raise UserError(
            _("The block {name} is fixed: plans were made from it.").format(name=row.name),
            _("Open it again to change its groups."),
        )


def _delete(session: Session, row: Block) -> None:
    if kept := session.get(Setting, _key(row.id)):
        session.delete(kept)
    session.delete(row)
    session.flush()
    session.expire_all()  # the database took its groups with it


def _check(session: Session, new: NewBlock, own: UUID | None = None) -> None:
    name, limits = new.name.strip(), new.limits
    if not name or len(name) > LONGEST_NAME:
        raise UserError(
            _("The block has no name, or one that is too long."),
            _("Give it a short name, for example: Block 2."),
        )
    if new.ends_on < new.starts_on:
        raise UserError(
            _("The block ends before it begins."), _("Choose a last day after the first day.")
        )
    if (new.ends_on - new.starts_on).days > 7 * MOST_WEEKS:
        raise UserError(
            _("The block lasts longer than a school year."), _("Look at the years of both days.")
        )
    same = [one for one in block_list(session, new.round_id) if one.id != own]
    if any(one.name.casefold() == name.casefold() for one in same):
        raise UserError(
            _("There is a block called {name} already.").format(name=name),
            _("Give it another name."),
        )
    if not 1 <= limits.smallest <= limits.largest <= LARGEST_GROUP:
        raise UserError(
            _("A group of {low} to {high} pupils cannot be.").format(
                low=limits.smallest, high=limits.largest
            ),
            _("Choose from 1 to {most} pupils, the smaller number first.").format(
                most=LARGEST_GROUP
            ),
        )
    for amount in (new.weekly_minutes, new.budget_usd):
        if amount is not None and amount < 0:
            raise UserError(
                _("Hours and money cannot be below zero."), _("Type 0 or more, or leave it empty.")
            )


def _facts(session: Session, row: Block) -> BlockFacts:
    kept = _kept(session, row.id).get("limits", {})
    classes = tuple(UUID(one) for one in kept.pop("classes", ()))
    return BlockFacts(
        id=row.id,
        state=row.state,
        limits=Limits(**kept, classes=classes),
        **{part: getattr(row, part) for part in _PARTS},
    )


def _kept(session: Session, block_id: UUID) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(setting(session, _key(block_id)) or "{}")
    return found


def _keep(
    session: Session,
    block_id: UUID,
    *,
    limits: Limits | None = None,
    reasons: Mapping[UUID, str] | None = None,
) -> None:
    found = _kept(session, block_id)
    if limits is not None:
        found["limits"] = {
            "smallest": limits.smallest,
            "largest": limits.largest,
            "grade_spread": limits.grade_spread,
            "consent_first": limits.consent_first,
            "classes": [str(one) for one in limits.classes],
        }
    if reasons is not None:
        found["reasons"] = {str(pupil): str(why) for pupil, why in reasons.items()}
    set_setting(session, _key(block_id), json.dumps(found))
    session.flush()


def _key(block_id: UUID) -> str:
    return f"block.{block_id}"
