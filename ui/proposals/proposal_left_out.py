"""What was considered and is not proposed, each with its reason and an icon."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout

from npo_desktop.content.catalogue import Catalogue, Intervention
from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.i18n import _, pick
from npo_desktop.proposals.constants import Here
from npo_desktop.proposals.ranking import Exclusion
from npo_desktop.proposals.rules import SetAside
from npo_desktop.proposals.words.proposed import exclusion_text, rests_on_language
from ui.widgets.card import Card
from ui.widgets.key_button import KeyButton
from ui.widgets.picture import Picture
from ui.widgets.text import text

NAMES = 180  # pixels
FIRST = 4
Reason = Exclusion | SetAside

# What a person may still want to know comes first; what simply does not match comes last.
_ORDER: tuple[Reason, ...] = (
    Exclusion.FAILED_BEFORE,
    Exclusion.CONTRAINDICATED,
    SetAside.TOO_MANY_HOURS,
    SetAside.NO_INTERNET,
    Exclusion.GRADE,
    Exclusion.NO_FIGURE,
    Exclusion.NO_MATCH,
)
_ICONS: Mapping[Reason, str] = {
    Exclusion.FAILED_BEFORE: "history",
    Exclusion.CONTRAINDICATED: "alert-triangle",
    SetAside.TOO_MANY_HOURS: "hourglass",
    SetAside.NO_INTERNET: "wifi-off",
    Exclusion.GRADE: "users",
}


class ProposalLeftOut(Card):
    """A few of them; the rest on asking."""

    all_asked = Signal()

    def __init__(
        self,
        dossier: Dossier,
        reasons: Mapping[str, Reason],
        catalogue: Catalogue,
        names: Mapping[str, str],
        here: Here,
        *,
        whole: bool,
    ) -> None:
        found = sorted_reasons(dossier, reasons, catalogue)
        shown = found if whole else found[:FIRST]
        told = _("{n} of {total}").format(n=len(shown), total=len(found))
        super().__init__(_("Considered, not proposed"), told)
        if len(found) > len(shown):
            every = KeyButton(_("Show all"), kind="link")
            every.clicked.connect(self.all_asked)
            self.add_action(every)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(2, 1)
        for row, (card, reason) in enumerate(shown):
            grid.addWidget(Picture(_icon(card, reason, dossier)), row, 0)
            name = text(pick(card.names), "control", wrap=True)
            name.setFixedWidth(NAMES)
            grid.addWidget(name, row, 1)
            why = exclusion_text(reason, card, dossier, names, here)
            grid.addWidget(text(why, "body", "ink2", wrap=True), row, 2)
        self.body.addLayout(grid)


def sorted_reasons(
    dossier: Dossier, reasons: Mapping[str, Reason], catalogue: Catalogue
) -> list[tuple[Intervention, Reason]]:
    """The cards left out, what is worth knowing first."""
    known = {card.id: card for card in catalogue.interventions}
    found = [(known[id], reason) for id, reason in reasons.items() if id in known]

    def place(pair: tuple[Intervention, Reason]) -> float:
        if rests_on_language(pair[1], pair[0], dossier):
            return _ORDER.index(Exclusion.GRADE) + 0.5
        return _ORDER.index(pair[1])

    return sorted(found, key=place)


def _icon(card: Intervention, reason: Reason, dossier: Dossier) -> str:
    if rests_on_language(reason, card, dossier):
        return "language"
    return _ICONS.get(reason, "minus")
