"""Test results out of OneRoster: line items and the results of pupils on them.

What is exempt or was not handed in is no result, even when the score says 0.
Source: EXCHANGE.md, chapter 4.
"""

from datetime import date

from npo_desktop.errors import UserError
from npo_desktop.files.pupil_file import Level, Message
from npo_desktop.files.record_file import RecordFile
from npo_desktop.files.result_file import ResultFile, ResultRow
from npo_desktop.i18n import _, ngettext
from npo_desktop.importers.records.result_cells import cell_decimal, without_moment
from npo_desktop.importers.records.result_values import raw_fault
from npo_desktop.importers.rosters.files import Roster, RosterRow
from npo_desktop.importers.rosters.roster import pupils_of
from npo_desktop.importers.rosters.school import roster_date, source_of

COUNTED = ("fully graded", "partially graded", "submitted", "")
LONGEST_TEST = 120


def roster_results(roster: Roster, today: date) -> ResultFile:
    """Every result of a pupil; those of others are passed over."""
    if not roster.rows("results"):
        raise UserError(
            _("This export holds no test results."),
            _("Export OneRoster with line items and results, or CSV or Excel."),
        )
    people = pupils_of(roster, today)
    at = {row.key: index for index, row in enumerate(people.pupils)}
    items = {row["sourcedid"]: row for row in roster.rows("lineitems")}
    messages: list[Message] = []
    rows = [
        _result(row, items, at, today, messages)
        for row in roster.rows("results")
        if row["studentsourcedid"] in at
    ]
    passed = sum(row["studentsourcedid"] not in at for row in roster.rows("results"))
    if passed:
        text = ngettext(
            "{n} result is of somebody who is no pupil in this export; not read.",
            "{n} results are of people who are no pupils in this export; not read.",
            passed,
        )
        messages.insert(0, Message(0, text.format(n=passed)))
    return RecordFile(
        kind="results",
        format=roster.format,
        source=source_of(roster),
        file_name=roster.file_name,
        sha256=roster.sha256,
        pupils=people.pupils,
        rows=tuple(rows),
        messages=tuple(messages),
    )


def _result(
    row: RosterRow,
    items: dict[str, RosterRow],
    at: dict[str, int],
    today: date,
    messages: list[Message],
) -> ResultRow:
    pupil = at[row["studentsourcedid"]]
    item = items.get(row["lineitemsourcedid"])
    faults = []
    title = item["title"] if item else ""
    test, moment = without_moment(title)
    if not test:
        faults.append(_("This row names no test."))
    elif len(test) > LONGEST_TEST:
        faults.append(_("The name of this test is too long."))
    day_text = row["scoredate"] or (item["duedate"] or item["assigndate"] if item else "")
    day = roster_date(day_text[:10])
    if day is None:
        faults.append(_("The day of the test is missing."))
    elif day > today:
        faults.append(_("This cannot be the day of a test."))
    score, raw_text = None, row["score"]
    if row["scorestatus"].casefold() in COUNTED:
        score = cell_decimal(raw_text, point=True)
        if raw_text and score is None:
            text = _("{text} is not understood; left open.").format(text=f'"{raw_text[:40]}"')
            messages.append(Message(row.line, text, pupil))
    if fault := raw_fault({"raw_score": score}):
        faults.append(fault)
    top = cell_decimal(item["resultvaluemax"], point=True) if item else None
    words = row["textscore"] if row["scorestatus"].casefold() in COUNTED else ""
    if faults and (score is not None or words):
        messages.append(Message(row.line, faults[0], pupil, level=Level.FAULT))
    return ResultRow(
        line=row.line,
        pupil=pupil,
        test=test[:LONGEST_TEST],
        code=row["lineitemsourcedid"][:120],
        moment=moment,
        held_on=day,
        raw_score=score,
        raw_top=top if score is not None else None,
        other=(("text", words[:40]),) if words else (),
        fault=faults[0] if faults and (score is not None or words) else "",
    )
