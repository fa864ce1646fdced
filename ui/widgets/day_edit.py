"""A field for one day, written as the language of the window writes it."""

from datetime import date

from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QDateEdit

from npo_desktop.i18n import current


def day_edit(day: date) -> QDateEdit:
    """Typed, or chosen from a calendar."""
    edit = QDateEdit(QDate(day.year, day.month, day.day))
    english = current() == "en"
    edit.setLocale(QLocale(QLocale.Language.English if english else QLocale.Language.Dutch))
    edit.setDisplayFormat("d MMM yyyy" if english else "dd-MM-yyyy")
    edit.setCalendarPopup(True)
    return edit


def day_of(edit: QDateEdit) -> date:
    """What it says."""
    chosen = edit.date()
    return date(chosen.year(), chosen.month(), chosen.day())


def set_day(edit: QDateEdit, day: date) -> None:
    """Write a day into it."""
    edit.setDate(QDate(day.year, day.month, day.day))
