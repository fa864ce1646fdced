"""The Excel plan: five sheets about one round of one school."""

import re
from datetime import date

from npo_desktop.exports.xlsx.catalogue_sheet import catalogue_sheet
from npo_desktop.exports.xlsx.notes_sheet import keep_safe_text, notes_sheet
from npo_desktop.exports.xlsx.overview_sheet import overview_sheet
from npo_desktop.exports.xlsx.plan_facts import PlanWorkbook
from npo_desktop.exports.xlsx.plans_sheet import plans_sheet
from npo_desktop.exports.xlsx.printing import Paper, PrintWords
from npo_desktop.exports.xlsx.scores_sheet import scores_sheet
from npo_desktop.exports.xlsx.wording import watermark_text
from npo_desktop.exports.xlsx.workbook import Sheet, workbook_bytes
from npo_desktop.formats import date_text
from npo_desktop.i18n import _
from npo_desktop.progress import Progress, silent

NOT_IN_FILE_NAMES = re.compile(r"[^\w-]+")


def plan_workbook(
    facts: PlanWorkbook, *, progress: Progress = silent, paper: Paper = Paper.A4
) -> bytes:
    """The workbook as a file in memory, in the language being spoken. Saved by the caller."""
    made = _("Made on {date}").format(date=date_text(facts.made_on))
    words = PrintWords(
        left=f"{facts.school} · {facts.round.name}",
        centre=watermark_text() if facts.is_practice else "",
        right=made,
        warning=keep_safe_text(len(facts.dossiers)),
        page=_("Page {page} of {pages}"),
    )
    title = " · ".join((_("Plans"), facts.school, facts.round.name))
    return workbook_bytes(plan_sheets(facts, progress), title=title, words=words, paper=paper)


def plan_sheets(facts: PlanWorkbook, progress: Progress = silent) -> tuple[Sheet, ...]:
    """The sheets before they are written, in their order."""

    def title(subject: str) -> str:
        parts = [subject, facts.school, facts.round.name, date_text(facts.made_on)]
        return " · ".join([watermark_text(), *parts] if facts.is_practice else parts)

    return (
        overview_sheet(facts, title(_("Overview"))),
        plans_sheet(facts, title(_("Plans"))),
        scores_sheet(facts, title(_("Scores")), progress),
        catalogue_sheet(facts, title(_("Catalogue"))),
        notes_sheet(facts, title(_("Notes"))),
    )


def plan_file_name(round_name: str, made_on: date) -> str:
    """A name for the file that says nothing about any pupil: plans-2026-1-20261124.xlsx."""
    parts = (_("Plans").casefold(), round_name, f"{made_on:%Y%m%d}")
    words = (NOT_IN_FILE_NAMES.sub("-", part).strip("-") for part in parts)
    return "-".join(word for word in words if word) + ".xlsx"
