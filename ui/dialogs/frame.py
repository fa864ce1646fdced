"""What dialogs are built of: on top what they are about, at the bottom right their buttons."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.text import text


def dialog_column(dialog: QDialog, words: str = "") -> QVBoxLayout:
    """Its column, begun with the title of the window and, in ``words``, what it is for."""
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 24, 24, 24)
    column.setSpacing(12)
    column.addWidget(text(dialog.windowTitle(), "dialogTitle", wrap=True))
    if words:
        column.addWidget(text(words, "body", "ink2", wrap=True))
    return column


def dialog_foot(*buttons: QWidget) -> QHBoxLayout:
    """Its buttons at the right, the one that does it last."""
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addStretch()
    for button in buttons:
        line.addWidget(button)
    return line
