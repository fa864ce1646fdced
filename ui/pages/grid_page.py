"""Filling in one list for a whole group: one statement, a row a pupil, by keyboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from npo_desktop.content.questionnaire import Informant, Item
from npo_desktop.i18n import _, pick
from ui.app import Topic
from ui.grid.class_conditions import ClassConditions
from ui.grid.class_sheet import ClassSheet
from ui.grid.class_steps import ClassSteps
from ui.grid.class_visit import ClassVisit
from ui.grid.class_writing import ClassWriting
from ui.pages.page import Page
from ui.paper.paper_print import PaperPrintDialog
from ui.scan.entry_ways import GRID, EntryWays
from ui.widgets.empty_state import EmptyState
from ui.widgets.key_button import KeyButton

if TYPE_CHECKING:
    from npo_desktop.queries.answering.class_entry import ClassEntry
    from ui.app import App

Key = Qt.Key


class GridPage(Page):
    """``show_args(group_id, questionnaire, item, pupil_id)``; all but the first may be left out.

    No statement: go on where one stopped.
    """

    watches = Topic.ANSWERS | Topic.PUPILS | Topic.GROUPS | Topic.ROUNDS
    shows_find = False

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.visit = ClassVisit(app)
        self._item: str | None = None  # the statement in front
        self._pupil: UUID | None = None  # the pupil in front
        self.sheet = ClassSheet()
        self.grid, self.side = self.sheet.grid, self.sheet.side
        self.writing, self.steps = ClassWriting(self), ClassSteps(self)
        self.ways, self.conditions = EntryWays(GRID), ClassConditions()
        self.paper = KeyButton(_("Paper version"), icon="printer")
        self.close_button = KeyButton(_("Close"), "Esc")
        self.empty = EmptyState("clipboard-list", "")
        self._build()
        self._connect()

    def title(self) -> str:
        return _("Fill in for the whole group")

    def crumb(self) -> str:
        group = self.visit.group
        if group is None:
            return _("Scans")
        who = self.conditions.name_of(self.visit.staff_id)
        parts = (
            _("Scans"),
            pick(group.questionnaire.titles),
            group.group,
            group.round.name,
            _("filled in by {name}").format(name=who) if who else "",
        )
        return " · ".join(part for part in parts if part)

    def head_actions(self) -> Sequence[QWidget]:
        if self.visit.group is None:
            return (self.close_button,)
        return (self.ways, self.paper, self.conditions, self.close_button)

    def first_focus(self) -> QWidget | None:
        return self.close_button if self.sheet.isHidden() else self.grid

    def show_args(self, *args: object) -> None:
        group_id, code, item, pupil_id = (*args, None, None, None, None)[:4]
        self.visit.begin(
            group_id if isinstance(group_id, UUID) else None,
            code if isinstance(code, str) else Informant.TEACHER.value,
        )
        self._item = item if isinstance(item, str) else None
        self._pupil = pupil_id if isinstance(pupil_id, UUID) else None
        self.ways.set_value(GRID)
        self.side.saved.tell_saved(None)
        self.renew()

    def go_back(self) -> bool:
        self._close()
        return True

    def refresh(self) -> None:
        if self.visit.is_writing:
            return  # an answer of our own: what it changed is shown when it is on disk
        self.visit.read()
        group = self.visit.group
        can_fill = group is not None and bool(group.items)
        self.sheet.setVisible(can_fill)
        self.empty.setVisible(not can_fill)
        if group is None and self.visit.is_of_one:
            self.empty.set_text(
                _("This list is filled in pupil by pupil"),
                _("A pupil or a parent answers all statements of one list."),
            )
        elif group is None:
            self.empty.set_text(_("There is nothing to fill in here"), _("Choose a group first."))
        elif not group.items:
            self.empty.set_text(_("Nobody in this group is asked this list"))
        else:
            self.conditions.show_language(self.visit.language)
            self.conditions.show_staff(self.visit.staff, self.visit.staff_id)
            self.sheet.year_style = self.visit.year_style
            self._find_place(group)
            self.show_statement()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.item is None or not self._press(event):
            super().keyPressEvent(event)

    @property
    def item(self) -> Item | None:
        """The statement in front."""
        group = self.visit.group
        place = group.place_of(self._item) if group and self._item else -1
        return group.items[place] if group and place >= 0 else None

    def show_statement(self) -> None:
        """The statement in front, with everybody's answers, and the pupil in front."""
        group, item = self.visit.group, self.item
        assert group is not None and item is not None
        self.sheet.show_statement(group, item, self.visit.language, self._scale_name(item))
        self.stand(group.row_of(self._pupil) if self._pupil else 0)

    def show_answers(self) -> None:
        """The same statement after an answer."""
        group, item = self.visit.group, self.item
        assert group is not None and item is not None
        self.sheet.show_answers(group, item)

    def stand(self, row: int) -> None:
        """This pupil in front."""
        if (found := self.sheet.stand(row)) is not None:
            self._pupil = found

    def go(self, place: int, row: int | None = None) -> None:
        """To a statement; without a row to its first open one, else to its first."""
        group = self.visit.group
        if group is None or not 0 <= place < len(group.items):
            return
        item = group.items[place]
        if row is None:
            row = group.first_open_row(item)
        if row is None:
            row = next(n for n, one in enumerate(group.rows) if one.is_asked(item.id))
        self._item, self._pupil = item.id, group.rows[row].pupil.id
        self.show_statement()

    def focus_grid(self) -> None:
        """So that the keys work there."""
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _find_place(self, group: ClassEntry) -> None:
        """Where one is, or was sent; else where one stopped; else the beginning."""
        place = group.place_of(self._item) if self._item else -1
        if place < 0:
            place = group.next_open(-1) or 0
        item = group.items[place]
        row = group.row_of(self._pupil) if self._pupil else -1
        if row < 0:
            row = group.first_open_row(item) or 0
        self._item, self._pupil = item.id, group.rows[row].pupil.id

    def _scale_name(self, item: Item) -> str:
        """What the subscale is called; an own scale by the school's own name for it."""
        if names := self.app.content.subscales.get(item.scale):
            return pick(names.staff)
        return pick(self.visit.questionnaire.scale(item.scale).names)

    def _press(self, event: QKeyEvent) -> bool:
        """What a key does; ``False`` when it does nothing here."""
        key = Key(event.key())
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        moves: dict[Key, Callable[[], object]] = {
            Key.Key_Up: lambda: self.steps.step(-1),
            Key.Key_Down: lambda: self.steps.step(1),
            Key.Key_Left: lambda: self.grid.step(-1),
            Key.Key_Right: lambda: self.grid.step(1),
            Key.Key_Home: self.steps.to_first,
            Key.Key_End: self.steps.to_last,
            Key.Key_PageUp: lambda: self.steps.turn(-1),
            Key.Key_PageDown: lambda: self.steps.turn(1),
            Key.Key_Backspace: self.writing.clear,
            Key.Key_Return: self.steps.to_open,
            Key.Key_Enter: self.steps.to_open,
        }
        if event.matches(QKeySequence.StandardKey.Undo):
            self.writing.undo()
        elif key in moves:
            moves[key]()
        elif control or (key != Key.Key_Space and not Key.Key_0 <= key <= Key.Key_9):
            return False
        elif not event.isAutoRepeat():  # a key held down is one answer, not a row of them
            self._give(key)
        return True

    def _give(self, key: Key) -> None:
        """A digit, or Space for the framed answer; then the next row."""
        row, digit = self.grid.row, int(key) - int(Key.Key_0)
        options = len(self.grid.table.options)
        if key != Key.Key_Space and digit > options:
            return
        framed = self.grid.framed_value()
        value = framed if key == Key.Key_Space else (digit - 1 if digit else None)
        if row >= 0 and self.writing.answer(row, value):
            self.steps.go_on(row)

    def _answer_clicked(self, row: int, value: object) -> None:
        """The mouse stays where it is: no other row, no other statement under it."""
        if value is None or isinstance(value, int):
            self.writing.answer(row, value)
            self.stand(row)
        self.focus_grid()

    def _choose_way(self, way: object) -> None:
        if way != GRID and self._pupil is not None:
            group_id, code = self.visit.group_id, self.visit.code
            self.app.open("scan", self._pupil, code, group_id, self._item)

    def _choose_language(self, language: str) -> None:
        self.visit.choose_language(language)
        self.renew()
        self.focus_grid()

    def _choose_staff(self, staff_id: UUID | None) -> None:
        self.visit.choose_staff(staff_id)
        self.renew()
        self.focus_grid()

    def _print(self) -> None:
        PaperPrintDialog(self.app, self.visit.group_id, self.visit.code, self).open()

    def _close(self) -> None:
        self.app.open("scans", self.visit.group_id, self.visit.code)

    def _build(self) -> None:
        column = self.column()
        column.setContentsMargins(24, 8, 24, 8)  # 24 pupils stand in the smallest window
        column.addWidget(self.sheet, 1)
        column.addWidget(self.empty, 1)
        self.empty.hide()
        self.paper.setVisible(self.app.may("paper"))

    def _connect(self) -> None:
        self.grid.clicked_answer.connect(self._answer_clicked)
        self.grid.clicked_pupil.connect(self.stand)
        self.sheet.went.connect(self.steps.turn)
        self.side.left.connect(self._close)
        self.ways.chosen.connect(self._choose_way)
        self.conditions.language_chosen.connect(self._choose_language)
        self.conditions.staff_chosen.connect(self._choose_staff)
        self.paper.clicked.connect(self._print)
        self.close_button.clicked.connect(self._close)
