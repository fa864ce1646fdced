"""Write what leaves the menukaart: a practice sheet, the workbook. Loading is a query."""

from collections.abc import Mapping
from pathlib import Path

from npo_desktop.content.catalogue import Catalogue
from npo_desktop.content.questionnaire import SubscaleNames
from npo_desktop.exports.practice_facts import PracticeSheet
from npo_desktop.jobs.export_jobs import Written, check_folder
from npo_desktop.safe_file import write_bytes


def write_practice_sheet(facts: PracticeSheet, folder: Path, *, paper: str = "a4") -> Written:
    """One page, named after the card."""
    from npo_desktop.exports.pdf.practice_sheet import practice_sheet
    from npo_desktop.exports.pdf.style import Paper

    check_folder(folder)
    file = folder / f"{facts.card.id}.pdf"
    write_bytes(file, practice_sheet(facts, paper=Paper(paper)))
    return Written((file,))


def write_menukaart(
    catalogue: Catalogue, subscales: Mapping[str, SubscaleNames], file: Path
) -> Written:
    """The workbook that reads back the same."""
    from npo_desktop.exports.xlsx.menukaart import menukaart_workbook

    check_folder(file.parent)
    write_bytes(file, menukaart_workbook(catalogue, subscales))
    return Written((file,))
