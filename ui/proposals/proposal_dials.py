"""How the order was worked out: in words, and with sliders for the constants.

Turning one only looks ahead; nothing changes until the school keeps it.
"""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QSlider, QWidget

from npo_desktop.i18n import _
from npo_desktop.proposals.constants import (
    DIALS,
    STANDARD,
    Constants,
    Dial,
    dial_of,
    value_of,
    with_value,
)
from npo_desktop.proposals.words.ranking import (
    changes_text,
    dial_text,
    dial_value_text,
    turned_text,
)
from ui.widgets.card import Card
from ui.widgets.key_button import KeyButton
from ui.widgets.text import text

MAIN = ("hourly_rate", "cost_divisor", "watch_weight")
VALUE = 72  # pixels


class ProposalDials(Card):
    """Asks for the order under other constants, and to keep them; writes nothing itself."""

    turned = Signal(object)  # Constants to look ahead with
    kept = Signal(object)  # Constants to keep for the school
    internet_said = Signal(bool)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__(_("How this was worked out"))
        self._standing = self._now = STANDARD
        self._last = ""  # the dial that was turned last
        self.sliders: dict[str, QSlider] = {}
        self._values: dict[str, QLabel] = {}
        self._rows: dict[str, tuple[QWidget, ...]] = {}
        self.words = text(explanation(), wrap=True)
        self.says = text("", "primary", wrap=True)
        self.internet = QCheckBox(_("The school has internet for lessons"))
        self.more = KeyButton(_("All constants"), kind="link")
        self.standard = KeyButton(_("Back to the standard"), size="row")
        self.keep = KeyButton(_("Use this for the school"), size="row", kind="primary")
        self.close_it = KeyButton(_("Close"), kind="link")
        self._build()
        self._connect()

    @property
    def now(self) -> Constants:
        """What the sliders say."""
        return self._now

    def show_constants(self, constants: Constants, *, has_internet: bool) -> None:
        """Show what holds for the school; what was only turned is gone."""
        self._standing = constants
        self.internet.blockSignals(True)
        self.internet.setChecked(has_internet)
        self.internet.blockSignals(False)
        self._set(constants)
        self._say("")

    def show_order(
        self, before: Sequence[str], after: Sequence[str], names: Mapping[str, str]
    ) -> None:
        """What the turned constants change in the order of this pupil."""
        if not self._last or self._now == self._standing:
            self._say("")
            return
        start = turned_text(self._last, value_of(self._now, self._last))
        changed = changes_text(before, after, names)
        self._say(_("{start}: {changed}.").format(start=start, changed=changed))

    def _say(self, words: str) -> None:
        idle = _("Move a slider to see what it changes. Nothing is kept until you say so.")
        self.says.setText(words or idle)
        self.says.setAccessibleName(self.says.text())
        self.keep.setEnabled(self._now != self._standing)
        self.standard.setEnabled(not self._now.is_standard)

    def _set(self, constants: Constants) -> None:
        self._now = constants
        for key, slider in self.sliders.items():
            dial, value = dial_of(key), value_of(constants, key)
            slider.blockSignals(True)
            slider.setValue(round((value - dial.low) / dial.step))
            slider.blockSignals(False)
            self._show_value(key, value)

    def _show_value(self, key: str, value: float) -> None:
        words = dial_value_text(key, value)
        self._values[key].setText(words)
        self.sliders[key].setAccessibleDescription(words)

    def _turn(self, key: str, place: int) -> None:
        dial = dial_of(key)
        value = round(dial.low + place * dial.step, 4)
        self._last, self._now = key, with_value(self._now, key, value)
        self._show_value(key, value)
        self.turned.emit(self._now)

    def _to_standard(self) -> None:
        self._last = next(
            (d.key for d in DIALS if value_of(self._now, d.key) != value_of(STANDARD, d.key)), ""
        )
        self._set(STANDARD)
        self.turned.emit(STANDARD)

    def _keep(self) -> None:
        self.kept.emit(self._now)

    def _unfold(self) -> None:
        for key, row in self._rows.items():
            for widget in row:
                widget.setVisible(key in MAIN or widget.isHidden())
        is_open = not self._rows[DIALS[-1].key][0].isHidden()
        self.more.setText(_("Fewer constants") if is_open else _("All constants"))

    def _connect(self) -> None:
        self.internet.toggled.connect(self.internet_said)
        self.more.clicked.connect(self._unfold)
        self.standard.clicked.connect(self._to_standard)
        self.keep.clicked.connect(self._keep)
        self.close_it.clicked.connect(self.closed)

    def _build(self) -> None:
        self.add_action(self.close_it)
        self.body.setSpacing(6)
        self.body.addWidget(self.words)
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, dial in enumerate(DIALS):
            self._add_dial(grid, row, dial)
        self.body.addLayout(grid)
        self.body.addWidget(self.says)
        self.body.addWidget(self.internet)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addStretch()
        for button in (self.more, self.standard, self.keep):
            foot.addWidget(button)
        self.body.addLayout(foot)

    def _add_dial(self, grid: QGridLayout, row: int, dial: Dial) -> None:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(0, round((dial.high - dial.low) / dial.step))
        slider.setPageStep(2)
        slider.setAccessibleName(dial_text(dial.key))
        slider.valueChanged.connect(partial(self._turn, dial.key))
        label, value = text(dial_text(dial.key)), text("", "head")
        value.setFixedWidth(VALUE)
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.sliders[dial.key], self._values[dial.key] = slider, value
        self._rows[dial.key] = (label, slider, value)
        for column, widget in enumerate(self._rows[dial.key]):
            grid.addWidget(widget, row, column)
            if dial.key not in MAIN:
                widget.hide()


def explanation() -> str:
    """The score in plain words. Source: SCORING.md, section 7."""
    return _(
        "The program proposes. You decide. Order = needs covered × months of effect, made smaller "
        "where there is little evidence × what is possible here, divided by the cost in hours. "
        "Help needed counts double. Months are averages from research elsewhere, no promise for "
        "this child."
    )
