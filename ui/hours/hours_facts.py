"""Everything the week shows, read in one go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from npo_desktop.clock import today
from npo_desktop.i18n import _
from npo_desktop.queries.groups import GroupRow, group_list
from npo_desktop.queries.school import school_year_of
from npo_desktop.queries.support.hours import ColleagueHours, colleague_hours
from npo_desktop.queries.support.periods import PeriodFacts, kept_lessons, period_list
from ui.hours.hours_faces import class_face, free_face, school_face
from ui.hours.hours_moments import Face

if TYPE_CHECKING:
    from ui.app import Session


@dataclass(frozen=True, slots=True)
class Week:
    """Moments, colleagues, classes of this year, and the lessons that are kept."""

    periods: Sequence[PeriodFacts] = ()
    staff: Mapping[UUID, ColleagueHours] = field(default_factory=dict)
    groups: Mapping[UUID, GroupRow] = field(default_factory=dict)
    kept: Mapping[UUID, Mapping[UUID, str]] = field(default_factory=dict)

    def period(self, id: UUID | None) -> PeriodFacts | None:
        """The moment with this id, while it is there."""
        return next((one for one in self.periods if one.id == id), None)

    def lessons(self, group: UUID) -> Mapping[UUID, str]:
        """By moment what a class keeps its pupils for."""
        return self.kept.get(group, {})

    def face(self, who: UUID | None, period: PeriodFacts) -> Face:
        """What a moment says of a colleague or a class; none: of everybody together."""
        if who is not None and who in self.groups:
            return class_face(self.lessons(who).get(period.id))
        if who is not None and who in self.staff:
            return free_face(period.id in self.staff[who].periods)
        return school_face(period, self.staff.values())

    def choices(self) -> list[tuple[UUID | None, str]]:
        """Whose week can be looked at: everybody, colleagues (those with hours first), classes."""
        people = sorted(self.staff.values(), key=lambda one: one.weekly_minutes == 0)
        classes = _("Class: {name}")
        return [
            (None, _("Everybody: the moments of the week")),
            *((one.staff_id, one.name) for one in people),
            *((one.id, classes.format(name=one.name)) for one in self.groups.values()),
        ]


def read_week(session: Session) -> Week:
    """As it is now."""
    return Week(
        period_list(session),
        {one.staff_id: one for one in colleague_hours(session)},
        {one.id: one for one in group_list(session, school_year_of(today()))},
        kept_lessons(session),
    )
