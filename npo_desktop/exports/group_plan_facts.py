"""What a group's plan and a teacher's class sheet say on paper: complete, in words."""

from dataclasses import dataclass
from datetime import date

from npo_desktop.exports.paper_head import PaperHead


@dataclass(frozen=True, slots=True)
class MemberGoal:
    """A pupil whose plan hangs on the group's, and what is wanted for this one."""

    name: str
    goals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupPlanPaper:
    """One plan of a class or support group."""

    name: str
    group: str
    approach: str
    goal: str
    needs: tuple[str, ...]  # what it is about, as the team calls it
    dose: str
    who: str
    starts_on: date
    review_on: date
    first_step: str
    reason: str
    members: tuple[MemberGoal, ...]
    is_agreed: bool
    outcome: str  # in words, once looked back on


@dataclass(frozen=True, slots=True)
class GroupPlanPapers:
    """Several in one file."""

    head: PaperHead
    plans: tuple[GroupPlanPaper, ...]


@dataclass(frozen=True, slots=True)
class ClassStep:
    """What to do, with whom: nothing about why."""

    what: str  # the first step, or the approach when none was written
    approach: str
    pupils: tuple[str, ...]  # call names; empty: the whole class
    dose: str
    who: str
    until: date


@dataclass(frozen=True, slots=True)
class ClassSheet:
    """What a teacher does from tomorrow on. May lie on a desk."""

    head: PaperHead
    group: str
    teachers: tuple[str, ...]
    for_all: tuple[ClassStep, ...]
    for_some: tuple[ClassStep, ...]
    ask_about: tuple[str, ...]  # call names whose plan says no step that may lie open
    coordinator: str

    @property
    def is_empty(self) -> bool:
        return not (self.for_all or self.for_some or self.ask_about)
