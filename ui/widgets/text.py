"""Labels in the roles and tones of the type scale."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QWidget

from ui.widgets.label import Label


def text(
    words: str = "",
    role: str = "body",
    tone: str = "ink",
    *,
    wrap: bool = False,
    selectable: bool = False,
) -> Label:
    """A label; ``role`` is its size and weight, ``tone`` the token of its colour."""
    label = Label()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", role)
    label.setProperty("tone", tone)
    label.setWordWrap(wrap)
    if selectable:
        label.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    label.setText(words)
    return label


def set_tone(widget: QWidget, tone: str) -> None:
    """Another colour for a label, a note or a bar."""
    if widget.property("tone") != tone:
        widget.setProperty("tone", tone)
        restyle(widget)


def restyle(widget: QWidget) -> None:
    """Have the style sheet look again at a widget's properties."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def set_read_only(editor: QLineEdit | QPlainTextEdit, read_only: bool) -> None:
    """Not to be typed in, and seen to be so; what stands there stays legible."""
    if editor.isReadOnly() != read_only:
        editor.setReadOnly(read_only)
        restyle(editor)  # Qt does not look again by itself


def rule(role: str = "rule") -> QFrame:
    """A line of one pixel across."""
    line = QFrame()
    line.setProperty("role", role)
    line.setFixedHeight(1)
    return line
