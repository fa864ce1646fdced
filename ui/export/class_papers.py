"""Papers of a whole class or support group, shown before they are printed."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from npo_desktop.i18n import _
from npo_desktop.queries.papers.class_papers import (
    load_class_sheet,
    load_group_plan_papers,
    pupils_on,
    pupils_with_steps,
)
from ui.preview import PreviewDialog, open_preview

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from npo_desktop.exports.group_plan_facts import ClassSheet, GroupPlanPapers
    from npo_desktop.jobs.document import Document
    from npo_desktop.progress import Progress
    from ui.app import App, Session

Whose = tuple[UUID, ...]


def open_group_plans(app: App, parent: QWidget, plan_ids: Collection[UUID]) -> PreviewDialog:
    """A page for each of these plans of groups."""
    content = app.content

    def load(session: Session) -> tuple[GroupPlanPapers, Whose]:
        return load_group_plan_papers(session, content, plan_ids), pupils_on(session, plan_ids)

    def render(found: tuple[GroupPlanPapers, Whose], paper: str, progress: Progress) -> Document:
        from npo_desktop.jobs.class_jobs import render_group_plans  # reportlab: not at the start

        return render_group_plans(found[0], paper, progress, pupils=found[1])

    title = _("Plans of groups")
    return open_preview(app, parent, title=title, load=load, render=render, kind="group-plan")


def open_class_sheet(app: App, parent: QWidget, group_id: UUID) -> PreviewDialog:
    """What the teacher of this class does from tomorrow on."""
    content = app.content

    def load(session: Session) -> tuple[ClassSheet, Whose]:
        return load_class_sheet(session, content, group_id), pupils_with_steps(session, group_id)

    def render(found: tuple[ClassSheet, Whose], paper: str, progress: Progress) -> Document:
        from npo_desktop.jobs.class_jobs import render_class_sheet  # reportlab: not at the start

        return render_class_sheet(found[0], paper, progress, pupils=found[1])

    title = _("Class sheet")
    return open_preview(app, parent, title=title, load=load, render=render, kind="class-sheet")
