"""The main window of an open school: its pages, its name, its rounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from npo_desktop.clock import today
from npo_desktop.content.load import load_content
from npo_desktop.i18n import _
from npo_desktop.queries.groups import group_list
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.queries.rounds import current_round, round_list
from npo_desktop.queries.scan_progress import round_progress
from npo_desktop.queries.school import school_facts, school_year_of
from npo_desktop.store.engine import Store
from ui.app import App, Topic
from ui.dialogs.help import show_help
from ui.errors import Errors
from ui.main_window import MainWindow
from ui.pages import PAGES
from ui.widgets.find_field import MOST, Found


def school_window(store: Store, errors: Errors) -> MainWindow:
    """Open on the page of today."""
    *_before, window = built_in_steps(store, errors)
    return window


def built_in_steps(store: Store, errors: Errors) -> Iterator[MainWindow]:
    """The same window after each step, every step short enough to keep the event loop awake."""
    window = _window(store, errors)
    yield window
    first = window.page("today")
    yield window
    first.make_ready()
    yield window
    window.open_page("today")
    yield window


def warmed(store: Store) -> Store:
    """Read on the worker what the first page will read: statements compiled, pages in memory."""
    content = load_content()
    with store.reading() as session:
        if this := current_round(session, today()):
            round_progress(session, content.questionnaires, this)
            group_list(session, school_year_of(this.starts_on))
    return store


def _window(store: Store, errors: Errors) -> MainWindow:
    app = App(store, errors=errors)
    with app.reading() as session:
        school = school_facts(session)
        this = current_round(session, today())
    app.round_id = this.id if this else None

    def find(words: str) -> Sequence[Found]:
        with app.reading() as session:
            pupils = pupil_list(session, school_year_of(today()), matching=words)
        return [Found(p.full_name, p.group, "pupil", (p.id,)) for p in pupils[:MOST]]

    window = MainWindow(
        app,
        PAGES,
        school=(school.name, school.place),
        user=(school.coordinator, _("Care Coordinator")) if school.coordinator else ("", ""),
        find=find,
        practice=school.is_practice,
    )
    app.setParent(window)

    def show_rounds(topic: Topic = Topic.ROUNDS) -> None:
        if topic & Topic.ROUNDS:
            with app.reading() as session:
                rounds = round_list(session)
            words = [(r.id, _("Round {name}").format(name=r.name)) for r in reversed(rounds)]
            window.set_rounds(words, app.round_id)

    app.changed.connect(show_rounds)
    show_rounds()
    window.help_asked.connect(lambda page: show_help(window, page))
    return window
