"""Two dialogs: something you can mend, and a mistake of the program."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from npo_desktop.i18n import _
from ui.clipboard import guard_clipboard
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.text import text


def show_trouble(first: str, rest: str, parent: QWidget | None) -> QDialog:
    """Say what is wrong and what to do about it."""
    dialog = _dialog(_("This did not work"), parent)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 24, 24, 24)
    column.setSpacing(16)
    column.addWidget(Note("err", first, rest))
    column.addLayout(_buttons(dialog))
    dialog.open()
    return dialog


def show_apology(report: str, parent: QWidget | None) -> QDialog:
    """Say that the mistake is ours and what is safe, with a report that names nobody."""
    dialog = _dialog(_("The program made a mistake"), parent)
    dialog.setMinimumWidth(560)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 24, 24, 24)
    column.setSpacing(12)
    column.addWidget(text(_("The program made a mistake"), "dialogTitle"))
    column.addWidget(
        text(
            _("We are sorry. Every answer you gave is saved. You can go on, or close and restart."),
            wrap=True,
        )
    )
    column.addWidget(
        text(_("You may send us this report. It holds no names and no answers."), "help", "ink2")
    )
    shown = QPlainTextEdit(report)
    shown.setReadOnly(True)
    shown.setAccessibleName(_("Report"))
    shown.setMinimumHeight(160)
    column.addWidget(shown)
    copy = KeyButton(_("Copy the report"), icon="copy")
    copy.clicked.connect(lambda: guard_clipboard().copy(report))
    column.addLayout(_buttons(dialog, copy))
    dialog.open()
    return dialog


def _dialog(title: str, parent: QWidget | None) -> QDialog:
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    return dialog


def _buttons(dialog: QDialog, *others: KeyButton) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addStretch()
    for other in others:
        line.addWidget(other)
    close = KeyButton(_("Close"), kind="primary")
    close.clicked.connect(dialog.accept)
    close.setDefault(True)
    line.addWidget(close)
    return line
