"""What leaves the menukaart: a practice sheet, the workbook. Loading is a query."""

from collections.abc import Mapping
from pathlib import Path

from npo_desktop.content.catalogue import Catalogue
from npo_desktop.content.questionnaire import SubscaleNames
from npo_desktop.exports.practice_facts import PracticeSheet
from npo_desktop.i18n import _
from npo_desktop.jobs.document import Document
from npo_desktop.jobs.export_jobs import Written, check_folder
from npo_desktop.progress import Progress, silent
from npo_desktop.safe_file import write_bytes


def render_practice_sheet(
    facts: PracticeSheet, paper: str = "a4", progress: Progress = silent
) -> Document:
    """One page, named after the card; about no pupil."""
    from npo_desktop.exports.pdf.practice_sheet import practice_sheet
    from npo_desktop.exports.pdf.style import Paper

    progress(0, 1, _("Practice sheet"))
    pdf = practice_sheet(facts, paper=Paper(paper))
    progress(1, 1, _("Practice sheet"))
    return Document(pdf, f"{facts.card.id}.pdf", _("Practice sheet"))


def write_menukaart(
    catalogue: Catalogue, subscales: Mapping[str, SubscaleNames], file: Path
) -> Written:
    """The workbook that reads back the same."""
    from npo_desktop.exports.xlsx.menukaart import menukaart_workbook

    check_folder(file.parent)
    write_bytes(file, menukaart_workbook(catalogue, subscales))
    return Written((file,))
