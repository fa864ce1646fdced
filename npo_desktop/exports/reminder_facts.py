"""What a reminder on paper says: how much is open in somebody's groups, with numbers for names."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class OpenList:
    """One list of one group: whose forms are still to come."""

    title: str
    complete: int
    asked: int
    numbers: tuple[str, ...]  # of the pupils whose list is open, as the school numbers them


@dataclass(frozen=True, slots=True)
class OpenGroup:
    """A group with what is open in it; lists that are done are not named."""

    name: str
    lists: tuple[OpenList, ...]


@dataclass(frozen=True, slots=True)
class ReminderPage:
    """For one teacher, or for whoever teaches a group."""

    teacher: str  # empty: it is not known who
    groups: tuple[OpenGroup, ...]

    @property
    def complete(self) -> int:
        """How many lists are in, of those that are not all in."""
        return sum(one.complete for group in self.groups for one in group.lists)

    @property
    def asked(self) -> int:
        """Of how many."""
        return sum(one.asked for group in self.groups for one in group.lists)


@dataclass(frozen=True, slots=True)
class Reminders:
    """All reminders of a round."""

    school: str
    place: str
    coordinator: str
    is_practice: bool
    round: str
    return_by: date
    made_on: date
    pages: tuple[ReminderPage, ...]
