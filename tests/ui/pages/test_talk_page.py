"""The page of one talk: what is missing, the form after it, and words that are not lost."""

from collections.abc import Callable, Iterator
from datetime import date
from types import SimpleNamespace
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from npo_desktop.queries.parents.parent_talk_drafts import keep_typed_talk, typed_talk
from npo_desktop.queries.parents.parent_talks import (
    AgreementFacts,
    TalkNotes,
    add_talk,
    talks_of,
    write_talk,
)
from npo_desktop.queries.privacy.erasure import erase_pupils
from npo_desktop.queries.rounds import add_round
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Store
from ui.app import App, Said
from ui.dialogs.confirm import ConfirmDialog
from ui.errors import Errors
from ui.main_window import MainWindow
from ui.pages import PAGES
from ui.pages.talk_page import TalkPage
from ui.parents.parent_talk import ParentTalkDialog
from ui.parents.parent_talk_find import FindTalkDialog, find_talk
from ui.school_window import school_window
from ui.widgets.find_field import Found
from ui.widgets.icon_button import IconButton

READ = AgreementFacts("Read together every evening", "home", date(2027, 1, 5))
NOTES = TalkNotes(date(2026, 11, 24), words="Sleeps little.", agreements=(READ,))
Shown = Callable[[UUID], TalkPage]


@pytest.fixture
def shown(app: App, qtbot: QtBot) -> Shown:
    page = TalkPage(app)
    qtbot.addWidget(page)
    page.resize(1100, 600)
    page.show()

    def show(pupil: UUID) -> TalkPage:
        page.show_args(pupil)
        qtbot.waitUntil(lambda: page.facts is not None and not app.jobs.busy)
        assert page.facts is not None and page.facts.summary.dossier.pupil.id == pupil
        return page

    return show


@pytest.fixture
def form(app: App, qtbot: QtBot, school: SimpleNamespace) -> Iterator[ParentTalkDialog]:
    parent = QWidget()
    qtbot.addWidget(parent)
    whose = (school.pupils["Emely"], "Emely")
    made = ParentTalkDialog(app, whose, school.round, None, parent)
    made.open()
    yield made  # the parent lives as long


def talks(app: App, pupil: UUID) -> list[tuple[AgreementFacts, ...]]:
    with app.reading() as session:
        return [one.agreements for one in talks_of(session, pupil)]


def test_the_summary_stands_there_with_what_is_missing_and_what_not_to_say(
    shown: Shown, emely: UUID
) -> None:
    page = shown(emely)
    assert page.sheets.count >= 1 and page.print.isEnabled()
    assert page.facts is not None
    missing = [one.text for one in page.facts.missing]
    assert any("Nothing was chosen for Emely" in one for one in missing)
    assert any("in which language the parents talk" in one for one in missing)
    assert len(page.missing.findChildren(IconButton)) == sum(
        bool(one.page) for one in page.facts.missing
    )


def test_what_is_missing_leads_to_where_it_is_put_right(
    app: App, shown: Shown, emely: UUID, qtbot: QtBot
) -> None:
    page = shown(emely)
    opened: list[tuple[str, object]] = []
    app.opened.connect(lambda name, args: opened.append((name, args)))
    for button in page.missing.findChildren(IconButton):
        button.click()
    assert ("proposal", (emely,)) in opened and ("pupil", (emely,)) in opened


def test_a_pupil_without_any_answer_still_has_a_page_that_says_so(
    shown: Shown, school: SimpleNamespace
) -> None:
    page = shown(school.pupils["Noa"])
    assert page.facts is not None and page.sheets.count >= 1
    assert any("scan of the teacher" in one.text for one in page.facts.missing)


def test_another_language_is_shown_and_the_note_stays_in_that_of_the_window(
    shown: Shown, app: App, emely: UUID, qtbot: QtBot
) -> None:
    page = shown(emely)
    QTest.mouseClick(page.language.group.button(3), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.facts is not None and page.facts.summary.language == "es")
    assert page.facts is not None and page.facts.note.head.language == "en"


def test_without_a_round_the_page_says_what_comes_first(
    app: App, qtbot: QtBot, store: Store
) -> None:
    from npo_desktop.store.tables import Pupil

    with store.writing() as session:
        pupil = Pupil(number="1", call_name="Ana", last_name="Test", sort_name="test ana")
        session.add(pupil)
        session.flush()
        pupil_id = pupil.id
    page = TalkPage(app)
    qtbot.addWidget(page)
    page.show()
    page.show_args(pupil_id)
    qtbot.waitUntil(page.no_round.isVisible)
    assert page.facts is None and not page.print.isEnabled()
    with qtbot.waitSignal(app.opened) as went:
        page.to_scans.click()
    assert went.args[0] == "scans"
    with store.writing() as session:
        add_round(session, "2026-1", date(2026, 11, 2), date(2026, 12, 4))


def test_what_was_agreed_is_kept_and_undone(
    app: App, form: ParentTalkDialog, school: SimpleNamespace, said: list[Said]
) -> None:
    emely = school.pupils["Emely"]
    form.rows.rows[0].fill(READ)
    form.keep.click()
    assert talks(app, emely) == [(READ,)]
    undo = said[-1].undo
    assert undo is not None
    undo()
    assert talks(app, emely) == []


def test_a_talk_that_was_planned_gets_the_form_and_no_second_talk_is_made(
    app: App, shown: Shown, emely: UUID, school: SimpleNamespace, qtbot: QtBot
) -> None:
    with app.store.writing() as session:
        planned = add_talk(session, emely, round_id=school.round, held_on=date(2026, 11, 24))
    page = shown(emely)
    page.write_down()
    (form,) = page.window().findChildren(ParentTalkDialog)
    form.rows.rows[0].fill(READ)
    form.keep.click()
    with app.reading() as session:
        assert [one.id for one in talks_of(session, emely)] == [planned]
    qtbot.waitUntil(lambda: page._held_now() is not None)
    qtbot.waitUntil(lambda: not app.jobs.busy)


def test_a_talk_that_was_not_held_after_all_waits_again(
    app: App, shown: Shown, emely: UUID, qtbot: QtBot, said: list[Said]
) -> None:
    with app.store.writing() as session:
        talk = add_talk(session, emely, round_id=app.round_id)
        write_talk(session, talk, NOTES)
    with app.reading() as session:
        (facts,) = talks_of(session, emely)
    parent = QWidget()
    qtbot.addWidget(parent)
    form = ParentTalkDialog(app, (emely, "Emely"), None, facts, parent)
    assert form.notes() == NOTES and not form.is_changed()
    form.empty.click()
    assert talks(app, emely) == [()]
    undo = said[-1].undo
    assert undo is not None
    undo()
    assert talks(app, emely) == [(READ,)]


def test_a_planned_talk_keeps_the_language_that_was_chosen(
    app: App, shown: Shown, emely: UUID, school: SimpleNamespace, qtbot: QtBot
) -> None:
    with app.store.writing() as session:
        add_talk(session, emely, round_id=school.round, held_on=date(2026, 11, 24))
    page = shown(emely)
    page._choose_language("pap")
    qtbot.waitUntil(lambda: page.facts is not None and page.facts.summary.language == "pap")
    with app.reading() as session:
        assert [one.language for one in talks_of(session, emely)] == ["pap"]
    qtbot.waitUntil(lambda: not app.jobs.busy)


def test_enter_goes_to_the_next_line_and_thirty_agreements_fit(
    form: ParentTalkDialog,
) -> None:
    for number in range(40):
        row = form.rows.rows[min(number, len(form.rows.rows) - 1)]
        row.words.setText(f"Agreement {number}")
        QTest.keyClick(row.words, Qt.Key.Key_Return)
    assert form.isVisible()
    assert len(form.notes().agreements) == len(form.rows.rows) == 30
    form.rows.rows[5].drop.click()
    assert len(form.notes().agreements) == 29


def test_the_tab_key_goes_through_the_form_as_it_is_read(form: ParentTalkDialog) -> None:
    form.rows.add()
    met: list[QWidget] = [form.day]
    while (following := met[-1].nextInFocusChain()) not in (None, form.day):
        assert following is not None
        met.append(following)
    places = [met.index(row.words) for row in form.rows.rows]
    assert len(places) == 4 and places == sorted(places)
    last = form.keep_and_print
    order = (form.whom, form.rows.rows[0].words, form.rows.rows[3].drop, form.words, form.leave)
    found = [met.index(one) for one in (*order, form.keep, last)]
    assert found == sorted(found)


def test_enter_on_the_button_keeps_and_prints(
    app: App, shown: Shown, emely: UUID, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, printed = shown(emely), list[None]()
    monkeypatch.setattr(page, "print_summary", lambda: printed.append(None))
    page.write_down()
    (form,) = page.window().findChildren(ParentTalkDialog)
    form.rows.rows[0].fill(READ)
    QTest.keyClick(form.keep_and_print, Qt.Key.Key_Return)
    assert talks(app, emely) == [(READ,)]
    qtbot.waitUntil(lambda: bool(printed) and not app.jobs.busy)


def test_leaving_asks_before_it_throws_away_what_was_typed(
    app: App, form: ParentTalkDialog, school: SimpleNamespace
) -> None:
    form.rows.rows[0].fill(READ)
    form.reject()
    (question,) = form.findChildren(ConfirmDialog)
    assert form.isVisible()
    question.reject()
    assert form.isVisible() and form.notes().agreements == (READ,)
    form.rows.rows[0].fill(AgreementFacts(""))
    form.reject()
    assert not isValid(form) or not form.isVisible()
    assert talks(app, school.pupils["Emely"]) == []


def test_what_was_typed_waits_when_the_program_locks_and_goes_once_it_is_kept(
    app: App, form: ParentTalkDialog, school: SimpleNamespace, qtbot: QtBot
) -> None:
    emely = school.pupils["Emely"]
    form.rows.rows[0].fill(READ)
    form.words.setPlainText("Sleeps little.")
    form.keep_draft()
    with app.reading() as session:
        assert typed_talk(session, emely) == NOTES
    parent = QWidget()
    qtbot.addWidget(parent)
    again = ParentTalkDialog(app, (emely, "Emely"), school.round, None, parent)
    assert again.notes() == NOTES and not again.told.isHidden()
    again.keep.click()
    with app.reading() as session:
        assert typed_talk(session, emely) is None


def test_an_untouched_form_leaves_nothing_behind(
    app: App, form: ParentTalkDialog, school: SimpleNamespace
) -> None:
    form.keep_draft()
    with app.reading() as session:
        assert typed_talk(session, school.pupils["Emely"]) is None
    form.reject()
    assert not form.isVisible()


def test_what_waits_is_erased_with_the_pupil(store: Store, school: SimpleNamespace) -> None:
    emely = school.pupils["Emely"]
    with store.writing() as session:
        keep_typed_talk(session, emely, NOTES)
    erase_pupils(store, [emely])
    with store.reading() as session:
        assert "Sleeps little" not in str(canonical_dump(session))


def test_a_few_letters_and_enter_choose_a_pupil(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    known = [Found("Emely Pourier", "Groep 5", "pupil", (1,)), Found("Emma", "", "pupil", (2,))]
    chosen: list[Found] = []
    find_talk(window, lambda words: [k for k in known if words in k.text.lower()], chosen.append)
    find_talk(window, lambda _words: known, chosen.append)  # pressed twice
    (dialog,) = window.findChildren(FindTalkDialog)
    QTest.keyClicks(dialog.name, "zz")
    field, told = (one.mapTo(dialog, QPoint(0, 0)).y() for one in (dialog.name, dialog.none))
    assert dialog.none.isVisible() and told - field - dialog.name.height() < 20
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert chosen == []
    dialog.name.clear()
    QTest.keyClicks(dialog.name, "em")
    QTest.keyClick(dialog.name, Qt.Key.Key_Down)
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    assert [(one.page, one.args) for one in chosen] == [("talk", (2,))]


def test_the_button_stands_on_every_page_and_asks_whose_parents_come(
    store: Store, school: SimpleNamespace, on_the_24th: None, qtbot: QtBot
) -> None:
    window = school_window(store, Errors())
    qtbot.addWidget(window)
    window.show()
    for key in ("today", "pupils", "safety"):
        window.open_page(key)
        assert window.talk.isVisible(), key
    QTest.mouseClick(window.talk, Qt.MouseButton.LeftButton)
    (dialog,) = window.findChildren(FindTalkDialog)
    QTest.keyClicks(dialog.name, "pourier")
    QTest.keyClick(dialog.name, Qt.Key.Key_Return)
    page = window.page("talk")
    assert window.current_key == "talk" and isinstance(page, TalkPage)
    assert page.pupil_id == school.pupils["Emely"]
    qtbot.waitUntil(lambda: page.facts is not None and not window.app.jobs.busy)
    assert window.focusWidget() is page.print, "Enter prints"
    window.lock_up()


def test_who_may_not_open_the_page_has_no_button_and_no_key(app: App, qtbot: QtBot) -> None:
    entries = [entry for entry in PAGES if entry.key in ("today", "scans")]
    window = MainWindow(app, entries)
    qtbot.addWidget(window)
    window.show()
    window.open_page("today")
    assert window.talk.parentWidget() is None
    QTest.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    assert window.findChildren(FindTalkDialog) == []
    qtbot.waitUntil(lambda: not app.jobs.busy)
