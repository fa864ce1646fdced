"""The lines of the contact sheet: typed, moved up and down, taken out, and all that undone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from npo_desktop.i18n import _
from npo_desktop.queries.contacts import LONGEST, ContactFacts
from ui.widgets.icon_button import IconButton
from ui.widgets.text import text

_FIELDS = ("name", "role", "phone", "reach")
_STRETCH = (4, 4, 2, 4)


class ContactEdit(QLineEdit):
    """Ctrl+Z takes back what was typed; with nothing typed the sheet may take something back."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable():
            event.ignore()
        else:
            super().keyPressEvent(event)


class ContactLineView:
    """The widgets of one line; which person stands in it changes when lines are moved."""

    def __init__(self, place: int) -> None:
        self.id = ContactFacts("").id
        self.edits = {field: ContactEdit() for field in _FIELDS}
        for field, words in zip(_FIELDS, _heads(), strict=False):
            self.edits[field].setMaxLength(LONGEST[field])
            self.edits[field].setAccessibleName(f"{words} {place + 1}")
        self.for_pupils = QCheckBox()
        self.for_pupils.setAccessibleName(f"{_heads()[-1]} {place + 1}")
        self.up = IconButton("chevron-up", _("Move up (Alt+Up)"))
        self.down = IconButton("chevron-down", _("Move down (Alt+Down)"))
        self.remove = IconButton("trash", _("Take this line out"))

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """In reading order."""
        return (*self.edits.values(), self.for_pupils, self.up, self.down, self.remove)

    def facts(self) -> ContactFacts:
        """What stands here now."""
        told = {field: edit.text().strip() for field, edit in self.edits.items()}
        return ContactFacts(**told, for_pupils=self.for_pupils.isChecked(), id=self.id)

    def show(self, one: ContactFacts) -> None:
        """Somebody else in this line."""
        self.id = one.id
        for field, edit in self.edits.items():
            if edit.text() != getattr(one, field):
                edit.setText(getattr(one, field))
                edit.setCursorPosition(0)
        self.for_pupils.setChecked(one.for_pupils)


class ContactRows(QWidget):
    """Alt with an arrow key moves the line in which one types."""

    changed = Signal()  # a line came, went or moved, or that was undone

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lines: list[ContactLineView] = []
        self._before: list[tuple[ContactFacts, ...]] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(6)
        for column, words in enumerate(_heads()):
            self._grid.addWidget(text(words, "label", "ink2"), 0, column)
        for column, share in enumerate(_STRETCH):
            self._grid.setColumnStretch(column, share)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(4, 4, 4, 4)  # room for the focus ring
        outer.addLayout(self._grid)
        outer.addStretch()

    @property
    def can_undo(self) -> bool:
        """Whether a line came, went or moved."""
        return bool(self._before)

    def facts(self) -> tuple[ContactFacts, ...]:
        """The sheet as it stands here, empty lines and all."""
        return tuple(line.facts() for line in self.lines)

    def show_contacts(self, contacts: Sequence[ContactFacts]) -> None:
        """Another sheet; nothing to undo in it yet."""
        self._before = []
        self._show(contacts)

    def add(self) -> None:
        """An empty line at the end, ready to be typed in."""
        self._change((*self.facts(), ContactFacts("")))
        self.lines[-1].edits["name"].setFocus()

    def remove(self, place: int) -> None:
        """Take a line out."""
        now = self.facts()
        self._change((*now[:place], *now[place + 1 :]))
        if self.lines:
            self.lines[min(place, len(self.lines) - 1)].remove.setFocus()

    def shift(self, place: int, by: int) -> None:
        """A line changes places with its neighbour; the keyboard goes along."""
        to, now = place + by, list(self.facts())
        if not 0 <= to < len(now):
            return
        focus, widgets = self.window().focusWidget(), self.lines[place].widgets
        at = next((n for n, one in enumerate(widgets) if one is focus), None)
        now[place], now[to] = now[to], now[place]
        self._change(now)
        if at is not None:
            follow = self.lines[to].widgets[at]
            (follow if follow.isEnabled() else self.lines[to].edits["name"]).setFocus()

    def undo(self) -> None:
        """The lines as they stood before the last one came, went or moved."""
        if self._before:
            self._show(self._before.pop())
            self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        by = steps.get(Qt.Key(event.key()), 0)
        place = self._place_of_focus()
        if by and event.modifiers() & Qt.KeyboardModifier.AltModifier and place is not None:
            self.shift(place, by)
        else:
            super().keyPressEvent(event)

    def _change(self, contacts: Sequence[ContactFacts]) -> None:
        self._before.append(self.facts())
        self._show(contacts)
        self.changed.emit()

    def _show(self, contacts: Sequence[ContactFacts]) -> None:
        while len(self.lines) > len(contacts):
            self._drop_last()
        while len(self.lines) < len(contacts):
            self._add_last()
        for place, (line, one) in enumerate(zip(self.lines, contacts, strict=True)):
            line.show(replace(one))
            line.up.setEnabled(place > 0)
            line.down.setEnabled(place < len(contacts) - 1)

    def _add_last(self) -> None:
        place = len(self.lines)
        line = ContactLineView(place)
        self.lines.append(line)
        for column, widget in enumerate(line.widgets):
            self._grid.addWidget(widget, place + 1, column)
        self._grid.setAlignment(line.for_pupils, Qt.AlignmentFlag.AlignCenter)
        done: tuple[tuple[IconButton, Callable[[], None]], ...] = (
            (line.up, partial(self.move, place, -1)),
            (line.down, partial(self.move, place, 1)),
            (line.remove, partial(self.remove, place)),
        )
        for button, act in done:
            button.clicked.connect(act)

    def _drop_last(self) -> None:
        for widget in self.lines.pop().widgets:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()

    def _place_of_focus(self) -> int | None:
        focus = self.window().focusWidget()
        for place, line in enumerate(self.lines):
            if any(widget is focus for widget in line.widgets):
                return place
        return None


def _heads() -> tuple[str, ...]:
    return (_("Name"), _("For what, or who it is"), _("Phone"), _("When and where"),
            _("A pupil may read this"))  # fmt: skip
