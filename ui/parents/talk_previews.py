"""The papers of one talk in the preview: what parents get, and what the coordinator keeps."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from npo_desktop.i18n import _
from npo_desktop.queries.parents.parent_talks import note_printed
from npo_desktop.queries.parents.speaking_notes import TalkPreparation
from ui.app import Topic
from ui.preview import PreviewDialog, open_preview

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.app import App


def preview_summary(
    app: App, parent: QWidget, facts: TalkPreparation, talk_id: UUID | None
) -> PreviewDialog:
    """Printed from here, the talk remembers the version code that is on the paper."""
    from npo_desktop.exports.parent_text import version_code  # not at the start
    from npo_desktop.jobs.talk_jobs import render_talk_summary

    def remember(_sides: int) -> None:
        if talk_id is not None:
            with app.writing(Topic(0)) as session:
                note_printed(session, talk_id, version_code(facts.summary))

    dialog = open_preview(
        app,
        parent,
        title=_("Parent summary: {name}").format(name=facts.note.name),
        load=lambda _session: facts,
        render=render_talk_summary,
        kind="parent-summary",
    )
    dialog.printed.connect(remember)
    return dialog


def preview_note(app: App, parent: QWidget, facts: TalkPreparation) -> PreviewDialog:
    """For her own eyes."""
    from npo_desktop.exports.speaking_note_facts import note_title  # not at the start
    from npo_desktop.jobs.talk_jobs import render_speaking_note

    return open_preview(
        app,
        parent,
        title=note_title(facts.note),
        load=lambda _session: facts.note,
        render=render_speaking_note,
        kind="speaking-note",
    )
