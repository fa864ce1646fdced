"""The agenda on paper: it holds names and reasons, and is marked confidential."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QWidget

from npo_desktop.dossiers.attention import AttentionRow
from npo_desktop.exports.agenda_facts import Agenda
from npo_desktop.i18n import _
from npo_desktop.jobs.document import Document
from npo_desktop.progress import Progress
from npo_desktop.queries.meetings.meeting_agenda import load_agenda
from ui.preview import PreviewDialog, open_preview

if TYPE_CHECKING:
    from ui.app import App


def print_agenda(
    app: App, parent: QWidget, meeting_id: UUID, rows: Mapping[UUID, AttentionRow]
) -> PreviewDialog:
    """Shown first, then printed or saved from there."""
    names = app.content.subscales
    return open_preview(
        app,
        parent,
        title=_("Agenda"),
        load=lambda session: load_agenda(session, meeting_id, rows, names),
        render=_render,
        kind="agenda",
    )


def _render(facts: Agenda, paper: str, progress: Progress) -> Document:
    from npo_desktop.jobs.agenda_jobs import render_agenda  # reportlab: not at the start

    return render_agenda(facts, paper, progress)
