"""The small fields of a plan's form: parts of a dose, and days."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QSpinBox, QWidget

from npo_desktop import i18n

UNKNOWN = 0  # a dose part of 0 stands for "not known"
ARROWS = 38  # pixels, of the arrows and the margins of a box


def dose_box(most: int) -> QSpinBox:
    """A part of a dose, up to so much."""
    box = QSpinBox()
    box.setRange(UNKNOWN, most)
    box.setSpecialValueText("–")
    box.setMinimumWidth(72)
    return box


def dose_width(box: QSpinBox) -> int:
    """What it needs to show two figures and its unit, in pixels; three are seldom."""
    return box.fontMetrics().horizontalAdvance(f"10{box.suffix()}") + ARROWS


def date_box() -> QDateEdit:
    """A day with its weekday; in Papiamentu, whose words Qt does not know, in figures."""
    box = QDateEdit()
    box.setCalendarPopup(True)
    language = i18n.current()
    box.setLocale(QLocale({"es": "es", "en": "en_GB"}.get(language, "nl")))
    box.setDisplayFormat("dd-MM-yyyy" if language == "pap" else "ddd d MMM yyyy")
    return box


def in_a_row(*widgets: QWidget, shares: Sequence[int] = (1, 1)) -> QWidget:
    """Side by side, by their shares of the width."""
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    for widget, share in zip(widgets, shares, strict=True):
        line.addWidget(widget, share)
    return row


def to_qt(day: date) -> QDate:
    """A day as Qt has it."""
    return QDate(day.year, day.month, day.day)


def from_qt(day: QDate) -> date:
    """A day of Qt's."""
    return date(day.year(), day.month(), day.day())
