"""Write the timetable of a block; loading it is a query."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from npo_desktop.jobs.export_jobs import Written, check_folder
from npo_desktop.safe_file import write_bytes

if TYPE_CHECKING:  # loaded when something is written, not when the window opens
    from npo_desktop.exports.xlsx.timetable import Timetable


def write_timetable(facts: Timetable, file: Path, paper: str = "a4") -> Written:
    """The workbook, in the language being spoken."""
    from npo_desktop.exports.xlsx.printing import Paper
    from npo_desktop.exports.xlsx.timetable import timetable_sheets, timetable_workbook

    check_folder(file.parent)
    write_bytes(file, timetable_workbook(facts, paper=Paper[paper.upper()]))
    sheets = tuple(sheet.name for sheet in timetable_sheets(facts))
    return Written((file,), sheets=sheets, pupils=len(facts.board.homes))
