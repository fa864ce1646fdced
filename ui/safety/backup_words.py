"""When a backup was made, how old, how large and whether proved: the same words everywhere."""

from collections.abc import Mapping
from datetime import datetime

from npo_desktop.clock import today
from npo_desktop.formats import date_text, long_date, number, time_text
from npo_desktop.i18n import _, ngettext
from npo_desktop.store.backups.backup import BackupFacts
from ui.tables.record_table import Column, TagRole
from ui.widgets.tag import Tone

_MEGABYTE = 1_000_000
TONES: Mapping[str, str] = {"ok": "ink2", "amber": "warn", "red": "err"}  # of the words
TAGS: Mapping[str, Tone] = {"ok": "ok", "amber": "warn", "red": "err"}  # of the tag


def moment_text(at: datetime) -> str:
    """The day and the time on the user's own clock, whole: friday 20 November 2026, 15:42."""
    local = at.astimezone()
    return _("{day}, {time}").format(
        day=long_date(local.date(), weekday=True), time=time_text(local)
    )


def short_moment_text(at: datetime) -> str:
    """The same for a list: 20-11-2026 15:42."""
    local = at.astimezone()
    return f"{date_text(local.date())} {time_text(local)}"


def days_old(at: datetime) -> int:
    """Whole days on the calendar; a date in the future counts as today."""
    return max(0, (today() - at.astimezone().date()).days)


def age_text(at: datetime | None, *, with_time: bool = True) -> str:
    """How long ago: today, yesterday, 4 days old."""
    if at is None:
        return _("never")
    days = days_old(at)
    if days == 0 and with_time:
        return _("today {time}").format(time=time_text(at.astimezone()))
    if days == 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    return ngettext("{n} day old", "{n} days old", days).format(n=days)


def status_text(last: datetime | None, elsewhere: datetime | None = None) -> str:
    """For the line at the bottom of the window; both dates when there are two."""
    if last is None:
        return _("No backup yet")
    words = _("Backup: {when}").format(when=_day_text(last))
    if elsewhere is None:
        return words
    return words + " · " + _("second place: {when}").format(when=_day_text(elsewhere))


def _day_text(at: datetime) -> str:
    return age_text(at) if days_old(at) < 2 else date_text(at.astimezone().date())


def size_text(size: int) -> str:
    """In MB, as people know it from their files."""
    return f"{number(size / _MEGABYTE, 0 if size >= 10 * _MEGABYTE else 1)} MB"


def checked_column() -> Column[BackupFacts]:
    """Whether a backup was proved, for a list of them."""
    return Column(
        _("Checked"),
        lambda one: _("in order") if one.verified else _("not checked yet"),
        width=150,
        roles={TagRole: lambda one: ("ok", None) if one.verified else ("neutral", "")},
    )
