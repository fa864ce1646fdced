"""How a child marks its life: the stairs, its own words, and why no figure is held against it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.charts.life_chart import life_chart
from npo_desktop.content.read_life_marks import PublishedMark, load_life_marks
from npo_desktop.dossiers.life_mark import LifeMark
from npo_desktop.formats import number
from npo_desktop.i18n import _
from ui.pupil.life_stairs import LifeStairs
from ui.pupil.life_words import empty_text, given_text, place_name
from ui.widgets.card import Card
from ui.widgets.key_button import KeyButton
from ui.widgets.text import text

WIDTH, SIDE = 860, 340  # pixels
MOST_ROUNDS = 6


class LifeMarkDialog(QDialog):
    """Only looks; opened from a pupil's page."""

    def __init__(
        self, name: str, marks: Sequence[LifeMark], island: str, parent: QWidget | None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("How {name} marks life now").format(name=name))
        self.setFixedWidth(WIDTH)
        self.stairs = LifeStairs()
        self.stairs.show_chart(life_chart(marks))
        self.rounds = text("\n".join(given_text(one) for one in reversed(marks[-MOST_ROUNDS:])))
        self.said = text("", wrap=True)
        self.figures = text("", wrap=True)
        self.leave = KeyButton(_("Close"), "Esc")
        self.leave.clicked.connect(self.reject)
        self._show_words(name, marks)
        self._show_figures(island)
        self._build(name)

    def _show_words(self, name: str, marks: Sequence[LifeMark]) -> None:
        newest = marks[-1]
        said = f"“{newest.remark}”" if newest.remark else _("No words of {name} were written down.")
        self.said.setText("\n\n".join(filter(None, (said.format(name=name), empty_text(newest)))))

    def _show_figures(self, island: str) -> None:
        """The own island first."""
        found = sorted(load_life_marks(), key=lambda one: one.place != island)
        lines = [_figure_text(one) for one in found]
        sources = "; ".join(dict.fromkeys(one.source for one in found))
        lines.append(_("Source: {source}.").format(source=sources))
        self.figures.setText("\n".join(lines))

    def _build(self, name: str) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        left.setSpacing(12)
        right.setSpacing(12)
        left.addWidget(self.stairs)
        left.addWidget(self.rounds)
        left.addStretch()
        words = Card(_("In {name}'s own words").format(name=name))
        words.body.addWidget(self.said)
        published = Card(_("How children marked life elsewhere"))
        published.body.addWidget(self.figures)
        published.body.addWidget(text(_caution(), "body", "ink2", wrap=True))
        for card in (words, published):
            card.setFixedWidth(SIDE)
            right.addWidget(card)
        right.addStretch()
        middle, foot = QHBoxLayout(), QHBoxLayout()
        middle.setSpacing(20)
        middle.addLayout(left, 1)
        middle.addLayout(right)
        foot.addStretch()
        foot.addWidget(self.leave)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(text(self.windowTitle(), "dialogTitle", wrap=True))
        column.addLayout(middle, 1)
        column.addLayout(foot)
        column.activate()
        self.resize(WIDTH, max(column.heightForWidth(WIDTH), column.minimumSize().height()))


def _figure_text(one: PublishedMark) -> str:
    words = _("{place} {mark} ({year})")
    return words.format(place=place_name(one.place), mark=number(one.mark, 1), year=one.year)


def _caution() -> str:
    return " ".join(
        (
            _("Hold no child against these figures: children in trouble had left the list empty."),
            _("In 2021 marks were high again, while the children's own words gave worry."),
            _("So there is no limit here and no judgement. A high mark is no reason not to ask."),
        )
    )
