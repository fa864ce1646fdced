"""What all pages share: they refresh when seen, and note that they are stale when not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.app import Topic
from ui.pages.page_cover import PageCover

if TYPE_CHECKING:
    from ui.app import App

MARGINS = (24, 16, 24, 16)


class Place(Enum):
    """Where the sidebar shows a page."""

    TOP = auto()
    BOTTOM = auto()
    NOWHERE = auto()  # opened from another page


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One line of ``PAGES``: a page, what it is called, and how it is made when first shown."""

    key: str
    title: Callable[[], str]
    icon: str
    make: Callable[[App], Page]
    place: Place = Place.TOP
    under: str = ""  # the sidebar entry that lights up for a page that has none of its own
    badge: Callable[[App], int] | None = None  # how many things wait there; 0 shows nothing


class Page(QWidget):
    """One page of the window: build widgets, ``refresh``, a few one-statement slots."""

    watches: Topic = Topic(0)
    shows_find: bool = True  # the find field and the round stand in the header
    headed = Signal()  # title, crumb or actions are to be read again

    def __init__(self, app: App) -> None:
        super().__init__()
        self.app = app
        self._stale = True
        self._cover: PageCover | None = None
        app.changed.connect(self._on_changed)
        app.returned.connect(self._on_returned)

    def title(self) -> str:
        """The page's heading."""
        return ""

    def crumb(self) -> str:
        """The small line above the heading."""
        return ""

    def head_actions(self) -> Sequence[QWidget]:
        """Widgets for the right of the header, made once; one primary button at most."""
        return ()

    def first_focus(self) -> QWidget | None:
        """The first useful control: it has the focus when the page opens."""
        return None

    def show_args(self, *args: object) -> None:
        """What ``App.open(name, *args)`` was given, before the page is shown."""

    def may_leave(self) -> bool:
        """Whether another page may take its place; ask the user here if need be."""
        return True

    def keep_draft(self) -> None:
        """The window locks and asks nothing: keep what was typed and is not in the store yet."""

    def go_back(self) -> bool:
        """Esc was pressed; return True when the page itself did something with it."""
        return False

    def refresh(self) -> None:
        """Query, then rows into widgets."""

    def renew(self) -> None:
        """Refresh now when seen, otherwise as soon as it is."""
        self._stale = True
        if self.isVisible() and not self.app.is_lent:
            self._refresh_now()

    def make_ready(self) -> None:
        """Refresh before it is seen, so that showing it is quick."""
        if self._stale:
            self._refresh_now()

    def column(self, spacing: int = 16) -> QVBoxLayout:
        """The page's layout, with the margins of the grid."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*MARGINS)
        layout.setSpacing(spacing)
        return layout

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale and self.app.is_lent:
            self._wait_covered()
        elif self._stale:
            self._refresh_now()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._cover is not None:
            self._cover.setGeometry(self.rect())

    def _wait_covered(self) -> None:
        """A job has the store: better nothing in sight than widgets that were never filled."""
        if self._cover is None:
            self._cover = PageCover(self)

    def _refresh_now(self) -> None:
        self._stale = False
        self.refresh()
        self.headed.emit()
        if self._cover is not None:
            self._cover.deleteLater()
            self._cover = None
            if self.isVisible() and (first := self.first_focus()) is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_changed(self, topic: Topic) -> None:
        if topic & self.watches:
            self.renew()

    def _on_returned(self) -> None:
        if self._stale:
            self.renew()
