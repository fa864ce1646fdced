"""Write the timetable of a block; loading it is a query."""

from pathlib import Path

from npo_desktop.exports.xlsx.timetable import Timetable, timetable_sheets, timetable_workbook
from npo_desktop.jobs.export_jobs import Written, check_folder
from npo_desktop.safe_file import write_bytes


def write_timetable(facts: Timetable, file: Path) -> Written:
    """The workbook, in the language being spoken."""
    check_folder(file.parent)
    write_bytes(file, timetable_workbook(facts))
    sheets = tuple(sheet.name for sheet in timetable_sheets(facts))
    return Written((file,), sheets=sheets, pupils=len(facts.board.homes))
