"""What lies over a page that could not be read yet, because a job has the store."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from npo_desktop.i18n import _
from ui.widgets.empty_state import EmptyState

PATIENCE = 500  # milliseconds before it says why there is nothing to see


class PageCover(QWidget):
    """The ground of the page; most loans are over before a word would have been read."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.setAutoFillBackground(True)
        self.words = EmptyState(
            "hourglass",
            _("The data is in use by a task that is still running."),
            _("Wait until the task at the bottom of the window is done, or stop it."),
        )
        self.words.hide()
        column = QVBoxLayout(self)
        column.addWidget(self.words)
        self.setGeometry(page.rect())
        self.show()
        self.raise_()
        QTimer.singleShot(PATIENCE, self.words, self.words.show)
