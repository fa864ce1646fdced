"""Everything the Excel plan is made of: complete, frozen, no session needed."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import Dossier, RoundFacts
from npo_desktop.proposals.plan import NOTHING_EXTRA

GOING_ON = ("concept", "agreed")


@dataclass(frozen=True, slots=True)
class PlannedGoal:
    """What an approach wants to reach; values 0 to 100."""

    text: str
    subscale: str | None = None
    start_value: float | None = None
    target_value: float | None = None


@dataclass(frozen=True, slots=True)
class GivenSession:
    """A session that took place."""

    held_on: date
    number: int  # of that day
    minutes: int


@dataclass(frozen=True, slots=True)
class PlannedApproach:
    """What was chosen for one pupil."""

    pupil_id: UUID
    intervention: str  # catalogue id, or "nothing-extra"
    state: str  # concept, agreed, stopped, done
    starts_on: date
    review_on: date
    sessions_per_week: int | None = None
    minutes: int | None = None  # of one session
    weeks: int | None = None
    group_size: int | None = None
    who: str = ""
    reason: str = ""
    goals: tuple[PlannedGoal, ...] = ()
    id: UUID | None = None  # None: not kept in the store
    planned: int | None = None  # sessions until the review; None: no dose was agreed
    planned_so_far: int | None = None  # of those, until the day the file was made
    sessions: tuple[GivenSession, ...] = ()
    is_reviewed: bool = False

    @property
    def given(self) -> int | None:
        """How many sessions took place; ``None`` for what has no sessions."""
        has_sessions = self.state != "concept" and self.intervention != NOTHING_EXTRA
        return len(self.sessions) if has_sessions else None

    @property
    def is_open(self) -> bool:
        """Still to be looked back on."""
        return self.state in GOING_ON and not self.is_reviewed


@dataclass(frozen=True, slots=True)
class ColleagueTime:
    """How long a colleague can give extra support."""

    name: str
    weekly_minutes: int


@dataclass(frozen=True, slots=True)
class MoneyLine:
    """Money for support, in dollars; what is taken is the material of support groups."""

    name: str
    source: str
    amount_usd: float
    ends_on: date | None
    taken_usd: float
    planned_usd: float
    unknown: int  # groups on this line whose card says no price


@dataclass(frozen=True, slots=True)
class PlannedGroup:
    """A class with its pupils, in list order. An empty name: pupils who are in no group."""

    name: str
    teachers: tuple[str, ...]
    dossiers: tuple[Dossier, ...]


@dataclass(frozen=True, slots=True)
class PlanWorkbook:
    """One round of one school."""

    school: str
    is_practice: bool  # watermarked on every sheet
    round: RoundFacts
    made_on: date
    groups: tuple[PlannedGroup, ...]
    approaches: tuple[PlannedApproach, ...]
    content: Content
    colleagues: tuple[ColleagueTime, ...] = ()
    money: tuple[MoneyLine, ...] = ()

    @property
    def dossiers(self) -> tuple[Dossier, ...]:
        """Every pupil in the file."""
        return tuple(dossier for group in self.groups for dossier in group.dossiers)

    def approaches_of(self, group: PlannedGroup) -> tuple[tuple[Dossier, PlannedApproach], ...]:
        """What was chosen in one group, pupil by pupil in list order."""
        chosen: dict[UUID, list[PlannedApproach]] = {}
        for approach in self.approaches:
            chosen.setdefault(approach.pupil_id, []).append(approach)
        return tuple(
            (dossier, approach)
            for dossier in group.dossiers
            for approach in chosen.get(dossier.pupil.id, ())
        )
