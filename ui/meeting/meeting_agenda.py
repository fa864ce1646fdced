"""The agenda of a meeting: the pupils in order, moved, added and taken off here."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.meetings.meetings import MeetingFacts, PointFacts
from ui.tables.record_table import BoldRole, Column, IconRole, RecordTable
from ui.tables.table_view import TableView
from ui.widgets.card import Card
from ui.widgets.icon_button import IconButton
from ui.widgets.key_button import KeyButton
from ui.widgets.text import text

WIDTH = 324  # pixels


class MeetingAgenda(Card):
    """A click shows a pupil; the arrows move it along the agenda."""

    chosen = Signal(object)  # a UUID, or None
    ordered = Signal(object)  # the ids of pupils in their new order
    wanted = Signal()  # to add somebody

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Agenda"), flush=True, parent=parent)
        self.setFixedWidth(WIDTH)
        self._facts: MeetingFacts | None = None
        self.count = text("", "help", "ink2")
        self.add_action(self.count)
        self.table: RecordTable[PointFacts] = RecordTable(
            self._columns(), self, key=lambda point: point.pupil_id
        )
        self.view = TableView(self.table, sortable=False)
        self.view.setAccessibleName(_("Agenda"))
        self.view.horizontalHeader().hide()
        self.up = IconButton("arrow-up", _("Earlier on the agenda"), kind="bordered")
        self.down = IconButton("arrow-down", _("Later on the agenda"), kind="bordered")
        self.off = IconButton("x", _("Off the agenda"), kind="bordered")
        self.add = KeyButton(_("Add a pupil..."), icon="plus", size="row")
        self.tools = QWidget()
        line = QHBoxLayout(self.tools)
        line.setContentsMargins(12, 6, 12, 8)
        line.setSpacing(6)
        line.addWidget(self.add)
        line.addStretch()
        for button in (self.up, self.down, self.off):
            line.addWidget(button)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self.tools)
        self.view.row_selected.connect(self._choose)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.off.clicked.connect(self._take_off)
        self.add.clicked.connect(self.wanted)

    def show_meeting(self, facts: MeetingFacts, current: UUID | None) -> None:
        """The points of one meeting; a closed one cannot be changed."""
        self._facts = facts
        self.view.blockSignals(True)
        self.table.set_rows(facts.points)
        self.view.blockSignals(False)
        if current is None or not self.view.select_key(current):
            self.view.selectRow(0)
        n = len(facts.points)
        self.count.setText(ngettext("{n} pupil", "{n} pupils", n).format(n=n))
        self.tools.setVisible(not facts.is_closed)

    @property
    def current(self) -> UUID | None:
        """Whom the side shows."""
        point = self.view.current_row()
        return point.pupil_id if point else None

    def _columns(self) -> tuple[Column[PointFacts], ...]:
        return (
            Column("", self._place, width=44),
            Column(
                _("Pupil"),
                lambda point: point.pupil,
                roles={
                    BoldRole: lambda point: True,
                    IconRole: lambda point: ("check", "accent") if point.minutes else None,
                },
                accessible=lambda point: (
                    point.pupil + (", " + _("minutes written") if point.minutes else "")
                ),
            ),
        )

    def _place(self, point: PointFacts) -> str:
        return str(self._facts.place_of(point.pupil_id) + 1) if self._facts else ""

    def _order(self) -> list[UUID]:
        points: Sequence[PointFacts] = self._facts.points if self._facts else ()
        return [point.pupil_id for point in points]

    def _move(self, by: int) -> None:
        order, current = self._order(), self.current
        if current is None:
            return
        place = order.index(current)
        if 0 <= place + by < len(order):
            order.insert(place + by, order.pop(place))
            self.ordered.emit(order)

    def _take_off(self) -> None:
        current = self.current
        if current is not None:
            self.ordered.emit([one for one in self._order() if one != current])

    def _choose(self, point: PointFacts | None) -> None:
        self._show_tools(point)
        self.chosen.emit(point.pupil_id if point else None)

    def _show_tools(self, point: PointFacts | None) -> None:
        place = self._order().index(point.pupil_id) if point else -1
        self.up.setEnabled(place > 0)
        self.down.setEnabled(0 <= place < len(self._order()) - 1)
        self.off.setEnabled(point is not None)
