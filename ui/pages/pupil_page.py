"""One pupil in one round: strengths first, the profile, who sees it differently, test results."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from npo_desktop.charts.profile_wording import language_text
from npo_desktop.clock import today
from npo_desktop.dossiers.dossier import Dossier, PupilFacts
from npo_desktop.dossiers.needs import signals_of
from npo_desktop.dossiers.round_scores import ScoredRound
from npo_desktop.formats import date_text, number
from npo_desktop.i18n import _, pick
from npo_desktop.queries.corrections import corrections_of
from npo_desktop.queries.groups import group_list
from npo_desktop.queries.life_marks import life_marks
from npo_desktop.queries.plans import PlanFacts, plan_list
from npo_desktop.queries.questionnaires import answered_in, own_editions
from npo_desktop.queries.school import school_year_of
from npo_desktop.queries.talks import talks_of
from ui.app import Topic
from ui.pages.file_actions import PupilActions
from ui.pages.page import Page
from ui.pages.pupil_cards import InformantsCard, ResultsCard, StrengthsCard
from ui.round_dossiers import RoundDossiers, round_dossiers
from ui.widgets.corrections_card import CorrectionsCard
from ui.widgets.empty_state import EmptyState
from ui.widgets.fact_strip import FactStrip
from ui.widgets.icon_button import IconButton
from ui.widgets.key_button import KeyButton
from ui.widgets.known_card import KnownCard
from ui.widgets.notes_card import NotesCard
from ui.widgets.own_scores_card import OwnScoresCard
from ui.widgets.profile_card import ProfileCard
from ui.widgets.signal_chips import SignalChips
from ui.widgets.talk_note import TalkNote
from ui.widgets.text import text
from ui.widgets.two_columns import ROOM, TwoColumns

if TYPE_CHECKING:
    from ui.app import App

SIDE = 408  # pixels: the right column keeps its width
_MARGIN = 24  # pixels, at either side


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
        self.profile = ProfileCard()
        self.talk = TalkNote(app)
        self.known = KnownCard(app)
        self.informants, self.results = InformantsCard(), ResultsCard()
        self.own = OwnScoresCard()
        self.more = PupilActions(app, self)
        self.corrections = CorrectionsCard()
        self.notes = NotesCard(app)
        self.waiting = EmptyState("hourglass", _("Scores are being worked out"))
        self._build()
        self.before.clicked.connect(lambda: self._step(-1))
        self.after.clicked.connect(lambda: self._step(1))
        self.fill_in.clicked.connect(self._fill_in)
        self.summary.clicked.connect(lambda: app.open("export", self.pupil_id))
        self.proposal.clicked.connect(lambda: app.open("proposal", self.pupil_id))
        self.results.type_in.clicked.connect(lambda: app.open("results", None, self.pupil_id))
        self.corrections.resized.connect(self._keep_whole)
        self.dossiers.loaded.connect(self._on_loaded)

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
        parts = (self.strengths, self.facts, self._columns)
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
        return self.profile.chart

    def show_args(self, *args: object) -> None:
        if args and isinstance(args[0], UUID):
            if self.pupil_id != args[0]:
                self.corrections.fold()
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
                _("This pupil is not at school in this round"), _("Choose another round.")
            )

    def _show(self, dossier: Dossier, scored: ScoredRound) -> None:
        with self.app.reading() as session:
            plans = plan_list(session, pupil_id=dossier.pupil.id)
            groups = group_list(session, school_year_of(dossier.round.starts_on))
            corrections = corrections_of(session, dossier.pupil.id)
            editions = own_editions(session)
            talks = talks_of(
                session,
                answered_in(session, self.app.content, dossier.round),
                dossier.round,
                pupil_id=dossier.pupil.id,
            )
            marks = life_marks(session, self.app.content, dossier.pupil.id, dossier.round)
        self._group_id = next((g.id for g in groups if g.name == dossier.pupil.group), None)
        content = self.app.content
        self.strengths.show_dossier(dossier, content)
        self.facts.set_facts(self._facts(dossier, plans))
        self.profile.show_dossier(dossier, content, scored.references)
        self.informants.show_dossier(dossier, content)
        self.own.show_dossier(dossier, editions)
        self.results.show_results(dossier.results)
        self.notes.show_pupil(dossier.pupil.id, dossier.pupil.full_name)
        self.corrections.show_corrections(corrections)
        self.talk.show_talks(talks, dossier.pupil.call_name)
        self.known.show_facts(dossier, marks)
        self._keep_whole()

    def _keep_whole(self) -> None:
        """Rather scroll than cut a card: a scroll area does not ask how high wrapped words are."""
        right = self._side.layout()
        assert right is not None
        right.activate()
        self._side.setMinimumHeight(right.minimumHeightForWidth(SIDE))

    def _facts(
        self, dossier: Dossier, plans: Sequence[PlanFacts]
    ) -> list[tuple[str, str | QWidget]]:
        pupil, chips = dossier.pupil, SignalChips(whole=True)
        chips.set_signals(signals_of(dossier))
        return [
            (_("Born"), _born(pupil)),
            (_("Group"), pupil.group or "–"),
            (_("Home language"), language_text(pupil.home_language)),
            (_("Language of the talk"), language_text(pupil.talk_language)),
            (_("Running plan"), self._running(plans)),
            (_("Signals"), chips),
        ]

    def _running(self, plans: Sequence[PlanFacts]) -> str:
        running = [p for p in plans if p.state == "agreed" and p.review_on >= today()]
        names = []
        for plan in running:
            intervention = self.app.content.catalogue.get(plan.intervention)
            names.append(pick(intervention.names) if intervention else _("nothing extra"))
        if len(names) > 1:
            return _("{n} plans").format(n=len(names))
        return _shortened(names[0]) if names else _("none")

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

    def _build(self) -> None:
        self._top = top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        top.setSpacing(12)
        top.addWidget(self.strengths)
        top.addWidget(self.facts, 1)
        self._side = side = QWidget()
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(12)
        right.addWidget(self.talk)
        right.addWidget(self.corrections)
        right.addWidget(self.known)
        right.addWidget(self.informants)
        right.addWidget(self.own)
        policy = QSizePolicy.Policy  # the results take what the others leave
        self.results.setSizePolicy(policy.Preferred, policy.Ignored)
        right.addWidget(self.results, 1)
        right.addWidget(self.notes)
        right.addStretch()
        self.whole = QWidget()
        column = QVBoxLayout(self.whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(top)
        self._columns = TwoColumns(self.profile, side, SIDE, spacing=12)
        column.addWidget(self._columns, 1)
        page = self.column(0)
        page.setContentsMargins(_MARGIN, 10, _MARGIN, 10)
        page.addWidget(self.whole)
        page.addWidget(self.waiting)


def _born(pupil: PupilFacts) -> str:
    if pupil.birth_date is None:
        return "–"
    words = _("{date} · {age} years")
    return words.format(date=date_text(pupil.birth_date), age=number(pupil.age_on(today())))


def _shortened(words: str, most: int = 26) -> str:
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"
