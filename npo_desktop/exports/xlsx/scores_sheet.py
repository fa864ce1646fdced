"""The third sheet: the scores behind it. A score never stands without date, informant and error."""

from collections.abc import Iterator
from functools import partial

from npo_desktop.band_words import band_letters
from npo_desktop.dossiers.dossier import Dossier, ResultFacts
from npo_desktop.exports.xlsx.looks import Look
from npo_desktop.exports.xlsx.marks import Emphasis, Mark, words_in_formula
from npo_desktop.exports.xlsx.plan_facts import PlanWorkbook
from npo_desktop.exports.xlsx.score_cells import ScoreCells
from npo_desktop.exports.xlsx.wording import group_text
from npo_desktop.exports.xlsx.workbook import Column, Sheet, Value
from npo_desktop.i18n import _
from npo_desktop.progress import Progress, silent

Row = tuple[Value, ...]

PRINTED = 13  # columns; what stands behind them is for the screen


def scores_sheet(facts: PlanWorkbook, title: str, progress: Progress = silent) -> Sheet:
    """One row a pupil, subscale and informant, then the newest test results; all pupils."""
    return Sheet(
        name=_("Scores"),
        title=title,
        columns=_columns(),
        rows=partial(_rows, facts, progress),
        frozen_columns=2,
        printed_columns=PRINTED,
        table="npo_scores",
        marks=signal_marks("signal"),
    )


def signal_marks(*columns: str) -> tuple[Mark, ...]:
    """The letter of a signal decides; the ground only helps to find it."""
    low, watch, *_others = (words_in_formula(letter) for letter in band_letters())
    return tuple(
        Mark(f"LEFT({{{key}}},1)={letter}", (key,), emphasis)
        for key in columns
        for letter, emphasis in ((low, Emphasis.LOW), (watch, Emphasis.WATCH))
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Group"), 9, Look.WRAPPED),
        Column(_("Pupil"), 22, Look.WRAPPED),
        Column(_("Number"), 8, Look.TEXT),
        Column(_("Year group"), 7, Look.WHOLE),
        Column(_("Subscale"), 26, Look.WRAPPED),
        Column(_("Filled in by"), 10, Look.TEXT),
        Column(_("Date"), 11, Look.DATE),
        Column(_("Score (0-100)"), 8, Look.WHOLE),
        Column(_("Error, plus or minus (0-100)"), 9, Look.WHOLE),
        Column(_("Signal"), 24, Look.WRAPPED, "signal"),
        Column(_("Change since the round before"), 25, Look.WRAPPED),
        Column(_("Test level"), 7, Look.TEXT),
        Column(_("Test score"), 8, Look.NUMBER),
        # From here on for the screen only: on paper the rest can be read without a glass.
        Column(_("Questionnaire or test"), 48, Look.WRAPPED),
        Column(_("Answered"), 9, Look.WHOLE),
        Column(_("Items"), 7, Look.WHOLE),
        Column(_("Mean answer"), 8, Look.HUNDREDTH),
        Column(_("Highest answer"), 8, Look.WHOLE),
        Column("T", 5, Look.WHOLE),
        Column(_("Compared with (pupils)"), 10, Look.WHOLE),
    )


def _rows(facts: PlanWorkbook, progress: Progress) -> Iterator[Row]:
    cells = ScoreCells(facts.content)
    done, total = 0, len(facts.dossiers)
    for group in facts.groups:
        name = group_text(group)
        for dossier in group.dossiers:
            progress(done, total, name)
            pupil, done = dossier.pupil, done + 1
            who: Row = (name, pupil.list_name, pupil.number, pupil.grade)
            yield from (who + row for row in cells.scores(dossier))
            yield from (who + cells.result(result, dossier) for result in newest_results(dossier))
    progress(total, total)


def newest_results(dossier: Dossier) -> list[ResultFacts]:
    """The last result of each subscale, or of each test that was not filed under one."""
    newest: dict[str, ResultFacts] = {}
    for result in sorted(dossier.results, key=lambda result: result.held_on):
        newest[result.subscale or result.test] = result
    return list(newest.values())
