"""One child after the other: pictures, name, language, who helps, questions, whom to talk to."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from sqlmodel import select

from npo_desktop.content.load import Content
from npo_desktop.errors import UserError
from npo_desktop.i18n import pick, speaking
from npo_desktop.queries.answering.scan_progress import round_progress
from npo_desktop.queries.answers import answers_of
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Answer, Scan
from ui.desk import calm_words, look
from ui.desk.desk_window import DeskWindow
from ui.main_window import MainWindow

Opening = Callable[..., DeskWindow]
Key = Qt.Key


def press(desk: DeskWindow, *keys: Key) -> None:
    """As typed: to whatever has the focus."""
    for key in keys:
        QTest.keyClick(desk.focusWidget() or desk, key)


def point_at(desk: DeskWindow, pictures: tuple[str, ...]) -> None:
    """Its three pictures, in another order than they are kept in."""
    for name in reversed(pictures):
        desk.codes.tiles[name].click()


def words_on(desk: DeskWindow) -> str:
    """Everything that can be read on the screen now, also by a screen reader."""
    seen = [desk.windowTitle()]
    for widget in desk.findChildren(QWidget):
        if widget.isVisible():
            seen += [widget.accessibleName(), widget.toolTip()]
            if isinstance(widget, (QLabel, QAbstractButton, QLineEdit)):
                seen.append(widget.text())
    return "\n".join(seen)


def begin(desk: DeskWindow) -> None:
    """From "are you" to the first question."""
    desk.calm.buttons[0].click()
    desk.calm.buttons[0].click()
    assert desk.stack.currentWidget() is desk.question


def stored(store: Store) -> dict[str, int | None]:
    with store.reading() as session:
        scan = session.exec(select(Scan)).one()
        return answers_of(session, scan.id)


def test_a_child_finds_its_list_by_pictures_and_sees_no_name_but_its_own(
    open_desk: Opening, school: SimpleNamespace
) -> None:
    desk = open_desk()
    assert desk.stack.currentWidget() is desk.codes
    assert not any(name in words_on(desk) for name in ("Jeandro", "Emely", "Noa"))
    point_at(desk, school.codes[school.pupils["Emely"]])
    seen = words_on(desk)
    assert "Are you Emely?" in seen
    begin(desk)
    seen += words_on(desk)
    assert "Hi Emely" in seen
    for other in ("Jeandro", "Noa", "Pourier", "Evertsz", "Winklaar", "Groep 6"):
        assert other not in seen


def test_wrong_pictures_lead_to_nobody_and_trying_on_makes_one_wait(
    qtbot: QtBot, open_desk: Opening, school: SimpleNamespace
) -> None:
    desk = open_desk()
    strange = ("fish", "sailboat", "sun")
    assert strange not in school.codes.values()
    for _time in range(2):
        point_at(desk, strange)
        assert desk.codes.trouble.isVisible() and desk.codes.tiles["fish"].isEnabled()
    point_at(desk, strange)
    assert not desk.codes.tiles["fish"].isEnabled()
    assert not desk.flow.sitting.is_taken
    qtbot.waitUntil(lambda: desk.codes.tiles["fish"].isEnabled())


def test_the_warning_about_wrong_pictures_moves_no_picture(open_desk: Opening) -> None:
    desk = open_desk()
    before = [tile.geometry() for tile in desk.codes.tiles.values()]
    point_at(desk, ("fish", "sailboat", "sun"))
    layout = desk.codes.layout()
    assert layout is not None
    layout.activate()
    assert desk.codes.trouble.isVisible()
    assert [tile.geometry() for tile in desk.codes.tiles.values()] == before


def test_who_says_no_is_asked_nothing(open_desk: Opening, school: SimpleNamespace) -> None:
    desk = open_desk()
    point_at(desk, school.codes[school.pupils["Noa"]])
    desk.calm.buttons[1].click()
    assert desk.stack.currentWidget() is desk.codes and not desk.flow.sitting.is_taken
    assert "Noa" not in words_on(desk)


def test_every_answer_is_on_disk_before_the_next_question(
    open_desk: Opening, store: Store, content: Content
) -> None:
    desk = open_desk("Emely")
    begin(desk)
    items = [item.id for item in content.questionnaires["pupil"].for_age(10)]
    press(desk, Key.Key_3)
    assert desk.question.question.text() == pick(desk.flow.sitting.items[0].texts, "en")
    assert stored(store) == {items[0]: 2}
    press(desk, Key.Key_Return, Key.Key_0)
    assert stored(store) == {items[0]: 2, items[1]: None}
    press(desk, Key.Key_Return, Key.Key_1, Key.Key_Right, Key.Key_4)
    assert stored(store) == {items[0]: 2, items[1]: None, items[2]: 0, items[3]: 3}
    with store.reading() as session:
        assert session.exec(select(Scan.entry)).one() == "desk"


def test_going_back_shows_what_was_chosen_and_it_can_be_changed(
    open_desk: Opening, store: Store
) -> None:
    desk = open_desk("Emely")
    begin(desk)
    press(desk, Key.Key_2, Key.Key_Return, Key.Key_Left)
    assert [card.isChecked() for card in desk.question.cards] == [False, True, False, False]
    press(desk, Key.Key_4)
    assert list(stored(store).values()) == [3]
    press(desk, Key.Key_Backspace)
    assert desk.flow.at == 0, "nothing before the first"


def test_without_an_answer_there_is_no_next_question(open_desk: Opening) -> None:
    desk = open_desk("Emely")
    begin(desk)
    press(desk, Key.Key_Right)
    assert desk.flow.at == 0 and not desk.question.on.isEnabled()
    press(desk, Key.Key_9, Key.Key_5)
    assert desk.flow.at == 0 and not any(card.isChecked() for card in desk.question.cards)


def test_a_ladder_may_be_skipped_until_a_step_of_it_is_chosen(
    open_desk: Opening, store: Store
) -> None:
    desk = open_desk("Emely")
    begin(desk)
    places = [place for place, item in enumerate(desk.flow.sitting.items) if item.optional]
    press(desk, *[Key.Key_2, Key.Key_Return] * places[0])
    screen = desk.question
    assert desk.flow.at == places[0] and screen.stairs is not None
    onward = "Ready" if places[0] == len(desk.flow.sitting.items) - 1 else "Next"
    assert screen.on.isEnabled() and screen.on.accessibleName() == "Skip"
    press(desk, Key.Key_7)
    steps = screen.stairs.group.buttons()
    assert [step.isChecked() for step in steps].index(True) == 7 and steps[7].hasFocus()
    assert screen.on.accessibleName() == onward
    press(desk, Key.Key_Right)
    assert steps[8].isChecked() and steps[8].hasFocus()
    screen.unknown.click()
    assert not any(step.isChecked() for step in steps), "one answer at a time"
    assert screen.on.accessibleName() == onward
    assert list(stored(store).values())[-1] is None


def test_the_desk_counts_the_questions_that_the_board_counts(
    open_desk: Opening, store: Store, content: Content, school: SimpleNamespace
) -> None:
    emely = school.pupils["Emely"]
    desk = open_desk("Emely")
    begin(desk)
    flow = desk.flow
    with store.reading() as session:
        lists = round_progress(session, content.questionnaires, flow.sitting.plan.round)
    board = next(o for o in lists if (o.pupil.id, o.questionnaire) == (emely, "pupil"))
    said = [desk.head.count.text()]
    for _question in flow.sitting.items[1:]:
        press(desk, Key.Key_2, Key.Key_Return)
        said.append(desk.head.count.text())
    numbers = [f"Question {n} of {board.items}" for n in range(1, board.items + 1)]
    assert said == [*numbers, "One more question"]


def test_a_key_held_down_is_one_answer(open_desk: Opening, store: Store) -> None:
    desk = open_desk("Emely")
    begin(desk)
    press(desk, Key.Key_2, Key.Key_Return)
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    none = Qt.KeyboardModifier.NoModifier
    held = QKeyEvent(QEvent.Type.KeyPress, Key.Key_2, none, "2", True)
    QApplication.sendEvent(desk.focusWidget() or desk, held)
    assert len(stored(store)) == 1


def test_the_mouse_and_a_finger_do_what_the_keys_do(
    qtbot: QtBot, open_desk: Opening, store: Store
) -> None:
    desk = open_desk("Emely")
    begin(desk)
    qtbot.mouseClick(desk.question.cards[1], Qt.MouseButton.LeftButton)
    assert list(stored(store).values()) == [1]
    finger = QTest.createTouchDevice(QPointingDevice.DeviceType.TouchScreen)
    for widget, value in ((desk.question.on, 1), (desk.question.cards[3], 3)):
        middle = QPoint(widget.width() // 2, widget.height() // 2)
        QTest.touchEvent(widget, finger).press(0, middle, widget)
        QTest.touchEvent(widget, finger).release(0, middle, widget)
        assert list(stored(store).values())[-1] == value
    assert desk.flow.at == 1


@pytest.mark.parametrize("size", [(1366, 768), (1093, 614), (911, 512)])
def test_everything_that_is_pressed_is_large_and_on_the_screen(
    qtbot: QtBot, open_desk: Opening, size: tuple[int, int]
) -> None:
    desk = open_desk("Emely", languages=("nl", "pap"))
    desk.flow.sitting.language = "nl"
    desk.in_front.end()
    desk.showNormal()
    desk.resize(*size)
    desk.calm.buttons[0].click()
    desk.calm.buttons[0].click()
    desk.calm.buttons[0].click()
    qtbot.waitUntil(lambda: (desk.width(), desk.height()) == size)
    for _question in desk.flow.sitting.items:
        for button in desk.findChildren(QAbstractButton):
            if button.isVisible():
                assert button.height() >= look.TARGET and button.width() >= look.TARGET
                corner = button.mapTo(desk, QPoint(button.width(), button.height()))
                assert corner.x() <= size[0] and corner.y() <= size[1], button.text()
        press(desk, Key.Key_1, Key.Key_Return)


def test_the_language_may_change_halfway_and_each_answer_keeps_its_own(
    open_desk: Opening, store: Store
) -> None:
    desk = open_desk("Emely", languages=("nl", "pap"))
    desk.calm.buttons[0].click()
    assert [button.text() for button in desk.calm.buttons] == ["Nederlands", "Papiamentu"]
    press(desk, Key.Key_1)
    desk.calm.buttons[0].click()
    press(desk, Key.Key_3)
    desk.head.languages["pap"].click()
    assert desk.flow.at == 0 and desk.question.cards[2].isChecked(), "the same question"
    assert desk.question.question.text() == desk.flow.sitting.items[0].texts["pap"]
    assert desk.question.cards[0].text() == "nunka"
    press(desk, Key.Key_Return, Key.Key_1)
    with store.reading() as session:
        scan = session.exec(select(Scan)).one()
        asked = [answer.language or scan.language for answer in session.exec(select(Answer))]
    assert asked == ["nl", "pap"]


def test_help_calls_the_adult_and_is_kept_nowhere(open_desk: Opening, store: Store) -> None:
    desk = open_desk("Emely")
    begin(desk)
    desk.head.help.click()
    assert "hand up" in desk.calm.title.text()
    press(desk, Key.Key_Return)
    assert desk.stack.currentWidget() is desk.question and desk.flow.at == 0
    with store.reading() as session:
        assert session.exec(select(Scan)).first() is None


def test_who_stops_keeps_everything_and_goes_on_later_where_it_was(
    open_desk: Opening, school: SimpleNamespace, store: Store
) -> None:
    desk = open_desk()
    point_at(desk, school.codes[school.pupils["Jeandro"]])
    begin(desk)
    press(desk, Key.Key_2, Key.Key_Return, Key.Key_3, Key.Key_Return)
    desk.foot.stop.click()
    desk.calm.buttons[1].click()
    assert "Thank you, Jeandro!" in desk.calm.title.text()
    assert "juf Chantal" in desk.calm.body.text()
    desk.calm.buttons[0].click()
    assert desk.stack.currentWidget() is desk.codes and "Jeandro" not in words_on(desk)
    assert len(stored(store)) == 2
    point_at(desk, school.codes[school.pupils["Jeandro"]])
    begin(desk)
    assert desk.flow.at == 2


def test_at_the_end_there_is_somebody_to_talk_to_and_no_result(
    open_desk: Opening, school: SimpleNamespace, content: Content, store: Store
) -> None:
    desk = open_desk(contacts=("juf Rosa (vertrouwenspersoon)",))
    point_at(desk, school.codes[school.pupils["Noa"]])
    begin(desk)
    turns = 0
    while desk.stack.currentWidget() is desk.question and turns < 40:
        item = desk.flow.sitting.items[desk.flow.at]
        press(desk, *([] if item.optional else [Key.Key_4]), Key.Key_Return)
        turns += 1
    assert "juf Rosa (vertrouwenspersoon)" in desk.calm.body.text()
    assert "juf Chantal" not in desk.calm.body.text()
    assert not any(letter.isdigit() for letter in words_on(desk).replace("Shift", ""))
    required = [item for item in content.questionnaires["pupil"].for_age(10) if not item.optional]
    assert len(stored(store)) == len(required)
    press(desk, Key.Key_Return)
    point_at(desk, school.codes[school.pupils["Noa"]])
    assert desk.codes.trouble.isVisible() and not desk.flow.sitting.is_taken, "done already"


@pytest.mark.parametrize(("language", "word"), [("nl", "of"), ("en", "or"), ("es", "o")])
def test_whom_to_talk_to_is_a_choice_in_the_language_of_the_child(language: str, word: str) -> None:
    people = ("juf Rosa", "meester Rayen", "juf Chantal")
    with speaking(language):
        words = calm_words.goodbye("Emely", people, stopped=False)
        alone = calm_words.goodbye("Emely", people[:1], stopped=False)
    assert f"juf Rosa, meester Rayen {word} juf Chantal" in words.body[0]
    assert "juf Rosa" in alone.body[0] and f" {word} " not in alone.body[0].partition("juf")[2]


@pytest.mark.parametrize(("staff", "word"), [("nl", "Leerkracht"), ("pap", "Dosente")])
def test_the_way_out_is_written_for_the_teacher_whatever_the_child_reads(
    open_desk: Opening, staff: str, word: str
) -> None:
    with speaking(staff):
        desk = open_desk("Emely", languages=("es",))
    seen = [desk.foot.leave.text()]
    for _screen in range(2):
        desk.calm.buttons[0].click()
        seen.append(desk.foot.leave.text())
    assert desk.stack.currentWidget() is desk.question
    assert seen == [f"{word}: Ctrl+Shift+E"] * 3


def test_the_last_child_leaves_a_screen_without_any_name(open_desk: Opening) -> None:
    desk = open_desk("Emely")
    desk.calm.buttons[1].click()
    assert "Emely" not in words_on(desk) and not desk.calm.buttons


def test_the_question_is_read_aloud_in_its_language_or_says_that_it_cannot(
    open_desk: Opening,
) -> None:
    desk = open_desk("Emely", languages=("en", "pap"))
    desk.calm.buttons[0].click()
    desk.calm.buttons[0].click()
    desk.calm.buttons[0].click()
    desk.question.voice.click()
    asked = desk.flow.plan.questionnaire
    heard = [asked.items[0].texts["en"], *(one["en"] for one in asked.options)]
    said = [(words, "en") for words in (*heard, asked.dont_know["en"])]
    reader: Any = desk.flow.reader  # the one that remembers
    assert reader.said == said
    desk.head.languages["pap"].click()
    assert not desk.question.voice.isEnabled() and desk.question.voice_words.text()
    reader.languages += ("pap",)
    reader.voices_found.emit()
    assert desk.question.voice.isEnabled()
    reader.failed.emit(UserError("no loudspeaker"))
    assert not desk.question.voice.isEnabled()


def test_an_answer_that_cannot_be_kept_is_not_shown_as_chosen(
    open_desk: Opening, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = open_desk("Emely")
    begin(desk)

    def refuse(_topic: object) -> None:
        raise UserError("The disk is full.", "Make room.")

    monkeypatch.setattr(window.app, "writing", refuse)
    press(desk, Key.Key_3)
    assert not any(card.isChecked() for card in desk.question.cards)
    assert desk.question.trouble.isVisible() and not desk.question.on.isEnabled()
    assert "disk" not in words_on(desk), "that is for the adult"
