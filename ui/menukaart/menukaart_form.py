"""Fields to fill in for a card; the linter says per field what is wrong, in plain words."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from npo_desktop.content.card_fields import field_name, shown, words_of
from npo_desktop.content.lint_catalogue import CardFault
from npo_desktop.formats import number
from npo_desktop.i18n import _
from npo_desktop.proposals.words.proposed import cost_word, evidence_word, goal_area_text
from ui.widgets.combo_options import place_of
from ui.widgets.field import Field
from ui.widgets.text import text

_TALL = 64  # pixels: three lines
PICKED = ("goal_area", "level", "evidence", "cost")
LONG = ("note", "caution")


class CardForm(QWidget):
    """``fields`` in rows of ``columns``; ``texts`` gives what was filled in, by field."""

    def __init__(self, fields: Sequence[str], columns: int = 3) -> None:
        super().__init__()
        self.fields: dict[str, Field] = {}
        self.edits: dict[str, QLineEdit | QComboBox | QPlainTextEdit] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        place = 0
        for field in fields:
            edit = _edit(field)
            self.edits[field], self.fields[field] = edit, Field(field_name(field), edit)
            wide = field in LONG
            if wide and place % columns:
                place += columns - place % columns
            span = columns if wide else 1
            row, at = divmod(place, columns)
            grid.addWidget(self.fields[field], row, at, 1, span, Qt.AlignmentFlag.AlignTop)
            place += span
        for at in range(columns):
            grid.setColumnStretch(at, 1)

    def texts(self) -> dict[str, str]:
        """As typed or picked."""
        return {field: _text_of(edit) for field, edit in self.edits.items()}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Fill the fields in."""
        for field, edit in self.edits.items():
            value = values.get(field)
            if isinstance(edit, QComboBox):
                edit.setCurrentIndex(max(place_of(edit, _picked(value)), 0))
            else:
                said = shown(field, value)
                words = number(said) if isinstance(said, float) else said or ""
                edit.setPlainText(words) if isinstance(edit, QPlainTextEdit) else edit.setText(
                    words
                )

    def set_texts(self, texts: Mapping[str, str]) -> None:
        """What ``texts`` gave, back in the fields; a field that is not named stays."""
        for field, words in texts.items():
            edit = self.edits.get(field)
            if isinstance(edit, QComboBox):
                edit.setCurrentIndex(max(place_of(edit, words), 0))
            elif isinstance(edit, QPlainTextEdit):
                edit.setPlainText(words)
            elif edit is not None:
                edit.setText(words)

    def say(self, field: str, words: str) -> None:
        """Help below a field."""
        self.fields[field].set_message(words)

    def show_faults(self, faults: Sequence[CardFault]) -> None:
        """Each at its field, the first has the focus; a fault of no field here is passed over."""
        said = {fault.field: fault.text for fault in reversed(faults)}
        for field, widget in self.fields.items():
            if field in said:
                widget.set_error(said[field])
            elif widget.has_error:
                widget.clear_error()
        first = next((field for field in self.fields if field in said), None)
        if first:
            self.edits[first].setFocus()


class TargetsGrid(QWidget):
    """How well a card fits each subscale: not, partly, directly."""

    def __init__(self, names: Mapping[str, str], columns: int = 2) -> None:
        super().__init__()
        self.picks: dict[str, QComboBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for place, (code, name) in enumerate(names.items()):
            pick = QComboBox()
            for words, value in ((_("no"), 0.0), (_("partly"), 0.5), (_("directly"), 1.0)):
                pick.addItem(words, value)
            pick.setAccessibleName(name)
            self.picks[code] = pick
            row, at = divmod(place, columns)
            grid.addWidget(text(name), row, 2 * at)
            grid.addWidget(pick, row, 2 * at + 1)
            grid.setColumnStretch(2 * at, 1)

    def targets(self) -> dict[str, float]:
        """What it works on, by subscale."""
        found = {code: float(pick.currentData()) for code, pick in self.picks.items()}
        return {code: match for code, match in found.items() if match > 0}

    def set_targets(self, targets: Mapping[str, float]) -> None:
        """Show these."""
        for code, pick in self.picks.items():
            pick.setCurrentIndex(max(place_of(pick, float(targets.get(code, 0))), 0))


def lines_edit() -> QPlainTextEdit:
    """A few lines of words; Tab leaves it."""
    edit = QPlainTextEdit()
    edit.setTabChangesFocus(True)
    edit.setFixedHeight(_TALL)
    return edit


def _edit(field: str) -> QLineEdit | QComboBox | QPlainTextEdit:
    if field in LONG:
        return lines_edit()
    if field not in PICKED:
        return QLineEdit()
    pick = QComboBox()
    for words, value in _options(field):
        pick.addItem(words, value)
    return pick


def _options(field: str) -> list[tuple[str, str]]:
    if field == "level":
        return [("", ""), *((word, code) for code, word in words_of("level").items())]
    if field == "goal_area":
        areas = range(1, 7)
        return [("", ""), *((f"{'ABCDEF'[n - 1]} · {goal_area_text(n)}", str(n)) for n in areas)]
    if field == "evidence":
        levels = [(f"{n} · {evidence_word(n)}", str(n)) for n in range(6)]
        return [(_("no figure"), ""), *levels]
    return [(_("no figure"), ""), *((f"{n} · {cost_word(n)}", str(n)) for n in range(1, 6))]


def _picked(value: Any) -> str:
    return "" if value is None else str(value)


def _text_of(edit: QLineEdit | QComboBox | QPlainTextEdit) -> str:
    if isinstance(edit, QComboBox):
        return str(edit.currentData() or "")
    words = edit.toPlainText() if isinstance(edit, QPlainTextEdit) else edit.text()
    return words.strip()
