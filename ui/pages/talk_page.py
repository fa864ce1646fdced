"""One talk with parents: the summary, the speaking note, what is missing, and afterwards a form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from npo_desktop.clock import today
from npo_desktop.i18n import LANGUAGES, NAMES, _
from npo_desktop.progress import Progress
from npo_desktop.queries.parents.parent_talk_drafts import typed_talk
from npo_desktop.queries.parents.parent_talks import TalkFacts, set_talk_language
from npo_desktop.queries.parents.speaking_notes import Missing, TalkPreparation, load_talk
from npo_desktop.queries.rounds import chosen_round
from ui.app import Topic
from ui.pages.page import Page
from ui.parents.parent_talk import ParentTalkDialog
from ui.parents.talk_cards import HeldCard, MissingCard, NotToSayCard
from ui.parents.talk_previews import preview_note, preview_summary
from ui.preview.page_sheets import PageSheets
from ui.preview.pdf_pages import PdfPages
from ui.widgets.empty_state import EmptyState
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.page_area import scrolling_down
from ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from ui.app import App, Session

SIDE = 388  # pixels
PAPER = "a4"  # of what is shown here; the preview asks


class TalkPage(Page):
    """Opened with a pupil's id. Ctrl+P shows the summary as it is printed, again prints it."""

    watches = (
        Topic.PUPILS | Topic.GROUPS | Topic.ROUNDS | Topic.ANSWERS | Topic.RESULTS | Topic.PLANS
    ) | Topic.SCHOOL
    shows_find = False

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.pupil_id: UUID | None = None
        self.facts: TalkPreparation | None = None
        self._language: str | None = None  # chosen here; none: as the parents talk
        self._asked = 0  # which reading is awaited; an older one is thrown away
        self._pages: PdfPages | None = None
        self._is_new = False  # another pupil, whose summary is awaited
        self._prints_next = False  # as soon as what was agreed is read again
        self.sheets = PageSheets()
        self.language = Segmented(
            [(one, NAMES[one]) for one in LANGUAGES], name=_("Language of the page")
        )
        self.profile = KeyButton(_("Profile"), icon="user")
        self.note = KeyButton(_("Speaking note..."), kind="link")
        self.print = KeyButton(
            _("Print the summary"), "Ctrl+P", kind="primary", icon="printer", shortcut=True
        )
        self.write = KeyButton(_("Write it down..."), icon="pencil")
        self.waiting_words = Note("warn")
        self.open_draft = KeyButton(_("Go on"), size="row")
        self.missing, self.unsaid = MissingCard(), NotToSayCard(self.note)
        self.held = HeldCard(self.write)
        self.waiting = EmptyState("hourglass", _("The summary is being made"))
        self.to_scans = KeyButton(_("To the scans"))
        self.no_round = EmptyState(
            "calendar",
            _("There is no round yet"),
            _("Begin a round first: what parents read is about one."),
            self.to_scans,
        )
        self._build()
        self._connect()

    def title(self) -> str:
        name = self.facts.summary.dossier.pupil.full_name if self.facts else ""
        if not name:
            return _("Talk with parents")
        return _("Talk with the parents of {name}").format(name=name)

    def crumb(self) -> str:
        if self.facts is None:
            return ""
        dossier = self.facts.summary.dossier
        return " · ".join(filter(None, (dossier.pupil.group, dossier.round.name)))

    def head_actions(self) -> Sequence[QWidget]:
        return (self.profile, self.print)

    def first_focus(self) -> QWidget | None:
        return self.print

    def show_args(self, *args: object) -> None:
        if args and isinstance(args[0], UUID):
            if args[0] != self.pupil_id:
                self._language, self.facts, self._is_new = None, None, True
                self._show_pages(None)
            self.pupil_id = args[0]
            self.renew()

    def refresh(self) -> None:
        """Read and drawn on the worker: the window stays awake."""
        if self.pupil_id is None:
            return
        app, pupil_id, language = self.app, self.pupil_id, self._language
        content, round_id = app.content, app.round_id
        self._asked += 1
        asked = self._asked

        def read(session: Session) -> TalkPreparation | None:
            this = chosen_round(session, round_id, today())
            if this is None:
                return None
            return load_talk(session, content, pupil_id, this, language=language)

        def work(progress: Progress) -> tuple[TalkPreparation, PdfPages] | None:
            from npo_desktop.jobs.talk_jobs import render_talk_summary  # reportlab: when needed

            with app.lend(brief=True) as store, store.reading() as session:
                facts = read(session)
            if facts is None:
                return None
            return facts, PdfPages(render_talk_summary(facts, PAPER, progress).pdf)

        def show(found: tuple[TalkPreparation, PdfPages] | None) -> None:
            if asked == self._asked:
                self._show(found)
            elif found is not None:
                found[1].close()

        self._look()
        app.jobs.start(work, show, label=_("Parent summary"))

    def print_summary(self) -> None:
        """As it comes out of the printer, in the preview; there it is printed or saved."""
        if self.facts is not None:
            talk = self.facts.talk or self._held_now()
            preview_summary(self.app, self.window(), self.facts, talk.id if talk else None)

    def print_note(self) -> None:
        """The speaking note, in the preview."""
        if self.facts is not None:
            preview_note(self.app, self.window(), self.facts)

    def write_down(self) -> None:
        """The form of the talk to come; else that of the one that was held in this round."""
        if self.facts is None or self.pupil_id is None:
            return
        pupil = self.facts.summary.dossier.pupil
        ParentTalkDialog(
            self.app,
            (pupil.id, self.facts.note.name),
            self.facts.summary.dossier.round.id,
            self._held_now() or self.facts.talk,
            self.window(),
            parents=", ".join(self.facts.note.parents),
            reprint=self._reprint,
        ).open()

    def _held_now(self) -> TalkFacts | None:
        """The newest talk of this round that was written down, when none is still to come."""
        if self.facts is None or self.facts.talk is not None:
            return None
        this = self.facts.summary.dossier.round.id
        return next((one for one in self.facts.held if one.round_id == this), None)

    def _reprint(self) -> None:
        """With what was agreed in it: once it is read again."""
        self._prints_next = True
        self.renew()

    def _show(self, found: tuple[TalkPreparation, PdfPages] | None) -> None:
        self.facts = found[0] if found else None
        self._show_pages(found[1] if found else None)
        self._look()
        if self.facts is None:
            self.no_round.setVisible(True)
            self.waiting.hide()
            return
        from npo_desktop.exports.speaking_note_facts import not_to_say

        self.language.set_value(self.facts.summary.language)
        self.missing.show_missing(self.facts.missing)
        self.unsaid.show_lines(not_to_say(self.facts.note))
        self.held.show_talk(self._held_now())
        self._show_draft()
        self.headed.emit()
        self._give_focus()
        if self._prints_next:
            self._prints_next = False
            self.print_summary()

    def _give_focus(self) -> None:
        """Enter prints, once there is something to print; who is elsewhere by now stays there."""
        is_new, self._is_new = self._is_new, False
        here = self.window().focusWidget()
        if is_new and self.isVisible() and (here is None or isinstance(here, QScrollArea)):
            self.print.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_draft(self) -> None:
        """Words about this talk that were typed when the program locked."""
        if self.pupil_id is None:
            return
        with self.app.reading() as session:
            typed = typed_talk(session, self.pupil_id)
        self.waiting_words.setVisible(typed is not None)

    def _show_pages(self, pages: PdfPages | None) -> None:
        before, self._pages = self._pages, pages
        self.sheets.show_pages(pages)
        if before is not None:
            before.close()

    def _look(self) -> None:
        ready = self.facts is not None
        self.whole.setVisible(ready)
        self.waiting.setVisible(not ready)
        self.no_round.hide()
        for button in (self.print, self.profile):
            button.setEnabled(ready)

    def _choose_language(self, language: object) -> None:
        """For this print; a talk that is planned keeps it for its evening."""
        self._language = str(language)
        if self.facts is not None and self.facts.talk is not None:
            with self.app.writing(Topic(0)) as session:
                set_talk_language(session, self.facts.talk.id, self._language)
        self.renew()

    def _open_profile(self) -> None:
        if self.pupil_id is not None:
            self.app.open("pupil", self.pupil_id)

    def _put_right(self, one: Missing) -> None:
        self.app.open(one.page, *one.args)

    def _connect(self) -> None:
        self.language.chosen.connect(self._choose_language)
        self.to_scans.clicked.connect(lambda: self.app.open("scans"))
        self.profile.clicked.connect(self._open_profile)
        self.print.clicked.connect(self.print_summary)
        self.note.clicked.connect(self.print_note)
        self.write.clicked.connect(self.write_down)
        self.open_draft.clicked.connect(self.write_down)
        self.missing.asked.connect(self._put_right)

    def _build(self) -> None:
        self.waiting_words.set_text(
            _("What you typed about this talk is not kept yet."), _("The program locked meanwhile.")
        )
        self.waiting_words.add_action(self.open_draft)
        above = QHBoxLayout()
        above.setSpacing(12)
        above.addWidget(self.language)
        above.addStretch()
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(above)
        left.addWidget(self.sheets, 1)
        inner = QWidget()
        inner.setProperty("role", "canvas")
        side = QVBoxLayout(inner)
        side.setContentsMargins(0, 0, 8, 0)
        side.setSpacing(12)
        for widget in (self.waiting_words, self.missing, self.held, self.unsaid):
            side.addWidget(widget)
        side.addStretch()
        area = scrolling_down(inner)
        area.setFixedWidth(SIDE)
        self.whole = QWidget()
        line = QHBoxLayout(self.whole)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        line.addLayout(left, 1)
        line.addWidget(area)
        column = self.column()
        for part in (self.whole, self.waiting, self.no_round):
            column.addWidget(part, 1)
        self.no_round.hide()
