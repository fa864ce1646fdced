"""The best option for each need: a wide programme must not hide the only one for reading."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from npo_desktop.content.catalogue import Catalogue
from npo_desktop.i18n import _, pick
from npo_desktop.scoring.norms import Band
from ui.widgets.band_chip import BandChip
from ui.widgets.card import Card
from ui.widgets.key_button import KeyButton
from ui.widgets.picture import Picture
from ui.widgets.text import text

SHORTEST_LINK = 120  # pixels


class ProposalBest(Card):
    """A line per low need; pressing the name chooses that option."""

    chosen = Signal(str)

    def __init__(
        self, best: Mapping[str, str], catalogue: Catalogue, names: Mapping[str, str]
    ) -> None:
        super().__init__(_("Best for one need"), _("a wide programme may hide it"))
        self.links: dict[str, KeyButton] = {}
        for code, id in best.items():
            found = catalogue.get(id)
            link = KeyButton(pick(found.names) if found else id, kind="link")
            link.setMinimumWidth(SHORTEST_LINK)
            link.setToolTip(link.text())
            link.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            link.clicked.connect(lambda _checked=False, id=id: self.chosen.emit(id))
            self.links[code] = link
            line = QHBoxLayout()
            line.addWidget(BandChip(Band.LOW))
            line.addWidget(text(names.get(code, code), "control"))
            line.addWidget(Picture("arrow-right"))
            line.addWidget(link)
            line.addStretch()
            self.body.addLayout(line)
