"""Four criteria of choice and "can we staff it": what the program knows, what the team says."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit

from npo_desktop.i18n import _
from npo_desktop.proposals.criteria import Criterion, Judged, Said, criterion_text
from ui.widgets.card import Card
from ui.widgets.segmented import Segmented
from ui.widgets.text import text

LONGEST = 200  # letters of a reason


@dataclass(frozen=True, slots=True)
class _Row:
    choice: Segmented
    reason: QLineEdit


class BecauseCriteria(Card):
    """Every answer is passed on at once, a reason when it was typed; they hold for the school."""

    said = Signal(object, object)  # the Criterion, and what was Said

    def __init__(self, found: Sequence[Judged]) -> None:
        super().__init__(_("Before you choose"), _("the answers hold for the whole school"))
        self.rows: dict[Criterion, _Row] = {}
        self._kept: dict[Criterion, Said] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(2, 1)
        for row, one in enumerate(found):
            self._add(grid, row, one)
        self.body.addLayout(grid)

    def show_criteria(self, found: Sequence[Judged]) -> None:
        """Show what is kept now, for example after an undo."""
        for one in found:
            self._fill(one)

    def keep_typed(self) -> None:
        """Pass on a reason that is still being typed."""
        for criterion in self.rows:
            self._pass_on(criterion)

    def _add(self, grid: QGridLayout, row: int, one: Judged) -> None:
        name = criterion_text(one.criterion)
        choice = Segmented(
            ((True, _("Yes")), (False, _("No")), (None, _("Not said"))), name=name, small=True
        )
        reason = QLineEdit()
        reason.setMaxLength(LONGEST)
        reason.setAccessibleName(_("{criterion}: why").format(criterion=name))
        self.rows[one.criterion] = _Row(choice, reason)
        self._fill(one)
        choice.chosen.connect(partial(self._chosen, one.criterion))
        reason.editingFinished.connect(partial(self._pass_on, one.criterion))
        grid.addWidget(text(name, wrap=True), row, 0, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(choice, row, 1)
        grid.addWidget(reason, row, 2)

    def _fill(self, one: Judged) -> None:
        """What the program worked out stands as a hint; a typed reason as text."""
        row = self.rows[one.criterion]
        is_ours = one.by_program
        row.choice.set_value(one.holds)
        row.reason.setText("" if is_ours else one.reason)
        row.reason.setPlaceholderText(one.reason if is_ours else _("Why?"))
        self._kept[one.criterion] = Said(one.holds, "" if is_ours else one.reason)

    def _chosen(self, criterion: Criterion, _value: object) -> None:
        self._pass_on(criterion)

    def _pass_on(self, criterion: Criterion) -> None:
        row = self.rows[criterion]
        value = row.choice.value()
        said = Said(value if isinstance(value, bool) else None, row.reason.text().strip())
        if said != self._kept[criterion]:
            self._kept[criterion] = said
            self.said.emit(criterion, said)
