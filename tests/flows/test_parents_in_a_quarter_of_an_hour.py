"""Parents come in fifteen minutes: from the start of the program to a printed summary, and after.

An action is one key, one shortcut, one click, or one field typed full: what a hand does.
"""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import monotonic
from types import SimpleNamespace
from typing import Any, TypeVar

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from sqlmodel import select

import ui.start
from npo_desktop import i18n
from npo_desktop.demo import make_practice_store
from npo_desktop.queries.parents.parent_talk_drafts import typed_talk
from npo_desktop.queries.parents.parent_talks import AgreementFacts, talks_of
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.store.keys import Cost
from npo_desktop.store.lifecycle import open_store
from npo_desktop.store.safety_tables import AuditEntry
from ui.errors import Errors
from ui.main_window import MainWindow
from ui.pages.talk_page import TalkPage
from ui.parents.parent_talk import ParentTalkDialog
from ui.parents.parent_talk_find import FindTalkDialog
from ui.preview import PreviewDialog

PASSPHRASE = "rif zeewier mango kabaal"
PATIENCE = 60.0  # seconds
MOST_ACTIONS = 8
D = TypeVar("D", bound=QDialog)


@dataclass
class Hand:
    """Keys go where the focus is, as a keyboard sends them; each act is counted."""

    done: list[str] = field(default_factory=list)

    def press(self, keys: str) -> None:
        held = Qt.KeyboardModifier.NoModifier
        *modifiers, name = keys.split("+")
        if modifiers:
            held = Qt.KeyboardModifier.ControlModifier
        QTest.keyClick(_focus(), Qt.Key[f"Key_{name}"], held)
        self.done.append(keys)

    def type_in(self, words: str) -> None:
        QTest.keyClicks(_focus(), words)
        self.done.append("typed")


def _focus() -> QWidget:
    found: list[QWidget] = []

    def look() -> bool:
        widget = QApplication.focusWidget() or QApplication.activeWindow()
        found[:] = [widget] if widget is not None else []
        return bool(found)

    until(look, "something with the focus")
    return found[0]


def until(claim: Callable[[], object], what: str) -> None:
    deadline = monotonic() + PATIENCE
    while not claim():
        if monotonic() > deadline:
            raise TimeoutError(f"waited in vain for {what}")
        QTest.qWait(5)


@pytest.fixture
def path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, copy_of: Callable[[Path, Any], Any]
) -> Path:
    """A closed practice school under a passphrase of its own."""
    monkeypatch.setenv("NPO_TODAY", date(2026, 11, 24).isoformat())
    where = tmp_path / "data" / "school.npo"
    copy_of(where, _make)
    return where


def _make(where: Path) -> None:
    make_practice_store(where, passphrase=PASSPHRASE, cost=Cost(64, 1, 1)).close()


@pytest.fixture
def start(qapp: QApplication, path: Path) -> Iterator[Callable[[], ui.start.Start]]:
    """Start the program, as often as one likes."""
    i18n.use("nl")
    begun: list[ui.start.Start] = []

    def begin() -> ui.start.Start:
        one = ui.start.Start(Errors(), path, practice=False, locked=False)
        begun.append(one)
        one.show_first()
        until(lambda: one.opening is not None and one.opening.view.isVisible(), "the passphrase")
        assert one.first is not None
        one.first.activateWindow()
        until(lambda: one.opening and one.opening.view.passphrase.hasFocus(), "the field")
        return one

    yield begin
    for one in begun:
        for window in (one.window, one.first):
            if window is None:
                continue
            for dialog in window.findChildren(QDialog):
                dialog.hide()  # left open it keeps the windows of later tests from being clicked
            window.hide()
        one.close()


def opened(one: ui.start.Start) -> MainWindow:
    until(lambda: one.window is not None and one.window.isVisible(), "the main window")
    assert one.window is not None
    one.window.activateWindow()
    until(one.window.isActiveWindow, "the window in front")
    return one.window


def shown(window: MainWindow, kind: type[D]) -> D:
    """A dialog that is open now, in front."""
    found: list[D] = []

    def look() -> bool:
        found[:] = [one for one in window.findChildren(kind) if one.isVisible()]
        return bool(found)

    until(look, kind.__name__)
    found[0].activateWindow()
    until(found[0].isActiveWindow, f"{kind.__name__} in front")
    return found[0]


def talk_page(window: MainWindow) -> TalkPage:
    page = window.page("talk")
    assert isinstance(page, TalkPage)
    until(lambda: page.facts is not None and not window.app.jobs.busy, "the summary")
    return page


def go_to_talk(one: ui.start.Start, hand: Hand, letters: str) -> tuple[MainWindow, TalkPage]:
    """Five actions: the passphrase, Enter, Ctrl+J, a few letters, Enter."""
    hand.type_in(PASSPHRASE)
    hand.press("Return")
    window = opened(one)
    hand.press("Ctrl+J")
    shown(window, FindTalkDialog)
    hand.type_in(letters)
    hand.press("Return")
    return opened(one), talk_page(window)


def to_paper(window: MainWindow, hand: Hand, file: Path) -> None:
    """One action more: the preview stands there with a printer chosen."""
    preview = shown(window, PreviewDialog)
    until(preview.frame.print.isEnabled, "a printer")
    with_pages: list[int] = []
    preview.printed.connect(with_pages.append)
    hand.press("Ctrl+P")
    until(lambda: with_pages, "the print")
    until(lambda: not window.app.jobs.busy, "the end of the job")
    assert with_pages == [len(PdfReader(file).pages)]


def test_from_the_start_of_the_program_to_a_printed_summary_in_at_most_eight_actions(
    start: Callable[[], ui.start.Start], virtual_printer: SimpleNamespace
) -> None:
    one, hand, began = start(), Hand(), monotonic()
    window, page = go_to_talk(one, hand, "jeandro")
    assert page.facts is not None
    pupil = page.facts.summary.dossier.pupil
    assert pupil.call_name == "Jeandro"
    hand.press("Ctrl+P")
    to_paper(window, hand, virtual_printer.file)
    sys.stdout.write(f"{len(hand.done)} actions, {monotonic() - began:.1f} s: {hand.done}\n")
    assert len(hand.done) <= MOST_ACTIONS, hand.done
    with window.app.reading() as session:
        printed = session.exec(select(AuditEntry).where(AuditEntry.action == "print")).all()
        assert [entry.object_id for entry in printed] == [str(pupil.id)]


def test_after_the_talk_two_minutes_of_typing_and_a_reprint_that_holds_what_was_agreed(
    start: Callable[[], ui.start.Start], virtual_printer: SimpleNamespace
) -> None:
    one, hand = start(), Hand()
    window, page = go_to_talk(one, hand, "jeandro")
    assert page.facts is not None
    before, pupil_id = page.facts.summary, page.facts.summary.dossier.pupil.id
    hand.done.clear()
    QTest.mouseClick(page.write, Qt.MouseButton.LeftButton)
    form = shown(window, ParentTalkDialog)
    until(form.rows.rows[0].words.hasFocus, "the first line")
    hand.type_in("Elke avond tien minuten samen lezen")
    hand.press("Tab")
    hand.press("Down")  # who: the school
    hand.press("Down")  # at home
    hand.press("Ctrl+P")
    to_paper(window, hand, virtual_printer.file)
    agreed = AgreementFacts("Elke avond tien minuten samen lezen", "home")
    with window.app.reading() as session:
        (talk,) = talks_of(session, pupil_id)
    assert talk.agreements == (agreed,) and talk.is_done and talk.printed_at is not None
    facts = talk_page(window).facts
    assert facts is not None
    from npo_desktop.exports.parent_text import parent_text, version_code

    points = parent_text(facts.summary).agreements
    assert points is not None and [one.text for one in points.talk_points] == [agreed.text]
    assert talk.code == version_code(facts.summary) != version_code(before)
    sys.stdout.write(f"after the talk: {len(hand.done)} actions and a click\n")


def test_what_was_typed_about_a_talk_outlives_the_lock(
    start: Callable[[], ui.start.Start], path: Path
) -> None:
    one, hand = start(), Hand()
    window, page = go_to_talk(one, hand, "jeandro")
    QTest.mouseClick(page.write, Qt.MouseButton.LeftButton)
    form = shown(window, ParentTalkDialog)
    until(form.rows.rows[0].words.hasFocus, "the first line")
    hand.type_in("Twee keer per week oefenen")
    window.lock_up()
    one.close()
    store = open_store(path, PASSPHRASE)
    with store.reading() as session:
        pupil = next(p for p in pupil_list(session, "2026-2027") if p.call_name == "Jeandro")
        kept = typed_talk(session, pupil.id)
    store.close()
    assert kept is not None and kept.agreements[0].text == "Twee keer per week oefenen"

    window, page = go_to_talk(start(), hand, "jeandro")
    until(page.waiting_words.isVisible, "the note")
    QTest.mouseClick(page.open_draft, Qt.MouseButton.LeftButton)
    form = shown(window, ParentTalkDialog)
    assert form.notes().agreements == kept.agreements and form.told.isVisible()
    QTest.mouseClick(form.keep, Qt.MouseButton.LeftButton)
    until(lambda: not window.app.jobs.busy, "the end of the job")
    with window.app.reading() as session:
        assert typed_talk(session, pupil.id) is None
        assert talks_of(session, pupil.id)[0].agreements == kept.agreements
