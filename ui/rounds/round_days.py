"""A round in one line: its name, its days, and how long it still runs."""

from datetime import date, timedelta

from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.formats import date_text
from npo_desktop.i18n import _, ngettext

USUAL_LENGTH = timedelta(weeks=4)  # long enough to scan a school between other work
_SATURDAY, _FRIDAY = 5, 4


def usual_start(day: date) -> date:
    """This day, or the Monday after it: a round does not begin in a weekend."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= _SATURDAY else day


def usual_end(starts_on: date) -> date:
    """The Friday of the last of four weeks."""
    return starts_on + USUAL_LENGTH - timedelta(days=7 - (_FRIDAY - starts_on.weekday()))


def round_days(this: RoundFacts, day: date) -> str:
    """ "Round 3 · 2 November to 4 December · 10 days to go", on a day."""
    return f"{this.name} · {days_text(this)} · {left_text(this, day)}"


def deadline_text(this: RoundFacts, day: date) -> str:
    """Until when lists should be in, while the round runs or is to come; none: at its end."""
    if this.deadline is None or day > this.ends_on:
        return ""
    said = date_text(this.deadline)
    days = (this.deadline - day).days
    if days < 0:
        return _("Lists should have been in by {date}").format(date=said)
    if days == 0:
        return _("Lists should be in today")
    return ngettext(
        "Lists in by {date} · {n} day to go", "Lists in by {date} · {n} days to go", days
    ).format(date=said, n=days)


def days_text(this: RoundFacts) -> str:
    """From when to when."""
    return _("{first} to {last}").format(
        first=date_text(this.starts_on), last=date_text(this.ends_on)
    )


def left_text(this: RoundFacts, day: date) -> str:
    """How long it still runs, or whether it is to come or over."""
    if day < this.starts_on:
        days = (this.starts_on - day).days
        return ngettext("starts in {n} day", "starts in {n} days", days).format(n=days)
    days = (this.ends_on - day).days
    if days < 0:
        return _("over")
    if days == 0:
        return _("last day")
    return ngettext("{n} day to go", "{n} days to go", days).format(n=days)
