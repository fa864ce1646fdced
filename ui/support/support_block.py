"""A block: its name and dates, the school weeks in it, and the limits the school keeps to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from npo_desktop.errors import UserError
from npo_desktop.i18n import _, ngettext
from npo_desktop.proposals.school_weeks import count_weeks, monday_of, school_weeks
from npo_desktop.proposals.support.support_board import DayOff, Limits, NewBlock
from npo_desktop.queries.groups import GroupRow
from npo_desktop.queries.support.blocks import LARGEST_GROUP
from ui.support.support_dialog import SupportDialog
from ui.widgets.day_edit import day_edit, day_of
from ui.widgets.field import Field
from ui.widgets.text import text

SIZE = (560, 600)  # pixels
USUAL_WEEKS = 10
_NO_LIMIT = -1


@dataclass(frozen=True, slots=True)
class BlockKnown:
    """What the dialog has to know of the school."""

    days_off: Sequence[DayOff]
    classes: Sequence[GroupRow]


class SupportBlockDialog(SupportDialog):
    """``then`` gets the block as it was filled in; its refusal is shown here."""

    def __init__(
        self,
        known: BlockKnown,
        block: NewBlock,
        then: Callable[[NewBlock], None],
        parent: QWidget,
        *,
        is_new: bool,
    ) -> None:
        title = _("New block of support groups") if is_new else _("Change this block")
        lead = _("A block is a stretch of weeks in which the same groups meet.")
        super().__init__(parent, title, lead, _("Make block") if is_new else _("Keep"), SIZE)
        self._known, self._block, self._then = known, block, then
        limits = block.limits
        self.name = QLineEdit(block.name)
        self.starts, self.ends = day_edit(block.starts_on), day_edit(block.ends_on)
        self.weeks = text("", "help", "ink2", wrap=True)
        self.smallest = _number(limits.smallest, 1, LARGEST_GROUP)
        self.largest = _number(limits.largest, 1, LARGEST_GROUP)
        self.spread = _number(limits.grade_spread, 0, 2)
        self.hours = _limit(None if block.weekly_minutes is None else block.weekly_minutes // 60)
        self.money = _limit(None if block.budget_usd is None else round(block.budget_usd), "$ ")
        self.consent = QCheckBox(_("Only pupils whose parents agreed"))
        self.consent.setChecked(limits.consent_first)
        self.classes = {row.id: QCheckBox(row.name) for row in known.classes}
        for id, box in self.classes.items():
            box.setChecked(id in limits.classes)
        self._build()
        for edit in (self.starts, self.ends):
            edit.dateChanged.connect(self._show_weeks)
        self._show_weeks()
        self.name.setFocus()
        self.name.selectAll()

    def filled_in(self) -> NewBlock:
        """The block as it stands in the fields."""
        hours, money = self.hours.value(), self.money.value()
        return NewBlock(
            self._block.round_id,
            self.name.text(),
            day_of(self.starts),
            day_of(self.ends),
            None if hours == _NO_LIMIT else hours * 60,
            None if money == _NO_LIMIT else float(money),
            Limits(
                self.smallest.value(),
                self.largest.value(),
                self.spread.value(),
                self.consent.isChecked(),
                tuple(id for id, box in self.classes.items() if box.isChecked()),
            ),
        )

    def keep(self) -> None:
        self._then(self.filled_in())

    def _show_weeks(self) -> None:
        count = count_weeks(day_of(self.starts), day_of(self.ends), self._known.days_off)
        words = ngettext("{n} week of school", "{n} weeks of school", count.school)
        told = [words.format(n=count.school)]
        if count.holiday:
            off = ngettext("{n} week of holiday", "{n} weeks of holiday", count.holiday)
            told.append(off.format(n=count.holiday))
        self.weeks.setText(", ".join(told))

    def _build(self) -> None:
        self.body.addWidget(Field(_("Name"), self.name))
        self.body.addLayout(
            _beside(Field(_("First day"), self.starts), Field(_("Last day"), self.ends))
        )
        self.body.addWidget(self.weeks)
        self.body.addLayout(
            _beside(
                Field(_("Fewest pupils in a group"), self.smallest),
                Field(_("Most pupils in a group"), self.largest),
                Field(_("Year groups apart"), self.spread),
            )
        )
        self.body.addLayout(
            _beside(
                Field(_("Most hours a week, of all together"), self.hours),
                Field(_("Most money for material"), self.money),
            )
        )
        self.body.addWidget(self.consent)
        if self.classes:
            self.body.addWidget(
                text(_("Whose pupils take part (none chosen: all)"), "label", "ink2")
            )
            grid = QGridLayout()
            for place, box in enumerate(self.classes.values()):
                grid.addWidget(box, place // 3, place % 3)
            self.body.addLayout(grid)
        self.body.addStretch()


def usual_block(
    round_id: UUID, name: str, day: date, days_off: Sequence[DayOff], classes: tuple[UUID, ...]
) -> NewBlock:
    """From next Monday on, ten weeks of school."""
    monday = monday_of(day) + timedelta(days=7)
    try:
        last = school_weeks(monday, USUAL_WEEKS, days_off)
    except UserError:  # holidays without an end: the dates are chosen by hand
        last = monday + timedelta(weeks=USUAL_WEEKS)
    return NewBlock(round_id, name, monday, last, limits=Limits(classes=classes))


def _number(value: int, low: int, high: int) -> QSpinBox:
    box = QSpinBox()
    box.setRange(low, high)
    box.setValue(value)
    return box


def _limit(value: int | None, before: str = "") -> QSpinBox:
    """A number that may be left out."""
    box = _number(_NO_LIMIT if value is None else value, _NO_LIMIT, 100_000)
    box.setSpecialValueText(_("no limit"))
    box.setPrefix(before)
    return box


def _beside(*fields: Field) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(16)
    for field in fields:
        column = QVBoxLayout()
        column.addWidget(field)
        column.addStretch()
        line.addLayout(column, 1)
    return line
