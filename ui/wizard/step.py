"""What the steps of the wizard share: their words, and one signal for each way on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from npo_desktop.store import keys

if TYPE_CHECKING:
    from npo_desktop.store.engine import Store
    from ui.app import App

FORM_WIDTH = 560  # pixels


@dataclass(slots=True)
class Progressed:
    """What was said so far; lives as long as the wizard, and knows no passphrase."""

    path: Path
    language: str
    cost: keys.Cost | None = None
    school: str = ""
    place: str = ""
    island: str = "bonaire"
    coordinator: str = ""
    language_chosen: bool = False  # by hand: another island does not change it any more
    store: Store | None = None
    app: App | None = None  # over the store, as soon as there is one
    recovery_key: str = ""  # until it was typed back
    pupils_read: int | None = None
    round_name: str = ""
    round_dates: tuple[date, date] | None = None


class Step(QWidget):
    """One step. ``go_on`` does its work and emits ``finished`` when that went well."""

    finished = Signal()  # on to the next
    changed = Signal()  # title, button or notes are to be read again

    def __init__(self, so_far: Progressed) -> None:
        super().__init__()
        self.so_far = so_far

    def title(self) -> str:
        """The heading."""
        raise NotImplementedError

    def lead(self) -> str:
        """One line below it."""
        return ""

    def next_words(self) -> str:
        """What the primary button brings, in words."""
        raise NotImplementedError

    def sum_words(self) -> str:
        """A remark beside the primary button: a sum, or why it cannot be pressed."""
        return ""

    def later_words(self) -> str:
        """What the button for later says; empty: this step cannot wait."""
        return ""

    def is_ready(self) -> bool:
        """Whether the primary button can be pressed."""
        return True

    def can_go_back(self) -> bool:
        """Whether something can be taken back here."""
        return False

    def first_focus(self) -> QWidget | None:
        """The first useful control."""
        return None

    def go_on(self) -> None:
        """The primary button was pressed."""
        self.finished.emit()

    def go_back(self) -> bool:
        """Back was pressed; return True when the step itself did something with it."""
        return False

    def shown(self) -> None:
        """The step is in sight, perhaps again."""


def form(step: QWidget, spacing: int = 16) -> QVBoxLayout:
    """A column at the left of a step, as wide as one reads easily."""
    outer = QVBoxLayout(step)
    outer.setContentsMargins(4, 4, 4, 4)
    inner = QWidget()
    inner.setMaximumWidth(FORM_WIDTH)
    column = QVBoxLayout(inner)
    column.setContentsMargins(0, 4, 0, 4)
    column.setSpacing(spacing)
    outer.addWidget(inner)
    outer.addStretch()
    return column
