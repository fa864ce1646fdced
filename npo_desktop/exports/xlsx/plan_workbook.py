"""The Excel plan: one round of one school, for the school itself and its head."""

import re
from datetime import date
from textwrap import shorten

from npo_desktop.exports.xlsx.calendar_sheet import calendar_sheet
from npo_desktop.exports.xlsx.catalogue_sheet import catalogue_sheet
from npo_desktop.exports.xlsx.hours_sheets import colleagues_sheet, goal_areas_sheet, money_sheet
from npo_desktop.exports.xlsx.key_sheet import key_sheet
from npo_desktop.exports.xlsx.notes_sheet import keep_safe_text, notes_sheet
from npo_desktop.exports.xlsx.overview_sheet import overview_sheet
from npo_desktop.exports.xlsx.plan_facts import PlanWorkbook
from npo_desktop.exports.xlsx.plans_sheet import PLANS, plans_sheet
from npo_desktop.exports.xlsx.printing import Paper, PrintWords
from npo_desktop.exports.xlsx.scores_sheet import scores_sheet
from npo_desktop.exports.xlsx.wording import watermark_text
from npo_desktop.exports.xlsx.workbook import Sheet, workbook_bytes
from npo_desktop.formats import date_text
from npo_desktop.i18n import _
from npo_desktop.progress import Progress, silent

LONGEST_SCHOOL = 60  # characters of its name in a title; the notes have it whole
NOT_IN_FILE_NAMES = re.compile(r"[^\w-]+")


def plan_workbook(
    facts: PlanWorkbook, *, progress: Progress = silent, paper: Paper = Paper.A4
) -> bytes:
    """The workbook as a file in memory, in the language being spoken. Saved by the caller."""
    words = print_words(facts, keep_safe_text(len(facts.dossiers)))
    title = " · ".join((_("Plans"), facts.school, facts.round.name))
    return workbook_bytes(written_sheets(facts, progress), title=title, words=words, paper=paper)


def written_sheets(facts: PlanWorkbook, progress: Progress = silent) -> tuple[Sheet, ...]:
    """Those that people see, and the one for reading changes back."""
    shown = plan_sheets(facts, progress)
    plans = next(sheet for sheet in shown if sheet.table == PLANS)
    return (*shown, key_sheet(facts, plans))


def plan_sheets(facts: PlanWorkbook, progress: Progress = silent) -> tuple[Sheet, ...]:
    """The sheets before they are written, in their order."""

    def title(subject: str) -> str:
        return title_of(facts, subject)

    return (
        overview_sheet(facts, title(_("Overview"))),
        plans_sheet(facts, title(_("Plans"))),
        calendar_sheet(facts, title(_("Review calendar"))),
        colleagues_sheet(facts, title(_("Hours by colleague"))),
        goal_areas_sheet(facts, title(_("Hours by goal area"))),
        *((money_sheet(facts, title(_("Money"))),) if facts.money else ()),
        scores_sheet(facts, title(_("Scores")), progress),
        catalogue_sheet(facts, title(_("Catalogue"))),
        notes_sheet(facts, title(_("Notes"))),
    )


def title_of(facts: PlanWorkbook, subject: str) -> str:
    """What stands above a sheet."""
    school = shorten(facts.school, LONGEST_SCHOOL, placeholder="…") or facts.school[:LONGEST_SCHOOL]
    parts = [subject, school, facts.round.name, date_text(facts.made_on)]
    return " · ".join([watermark_text(), *parts] if facts.is_practice else parts)


def print_words(facts: PlanWorkbook, warning: str) -> PrintWords:
    """What stands above and below every printed page."""
    return PrintWords(
        left=f"{facts.school} · {facts.round.name}",
        centre=watermark_text() if facts.is_practice else "",
        right=_("Made on {date}").format(date=date_text(facts.made_on)),
        warning=warning,
        page=_("Page {page} of {pages}"),
    )


def plan_file_name(round_name: str, made_on: date) -> str:
    """A name for the file that says nothing about any pupil: plans-2026-1-20261124.xlsx."""
    return file_name(_("Plans"), round_name, made_on)


def file_name(subject: str, name: str, made_on: date) -> str:
    """Subject, what it is about and the day, of letters that every system takes."""
    parts = (subject.casefold(), name, f"{made_on:%Y%m%d}")
    words = (NOT_IN_FILE_NAMES.sub("-", part).strip("-") for part in parts)
    return "-".join(word for word in words if word) + ".xlsx"
