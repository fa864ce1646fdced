"""Filling in one list: through the keys, down to the disk, back into a new widget."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlmodel import Session, select

from npo_desktop.content.load import load_content
from npo_desktop.content.questionnaire import Item
from npo_desktop.errors import StoreError
from npo_desktop.queries.answers import answers_of
from npo_desktop.store.tables import Answer, Scan
from ui.app import App, Topic
from ui.pages.scan_page import ScanPage
from ui.scan.pupil_queue import progress_text

Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier
Answering = Callable[..., UUID]
TEACHER = load_content().questionnaires["teacher"]
ITEMS = TEACHER.for_age(9)
IDS = [item.id for item in ITEMS]


@pytest.fixture
def opened(qtbot: QtBot, app: App, school: SimpleNamespace) -> Callable[..., ScanPage]:
    def show(name: str = "Emely", code: str = "teacher", *args: object) -> ScanPage:
        page = ScanPage(app)
        qtbot.addWidget(page)
        page.resize(1174, 632)
        page.show_args(school.pupils[name], code, *args)
        page.show()
        target = page.first_focus()
        assert target is not None
        target.setFocus()
        return page

    return show


def press(qtbot: QtBot, page: ScanPage, key: Key, modifier: Any = None) -> None:
    """Where the focus is, as a person would."""
    target = page.first_focus()
    assert target is not None
    qtbot.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)


def digit(value: int | None) -> Key:
    return Key(Key.Key_0 + (0 if value is None else value + 1))


def on_disk(app: App, school: SimpleNamespace, name: str = "Emely") -> dict[str, int | None]:
    """What a session of its own finds for this pupil in the present round."""
    with app.store.reading() as session:
        return stored(session, school.pupils[name], school.round)


def stored(session: Session, pupil_id: UUID, round_id: UUID) -> dict[str, int | None]:
    query = select(Scan.id).where(Scan.pupil_id == pupil_id, Scan.round_id == round_id)
    scan_id = session.exec(query).first()
    return answers_of(session, scan_id) if scan_id else {}


def shown(page: ScanPage) -> str:
    return page.sheet.item.statement.text()


def words_of(item: Item) -> str:
    return item.texts["nl"]


def test_a_whole_list_is_filled_in_by_keyboard(
    qtbot: QtBot, app: App, school: SimpleNamespace, opened: Callable[..., ScanPage]
) -> None:
    page = opened()
    given = {item: [0, 1, 2, 3, 4, None][n % 6] for n, item in enumerate(IDS)}

    for n, item in enumerate(ITEMS):
        assert shown(page) == words_of(item), n
        press(qtbot, page, digit(given[item.id]))

    assert on_disk(app, school) == given
    assert page.sheet.end.title.text() == "Done: Emely Pourier"
    assert page.sheet.end.button.text() == "Next pupil: Ruthsella Sint Jago"


def test_each_answer_is_on_disk_before_the_next_statement_is_shown(
    qtbot: QtBot, app: App, school: SimpleNamespace, opened: Callable[..., ScanPage]
) -> None:
    page = opened()
    seen: list[tuple[dict[str, int | None], str, str]] = []

    def look(_topic: Topic) -> None:
        seen.append((on_disk(app, school), shown(page), page.side.saved.accessibleName()))

    app.changed.connect(look)
    press(qtbot, page, Key.Key_4)
    press(qtbot, page, Key.Key_0)

    first, second = seen
    assert first[0] == {IDS[0]: 3}
    assert first[1] == words_of(ITEMS[0])  # still the one that was answered
    assert "Saved at" not in first[2]  # said only afterwards
    assert second[0] == {IDS[0]: 3, IDS[1]: None}
    assert second[1] == words_of(ITEMS[1])
    assert "Saved at" in page.side.saved.accessibleName()


def test_a_clicked_answer_is_on_disk_and_announced(
    qtbot: QtBot, app: App, school: SimpleNamespace, opened: Callable[..., ScanPage]
) -> None:
    page = opened()

    with qtbot.waitSignal(app.changed) as announced:
        qtbot.mouseClick(page.sheet.item.answers.tile_of(3), Qt.MouseButton.LeftButton)

    assert announced.args == [Topic.ANSWERS]
    assert on_disk(app, school) == {IDS[0]: 3}
    assert page.focusWidget() is page.sheet.item


def test_one_goes_on_at_the_first_statement_without_an_answer(
    school: SimpleNamespace, answer: Answering, opened: Callable[..., ScanPage]
) -> None:
    answer(school.pupils["Emely"], school.round, {IDS[0]: 1, IDS[1]: None, IDS[3]: 2})

    page = opened()

    assert shown(page) == words_of(ITEMS[2])
    assert page.sheet.place.text() == f"Statement 3 of {len(ITEMS)}"
    assert [row.answer for row in page.sheet.before.shown] == [
        "2 zelden",
        "0 niet gezien / weet ik niet",
    ]


def test_an_earlier_dont_know_is_shown_in_a_new_widget(
    qtbot: QtBot, school: SimpleNamespace, answer: Answering, opened: Callable[..., ScanPage]
) -> None:
    answer(school.pupils["Emely"], school.round, {IDS[0]: 1, IDS[1]: None})

    page = opened()
    press(qtbot, page, Key.Key_Up)

    tiles = page.sheet.item.answers.tiles
    assert [tile.isChecked() for tile in tiles] == [False] * 5 + [True]


def test_undo_puts_back_what_was_there_also_nothing(
    qtbot: QtBot,
    app: App,
    school: SimpleNamespace,
    answer: Answering,
    opened: Callable[..., ScanPage],
) -> None:
    answer(school.pupils["Emely"], school.round, {IDS[0]: 1, IDS[1]: None})
    page = opened()
    press(qtbot, page, Key.Key_5)  # the third, new
    press(qtbot, page, Key.Key_Up)
    press(qtbot, page, Key.Key_Up)  # the second, don't know
    press(qtbot, page, Key.Key_1)
    assert on_disk(app, school) == {IDS[0]: 1, IDS[1]: 0, IDS[2]: 4}

    press(qtbot, page, Key.Key_Z, Control)
    assert on_disk(app, school) == {IDS[0]: 1, IDS[1]: None, IDS[2]: 4}
    assert shown(page) == words_of(ITEMS[1])

    press(qtbot, page, Key.Key_Z, Control)
    assert on_disk(app, school) == {IDS[0]: 1, IDS[1]: None}
    assert shown(page) == words_of(ITEMS[2])

    press(qtbot, page, Key.Key_Z, Control)  # nothing of this visit is left
    assert on_disk(app, school) == {IDS[0]: 1, IDS[1]: None}


def test_undo_returns_to_the_pupil_it_belongs_to(
    qtbot: QtBot, app: App, school: SimpleNamespace, opened: Callable[..., ScanPage]
) -> None:
    page = opened()
    press(qtbot, page, Key.Key_2)
    press(qtbot, page, Key.Key_PageDown)
    assert page.title() == "Ruthsella Sint Jago"

    press(qtbot, page, Key.Key_Z, Control)

    assert page.title() == "Emely Pourier"
    assert on_disk(app, school) == {}


def test_backspace_withdraws_the_answer_and_can_be_undone(
    qtbot: QtBot,
    app: App,
    school: SimpleNamespace,
    answer: Answering,
    opened: Callable[..., ScanPage],
) -> None:
    answer(school.pupils["Emely"], school.round, {IDS[0]: 1})
    page = opened()
    press(qtbot, page, Key.Key_Up)

    press(qtbot, page, Key.Key_Backspace)
    assert on_disk(app, school) == {}
    assert shown(page) == words_of(ITEMS[0])

    press(qtbot, page, Key.Key_Z, Control)
    assert on_disk(app, school) == {IDS[0]: 1}


def test_page_keys_go_along_the_pupils_of_the_group(
    qtbot: QtBot, school: SimpleNamespace, opened: Callable[..., ScanPage]
) -> None:
    page = opened("Jaydienne")
    seen = [page.title()]
    for key in (Key.Key_PageDown, Key.Key_PageDown, Key.Key_PageUp):
        press(qtbot, page, key)
        seen.append(page.title())
    press(qtbot, page, Key.Key_Return, Control)
    seen.append(page.title())

    assert [name.split()[0] for name in seen] == [
        "Jaydienne",
        "Emely",
        "Ruthsella",
        "Emely",
        "Ruthsella",
    ]


def test_the_queue_says_who_is_done_under_way_and_to_come(
    school: SimpleNamespace, answer: Answering, opened: Callable[..., ScanPage]
) -> None:
    answer(school.pupils["Jaydienne"], school.round, dict.fromkeys(IDS, 2))
    answer(school.pupils["Emely"], school.round, {IDS[0]: 2})

    page = opened()

    assert [progress_text(one) for one in page.queue.table.rows] == [
        "",
        f"1/{len(IDS)}",
        f"0/{len(IDS)}",
        f"0/{len(IDS)}",
    ]
    assert page.queue.done.text() == "1 of 4 done"


def test_the_earlier_answer_is_hidden_until_asked_for(
    qtbot: QtBot, school: SimpleNamespace, answer: Answering, opened: Callable[..., ScanPage]
) -> None:
    answer(school.pupils["Emely"], school.earlier, {IDS[0]: 4})
    page = opened()
    assert "altijd" not in page.side.earlier_words.text()

    page.side.show_earlier.click()
    assert page.side.earlier_words.text() == "Then: 5 (bijna) altijd"

    page.show_args(school.pupils["Ruthsella"])
    assert not page.side.show_earlier.isChecked()  # off again on every visit


def test_a_remark_is_kept_when_the_field_is_left(
    qtbot: QtBot, app: App, school: SimpleNamespace, opened: Callable[..., ScanPage]
) -> None:
    page = opened()
    page.side.remark.setFocus()
    qtbot.keyClicks(page.side.remark, "new glasses 12345")
    qtbot.keyClick(page.side.remark, Key.Key_Return, Control)  # on to the next pupil

    assert page.title() == "Ruthsella Sint Jago"
    assert page.side.remark.toPlainText() == ""
    with app.store.reading() as session:
        kept = {scan.pupil_id: scan.remark for scan in session.exec(select(Scan))}
        assert kept == {school.pupils["Emely"]: "new glasses 12345"}
        assert session.exec(select(Answer)).all() == []  # digits in the field are no answers


def test_a_critical_answer_asks_staff_for_a_talk_once_all_is_answered(
    qtbot: QtBot, school: SimpleNamespace, answer: Answering, opened: Callable[..., ScanPage]
) -> None:
    answers: dict[str, int | None] = {item: n % 3 for n, item in enumerate(IDS)}
    answers["T-SE-SAF-3"] = 4
    del answers[IDS[-1]]
    answer(school.pupils["Emely"], school.round, answers)
    page = opened()

    press(qtbot, page, Key.Key_3)

    assert page.sheet.end.talk.isVisible()
    assert page.sheet.end.talk.accessibleName().startswith("Talk with Emely this week.")
    page.sheet.end.see.click()
    assert shown(page) == words_of(TEACHER.item("T-SE-SAF-3"))


def test_a_pupils_own_list_never_shows_that_note(
    school: SimpleNamespace, answer: Answering, opened: Callable[..., ScanPage]
) -> None:
    items = load_content().questionnaires["pupil"].items
    answers = {item.id: 3 for item in items}  # always scared: asks for a talk
    answer(school.pupils["Emely"], school.round, answers, "pupil")

    page = opened("Emely", "pupil")

    assert page.sheet.end.isVisible()
    assert not page.sheet.end.talk.isVisible()


def test_twelve_equal_answers_raise_a_friendly_question_and_hold_nothing_up(
    qtbot: QtBot, school: SimpleNamespace, opened: Callable[..., ScanPage]
) -> None:
    page = opened()
    for _n in range(11):
        press(qtbot, page, Key.Key_3)
    assert not page.side.question.isVisible()

    press(qtbot, page, Key.Key_3)
    assert page.side.question.isVisible()
    press(qtbot, page, Key.Key_3)
    assert page.sheet.place.text().startswith("Statement 14 ")

    page.side.is_right.click()
    press(qtbot, page, Key.Key_3)
    assert not page.side.question.isVisible()


def test_the_pupils_list_has_four_answers(
    qtbot: QtBot, app: App, school: SimpleNamespace, opened: Callable[..., ScanPage]
) -> None:
    page = opened("Emely", "pupil")
    assert len(page.sheet.item.answers.tiles) == 5  # and don't know

    press(qtbot, page, Key.Key_5)
    assert on_disk(app, school) == {}
    press(qtbot, page, Key.Key_4)
    assert on_disk(app, school) == {"P-SE-WEL-1": 3}


def test_the_arrows_also_work_at_the_end(
    qtbot: QtBot, school: SimpleNamespace, answer: Answering, opened: Callable[..., ScanPage]
) -> None:
    answer(school.pupils["Emely"], school.round, dict.fromkeys(IDS, 2))
    page = opened()
    assert page.sheet.end.isVisible()

    press(qtbot, page, Key.Key_Up)

    assert shown(page) == words_of(ITEMS[-1])


def test_a_list_that_is_not_asked_at_this_age_says_so(opened: Callable[..., ScanPage]) -> None:
    page = opened("Zoë", "pupil")

    assert page.empty.isVisible()
    assert not page.body.isVisible()


def test_who_fills_in_is_the_groups_teacher_until_another_is_chosen(
    qtbot: QtBot, app: App, school: SimpleNamespace, opened: Callable[..., ScanPage]
) -> None:
    page = opened()
    assert "filled in by juf Teacher5" in page.crumb()

    staff = page.conditions.staff
    staff.setCurrentText("juf Teacher7")
    staff.activated.emit(staff.currentIndex())
    press(qtbot, page, Key.Key_1)

    assert "filled in by juf Teacher7" in page.crumb()
    with app.store.reading() as session:
        assert session.exec(select(Scan.staff_id)).one() == school.staff["Groep 7"]


def test_the_language_of_the_statements_is_kept_with_the_answer(
    qtbot: QtBot, app: App, school: SimpleNamespace, opened: Callable[..., ScanPage]
) -> None:
    page = opened()
    choice = page.conditions.language
    choice.setCurrentIndex(choice.findData("pap"))
    choice.activated.emit(choice.currentIndex())
    assert shown(page) == ITEMS[0].texts["pap"]
    assert page.sheet.item.draft.isVisible()

    press(qtbot, page, Key.Key_2)

    with app.store.reading() as session:
        assert session.exec(select(Scan.language)).one() == "pap"


def test_an_answer_that_cannot_be_saved_stays_in_front_and_says_so(
    qtbot: QtBot,
    app: App,
    school: SimpleNamespace,
    opened: Callable[..., ScanPage],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = opened()

    def full(*_args: object, **_given: object) -> None:
        raise StoreError("The disk is full.", "Free some space.")

    with monkeypatch.context() as patched, pytest.raises(StoreError):
        patched.setattr("npo_desktop.queries.answering.entering.record_answer", full)
        press(qtbot, page, Key.Key_2)

    assert shown(page) == words_of(ITEMS[0])
    assert page.side.saved.accessibleName().startswith("This answer was not saved")
    assert not any(tile.isChecked() for tile in page.sheet.item.answers.tiles)
    press(qtbot, page, Key.Key_2)
    assert on_disk(app, school) == {IDS[0]: 1}


def test_a_key_held_down_is_one_answer(
    qtbot: QtBot, app: App, school: SimpleNamespace, opened: Callable[..., ScanPage]
) -> None:
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtGui import QKeyEvent

    page = opened()
    press(qtbot, page, Key.Key_3)
    held = QKeyEvent(
        QEvent.Type.KeyPress, Key.Key_3, Qt.KeyboardModifier.NoModifier, "3", autorep=True
    )
    QCoreApplication.sendEvent(page.sheet.item, held)

    assert len(on_disk(app, school)) == 1


def test_what_was_passed_by_is_named_at_the_end_and_enter_goes_there(
    qtbot: QtBot, school: SimpleNamespace, answer: Answering, opened: Callable[..., ScanPage]
) -> None:
    answers: dict[str, int | None] = {item: 1 for item in IDS if item != IDS[4]}
    answer(school.pupils["Emely"], school.round, answers)
    page = opened("Emely", "teacher", None, IDS[-1])
    press(qtbot, page, Key.Key_Down)
    assert page.sheet.end.title.text() == "1 statement has no answer yet"

    press(qtbot, page, Key.Key_Return)

    assert shown(page) == words_of(ITEMS[4])
