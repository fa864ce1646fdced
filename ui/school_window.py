"""The main window of an open school: its pages, its name, its rounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from npo_desktop.clock import today
from npo_desktop.content.load import load_content
from npo_desktop.i18n import _
from npo_desktop.queries.answering.scan_progress import round_progress
from npo_desktop.queries.groups import group_list
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.queries.questionnaires import asked_in
from npo_desktop.queries.rounds import current_round, round_list
from npo_desktop.queries.school import school_facts, school_year_of, setting
from npo_desktop.store.engine import Store
from ui.app import App, Topic
from ui.dialogs.help import show_help
from ui.errors import Errors
from ui.main_window import MainWindow
from ui.pages import PAGES
from ui.roles import act_for, own_name, role_name
from ui.safety_watch import SafetyWatch
from ui.widgets.find_field import MOST, Found
from ui.widgets.recovery_sheet import PROVED


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


def offer_recovery_sheet(window: MainWindow) -> None:
    """Nobody showed that the sheet is on paper, perhaps because making the school broke off."""
    app = window.app
    with app.reading() as session:
        is_known = setting(session, PROVED) == "1" or school_facts(session).is_practice
    if not is_known and app.may("recovery-key"):
        window.messages.show_message(
            "warn",
            _("Nobody has shown yet that the recovery sheet is on paper."),
            _("Without it a forgotten passphrase closes the school for good."),
        )
        window.messages.offer(_("Make a new sheet"), partial(window.open_page, "people"))


def warmed(store: Store) -> Store:
    """Read on the worker what the first page will read: statements compiled, pages in memory."""
    content = load_content()
    with store.reading() as session:
        if this := current_round(session, today()):
            round_progress(session, asked_in(session, content, this), this)
            group_list(session, school_year_of(this.starts_on))
    return store


def _found(app: App, words: str) -> Sequence[Found]:
    """Pupils by a part of their name; for a teacher those of her groups, and then their list."""
    year = school_year_of(today())
    with app.reading() as session:
        pupils = pupil_list(session, year, matching=words)
        shown = app.groups_shown(session, year)
    mine = [p for p in pupils if shown is None or p.group_id in shown][:MOST]
    if app.may(act_for("pupil")):
        return [Found(p.full_name, p.group, "pupil", (p.id,)) for p in mine]
    return [Found(p.full_name, p.group, "scan", (p.id, "teacher", p.group_id)) for p in mine]


def _window(store: Store, errors: Errors) -> MainWindow:
    app = App(store, errors=errors)
    with app.reading() as session:
        school = school_facts(session)
        this = current_round(session, today())
    app.round_id = this.id if this else None

    pages = [entry for entry in PAGES if app.may(act_for(entry.key))]
    name = own_name(app.opener.name, school.coordinator)
    window = MainWindow(
        app,
        pages,
        school=(school.name, school.place),
        user=(name, role_name(app.opener.role)) if name else ("", ""),
        find=partial(_found, app),
        can_find=app.may("pupil"),
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
    SafetyWatch(window)
    return window
