"""An own list from start to end: every kind of question on the scan page, then on the pupil's."""

from collections.abc import Iterator
from dataclasses import replace
from types import SimpleNamespace
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from npo_desktop import i18n
from npo_desktop.clock import today
from npo_desktop.content.forms.own_questionnaire import sealed
from npo_desktop.content.questionnaire import Informant, Item, Kind, Questionnaire, Scale, ScaleBand
from npo_desktop.errors import UserError
from npo_desktop.exports.xlsx.forms.form_template import example
from npo_desktop.formats import date_text
from npo_desktop.queries.answering.own_questionnaires import add_own, retire_own
from npo_desktop.queries.answers import answers_of, record_answer, words_of
from npo_desktop.queries.rounds import round_facts
from npo_desktop.queries.scans import scan_for
from npo_desktop.queries.years.round_plans import change_round, draft_of
from npo_desktop.scoring.norms import Band
from npo_desktop.store.engine import Store
from ui.app import App
from ui.concern.talk import TalkDialog
from ui.pages.pupil_page import PupilPage
from ui.pages.scan_page import ScanPage
from ui.pages.scans_page import ScansPage
from ui.pages.today_page import TodayPage
from ui.tables.record_table import BandRole

CODE = "playground"
LABELS = tuple({"en": words} for words in ("never", "sometimes", "often", "always"))
BANDS = (
    ScaleBand(0, 1.5, "low", {"en": "practise"}),
    ScaleBand(1.5, 3, "fine", {"en": "as expected"}),
)
Key = Qt.Key


def item(name: str, text: str, kind: Kind) -> Item:
    return Item(name, "", {"en": text}, frozenset(), False, 0, 25, False, kind)


def scored(name: str, text: str) -> Item:
    made = item(name, text, Kind.CHOICE)
    return replace(made, scale="play", options=LABELS, codes=("0", "1", "2", "3"))


@pytest.fixture
def form() -> Questionnaire:
    """A list with every kind of question; the second depends on the first."""
    play = (
        scored("p1", "Plays with others"),
        replace(scored("p2", "Stands alone"), reverse=True, weight=2.0),
        scored("p3", "Keeps the rules"),
    )
    times = item("times", "How many fights this week?", Kind.NUMBER)
    games = item("games", "Which games?", Kind.SEVERAL)
    loose = (
        item("intro", "About the playground", Kind.NOTE),
        replace(times, form="integer", limits=(0, 20)),
        replace(item("why", "About what?", Kind.WORDS), relevant="${times} > 0"),
        replace(
            games,
            options=({"en": "ball"}, {"en": "tag"}, {"en": "rope"}),
            codes=("ball", "tag", "rope"),
        ),
    )
    scales = (
        Scale("", "", loose, scored=False),
        Scale("play", "", play, scored=True, names={"en": "Playing together"}, bands=BANDS),
    )
    order = ("intro", "times", "why", "games", "p1", "p2", "p3")
    return sealed(
        replace(
            example(),
            code=CODE,
            titles={"en": "On the playground"},
            language="en",
            informant=Informant.TEACHER,
            scales=scales,
            order=order,
            critical={"p2": (3,)},
            blocks={},
            calculations={},
        )
    )


@pytest.fixture
def asked(store: Store, school: SimpleNamespace, form: Questionnaire) -> Questionnaire:
    """The list is in, and both rounds ask it."""
    with store.writing() as session:
        made = add_own(session, form, "playground.xlsx").questionnaire
        for round_id in (school.earlier, school.round):
            draft = draft_of(round_facts(session, round_id))
            change_round(session, round_id, replace(draft, questionnaires=("teacher", CODE)))
    return made


@pytest.fixture
def page(qtbot: QtBot, app: App, asked: Questionnaire) -> Iterator[ScanPage]:
    i18n.use("en")
    made = ScanPage(app)
    qtbot.addWidget(made)
    made.resize(1174, 608)
    made.show()
    yield made
    i18n.use("nl")


def press(qtbot: QtBot, target: QWidget, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(target, key)


def write(qtbot: QtBot, page: ScanPage, words: str) -> None:
    line = page.sheet.item.field.line
    line.clear()
    qtbot.keyClicks(line, words)
    press(qtbot, line, Key.Key_Return)


def in_front(page: ScanPage) -> str | None:
    """Its id; asked anew each time, for every key moves on."""
    item = page.item
    return None if item is None else item.id


def stored(store: Store, pupil: UUID, round_id: UUID, form: Questionnaire) -> tuple[object, object]:
    with store.writing() as session:
        scan_id = scan_for(session, pupil, round_id, form)
        return answers_of(session, scan_id), words_of(session, scan_id)


def test_every_kind_of_question_is_answered_with_the_keyboard(
    qtbot: QtBot, page: ScanPage, store: Store, school: SimpleNamespace, asked: Questionnaire
) -> None:
    emely = school.pupils["Emely"]
    page.show_args(emely, CODE, school.groups["Groep 5"])
    sheet = page.sheet
    assert " · On the playground" in page.crumb()
    assert in_front(page) == "times"  # the note is read, not answered
    press(qtbot, sheet, Key.Key_Up)
    assert in_front(page) == "intro" and sheet.item.field.keep.isVisible()
    press(qtbot, sheet.item.field.keep, Key.Key_Return)
    with qtbot.captureExceptions() as refused:
        write(qtbot, page, "99")
    assert len(refused) == 1 and refused[0][0] is UserError
    assert in_front(page) == "times"
    write(qtbot, page, "2")
    assert in_front(page) == "why"  # only now it is asked
    write(qtbot, page, "the ball")
    assert in_front(page) == "games"
    boxes = sheet.item.field.boxes
    assert [box.text() for box in boxes] == ["ball", "tag", "rope"]
    press(qtbot, boxes[0], Key.Key_Space)
    press(qtbot, boxes[2], Key.Key_Space)
    press(qtbot, boxes[2], Key.Key_Return)
    assert in_front(page) == "p1"
    assert [tile.text() for tile in sheet.item.answers.tiles][:4] == [
        *("never", "sometimes", "often", "always")
    ]
    assert sheet.subscale.accessibleName() == "Playing together"
    press(qtbot, sheet.item, Key.Key_5)  # there is no fifth answer
    assert in_front(page) == "p1"
    press(qtbot, sheet.item, Key.Key_2, Key.Key_1, Key.Key_4)
    assert in_front(page) is None and sheet.end.isVisible()
    assert sheet.end.title.text() == "Done: Emely Pourier"
    answers, words = stored(store, emely, school.round, asked)
    assert answers == {"times": None, "why": None, "games": None, "p1": 1, "p2": 0, "p3": 3}
    assert words == {"times": "2", "why": "the ball", "games": "ball rope"}


def test_no_fight_takes_the_reason_away_and_undo_brings_it_back(
    qtbot: QtBot, page: ScanPage, store: Store, school: SimpleNamespace, asked: Questionnaire
) -> None:
    emely = school.pupils["Emely"]
    page.show_args(emely, CODE, school.groups["Groep 5"])
    write(qtbot, page, "2")
    write(qtbot, page, "the ball")
    page.go(1)
    write(qtbot, page, "0")
    assert stored(store, emely, school.round, asked)[1] == {"times": "0"}
    page.writing.undo()
    assert stored(store, emely, school.round, asked)[1] == {"times": "2", "why": "the ball"}


def test_the_board_of_the_round_has_the_own_list(
    qtbot: QtBot, app: App, page: ScanPage, school: SimpleNamespace
) -> None:
    board = ScansPage(app)
    qtbot.addWidget(board)
    board.resize(1174, 608)
    board.show()
    board.show_args(school.groups["Groep 5"], CODE)
    assert board.kind.value() == CODE
    assert [one.questionnaire for one in board._lists].count(CODE) == 8
    assert {one.items for one in board._lists if one.questionnaire == CODE} == {5}


def test_own_scores_stand_on_the_pupils_page_as_by_hand(
    qtbot: QtBot, app: App, page: ScanPage, store: Store, school: SimpleNamespace,
    asked: Questionnaire,
) -> None:  # fmt: skip
    emely = school.pupils["Emely"]
    given = {school.earlier: (0, 3, 0), school.round: (1, 0, 3)}
    with store.writing() as session:
        for round_id, values in given.items():
            scan_id = scan_for(session, emely, round_id, asked)
            for name, value in zip(("p1", "p2", "p3"), values, strict=True):
                record_answer(session, scan_id, name, value)
    shown = pupil_page(qtbot, app, emely)
    heading, line = shown.own.table.rows
    day = date_text(today())
    assert heading.name == f"On the playground · teacher, {day}, edition 1"
    texts = [column.text(line) for column in shown.own.table.columns]
    # weights 1, 2, 1 and the second reversed: (1 + 2 * (3 - 0) + 3) / 4 = 2.5; before: 0
    assert texts == ["Playing together", "2.5 of 3 ▲", "", "as expected", "3 of 3"]
    assert shown.own.table.columns[2].roles[BandRole](line) == (Band.FINE, False)
    assert "The round before: 0.0 of 3." in line.tip
    shown.show_tab("words")
    assert shown.own.isVisible()


def test_too_few_answers_have_no_score_and_nobody_else_has_the_card(
    qtbot: QtBot, app: App, page: ScanPage, store: Store, school: SimpleNamespace,
    asked: Questionnaire,
) -> None:  # fmt: skip
    emely, ruth = school.pupils["Emely"], school.pupils["Ruthsella"]
    with store.writing() as session:
        record_answer(session, scan_for(session, emely, school.round, asked), "p1", 3)
    shown = pupil_page(qtbot, app, emely)
    texts = [column.text(shown.own.table.rows[1]) for column in shown.own.table.columns]
    assert texts[1:] == ["–", "", "Too few answers", "1 of 3"]
    shown.show_args(ruth)
    assert not shown.own.isVisible()


def test_an_own_answer_that_asks_for_a_talk_is_told_and_stays_when_the_list_is_retired(
    qtbot: QtBot, app: App, page: ScanPage, store: Store, school: SimpleNamespace,
    asked: Questionnaire,
) -> None:  # fmt: skip
    emely = school.pupils["Emely"]
    with store.writing() as session:
        record_answer(session, scan_for(session, emely, school.round, asked), "p2", 3)
        retire_own(session, CODE)
    today_page = TodayPage(app)
    qtbot.addWidget(today_page)
    today_page.show()
    assert [row.pupil for row in today_page.talks.table.rows] == ["Emely Pourier"]
    shown = pupil_page(qtbot, app, emely)
    assert shown.talk.isVisible()
    shown.talk.see.click()
    dialog = shown.findChild(TalkDialog)
    assert dialog is not None
    told = [label.text() for label in dialog.findChildren(QLabel)]
    assert any("Stands alone" in words for words in told)
    assert any("always" in words for words in told)


def pupil_page(qtbot: QtBot, app: App, pupil: UUID) -> PupilPage:
    shown = PupilPage(app)
    qtbot.addWidget(shown)
    shown.resize(1174, 608)
    shown.show_args(pupil)
    shown.show()
    qtbot.waitUntil(lambda: shown.dossiers.is_ready and not app.jobs.busy)
    return shown
