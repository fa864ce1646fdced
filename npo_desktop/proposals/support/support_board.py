"""A block of support groups as it stands: groups, children, people and times. Plain values, pure.

The page shows it, ``board_conflicts`` judges it, ``board_question`` asks the solver about it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from uuid import UUID

from npo_desktop.proposals.load_guard import Activity
from npo_desktop.proposals.school_weeks import count_weeks
from npo_desktop.scoring.norms import Band

BREAK = "break"  # the lesson of a kept period in which pupils have their break


@dataclass(frozen=True, slots=True)
class Limits:
    """What the school keeps to in a block. ``classes``: whose pupils take part; none: all."""

    smallest: int = 3
    largest: int = 6
    grade_spread: int = 1
    consent_first: bool = True
    classes: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class NewBlock:
    """A block, before it is kept. Minutes of all colleagues together; ``None``: what they have."""

    round_id: UUID
    name: str
    starts_on: date
    ends_on: date
    weekly_minutes: int | None = None
    budget_usd: float | None = None
    limits: Limits = Limits()


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockFacts(NewBlock):
    """A stretch of weeks in which support groups run."""

    id: UUID
    state: str = "concept"

    @property
    def is_fixed(self) -> bool:
        """Nothing moves any more."""
        return self.state == "fixed"


@dataclass(frozen=True, slots=True)
class DayOff:
    """Days without lessons, the first and the last included."""

    name: str
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class GroupCard:
    """A card of the menukaart that is done in groups, with its dose."""

    id: str
    name: str
    sessions_per_week: int
    minutes: int
    material_usd: float


@dataclass(frozen=True, slots=True)
class Slot:
    """A fixed moment of the week; Monday is 1, times in minutes after midnight."""

    id: str
    weekday: int
    starts_at: int
    ends_at: int

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return self.ends_at - self.starts_at

    def meets(self, other: "Slot") -> bool:
        """Can nobody be at both?"""
        return (
            self.weekday == other.weekday
            and self.starts_at < other.ends_at
            and other.starts_at < self.ends_at
        )


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody with hours for support. ``periods`` ``None``: free at every one of them."""

    id: UUID
    name: str
    weekly_minutes: int
    skills: frozenset[str] = frozenset()
    periods: frozenset[str] | None = None
    taken: frozenset[str] = frozenset()  # periods of another block that runs meanwhile
    other_minutes: int = 0  # a week, of that other block

    def is_free(self, period: str) -> bool:
        """Whether this colleague can give support then."""
        return (self.periods is None or period in self.periods) and period not in self.taken


@dataclass(frozen=True, slots=True)
class Place:
    """A room for one group at a time."""

    id: UUID
    name: str
    seats: int | None = None


@dataclass(frozen=True, slots=True)
class Child:
    """A pupil who takes part in the block, or could. By programme: scores, reds and bands."""

    id: UUID
    name: str
    call_name: str
    class_name: str
    grade: int | None
    class_id: UUID | None = None
    scores: Mapping[str, int] = field(default_factory=dict)
    reds: Mapping[str, int] = field(default_factory=dict)
    bands: Mapping[str, Band] = field(default_factory=dict)
    band: Band | None = None  # the worst there is; None: nothing stands out
    stands_out: tuple[str, ...] = ()  # subscales, worst first
    consent: bool | None = None  # None: nobody asked
    kept: Mapping[str, str] = field(default_factory=dict)  # period -> lesson not to be missed
    taken: frozenset[str] = frozenset()  # periods of another block that runs meanwhile
    activities: tuple[Activity, ...] = ()  # plans and groups of other blocks
    has_left: bool = False
    is_scanned: bool = True  # something was answered or tested in this round

    @property
    def wants(self) -> bool:
        """Whether this child needs an approach at all."""
        return bool(self.scores) or self.band is not None

    def band_for(self, programme: str) -> Band | None:
        """The worst need that this programme serves, else the worst there is."""
        return self.bands.get(programme, self.band)


@dataclass(frozen=True, slots=True)
class BoardGroup:
    """A support group; ``name`` is its own or that of its card."""

    id: UUID
    programme: str
    name: str
    minutes: int  # of one session
    sessions_per_week: int
    own_name: str = ""
    staff_id: UUID | None = None
    room_id: UUID | None = None
    periods: tuple[str, ...] = ()
    pupils: tuple[UUID, ...] = ()
    pinned: frozenset[UUID] = frozenset()
    material_usd: float = 0.0

    @property
    def weekly_minutes(self) -> int:
        """Of one colleague."""
        return self.minutes * self.sessions_per_week


@dataclass(frozen=True)
class Board:
    """Everything of one block at one moment."""

    block: BlockFacts
    groups: tuple[BoardGroup, ...] = ()
    children: Mapping[UUID, Child] = field(default_factory=dict)
    cards: Mapping[str, GroupCard] = field(default_factory=dict)
    people: tuple[Colleague, ...] = ()
    periods: tuple[Slot, ...] = ()
    rooms: tuple[Place, ...] = ()
    apart: frozenset[tuple[UUID, UUID]] = frozenset()
    together: frozenset[tuple[UUID, UUID]] = frozenset()
    budget: float | None = None  # dollars; of the block, else of the lines that run
    days_off: tuple[DayOff, ...] = ()
    reasons: Mapping[UUID, str] = field(default_factory=dict)  # of the last division: obstacles
    trained: Mapping[str, frozenset[UUID]] = field(default_factory=dict)  # by card; hours or not
    staff_names: Mapping[UUID, str] = field(default_factory=dict)  # also of who has no hours

    @cached_property
    def slots(self) -> Mapping[str, Slot]:
        """The periods by id."""
        return {slot.id: slot for slot in self.periods}

    @cached_property
    def weeks(self) -> int:
        """Weeks of school in the block."""
        return count_weeks(self.block.starts_on, self.block.ends_on, self.days_off).school

    @cached_property
    def homes(self) -> Mapping[UUID, tuple[BoardGroup, ...]]:
        """The groups each child is in."""
        found: dict[UUID, tuple[BoardGroup, ...]] = {}
        for group in self.groups:
            for pupil in group.pupils:
                found[pupil] = (*found.get(pupil, ()), group)
        return found

    @property
    def waiting(self) -> tuple[Child, ...]:
        """Who needs an approach and has no place: worst first."""
        left = [
            child
            for child in self.children.values()
            if child.wants and not child.has_left and child.id not in self.homes
        ]
        return tuple(sorted(left, key=lambda child: child.band is not Band.LOW))

    def group(self, group_id: UUID) -> BoardGroup:
        """One group; ``KeyError`` when it is not of this block."""
        for group in self.groups:
            if group.id == group_id:
                return group
        raise KeyError(group_id)

    def colleague(self, staff_id: UUID | None) -> Colleague | None:
        """Who leads; ``None`` without hours for support."""
        return next((person for person in self.people if person.id == staff_id), None)

    def minutes_of(self, staff_id: UUID) -> int:
        """A week, all groups of this colleague, those of another running block included."""
        person = self.colleague(staff_id)
        mine = sum(group.weekly_minutes for group in self.groups if group.staff_id == staff_id)
        return mine + (person.other_minutes if person else 0)

    def with_group(self, changed: BoardGroup) -> "Board":
        """The same board with one group otherwise."""
        groups = tuple(changed if one.id == changed.id else one for one in self.groups)
        return replace(self, groups=groups)

    def sessions(self, but: UUID | None = None) -> Iterator[tuple[BoardGroup, Slot]]:
        """Every meeting of the week; ``but`` leaves one group out."""
        for group in self.groups:
            if group.id != but:
                for period in group.periods:
                    if period in self.slots:
                        yield group, self.slots[period]
