"""Hours, moments, rooms and money of the practice school, and when it has no lessons."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from npo_desktop.demo.people import LAST_DAY, YEARS, Rows, first_day, fixed_id, told
from npo_desktop.i18n import speaking
from npo_desktop.queries.support.typed_amounts import read_time
from npo_desktop.queries.years.holidays import propose_holidays

ISLAND = "bonaire"
DAYS = ("ma", "di", "wo", "do", "vr")
LANGUAGE = "nl"


def hours_rows(rows: Rows) -> None:
    """Everything the support groups are made with; the list of the island, accepted."""
    written = told("hours.toml")
    for day, spans in written["periods"].items():
        for span in spans:
            rows["support_period"].append(_period_row(day, span))
    for member in written["colleagues"]:
        staff_id = fixed_id("staff", member["last"])
        time = {"staff_id": staff_id, "note": member.get("note", "")}
        rows["staff_time"].append(time | {"weekly_minutes": round(member["hours"] * 60)})
        for card in member["skills"]:
            rows["staff_skill"].append({"staff_id": staff_id, "intervention": card})
        for moment in member["free"]:
            rows["staff_period"].append({"staff_id": staff_id, "period_id": _period(moment)})
    for group in written["kept"]:
        group_id = fixed_id("group", YEARS[1], group["grade"])
        for moment, lesson in group["lessons"].items():
            kept = {"group_id": group_id, "period_id": _period(moment)}
            rows["kept_lesson"].append(kept | {"lesson": lesson})
    for table, key in (("room", "rooms"), ("budget_line", "budget")):
        for one in written[key]:
            rows[table].append({"id": fixed_id(table, one["name"]), **one})
    rows["holiday"] += _holiday_rows()


def _holiday_rows() -> Iterator[dict[str, Any]]:
    with speaking(LANGUAGE):
        for year in YEARS:
            for one in propose_holidays(ISLAND, year):
                starts_on, ends_on = _as_here(one.starts_on, one.ends_on)
                if one.school_days:
                    row = {"id": fixed_id("holiday", one.name, year), "name": one.name}
                    yield row | {"starts_on": starts_on, "ends_on": ends_on}


def _as_here(starts_on: date, ends_on: date) -> tuple[date, date]:
    """The summer of this school lies between its own last and first day of lessons."""
    if starts_on < LAST_DAY < ends_on:
        return LAST_DAY + timedelta(days=3), first_day(LAST_DAY.year) - timedelta(days=3)
    return starts_on, ends_on


def _period_row(day: str, span: str) -> dict[str, Any]:
    starts, ends = span.split("-")
    return {
        "id": _period(f"{day} {starts}"),
        "weekday": DAYS.index(day) + 1,
        "starts_at": read_time(starts),
        "ends_at": read_time(ends),
    }


def _period(moment: str) -> UUID:
    return fixed_id("period", moment)
