"""Paper lists typed in with the keys of the number pad: on disk at once, checked, and undone."""

import time
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from uuid import UUID

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from npo_desktop.content.forms.own_questionnaire import sealed, to_document
from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Kind, Questionnaire, Scale
from npo_desktop.dossiers.form_code import code_text, form_code
from npo_desktop.queries.answers import answers_of
from npo_desktop.store.engine import Opener, Store
from npo_desktop.store.scan_tables import OwnQuestionnaire
from npo_desktop.store.tables import Round, Scan
from ui.app import App
from ui.pages.paper_page import PaperPage
from ui.widgets.page_header import PageHeader

Answering = Callable[..., UUID]
Key = Qt.Key


@pytest.fixture
def page(qtbot: QtBot, app: App, school: SimpleNamespace) -> PaperPage:
    app.round_id = school.round
    made = PaperPage(app)
    qtbot.addWidget(made)
    made.resize(1174, 600)
    made.show_args(school.groups["Groep 5"], "teacher")
    made.show()
    return made


def take(page: PaperPage, school: SimpleNamespace, name: str, code: str = "teacher") -> None:
    """Type the code of a form, and Enter."""
    page.code.setText(code_text(form_code(school.pupils[name], school.round, code)))
    QTest.keyClick(page.code, Key.Key_Return)


def press(page: PaperPage, keys: str) -> None:
    """Keys of the number pad where the focus is; E is Enter, B Backspace."""
    pad = Qt.KeyboardModifier.KeypadModifier
    for key in keys:
        code = {"E": Key.Key_Enter, "B": Key.Key_Backspace, "-": Key.Key_Minus}.get(key)
        QTest.keyClick(page.desk.rows, code or Key(ord(key)), pad)


def stored(store: Store, page: PaperPage) -> list[object]:
    """What is on disk of the form in front, in the order of the form."""
    assert page.visit.entry is not None and page.visit.entry.scan_id is not None
    with store.reading() as session:
        answers = answers_of(session, page.visit.entry.scan_id)
    return [answers.get(item.id, "-") for item in page.visit.form]


def told(page: PaperPage) -> str:
    return page.head.note.accessibleName() if page.head.note.isVisible() else ""


def test_who_filled_it_in_is_asked_only_with_a_form_in_front(
    qtbot: QtBot, page: PaperPage, school: SimpleNamespace
) -> None:
    header = PageHeader((), QWidget())
    qtbot.addWidget(header)
    header.show()
    header.show_actions(page.head_actions(), with_tools=False)
    assert not page.conditions.isVisible() and page.print_button.isVisible()
    take(page, school, "Emely")
    assert page.conditions.isVisible()
    assert page.go_back() and not page.conditions.isVisible()


def test_twenty_five_answers_are_twenty_five_keys_and_each_is_on_disk_at_once(
    page: PaperPage, school: SimpleNamespace, store: Store
) -> None:
    take(page, school, "Emely")
    digits = "1234501234512345012345123"
    times = []
    for n, digit in enumerate(digits, 1):
        begun = time.perf_counter()
        press(page, digit)
        times.append(time.perf_counter() - begun)
        assert sum(answer != "-" for answer in stored(store, page)) == n
    wanted = [None if digit == "0" else int(digit) - 1 for digit in digits]
    assert stored(store, page)[:25] == wanted
    assert page.desk.count.text() == "25 of 58 typed"
    # 40 seconds for 25 answers leave 1.6 seconds a key; the program may take a twentieth of that
    assert sorted(times)[len(times) // 2] < 0.08
    scan = page.visit.entry.scan_id if page.visit.entry else None
    with store.reading() as session:
        assert session.get_one(Scan, scan).entry == "paper"


def test_after_the_last_answer_enter_leads_to_the_next_code(
    page: PaperPage, school: SimpleNamespace
) -> None:
    take(page, school, "Emely")
    press(page, "3" * 58)
    assert told(page).startswith("The form is in.")
    press(page, "3")  # one too many does no harm
    press(page, "E")
    assert page.visit.entry is None and page.focusWidget() is page.code
    assert "1 of 4 lists are in · 1 typed now" in page.head.sitting.text()
    assert "Enter without a code" in page.start.accessibleName()


def test_enter_leaves_a_statement_empty_and_back_goes_back(
    page: PaperPage, school: SimpleNamespace, store: Store
) -> None:
    take(page, school, "Emely")
    press(page, "1EE4B5-2")
    assert stored(store, page)[:5] == [0, "-", "-", 1, "-"]
    QTest.keyClick(page.desk.rows, Key.Key_Up)
    QTest.keyClick(page.desk.rows, Key.Key_Delete)
    assert stored(store, page)[:5] == [0, "-", "-", "-", "-"]
    press(page, "97")  # no answers of this list: nothing happens
    assert stored(store, page)[:5] == [0, "-", "-", "-", "-"] and page.desk.rows.at == 3


def test_undo_puts_back_what_a_key_replaced_and_goes_to_that_form(
    page: PaperPage, school: SimpleNamespace, store: Store
) -> None:
    take(page, school, "Emely")
    press(page, "12B5")
    take(page, school, "Shurandy")
    press(page, "4")
    undo = (Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.desk.rows, *undo)
    assert stored(store, page)[0] == "-" and page.desk.who.text().startswith("Shurandy")
    QTest.keyClick(page.desk.rows, *undo)
    assert page.desk.who.text().startswith("Emely") and stored(store, page)[:2] == [0, 1]
    QTest.keyClick(page.desk.rows, *undo)
    QTest.keyClick(page.desk.rows, *undo)
    QTest.keyClick(page.desk.rows, *undo)  # nothing left
    assert stored(store, page)[:2] == ["-", "-"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("12345", "10 digits; this one has 5"),
        ("Emely", "digits only"),
        ("1234567890", "typing slip"),
    ],
)
def test_a_bad_code_is_told_in_place_with_what_to_do(
    page: PaperPage, school: SimpleNamespace, typed: str, words: str
) -> None:
    page.code.setText(typed)
    QTest.keyClick(page.code, Key.Key_Return)
    assert words in told(page) and "top right" in told(page)
    assert page.visit.entry is None and page.first_focus() is page.code
    assert page.code.property("state") == "error"
    page.code.setText("1")
    assert page.code.property("state") != "error" and told(page) == ""


def test_ten_digits_show_whose_form_it_is_before_enter(
    page: PaperPage, school: SimpleNamespace
) -> None:
    page.code.setText(form_code(school.pupils["Emely"], school.round, "teacher"))
    assert "Emely Pourier: press Enter." in told(page)
    assert page.visit.entry is None


def test_a_code_brings_its_own_list_and_group(
    page: PaperPage, school: SimpleNamespace, store: Store
) -> None:
    take(page, school, "Noa", "pupil")
    assert page.visit.code == "pupil" and page.desk.who.text() == "Noa Vries · Groep 7"
    press(page, "12340")
    assert stored(store, page)[:5] == [0, 1, 2, 3, None]
    press(page, "5")  # pupils have four glasses
    assert stored(store, page)[5] == "-"


def test_a_list_that_is_in_already_is_not_opened_without_asking(
    page: PaperPage, school: SimpleNamespace, store: Store, answer: Answering, content: Content
) -> None:
    items = content.questionnaires["teacher"].items
    answer(school.pupils["Emely"], school.round, {item.id: 2 for item in items})
    take(page, school, "Emely")
    assert "filled in on the screen" in told(page) and "58 of 58 answers" in told(page)
    press(page, "5")  # no answer: a choice is asked
    assert stored(store, page)[0] == 2
    press(page, "1")
    assert told(page) == ""
    press(page, "5")
    assert stored(store, page)[0] == 4


def test_typed_again_only_the_differences_are_shown_each_settled_with_one_key(
    page: PaperPage, school: SimpleNamespace, store: Store
) -> None:
    take(page, school, "Emely")
    press(page, "3" * 58)
    QTest.keyClick(page.desk.rows, Key.Key_F2)
    assert page.desk.count.text() == "0 of 58 typed · second time"
    press(page, "34" + "3" * 8 + "E" + "3" * 47)
    assert stored(store, page) == [2] * 58  # nothing is stored meanwhile
    assert page.desk.next.text() == "See what differs"
    press(page, "E")
    assert told(page).startswith("2 statements differ.")
    assert page.desk.next.text() == "Keep the first"
    assert [row.number for row in page.desk.rows.rows if row.first is not None] == ["2", "11"]
    assert page.desk.rows.at == 1
    press(page, "4")  # that is what stands on the form
    assert page.desk.rows.at == 10
    press(page, "E")  # the first was right
    assert told(page).startswith("Both times the same.")
    assert stored(store, page)[:12] == [2, 3] + [2] * 10
    assert page.desk.next.text() == "Next form"
    press(page, "E")
    assert page.visit.entry is None


def test_typing_over_tells_what_changes_before_anything_does(
    page: PaperPage, school: SimpleNamespace, store: Store, answer: Answering, content: Content
) -> None:
    items = content.questionnaires["teacher"].items
    answer(school.pupils["Emely"], school.round, {item.id: 2 for item in items})
    take(page, school, "Emely")
    press(page, "3" + "345" + "3" * 55)
    assert page.desk.next.text() == "See what differs"
    press(page, "E")
    assert told(page).startswith("2 answers change.") and page.desk.next.text() == "Replace"
    assert stored(store, page) == [2] * 58
    assert page.go_back()
    assert stored(store, page) == [2] * 58 and page.visit.shown == page.visit.typed
    take(page, school, "Emely")
    press(page, "3" + "345" + "3" * 55 + "E")
    form = page.visit.owner
    press(page, "E")
    assert page.visit.entry is None and form is not None
    take(page, school, "Emely")
    assert stored(store, page)[:4] == [2, 3, 4, 2]
    QTest.keyClick(page.desk.rows, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert stored(store, page) == [2] * 58


def test_a_list_half_typed_goes_on_where_it_stopped(
    page: PaperPage, school: SimpleNamespace
) -> None:
    take(page, school, "Emely")
    press(page, "333")
    page.go_back()
    take(page, school, "Emely")
    assert page.desk.rows.at == 3 and told(page) == ""


def test_a_pupil_can_be_chosen_without_a_code(page: PaperPage, school: SimpleNamespace) -> None:
    QTest.keyClick(page.code, Key.Key_Return)
    assert page.desk.who.text().startswith("Jaydienne Anthony")
    QTest.keyClick(page.desk.rows, Key.Key_PageDown)
    assert page.desk.who.text().startswith("Emely")
    page.queue.chosen.emit(school.pupils["Shurandy"])
    assert page.desk.who.text().startswith("Shurandy")


def test_the_remark_on_the_form_is_kept_with_its_own_pupil(
    page: PaperPage, school: SimpleNamespace, store: Store
) -> None:
    take(page, school, "Emely")
    page.desk.remark.setText("Twee kruisjes bij 7.")
    QTest.keyClick(page.desk.remark, Key.Key_Return)
    scan = page.visit.entry.scan_id if page.visit.entry else None
    take(page, school, "Shurandy")
    assert page.desk.remark.text() == ""
    with store.reading() as session:
        kept = session.get_one(Scan, scan)
        assert (kept.remark, kept.entry) == ("Twee kruisjes bij 7.", "paper")


def test_the_enter_that_ends_a_code_leaves_the_first_statement_in_front(
    page: PaperPage, school: SimpleNamespace
) -> None:
    take(page, school, "Emely")
    assert page.desk.rows.at == 0 and page.focusWidget() is page.desk.rows


def test_a_key_held_down_is_one_answer(page: PaperPage, school: SimpleNamespace) -> None:
    take(page, school, "Emely")
    press(page, "3")
    none = Qt.KeyboardModifier.NoModifier
    for _time in range(20):
        held = QKeyEvent(QEvent.Type.KeyPress, Key.Key_3, none, "3", True)
        QApplication.sendEvent(page.desk.rows, held)
    assert page.visit.answered == 1


def test_the_statements_of_a_whole_list_fit_without_scrolling(
    page: PaperPage, school: SimpleNamespace
) -> None:
    take(page, school, "Emely")
    rows = page.desk.rows
    assert len(rows.rows) == 58 and rows.room >= 58


@pytest.fixture
def own(store: Store, school: SimpleNamespace, content: Content) -> Questionnaire:
    """A list of the school's own, with every kind of question, asked in this round."""
    parent = content.questionnaires["parent"]
    plain = replace(parent.items[0], scale="")
    fruit = ({"nl": "Lopend"}, {"nl": "Fiets"}, {"nl": "Auto"})
    items = (
        replace(plain, id="lees", kind=Kind.NOTE, texts={"nl": "Lees dit eerst."}),
        replace(plain, id="keuze", texts={"nl": "Gaat graag naar school."}),
        replace(plain, id="uren", kind=Kind.NUMBER, limits=(0, 24), texts={"nl": "Slaapt uren."}),
        replace(
            plain,
            id="hoe",
            kind=Kind.SEVERAL,
            options=fruit,
            codes=("walk", "bike", "car"),
            texts={"nl": "Komt met"},
        ),
        replace(plain, id="goed", kind=Kind.WORDS, texts={"nl": "Wat gaat goed?"}),
        replace(
            plain,
            id="cijfer",
            options=tuple({"nl": str(n)} for n in range(11)),
            texts={"nl": "Een cijfer"},
        ),
        replace(plain, id="auto", texts={"nl": "Zit in de auto."}, relevant="${uren} > 8"),
    )
    scale = Scale("", "", items, scored=False)
    made = sealed(replace(parent, code="thuis", scales=(scale,), critical={}, is_own=True))
    with store.writing() as session:
        document = to_document(made)
        session.add(
            OwnQuestionnaire(code="thuis", edition="1", informant="parent", document=document)
        )
        session.get_one(Round, school.round).questionnaires = ["teacher", "thuis"]
    return made


def test_numbers_words_and_several_answers_are_typed_and_kept_as_words(
    page: PaperPage, school: SimpleNamespace, store: Store, own: Questionnaire
) -> None:
    page.renew()
    take(page, school, "Emely", "thuis")
    desk = page.desk
    assert desk.rows.at == 1 and not desk.line.isVisible()  # a note takes no answer
    press(page, "5")
    for typed in ("25", "7,5"):
        assert page.focusWidget() is desk.line
        desk.line.setText(typed)
        QTest.keyClick(desk.line, Key.Key_Return)
        assert ("not an answer" in told(page)) == (typed == "25")
    for typed in ("31", "Lezen, met opa"):
        desk.line.setText(typed)
        QTest.keyClick(desk.line, Key.Key_Return)
    assert not desk.line.isVisible()
    press(page, "1")
    assert desk.rows.at == 5  # it may become a ten
    press(page, "0")
    assert told(page).startswith("The form is in.")  # who sleeps little is not asked the last one
    assert page.visit.entry is not None and page.visit.entry.words == {
        "uren": "7.5",
        "hoe": "walk car",
        "goed": "Lezen, met opa",
    }
    assert stored(store, page)[5] == 10
    assert [row.typed for row in desk.rows.rows][1:6] == ["5", "7.5", "1 3", "Lezen, met opa", "10"]


def test_backspace_in_an_empty_line_goes_back(
    page: PaperPage, school: SimpleNamespace, own: Questionnaire
) -> None:
    page.renew()
    take(page, school, "Emely", "thuis")
    press(page, "5")
    QTest.keyClick(page.desk.line, Key.Key_Backspace)
    assert page.desk.rows.at == 1 and page.focusWidget() is page.desk.rows


def test_an_answer_that_makes_another_needless_says_so_and_undo_brings_it_back(
    page: PaperPage, school: SimpleNamespace, store: Store, own: Questionnaire
) -> None:
    page.renew()
    take(page, school, "Emely", "thuis")
    press(page, "5")
    page.desk.line.setText("9")
    QTest.keyClick(page.desk.line, Key.Key_Return)
    page.typing.go(6)
    press(page, "4")
    page.typing.go(2)
    page.desk.line.setText("8")
    QTest.keyClick(page.desk.line, Key.Key_Return)
    assert "1 answer was taken away." in told(page)
    assert stored(store, page)[6] == "-"
    QTest.keyClick(page.desk.rows, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert stored(store, page)[6] == 3


def test_a_teacher_types_in_the_lists_of_her_own_groups_only(
    page: PaperPage, school: SimpleNamespace, app: App
) -> None:
    app.store.opener = Opener(role="teacher")  # not known yet which groups are hers
    page.renew()
    assert page.visit.lists == []
    take(page, school, "Emely")
    assert "another group" in told(page) and page.visit.entry is None


def test_without_a_round_there_is_nothing_to_type_in(qtbot: QtBot, app: App) -> None:
    made = PaperPage(app)
    qtbot.addWidget(made)
    made.show()
    assert made.crumb() == "Scans"
    QTest.keyClick(made.code, Key.Key_Return)
    made.code.setText("1234567890")
    QTest.keyClick(made.code, Key.Key_Return)
    assert made.visit.entry is None and told(made)


def test_a_form_of_who_is_not_asked_is_told_and_stores_nothing(
    page: PaperPage, school: SimpleNamespace
) -> None:
    take(page, school, "Zoë", "pupil")
    assert "not asked of this pupil" in told(page)
    assert page.visit.entry is None and page.start.isVisible()
