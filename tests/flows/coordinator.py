"""A coordinator's first day, as a program of its own: real window, real keys, real files.

Started by the flow tests as a process, so that it can be killed. Every line it prints is something
the window has acknowledged: ``answer T-EF-INH-1 3`` comes after the page said that it was saved.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from time import monotonic
from uuid import UUID

from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

import ui.start
from npo_desktop import i18n
from npo_desktop.errors import UserError
from npo_desktop.logs import report_of
from npo_desktop.queries.answers import answers_of
from npo_desktop.queries.pupils import pupil_list
from ui import state, theme
from ui.errors import Errors, install_hooks
from ui.main_window import MainWindow
from ui.pages.export_page import ExportPage
from ui.pages.proposal_page import ProposalPage
from ui.pages.scan_page import ScanPage
from ui.wizard.passphrase_step import PassphraseStep
from ui.wizard.pupils_step import PupilsStep
from ui.wizard.recovery_step import RecoveryStep
from ui.wizard.round_step import RoundStep
from ui.wizard.school_step import SchoolStep
from ui.wizard.wizard import Wizard

FILES = Path(__file__).parents[1] / "files"
NEW_SCHOOLS: Mapping[str, Mapping[str, str]] = json.loads(  # begun with the wizard
    Path(__file__).with_name("schools.json").read_text(encoding="utf-8")
)
PATIENCE = 60.0  # seconds
YEAR = "2026-2027"


def say(*words: object) -> None:
    """One acknowledged thing, on its way out at once."""
    print(*words, flush=True)


def until(claim: Callable[[], object], what: str) -> None:
    """Let the window work until something holds."""
    deadline = monotonic() + PATIENCE
    while not claim():
        if monotonic() > deadline:
            raise TimeoutError(f"waited in vain for {what}")
        QTest.qWait(5)


def click(button: QWidget) -> None:
    until(lambda: button.isVisible() and button.isEnabled(), f"button {button.accessibleName()}")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def type_in(field: QWidget, words: str) -> None:
    """Key by key, also the letters for which QTest knows no key."""
    for letter in words:
        if letter.isascii():
            QTest.keyClicks(field, letter)
            continue
        for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
            QApplication.sendEvent(field, QKeyEvent(kind, 0, Qt.KeyboardModifier(0), letter))


def first_time(wizard: Wizard, new: Mapping[str, str]) -> None:
    """Through the wizard: school, passphrase, recovery key, pupils, first round."""

    def step(kind: type) -> object:
        until(lambda: isinstance(wizard.step, kind), kind.__name__)
        return wizard.step

    school = step(SchoolStep)
    assert isinstance(school, SchoolStep)
    type_in(school.school, new["name"])
    type_in(school.place, new["place"])
    type_in(school.coordinator, new["coordinator"])
    school.island.setCurrentIndex(school.island.findData(new["island"]))
    school.island.activated.emit(school.island.currentIndex())
    click(wizard.next)

    secret = step(PassphraseStep)
    assert isinstance(secret, PassphraseStep)
    type_in(secret.fields.first.edit, new["passphrase"])
    type_in(secret.fields.again.edit, new["passphrase"])
    click(wizard.next)

    recovery = step(RecoveryStep)
    assert isinstance(recovery, RecoveryStep)
    groups = wizard.so_far.recovery_key.split("-")
    click(wizard.next)
    for field, place in zip(recovery.fields, recovery.asked, strict=True):
        type_in(field.control, groups[place])
    click(wizard.next)

    pupils = step(PupilsStep)
    assert isinstance(pupils, PupilsStep)
    pupils.view.open_file(FILES / new["pupils"])
    until(lambda: pupils.view.preview is not None, "the preview")
    click(wizard.next)

    planned = step(RoundStep)
    assert isinstance(planned, RoundStep)
    planned.name.clear()
    type_in(planned.name, "2026-1")
    planned.starts_on.setDate(planned.starts_on.date().fromString("2026-11-02", "yyyy-MM-dd"))
    planned.ends_on.setDate(planned.ends_on.date().fromString("2026-12-04", "yyyy-MM-dd"))
    click(wizard.next)
    click(wizard.next)


def pupil_id(window: MainWindow, number: str) -> UUID:
    with window.app.reading() as session:
        return next(p.id for p in pupil_list(session, YEAR) if p.number == number)


def fill_scan(window: MainWindow, number: str, word: str) -> None:
    """A whole teacher's list by keyboard; what is told was read back from the store."""
    window.open_page("scan", pupil_id(window, number), "teacher")
    page = window.page("scan")
    assert isinstance(page, ScanPage)
    entry = page.visit.entry
    assert entry is not None
    keys = "231402"  # some of each answer, and "don't know"
    open_items = [item for item in entry.items if item.id not in entry.answers]
    for n, item in enumerate(open_items):
        QTest.keyClicks(page.sheet.item, keys[n % len(keys)])
        now = page.visit.entry
        assert now is not None and now.scan_id is not None
        with window.app.reading() as session:
            saved = answers_of(session, now.scan_id)
        say(word, item.id, saved[item.id])


def choose_proposal(window: MainWindow, number: str, who: str, start: str, review: str) -> None:
    """The first proposal, with a goal of one's own, kept as a concept. Not given: as it stands."""
    window.open_page("proposal", pupil_id(window, number))
    page = window.page("proposal")
    assert isinstance(page, ProposalPage)
    until(lambda: page.list.order, "the proposals")
    page.form.goal.setPlainText("Starts within two minutes, in 4 of 5 lessons.")
    if who:
        page.form.who.setEditText(who)
    for box, day in ((page.form.starts, start), (page.form.review, review)):
        if day:
            box.setDate(QDate.fromString(day, Qt.DateFormat.ISODate))
    chosen = page.shown
    click(page.form.concept)
    say("plan", chosen)


def export(window: MainWindow, number: str, folder: Path) -> None:
    """The summary for the parents of one pupil, and the Excel plan."""
    window.open_page("export", pupil_id(window, number))
    page = window.page("export")
    assert isinstance(page, ExportPage)
    page.set_folder(folder)
    page.options.how.set_value("each")

    def is_there(before: set[Path]) -> bool:
        return bool(set(folder.glob("*.[px]*")) - before)

    for button in (page.make, page.make_plan):
        before = set(folder.glob("*"))
        click(button)
        until(partial(is_there, before), "a file")
        until(lambda: not window.app.jobs.busy, "the end of the job")
        for path in set(folder.glob("*")) - before:
            say("written", path.name)
        if page.run is not None:
            page.run.reject()
        page.show_choices()


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--school", choices=("practice", *NEW_SCHOOLS), required=True)
    parser.add_argument("--store", type=Path, required=True)
    parser.add_argument("--out", type=Path, help="where the papers go; without it none are made")
    parser.add_argument("--scan", required=True, help="number of the pupil to scan first")
    parser.add_argument("--second", help="number of the pupil scanned until the process is killed")
    for detail in ("--who", "--start", "--review"):
        parser.add_argument(detail, default="", help="of the plan")
    chosen = parser.parse_args()
    application = QApplication(sys.argv[:1])
    assert application.platformName() == os.environ.get("QT_QPA_PLATFORM", "xcb")
    i18n.use(state.language())
    theme.apply_theme(application)
    errors = Errors()
    install_hooks(errors)
    errors.told.connect(_tell)
    start = ui.start.Start(errors, chosen.store, practice=chosen.school == "practice", locked=False)
    start.show_first()
    if chosen.school in NEW_SCHOOLS:
        assert start.first is not None
        first = start.first
        until(lambda: isinstance(first.centralWidget(), Wizard), "the wizard")
        wizard = first.centralWidget()
        assert isinstance(wizard, Wizard)
        first_time(wizard, NEW_SCHOOLS[chosen.school])
    until(lambda: start.window is not None and start.window.isVisible(), "the main window")
    window = start.window
    assert window is not None
    say("opened", window.windowTitle())
    fill_scan(window, chosen.scan, "answer")
    choose_proposal(window, chosen.scan, chosen.who, chosen.start, chosen.review)
    if chosen.out:
        export(window, chosen.scan, chosen.out)
    if chosen.second:
        fill_scan(window, chosen.second, "second")
    window.close()
    start.close()
    say("done")
    return 0


def _tell(error: BaseException) -> None:
    say("told", error.message if isinstance(error, UserError) else repr(error))
    print(report_of(error), file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
