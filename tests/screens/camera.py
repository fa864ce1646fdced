"""Takes the pictures of ``screens.py``: a window as a small screen leaves it, at rest."""

import os
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

os.environ.setdefault("NPO_TODAY", "2026-11-24")  # the practice school's own day

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from npo_desktop.queries.pupils import pupil_list
from npo_desktop.store.engine import Store
from npo_desktop.store.keys import Cost
from ui.main_window import MainWindow

SIZE = (1366, 688)
FOLDER = Path("screens")
CHEAP = Cost(memory=64, passes=1, lanes=1)
WORDS = "zon zee wind kaya"
PATIENCE = 600  # turns of 50 ms


class Camera:
    """Keeps the pictures of one language."""

    def __init__(self, language: str, only: str) -> None:
        self.language, self.only = language, only

    def shoot(self, widget: QWidget, name: str, *, resize: bool = True) -> None:
        """Keep one picture, of a widget that has come to rest."""
        whole = f"{self.language}-{name}"
        if resize:
            widget.resize(*SIZE)
        widget.show()
        QTest.qWaitForWindowExposed(widget)
        settle(widget)
        if self.only in whole:
            widget.grab().save(str(FOLDER / f"{whole}.png"))


def settle(widget: QWidget) -> None:
    """Let jobs end and layouts come to rest."""
    QTest.qWait(50)
    while isinstance(widget, MainWindow) and widget.app.jobs.busy:
        QTest.qWait(20)
    QTest.qWait(50)


def until(claim: Callable[[], object], what: str) -> None:
    """Wait, but not for ever."""
    for _turn in range(PATIENCE):
        if claim():
            return
        QTest.qWait(50)
    raise TimeoutError(what)


def press(widget: QWidget, key: Qt.Key, count: int = 1) -> None:
    """A key, so many times."""
    for _time in range(count):
        QTest.keyClick(widget, key)


def pupil_of(store: Store, name: str) -> UUID:
    """The first pupil of that name, this year."""
    with store.reading() as session:
        return pupil_list(session, "2026-2027", matching=name)[0].id
