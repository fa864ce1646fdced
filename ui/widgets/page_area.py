"""What a page, or a part of one, lies in: it scrolls where the window is too low for it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


def scrolling(page: QWidget) -> QScrollArea:
    """Below the smallest height the page scrolls; header and bars do not."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    page.setProperty("role", "canvas")
    area.setWidget(page)
    area.viewport().setAutoFillBackground(False)
    return area


def scrolling_down(part: QWidget) -> QScrollArea:
    """A part of a page that scrolls by itself; what it holds has the focus, and comes in sight."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(part)
    return area


def frame_of(page: QWidget) -> QWidget:
    """The scroll area that a page lies in."""
    inner = page.parentWidget()
    outer = inner.parentWidget() if isinstance(inner, QWidget) else None
    return outer if isinstance(outer, QWidget) else page
