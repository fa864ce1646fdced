"""The recovery key in sight, and two of its groups typed back from the paper."""

from __future__ import annotations

import secrets

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from npo_desktop.i18n import _
from ui.recovery_print import has_printer, print_sheet
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.text import text

PROVED = "recovery.proved"  # the setting that says that somebody has the sheet
GROUPS_ASKED = 2
WIDTH = 560  # pixels
_READ_AS = str.maketrans("OIL", "011", " -")


class KeySheet(QWidget):
    """The nine groups, large; print them or copy them by hand. No file is ever made."""

    printed = Signal()

    def __init__(self, key: str, school: str) -> None:
        super().__init__()
        self._key, self._school = key, school
        self.print = KeyButton(_("Print the sheet"), icon="printer")
        self.print.clicked.connect(self._print)
        self.told = text("", "help", "ink2", wrap=True)
        self.told.setText("" if has_printer() else _("No printer was found: copy it by hand."))
        self.print.setEnabled(has_printer())
        note = Note(
            "warn",
            _("Print it, or copy all nine groups by hand. Put the paper in the school safe."),
            _("The program does not keep it. Never make a file or a photo of it."),
        )
        self.setMaximumWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(16)
        column.addWidget(_grid(key.split("-")))
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.print)
        line.addWidget(self.told, 1)
        column.addLayout(line)
        column.addWidget(note)
        column.addStretch()

    def _print(self) -> None:
        if print_sheet(self, self._key, self._school):
            self.told.setText(_("Collect the sheet from the printer now."))
            self.printed.emit()


class KeyProof(QWidget):
    """Asks for two groups, drawn by lot, while the key is out of sight."""

    changed = Signal()
    entered = Signal()  # Enter in a field

    def __init__(self, key: str) -> None:
        super().__init__()
        self._groups = key.split("-")
        drawn = secrets.SystemRandom().sample(range(len(self._groups)), GROUPS_ASKED)
        self.asked = tuple(sorted(drawn))  # positions, from 0
        self.fields = [self._field(place) for place in self.asked]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(16)
        column.addWidget(text(_("Type these two groups from your paper.")))
        for field in self.fields:
            column.addWidget(field)
        column.addStretch()

    @property
    def is_filled(self) -> bool:
        """Whether there is something in each field."""
        return all(field_text(field) for field in self.fields)

    def is_right(self) -> bool:
        """Whether both were read from the sheet; says beside a field that it was not."""
        wrong = [
            (field, place)
            for field, place in zip(self.fields, self.asked, strict=True)
            if field_text(field) != self._groups[place]
        ]
        for field in self.fields:
            field.clear_error()
        for field, place in wrong:
            field.set_error(
                _("This is not group {n}. Look at your paper, or go back to the key.").format(
                    n=place + 1
                )
            )
        if wrong:
            wrong[0][0].control.setFocus()
        return not wrong

    def clear(self) -> None:
        """Empty fields again."""
        for field in self.fields:
            field.clear_error()
            edit_of(field).clear()

    def _field(self, place: int) -> Field:
        edit = QLineEdit()
        edit.setMaxLength(8)
        edit.setFixedWidth(160)
        edit.textEdited.connect(self.changed)
        edit.returnPressed.connect(self.entered)
        return Field(_("Group {n}").format(n=place + 1), edit)


def edit_of(field: Field) -> QLineEdit:
    """The line in which a group is typed."""
    assert isinstance(field.control, QLineEdit)
    return field.control


def field_text(field: Field) -> str:
    """A typed group as it is compared: letters that look like digits are digits."""
    return edit_of(field).text().upper().translate(_READ_AS)


def _grid(groups: list[str]) -> QFrame:
    sheet = QFrame()
    sheet.setProperty("role", "card")
    grid = QGridLayout(sheet)
    grid.setContentsMargins(24, 16, 24, 16)
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(10)
    for place, group in enumerate(groups):
        cell = QVBoxLayout()
        cell.setSpacing(0)
        letters = text(" ".join(group), "statement")
        letters.setAccessibleName(" ".join(group))
        number = text(str(place + 1), "smallest", "ink3")
        for label in (number, letters):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            cell.addWidget(label)
        grid.addLayout(cell, place // 3, place % 3)
    return sheet
