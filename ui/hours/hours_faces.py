"""What a moment of the week says: of the whole school, of a colleague, of a class."""

from collections.abc import Iterable

from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.support.hours import ColleagueHours
from npo_desktop.queries.support.periods import BREAK, PeriodFacts
from ui.hours.hours_moments import Face


def school_face(period: PeriodFacts, people: Iterable[ColleagueHours]) -> Face:
    """How many colleagues with hours are free then; their names wait in the tip."""
    free = [one.name for one in people if one.weekly_minutes and period.id in one.periods]
    n = len(free)
    words = ngettext("{n} is free", "{n} are free", n).format(n=n) if n else _("nobody is free")
    return Face(words, "users" if n else "", is_on=n > 0, tip=", ".join(free))


def free_face(is_free: bool) -> Face:
    """Whether one colleague can give support then."""
    return Face(_("free"), "check", is_on=True) if is_free else Face(_("not free"))


def class_face(lesson: str | None) -> Face:
    """Whether the class keeps its pupils, and for what."""
    if lesson is None:
        return Face(_("pupils may go"))
    if lesson == BREAK:
        return Face(_("break"), "sun", is_on=True)
    return Face(lesson or _("stays in class"), "lock", is_on=True)
