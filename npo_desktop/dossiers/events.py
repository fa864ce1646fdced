"""What happened, and what it means for a comparison of two rounds. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from npo_desktop.formats import date_text
from npo_desktop.i18n import _, ngettext

KINDS = ("closure", "storm", "new-teacher", "move", "home", "other")  # as one chooses
BESIDE_A_CHANGE = ("closure", "storm", "new-teacher", "move")  # whoever compares has to know
_WITHOUT_SCHOOL = ("closure", "storm")


@dataclass(frozen=True, slots=True)
class EventFacts:
    """Something that happened; of the pupil alone, of a class, or of the whole school."""

    id: UUID
    kind: str  # one of KINDS
    starts_on: date
    ends_on: date
    words: str = ""
    of_pupil: bool = False
    group: str = ""

    @property
    def days(self) -> int:
        """First and last day included."""
        return (self.ends_on - self.starts_on).days + 1


def events_between(events: Iterable[EventFacts], first: date, last: date) -> tuple[EventFacts, ...]:
    """What has to be told beside a difference between two days."""
    return tuple(
        event
        for event in events
        if event.kind in BESIDE_A_CHANGE and event.starts_on <= last and event.ends_on >= first
    )


def kind_text(kind: str) -> str:
    """What kind of event it is."""
    return {
        "closure": _("School closed"),
        "storm": _("Storm"),
        "new-teacher": _("New teacher"),
        "move": _("Moved house"),
        "home": _("Something at home"),
        "other": _("Other event"),
    }[kind]


def beside_text(event: EventFacts) -> str:
    """One sentence beside a change: it says nothing about a cause."""
    if event.kind in _WITHOUT_SCHOOL:
        words = {
            "closure": _("Between these rounds the school was closed for {time}."),
            "storm": _("Between these rounds there was a storm: no lessons for {time}."),
        }[event.kind]
        return words.format(time=length_text(event))
    words = {
        "new-teacher": _("Between these rounds a new teacher came ({date})."),
        "move": _("Between these rounds the family moved ({date})."),
    }[event.kind]
    return words.format(date=date_text(event.starts_on))


def length_text(event: EventFacts) -> str:
    """How long it lasted; from a week on in weeks, rounded."""
    if event.days < 7:
        return ngettext("{n} day", "{n} days", event.days).format(n=event.days)
    weeks = max(1, round(event.days / timedelta(weeks=1).days))
    return ngettext("{n} week", "{n} weeks", weeks).format(n=weeks)


def whose_text(event: EventFacts) -> str:
    """Of the pupil alone nothing; else whose it was."""
    if event.of_pupil:
        return ""
    return event.group or _("the whole school")
