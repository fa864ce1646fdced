"""Changing the groups of a block: by hand, or as the solver arranged them; each can be undone.

Every function returns the block as it was, for ``blocks.put_block_back``. The caller commits.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlmodel import Session, col, select

from npo_desktop.clock import today
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.proposals.support.board_findings import Change, Drop, Lead, Move, Sit, Times
from npo_desktop.proposals.support.support_groups import ArrangedGroup, Arrangement
from npo_desktop.queries.support.blocks import (
    BlockBefore,
    block_before,
    groups_of,
    keep_division,
    last_division,
    places_of,
    refuse_fixed,
)
from npo_desktop.store.support_tables import (
    Block,
    PairRule,
    SupportConsent,
    SupportGroup,
    SupportPlace,
)

LONGEST_NAME = 100  # characters
_PARTS = ("intervention", "name", "staff_id", "room_id", "budget_line_id", "minutes")


@dataclass(frozen=True, slots=True)
class GroupDraft:
    """What can be said of a group. Empty minutes or sessions: as its card says."""

    intervention: str
    name: str = ""
    staff_id: UUID | None = None
    room_id: UUID | None = None
    budget_line_id: UUID | None = None
    periods: tuple[str, ...] = ()
    minutes: int | None = None
    sessions_per_week: int | None = None


def group_draft(session: Session, group_id: UUID) -> GroupDraft:
    """A group as it can be changed."""
    row = session.get_one(SupportGroup, group_id)
    parts = {part: getattr(row, part) for part in _PARTS}
    return GroupDraft(**parts, periods=tuple(row.periods), sessions_per_week=row.sessions_per_week)


def add_group(
    session: Session, block_id: UUID, draft: GroupDraft, pupils: Collection[UUID] = ()
) -> BlockBefore:
    """One more group, with these pupils in it."""
    before = _before(session, block_id)
    row = _new_group(session, block_id, draft.intervention)
    _fill(row, draft)
    session.flush()
    for pupil in pupils:
        session.add(SupportPlace(support_group_id=row.id, pupil_id=pupil))
    session.flush()
    return before


def change_group(session: Session, group_id: UUID, draft: GroupDraft) -> BlockBefore:
    """Another name, card, colleague, room or other times."""
    row = session.get_one(SupportGroup, group_id)
    before = _before(session, row.block_id)
    _fill(row, draft)
    session.flush()
    return before


def remove_group(session: Session, group_id: UUID) -> BlockBefore:
    """Its pupils have no place then."""
    row = session.get_one(SupportGroup, group_id)
    before = _before(session, row.block_id)
    session.delete(row)
    session.flush()
    session.expire_all()  # the database took its places with it
    return before


def move_pupil(
    session: Session, pupil_id: UUID, from_id: UUID | None, to_id: UUID | None
) -> BlockBefore:
    """From a group, or from none, to another, or to none. In another group it is not pinned."""
    either = to_id or from_id
    if either is None:
        raise ValueError("a move has a group")
    before = _before(session, session.get_one(SupportGroup, either).block_id)
    if from_id is not None and (place := session.get(SupportPlace, (from_id, pupil_id))):
        session.delete(place)
    if to_id is not None and session.get(SupportPlace, (to_id, pupil_id)) is None:
        session.add(SupportPlace(support_group_id=to_id, pupil_id=pupil_id))
        _forget_reason(session, before.block_id, pupil_id)
    session.flush()
    return before


def pin_pupil(session: Session, pupil_id: UUID, group_id: UUID, *, is_pinned: bool) -> BlockBefore:
    """Solving again leaves a pinned pupil there."""
    before = _before(session, session.get_one(SupportGroup, group_id).block_id)
    session.get_one(SupportPlace, (group_id, pupil_id)).is_pinned = is_pinned
    session.flush()
    return before


def apply_change(session: Session, change: Change) -> BlockBefore | None:
    """Carry a remedy out; ``None`` for what a person has to say."""
    if isinstance(change, Move):
        return move_pupil(session, change.pupil_id, change.from_id, change.to_id)
    if isinstance(change, Drop):
        return remove_group(session, change.group_id)
    if isinstance(change, Lead | Times | Sit):
        row = session.get_one(SupportGroup, change.group_id)
        before = _before(session, row.block_id)
        if isinstance(change, Lead):
            row.staff_id = change.staff_id
        elif isinstance(change, Times):
            row.periods = list(change.periods)
        else:
            row.room_id = change.room_id
        session.flush()
        return before
    return None


def keep_arrangement(session: Session, block_id: UUID, arrangement: Arrangement) -> BlockBefore:
    """The groups as the solver arranged them. Pins stay where they were, whatever it found."""
    before = _before(session, block_id)
    rows = {str(row.id): row for row in groups_of(session, block_id)}
    pinned = {
        (place.support_group_id, place.pupil_id)
        for place in places_of(session, block_id)
        if place.is_pinned
    }
    for place in places_of(session, block_id):
        if (place.support_group_id, place.pupil_id) not in pinned:
            session.delete(place)
    session.flush()
    kept = {group for group, _pupil in pinned}
    for group in arrangement.groups:
        row = rows.get(group.key) or _new_group(session, block_id, group.programme)
        _arrange(row, group)
        session.flush()
        kept.add(row.id)
        for pupil in group.pupils:
            if (row.id, UUID(pupil)) not in pinned:
                session.add(SupportPlace(support_group_id=row.id, pupil_id=UUID(pupil)))
    for row in rows.values():
        if row.id not in kept:
            session.delete(row)
    session.flush()
    reasons = {UUID(pupil): why.value for pupil, why in arrangement.unplaced.items()}
    keep_division(session, block_id, reasons)
    return before


def set_consent(
    session: Session, said: Mapping[UUID, bool | None], day: date | None = None
) -> dict[UUID, bool | None]:
    """What parents said; ``None``: not asked. Returns what was noted before of these pupils."""
    before: dict[UUID, bool | None] = {}
    for pupil, is_given in said.items():
        row = session.get(SupportConsent, pupil)
        before[pupil] = row.is_given if row else None
        if is_given is None:
            if row is not None:
                session.delete(row)
        elif row is None:
            day = day or today()
            session.add(SupportConsent(pupil_id=pupil, is_given=is_given, said_on=day))
        elif row.is_given != is_given:
            row.is_given, row.said_on = is_given, day or today()
    session.flush()
    return before


def pair_rules(session: Session) -> dict[tuple[UUID, UUID], str]:
    """Who must, or must not, be in one group: "apart" or "together"."""
    query = select(PairRule).order_by(col(PairRule.first_id), col(PairRule.second_id))
    return {(row.first_id, row.second_id): row.kind for row in session.exec(query)}


def set_pair(
    session: Session, first: UUID, second: UUID, kind: str | None
) -> tuple[tuple[UUID, UUID], str | None]:
    """A rule for two pupils, ``None`` takes it away; returns what held before."""
    if first == second:
        raise UserError(_("A pair is two different pupils."), _("Choose another second pupil."))
    pair = (first, second) if str(first) < str(second) else (second, first)
    row = session.get(PairRule, pair) or session.get(PairRule, pair[::-1])
    before = row.kind if row else None
    if row is not None and kind is None:
        session.delete(row)
    elif row is not None and kind is not None:
        row.kind = kind
    elif kind is not None:
        session.add(PairRule(first_id=pair[0], second_id=pair[1], kind=kind))
    session.flush()
    return pair, before


def _before(session: Session, block_id: UUID) -> BlockBefore:
    """The block as it is, after looking whether it may change at all."""
    refuse_fixed(session.get_one(Block, block_id))
    return block_before(session, block_id)


def _new_group(session: Session, block_id: UUID, intervention: str) -> SupportGroup:
    place = max((row.place for row in groups_of(session, block_id)), default=0) + 1
    row = SupportGroup(id=uuid4(), block_id=block_id, place=place, intervention=intervention)
    session.add(row)
    session.flush()
    return row


def _arrange(row: SupportGroup, group: ArrangedGroup) -> None:
    """Who leads, when and where; a dose of its own is left as its card says."""
    row.staff_id = UUID(group.staff)
    row.periods = [session.period for session in group.sessions]
    rooms = {session.room for session in group.sessions}
    row.room_id = UUID(room) if len(rooms) == 1 and (room := rooms.pop()) else None
    row.minutes = row.sessions_per_week = None


def _fill(row: SupportGroup, draft: GroupDraft) -> None:
    if len(draft.name.strip()) > LONGEST_NAME:
        raise UserError(
            _("The name of the group is too long."),
            _("Use at most {n} characters.").format(n=LONGEST_NAME),
        )
    for part in _PARTS:
        setattr(row, part, getattr(draft, part))
    row.name, row.periods = draft.name.strip(), list(draft.periods)
    row.sessions_per_week = draft.sessions_per_week


def _forget_reason(session: Session, block_id: UUID, pupil_id: UUID) -> None:
    reasons = last_division(session, block_id)
    if reasons.pop(pupil_id, None) is not None:
        keep_division(session, block_id, reasons)
