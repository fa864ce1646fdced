"""What was weighed for one pupil: ranked, nothing extra, without a figure, and left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.formats import date_text
from npo_desktop.i18n import _, ngettext, pick
from npo_desktop.proposals.class_approach import ClassApproach
from npo_desktop.proposals.constants import Here
from npo_desktop.proposals.plan import NOTHING_EXTRA, Draft
from npo_desktop.proposals.propose import Proposals
from npo_desktop.proposals.words.proposed import strengths_text
from npo_desktop.proposals.words.ranking import close_call_text
from npo_desktop.scoring.norms import Band
from ui.proposals.proposal_best import ProposalBest
from ui.proposals.proposal_card import OptionCard, plain_card, proposal_card
from ui.proposals.proposal_left_out import ProposalLeftOut
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.text import text

FIRST_CARDS, FIRST_UNMEASURED = 3, 2


@dataclass(frozen=True, slots=True)
class Weighed:
    """Everything the list shows of one pupil."""

    dossier: Dossier
    proposals: Proposals
    nothing: Draft
    content: Content
    here: Here
    approach: ClassApproach | None = None  # serves classmates as well


class ProposalList(QWidget):
    """Cards and lists under each other; asks for what is chosen, writes nothing."""

    chosen = Signal(str)
    more_asked = Signal(str)
    why_asked = Signal(str)
    how_asked = Signal()  # how the order was worked out
    group_asked = Signal()  # the approach for the class
    add_asked = Signal()  # a card on the menukaart
    rebuilt = Signal()  # the cards are new: their states are to be shown again

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[OptionCard] = []
        self._weighed: Weighed | None = None
        self._all_cards = self._all_unmeasured = self._all_left_out = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(10)
        self._whole: QWidget | None = None

    def show_weighed(self, weighed: Weighed) -> None:
        """Show what was weighed for a pupil; another pupil begins folded."""
        before = self._weighed
        if before is None or before.dossier.pupil.id != weighed.dossier.pupil.id:
            self._all_cards = self._all_unmeasured = self._all_left_out = False
        self._weighed = weighed
        self._rebuild()

    def show_states(self, states: Mapping[str, str], shown: str) -> None:
        """Which have a plan, and which one the form shows."""
        for card in self.cards:
            others = any(key != card.key for key in states)
            card.show_state(states.get(card.key, ""), is_shown=card.key == shown, others=others)

    @property
    def order(self) -> Sequence[str]:
        """The options from top to bottom, for the number keys and for what comes next."""
        return [card.key for card in self.cards]

    def _rebuild(self) -> None:
        if self._weighed is None:
            return
        if self._whole is not None:
            self._whole.hide()
            self._whole.deleteLater()
        self._whole, self.cards = QWidget(), []
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._add_head(column, self._weighed)
        self._add_ranked(column, self._weighed)
        self._add_best(column, self._weighed)
        self._add_no_figure(column, self._weighed)
        self._add_left_out(column, self._weighed)
        column.addStretch(1)  # or the cards share what is left
        self._column.addWidget(self._whole)
        for card in self.cards:
            card.chosen.connect(self.chosen)
            card.more_asked.connect(self.more_asked)
            card.why_asked.connect(self.why_asked)
        self._column.activate()  # or one frame is painted with the cards still flat

    def _add_head(self, column: QVBoxLayout, weighed: Weighed) -> None:
        found = weighed.proposals
        shown = min(len(found.ranked), FIRST_CARDS)
        words = ngettext(
            "{n} proposal out of {total} interventions",
            "{n} proposals out of {total} interventions",
            shown,
        ).format(n=shown, total=len(weighed.content.catalogue.interventions))
        line = QHBoxLayout()
        line.addWidget(text(words, "cardTitle"))
        line.addStretch()
        how = KeyButton(_("How this was worked out"), kind="link")
        how.clicked.connect(self.how_asked)
        line.addWidget(how)
        column.addLayout(line)
        if strong := strengths_text(weighed.dossier, names_of(weighed.content)):
            column.addWidget(text(strong, "help", "ink2", wrap=True))
        if weighed.approach is not None:
            column.addWidget(self._group_note(weighed.approach))
        if found.is_close_call:
            standing = [one.intervention.id for one in found.ranked]
            why = close_call_text(found.turns, standing, card_names(weighed.content))
            column.addWidget(Note("info", _("Close call: the order is not certain."), why))
        if not found.ranked and not found.no_figure:
            column.addWidget(self._empty_note(weighed))

    def _group_note(self, approach: ClassApproach) -> Note:
        others = len(approach.pupils) - 1
        words = ngettext(
            "{n} classmate needs the same: {name}.", "{n} classmates need the same: {name}.", others
        ).format(n=others, name=pick(approach.intervention.names))
        note = Note("info", words, _("First look at an approach for the class."))
        see = KeyButton(_("To the class"), size="row")
        see.clicked.connect(self.group_asked)
        note.add_action(see)
        return note

    def _empty_note(self, weighed: Weighed) -> Note:
        """Nothing fits, or nothing is asked for; either way said plainly."""
        if not has_signals(weighed.dossier):
            return Note(
                "ok",
                _("There are no signals in this round."),
                _("Nothing is proposed then. Nothing extra now is the choice that fits."),
            )
        note = Note(
            "warn",
            _("Nothing on the menukaart fits these needs."),
            _("Below stands why each card was left out. The school may add a card of its own."),
        )
        add = KeyButton(_("To the menukaart"), size="row")
        add.clicked.connect(self.add_asked)
        note.add_action(add)
        return note

    def _add_ranked(self, column: QVBoxLayout, weighed: Weighed) -> None:
        ranked = weighed.proposals.ranked
        shown = ranked if self._all_cards else ranked[:FIRST_CARDS]
        names = names_of(weighed.content)
        for place, proposal in enumerate(shown, 1):
            self._add_card(
                column, proposal_card(proposal, str(place), weighed.dossier.flags, names)
            )
        if len(ranked) > len(shown):
            more = KeyButton(_("Show all {n} ranked proposals").format(n=len(ranked)), kind="link")
            more.clicked.connect(self._show_all_cards)
            column.addWidget(more)
        day = date_text(weighed.nothing.review_on)
        nothing = plain_card(
            NOTHING_EXTRA,
            "–",
            _("Nothing extra now"),
            [
                ("calendar", _("Nothing extra now. Look again on {date}.").format(date=day)),
                ("check", _("As good a choice as the others. Write down why.")),
            ],
        )
        self._add_card(column, nothing)

    def _add_best(self, column: QVBoxLayout, weighed: Weighed) -> None:
        first = weighed.proposals.ranked[0].intervention.id if weighed.proposals.ranked else ""
        best = {code: id for code, id in weighed.proposals.best_for.items() if id != first}
        if best:
            card = ProposalBest(best, weighed.content.catalogue, names_of(weighed.content))
            card.chosen.connect(self._choose_ranked)
            column.addWidget(card)

    def _add_no_figure(self, column: QVBoxLayout, weighed: Weighed) -> None:
        if not weighed.proposals.no_figure:
            return
        line = QHBoxLayout()
        line.addWidget(text(_("Without a figure to rank by"), "cardTitle"))
        told = _("No figure known. That does not mean: no effect.")
        line.addWidget(text(told, "help", "ink2", wrap=True), 1)
        column.addLayout(line)
        names = names_of(weighed.content)
        every = weighed.proposals.no_figure
        shown = every if self._all_unmeasured else every[:FIRST_UNMEASURED]
        for proposal in shown:
            self._add_card(column, proposal_card(proposal, "", weighed.dossier.flags, names))
        if len(every) > len(shown):
            more = KeyButton(_("Show all {n} without a figure").format(n=len(every)), kind="link")
            more.clicked.connect(self._show_all_unmeasured)
            column.addWidget(more)

    def _add_left_out(self, column: QVBoxLayout, weighed: Weighed) -> None:
        reasons = weighed.proposals.left_out
        if reasons and has_signals(weighed.dossier):  # else every card has the same reason
            card = ProposalLeftOut(
                weighed.dossier,
                reasons,
                weighed.content.catalogue,
                names_of(weighed.content),
                weighed.here,
                whole=self._all_left_out,
            )
            card.all_asked.connect(self._show_all_left_out)
            column.addWidget(card)

    def _add_card(self, column: QVBoxLayout, card: OptionCard) -> None:
        self.cards.append(card)
        column.addWidget(card)

    def _choose_ranked(self, id: str) -> None:
        if id not in self.order:
            self._show_all_cards()
        self.chosen.emit(id)

    def _show_all_cards(self) -> None:
        self._all_cards = True
        self._rebuild()
        self.rebuilt.emit()

    def _show_all_unmeasured(self) -> None:
        self._all_unmeasured = True
        self._rebuild()
        self.rebuilt.emit()

    def _show_all_left_out(self) -> None:
        self._all_left_out = True
        self._rebuild()
        self.rebuilt.emit()


def has_signals(dossier: Dossier) -> bool:
    """Whether anything is low or to be watched."""
    return any(band in (Band.LOW, Band.WATCH) for band in dossier.flags.values())


def names_of(content: Content) -> dict[str, str]:
    """What staff call each subscale."""
    return {code: pick(names.staff) for code, names in content.subscales.items()}


def card_names(content: Content) -> dict[str, str]:
    """What staff call each intervention."""
    return {card.id: pick(card.names) for card in content.catalogue.interventions}
