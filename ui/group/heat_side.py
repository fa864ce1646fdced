"""What stands behind the cell one is at: score, change, the others, answers, the group."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from npo_desktop.charts.group_profile import ProfileLine, remarks
from npo_desktop.charts.heat_cells import HeatCell, Shown
from npo_desktop.charts.heat_detail import HeatDetail, Statement
from npo_desktop.charts.heat_detail_words import (
    basis_text,
    low_in_group_text,
    value_text,
    verdict_text,
    views_text,
    was_text,
)
from npo_desktop.charts.heat_map import HeatColumn, HeatRow
from npo_desktop.charts.heat_words import cell_text
from npo_desktop.i18n import _, ngettext
from npo_desktop.scoring.norms import Band
from ui import theme
from ui.group.heat_bars import SpreadBar, ViewRows
from ui.widgets.band_chip import BandChip
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.key_button import KeyButton
from ui.widgets.page_area import scrolling_down
from ui.widgets.text import rule, text

WIDTH = 288  # pixels
MARGIN = 14


class HeatSide(QFrame):
    """``show_cell`` fills it; the two buttons are the page's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setFixedWidth(WIDTH)
        self.name, self.about = ElidedLabel("", "cardTitle"), ElidedLabel("", "help", "ink2")
        self.subscale = ElidedLabel("", "primary")
        self.chip = BandChip(Band.NONE, word=True)
        self.value = text("", "welcome")
        self.was = text("", "help", "ink2", wrap=True)
        self.verdict = text("", "help", "ink2", wrap=True)
        self.basis = text("", "help", "ink3", wrap=True)
        self.views = ViewRows()
        self.agreement = text("", "help", "ink2", wrap=True)
        self.differing = _framed()
        self.statements: list[tuple[QLabel, QLabel]] = []
        self._statements = QVBoxLayout()
        self.spread, self.group_name = SpreadBar(), ElidedLabel("", "label", "ink2")
        self.place = text("", "help", "ink2", wrap=True)
        self.group_notes = text("", "help", "warn", wrap=True)
        self.open = KeyButton(_("Open pupil"), "Enter", kind="primary")
        self.propose = KeyButton(_("Proposal"), "P")
        self._build()

    def show_cell(self, row: HeatRow, column: HeatColumn, cell: HeatCell, about: str) -> None:
        """Who and what; the rest follows with ``show_detail``."""
        self.name.setText(row.pupil.full_name)
        self.about.setText(about)
        self.subscale.setText(column.name)
        self.chip.set_band(cell.band, cell.strong)
        self.chip.setVisible(cell.shown is Shown.BAND)

    def show_detail(self, cell: HeatCell, detail: HeatDetail, subscale: str) -> None:
        """The score behind the cell, and the others beside it."""
        self.value.setText(value_text(detail))
        said = was_text(detail) if cell.shown is Shown.BAND else _first_up(cell_text(cell))
        _say(self.was, said)
        _say(self.basis, basis_text(detail))
        words = verdict_text(detail)
        if detail.is_low_in_group:
            words = f"{words} {low_in_group_text()}"
        _say(self.verdict, words)
        self.views.show_views(detail.views)
        self.views.setVisible(bool(detail.views))
        agreed = views_text(detail, subscale)
        _say(self.differing, agreed if detail.differs else "")
        _say(self.agreement, "" if detail.differs else agreed)

    def show_statements(self, found: Sequence[Statement]) -> None:
        """The weakest answers first."""
        for place, (words, answer) in enumerate(self.statements):
            one = found[place] if place < len(found) else None
            _say(words, one.text if one else "")
            _say(answer, one.answer if one else "")
        self._lowest.setVisible(bool(found))

    def show_group(
        self, group: str, line: ProfileLine, place: tuple[int, int] | None, *, compares: bool
    ) -> None:
        """The whole group on this subscale."""
        self.spread.show_column(line.column)
        words = _("{group} on this subscale") if compares else _("The whole school on this")
        self.group_name.setText(words.format(group=group))
        n, parts = line.column.open, []
        if n:
            words = ngettext("{n} pupil not filled in yet.", "{n} pupils not filled in yet.", n)
            parts.append(words.format(n=n))
        if place is not None:
            words = _("Place in the class: {place} of {n} (1 is the highest).")
            parts.append(words.format(place=place[0], n=place[1]))
        _say(self.place, " ".join(parts))
        _say(self.group_notes, "\n".join(remarks(line)))

    def _build(self) -> None:
        for _n in range(3):
            words, answer = text("", "help", wrap=True), text("", "help", "ink2")
            self.statements.append((words, answer))
        inner = QWidget()
        inner.setProperty("role", "canvas")
        column = QVBoxLayout(inner)
        column.setContentsMargins(MARGIN, 10, MARGIN, 8)
        column.setSpacing(6)
        column.addLayout(_beside(self.subscale, self.chip))
        column.addLayout(_beside_end(self.value, self.was))
        for part in (self.verdict, self.basis, self.views, self.agreement, self.differing):
            column.addWidget(part)
        column.addSpacing(4)
        column.addWidget(self._lowest_part())
        column.addWidget(rule())
        for below in (self.group_name, self.spread, self.place, self.group_notes):
            column.addWidget(below)
        column.addStretch()
        scroll = scrolling_down(inner)
        scroll.viewport().setAutoFillBackground(False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addWidget(self._head())
        whole.addWidget(rule())
        whole.addWidget(scroll, 1)
        whole.addWidget(rule())
        whole.addWidget(self._foot())

    def _head(self) -> QWidget:
        head = QWidget()
        lines = QVBoxLayout(head)
        lines.setContentsMargins(MARGIN, 10, MARGIN, 8)
        lines.setSpacing(1)
        lines.addWidget(self.name)
        lines.addWidget(self.about)
        return head

    def _lowest_part(self) -> QWidget:
        self._lowest = QWidget()
        lines = QVBoxLayout(self._lowest)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        lines.addWidget(text(_("Statements with the lowest answers"), "label", "ink2"))
        for words, answer in self.statements:
            line = QHBoxLayout()
            line.setSpacing(8)
            line.addWidget(words, 1)
            line.addWidget(answer, 0, Qt.AlignmentFlag.AlignTop)
            lines.addLayout(line)
        return self._lowest

    def _foot(self) -> QWidget:
        foot = QWidget()
        line = QHBoxLayout(foot)
        line.setContentsMargins(MARGIN - 2, 8, MARGIN - 2, 8)
        line.setSpacing(8)
        line.addWidget(self.open, 1)
        line.addWidget(self.propose)
        return foot


def _say(label: QLabel, words: str) -> None:
    label.setText(words)
    label.setVisible(bool(words))


def _framed() -> QLabel:
    """A note that is as high as its words, however narrow the side."""
    label = text("", "note", "warn", wrap=True)
    label.setFont(theme.font("help"))
    label.setContentsMargins(10, 7, 10, 7)
    return label


def _first_up(words: str) -> str:
    return words[:1].upper() + words[1:]


def _beside(first: QWidget, last: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(first, 1)
    line.addWidget(last)
    return line


def _beside_end(first: QWidget, last: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(10)
    line.addWidget(first)
    line.addWidget(last, 1, Qt.AlignmentFlag.AlignBottom)
    return line
