"""What people type in the three columns of the plan workbook that come back.

Nothing is guessed: what cannot be read for certain is a fault, in one sentence.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from npo_desktop.exports.xlsx.wording import state_text
from npo_desktop.files.plan_file import GIVEN, STATUS, CellValue, PlanWas
from npo_desktop.formats import clock, date_text, number
from npo_desktop.i18n import LANGUAGES, _, speaking
from npo_desktop.importers.cells import cell_date
from npo_desktop.names import folded

STATES = ("concept", "agreed", "stopped", "done")
MOST_SHOWN = 40  # characters of a wrong value
MOST_NUMBER = 10**9  # beyond this a cell holds no count and no day, but a slip or something endless
_DAY_ONE = date(1899, 12, 30)  # of Excel's own count of days
_LIKELY_DAYS = range(36_526, 73_051)  # 2000 to 2099, when a cell lost its format


def state_words(keys: Mapping[str, object]) -> dict[str, str]:
    """What a status may be called: in any of our languages, and as the workbook says it."""
    found = {folded(str(keys.get(f"state.{state}", state))): state for state in STATES}
    for language in LANGUAGES:
        with speaking(language):
            found |= {folded(state_text(state)): state for state in STATES}
    return found


def read_value(key: str, raw: object, words: dict[str, str]) -> tuple[CellValue | None, str]:
    """The value, and what is wrong when there is none; an empty cell has neither."""
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None, ""
    if key == STATUS:
        return _status(raw, words)
    return _count(raw) if key == GIVEN else _day(raw)


def _status(raw: object, words: dict[str, str]) -> tuple[CellValue | None, str]:
    known = words.get(folded(str(raw)))
    if known is not None:
        return known, ""
    allowed = ", ".join(state_text(state) for state in STATES)
    text = _("“{value}” is no status. Choose one of: {allowed}.")
    return None, text.format(value=_shown(raw), allowed=allowed)


def _count(raw: object) -> tuple[CellValue | None, str]:
    if isinstance(raw, str) and raw.strip().isascii() and raw.strip().isdigit():
        raw = int(raw.strip()[:9])
    if isinstance(raw, float) and raw.is_integer() and raw < MOST_NUMBER:
        raw = int(raw)
    if isinstance(raw, int) and not isinstance(raw, bool) and 0 <= raw < MOST_NUMBER:
        return raw, ""
    text = _("“{value}” is no number of sessions. Write a whole number, 0 or more.")
    return None, text.format(value=_shown(raw))


def _day(raw: object) -> tuple[CellValue | None, str]:
    if isinstance(raw, datetime):
        return raw.date(), ""
    if isinstance(raw, date):
        return raw, ""
    found: date | None = None
    if isinstance(raw, str):
        found = cell_date(raw)
    elif isinstance(raw, int | float) and not isinstance(raw, bool) and abs(raw) < MOST_NUMBER:
        days = int(raw)
        found = _DAY_ONE + timedelta(days=days) if days in _LIKELY_DAYS else None
    if found is not None:
        return found, ""
    text = _("“{value}” is no date. Write it as 18-12-2026.")
    return None, text.format(value=_shown(raw))


def read_was(text: object) -> PlanWas | None:
    """agreed|4|2026-12-18, as the workbook was made; ``None`` for anything else."""
    parts = str(text).split("|")
    if len(parts) != 3 or parts[0] not in STATES:
        return None
    try:
        return PlanWas(parts[0], int(parts[1] or 0), date.fromisoformat(parts[2]))
    except ValueError:
        return None


def _shown(raw: object) -> str:
    """As the cell shows it to who typed it, not as Excel keeps it."""
    text = " ".join(_words(raw).split())
    return text if len(text) <= MOST_SHOWN else text[:MOST_SHOWN] + "…"


def _words(raw: object) -> str:
    if isinstance(raw, bool):
        return _("yes") if raw else _("no")
    if isinstance(raw, datetime):
        return date_text(raw.date())
    if isinstance(raw, date):
        return date_text(raw)
    if isinstance(raw, time):
        return clock(60 * raw.hour + raw.minute)
    if isinstance(raw, float) and abs(raw) < MOST_NUMBER:
        return number(raw, len(f"{raw:.4f}".rstrip("0").partition(".")[2]))
    return str(raw)
