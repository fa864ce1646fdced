"""Who comes when: the list of an evening, with what changes its order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from npo_desktop.exports.summary_gaps import Gap, gap_words
from npo_desktop.formats import clock_text
from npo_desktop.i18n import NAMES, _
from npo_desktop.queries.parents.parent_evenings import Evening, orders_met
from ui.tables.record_table import BoldRole, Column, IconRole, RecordTable, ToneRole
from ui.tables.table_view import TableView
from ui.widgets.card import Card
from ui.widgets.key_button import KeyButton
from ui.widgets.segmented import Segmented
from ui.widgets.tag import Tag
from ui.widgets.text import text


@dataclass(frozen=True, slots=True)
class SlotRow:
    """One line; ``talk_id`` is empty for a break."""

    place: int  # in the order, from 0
    starts_at: str
    talk_id: UUID | None = None
    pupil_id: UUID | None = None
    name: str = field(default="", repr=False)
    group: str = ""
    language: str = ""
    missing: str = ""
    was_printed: bool = False
    was_held: bool = False

    @property
    def key(self) -> UUID | int:
        """What tells it from the other lines."""
        return self.place if self.talk_id is None else self.talk_id


class EveningSlots(Card):
    """Announces what is wanted; the page writes it."""

    moved = Signal(int, int)  # the place, and by how many
    break_asked = Signal(int)  # after this place; on a break: without it
    removed = Signal(object)  # id of the talk
    added = Signal()
    order_chosen = Signal(str)
    opened = Signal(object)  # SlotRow

    def __init__(self) -> None:
        super().__init__(_("Who comes when"), flush=True)
        table: RecordTable[SlotRow] = RecordTable(_columns(), key=lambda row: row.key)
        self.view = TableView(table, name="evening", sortable=False)
        table.setParent(self.view)
        self.order = Segmented(
            [("group", _("Group")), ("name", _("Name")), ("language", _("Language"))],
            name=_("Put in order by"),
            small=True,
        )
        self.by_hand = Tag(_("ordered by hand"))
        self.up = KeyButton(_("Earlier"), "Alt+Up", icon="arrow-up", size="row", shortcut=True)
        self.down = KeyButton(_("Later"), "Alt+Down", icon="arrow-down", size="row", shortcut=True)
        self.pause = KeyButton(_("Break after it"), icon="hourglass", size="row")
        self.remove = KeyButton(_("Take off"), icon="trash", size="row")
        self.add = KeyButton(_("Add pupils..."), icon="plus", size="row")
        self._build()
        self.view.row_selected.connect(self._look)
        self.view.row_activated.connect(self.opened)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.pause.clicked.connect(self._ask_break)
        self.remove.clicked.connect(self._ask_removal)
        self.add.clicked.connect(self.added)
        self.order.chosen.connect(lambda value: self.order_chosen.emit(str(value)))

    def show_evening(self, evening: Evening, gaps: Mapping[UUID, tuple[Gap, ...]]) -> None:
        """These lines; who was chosen stays chosen."""
        self.view.table.set_rows(slot_rows(evening, gaps))
        self._show_order(orders_met(evening))
        self._look()

    def choose_place(self, place: int) -> None:
        """The line that stands here."""
        self.view.selectRow(place)
        self.view.setFocus()

    def _show_order(self, met: Sequence[str]) -> None:
        """One that was chosen stays lit when others would give the same."""
        if not met:
            self.order.set_none()
        elif self.order.value() not in met:
            self.order.set_value(met[0])
        self.by_hand.setVisible(not met)

    def _move(self, by: int) -> None:
        row = self.view.current_row()
        if row is not None:
            self.moved.emit(row.place, by)

    def _ask_break(self) -> None:
        row = self.view.current_row()
        if row is not None:
            self.break_asked.emit(row.place)

    def _ask_removal(self) -> None:
        row = self.view.current_row()
        if row is not None and row.talk_id is not None:
            self.removed.emit(row.talk_id)

    def _look(self, _row: object = None) -> None:
        row, last = self.view.current_row(), len(self.view.table.rows) - 1
        self.up.setEnabled(row is not None and row.place > 0)
        self.down.setEnabled(row is not None and row.place < last)
        is_break = row is not None and row.talk_id is None
        self.pause.setText(_("No break here") if is_break else _("Break after it"))
        self.pause.setEnabled(row is not None and row.place < last)
        self.remove.setEnabled(row is not None and not is_break)

    def _build(self) -> None:
        self.add_action(self.by_hand)
        self.add_action(text(_("Put in order by"), "help", "ink2"))
        self.add_action(self.order)
        self.body.addWidget(self.view, 1)
        foot = QWidget()
        line = QHBoxLayout(foot)
        line.setContentsMargins(12, 8, 12, 0)
        line.setSpacing(8)
        for button in (self.up, self.down, self.pause, self.remove):
            line.addWidget(button)
        line.addStretch()
        line.addWidget(self.add)
        self.body.addWidget(foot)
        self.body.setContentsMargins(0, 0, 0, 8)


def slot_rows(evening: Evening, gaps: Mapping[UUID, tuple[Gap, ...]]) -> list[SlotRow]:
    """The lines of an evening."""
    rows = []
    for place, slot in enumerate(evening.slots):
        talk, pupil = slot.talk, slot.pupil
        if talk is None:
            rows.append(SlotRow(place, slot.starts_at, name=_("Break")))
            continue
        rows.append(
            SlotRow(
                place,
                slot.starts_at,
                talk.id,
                talk.pupil_id,
                talk.pupil,
                pupil.group if pupil else "",
                talk.language or (pupil.talk_language if pupil else None) or "",
                ", ".join(gap_words(gap) for gap in gaps.get(talk.pupil_id, ())),
                talk.printed_at is not None,
                talk.is_done,
            )
        )
    return rows


def _columns() -> list[Column[SlotRow]]:
    return [
        Column(_("Time"), lambda r: clock_text(r.starts_at), width=72),
        Column(
            _("Pupil"),
            lambda r: r.name,
            width=190,
            roles={
                BoldRole: lambda r: r.talk_id is not None,
                ToneRole: lambda r: "ink" if r.talk_id is not None else "ink2",
            },
        ),
        Column(_("Group"), lambda r: r.group, width=84),
        Column(_("Language"), lambda r: NAMES.get(r.language, r.language), width=104),
        Column(
            _("Missing"),
            lambda r: r.missing,
            roles={
                ToneRole: lambda _r: "warn",
                IconRole: lambda r: ("alert-triangle", "warn") if r.missing else None,
            },
            tip=lambda r: r.missing,
        ),
        Column(
            _("On paper"),
            _paper_words,
            width=104,
            roles={ToneRole: lambda _r: "ink2"},
        ),
    ]


def _paper_words(row: SlotRow) -> str:
    if row.was_held:
        return _("talk held")
    return _("printed") if row.was_printed else ""
