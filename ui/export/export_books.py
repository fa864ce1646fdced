"""The workbooks of the export page: read with the store, made without it, noted in the log."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from npo_desktop.clock import today
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.jobs.export_jobs import Written, load_plan, note_export, render_plan
from npo_desktop.progress import Progress

if TYPE_CHECKING:
    from ui.app import App

Making = Callable[[Progress], Written]


def plan_book(app: App, this: RoundFacts, folder: Path) -> Making:
    """The school plan of a round."""
    content, paper = app.content, usual_paper()

    def work(progress: Progress) -> Written:
        from npo_desktop.exports.xlsx.plan_workbook import plan_file_name

        with app.lend() as store, store.reading() as session:
            facts = load_plan(session, content, this)
        file = folder / plan_file_name(this.name, today())
        return _noted(app, render_plan(facts, file, paper=paper, progress=progress))

    return work


def group_book(app: App, this: RoundFacts, folder: Path, group: str | None) -> Making:
    """One group, or with ``None`` the whole school."""
    content, paper = app.content, usual_paper()

    def work(progress: Progress) -> Written:
        from npo_desktop.jobs.workbook_jobs import load_group_workbook, render_group_workbook

        with app.lend() as store, store.reading() as session:
            facts = load_group_workbook(session, content, this, group)
        file = folder / facts.file_name
        written = render_group_workbook(facts, file, paper=paper, progress=progress)
        return _noted(app, written)

    return work


def scores_book(app: App, this: RoundFacts, folder: Path) -> Making:
    """All scores of a round."""
    content, paper = app.content, usual_paper()

    def work(progress: Progress) -> Written:
        from npo_desktop.jobs.workbook_jobs import (
            load_scores_workbook,
            render_scores_workbook,
            scores_workbook_name,
        )

        with app.lend() as store, store.reading() as session:
            facts = load_scores_workbook(session, content, this)
        file = folder / scores_workbook_name(facts)
        written = render_scores_workbook(facts, file, paper=paper, progress=progress)
        return _noted(app, written)

    return work


def usual_paper() -> str:
    """As it was last printed on: a school has one kind of paper."""
    from ui import state
    from ui.preview.print_options import PAPER

    return state.choice(PAPER, "a4")


def _noted(app: App, written: Written) -> Written:
    with app.lend() as store, store.writing() as session:
        note_export(session, written)
    return written
