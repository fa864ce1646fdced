"""The papers of an evening of talks: its list, its summaries in one job, or a file each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QStandardPaths

from npo_desktop.content.load import Content
from npo_desktop.errors import UserError
from npo_desktop.exports.summary_gaps import Gap
from npo_desktop.i18n import _
from npo_desktop.progress import Progress
from npo_desktop.queries.parents.evening_papers import (
    evening_gaps,
    list_of_evening,
    load_evening_summaries,
)
from npo_desktop.queries.parents.parent_evenings import Evening
from npo_desktop.queries.parents.parent_talks import note_printed
from ui import state
from ui.app import Topic
from ui.export.export_print import print_summaries

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from npo_desktop.jobs.evening_jobs import LoadedList
    from npo_desktop.jobs.export_jobs import LoadedSummaries
    from npo_desktop.store.engine import Store
    from ui.app import App, Session
    from ui.export.export_print import LoadOf
    from ui.export.export_run import RunDialog
    from ui.preview.preview_dialog import PreviewDialog

Change = Callable[[list[UUID | None]], Sequence[UUID | None]]


def gaps_in(store: Store, content: Content, evening_id: UUID) -> dict[UUID, tuple[Gap, ...]]:
    """What is missing, by pupil; for the worker that has the store."""
    with store.reading() as session:
        return evening_gaps(load_evening_summaries(session, content, evening_id))


def print_list(app: App, parent: QWidget, evening: Evening) -> PreviewDialog:
    """The list for the one who talks, what is missing on top."""
    from npo_desktop.jobs.evening_jobs import LoadedList, render_evening_list
    from ui.preview.preview_dialog import open_preview

    content = app.content

    def load(session: Session) -> LoadedList:
        gaps = evening_gaps(load_evening_summaries(session, content, evening.facts.id))
        pupils = tuple(talk.pupil_id for talk in evening.talks)
        return LoadedList(list_of_evening(session, evening, gaps), pupils)

    title = _("List of the evening")
    return open_preview(
        app, parent, title=title, load=load, render=render_evening_list, kind="evening-list"
    )


def print_evening(
    app: App, parent: QWidget, evening: Evening, pupils: Collection[UUID]
) -> PreviewDialog:
    """One print job in the order of the evening; what came out is remembered with its talk."""
    codes: dict[UUID, str] = {}

    def remember(came_out: Sequence[UUID]) -> None:
        def work(store: Store, _progress: Progress) -> None:
            with store.writing() as session:
                for talk in evening.talks:
                    if talk.pupil_id in came_out:
                        note_printed(session, talk.id, codes.get(talk.pupil_id, ""))

        app.start_with_store(work, lambda _nothing: None, topic=Topic.PLANS, brief=True)

    chosen = [pupil for pupil in evening.pupils if pupil.id in pupils]
    load = _load_of(app, evening, codes)
    return print_summaries(app, parent, chosen, load, evening.facts.name, remember)


def write_files(app: App, parent: QWidget, evening: Evening) -> RunDialog:
    """A file for each talk, one after another, on the paper that was printed on last."""
    from ui.export.export_run import Run, RunDialog  # reportlab: not at the start
    from ui.preview.print_options import PAPER

    run = Run(
        title=_("Parent summaries, {group}").format(group=evening.facts.name),
        pupils=evening.pupils,
        load=_load_of(app, evening, {}),
        folder=_documents() / "NPO Desktop",
        paper=state.choice(PAPER) or "a4",
    )
    dialog = RunDialog(app, run, parent)
    dialog.open()
    return dialog


def _load_of(app: App, evening: Evening, codes: dict[UUID, str]) -> LoadOf:
    content = app.content

    def load(session: Session, pupils: Collection[UUID]) -> LoadedSummaries:
        from npo_desktop.exports.parent_text import version_code
        from npo_desktop.jobs.export_jobs import LoadedSummaries

        found = load_evening_summaries(session, content, evening.facts.id, only=pupils)
        if not found:
            raise UserError(
                _("The round of these talks is not there any more."),
                _("Plan the evening again, in a round with scans."),
            )
        codes.update({facts.dossier.pupil.id: version_code(facts) for facts in found})
        return LoadedSummaries(found[0].dossier.round, tuple(found))

    return load


def _documents() -> Path:
    place = QStandardPaths.StandardLocation.DocumentsLocation
    return Path(QStandardPaths.writableLocation(place))
