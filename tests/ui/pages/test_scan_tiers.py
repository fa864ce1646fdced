"""Two tiers, languages and own questions on the page where a list is filled in."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlmodel import select

from npo_desktop.clock import now
from npo_desktop.content.load import load_content
from npo_desktop.content.questionnaire import Item, Kind, Questionnaire
from npo_desktop.dossiers.two_tiers import TWO_TIER
from npo_desktop.errors import StoreError, UserError
from npo_desktop.importers.xlsform.read import read_questionnaire
from npo_desktop.queries.answering.own_questionnaires import add_own
from npo_desktop.queries.answers import answers_of, record_words, words_of
from npo_desktop.queries.rounds import round_facts
from npo_desktop.queries.scans import scan_for
from npo_desktop.store.tables import Answer, Round, Scan
from ui.app import App, Said
from ui.pages.scan_page import ScanPage
from ui.rounds.entry_checks import EntryChecksDialog
from ui.scan.answer_words import fallback_text, shown_in
from ui.scan.scan_item_card import ScanItemCard

Key = Qt.Key
TEACHER = load_content().questionnaires["teacher"]
WHOLE: dict[str, int | None] = {i.id: 1 if i.reverse else 3 for i in TEACHER.items}
EF_SCAN = Path(__file__).parents[2] / "files/exchange/made-here/xlsform-ef-scan-nl-en-pap.xlsx"


@pytest.fixture
def in_two_tiers(app: App, school: SimpleNamespace, answer: Callable[..., Any]) -> SimpleNamespace:
    """A baseline of Emely and Ruthsella, and a round in two tiers."""
    for name in ("Emely", "Ruthsella"):
        answer(school.pupils[name], school.earlier, WHOLE)
    with app.store.writing() as session:
        session.get_one(Round, school.round).form = TWO_TIER
    return school


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


def press(qtbot: QtBot, page: ScanPage, *keys: Key, modifier: Any = None) -> None:
    for key in keys:
        target = page.first_focus()
        assert target is not None
        qtbot.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)


def on_disk(app: App, school: SimpleNamespace, name: str = "Emely") -> dict[str, int | None]:
    with app.store.reading() as session:
        query = select(Scan.id).where(
            Scan.pupil_id == school.pupils[name], Scan.round_id == school.round
        )
        scan_id = session.exec(query).first()
        return answers_of(session, scan_id) if scan_id else {}


def test_a_low_marker_adds_its_two_statements_with_the_reason_in_sight(
    qtbot: QtBot, in_two_tiers: SimpleNamespace, opened: Callable[..., ScanPage]
) -> None:
    page = opened()
    assert page.sheet.place.text() == "Statement 1 of 26"
    assert page.sheet.item.why.isHidden()

    press(qtbot, page, Key.Key_2)
    assert page.sheet.place.text() == "Statement 2 of 28"
    press(qtbot, page, *[Key.Key_4] * 25)

    assert page.sheet.place.text() == "Statement 27 of 28"
    assert page.sheet.item.statement.text() == TEACHER.item("T-EF-INH-2").texts["nl"]
    assert page.sheet.item.why.isVisible()
    assert "gave a signal" in page.sheet.item.why.text()
    assert "gave a signal" in page.sheet.item.accessibleName()


def test_raising_the_marker_says_what_was_taken_away_and_undo_brings_it_back(
    qtbot: QtBot, app: App, in_two_tiers: SimpleNamespace, opened: Callable[..., ScanPage]
) -> None:
    page = opened("Emely")
    said: list[Said] = []
    app.said.connect(said.append)
    press(qtbot, page, Key.Key_2, *[Key.Key_4] * 25, Key.Key_1, Key.Key_0)
    before = on_disk(app, in_two_tiers)
    assert before["T-EF-INH-2"] == 0 and before["T-EF-INH-3"] is None and said == []

    page.go(0)
    press(qtbot, page, Key.Key_5)

    (told,) = said
    assert told.first == "2 follow-up answers were taken away."
    after = on_disk(app, in_two_tiers)
    others = {item: value for item, value in before.items() if "EF-INH" not in item}
    assert after == others | {"T-EF-INH-1": 4}
    assert page.sheet.place.text() == "Statement 2 of 26"

    press(qtbot, page, Key.Key_3)  # meanwhile one goes on
    assert told.undo is not None
    told.undo()
    put_back = on_disk(app, in_two_tiers)
    assert put_back == before | {"T-EF-WME-1": 2}
    assert page.sheet.item.statement.text() == TEACHER.item("T-EF-INH-1").texts["nl"]
    told.undo()  # a second press changes nothing
    assert on_disk(app, in_two_tiers) == put_back


def test_control_z_undoes_the_clearing_too(
    qtbot: QtBot, app: App, in_two_tiers: SimpleNamespace, opened: Callable[..., ScanPage]
) -> None:
    page = opened()
    press(qtbot, page, Key.Key_2, *[Key.Key_4] * 25, Key.Key_1, Key.Key_1)
    before = on_disk(app, in_two_tiers)
    said: list[Said] = []
    app.said.connect(said.append)
    page.go(0)
    press(qtbot, page, Key.Key_4)
    press(qtbot, page, Key.Key_Z, modifier=Qt.KeyboardModifier.ControlModifier)
    assert on_disk(app, in_two_tiers) == before
    last = said[-1]  # the bar does not go on saying that they went, with an Undo that does nothing
    assert (last.first, last.undo) == ("2 follow-up answers are back.", None)


def test_an_answer_that_is_not_kept_clears_nothing(
    qtbot: QtBot,
    app: App,
    in_two_tiers: SimpleNamespace,
    opened: Callable[..., ScanPage],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = opened()
    said: list[Said] = []
    app.said.connect(said.append)
    press(qtbot, page, Key.Key_2, *[Key.Key_4] * 25, Key.Key_1, Key.Key_1)
    before = on_disk(app, in_two_tiers)
    page.go(0)

    def full(*_args: object) -> None:
        raise StoreError("The disk is full.", "Free some space.")

    with monkeypatch.context() as patched, pytest.raises(StoreError):
        patched.setattr("npo_desktop.queries.answering.entering.withdraw_answer", full)
        press(qtbot, page, Key.Key_5)

    assert on_disk(app, in_two_tiers) == before
    assert said == []
    assert page.sheet.place.text() == "Statement 1 of 28"


def test_a_pupil_without_a_baseline_gets_the_whole_list(
    in_two_tiers: SimpleNamespace, opened: Callable[..., ScanPage]
) -> None:
    assert opened("Shurandy").sheet.place.text() == "Statement 1 of 58"


def test_the_queue_counts_what_each_pupil_is_asked(
    qtbot: QtBot, in_two_tiers: SimpleNamespace, opened: Callable[..., ScanPage]
) -> None:
    page = opened()
    press(qtbot, page, Key.Key_2)
    asked = {one.pupil.call_name: one.items for one in page.queue.table.rows}
    assert asked == {"Jaydienne": 58, "Emely": 28, "Ruthsella": 26, "Shurandy": 58}


# ---- Languages ----


def choose(page: ScanPage, language: str) -> None:
    box = page.conditions.language
    box.setCurrentIndex(box.findData(language))
    box.activated.emit(box.currentIndex())


def test_switching_the_language_keeps_that_of_earlier_answers_and_says_what_it_means(
    qtbot: QtBot, app: App, school: SimpleNamespace, opened: Callable[..., ScanPage]
) -> None:
    page = opened()
    press(qtbot, page, Key.Key_2)
    assert page.side.languages.isHidden()
    choose(page, "pap")
    assert "Nederlands" in page.side.languages.accessibleName()
    press(qtbot, page, Key.Key_2)

    with app.store.reading() as session:
        assert session.exec(select(Scan.language)).one() == "nl"
        found = dict(session.exec(select(Answer.item, Answer.language)).all())
    assert found == {"T-EF-INH-1": None, "T-EF-INH-2": "pap"}


def test_a_missing_translation_falls_back_with_a_tag(qtbot: QtBot) -> None:
    item = replace(TEACHER.items[0], texts={"nl": "Laat een ander uitpraten."})
    card = ScanItemCard()
    qtbot.addWidget(card)
    card.show()
    card.show_item(TEACHER, item, "pap", "Emely")
    assert card.statement.text() == "Laat een ander uitpraten."
    assert card.fallback.accessibleName() == "in Dutch" and card.fallback.isVisible()
    assert not card.draft.isVisible()  # the Dutch text is no draft

    card.show_item(TEACHER, TEACHER.items[0], "pap", "Emely")
    assert not card.fallback.isVisible() and card.draft.isVisible()
    assert fallback_text(shown_in(TEACHER, item.texts, "nl"), "nl") == ""


# ---- Own questions ----


@pytest.fixture
def own(app: App, school: SimpleNamespace) -> Questionnaire:
    form = read_questionnaire(EF_SCAN).questionnaire
    with app.store.writing() as session:
        add_own(session, form, "lijst.xlsx")
        session.get_one(Round, school.round).questionnaires = ["teacher", form.code]
    return form


def test_an_own_list_is_answered_in_words_and_by_choice_and_its_conditions_hold(
    qtbot: QtBot,
    app: App,
    school: SimpleNamespace,
    own: Questionnaire,
    opened: Callable[..., ScanPage],
) -> None:
    page = opened("Emely", own.code)
    said: list[Said] = []
    app.said.connect(said.append)
    assert page.visit.entry is not None
    assert [item.id for item in page.visit.entry.items][:3] == ["datum", "rol", "a1"]
    page.sheet.item.field.line.insert("24-11-2026")
    press(qtbot, page, Key.Key_Return)
    assert page.item is not None and page.item.id == "rol"

    press(qtbot, page, Key.Key_3)  # somebody else: then it is asked who
    assert page.item.id == "rol_anders"
    page.sheet.item.field.line.insert("oma")
    press(qtbot, page, Key.Key_Return)
    assert page.item.id == "a1"

    page.go(1)
    press(qtbot, page, Key.Key_1)
    assert [one.first for one in said] == ["1 follow-up answer was taken away."]
    with app.store.reading() as session:
        scan_id = session.exec(select(Scan.id).where(Scan.questionnaire == own.code)).one()
        assert words_of(session, scan_id) == {"datum": "2026-11-24"}
    assert said[0].undo is not None
    said[0].undo()
    with app.store.reading() as session:
        assert words_of(session, scan_id) == {"datum": "2026-11-24", "rol_anders": "oma"}


def test_other_kinds_of_questions_have_a_field_of_their_own(qtbot: QtBot) -> None:
    labels = ({"nl": "lezen"}, {"nl": "rekenen"}, {"nl": "taal"})
    several = replace(
        _plain("vakken", Kind.SEVERAL), options=labels, codes=("lezen", "rekenen", "taal")
    )
    number = replace(_plain("uren", Kind.NUMBER), limits=(0.0, 12.0))
    card = ScanItemCard()
    qtbot.addWidget(card)
    card.show()
    given: list[str] = []
    card.wrote.connect(given.append)

    card.show_item(TEACHER, several, "nl", "Emely")
    card.show_answer(answered=True, value=None, words="lezen taal")
    assert [box.isChecked() for box in card.field.boxes] == [True, False, True]
    card.field.boxes[1].click()
    card.field.keep.click()

    card.show_item(TEACHER, number, "nl", "Emely")
    card.show_answer(answered=True, value=None, words="2.5")
    assert card.field.limits.text() == "from 0 to 12"
    assert card.entry_point() is card.field.line
    card.field.line.setText("3,5")
    qtbot.keyClick(card.field.line, Key.Key_Return)

    card.show_item(TEACHER, _plain("uitleg", Kind.NOTE), "nl", "Emely")
    assert card.field.line.isHidden() and card.entry_point() is card.field.keep
    assert given == ["lezen rekenen taal", "3.5"]


def _plain(item_id: str, kind: Kind) -> Item:
    return replace(TEACHER.items[0], id=item_id, kind=kind, texts={"nl": item_id})


def test_a_number_outside_its_limits_is_refused_and_stays_in_front(
    qtbot: QtBot, app: App, school: SimpleNamespace, own: Questionnaire
) -> None:
    limited = replace(
        own,
        code="uren",
        scales=(
            replace(
                own.scales[0],
                items=(replace(_plain("uren", Kind.NUMBER), scale="", limits=(0.0, 12.0)),),
            ),
        ),
        order=("uren",),
        calculations={},
    )
    with app.store.writing() as session:
        limited = add_own(session, limited, "uren.xlsx").questionnaire
        scan_id = scan_for(session, school.pupils["Emely"], school.round, limited)
        record_words(session, scan_id, "uren", "12")
    for wrong in ("12.5", "-1", "veel"):
        with pytest.raises(UserError, match=wrong), app.store.writing() as session:
            record_words(session, scan_id, "uren", wrong)
    with app.store.reading() as session:
        assert words_of(session, scan_id) == {"uren": "12"}


# ---- Quality at entry ----


def set_pace(app: App, seconds: float) -> None:
    """As if every answer had come so long after the one before it."""
    with app.store.writing() as session:
        start = now()
        for place, one in enumerate(session.exec(select(Answer))):
            one.answered_at = start + timedelta(seconds=seconds * place)


@pytest.mark.parametrize(("seconds", "told"), [(1.4, True), (1.5, False), (8.0, False)])
def test_a_list_done_in_no_time_is_noted_at_its_end_and_in_the_list_of_the_round(
    qtbot: QtBot,
    app: App,
    school: SimpleNamespace,
    answer: Callable[..., Any],
    opened: Callable[..., ScanPage],
    seconds: float,
    told: bool,
) -> None:
    answer(school.pupils["Emely"], school.round, WHOLE)
    set_pace(app, seconds)

    page = opened()
    assert page.sheet.end.pace.isVisible() is told

    assert page.visit.entry is not None
    dialog = EntryChecksDialog(app, page.visit.entry.round, page)
    assert [one.pupil.call_name for one in dialog.fast.rows] == (["Emely"] if told else [])
    assert dialog.fast_view.isHidden() is not told
    went: list[tuple[object, ...]] = []
    app.opened.connect(lambda name, args: went.append((name, *args)))
    if told:
        dialog.fast_view.select_key(dialog.fast.rows[0].pupil.id)
        dialog.fast_view.setCurrentIndex(dialog.fast_view.model().index(0, 0))
        dialog.fast_view.row_activated.emit(dialog.fast.rows[0])
        assert went[0][:3] == ("scan", school.pupils["Emely"], "teacher")


def test_statements_that_many_cannot_answer_are_listed(
    qtbot: QtBot, app: App, school: SimpleNamespace, answer: Callable[..., Any]
) -> None:
    names = ["Jaydienne", "Emely", "Ruthsella", "Shurandy", "Noa", "Luis"]
    for n, name in enumerate(names):
        unsure: dict[str, int | None] = {
            "T-EF-INH-1": None if n < 2 else 3,  # 2 of 6: 33 %
            "T-EF-INH-2": None if n < 1 else 3,
        }
        answer(school.pupils[name], school.round, unsure)
    with app.store.reading() as session:
        this = round_facts(session, school.round)
    page = ScanPage(app)
    qtbot.addWidget(page)
    dialog = EntryChecksDialog(app, this, page)
    assert [(one.item.id, one.found.unknown) for one in dialog.unclear.rows] == [("T-EF-INH-1", 2)]
    assert dialog.unclear.columns[2].text(dialog.unclear.rows[0]) == "2 of 6"
