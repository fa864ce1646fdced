"""A list as it was filled in, shown before it is printed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from npo_desktop.i18n import _
from npo_desktop.queries.answering.filled_lists import load_filled_list
from ui.preview import PreviewDialog, open_preview

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from npo_desktop.exports.paper_facts import PaperSet
    from npo_desktop.jobs.document import Document
    from npo_desktop.progress import Progress
    from ui.app import App


def open_filled_list(app: App, parent: QWidget, scan_id: UUID, pupil_id: UUID) -> PreviewDialog:
    """With the pupil's code instead of the name."""
    content = app.content

    def render(facts: PaperSet, paper: str, progress: Progress) -> Document:
        from npo_desktop.jobs.filled_jobs import render_filled_list  # reportlab: not at the start

        return render_filled_list(facts, paper, progress, pupil_id=pupil_id)

    return open_preview(
        app,
        parent,
        title=_("Filled-in list"),
        load=lambda session: load_filled_list(session, content, scan_id),
        render=render,
        kind="filled-list",
    )
