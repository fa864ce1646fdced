"""The header of a page: crumb above title, and at the right what can be done."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.elided_label import ElidedLabel

HEIGHT = 56  # pixels


class PageHeader(QFrame):
    """Shows one page's title and actions; the tools of the window stand beside them.

    ``corner`` stands at the far right on every page: what must be found without looking;
    ``beside`` it what is wanted from anywhere.
    """

    def __init__(
        self, tools: Sequence[QWidget], corner: QWidget, beside: QWidget | None = None
    ) -> None:
        super().__init__()
        self.setProperty("role", "header")
        self.setFixedHeight(HEIGHT)
        self.crumb = ElidedLabel("", "help", "ink2")
        self.title = ElidedLabel("", "pageTitle")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addWidget(self.crumb)
        words.addWidget(self.title)
        words.addStretch()
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(24, 0, 16, 0)
        self._line.setSpacing(8)
        self._line.addLayout(words, 1)
        self._tools = list(tools)
        self._actions: list[QWidget] = []
        self._corner = (corner,) if beside is None else (beside, corner)
        for widget in (*self._tools, *self._corner):
            self._line.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_title(self, crumb: str, title: str) -> None:
        """The two lines; without a crumb the title stands in the middle."""
        self.crumb.setText(crumb)
        self.crumb.setVisible(bool(crumb))
        self.title.setText(title)

    def show_actions(self, actions: Sequence[QWidget], *, with_tools: bool) -> None:
        """Put these at the right; the ones before go into hiding."""
        for widget in self._actions:
            if widget not in actions:
                widget.hide()
                self._line.removeWidget(widget)
        for tool in self._tools:  # before the new ones come, or the window grows to hold both
            tool.setVisible(with_tools)
        for widget in actions:
            if widget not in self._actions:
                place = self._line.count() - len(self._corner)
                self._line.insertWidget(place, widget, 0, Qt.AlignmentFlag.AlignVCenter)
                widget.show()
        self._actions = list(actions)
