"""The school, year and classes of a OneRoster or School Data Sync export.

Source: EXCHANGE.md, chapter 4.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from npo_desktop.importers.cells import cell_date
from npo_desktop.importers.rosters.files import Roster, RosterRow
from npo_desktop.queries.school import school_year_of

HOMEROOM = "homeroom"


@dataclass(frozen=True, slots=True)
class RosterYear:
    """The school year that counts, and the day as of which the export speaks."""

    school_year: str
    as_of: date
    ends: str  # the calendar year it ends, as the sessions write it; empty: not known


def roster_date(text: str) -> date | None:
    """A date as OneRoster writes it, else with the month first, as SDS does."""
    return cell_date(text, "mdy") if text else None


def source_of(roster: Roster) -> str:
    """Under which name its keys are remembered: that of the one school in it."""
    family = "sds" if roster.format.startswith("SDS") else "oneroster"
    schools = [row for row in roster.rows("orgs") if row["type"].casefold() in ("school", "")]
    if len(schools) != 1:
        return family
    return f"{family}:{schools[0]['identifier'] or schools[0]['sourcedid']}"[:100]


def year_of(roster: Roster, today: date) -> RosterYear:
    """The school year that runs today, else the last one in the export."""
    years = []
    for row in roster.rows("academicsessions"):
        first, end = roster_date(row["startdate"]), roster_date(row["enddate"])
        if row["type"].casefold() == "schoolyear" and first and end and first < end:
            years.append((first, end, row["schoolyear"]))
    running = [year for year in years if year[0] <= today < year[1]]
    if not years:
        return RosterYear(school_year_of(today), today, "")
    first, end, ends = (running or sorted(years))[-1]
    as_of = today if first <= today < end else end - timedelta(days=1)
    if today < first:
        as_of = today
    middle = first + (end - first) / 2  # a year may begin late in July
    return RosterYear(school_year_of(middle), as_of, ends)


def classes_of(roster: Roster, year: RosterYear) -> dict[str, RosterRow]:
    """The classes of this school year by key; those whose year is not told are in it too."""
    ends = {row["sourcedid"]: row["schoolyear"] for row in roster.rows("academicsessions")}
    found = {}
    for row in roster.rows("classes"):
        terms = (row["termsourcedids"] or row["sessionsourcedids"]).split(",")
        told = {ends[term.strip()] for term in terms if ends.get(term.strip())}
        if not told or not year.ends or year.ends in told:
            found[row["sourcedid"]] = row
    return found


def class_of_each(roster: Roster, classes: Mapping[str, RosterRow], as_of: date) -> dict[str, str]:
    """User to class, for pupils: the homeroom, else the first class they are in now."""
    first: dict[str, str] = {}
    home: dict[str, str] = {}
    for row in roster.rows("enrollments"):
        ended = roster_date(row["enddate"])
        if row["role"].casefold() != "student" or row["classsourcedid"] not in classes:
            continue
        if ended is not None and ended <= as_of:  # the end is the first day no longer
            continue
        first.setdefault(row["usersourcedid"], row["classsourcedid"])
        if classes[row["classsourcedid"]]["classtype"].casefold() == HOMEROOM:
            home.setdefault(row["usersourcedid"], row["classsourcedid"])
    return first | home
