"""One pupil: strengths first, a profile that can be walked through, and the way on."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from npo_desktop.charts.profile_chart import Shown
from npo_desktop.content.load import load_content
from npo_desktop.content.questionnaire import Informant
from npo_desktop.queries.privacy.corrections import add_correction
from npo_desktop.store.engine import Store
from ui.app import App
from ui.errors import Errors
from ui.main_window import MainWindow
from ui.pages import PAGES
from ui.pages.pupil_page import PupilPage
from ui.school_window import school_window

STRONG, WEAK = "SE-SOC", "EF-INI"


def whole_scan(code: str = "teacher", **levels: int) -> dict[str, int | None]:
    """Every item answered at 2, but for the subscales named by their last letters."""
    answers: dict[str, int | None] = {}
    form = load_content().questionnaires[code]
    for item in form.items:
        level = min(levels.get(item.scale.replace("-", "_"), 2), form.top)
        answers[item.id] = form.top - level if item.reverse else level
    return answers


@pytest.fixture
def emely(school: SimpleNamespace, answer: Callable[..., UUID]) -> UUID:
    pupil = school.pupils["Emely"]
    assert isinstance(pupil, UUID)
    answer(pupil, school.earlier, whole_scan(EF_INI=1))
    answer(pupil, school.round, whole_scan(SE_SOC=4, EF_INI=0, EF_ATT=4))
    answer(pupil, school.round, whole_scan("pupil", SE_SOC=0), "pupil")
    return pupil


def shown(qtbot: QtBot, app: App, pupil: UUID) -> PupilPage:
    page = PupilPage(app)
    qtbot.addWidget(page)
    page.resize(1174, 608)
    page.show_args(pupil)
    page.show()
    qtbot.waitUntil(lambda: page.dossiers.is_ready and not app.jobs.busy)
    return page


def test_the_two_highest_subscales_come_first(qtbot: QtBot, app: App, emely: UUID) -> None:
    page = shown(qtbot, app, emely)
    assert page.title() == "Emely Pourier"
    assert page.strengths.words.text().count("100") == 2
    assert "teacher" in page.strengths.toolTip() and "edition" in page.strengths.toolTip()
    assert page.strengths.x() < page.facts.x()
    assert page.strengths.mapTo(page, page.strengths.rect().bottomLeft()).y() < (
        page.profile.mapTo(page, page.profile.rect().topLeft()).y()
    )


def test_what_the_scan_is_not_is_always_in_sight(qtbot: QtBot, app: App, emely: UUID) -> None:
    page = shown(qtbot, app, emely)
    assert page.profile.notice.text() == "Own screening list, not normed; no diagnosis."
    assert page.profile.notice.isVisible()


def test_arrow_keys_tell_what_is_behind_each_row(qtbot: QtBot, app: App, emely: UUID) -> None:
    page = shown(qtbot, app, emely)
    chart = page.profile.chart
    for _step in range(12):
        qtbot.keyClick(chart, Qt.Key.Key_Down)
    assert chart.current is not None and chart.current.subscale == WEAK
    told = page.profile.detail.text()
    assert told.startswith("Getting started: 0 of 100: teacher, ")
    assert "edition 1" in told and "3 of 3" in told
    assert "Help needed" in chart.accessibleDescription()
    qtbot.keyClick(chart, Qt.Key.Key_Up)
    assert chart.current.subscale == "EF-ATT"


def test_a_click_chooses_the_row_under_it(qtbot: QtBot, app: App, emely: UUID) -> None:
    page = shown(qtbot, app, emely)
    chart = page.profile.chart
    middle = chart.rect().center()
    expected = chart.row_under(middle)
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=middle)
    assert expected is not None and chart.current is expected


def test_the_chart_shows_the_round_before_too(qtbot: QtBot, app: App, emely: UUID) -> None:
    page = shown(qtbot, app, emely)
    page.profile.chart.grab()  # painting must not fail, whatever the rows hold
    rows = {row.subscale: row for row in page.profile.chart._rows}
    assert rows[WEAK].before is not None and rows[WEAK].shown is Shown.SCORE


def test_those_who_see_it_differently_stand_side_by_side(
    qtbot: QtBot, app: App, emely: UUID
) -> None:
    page = shown(qtbot, app, emely)
    first = page.informants._rows[0]
    assert first.subscale == STRONG and first.differs
    assert [mark.informant for mark in first.marks] == [Informant.TEACHER, Informant.PUPIL]
    told = page.informants.words.text()
    assert told.startswith("Relations: the teacher sees more than the pupil. School and child")


def test_the_actions_lead_on(qtbot: QtBot, app: App, emely: UUID, school: SimpleNamespace) -> None:
    page, opened = shown(qtbot, app, emely), []
    app.opened.connect(lambda name, args: opened.append((name, args)))
    for button in (page.fill_in, page.summary, page.proposal):
        button.click()
    assert opened == [
        ("scan", (emely, "teacher", school.groups["Groep 5"])),
        ("talk", (emely,)),
        ("proposal", (emely,)),
    ]


def test_one_walks_along_the_group(
    qtbot: QtBot, app: App, emely: UUID, school: SimpleNamespace
) -> None:
    page, opened = shown(qtbot, app, emely), []
    app.opened.connect(lambda name, args: opened.append(args[0]))
    assert page.place.text() == "2 of 4"
    page.before.click()
    page.after.click()
    assert opened == [school.pupils["Jaydienne"], school.pupils["Ruthsella"]]
    page.show_args(school.pupils["Jaydienne"])
    assert not page.before.isEnabled() and page.after.isEnabled()


def test_a_critical_answer_asks_for_a_talk(
    qtbot: QtBot, app: App, school: SimpleNamespace, answer: Callable[..., UUID]
) -> None:
    noa = school.pupils["Noa"]
    answer(noa, school.round, {"P-SE-SAF-1": 0}, "pupil")
    page = shown(qtbot, app, noa)
    assert page.talk.isVisible()
    assert "Talk with Noa this week" in page.talk.accessibleName()


def test_a_pupil_without_answers_has_a_page_all_the_same(
    qtbot: QtBot, app: App, school: SimpleNamespace
) -> None:
    page = shown(qtbot, app, school.pupils["Luis"])
    assert page.whole.isVisible() and not page.talk.isVisible()
    assert page.strengths.words.text() == "not known yet"
    assert all(row.shown is Shown.NOT_ASKED for row in page.profile.chart._rows)


def test_whose_list_is_missing_comes_first(
    qtbot: QtBot, app: App, school: SimpleNamespace, answer: Callable[..., UUID]
) -> None:
    pupil = school.pupils["Emely"]
    answer(pupil, school.round, whole_scan())
    page = shown(qtbot, app, pupil)
    words = page.readiness.words.text()
    assert words.startswith("Not complete: parent, pupil.")
    assert words.endswith("The teacher's list is complete.")
    answer(pupil, school.round, whole_scan("pupil"), "pupil")
    again = shown(qtbot, app, pupil)
    assert again.readiness.words.text().startswith("There is no parents' list yet.")


def test_without_a_round_the_page_says_so(qtbot: QtBot, app: App) -> None:
    page = shown(qtbot, app, UUID(int=1))
    assert page.waiting.isVisible() and not page.whole.isVisible()
    assert page.waiting._title.text() == "There is no round yet"


def test_the_page_fits_the_smallest_screen(qtbot: QtBot, app: App, emely: UUID) -> None:
    page = shown(qtbot, app, emely)
    width, height = page.minimumSizeHint().toTuple()
    assert width <= 1174 and height <= 584  # with the strip of the practice school


@pytest.fixture
def window(qtbot: QtBot, store: Store, on_the_24th: None) -> Iterator[MainWindow]:
    """The whole window, as a screen of 1366x768 leaves it."""
    made = school_window(store, Errors())
    qtbot.addWidget(made)
    made.resize(1366, 688)
    made.show()
    yield made
    made.app.jobs.shutdown()
    made.close()


def opened(qtbot: QtBot, window: MainWindow, pupil: UUID) -> tuple[PupilPage, QScrollArea]:
    window.open_page("pupil", pupil)
    page, area = window.page("pupil"), window.stack.currentWidget()
    assert isinstance(page, PupilPage) and isinstance(area, QScrollArea)
    qtbot.waitUntil(lambda: page.dossiers.is_ready and not window.app.jobs.busy)
    return page, area


def is_whole(widget: QWidget) -> bool:
    """Whether a widget, and each that it lies in, got the height that it asks for."""
    needed = widget.heightForWidth(widget.width())
    return widget.height() >= max(needed, widget.minimumSizeHint().height())


def test_with_corrections_no_card_of_the_right_column_is_cut_and_they_open_in_place(
    qtbot: QtBot, window: MainWindow, emely: UUID, store: Store
) -> None:
    with store.writing() as session:
        for number in range(3):
            words = "She was ill that day, and we want that to stand here. " * 3
            add_correction(session, emely, about=f"Test {number}", words=words, asked_by="mother")
    page, area = opened(qtbot, window, emely)
    card, bar = page.corrections, area.verticalScrollBar()
    assert card.isVisible()
    assert card.height() <= 46 and "(3)" in card._title.text()
    cards = page.overview
    for part in (card, page.informants, page.informants.chart, cards.own_strengths, cards.timeline):
        assert part.height() >= part.minimumSizeHint().height(), part
    assert page.informants.chart.height() == page.informants.chart.sizeHint().height()
    folded = cards.side.minimumHeight()
    qtbot.mouseClick(card.unfold, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: card.height() > 150 and bar.maximum() > 0)
    qtbot.waitUntil(lambda: is_whole(card.list) and is_whole(page.informants))
    assert page.informants.chart.height() == page.informants.chart.sizeHint().height()
    unfolded = bar.maximum()
    qtbot.mouseClick(card.unfold, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: card.height() <= 46 and bar.maximum() < unfolded)
    assert cards.side.minimumHeight() <= folded  # or a lower window would scroll for nothing


def test_another_pupil_begins_with_folded_corrections(
    qtbot: QtBot, window: MainWindow, emely: UUID, school: SimpleNamespace, store: Store
) -> None:
    with store.writing() as session:
        for pupil in (emely, school.pupils["Shurandy"]):
            add_correction(session, pupil, about="Test", words="No.", asked_by="mother")
    page, _area = opened(qtbot, window, emely)
    page.corrections.unfold.click()
    page.renew()
    assert page.corrections.list.isVisible()  # the same pupil: as it was left
    window.open_page("pupil", school.pupils["Shurandy"])
    assert page.corrections.isVisible() and not page.corrections.list.isVisible()


def test_at_125_percent_nothing_lies_beyond_the_right_edge_and_the_name_stands_whole(
    qtbot: QtBot, window: MainWindow, emely: UUID
) -> None:
    page, area = opened(qtbot, window, emely)
    window.resize(1093, 550)
    qtbot.waitUntil(lambda: page.width() < 1000)
    assert area.horizontalScrollBar().maximum() == 0
    assert not window.header.title.toolTip()  # it would hold what was cut
    assert not page.summary.text() and not page.fill_in.text()  # Dutch words are longer
    assert page.summary.accessibleName() == page.summary.toolTip() == "Parent summary"


def test_the_lock_stands_in_the_same_corner_of_every_page(
    qtbot: QtBot, window: MainWindow, emely: UUID
) -> None:
    places = set()
    for entry in PAGES:
        window.open_page(entry.key, *((emely,) if entry.key in ("pupil", "proposal") else ()))
        assert window.current_key == entry.key
        qtbot.waitUntil(window.lock.isVisible)
        QApplication.processEvents()
        right = window.lock.mapTo(window, window.lock.rect().topRight())
        places.add((right.x(), right.y()))
        with qtbot.waitSignal(window.lock_asked):
            qtbot.mouseClick(window.lock, Qt.MouseButton.LeftButton)
    assert len(places) == 1


def test_a_rising_line_of_test_scores_is_not_praise(qtbot: QtBot, app: App, emely: UUID) -> None:
    """Scores on tests rise in almost every child; whether it is enough is for growth to say."""
    page = shown(qtbot, app, emely)
    page.tests._tell(None)
    assert "rises in almost every child" in page.tests.note.text()


def test_who_is_not_in_this_round_is_told_where_another_is_chosen(
    qtbot: QtBot, app: App, emely: UUID
) -> None:
    page = shown(qtbot, app, UUID(int=1))
    assert page.waiting.isVisible()
    assert "Today and of Groups" in page.waiting.accessibleName()
