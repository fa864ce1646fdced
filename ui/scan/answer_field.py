"""The answer to an own question that is no choice of one: a number, words, or some of a few."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from npo_desktop.content.questionnaire import Item, Kind, Questionnaire
from npo_desktop.formats import number, read_date
from npo_desktop.i18n import _
from ui.scan.answer_words import answer_words, shown_words
from ui.widgets.key_button import KeyButton
from ui.widgets.text import text

_COLUMNS = 2  # of check boxes
_SHORT, _LONG = 140, 460  # pixels


class AnswerField(QWidget):
    """Enter, or the button, gives the answer; nothing written takes it away."""

    given = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item: Item | None = None
        self.line = QLineEdit()
        self.limits = text("", "help", "ink2")
        self.boxes: list[QCheckBox] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(24)
        self.keep = KeyButton(_("Go on"), "Enter", kind="primary")
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.line, 1)
        row.addWidget(self.limits)
        row.addStretch()
        row.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._grid)
        column.addLayout(row)
        self.keep.clicked.connect(self._give)

    def show_item(self, questionnaire: Questionnaire, item: Item, language: str) -> None:
        """Another question."""
        self._item = item
        self.line.setVisible(item.kind in (Kind.NUMBER, Kind.WORDS))
        is_short = item.kind is Kind.NUMBER or item.form in ("date", "time")
        self.line.setMaximumWidth(_SHORT if is_short else _LONG)
        self.line.setAccessibleName(questionnaire.text_of(item.texts, language))
        self.line.setPlaceholderText(_("day-month-year") if item.form == "date" else "")
        self.limits.setText(_limits(item))
        self.limits.setVisible(bool(self.limits.text()))
        self._show_boxes(answer_words(questionnaire, item, language))

    def show_answer(self, words: str) -> None:
        """What was answered; empty for nothing yet."""
        item = self._item
        if item is None:
            return
        self.line.setText(shown_words(item, words))
        chosen = words.split()
        for code, box in zip(item.codes, self.boxes, strict=False):
            box.setChecked(code in chosen)

    def entry_point(self) -> QWidget:
        """Where the keyboard goes first."""
        if self.boxes:
            return self.boxes[0]
        return self.line if not self.line.isHidden() else self.keep

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._give()  # the field lets it pass, so that it comes here once
        else:
            super().keyPressEvent(event)

    def words(self) -> str:
        """What stands here now, as it would be kept."""
        item = self._item
        if item is None or item.kind is Kind.NOTE:
            return ""
        if item.kind is Kind.SEVERAL:
            chosen = [c for c, box in zip(item.codes, self.boxes, strict=False) if box.isChecked()]
            return " ".join(chosen)
        return _as_kept(item, self.line.text().strip())

    def _give(self) -> None:
        if self._item is not None:
            self.given.emit(self.words())

    def _show_boxes(self, words: Sequence[str]) -> None:
        for box in self.boxes:
            self._grid.removeWidget(box)
            box.deleteLater()
        self.boxes = []
        item = self._item
        if item is None or item.kind is not Kind.SEVERAL:
            return
        self.boxes = [QCheckBox(label) for label in words]
        for place, box in enumerate(self.boxes):
            self._grid.addWidget(box, place // _COLUMNS, place % _COLUMNS)


def _limits(item: Item) -> str:
    if item.limits is None:
        return ""
    low, high = (number(limit, 0 if limit == round(limit) else 1) for limit in item.limits)
    if item.kind is Kind.SEVERAL:
        return _("{low} to {high} answers").format(low=low, high=high)
    return _("from {low} to {high}").format(low=low, high=high)


def _as_kept(item: Item, typed: str) -> str:
    """A number with a point and a day as year-month-day, as files and conditions write them."""
    if item.kind is Kind.NUMBER:
        return typed.replace(",", ".")
    if item.form == "date" and (day := read_date(typed)):
        return day.isoformat()
    return typed
