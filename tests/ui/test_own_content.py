"""The window's content holds the school's own menukaart, and follows every change of it."""

from collections.abc import Iterator

import pytest

from npo_desktop.queries.menukaart.menukaart_changes import choose_card, overrule
from npo_desktop.store.engine import Store
from ui.app import App, Topic


@pytest.fixture
def app(qapp: object, store: Store) -> Iterator[App]:
    made = App(store)
    yield made
    made.jobs.shutdown()


def _months(app: App) -> float | None:
    card = app.content.catalogue.get("feedback")
    assert card
    return card.months


def test_what_was_kept_before_the_window_opened_is_there_at_once(store: Store) -> None:
    with store.writing() as session:
        overrule(session, "feedback", {"months": 2})
    app = App(store)
    assert _months(app) == 2
    app.jobs.shutdown()


def test_it_is_read_once_and_again_after_a_change_of_the_school(app: App) -> None:
    before = app.content
    assert app.content is before
    with app.writing(Topic.PLANS):
        pass
    assert app.content is before
    heard: list[float | None] = []
    app.changed.connect(lambda _topic: heard.append(_months(app)))
    with app.writing(Topic.SCHOOL) as session:
        overrule(session, "feedback", {"months": 2})
    assert heard == [2]


def test_it_can_be_asked_for_while_a_session_is_open(app: App) -> None:
    with app.reading() as session:
        assert _months(app) == 6
        session.connection()  # still the same transaction
    with app.writing(Topic.SCHOOL) as session:
        choose_card(session, "feedback", "chosen")
        assert _months(app) == 6
    card = app.content.catalogue.get("feedback")
    assert card and card.choice == "chosen"


def test_a_change_that_failed_is_not_remembered(store: Store) -> None:
    app = App(store)
    with pytest.raises(ZeroDivisionError), app.writing(Topic.SCHOOL) as session:
        overrule(session, "feedback", {"months": 2})
        assert _months(app) == 2  # learned from inside the transaction
        raise ZeroDivisionError
    assert _months(app) == 6
    app.jobs.shutdown()
