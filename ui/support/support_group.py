"""One support group by hand: its name, card, colleague, room, dose and moments."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from npo_desktop.formats import clock
from npo_desktop.i18n import _
from npo_desktop.proposals.support.board_words import hours, weekday
from npo_desktop.proposals.support.support_board import Board, Slot
from npo_desktop.queries.support.support_groups import LONGEST_NAME, GroupDraft
from ui.support.support_dialog import SupportDialog
from ui.widgets.combo_options import place_of
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton
from ui.widgets.text import text

SIZE = (560, 560)  # pixels
_SESSIONS, _MINUTES = range(1, 15), (10, 15, 20, 30, 40, 45, 50, 60, 90)


class SupportGroupDialog(SupportDialog):
    """``then`` gets the group; ``remove`` takes it away, for one that is there already."""

    def __init__(
        self,
        board: Board,
        draft: GroupDraft | None,
        then: Callable[[GroupDraft], None],
        parent: QWidget,
        *,
        remove: Callable[[], None] | None = None,
    ) -> None:
        title = _("New group") if draft is None else _("Change this group")
        super().__init__(parent, title, "", _("Make group") if draft is None else _("Keep"), SIZE)
        self._board, self._then = board, then
        self._draft = draft or GroupDraft(next(iter(board.cards), ""))
        self.name = QLineEdit(self._draft.name)
        self.name.setMaxLength(LONGEST_NAME)
        self.card, self.staff, self.room = QComboBox(), QComboBox(), QComboBox()
        self.sessions, self.minutes = QComboBox(), QComboBox()
        self.times = {slot.id: QCheckBox(_span(slot)) for slot in board.periods}
        self.remove = KeyButton(_("Remove this group"), icon="trash")
        self.remove.setVisible(remove is not None)
        self._fill()
        self._build()
        self.card.currentIndexChanged.connect(self._show_dose)
        if remove is not None:
            self.remove.clicked.connect(lambda: self.attempt(remove))
        self.name.setFocus()

    def filled_in(self) -> GroupDraft:
        """The group as it stands in the fields."""
        return GroupDraft(
            str(self.card.currentData() or ""),
            self.name.text(),
            self.staff.currentData(),
            self.room.currentData(),
            self._draft.budget_line_id,
            tuple(id for id, box in self.times.items() if box.isChecked()),
            self.minutes.currentData(),
            self.sessions.currentData(),
        )

    def keep(self) -> None:
        self._then(self.filled_in())

    def _fill(self) -> None:
        board, draft = self._board, self._draft
        for card in sorted(board.cards.values(), key=lambda card: card.name):
            self.card.addItem(card.name, card.id)
        if draft.intervention and draft.intervention not in board.cards:
            self.card.addItem(draft.intervention, draft.intervention)
        self.card.setCurrentIndex(max(0, place_of(self.card, draft.intervention)))
        self.staff.addItem(_("nobody yet"), None)
        for person in board.people:
            left = person.weekly_minutes - board.minutes_of(person.id)
            told = _("{name} ({hours} h left)").format(name=person.name, hours=hours(left))
            self.staff.addItem(told, person.id)
        if draft.staff_id and place_of(self.staff, draft.staff_id) < 0:
            self.staff.addItem(board.staff_names.get(draft.staff_id, ""), draft.staff_id)
        self.staff.setCurrentIndex(max(0, place_of(self.staff, draft.staff_id)))
        self.room.addItem(_("no room"), None)
        for room in board.rooms:
            self.room.addItem(room.name, room.id)
        self.room.setCurrentIndex(max(0, place_of(self.room, draft.room_id)))
        for id, box in self.times.items():
            box.setChecked(id in draft.periods)
        self._show_dose()

    def _show_dose(self) -> None:
        """What the card says is the first choice; the school may do otherwise."""
        card = self._board.cards.get(str(self.card.currentData() or ""))
        as_card = _("as the card: {n}")
        for box, value, usual, all_values in (
            (
                self.sessions,
                self._draft.sessions_per_week,
                card and card.sessions_per_week,
                _SESSIONS,
            ),
            (self.minutes, self._draft.minutes, card and card.minutes, _MINUTES),
        ):
            chosen = box.currentData() if box.count() else value
            box.clear()
            box.addItem(as_card.format(n=usual or "?"), None)
            for n in sorted({*all_values, *({chosen} if chosen else ())}):
                box.addItem(str(n), n)
            box.setCurrentIndex(max(0, place_of(box, chosen)))

    def _build(self) -> None:
        hint = _("Empty: the name of the card.")
        self.body.addWidget(Field(_("Name"), self.name, hint))
        self.body.addWidget(Field(_("Card of the menukaart"), self.card))
        for fields in (
            (Field(_("Colleague"), self.staff), Field(_("Room"), self.room)),
            (
                Field(_("Times a week"), self.sessions),
                Field(_("Minutes each time"), self.minutes),
            ),
        ):
            line = QHBoxLayout()
            line.setSpacing(16)
            for field in fields:
                line.addWidget(field, 1)
            self.body.addLayout(line)
        self.body.addWidget(text(_("Moments"), "label", "ink2"))
        if self.times:
            self.body.addLayout(self._week())
        else:
            words = _("No moments are filled in yet, under People and hours.")
            self.body.addWidget(text(words, "body", "ink2", wrap=True))
        self.body.addStretch()
        self.buttons.insertWidget(0, self.remove)

    def _week(self) -> QGridLayout:
        grid, rows = QGridLayout(), [0] * 6
        for slot in sorted(self._board.periods, key=lambda slot: (slot.weekday, slot.starts_at)):
            if rows[slot.weekday] == 0:
                grid.addWidget(text(weekday(slot.weekday), "label", "ink2"), 0, slot.weekday - 1)
            rows[slot.weekday] += 1
            grid.addWidget(self.times[slot.id], rows[slot.weekday], slot.weekday - 1)
        return grid


def _span(slot: Slot) -> str:
    return f"{clock(slot.starts_at)}–{clock(slot.ends_at)}"
