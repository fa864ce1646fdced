"""What a goal is measured with: the subscale, its value now, and the value aimed at."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from npo_desktop.formats import number
from npo_desktop.i18n import _
from npo_desktop.proposals.plan import Measure
from npo_desktop.queries.planning.plans import GoalFacts
from ui.widgets.picture import Picture
from ui.widgets.text import text

NO_TARGET = -1


class MeasureFields(QWidget):
    """Says from which value on progress is larger than the measurement error."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._measures: dict[str, Measure] = {}
        self._kept: dict[str, GoalFacts] = {}  # as with the plan: it goes before the round's own
        self.subscale = QComboBox()
        self.subscale.setAccessibleName(_("Measured with"))
        self.subscale.setMinimumWidth(80)
        self.now = text("", "control", "ink2")
        self.target = QSpinBox()
        self.target.setRange(NO_TARGET, 100)
        self.target.setSpecialValueText("–")
        self.target.setMinimumWidth(92)
        self.target.setPrefix(_("goal "))
        self.target.setAccessibleName(_("Value aimed at"))
        self.hint = text("", "help", "ink3", wrap=True)
        label = text(_("Measured with"), "label", "ink2")
        label.setBuddy(self.subscale)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.subscale, 1)
        line.addWidget(self.now)
        line.addWidget(Picture("arrow-right"))
        line.addWidget(self.target)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label)
        column.addLayout(line)
        column.addWidget(self.hint)
        self.subscale.activated.connect(self._on_chosen)
        self.target.valueChanged.connect(self.edited)

    def show_measures(
        self, measures: Sequence[Measure], names: Mapping[str, str], goal: GoalFacts
    ) -> None:
        """What can be chosen, and what the goal says now."""
        self.blockSignals(True)
        self._measures = {measure.subscale: measure for measure in measures}
        self._kept = {goal.subscale: goal} if goal.subscale else {}
        self.subscale.clear()
        codes = [*self._measures]
        if goal.subscale and goal.subscale not in codes:
            codes.append(goal.subscale)
        for code in codes:
            self.subscale.addItem(names.get(code, code), code)
        self.subscale.setCurrentIndex(self.subscale.findData(goal.subscale))
        target = goal.target_value
        self.target.setValue(NO_TARGET if target is None else round(target))
        self._tell()
        self.blockSignals(False)

    def choose(self, subscale: str) -> None:
        """Measure with this one; its own target comes along."""
        place = self.subscale.findData(subscale)
        if place >= 0 and place != self.subscale.currentIndex():
            self.subscale.setCurrentIndex(place)
            self._on_chosen()

    def goal(self, words: str, observe: str = "") -> GoalFacts:
        """The goal with these words and the values of the fields."""
        code = self.subscale.currentData()
        target = self.target.value()
        has_target = target != NO_TARGET and self.target.isEnabled()
        value = float(target) if has_target else None
        kept = self._kept.get(code or "")
        if has_target and kept and kept.target_value and round(kept.target_value) == target:
            value = kept.target_value  # the field shows whole numbers only
        return GoalFacts(words, code, self._start(code), value, self._certain(code), observe)

    def _start(self, code: str | None) -> float | None:
        if kept := self._kept.get(code or ""):
            return kept.start_value
        measure = self._measures.get(code or "")
        return measure.now if measure else None

    def _certain(self, code: str | None) -> float | None:
        """From where on progress is certain, seen from the start that is kept."""
        kept, measure = self._kept.get(code or ""), self._measures.get(code or "")
        if kept is not None and kept.certain_value is not None:
            return kept.certain_value
        if kept is not None and measure is not None and kept.start_value != measure.now:
            return None
        return measure.certain if measure else None

    def _on_chosen(self) -> None:
        certain = self._certain(self.subscale.currentData())
        self.target.setValue(NO_TARGET if certain is None else round(certain))
        self._tell()
        self.edited.emit()

    def _tell(self) -> None:
        code = self.subscale.currentData()
        now, certain = self._start(code), self._certain(code)
        self.now.setText("" if now is None else _("now {value}").format(value=number(now)))
        self.target.setEnabled(now is not None)
        if certain is not None:
            words = _("From {value} on the progress is larger than the measurement error.")
            more = _(
                "The review may ask for more: when much is compared at once, "
                "or when the whole group rises."
            )
            self.hint.setText(f"{words.format(value=number(certain))} {more}")
        elif code is None:
            self.hint.setText("")
        else:
            self.hint.setText(_("A certain change cannot be measured here: look at the goal."))
