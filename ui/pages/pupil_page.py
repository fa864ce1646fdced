"""One pupil in one round: strengths first, the profile, who sees it differently, test results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.dossiers.round_scores import ScoredRound
from npo_desktop.i18n import _
from npo_desktop.queries.growth_norms import norm_gains
from ui.app import Topic
from ui.pages.page import Page
from ui.pupil.file_actions import PupilActions
from ui.pupil.pupil_cards import StrengthsCard
from ui.pupil.pupil_facts import PupilRead, facts_of, read_pupil
from ui.pupil.pupil_overview import PupilOverview
from ui.pupil.pupil_results import PupilResults
from ui.pupil.pupil_timeline import PupilTimeline
from ui.pupil.pupil_words import PupilWords
from ui.pupil.readiness_line import ReadinessLine
from ui.pupil.timeline_card import FEW
from ui.round_dossiers import RoundDossiers, round_dossiers
from ui.widgets.current_stack import CurrentStack
from ui.widgets.empty_state import EmptyState
from ui.widgets.fact_strip import FactStrip
from ui.widgets.icon_button import IconButton
from ui.widgets.key_button import KeyButton
from ui.widgets.tab_bar import TabBar
from ui.widgets.text import text
from ui.widgets.two_columns import ROOM

if TYPE_CHECKING:
    from ui.app import App

_MARGIN = 24  # pixels, at either side
FEWER = 3  # entries of the timeline, below a note that is more urgent
OVERVIEW, TIMELINE, RESULTS, WORDS = "overview", "timeline", "results", "words"


class PupilPage(Page):
    """Opened with a pupil's id; up and down go along the group."""

    watches = RoundDossiers.watches | Topic.PLANS | Topic.SAFETY
    shows_find = False

    def __init__(self, app: App) -> None:
        self.dossiers = round_dossiers(app)
        super().__init__(app)
        self.pupil_id: UUID | None = None
        self.dossier: Dossier | None = None
        self._peers: list[UUID] = []
        self._group_id: UUID | None = None
        self.before = IconButton("chevron-up", _("Previous pupil (PgUp)"), kind="bordered")
        self.after = IconButton("chevron-down", _("Next pupil (PgDn)"), kind="bordered")
        self.before.setShortcut("PgUp")
        self.after.setShortcut("PgDown")
        self.place, self._whereabouts = text("", "body", "ink2"), ""
        self.fill_in = KeyButton(_("Fill in scan"), icon="clipboard-check")
        self.summary = KeyButton(_("Parent summary"), icon="printer")
        self.proposal = KeyButton(_("See proposal"), kind="primary", icon="bulb")
        self.facts, self.strengths = FactStrip(), StrengthsCard()
        self.tabs, self.readiness = TabBar(_tabs()), ReadinessLine()
        self.overview, self.timeline = PupilOverview(app), PupilTimeline(app)
        self.tests, self.words = PupilResults(app), PupilWords(app)
        cards, words = self.overview, self.words
        self.profile, self.informants, self.talk = cards.profile, cards.informants, cards.talk
        self.corrections, self.results = cards.corrections, self.tests.results
        self.known, self.own, self.notes = words.known, words.own, words.notes
        self.more = PupilActions(app, self)
        self.waiting = EmptyState("hourglass", _("Scores are being worked out"))
        self._build()
        self._connect()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        narrow = self.width() < ROOM
        self._top.setDirection(way.TopToBottom if narrow else way.LeftToRight)
        self._fit_head(narrow)

    def _fit_head(self, narrow: bool) -> None:
        """The name of the pupil needs the room more than the words on buttons."""
        self.place.setText("" if narrow else self._whereabouts)
        for button, words in (
            (self.fill_in, _("Fill in scan")),
            (self.summary, _("Parent summary")),
        ):
            button.setText("" if narrow else words)
            button.setToolTip(words if narrow else "")
            button.setAccessibleName(words)

    def minimumSizeHint(self) -> QSize:
        """As narrow as when stacked: or the page could never become narrow enough to do so."""
        parts = (self.strengths, self.facts, self.overview)
        width = max(part.minimumSizeHint().width() for part in parts) + 2 * _MARGIN
        return QSize(width, super().minimumSizeHint().height())

    def title(self) -> str:
        return self.dossier.pupil.full_name if self.dossier else _("Pupil")

    def crumb(self) -> str:
        if self.dossier is None:
            return _("Pupils")
        return " · ".join(filter(None, (_("Pupils"), self.dossier.pupil.group)))

    def head_actions(self) -> Sequence[QWidget]:
        tools = (self.before, self.after, self.place, self.fill_in, self.summary, self.more)
        return (*tools, self.proposal)

    def first_focus(self) -> QWidget | None:
        return self.overview.profile.chart

    def show_args(self, *args: object) -> None:
        if args and isinstance(args[0], UUID):
            if self.pupil_id != args[0]:
                self.overview.corrections.fold()
            self.pupil_id = args[0]
            self.renew()

    def refresh(self) -> None:
        self.dossiers.load()
        scored = self.dossiers.scored
        self.dossier = None
        if scored and self.pupil_id:
            self.dossier = scored.dossiers.get(self.pupil_id)
        self._say_why_empty(scored)
        self.more.show_pupil(self.dossier.pupil if self.dossier else None)
        self.whole.setVisible(self.dossier is not None)
        self.waiting.setVisible(self.dossier is None)
        if self.dossier is not None and scored is not None:
            self._find_peers(scored, self.dossier)
            self._show(self.dossier, scored)

    def _on_loaded(self) -> None:
        was_waiting = self.waiting.isVisible()
        self.renew()
        focus = self.first_focus()
        if was_waiting and focus is not None and focus.isVisible():
            focus.setFocus()

    def _say_why_empty(self, scored: ScoredRound | None) -> None:
        if not self.dossiers.is_ready:
            self.waiting.set_text(_("Scores are being worked out"))
        elif scored is None:
            self.waiting.set_text(
                _("There is no round yet"), _("Plan a round first; then scans can be filled in.")
            )
        else:
            self.waiting.set_text(
                _("This pupil is not at school in this round"),
                _("Choose another round: at the top right of Today and of Groups."),
            )

    def _show(self, dossier: Dossier, scored: ScoredRound) -> None:
        with self.app.reading() as session:
            read = read_pupil(session, self.app, dossier)
        self._group_id = dossier.pupil.group_id
        content = self.app.content
        self.strengths.show_dossier(dossier, content)
        self.facts.set_facts(facts_of(dossier, read.plans, content))
        self.readiness.show_readiness(read.readiness)
        self._show_overview(dossier, scored, read)
        self.timeline.show_entries(dossier.pupil, read.entries)
        self.words.known.show_facts(dossier, read.marks)
        self.words.show_answers(read.answers, dossier, read.editions)
        if self.tabs.value() == RESULTS:
            self._show_results()

    def _show_overview(self, dossier: Dossier, scored: ScoredRound, read: PupilRead) -> None:
        cards, content = self.overview, self.app.content
        cards.profile.show_dossier(
            dossier, content, scored.references, scored.before_references, read.beside
        )
        cards.informants.show_dossier(dossier, content)
        cards.own_strengths.show_pupil(dossier.pupil, read.strengths)
        cards.timeline.show_entries(read.entries, FEWER if read.talks else FEW)
        self.words.notes.show_pupil(dossier.pupil.id, dossier.pupil.full_name)
        cards.corrections.show_corrections(read.corrections)
        cards.talk.show_talks(read.talks, dossier.pupil.call_name)
        cards.keep_whole()

    def _show_results(self) -> None:
        """Lines over years take the results of everybody: only when they are looked at."""
        scored, dossier = self.dossiers.scored, self.dossier
        if scored is not None and dossier is not None:
            with self.app.reading() as session:
                norms = norm_gains(session)
            self.tests.show_dossier(dossier, scored.dossiers, norms)

    def show_tab(self, key: str) -> None:
        """One of the tabs."""
        self.tabs.set_value(key)
        self.stack.setCurrentIndex(self.tabs.keys.index(key))
        if key == RESULTS:
            self._show_results()

    def _find_peers(self, scored: ScoredRound, mine: Dossier) -> None:
        self._peers = [
            id for id, other in scored.dossiers.items() if other.pupil.group == mine.pupil.group
        ]
        place = self._peers.index(mine.pupil.id)
        words = _("{place} of {total}")
        self._whereabouts = words.format(place=place + 1, total=len(self._peers))
        self._fit_head(self.width() < ROOM)
        self.before.setEnabled(place > 0)
        self.after.setEnabled(place < len(self._peers) - 1)

    def _step(self, by: int) -> None:
        if self.dossier is not None:
            place = self._peers.index(self.dossier.pupil.id) + by
            self.app.open("pupil", self._peers[place])

    def _fill_in(self) -> None:
        self.app.open("scan", self.pupil_id, "teacher", self._group_id)

    def _connect(self) -> None:
        app = self.app
        self.before.clicked.connect(lambda: self._step(-1))
        self.after.clicked.connect(lambda: self._step(1))
        self.fill_in.clicked.connect(self._fill_in)
        self.summary.clicked.connect(lambda: app.open("talk", self.pupil_id))
        self.proposal.clicked.connect(lambda: app.open("proposal", self.pupil_id))
        self.tests.results.type_in.clicked.connect(lambda: app.open("results", None, self.pupil_id))
        self.tabs.chosen.connect(self.show_tab)
        self.overview.timeline.every.clicked.connect(lambda: self.show_tab(TIMELINE))
        self.dossiers.loaded.connect(self._on_loaded)

    def _build(self) -> None:
        self._top = top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        top.setSpacing(12)
        top.addWidget(self.strengths)
        top.addWidget(self.facts, 1)
        line = QHBoxLayout()
        line.setSpacing(8)
        self.tabs.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        line.addWidget(self.tabs)
        line.addWidget(self.readiness, 1)
        self.stack = CurrentStack()
        for tab in (self.overview, self.timeline, self.tests, self.words):
            self.stack.addWidget(tab)
        self.whole = QWidget()
        column = QVBoxLayout(self.whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(top)
        column.addLayout(line)
        column.addWidget(self.stack, 1)
        page = self.column(0)
        page.setContentsMargins(_MARGIN, 8, _MARGIN, 6)
        page.addWidget(self.whole)
        page.addWidget(self.waiting)


def _tabs() -> tuple[tuple[str, str, str], ...]:
    return (
        (OVERVIEW, _("Overview"), "user"),
        (TIMELINE, _("Timeline"), "history"),
        (RESULTS, _("Tests"), "table"),
        (WORDS, _("Words and attendance"), "message"),
    )
