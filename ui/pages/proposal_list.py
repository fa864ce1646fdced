"""What was weighed for one pupil: ranked, nothing extra, without a figure, and left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.formats import date_text
from npo_desktop.i18n import _, ngettext, pick
from npo_desktop.proposals.plan import NOTHING_EXTRA, Draft
from npo_desktop.proposals.propose import Proposals
from npo_desktop.proposals.ranking import Exclusion
from npo_desktop.proposals.wording import exclusion_text
from ui.widgets.card import Card
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.picture import Picture
from ui.widgets.proposal_card import OptionCard, plain_card, proposal_card
from ui.widgets.text import text

FIRST_CARDS, FIRST_UNMEASURED, FIRST_LEFT_OUT = 3, 2, 4
NAMES, SHORTEST_LINK = 180, 120  # pixels
_ORDER = (
    Exclusion.FAILED_BEFORE,
    Exclusion.CONTRAINDICATED,
    Exclusion.GRADE,
    Exclusion.NO_FIGURE,
    Exclusion.NO_MATCH,
)
_ICONS = {
    Exclusion.FAILED_BEFORE: "history",
    Exclusion.CONTRAINDICATED: "alert-triangle",
    Exclusion.GRADE: "users",
}


@dataclass(frozen=True, slots=True)
class Weighed:
    """Everything the list shows of one pupil."""

    dossier: Dossier
    proposals: Proposals
    nothing: Draft
    content: Content


class ProposalList(QWidget):
    """Cards and lists under each other; asks for what is chosen, writes nothing."""

    chosen = Signal(str)
    more_asked = Signal(str)
    rebuilt = Signal()  # the cards are new: their states are to be shown again

    def __init__(self) -> None:
        super().__init__()
        self.cards: list[OptionCard] = []
        self._weighed: Weighed | None = None
        self._all_cards = self._all_unmeasured = self._all_left_out = False
        self._explained = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(10)
        self._whole: QWidget | None = None

    def show_weighed(self, weighed: Weighed) -> None:
        """Show what was weighed for a pupil; another pupil begins folded."""
        before = self._weighed
        if before is None or before.dossier.pupil.id != weighed.dossier.pupil.id:
            self._all_cards = self._all_unmeasured = False
            self._all_left_out = self._explained = False
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
        column.addStretch()
        self._column.addWidget(self._whole)
        for card in self.cards:
            card.chosen.connect(self.chosen)
            card.more_asked.connect(self.more_asked)
        self._column.activate()  # or one frame is painted with the cards still flat

    def _add_head(self, column: QVBoxLayout, weighed: Weighed) -> None:
        shown = min(len(weighed.proposals.ranked), FIRST_CARDS)
        words = ngettext(
            "{n} proposal out of {total} interventions",
            "{n} proposals out of {total} interventions",
            shown,
        ).format(n=shown, total=len(weighed.content.catalogue.interventions))
        line = QHBoxLayout()
        line.addWidget(text(words, "cardTitle"))
        line.addStretch()
        how = KeyButton(_("How this was worked out"), kind="link")
        how.clicked.connect(self._explain)
        line.addWidget(how)
        column.addLayout(line)
        if self._explained:
            column.addWidget(Note("info", _("The program proposes. You decide."), explanation()))
        if weighed.proposals.is_close_call:
            column.addWidget(Note("info", _("Close call: the order is not certain.")))

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
            [("calendar", _("Nothing extra now. Look again on {date}.").format(date=day))],
        )
        self._add_card(column, nothing)

    def _add_best(self, column: QVBoxLayout, weighed: Weighed) -> None:
        first = weighed.proposals.ranked[0].intervention.id if weighed.proposals.ranked else ""
        best = {code: id for code, id in weighed.proposals.best_for.items() if id != first}
        if not best:
            return
        card = Card(_("Best for one need"))
        card.body.addWidget(text(_("a wide programme may hide it"), "help", "ink2", wrap=True))
        names = names_of(weighed.content)
        for code, id in best.items():
            found = weighed.content.catalogue.get(id)
            link = KeyButton(pick(found.names) if found else id, kind="link")
            link.setMinimumWidth(SHORTEST_LINK)
            link.setToolTip(link.text())
            link.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            link.clicked.connect(lambda _checked=False, id=id: self._choose_ranked(id))
            line = QHBoxLayout()
            line.addWidget(text(names.get(code, code), "control"))
            line.addWidget(Picture("arrow-right"))
            line.addWidget(link)
            line.addStretch()
            card.body.addLayout(line)
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
        reasons = sorted(weighed.proposals.excluded.items(), key=lambda pair: _ORDER.index(pair[1]))
        if not reasons:
            return
        shown = reasons if self._all_left_out else reasons[:FIRST_LEFT_OUT]
        told = _("{n} of {total}").format(n=len(shown), total=len(reasons))
        card = Card(_("Considered, not chosen"), told)
        if len(reasons) > len(shown):
            every = KeyButton(_("Show all"), kind="link")
            every.clicked.connect(self._show_all_left_out)
            card.add_action(every)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(2, 1)
        for row, (id, reason) in enumerate(shown):
            intervention = weighed.content.catalogue.get(id)
            if intervention is None:
                continue
            grid.addWidget(Picture(_ICONS.get(reason, "minus")), row, 0)
            name = text(pick(intervention.names), "control", wrap=True)
            name.setFixedWidth(NAMES)
            grid.addWidget(name, row, 1)
            why = exclusion_text(reason, intervention, weighed.dossier)
            grid.addWidget(text(why, "body", "ink2", wrap=True), row, 2)
        card.body.addLayout(grid)
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

    def _explain(self) -> None:
        self._explained = not self._explained
        self._rebuild()
        self.rebuilt.emit()


def explanation() -> str:
    """The score in plain words. Source: SCORING.md, section 7."""
    return _(
        "Order = needs covered × months of effect, made smaller where there is little evidence × "
        "what is possible here, divided by the cost in hours. Help needed counts double. Months "
        "are averages from research elsewhere, no promise for this child."
    )


def names_of(content: Content) -> dict[str, str]:
    """What staff call each subscale."""
    return {code: pick(names.staff) for code, names in content.subscales.items()}
