"""The statement above the class grid, with a step back and a step on."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from npo_desktop.i18n import _
from ui import theme
from ui.widgets.icon_button import IconButton
from ui.widgets.tag import Tag
from ui.widgets.text import restyle, text

HEIGHT = 60  # pixels
_SIDES = 2 * (12 + 42 + 14)


class ClassStatement(QFrame):
    """The whole statement is always readable: a long one stands smaller, on two lines."""

    went = Signal(int)  # a statement back or on

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.back = IconButton("chevron-left", _("Previous statement"), kind="bordered")
        self.on = IconButton("chevron-right", _("Next statement"), kind="bordered")
        self.place = text("", "help", "ink2")
        self.draft, self.reason = Tag("", "warn"), Tag("")
        self.statement = text("", "entry", wrap=True)
        self.draft.setToolTip(_("Draft: not yet read by a teacher who is a native speaker."))
        self._build()
        self.back.clicked.connect(lambda: self.went.emit(-1))
        self.on.clicked.connect(lambda: self.went.emit(1))

    def show_statement(self, place: str, words: str, draft: str) -> None:
        """Where it stands in the list, the statement, and what there is to say of its wording."""
        self.place.setText(place)
        self.statement.setText(words)
        self.draft.set(draft, "warn")
        self.draft.setVisible(bool(draft))
        self.setAccessibleName(f"{place}. {words}")
        self._fit()

    def show_reason(self, words: str) -> None:
        """Why the pupil in front is asked this, when not everybody is."""
        self.reason.set(words)
        self.reason.setVisible(bool(words))

    def show_ends(self, *, is_first: bool, is_last: bool) -> None:
        """There is nothing before the first and behind the last."""
        self.back.setEnabled(not is_first)
        self.on.setEnabled(not is_last)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(320, HEIGHT)

    def _fit(self) -> None:
        wide = QFontMetrics(theme.font("entry")).horizontalAdvance(self.statement.text())
        role = "entry" if wide <= self.width() - _SIDES else "primary"
        if self.statement.property("role") != role:
            self.statement.setProperty("role", role)
            restyle(self.statement)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        for widget in (self.place, self.draft, self.reason):
            head.addWidget(widget)
        head.addStretch()
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addLayout(head)
        words.addWidget(self.statement)
        words.addStretch()
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 2, 12, 2)
        line.setSpacing(14)
        line.addWidget(self.back)
        line.addLayout(words, 1)
        line.addWidget(self.on)
