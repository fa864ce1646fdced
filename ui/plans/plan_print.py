"""Plans on paper: a page a plan, to sign, or with its code when it was signed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QWidget

from npo_desktop.exports.plan_paper_facts import PlanPapers
from npo_desktop.i18n import _
from npo_desktop.jobs.document import Document
from npo_desktop.progress import Progress
from npo_desktop.queries.menukaart.menukaart import school_content
from npo_desktop.queries.planning.plan_papers import load_plan_papers
from npo_desktop.queries.planning.plans import plans_with
from ui.preview import PreviewDialog, open_preview

if TYPE_CHECKING:
    from ui.app import App, Session

_Loaded = tuple[PlanPapers, tuple[UUID, ...]]  # and whose plans they are


def print_plans(app: App, parent: QWidget, plan_ids: Collection[UUID]) -> PreviewDialog:
    """Names of pupils stand on these pages, not in the name of the file."""
    ids = tuple(plan_ids)

    def load(session: Session) -> _Loaded:
        facts = load_plan_papers(session, school_content(session, app.content), ids)
        return facts, tuple(plan.pupil_id for plan in plans_with(session, ids))

    return open_preview(app, parent, title=_("Plans"), load=load, render=_render, kind="plans")


def _render(loaded: _Loaded, paper: str, progress: Progress) -> Document:
    from npo_desktop.jobs.plan_jobs import render_plan_papers  # reportlab: not at the start

    facts, pupils = loaded
    return replace(render_plan_papers(facts, paper, progress), pupils=pupils)
