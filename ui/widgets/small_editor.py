"""A field for a few lines of text."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit


def small_editor(lines: int) -> QPlainTextEdit:
    """As high as so many lines; Tab leaves it."""
    editor = QPlainTextEdit()
    editor.setTabChangesFocus(True)
    editor.setFixedHeight(20 * lines + 16)
    editor.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    return editor
