"""The real program, with a pair of hands: what one does before it locks, after, and after that.

Started by ``test_locked_and_found_again.py``; the two processes after it are started by the
program itself when it locks. Everything seen goes to one log, with the process that saw it.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Any
from unittest.mock import patch

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

import ui.__main__
import ui.start
from npo_desktop.queries.audit_log import audit_rows
from npo_desktop.queries.planning.plans import plan_list
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.queries.school import setting
from ui.dialogs.new_passphrase import NewPassphraseDialog
from ui.main_window import MainWindow
from ui.pages.proposal_page import ProposalPage
from ui.start import Start
from ui.unlock_view import UnlockView
from ui.widgets.blank import Blank

PATIENCE = 60.0  # seconds
FACTS: dict[str, Any] = json.loads(Path(os.environ["LOCKER_FACTS"]).read_text(encoding="utf-8"))


def say(word: str, *more: object) -> None:
    """One thing that was seen, on disk at once."""
    with Path(FACTS["log"]).open("a", encoding="utf-8") as log:
        log.write(json.dumps([os.getpid(), monotonic(), word, *more]) + "\n")


def until(claim: Callable[[], object], what: str) -> None:
    """Let the window work until something holds."""
    deadline = monotonic() + PATIENCE
    while not claim():
        if monotonic() > deadline:
            raise TimeoutError(f"waited in vain for {what}")
        QTest.qWait(5)


def press(widget: QWidget, key: Qt.Key) -> None:
    """As the system tells it: to the window, which is where the lock looks for life."""
    window = widget.window()
    window.activateWindow()
    until(window.isActiveWindow, "the window in front")
    QTest.keyClick(window.windowHandle(), key)


def form(start: Start) -> UnlockView:
    until(lambda: start.opening is not None and start.opening.view.isVisible(), "the form")
    assert start.opening is not None
    return start.opening.view


def opened(start: Start) -> MainWindow:
    until(lambda: start.window is not None and start.window.isVisible(), "the main window")
    until(lambda: start.leaving is not None and start.window is not None, "the lock")
    assert start.window is not None
    say("opened", list(start.window.sidebar.items))
    return start.window


def submit(view: UnlockView, words: str) -> None:
    view.passphrase.clear()
    QTest.keyClicks(view.passphrase, words)
    QTest.keyClick(view.passphrase, Qt.Key.Key_Return)


def goal_of(window: MainWindow) -> list[str]:
    with window.app.reading() as session:
        return [goal.text for plan in plan_list(session) for goal in plan.goals]


def first_sitting(start: Start) -> None:
    """Open, type half a plan, and walk away."""
    submit(form(start), FACTS["passphrase"])
    window = opened(start)
    assert start.leaving is not None
    with window.app.reading() as session:
        pupil = pupil_list(session, FACTS["year"])[0]
    window.open_page("proposal", pupil.id)
    page = window.page("proposal")
    assert isinstance(page, ProposalPage)
    until(lambda: page.list.order, "the proposals")
    page.form.goal.clear()
    QTest.keyClicks(page.form.goal, FACTS["goal"])
    say("typed", goal_of(window))
    warned: list[int] = []
    start.leaving.lock.warned.connect(warned.append)
    start.leaving.left.connect(lambda why: say("left", why, bool(warned)))
    start.leaving.lock.set_limit(FACTS["idle"])


def second_sitting(start: Start) -> None:
    """Three wrong passphrases, then the right one; then the key that hides everything."""
    view = form(start)
    say("asked", view.passphrase.text(), "--blank" in sys.argv)
    for wrong in FACTS["wrong"]:
        submit(view, wrong)
        until(lambda: view.is_waiting, "the wait")
        began = monotonic()
        refused = [note.accessibleName() for note in view.findChildren(QWidget) if _is_note(note)]
        tried: list[str] = []
        view.submitted.connect(tried.append)
        QTest.keyClick(view.passphrase, Qt.Key.Key_Return)
        enabled, words = view.unlock.isEnabled(), view.unlock.text()
        until(lambda: not view.is_waiting, "the end of the wait")
        view.submitted.disconnect(tried.append)
        say("refused", refused, enabled, words, len(tried), monotonic() - began)
    submit(view, FACTS["passphrase"])
    window = opened(start)
    with window.app.reading() as session:
        noted = [row.action for row in audit_rows(session, limit=20, before_seq=None)]
    say("found", goal_of(window), noted)
    assert start.leaving is not None

    def told(why: object) -> None:
        middle = window.centralWidget()
        assert middle is not None
        say("left", why, middle.isEnabled())

    start.leaving.left.connect(told)
    press(window, Qt.Key.Key_F9)


def third_sitting(start: Start) -> None:
    """Nothing to see; a key; then the passphrase is forgotten and the sheet is fetched."""
    first = start.first
    assert first is not None
    until(lambda: isinstance(first.centralWidget(), Blank), "nothing to see")
    say("blank", start.opening is None)
    press(first, Qt.Key.Key_Space)
    view = form(start)
    view.forgot.click()
    submit(view, FACTS["slip"])
    until(lambda: any(_is_note(note) for note in view.findChildren(QWidget)), "the slip")
    say("slip", [note.accessibleName() for note in view.findChildren(QWidget) if _is_note(note)])
    hands = QTimer(start)
    hands.timeout.connect(lambda: _choose(hands))
    hands.start(20)
    submit(view, FACTS["recovery"])
    window = opened(start)
    with window.app.reading() as session:
        say("found", goal_of(window), setting(session, "recovery.proved"))
    window.activateWindow()
    say("ready")
    until(lambda: Path(FACTS["end"]).exists(), "the end")
    say("closing")
    window.close()


def _choose(hands: QTimer) -> None:
    """The dialog holds up everything else: a timer's hands fill it in."""
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, NewPassphraseDialog):
        hands.stop()
        for field in (dialog.fields.first, dialog.fields.again):
            QTest.keyClicks(field.edit, FACTS["new"])
        dialog.agree.click()


def _is_note(widget: QWidget) -> bool:
    return widget.property("role") == "note" and widget.isVisible() and widget.objectName() == ""


def main() -> int:
    sittings = {"--blank": third_sitting, "--locked": second_sitting}
    play = next((sittings[word] for word in sittings if word in sys.argv), first_sitting)
    show_first = Start.show_first

    def show_and_play(start: Start) -> None:
        show_first(start)
        QTimer.singleShot(0, lambda: play(start))

    patch.object(Start, "show_first", show_and_play).start()
    patch.object(sys, "frozen", True, create=True).start()  # as installed: it starts itself by name
    sys.executable = FACTS["program"]
    said = Start.come_forward

    def come_forward(start: Start) -> None:
        say("called")
        said(start)

    patch.object(Start, "come_forward", come_forward).start()
    return ui.__main__.main()


if __name__ == "__main__":
    sys.exit(main())
