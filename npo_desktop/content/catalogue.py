"""The catalogue of interventions: frozen facts, each with its year and source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from npo_desktop.content.questionnaire import Texts
from npo_desktop.i18n import current, pick

# What may stand in the way, and what the score is multiplied by when the answer is no.
# Source: SCORING.md, section 7. A factor not yet answered counts 1.
FACTORS: Mapping[str, float] = {
    "trained": 0.6,
    "material": 0.7,
    "language": 0.7,
    "timetable": 0.5,
    "partner": 0.6,
}
DOSE_PARTS = ("sessions_per_week", "minutes_per_session", "weeks", "group_size")
PRACTICE_FIELDS = (
    "purpose",
    "first_step",
    "session",
    "makes_it_work",
    "goes_wrong",
    "see_it_works",
    "parents",
    "time_cost",
)


# What a school may overrule on a card that came with the program; shown as "own" from then on.
OWN_FIELDS = ("months", "evidence", "cost", "material_usd", "dose", "grades")
OWN_ID = "own-"  # how the id of a card that the school made itself begins
ISLANDS = ("bonaire", "sint-eustatius", "saba")
ISLAND_FIELDS = ("partner", "language", "cost")  # what an island may say of a card


class Level(StrEnum):
    """Whom an intervention is for; "school" belongs in the school plan, never in a pupil's."""

    PUPIL = "pupil"
    GROUP = "group"
    CLASS = "class"
    SCHOOL = "school"


class Effect(StrEnum):
    """What a contra-indication does: it is shown, or it takes the intervention out."""

    WARN = "warn"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class Contraindication:
    """A reason for care, in words for staff."""

    code: str
    effect: Effect
    texts: Texts


@dataclass(frozen=True, slots=True)
class Dose:
    """How often, how long and with how many; "school": a starting point the school confirms."""

    sessions_per_week: float
    minutes: float  # of one session
    weeks: float
    group_size: int
    status: str  # "verified" or "school"
    verified_parts: frozenset[str]  # of DOSE_PARTS

    @property
    def staff_hours(self) -> float:
        """Hours of one adult per block. Source: SCORING.md, section 7."""
        return self.sessions_per_week * self.minutes * self.weeks / 60


@dataclass(frozen=True, slots=True)
class IslandFact:
    """What holds for a card on one island only: with whom, in which language, at what cost."""

    island: str  # of ISLANDS
    intervention: str
    field: str  # of ISLAND_FIELDS
    value: str  # a name that stays the same in every language: "EC2"
    texts: Texts  # for staff: nl, en


@dataclass(frozen=True, slots=True)
class Intervention:
    """One thing a school can do, with what is known of it and where that was read."""

    id: str
    names: Texts  # for staff: nl, en
    parent_names: Texts
    explanations: Texts  # one sentence for parents
    parent_drafts: frozenset[str]  # languages of the two above that are drafts
    goal_area: int  # doelgebied, 1 to 6
    strand: str  # of the EEF toolkit
    months: float | None  # None: no figure seen, which is not "no effect"
    evidence: int | None  # 0 to 5
    cost: int | None  # 1 to 5
    figure_year: int | None  # the edition of the three figures; None: its page shows no year
    figure_status: str  # "verified", "none" or "own"
    caution: str  # English, in our own words
    source: str
    on_menukaart: bool  # False: our addition, shown as such
    level: Level
    grades: tuple[int, int]  # lowest and highest year group: 1 to 8 primary, 9 to 14 secondary
    domains: tuple[str, ...]
    delivery: tuple[str, ...]
    delivered_by: tuple[str, ...]
    feasibility_questions: Mapping[str, Texts]  # factor of FACTORS -> question for staff
    contraindications: tuple[Contraindication, ...]
    targets: Mapping[str, float]  # subscale -> match 0, 0.5 or 1
    target_reasons: Mapping[str, Texts]
    dose: Dose | None  # None: ask the school, unranked until then
    seen_dose: Mapping[str, str]  # part of DOSE_PARTS -> range as its source gives it: "3-5"
    material_usd: float | None  # per group; None: unknown
    needs_internet: bool
    practice: Mapping[str, Texts]  # of PRACTICE_FIELDS; empty for what needs no sheet
    island_facts: tuple[IslandFact, ...] = ()  # of the island of the school
    choice: str = ""  # "chosen" or "hidden" by the school; empty: neither
    own_fields: frozenset[str] = frozenset()  # of OWN_FIELDS: the school's own, not research
    own_note: str = ""  # why, in the school's words
    own_since: date | None = None

    @property
    def name(self) -> str:
        """In the language spoken: that of staff, or that of parents where staff have none."""
        return self.names.get(current()) or self.parent_names.get(current()) or pick(self.names)

    @property
    def is_own(self) -> bool:
        """Whether the school made this card itself."""
        return self.id.startswith(OWN_ID)

    @property
    def category(self) -> str:
        """The letter of its goal area in the yearly account, A to F."""
        return "ABCDEF"[self.goal_area - 1]

    @property
    def staff_hours(self) -> float | None:
        """Hours of one adult per block; ``None`` without a dose."""
        return self.dose.staff_hours if self.dose else None

    @property
    def stops(self) -> tuple[Contraindication, ...]:
        """What takes it out of the proposals."""
        return tuple(c for c in self.contraindications if c.effect is Effect.STOP)

    @property
    def warnings(self) -> tuple[Contraindication, ...]:
        """What is said beside the proposal."""
        return tuple(c for c in self.contraindications if c.effect is Effect.WARN)


@dataclass(frozen=True, slots=True)
class Goal:
    """An example goal for a subscale, and how one sees that it is reached."""

    subscale: str
    number: int
    texts: Texts  # with "{name}"
    observe: Texts


@dataclass(frozen=True, slots=True)
class HomeTip:
    """One thing to do at home for a subscale."""

    subscale: str
    number: int
    texts: Texts
    drafts: frozenset[str]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All interventions, example goals and tips for home, in the order of their files."""

    interventions: tuple[Intervention, ...]
    goals: tuple[Goal, ...]
    home_tips: tuple[HomeTip, ...]
    island_facts: tuple[IslandFact, ...] = ()  # of every island, as shipped
    hidden: tuple[Intervention, ...] = ()  # by the school: not proposed, still known by name
    shipped: Catalogue | None = None  # what lies under the school's own; ``None``: this is it

    def get(self, intervention_id: str) -> Intervention | None:
        """The intervention of this id, also a hidden one: an old plan keeps its name."""
        known = (*self.interventions, *self.hidden)
        return next((i for i in known if i.id == intervention_id), None)

    def goals_for(self, subscale: str) -> tuple[Goal, ...]:
        """The example goals of a subscale."""
        return tuple(goal for goal in self.goals if goal.subscale == subscale)

    def tips_for(self, subscale: str) -> tuple[HomeTip, ...]:
        """What can be done at home for a subscale."""
        return tuple(tip for tip in self.home_tips if tip.subscale == subscale)
