"""A handover to the next school, in the language of the parents who read it first."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from npo_desktop.clock import today
from npo_desktop.exports.record_facts import BLOCKS
from npo_desktop.i18n import LANGUAGES, NAMES, _, current
from npo_desktop.queries.papers.referrals import load_handover
from npo_desktop.queries.pupils import pupil_facts
from npo_desktop.queries.school import school_year_of
from ui.export.record_dialog import RecordDialog
from ui.preview import open_preview
from ui.widgets.field import Field
from ui.widgets.segmented import Segmented
from ui.widgets.text import text

if TYPE_CHECKING:
    from npo_desktop.exports.record_facts import Handover
    from npo_desktop.jobs.document import Document
    from npo_desktop.progress import Progress
    from ui.app import App


class HandoverDialog(RecordDialog):
    """Everything is ticked at first: parents read it, and take out what they want out."""

    paper = "handover"

    def __init__(self, app: App, pupil_id: UUID, name: str, parent: QWidget) -> None:
        title = _("Handover of {name}").format(name=name)
        lead = _("What the next school should know on the first day. Read it with the parents.")
        super().__init__(app, pupil_id, title, lead, parent)
        with app.reading() as session:
            talks_in = pupil_facts(session, pupil_id, school_year_of(today())).talk_language
        self.language = Segmented(
            [(code, NAMES[code]) for code in LANGUAGES],
            talks_in if talks_in in LANGUAGES else current(),
            name=_("Language"),
            small=True,
        )
        self.to, self.advice = QLineEdit(), QPlainTextEdit()
        self.texts |= {"to": self.to, "advice": self.advice}
        self._fill()
        self.choose_blocks(BLOCKS)
        self.fill_typed()
        self.to.setFocus()

    def look(self) -> None:
        content, pupil_id, blocks = self.app.content, self.pupil_id, self.chosen_blocks()
        to, advice, language = self.said("to"), self.said("advice"), str(self.language.value())

        def render(facts: Handover, paper: str, progress: Progress) -> Document:
            from npo_desktop.jobs.record_jobs import render_handover  # reportlab: not at the start

            return render_handover(facts, paper, progress, pupil_id=pupil_id)

        shown = open_preview(
            self.app,
            self,
            title=_("Handover to the next school"),
            load=lambda session: load_handover(
                session, content, pupil_id, to=to, blocks=blocks, advice=advice, language=language
            ),
            render=render,
            kind="handover",
        )
        shown.printed.connect(self.was_used)
        shown.saved.connect(self.was_used)

    def _fill(self) -> None:
        self.advice.setTabChangesFocus(True)
        self.advice.setFixedHeight(120)
        self.to.setMaxLength(200)
        self.left.addWidget(Field(_("Next school (may stay empty)"), self.to))
        advice = _("In your own words: what works, and what the first weeks need.")
        self.left.addWidget(Field(_("What would you go on with?"), self.advice, advice))
        self.left.addWidget(text(_("Language of the page"), "label", "ink2"))
        self.left.addWidget(self.language)
        self.left.addStretch()
        self.right.addStretch()
