"""The board of a round, and planning one."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from uuid import UUID

import pytest
from PySide6.QtCore import QDate, Qt
from pytestqt.qtbot import QtBot

from npo_desktop.content.load import load_content
from npo_desktop.queries.rounds import round_list
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Pupil
from ui.app import App
from ui.pages.scans_page import ScansPage
from ui.rounds.new_round import NewRoundDialog
from ui.rounds.round_board import RoundBoard, board_width

IDS = [item.id for item in load_content().questionnaires["teacher"].for_age(9)]
Answering = Callable[..., UUID]


@pytest.fixture
def opened(qtbot: QtBot, app: App) -> Callable[..., ScansPage]:
    def show(*args: object) -> ScansPage:
        page = ScansPage(app)
        qtbot.addWidget(page)
        page.resize(1174, 632)
        page.show_args(*args)
        page.show()
        return page

    return show


def names(page: ScansPage) -> list[str]:
    return [one.pupil.call_name for one in page.lists.pupils.rows]


def test_the_group_one_is_in_the_middle_of_is_shown_with_its_begun_pupil(
    school: SimpleNamespace, answer: Answering, opened: Callable[..., ScansPage]
) -> None:
    answer(school.pupils["Emely"], school.round, {IDS[0]: 2})

    page = opened()

    assert names(page) == ["Jaydienne", "Emely", "Ruthsella", "Shurandy"]
    assert page.lists.go_on.text() == "Go on with Emely"


def test_enter_opens_the_chosen_pupils_list(
    qtbot: QtBot,
    app: App,
    school: SimpleNamespace,
    answer: Answering,
    opened: Callable[..., ScansPage],
) -> None:
    answer(school.pupils["Emely"], school.round, {IDS[0]: 2})
    page = opened()

    with qtbot.waitSignal(app.opened) as asked:
        qtbot.keyClick(page.lists.view, Qt.Key.Key_Return)

    expected = (school.pupils["Emely"], "teacher", school.groups["Groep 5"])
    assert asked.args == ["scan", expected]


def test_the_pupils_list_leaves_out_who_is_too_young(
    school: SimpleNamespace, opened: Callable[..., ScansPage]
) -> None:
    page = opened(school.groups["Groep 1"], "pupil")

    assert names(page) == []
    assert page.lists.not_asked.text() == "2 pupils are not asked this list at this age."
    assert not page.lists.go_on.isVisible()
    assert page.board.table.index(0, 2).data() == "–"


def test_another_list_is_counted_apart(
    qtbot: QtBot, school: SimpleNamespace, answer: Answering, opened: Callable[..., ScansPage]
) -> None:
    items = load_content().questionnaires["parent"].items
    for name in ("Noa", "Luis"):
        answer(school.pupils[name], school.round, {item.id: 3 for item in items}, "parent")
    page = opened()
    assert [page.board.table.index(n, 3).data() for n in range(3)] == ["0 / 2", "0 / 4", "✓ 2"]
    assert page.kind.segments is not None

    qtbot.mouseClick(page.kind.segments.group.button(2), Qt.MouseButton.LeftButton)

    assert page.board.view.currentIndex().column() == 3
    assert names(page) == ["Zoë", "Tygo"]


def test_an_answer_elsewhere_shows_at_once(
    app: App, school: SimpleNamespace, answer: Answering, opened: Callable[..., ScansPage]
) -> None:
    from ui.app import Topic

    page = opened(school.groups["Groep 5"])
    answer(school.pupils["Emely"], school.round, dict.fromkeys(IDS, 2))
    app.changed.emit(Topic.ANSWERS)

    assert page.board.table.index(1, 1).data() == "1 / 4"


def test_without_pupils_the_page_offers_to_read_them_in(
    qtbot: QtBot, app: App, opened: Callable[..., ScansPage]
) -> None:
    page = opened()
    assert page.no_pupils.isVisible()

    with qtbot.waitSignal(app.opened) as asked:
        page.read_in.click()
    assert asked.args == ["import", ()]


def test_without_a_round_the_page_offers_to_plan_one(
    qtbot: QtBot, app: App, store: Store, opened: Callable[..., ScansPage]
) -> None:
    with store.writing() as session:
        session.add(Pupil(number="1", call_name="Ann"))
    page = opened()
    assert page.no_round.isVisible()

    page.first_round.click()
    dialog = page.findChild(NewRoundDialog)
    assert dialog is not None
    assert dialog.form.name.text() == "2026-1"
    dialog.plan.click()

    assert not page.no_round.isVisible()
    assert names(page) == ["Ann"]
    with app.reading() as session:
        (made,) = round_list(session)
    assert (made.starts_on, made.ends_on) == (date(2026, 11, 24), date(2026, 12, 18))
    assert app.round_id == made.id


def test_a_round_in_the_days_of_another_says_so_and_is_made_all_the_same(
    qtbot: QtBot, app: App, school: SimpleNamespace
) -> None:
    dialog = NewRoundDialog(app)
    qtbot.addWidget(dialog)
    with app.reading() as session:
        last = round_list(session)[-1]
    dialog.form.ends.setDate(QDate(2029, 12, 1))
    dialog.form.starts.setDate(QDate(2029, 11, 1))
    assert dialog.form.about_days.isHidden()

    day = last.ends_on
    dialog.form.starts.setDate(QDate(day.year, day.month, day.day))
    assert not dialog.form.about_days.isHidden()
    assert dialog.form.about_days.text().startswith(f"Round {last.name} runs in these days too")
    dialog.plan.click()

    with app.reading() as session:
        assert len(round_list(session)) == 3


def test_a_round_that_ends_before_it_starts_is_refused_in_place(
    qtbot: QtBot, app: App, school: SimpleNamespace
) -> None:
    dialog = NewRoundDialog(app)
    qtbot.addWidget(dialog)
    dialog.form.ends.setDate(QDate(2026, 1, 1))

    dialog.plan.click()

    assert dialog.form.ended.has_error
    with app.reading() as session:
        assert len(round_list(session)) == 2
    dialog.form.ends.setDate(QDate(2026, 12, 1))
    dialog.form.name.setText("2026-1")
    dialog.plan.click()
    assert dialog.form.named.has_error  # the name is taken
    assert not dialog.form.ended.has_error


def test_lists_without_room_for_a_bar_share_the_whole_board(qtbot: QtBot) -> None:
    for count in (4, 5):
        board = RoundBoard()
        qtbot.addWidget(board)
        board.set_lists([(str(n), f"List {n}") for n in range(count)])
        widths = [column.width for column in board.table.columns]

        assert board_width(count) - count < sum(widths) <= board_width(count)
