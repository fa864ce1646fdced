"""SIGKILL while answers are ticked in the real window; T01q.

Each child is a window of its own, driven key by key. It tells an answer when the page has said that
it is saved; whatever the page said must be there.
"""

import argparse
import json
import os
import signal
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from unittest.mock import patch
from uuid import UUID

import school
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from npo_desktop import i18n
from npo_desktop.content.load import load_content
from npo_desktop.queries.answering import entering
from npo_desktop.queries.answers import answers_of
from npo_desktop.store.lifecycle import open_store
from ui.errors import Errors
from ui.pages.scan_page import ScanPage
from ui.school_window import school_window

SAID = "Saved at"
KEYS = ("1", "2", "3", "4", "5")


def answer(items: Sequence[str], n: int) -> tuple[str, int]:
    """The n-th answer; the second time through the list each is another."""
    return items[n % len(items)], (n + n // len(items)) % len(KEYS)


def says_saved(page: ScanPage) -> bool:
    """Whether these words stand on the screen."""
    labels = page.side.saved.findChildren(QLabel)
    return any(label.isVisible() and SAID in label.text() for label in labels)


def tick_for_ever(path: Path, pupil: UUID, first: int, out: int) -> None:
    """Answer by keyboard until killed; again from the top when the list is full."""
    application = QApplication(["crash"])
    window = school_window(open_store(path, school.PASSPHRASE), Errors())
    window.resize(1366, 768)
    window.show()
    window.open_page("scan", pupil, "teacher", None, None)
    page = window.page("scan")
    assert isinstance(page, ScanPage)
    application.processEvents()
    assert page.visit.entry is not None
    items = [item.id for item in page.visit.entry.items]
    os.write(out, b"ready\n")
    n = first
    while True:
        item, value = answer(items, n)
        window.open_page("scan", pupil, "teacher", None, item)
        page.side.tell_saved(None)
        assert not says_saved(page)
        QTest.keyClick(page.sheet.item, Qt.Key(ord(KEYS[value])))
        if says_saved(page):
            os.write(out, f"{n} {item} {value}\n".encode())
        n += 1


def killed(path: Path, pupil: UUID, first: int, delay: float, *, busy: bool) -> list[list[str]]:
    """What one window told before it was killed so many seconds after it was ready.

    ``busy``: after its first answer; on a slow machine many would not live to see one.
    """
    heard, out = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            tick_for_ever(path, pupil, first, out)
        finally:
            os._exit(70)
    os.close(out)
    with os.fdopen(heard) as pipe:
        assert pipe.readline() == "ready\n", "the window did not open"
        begun = [pipe.readline()] if busy else []
        time.sleep(delay)
        os.kill(pid, signal.SIGKILL)
        assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
        return [line.split() for line in (*begun, *pipe)]


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("store", type=Path)
    parser.add_argument("--kills", type=int, required=True)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--forgetful", action="store_true", help="a page that writes nothing")
    chosen = parser.parse_args()
    if chosen.forgetful:
        patch.object(entering, "record_answer", lambda *_arguments, **_named: None).start()
    rng = Random(chosen.seed)
    i18n.use("en")
    load_content()
    store = open_store(chosen.store, school.PASSPHRASE)
    told = school.read(chosen.store)
    pupil = UUID(told.pupil_id)
    store.close()
    here: dict[str, int] = {}
    acks, lost, n = 0, 0, 0
    for kill in range(chosen.kills):
        delay = rng.uniform(0.0005, 0.2)
        for number, item, value in killed(chosen.store, pupil, n, delay, busy=kill % 2 == 0):
            here[item] = int(value)
            n, acks = int(number) + 1, acks + 1
        store = open_store(chosen.store, school.PASSPHRASE)
        with store.reading() as session:
            found = answers_of(session, school.scan_id(told))
        store.close()
        under_way, given = answer(told.items, n)  # may be on disk already, or not yet
        if found.get(under_way) == given:
            here[under_way] = given
            n += 1  # pressed again it would be no change, and its window silent for an answer more
        gone = [shown for shown, said in here.items() if found.get(shown) != said]
        lost += len(gone)
        for shown in gone:
            del here[shown]  # counted once
    sys.stdout.write(json.dumps({"acks": acks, "lost": lost}) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
