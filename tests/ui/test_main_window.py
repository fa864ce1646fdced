"""The window is furniture: pages appear when asked for, refresh when seen, and Esc goes back."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from npo_desktop.errors import UserError
from ui.app import App, Topic
from ui.main_window import MainWindow
from ui.pages.page import Page, PageEntry, Place
from ui.pages.page_cover import PageCover
from ui.widgets.key_button import KeyButton


class NoStore:
    """Hands out no session; the window asks for none."""

    @contextmanager
    def reading(self) -> Iterator[None]:
        yield None

    @contextmanager
    def writing(self) -> Iterator[None]:
        yield None


class CountingPage(Page):
    watches = Topic.PUPILS
    held = False

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.refreshed = 0
        self.args: tuple[object, ...] = ()
        self.button = KeyButton("Go")
        self.column().addWidget(self.button)

    def title(self) -> str:
        return f"Title {self.args}"

    def first_focus(self) -> KeyButton:
        return self.button

    def show_args(self, *args: object) -> None:
        self.args = args
        self.renew()

    def may_leave(self) -> bool:
        return not self.held

    def refresh(self) -> None:
        self.refreshed += 1


class WidePage(CountingPage):
    shows_find = False

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self.wide = KeyButton("Wide")
        self.wide.setFixedWidth(500)

    def head_actions(self) -> tuple[KeyButton, ...]:
        return (self.wide,)


PAGES = (
    PageEntry("today", lambda: "Today", "home", CountingPage, badge=lambda _app: 3),
    PageEntry("pupils", lambda: "Pupils", "user", CountingPage),
    PageEntry("pupil", lambda: "Pupil", "user", CountingPage, Place.NOWHERE, under="pupils"),
    PageEntry("wide", lambda: "Wide", "user", WidePage, Place.NOWHERE),
)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[MainWindow]:
    app = App(cast(Any, NoStore()))
    made = MainWindow(app, PAGES, school=("Kaya Korá", "Bonaire"), practice=True)
    app.setParent(made)
    qtbot.addWidget(made)
    made.resize(1366, 688)
    made.show()
    made.open_page("today")
    yield made
    app.jobs.shutdown()


def _page(window: MainWindow, key: str) -> CountingPage:
    page = window.page(key)
    assert isinstance(page, CountingPage)
    return page


def test_a_page_is_built_and_read_when_first_shown(window: MainWindow) -> None:
    assert window.stack.count() == 1
    window.open_page("pupils")
    assert window.stack.count() == 2
    assert _page(window, "pupils").refreshed == 1


def test_a_warning_about_a_page_goes_when_the_page_is_left(window: MainWindow) -> None:
    undone: list[str] = []
    window.app.say("Not all of it.", "Talk about it.", lambda: undone.append("x"), warns=True)
    assert window.messages.property("tone") == "warn"
    assert window.messages.shown_text == "Not all of it. Talk about it."
    assert window.messages.action.isVisible()
    window.open_page("today", "again")
    assert window.messages.shown_text
    window.open_page("pupils")
    assert window.messages.shown_text == ""
    window.app.say("Done.")
    assert window.messages.property("tone") == "ok"
    window.open_page("today")
    assert window.messages.shown_text == "Done."


def test_a_seen_page_refreshes_at_once_and_a_hidden_one_when_shown(
    window: MainWindow,
) -> None:
    window.open_page("pupils")
    with window.app.writing(Topic.PUPILS):
        pass
    assert _page(window, "pupils").refreshed == 2
    before = _page(window, "today").refreshed
    with window.app.writing(Topic.PLANS):
        pass
    window.open_page("today")
    assert _page(window, "today").refreshed == before + 1


def test_a_page_without_an_entry_lights_up_its_parent(window: MainWindow) -> None:
    window.app.open("pupil", 12)
    assert window.sidebar.items["pupils"].isChecked()
    assert window.header.title.text() == "Title (12,)"


def test_esc_goes_back_and_ctrl_digit_goes_there(qtbot: QtBot, window: MainWindow) -> None:
    window.app.open("pupil", 12)
    window.app.open("pupil", 13)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert _page(window, "pupil").args == (12,)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.current_key == "today"
    qtbot.keyClick(window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert window.current_key == "pupils"


def test_a_page_of_the_sidebar_does_not_lead_back_to_what_was_opened_from_it(
    qtbot: QtBot, window: MainWindow
) -> None:
    window.open_page("pupils")
    window.app.open("pupil", 12)
    window.app.open("pupils", "a group")  # as a page does that closes

    qtbot.keyClick(window, Qt.Key.Key_Escape)

    assert window.current_key == "today"


def test_a_page_that_holds_on_is_not_left(window: MainWindow) -> None:
    _page(window, "today").held = True
    window.sidebar.items["pupils"].click()
    assert window.current_key == "today"
    assert window.sidebar.items["today"].isChecked()
    _page(window, "today").held = False


def test_a_page_first_shown_while_a_job_has_the_store_is_covered_until_it_can_be_read(
    qtbot: QtBot, window: MainWindow
) -> None:
    lent, go_on = Event(), Event()

    def work(_store: object, _progress: object) -> None:
        lent.set()
        go_on.wait(5)

    window.app.start_with_store(work, lambda _done: None)
    qtbot.waitUntil(lent.is_set)
    window.open_page("pupils")
    page = _page(window, "pupils")
    cover = page.findChild(PageCover)
    assert cover is not None and cover.isVisible() and cover.geometry() == page.rect()
    assert page.refreshed == 0

    go_on.set()
    qtbot.waitUntil(lambda: page.findChild(PageCover) is None)
    assert page.refreshed == 1
    assert window.focusWidget() is page.button


def test_going_to_a_page_with_other_buttons_does_not_make_the_window_grow(
    window: MainWindow,
) -> None:
    window.resize(860, 600)
    window.open_page("wide")
    window.open_page("today")

    assert window.width() == 860


def test_the_keys_of_the_whole_window(qtbot: QtBot, window: MainWindow) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    with qtbot.waitSignal(window.lock_asked):
        qtbot.keyClick(window, Qt.Key.Key_L, control)
    with qtbot.waitSignal(window.help_asked) as asked:
        qtbot.keyClick(window, Qt.Key.Key_F1)
    assert asked.args == ["today"]
    qtbot.keyClick(window, Qt.Key.Key_K, control)
    qtbot.waitUntil(window.find_field.hasFocus)


def test_the_page_opens_with_its_first_control_in_focus(qtbot: QtBot, window: MainWindow) -> None:
    window.open_page("pupils")
    qtbot.waitUntil(_page(window, "pupils").button.hasFocus)


def test_badges_say_how_many_wait(window: MainWindow) -> None:
    assert "3" in window.sidebar.items["today"].accessibleName()
    assert window.sidebar.items["pupils"].accessibleName() == "Pupils"


def test_a_chosen_round_holds_for_every_page(window: MainWindow) -> None:
    window.set_rounds([("r3", "Round 3"), ("r2", "Round 2")], "r3")
    window.rounds.activated.emit(1)
    assert window.app.round_id == "r2"


def test_a_user_error_from_anywhere_is_in_the_bar(window: MainWindow) -> None:
    window.app.errors.tell(UserError("The file is empty.", "Choose another."))
    assert window.messages.shown_text == "The file is empty. Choose another."


def test_while_a_job_has_the_store_nobody_else_reads(qtbot: QtBot, window: MainWindow) -> None:
    app, has_it, go_on = window.app, Event(), Event()

    def work(_store: object, _progress: object) -> int:
        has_it.set()
        go_on.wait(5)
        return 7

    results: list[int] = []
    heard: list[Topic] = []
    app.changed.connect(heard.append)
    before = _page(window, "today").refreshed
    app.start_with_store(work, results.append, topic=Topic.PUPILS)
    assert has_it.wait(5)
    with pytest.raises(UserError), app.reading():
        pass
    _page(window, "today").renew()
    assert _page(window, "today").refreshed == before
    with qtbot.waitSignal(app.jobs.finished):
        go_on.set()
    assert results == [7]
    assert heard == [Topic.PUPILS]
    assert _page(window, "today").refreshed > before
    with app.reading():
        pass
