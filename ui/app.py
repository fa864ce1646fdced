"""What every page needs, handed to it in its constructor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Flag, auto
from threading import RLock
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from npo_desktop.errors import UserError, on_failure
from npo_desktop.i18n import _
from npo_desktop.progress import Progress
from ui.errors import Errors
from ui.jobs import Jobs

if TYPE_CHECKING:  # sqlmodel costs more than the whole window to import: paint first
    from uuid import UUID

    from sqlmodel import Session as Session  # the one place where the window names it

    from npo_desktop.content.load import Content
    from npo_desktop.store.engine import Opener, Store
    from ui.desk.desk_window import DeskWindow
    from ui.screen_capture import ScreenCapture

T = TypeVar("T")

SHORT_WAIT = 0.5  # seconds: an answer is not refused because something is being read just now
BRIEF_WAIT = 6.0  # nor because the program makes a backup by itself, of which nobody knows


class Topic(Flag):
    """What a write touched, and what a page watches."""

    PUPILS = auto()
    GROUPS = auto()
    ROUNDS = auto()
    ANSWERS = auto()
    RESULTS = auto()
    PLANS = auto()
    SCHOOL = auto()
    IMPORTS = auto()
    SAFETY = auto()  # backups, the bin, what is kept how long, corrections


@dataclass(frozen=True, slots=True)
class Said:
    """Something that was done, and how to undo it as long as that is possible."""

    first: str
    rest: str = ""
    undo: Callable[[], None] | None = None
    warns: bool = False  # not all of it went well: a warning, about the page that is shown


class App(QObject):
    """The open store, the content, the jobs and the one signal that something changed."""

    changed = Signal(object)  # the Topic
    opened = Signal(str, object)  # page name, its arguments as a tuple
    said = Signal(object)  # a Said, for the message bar
    restore_wanted = Signal()  # lock, so that a backup can be put in the place of the store
    returned = Signal()  # the store is ours again after a job borrowed it

    def __init__(
        self, store: Store, *, errors: Errors | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.store = store
        self.errors = errors or Errors(self)
        self.jobs = Jobs(self)
        self.jobs.failed.connect(self.errors.tell)
        self.round_id: UUID | None = None
        self.capture: ScreenCapture | None = None  # keeps the windows out of screenshots
        self.desk: DeskWindow | None = None  # in front of all else while children answer
        self._owner = RLock()  # one connection, one owner at a time
        self._lent, self._wait = False, SHORT_WAIT
        self._content: Content | None = None  # with the school's own menukaart; see ``_learn``
        self._session: Session | None = None  # the one that is open: one connection holds no two

    @property
    def content(self) -> Content:
        """Questionnaires and the school's catalogue: read once, and after each change of them."""
        if self._content is not None:
            return self._content
        with self._ours():
            if self._session is not None:
                return self._learn(self._session)
            with self.store.reading() as session:
                return self._learn(session)

    @property
    def opener(self) -> Opener:
        """Who opened the store, and as what."""
        return self.store.opener

    def may(self, act: str) -> bool:
        """Whether the role of who opened the store allows this."""
        from npo_desktop.queries.permitted import may

        return may(self.store.opener.role, act)

    def groups_shown(self, session: Session, school_year: str) -> set[UUID] | None:
        """The groups whose pupils may be shown; ``None`` for all."""
        from npo_desktop.queries.permitted import permitted_groups

        return permitted_groups(session, self.store.opener, school_year)

    @property
    def is_lent(self) -> bool:
        """Whether a job has the store now."""
        return self._lent

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session to read with; refuses while a job has the store."""
        with self._ours(), self.store.reading() as session, self._opened(session):
            yield session

    @contextmanager
    def writing(self, topic: Topic) -> Iterator[Session]:
        """One transaction; on leaving commit, then announce the topic."""
        with self._ours(), on_failure(self._forget):
            with self.store.writing() as session, self._opened(session):
                yield session
            self._learn_again(self.store, topic)
        self.changed.emit(topic)

    def open(self, name: str, *args: object) -> None:
        """Go to a page, wherever it is."""
        self.opened.emit(name, args)

    def say(
        self,
        first: str,
        rest: str = "",
        undo: Callable[[], None] | None = None,
        *,
        warns: bool = False,
    ) -> None:
        """Tell in the message bar what was done; with ``undo`` it can be taken back from there.

        ``warns``: what was done did not all succeed; the warning goes with the page.
        """
        self.said.emit(Said(first, rest, undo, warns))

    def choose_round(self, round_id: UUID | None) -> None:
        """Look at another round from now on, on every page."""
        if round_id != self.round_id:
            self.round_id = round_id
            self.changed.emit(Topic.ROUNDS)

    @contextmanager
    def lend(self, *, brief: bool = False) -> Iterator[Store]:
        """The store, for the job that enters this on the worker; everybody else waits.

        ``brief``: it is given back within seconds, so that one may as well wait for it.
        """
        with self._owner:
            self._lent, self._wait = True, BRIEF_WAIT if brief else SHORT_WAIT
            try:
                yield self.store
            finally:
                self._lent, self._wait = False, SHORT_WAIT
        self.jobs.call_home(self.returned.emit)

    def start_with_store(
        self,
        work: Callable[[Store, Progress], T],
        then: Callable[[T], None],
        *,
        topic: Topic | None = None,
        label: str = "",
        after: Callable[[], None] | None = None,
        refused: Callable[[UserError], None] | None = None,
        brief: bool = False,
    ) -> None:
        """Run ``work(store, progress)`` on the worker while it borrows the store."""

        def borrowed(progress: Progress) -> T:
            with self.lend(brief=brief) as store:
                result = work(store, progress)
                self._learn_again(self.store, topic)  # ``work`` may have put another in its place
                return result

        def announced(result: T) -> None:
            if topic is not None:
                self.changed.emit(topic)
            then(result)

        self.jobs.start(borrowed, announced, label=label, after=after, refused=refused)

    def _learn(self, session: Session) -> Content:
        """What the school made of the catalogue, so that every page proposes from the same."""
        from npo_desktop.content.load import load_content
        from npo_desktop.queries.menukaart.menukaart import school_content

        self._content = school_content(session, load_content())
        return self._content

    def _forget(self) -> None:
        """What was learned from a transaction that failed is not so."""
        self._content = None

    def _learn_again(self, store: Store, topic: Topic | None) -> None:
        """After a change of the school; by whoever has the store, before anybody hears of it."""
        if topic is not None and topic & Topic.SCHOOL:
            with store.reading() as session:
                self._learn(session)

    @contextmanager
    def _opened(self, session: Session) -> Iterator[None]:
        self._session = session
        try:
            yield
        finally:
            self._session = None

    @contextmanager
    def _ours(self) -> Iterator[None]:
        if not self._owner.acquire(timeout=self._wait):
            raise UserError(
                _("The data is in use by a task that is still running."),
                _("Wait until the task at the bottom of the window is done, or stop it."),
            )
        try:
            yield
        finally:
            self._owner.release()
