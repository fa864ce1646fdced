"""The real program, with the hands of a teacher and of a child at the pupil desk.

Started by ``test_pupil_desk.py``. Everything seen goes to one log. The first time it sits at the
desk until its display is taken away; the second time (``--locked``) it only says what it shows.
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
from PySide6.QtWidgets import QApplication

import ui.__main__
from npo_desktop.queries.answering.desk import picture_codes
from npo_desktop.queries.answers import answers_of
from ui.desk.desk_window import DeskWindow
from ui.desk.start_dialog import StartDeskDialog
from ui.pages.scans_page import ScansPage
from ui.start import Start

PATIENCE = 60.0  # seconds
FACTS: dict[str, Any] = json.loads(Path(os.environ["SITTER_FACTS"]).read_text(encoding="utf-8"))


def say(word: str, *more: object) -> None:
    """One thing that was seen, on disk at once."""
    with Path(FACTS["log"]).open("a", encoding="utf-8") as log:
        log.write(json.dumps([word, *more]) + "\n")


def until(claim: Callable[[], object], what: str) -> None:
    """Let the window work until something holds."""
    deadline = monotonic() + PATIENCE
    while not claim():
        if monotonic() > deadline:
            raise TimeoutError(f"waited in vain for {what}")
        QTest.qWait(5)


def shown() -> list[str]:
    """Titles of every window that is on the screen."""
    return [w.windowTitle() for w in QApplication.topLevelWidgets() if w.isVisible()]


def sit(start: Start) -> None:
    """The teacher opens the school and the desk; a child answers, question after question."""
    until(lambda: start.opening is not None and start.opening.view.isVisible(), "the form")
    assert start.opening is not None
    QTest.keyClicks(start.opening.view.passphrase, FACTS["passphrase"])
    QTest.keyClick(start.opening.view.passphrase, Qt.Key.Key_Return)
    until(lambda: start.window is not None and start.window.isVisible(), "the main window")
    window = start.window
    assert window is not None
    window.open_page("scans", None, "pupil")
    page = window.page("scans")
    assert isinstance(page, ScansPage)
    until(lambda: page.lists.desk.isVisible(), "the way to the desk")
    QTest.mouseClick(page.lists.desk, Qt.MouseButton.LeftButton)
    dialog = next(w for w in QApplication.topLevelWidgets() if isinstance(w, StartDeskDialog))
    dialog.queue.click()
    dialog.adult.setEditText("juf Chantal")
    until(lambda: dialog.start.isVisible(), "the button")
    QTest.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    until(lambda: window.app.desk is not None and window.app.desk.isActiveWindow(), "the desk")
    desk = window.app.desk
    assert desk is not None
    say("desk", shown(), window.isVisible(), desk.size().toTuple(), desk.screen().size().toTuple())
    answer(desk, start)
    say("ready", os.getpid())


def answer(desk: DeskWindow, start: Start) -> None:
    """The first child finds its pictures and answers five questions."""
    assert start.window is not None
    with start.window.app.reading() as session:
        codes = picture_codes(session, list(desk.flow.plan.codes.values()))
    for name in codes[next(iter(codes))]:
        QTest.mouseClick(desk.codes.tiles[name], Qt.MouseButton.LeftButton)
    while desk.stack.currentWidget() is not desk.question:
        QTest.mouseClick(desk.calm.buttons[0], Qt.MouseButton.LeftButton)
    for value in (3, 0, 2, 1, 3):
        item = desk.flow.sitting.items[desk.flow.at].id
        QTest.keyClick(desk.windowHandle(), Qt.Key(Qt.Key.Key_1 + value))
        scan_id = desk.flow.sitting.entry.scan_id
        assert scan_id is not None
        with start.window.app.reading() as session:
            assert answers_of(session, scan_id)[item] == value
        say("answered", str(scan_id), item, value)
        QTest.keyClick(desk.windowHandle(), Qt.Key.Key_Return)


def look(start: Start) -> None:
    """What the next start shows before anybody typed anything."""
    until(lambda: start.opening is not None and start.opening.view.isVisible(), "the form")
    assert start.opening is not None
    say("asked", start.opening.view.passphrase.text(), start.window is None, shown())
    QApplication.exit(0)


def main() -> int:
    play = look if "--locked" in sys.argv else sit
    show_first = Start.show_first

    def show_and_play(start: Start) -> None:
        show_first(start)
        QTimer.singleShot(0, lambda: play(start))

    patch.object(Start, "show_first", show_and_play).start()
    return ui.__main__.main()


if __name__ == "__main__":
    sys.exit(main())
