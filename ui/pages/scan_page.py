"""Filling in one list for one pupil: each answer is on disk before the next is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from npo_desktop.content.questionnaire import Informant, Item, Kind
from npo_desktop.errors import UserError
from npo_desktop.formats import date_text
from npo_desktop.i18n import _, pick
from npo_desktop.queries.answering.scan_entry import ScanEntry
from ui.app import Topic
from ui.pages.page import Page
from ui.pupil.file_actions import ScanActions
from ui.scan.pupil_queue import PupilQueue
from ui.scan.scan_asides import ScanAsides
from ui.scan.scan_conditions import ScanConditions
from ui.scan.scan_keys import Pressed, Wish, pressed
from ui.scan.scan_sheet import ScanSheet, first_critical
from ui.scan.scan_side import ScanSide
from ui.scan.scan_visit import ScanVisit
from ui.scan.scan_ways import ScanWays
from ui.scan.scan_writing import ScanWriting
from ui.widgets.empty_state import EmptyState
from ui.widgets.key_button import KeyButton

if TYPE_CHECKING:
    from ui.app import App

ROOM_FOR_QUEUE = 980  # pixels; on a narrower page PgUp and PgDn lead along the group


class ScanPage(Page):
    """``show_args(pupil_id, questionnaire, group_id, item)``; all but the first may be left out."""

    watches = Topic.ANSWERS | Topic.PUPILS | Topic.GROUPS | Topic.ROUNDS
    shows_find = False

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.visit = ScanVisit(app)
        self._at: int | None = None  # None: go on where one stopped
        self._item_wanted: str | None = None
        self._remark_of: UUID | None = None  # whose remark stands in the field
        self.queue, self.sheet, self.side = PupilQueue(), ScanSheet(), ScanSide()
        self.asides = ScanAsides(self.visit, self.side)
        self.writing = ScanWriting(self)
        self.conditions, self.ways = ScanConditions(), ScanWays(self)
        self.close_button = KeyButton(_("Close"), "Esc")
        self.more = ScanActions(app, self.visit, self)
        self.more.hide()  # until the head of the window takes it, which it does not for every role
        self.empty = EmptyState("clipboard-list", "")
        self.body = QWidget()
        self._build()
        self._connect()

    def title(self) -> str:
        entry = self.visit.entry
        return entry.pupil.full_name if entry else _("Scans")

    def crumb(self) -> str:
        entry, who = self.visit.entry, self.conditions.staff_name()
        if entry is None:
            return ""
        parts = (  # what is not told elsewhere on the page first: a narrow head cuts the end
            entry.round.name,
            date_text(entry.begun_on),
            pick(self.visit.questionnaire.titles),
            _("filled in by {name}").format(name=who) if who else "",
        )
        return " · ".join(part for part in parts if part)

    def head_actions(self) -> Sequence[QWidget]:
        more = (self.more,) if self.app.may("bin") else ()
        return (*self.ways.head(), self.conditions, *more, self.close_button)

    def first_focus(self) -> QWidget | None:
        if self.visit.entry is None or not self.visit.entry.items:
            return self.close_button
        return self.sheet.item.entry_point() if self.item else self.sheet.end

    def show_args(self, *args: object) -> None:
        self._keep_written()
        pupil_id, code, group_id, item = (*args, None, None, None, None)[:4]
        self.visit.begin(
            pupil_id if isinstance(pupil_id, UUID) else None,
            code if isinstance(code, str) else Informant.TEACHER.value,
            group_id if isinstance(group_id, UUID) else None,
        )
        self._at, self._item_wanted = None, item if isinstance(item, str) else None
        self.side.show_earlier.setChecked(False)
        self.side.tell_saved(None)
        self.renew()

    def may_leave(self) -> bool:
        self._keep_written()
        return True

    def keep_draft(self) -> None:
        self._keep_written()

    def go_back(self) -> bool:
        if self.side.remark.hasFocus():
            self._focus()
            return True
        return False

    def refresh(self) -> None:
        self.visit.read()
        entry = self.visit.entry
        can_fill = entry is not None and bool(entry.items)
        self.body.setVisible(can_fill)
        self.empty.setVisible(not can_fill)
        if entry is None:
            self.empty.set_text(_("There is nothing to fill in here"), _("Choose a pupil first."))
        elif not entry.items:
            self.empty.set_text(_("This list is not asked at this age"))
        else:
            self._show(entry)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entry = self.visit.entry
        meant = None
        if self.item is not None and self.sheet.item.takes(event):
            return  # a mark of two digits is not done with the first
        if entry is not None and entry.items:
            item = self.item
            choices = self.visit.questionnaire.options_of(item) if item else ()
            answers = len(choices) if item and item.kind is Kind.CHOICE else -1
            meant = pressed(event, at_end=item is None, answers=answers)
        if meant is None:
            super().keyPressEvent(event)
        else:
            self._fulfil(meant)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.queue.setVisible(self.width() >= ROOM_FOR_QUEUE)

    @property
    def item(self) -> Item | None:
        """The statement in front; ``None`` behind the last."""
        entry, at = self.visit.entry, self._at
        return entry.items[at] if entry and at is not None and at < len(entry.items) else None

    def _show(self, entry: ScanEntry) -> None:
        visit = self.visit
        if self._at is None:
            ids = [item.id for item in entry.items]
            wanted = self._item_wanted
            self._at = ids.index(wanted) if wanted in ids else entry.first_open
        self._at = min(self._at, len(entry.items))
        self.conditions.show_language(visit.language)
        self.conditions.show_staff(visit.staff, entry.staff_id)
        self.queue.show_pupils(entry.pupil.group or _("No group"), visit.lists, entry.pupil.id)
        self.sheet.next_pupil.setEnabled(visit.neighbour(1) is not None)
        if self._remark_of != entry.pupil.id or not self.side.remark.hasFocus():
            self._remark_of = entry.pupil.id
            self.side.remark.setPlainText(entry.remark)
        self.side.tell_highest(visit.questionnaire.top)
        self.asides.show_list(entry)
        self.show_statement()

    def show_statement(self) -> None:
        visit, entry, item = self.visit, self.visit.entry, self.item
        assert entry is not None and self._at is not None
        subscale = visit.scale_name(item) if item else ""
        self.sheet.show_entry(visit.questionnaire, entry, self._at, visit.language, subscale)
        if item is None:
            following = visit.following()
            name = following.pupil.full_name if following else ""
            self.sheet.show_end(visit.questionnaire, entry, name, visit.fast_pace())
        self.asides.show_earlier(entry, item)
        self.side.keys.setVisible(item is None or not self.sheet.item.on_stairs)

    def _fulfil(self, meant: Pressed) -> None:
        wishes: dict[Wish, Callable[[], None]] = {
            Wish.UNDO: self.writing.undo,
            Wish.GO_ON: self._go_on,
            Wish.NEXT_PUPIL: self._next_pupil,
            Wish.PUPIL_BEFORE: lambda: self.turn_to(self.visit.neighbour(-1)),
            Wish.FORWARD: lambda: self.go((self._at or 0) + 1),
            Wish.BACK: lambda: self.go((self._at or 0) - 1),
            Wish.CLEAR: self.writing.clear,
            Wish.ANSWER: lambda: self.writing.answer(meant.value),
        }
        wishes[meant.wish]()

    def _keep_written(self) -> None:
        with suppress(UserError):  # what is no answer to the question cannot be kept
            self.writing.keep_typed()
        self._keep_remark()

    def _keep_remark(self) -> None:
        if self.visit.entry is None or self.visit.entry.pupil.id != self._remark_of:
            return  # the words in the field are not of the pupil in front
        self.visit.keep_remark(self.side.remark.toPlainText().strip())

    def go(self, at: int) -> None:
        self.writing.keep_typed()
        entry = self.visit.entry
        if entry is not None:
            self._at = min(max(at, 0), len(entry.items))
            self.show_statement()
            self._focus()

    def _go_on(self) -> None:
        """What the end offers: the first open statement, the next pupil, or the overview."""
        entry, following = self.visit.entry, self.visit.following()
        if entry is not None and not entry.is_complete:
            self.go(entry.first_open)
        elif following is not None:
            self.turn_to(following.pupil.id)
        else:
            self._close()

    def turn_to(self, pupil_id: UUID | None) -> None:
        if pupil_id is None or pupil_id == self.visit.pupil_id:
            return
        self.writing.keep_typed()
        self._keep_remark()
        self._at, self._item_wanted = None, None
        self.visit.turn_to(pupil_id)
        self.renew()
        self._focus()

    def _next_pupil(self) -> None:
        self.turn_to(self.visit.neighbour(1))

    def _focus(self) -> None:
        if (target := self.first_focus()) is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _see_critical(self) -> None:
        entry = self.visit.entry
        place = first_critical(self.visit.questionnaire, entry) if entry else None
        if place is not None:
            self.go(place)

    def _choose_language(self, language: str) -> None:
        self.visit.choose_language(language)
        self.renew()
        self._focus()

    def _choose_staff(self, staff_id: UUID | None) -> None:
        self.visit.choose_staff(staff_id)
        self.renew()
        self._focus()

    def _confirm_line(self) -> None:
        self.asides.confirm_line()
        self._focus()

    def _toggle_earlier(self) -> None:
        if self.visit.entry is not None:
            self.asides.show_earlier(self.visit.entry, self.item)
            self._focus()

    def _close(self) -> None:
        entry = self.visit.entry
        group_id = self.visit.group_id or (entry.group_id if entry else None)
        self.app.open("scans", group_id, self.visit.code)

    def _build(self) -> None:
        line = QHBoxLayout(self.body)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        line.addWidget(self.queue)
        line.addWidget(self.sheet, 1)
        line.addWidget(self.side)
        column = self.column()
        column.addWidget(self.body, 1)
        column.addWidget(self.empty, 1)
        self.empty.hide()

    def _connect(self) -> None:
        self.queue.chosen.connect(self.turn_to)
        self.sheet.answered.connect(self.writing.answer)
        self.sheet.wrote.connect(self.writing.write)
        self.sheet.went_to.connect(self.go)
        self.sheet.asked_next_pupil.connect(self._next_pupil)
        self.sheet.went_on.connect(self._go_on)
        self.sheet.asked_to_see.connect(self._see_critical)
        self.side.earlier_asked.connect(self._toggle_earlier)
        self.side.remark_left.connect(self._keep_remark)
        self.side.line_confirmed.connect(self._confirm_line)
        self.conditions.language_chosen.connect(self._choose_language)
        self.conditions.staff_chosen.connect(self._choose_staff)
        self.close_button.clicked.connect(self._close)
