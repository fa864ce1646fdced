"""The window: furniture around the pages, and nothing else."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from ui import state
from ui.app import App, Said
from ui.dialogs.kept_dialog import KeptDialog
from ui.lock import BLANK_KEY
from ui.pages.page import Page, PageEntry, Place
from ui.parents.parent_talk_find import find_talk
from ui.widgets.find_field import FindField, Found
from ui.widgets.icon_button import IconButton
from ui.widgets.job_bar import JobBar
from ui.widgets.message_bar import MessageBar
from ui.widgets.page_area import frame_of, scrolling
from ui.widgets.page_header import PageHeader
from ui.widgets.sidebar import Sidebar
from ui.widgets.status_line import StatusLine
from ui.widgets.text import text

log = logging.getLogger(__name__)

Find = Callable[[str], Sequence[Found]]


class MainWindow(QMainWindow):
    """Shows the pages of a tuple; each is built when it is first asked for."""

    lock_asked = Signal()
    blank_asked = Signal()  # lock, and show nothing at all until a key is pressed
    help_asked = Signal(str)  # the key of the page that is shown
    page_shown = Signal(str)  # its key

    def __init__(
        self,
        app: App,
        pages: Sequence[PageEntry],
        *,
        school: tuple[str, str] = ("", ""),
        user: tuple[str, str] = ("", ""),
        find: Find | None = None,
        practice: bool = False,
        can_find: bool = True,
    ) -> None:
        super().__init__()
        self.app = app
        self._entries = {entry.key: entry for entry in pages}
        self._pages: dict[str, Page] = {}
        self._trail: list[tuple[str, tuple[object, ...]]] = []  # what Esc goes back along
        self.setWindowTitle(" – ".join(part for part in ("NPO Desktop", school[0]) if part))
        self.sidebar = Sidebar(pages, school, user)
        self._find = find or (lambda _wanted: ())
        self.find_field = FindField(self._find)
        self.rounds = QComboBox()
        self.rounds.setAccessibleName(_("Round"))
        self.lock = IconButton(
            "lock", _("Lock (Ctrl+L), or hide everything at once (F9)"), kind="bordered"
        )
        self.talk = IconButton("message", _("Talk with parents (Ctrl+J)"), kind="bordered")
        tools = (*((self.find_field,) if can_find else ()), self.rounds)
        self.header = PageHeader(tools, self.lock, self.talk if "talk" in self._entries else None)
        self.messages, self.notices = MessageBar(), MessageBar()
        self.is_locking = False
        self.stack = QStackedWidget()
        self.jobs = JobBar(app.jobs)
        self.status = StatusLine()
        self._build(practice)
        self._connect()
        self._bind_keys()
        self.set_rounds((), None)
        self.renew_badges()

    def open_page(self, key: str, *args: object) -> None:
        """Show a page, if the present one lets go; it is built now when it never was."""
        if key not in self._entries or not self._may_leave(key):
            return
        self._trail = [*self._before(key, args), (key, args)]
        self._show(key, args)

    def page(self, key: str) -> Page:
        """The page with this key, built when it never was."""
        if key not in self._pages:
            page = self._entries[key].make(self.app)
            page.headed.connect(self._show_header)
            self._pages[key] = page
            self.stack.addWidget(scrolling(page))
        return self._pages[key]

    @property
    def current_key(self) -> str:
        """The key of the page that is shown; empty before the first."""
        return self._trail[-1][0] if self._trail else ""

    def set_rounds(self, rounds: Sequence[tuple[object, str]], current: object) -> None:
        """The rounds one may look at, newest first; none hides the picker."""
        self.rounds.blockSignals(True)
        self.rounds.clear()
        for round_id, words in rounds:
            self.rounds.addItem(words, round_id)
        ids = [round_id for round_id, _words in rounds]  # Qt would look for the very same object
        self.rounds.setCurrentIndex(ids.index(current) if current in ids else 0)
        self.rounds.blockSignals(False)
        self._show_header()

    def set_saved(self, words: str, tone: str = "ink2") -> None:
        """What the status line says about saving."""
        self.status.show_saved(words, tone)

    def set_backup(self, words: str, tone: str = "ink2") -> None:
        """What the status line says about the last backup."""
        self.status.show_backup(words, tone)

    def go_back(self) -> None:
        """Esc: the page itself, else the page before it."""
        if self.messages.shown_text:
            self.messages.dismiss()
        elif self._trail and self.page(self.current_key).go_back():
            return
        elif len(self._trail) > 1 and self._may_leave(self._trail[-2][0]):
            self._trail.pop()
            self._show(*self._trail[-1])

    def renew_badges(self) -> None:
        """Count again what waits on each page."""
        if self.app.is_lent:
            return
        for key, item in self.sidebar.items.items():
            if (badge := self._entries[key].badge) is not None:
                item.set_badge(badge(self.app))

    def lock_up(self) -> None:
        """Close without asking; pages and dialogs first keep what was typed there, if they can."""
        places: list[Page | KeptDialog] = [*self._pages.values(), *self.findChildren(KeptDialog)]
        for place in places:
            try:
                place.keep_draft()
            except UserError:  # a full disk does not keep the window open
                log.warning("the draft on %s could not be kept", type(place).__name__)
        self.is_locking = True
        self.close()

    def _renew_seen(self) -> None:
        """Behind a window that is gone the store may be closed."""
        if self.isVisible():
            self.renew_badges()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.is_locking and not self._may_leave(""):
            event.ignore()
            return
        state.remember_window(self)
        self.app.jobs.shutdown()
        super().closeEvent(event)

    def _before(self, key: str, args: tuple[object, ...]) -> list[tuple[str, tuple[object, ...]]]:
        """Where Esc leads from it; back at a page of the sidebar, what came after is forgotten."""
        if self._trail and self._trail[-1] == (key, args):
            return self._trail[:-1]
        keys = [before for before, _args in self._trail]
        if key in keys and self._entries[key].place is not Place.NOWHERE:
            return self._trail[: keys.index(key)]
        return self._trail

    def _may_leave(self, to: str) -> bool:
        here = self.current_key
        return not here or here == to or self.page(here).may_leave()

    def _show(self, key: str, args: tuple[object, ...]) -> None:
        page = self.page(key)
        page.show_args(*args)
        if self.messages.goes_with_page and self.stack.currentWidget() is not frame_of(page):
            self.messages.dismiss()
        self.stack.setCurrentWidget(frame_of(page))
        entry = self._entries[key]
        self.sidebar.show_current(entry.under or key)
        self._show_header()
        _give_focus(page)
        self.page_shown.emit(key)

    def _show_header(self) -> None:
        if not self._trail:
            return
        page = self.page(self.current_key)
        self.header.show_title(page.crumb(), page.title())
        self.header.show_actions(page.head_actions(), with_tools=page.shows_find)
        self.rounds.setVisible(page.shows_find and self.rounds.count() > 0)

    def _find_now(self) -> None:
        if self.find_field.parentWidget() is None:
            return  # nobody to find for this role
        self.find_field.show()
        self.find_field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.find_field.selectAll()

    def _leave_find(self) -> None:
        """Back to the page, whose keys work again."""
        self._show_header()
        if self._trail:
            _give_focus(self.page(self.current_key))

    def _find_talk(self) -> None:
        if "talk" in self._entries:
            find_talk(self, self._find, self._open_found)

    def _build(self, practice: bool) -> None:
        body, middle = QWidget(), QVBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        if practice:
            middle.addWidget(_practice_strip())
        for widget in (self.header, self.notices, self.messages):
            middle.addWidget(widget)
        middle.addWidget(self.stack, 1)
        for bar in (self.jobs, self.status):
            middle.addWidget(bar)
        line = QHBoxLayout(body)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.sidebar)
        line.addLayout(middle, 1)
        self.setCentralWidget(body)

    def _connect(self) -> None:
        self._badges = QTimer(self)
        self._badges.setSingleShot(True)
        self._badges.setInterval(250)
        self._badges.timeout.connect(self._renew_seen)
        self.sidebar.asked.connect(self._open_from_sidebar)
        self.sidebar.help_asked.connect(self._ask_help)
        self.find_field.chosen.connect(self._open_found)
        self.find_field.left.connect(self._leave_find)
        self.rounds.activated.connect(self._choose_round)
        self.lock.clicked.connect(self.lock_asked)
        self.talk.clicked.connect(self._find_talk)
        self.app.opened.connect(self._open_named)
        self.app.said.connect(self._say)
        self.app.changed.connect(self._badges.start)
        self.app.returned.connect(self._badges.start)
        self.app.errors.show_in(self.messages.show_error)

    def _bind_keys(self) -> None:
        tops = [key for key, entry in self._entries.items() if entry.place is Place.TOP]
        for number, key in enumerate(tops[:9], start=1):
            self._bind(f"Ctrl+{number}", partial(self.open_page, key))
        self._bind("Ctrl+K", self._find_now)
        self._bind("Ctrl+L", self.lock_asked.emit)
        self._bind("Ctrl+J", self._find_talk)
        self._bind(BLANK_KEY, self.blank_asked.emit)
        self._bind("F1", self._ask_help)
        self._bind("Esc", self.go_back)

    def _bind(self, keys: str, act: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _ask_help(self) -> None:
        self.help_asked.emit(self.current_key)

    def _open_from_sidebar(self, key: str) -> None:
        self.open_page(key)
        entry = self._entries.get(self.current_key)
        self.sidebar.show_current((entry.under or entry.key) if entry else "")

    def _open_found(self, found: Found) -> None:
        self.open_page(found.page, *found.args)

    def _open_named(self, name: str, args: tuple[object, ...]) -> None:
        self.open_page(name, *args)

    def _say(self, said: Said) -> None:
        self.messages.show_said(said.first, said.rest, said.undo, warns=said.warns)

    def _choose_round(self, place: int) -> None:
        self.app.choose_round(self.rounds.itemData(place))


def _give_focus(page: Page) -> None:
    first = page.first_focus()
    if first is not None:
        first.setFocus(Qt.FocusReason.OtherFocusReason)


def _practice_strip() -> QFrame:
    strip = QFrame()
    strip.setProperty("role", "practice")
    strip.setFixedHeight(24)
    words = text(_("EXAMPLE SCHOOL: no real pupils"), "head", "warn")
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    line = QHBoxLayout(strip)
    line.setContentsMargins(0, 0, 0, 0)
    line.addWidget(words)
    return strip
