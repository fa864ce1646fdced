"""What is usual on the island in one school year: ticked, looked at, taken over or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFrame,
    QGridLayout,
    QScrollArea,
    QWidget,
)

from npo_desktop.formats import long_date
from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.years.holidays import ProposedHoliday, holidays_to_propose
from ui.dialogs.frame import dialog_column, dialog_foot
from ui.dialogs.room import open_sized
from ui.widgets.key_button import KeyButton
from ui.widgets.text import rule, text

if TYPE_CHECKING:
    from ui.app import App

SIZE = (780, 580)  # pixels


class HolidayProposals(QDialog):
    """Nothing counts before it is taken over; days can be changed in the list afterwards."""

    taken = Signal(object)  # the proposals that stayed ticked

    def __init__(self, app: App, island: str, school_year: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        with app.reading() as session:
            proposed = holidays_to_propose(session, island, school_year)
        self.setWindowTitle(
            _("Usual holidays on {island}, {year}").format(
                island=island_name(island), year=school_year
            )
        )
        self.lines = [(QCheckBox(one.name), one) for one in proposed]
        self.take, self.cancel = KeyButton("", kind="primary"), KeyButton(_("Cancel"), "Esc")
        self._build()
        for tick, one in self.lines:
            tick.setChecked(one.school_days > 0 and not one.is_known)
            tick.setEnabled(not one.is_known)
            tick.toggled.connect(self._show_button)
        self.take.clicked.connect(self._take)
        self.cancel.clicked.connect(self.reject)
        self.take.setDefault(True)
        self._show_button()
        open_sized(self, *SIZE)

    def _ticked(self) -> list[ProposedHoliday]:
        return [one for tick, one in self.lines if tick.isChecked()]

    def _show_button(self) -> None:
        n = len(self._ticked())
        self.take.setText(
            ngettext("Take over {n} holiday", "Take over {n} holidays", n).format(n=n)
        )
        self.take.setEnabled(n > 0)

    def _take(self) -> None:
        self.accept()
        self.taken.emit(self._ticked())

    def _build(self) -> None:
        lead = _(
            "Lay these beside the calendar of your school. Untick what is not so; days can be "
            "changed in the list afterwards."
        )
        column = dialog_column(self, lead)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(self._canvas())
        column.addWidget(area, 1)
        column.addLayout(dialog_foot(self.cancel, self.take))

    def _canvas(self) -> QWidget:
        canvas = QWidget()
        canvas.setProperty("role", "canvas")
        grid = QGridLayout(canvas)
        grid.setContentsMargins(4, 4, 12, 4)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, (tick, one) in enumerate(self.lines):
            grid.addWidget(tick, 3 * row, 0)
            grid.addWidget(text(days_text(one), "primary"), 3 * row, 1)
            grid.addWidget(text(_days_off(one), "help", "ink2"), 3 * row, 2)
            grid.addWidget(text(_reason(one), "help", "ink3", wrap=True), 3 * row + 1, 1, 1, 2)
            grid.addWidget(rule(), 3 * row + 2, 0, 1, 3)
        grid.setRowStretch(3 * len(self.lines), 1)
        return canvas


def island_name(island: str) -> str:
    """As it is written."""
    names = {"bonaire": "Bonaire", "sint-eustatius": "Sint Eustatius", "saba": "Saba"}
    return names.get(island, island)


def days_text(one: ProposedHoliday) -> str:
    """One day, or from the first to the last."""
    first = long_date(one.starts_on, weekday=True)
    if one.starts_on == one.ends_on:
        return first
    return _("{first} to {last}").format(first=first, last=long_date(one.ends_on, weekday=True))


def _days_off(one: ProposedHoliday) -> str:
    if one.is_known:
        return _("in your list already")
    if not one.school_days:
        return _("in the weekend")
    n = one.school_days
    return ngettext("{n} school day", "{n} school days", n).format(n=n)


def _reason(one: ProposedHoliday) -> str:
    source = _("Source: {source}.").format(source=one.source) if one.source else ""
    return " ".join(part for part in (one.check, source) if part)
