"""The form for one moment of the week: day, from, to."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit

from npo_desktop.formats import WEEKDAYS, clock
from npo_desktop.i18n import _, current
from npo_desktop.queries.support.periods import PeriodFacts
from npo_desktop.queries.support.typed_amounts import read_time
from ui.widgets.card import Card
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton

EVERY_DAY = 0  # in the place of a weekday, for a new moment only
USUAL = (9 * 60, 9 * 60 + 30)


class PeriodForm(Card):
    """``add``, ``keep``, ``drop`` and ``fresh`` are connected by whoever shows it."""

    entered = Signal()  # Enter was pressed in a field

    def __init__(self) -> None:
        super().__init__(_("New moment"))
        self.day = QComboBox()
        self.starts, self.ends = QLineEdit(), QLineEdit()
        self.keep = KeyButton("", kind="primary")
        self.drop = KeyButton(_("Remove"), icon="trash")
        self.fresh = KeyButton(_("New"), kind="link", icon="plus")
        self.period: PeriodFacts | None = None
        self.add_action(self.fresh)
        self.body.addWidget(Field(_("Day"), self.day))
        times = QHBoxLayout()
        times.setSpacing(12)
        times.addWidget(Field(_("From"), self.starts))
        times.addWidget(Field(_("To"), self.ends))
        self.body.addLayout(times)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.keep)
        line.addWidget(self.drop)
        line.addStretch()
        self.body.addSpacing(4)
        self.body.addLayout(line)
        for edit in (self.starts, self.ends):
            edit.returnPressed.connect(self.entered)
        self.fill(None)

    def fill(self, period: PeriodFacts | None) -> None:
        """A moment, or what is usual for a new one."""
        self.period = period
        names = [name.capitalize() for name in WEEKDAYS[current()].split()[:5]]
        self.day.clear()
        for weekday, name in enumerate(names, 1):
            self.day.addItem(name, weekday)
        if period is None:
            self.day.addItem(_("Every day"), EVERY_DAY)
        starts, ends = (period.starts_at, period.ends_at) if period else USUAL
        self.day.setCurrentIndex(period.weekday - 1 if period else 0)
        self.starts.setText(clock(starts))
        self.ends.setText(clock(ends))
        title = f"{names[period.weekday - 1]} {period.hours}" if period else _("New moment")
        self.set_title(title)
        self.keep.setText(_("Keep changes") if period else _("Add the moment"))
        self.drop.setVisible(period is not None)
        self.fresh.setVisible(period is not None)

    def typed(self) -> tuple[int, int, int]:
        """Weekday, first and last minute; raises ``UserError`` for what is no time."""
        return (
            int(self.day.currentData()),
            read_time(self.starts.text()),
            read_time(self.ends.text()),
        )
