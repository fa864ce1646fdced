"""What was agreed in a talk: a line each, with who does it and by when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from npo_desktop.clock import today
from npo_desktop.i18n import _
from npo_desktop.queries.parents.parent_talks import WHO, AgreementFacts, who_text
from ui.widgets.day_edit import day_edit, day_of, set_day
from ui.widgets.icon_button import IconButton

FIRST, MOST = 3, 30  # lines that stand there; at most
LONGEST = 300  # characters
USUAL = timedelta(weeks=6)


class OptionalDay(QWidget):
    """A box to tick, then a day; not ticked: no day."""

    changed = Signal()

    def __init__(self, words: str, day: date, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box, self.edit = QCheckBox(words), day_edit(day)
        self.box.setAccessibleName(name)
        self.edit.setAccessibleName(name)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self.box)
        line.addWidget(self.edit)
        self.edit.setEnabled(False)
        self.box.toggled.connect(self.edit.setEnabled)
        self.box.toggled.connect(self.changed)
        self.edit.dateChanged.connect(self.changed)

    def day(self) -> date | None:
        """What it says."""
        return day_of(self.edit) if self.box.isChecked() else None

    def set_day(self, day: date | None) -> None:
        """Tick it with this day, or take the tick away."""
        self.box.setChecked(day is not None)
        if day is not None:
            set_day(self.edit, day)


class AgreementRow(QWidget):
    """One line. Without words it is no agreement."""

    changed = Signal()

    def __init__(self, number: int) -> None:
        super().__init__()
        self.words, self.who = QLineEdit(maxLength=LONGEST), QComboBox()
        self.words.setPlaceholderText(_("What was agreed"))
        self.words.setAccessibleName(_("Agreement {n}").format(n=number))
        self.who.addItem(_("Who?"), "")
        for who in WHO:
            self.who.addItem(who_text(who), who)
        self.who.setAccessibleName(_("Who does it"))
        self.by = OptionalDay(_("by"), today() + USUAL, _("By when"))
        self.drop = IconButton("x", _("Remove this line"))
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.words, 1)
        for widget in (self.who, self.by, self.drop):
            line.addWidget(widget)
        self.words.textChanged.connect(self.changed)
        self.who.currentIndexChanged.connect(self.changed)
        self.by.changed.connect(self.changed)

    def facts(self) -> AgreementFacts:
        """As it stands."""
        return AgreementFacts(self.words.text(), str(self.who.currentData()), self.by.day())

    def controls(self) -> tuple[QWidget, ...]:
        """From left to right."""
        return self.words, self.who, self.by.box, self.by.edit, self.drop

    def fill(self, one: AgreementFacts) -> None:
        """Another one."""
        self.words.setText(one.text)
        self.who.setCurrentIndex(self.who.findData(one.who))
        self.by.set_day(one.by_on)


class AgreementRows(QWidget):
    """Enter in the last line makes the next one."""

    changed = Signal()
    lines_changed = Signal()  # one more, or one less

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[AgreementRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(3, 3, 3, 3)  # the ring around what has the focus
        self._column.setSpacing(6)
        self._column.addStretch()
        self.fill(())

    def facts(self) -> tuple[AgreementFacts, ...]:
        """The lines that say something."""
        return tuple(one for row in self.rows if (one := row.facts()).text.strip())

    def controls(self) -> list[QWidget]:
        """Line by line, as they are read."""
        return [control for row in self.rows for control in row.controls()]

    def fill(self, agreed: Sequence[AgreementFacts]) -> None:
        """These, and at least three lines in all."""
        while self.rows:
            self._remove(self.rows[-1])
        for one in (*agreed[:MOST], *(AgreementFacts(""),) * (FIRST - len(agreed))):
            self.add().fill(one)

    def add(self) -> AgreementRow:
        """An empty line below; of the most that fit the last one."""
        if len(self.rows) >= MOST:
            return self.rows[-1]
        row = AgreementRow(len(self.rows) + 1)
        self.rows.append(row)
        self._column.insertWidget(len(self.rows) - 1, row)
        row.changed.connect(self.changed)
        row.words.returnPressed.connect(lambda: self._next(row))
        row.drop.clicked.connect(lambda: self._drop(row))
        self.lines_changed.emit()
        return row

    def _next(self, row: AgreementRow) -> None:
        place = self.rows.index(row) + 1
        after = self.rows[place] if place < len(self.rows) else self.add()
        after.words.setFocus()

    def _drop(self, row: AgreementRow) -> None:
        place = self.rows.index(row)
        self._remove(row)
        if len(self.rows) < FIRST:
            self.add()
        self.rows[min(place, len(self.rows) - 1)].words.setFocus()
        self.changed.emit()

    def _remove(self, row: AgreementRow) -> None:
        self.rows.remove(row)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()
