"""The scores workbook: every score of a round, as rows and side by side."""

from datetime import date

from npo_desktop.content.informant_words import informant_name
from npo_desktop.content.questionnaire import Informant
from npo_desktop.exports.xlsx.notes_sheet import keep_safe_text, notes_sheet
from npo_desktop.exports.xlsx.plan_facts import PlanWorkbook
from npo_desktop.exports.xlsx.plan_workbook import file_name, print_words, title_of
from npo_desktop.exports.xlsx.printing import Paper
from npo_desktop.exports.xlsx.score_tables import informant_sheet, subscales_sheet, tests_sheet
from npo_desktop.exports.xlsx.scores_sheet import scores_sheet
from npo_desktop.exports.xlsx.signals_sheet import signals_sheet
from npo_desktop.exports.xlsx.workbook import Sheet, workbook_bytes
from npo_desktop.i18n import _
from npo_desktop.progress import Progress, silent


def scores_workbook(
    facts: PlanWorkbook, *, progress: Progress = silent, paper: Paper = Paper.A4
) -> bytes:
    """The workbook as a file in memory, in the language being spoken. Saved by the caller."""
    title = " · ".join((_("Scores"), facts.school, facts.round.name))
    words = print_words(facts, keep_safe_text(len(facts.dossiers)))
    return workbook_bytes(score_sheets(facts, progress), title=title, words=words, paper=paper)


def score_sheets(facts: PlanWorkbook, progress: Progress = silent) -> tuple[Sheet, ...]:
    """The sheets before they are written; of informants who answered nothing there is none."""
    subject = _("Scores")
    by_informant = (
        informant_sheet(facts, one, title_of(facts, f"{subject}, {informant_name(one)}"))
        for one in Informant
    )
    return (
        signals_sheet(facts, title_of(facts, _("Signals"))),
        subscales_sheet(facts, title_of(facts, _("By subscale"))),
        *(sheet for sheet in by_informant if sheet is not None),
        scores_sheet(facts, title_of(facts, _("Scores")), progress),
        tests_sheet(facts, title_of(facts, _("Test results"))),
        notes_sheet(facts, title_of(facts, _("Notes")), with_plans=False),
    )


def scores_file_name(round_name: str, made_on: date) -> str:
    """A name for the file that says nothing about any pupil: scores-2026-1-20261124.xlsx."""
    return file_name(_("Scores"), round_name, made_on)
