"""The columns of a change of year: who, where now, where then, and what that means."""

from collections.abc import Callable

from npo_desktop.i18n import _
from npo_desktop.queries.years.year_plan import Fate, YearPlan, YearRow
from ui.tables.record_table import BoldRole, Column, TagRole, ToneRole

_ICONS = {Fate.UP: "arrow-up", Fate.STAYS: "refresh", Fate.LEAVES: "logout"}


def year_columns(plan: Callable[[], YearPlan | None]) -> tuple[Column[YearRow], ...]:
    """``plan`` gives the groups of the next year as they are now."""

    def then(row: YearRow) -> str:
        found = plan()
        group = found.group(row.to) if found else None
        if row.fate is Fate.LEAVES:
            return "–"
        return group.name if group else _("No group")

    return (
        Column(_("Pupil"), lambda row: row.name, roles={BoldRole: _is_corrected}),
        Column(_("Number"), lambda row: row.number, width=90, roles={ToneRole: _soft}),
        Column(_("Now"), lambda row: row.group or _("No group"), width=130),
        Column(_("Next year"), then, width=130),
        Column(
            _("What"),
            fate_text,
            width=168,
            roles={TagRole: lambda row: (_tone(row), _ICONS[row.fate])},
        ),
    )


def fate_text(row: YearRow) -> str:
    """What becomes of a pupil, in a word or two; in the past when it was read in."""
    words = {
        (Fate.UP, False): _("Goes up"),
        (Fate.STAYS, False): _("Same year again"),
        (Fate.LEAVES, False): _("Leaves"),
        (Fate.UP, True): _("Went up (read in)"),
        (Fate.STAYS, True): _("Stayed (read in)"),
        (Fate.LEAVES, True): _("Left"),
    }
    return words[row.fate, row.is_read]


def _tone(row: YearRow) -> str:
    if row.is_read:
        return "neutral"
    return "ok" if row.fate is Fate.UP else "warn"


def _is_corrected(row: YearRow) -> bool:
    return row.fate is Fate.STAYS and not row.is_read


def _soft(_row: YearRow) -> str:
    return "ink2"
