"""Pictures of who gets in and of what keeps the data safe: called by ``screens.py``.

A copy of the practice school with three people, of whom each has the window of her role. The
second number follows the first of ``screens.py``: 01 unlock, 21 colleagues, 22 safety and data,
23 what is done with a file, 24 putting a backup back, 25 the windows of a teacher and a head.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from camera import CHEAP, WORDS, Camera, press, pupil_of, settle, until
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget

from npo_desktop import practice
from npo_desktop.i18n import _
from npo_desktop.queries.groups import sole_teachers, staff_list
from npo_desktop.queries.privacy.corrections import add_correction
from npo_desktop.store.colleagues import add_colleague, colleagues
from npo_desktop.store.engine import Store
from npo_desktop.store.keys import ListedOpener, wrong_passphrase
from npo_desktop.store.lifecycle import open_store
from ui import theme
from ui.app import Topic
from ui.dialogs.confirm import ConfirmDialog
from ui.dialogs.recovery_sheet import RecoverySheetDialog
from ui.errors import Errors
from ui.export.access_file import AccessFileDialog
from ui.main_window import MainWindow
from ui.pages.people_page import PeoplePage
from ui.pages.pupil_page import PupilPage
from ui.pages.safety_page import PARTS, SafetyPage
from ui.pupil.new_correction import NewCorrectionDialog
from ui.pupil.pupil_plans import PupilPlansDialog
from ui.pupil.restricted_notes import RestrictedNotesDialog
from ui.safety.bin_panel import BinPanel
from ui.safety.new_colleague import NewColleagueDialog
from ui.safety.restore_wizard import RestoreWizard
from ui.safety.rotate_key import RotateKeyDialog
from ui.school_window import school_window
from ui.unlock_view import UnlockView
from ui.widgets.recovery_sheet import edit_of

SMALL = (1093, 550)  # what 125 % leaves of 1366x768
LONG = "Maria Magdalena van der Sluijs-Winklaar de Windt"  # nobody is called so


def take_safety(camera: Camera, practice_store: Path, home: Path) -> None:
    """All of it, on a copy of the practice school that is closed."""
    here = home / f"safe-{camera.language}"
    shutil.copytree(practice_store.parent, here, ignore=shutil.ignore_patterns("safe-*", "out-*"))
    path = here / practice_store.name
    store = open_store(path, practice.PASSPHRASE)
    take_unlock(camera)
    window = school_window(store, Errors())
    window.show()
    window.open_page("people")
    camera.shoot(window, "21-people-alone")
    _let_in(store)
    take_people(camera, window)
    take_file(camera, window, store)
    take_parts(camera, window, store)
    window.close()  # ends the jobs, which had the store
    with store.reading() as session:
        people = {one.role: one.slot_id for one in colleagues(session)}
    store.close()
    take_restore(camera, path)
    for role in ("teacher", "head"):
        store = open_store(path, WORDS, slot_id=people[role])
        take_role(camera, store, role)
        store.close()


def take_unlock(camera: Camera) -> None:
    """Several people, a wrong passphrase, the wait after it, and the recovery key."""
    view = UnlockView(school="Openbare Basisschool Kaya Korá", last_backup="20 november 2026")
    view.set_openers(
        [
            ListedOpener(uuid4(), name, role)
            for name, role in (
                ("Ilse Martis", "coordinator"),
                ("Juf Maria", "teacher"),
                (LONG, "head"),
            )
        ]
    )
    camera.shoot(view, "01-unlock-people")
    error = wrong_passphrase()
    view.set_error(error.message, error.hint)
    camera.shoot(view, "01-unlock-wrong")
    view.wait(8)
    camera.shoot(view, "01-unlock-waiting")
    view.wait(0)
    view.openers.box.setCurrentIndex(2)
    view.forgot.click()
    camera.shoot(view, "01-unlock-recovery")
    view.resize(*SMALL)
    camera.shoot(view, "01-unlock-recovery-small", resize=False)
    view.close()


def take_people(camera: Camera, window: MainWindow) -> None:
    """The page, and each of the dialogs that it opens."""
    window.open_page("people")
    page = window.page("people")
    assert isinstance(page, PeoplePage)
    page.renew()
    page.view.select_key(page.table.rows[1].slot_id)
    camera.shoot(window, "21-people")
    window.resize(*SMALL)
    camera.shoot(window, "21-people-small", resize=False)
    in_the_dark(lambda: camera.shoot(window, "50-dark-21-people"))
    for name, press_it in (
        ("add", page.add.click),
        ("passphrase", page.renew_passphrase.click),
        ("own-passphrase", page.own.change.click),
        ("groups", page.groups.click),
        ("remove", page.remove.click),
        ("sheet", page.sheet.make.click),
        ("new-key", page.dismissal.rotate.click),
    ):
        press_it()
        _take_dialog(camera, f"21-people-{name}")


def take_file(camera: Camera, window: MainWindow, store: Store) -> None:
    """What is done with the file of one pupil; a note and a correction stand in it afterwards."""
    settle(window)  # a backup by itself may have the store
    pupil = pupil_of(store, "evertsz jeandro")
    notes = RestrictedNotesDialog(window.app, pupil, "Jeandro Evertsz", window)
    camera.shoot(notes, "23-notes-empty", resize=False)
    QTest.keyClicks(notes.edit, "Vader werkt sinds augustus op Curacao; oma haalt op.")
    notes.reject()
    camera.shoot(notes, "23-notes-unsaved", resize=False)
    notes.save.click()
    camera.shoot(notes, "23-notes", resize=False)
    notes.reject()
    with window.app.writing(Topic.SAFETY) as session:
        words = "De toets van mei telde niet: hij was die week ziek."
        add_correction(session, pupil, about="Toets mei", words=words, asked_by="moeder")
    window.open_page("pupil", pupil)
    page = window.page("pupil")
    assert isinstance(page, PupilPage)
    camera.shoot(window, "23-pupil")
    page.more.entries.popup(page.more.mapToGlobal(page.more.rect().bottomLeft()))
    camera.shoot(page.more.entries, "23-pupil-menu", resize=False)
    page.more.entries.close()
    for name, dialog in (
        ("correction", NewCorrectionDialog(window.app, pupil, "Jeandro Evertsz", window)),
        ("access", AccessFileDialog(window.app, pupil, window)),
        ("plans", PupilPlansDialog(window.app, pupil, "Jeandro Evertsz", window)),
    ):
        camera.shoot(dialog, f"23-{name}", resize=False)
        dialog.reject()
    page.more.delete.trigger()
    question = _dialog()
    camera.shoot(question, "23-bin-question", resize=False)
    press(question, Qt.Key.Key_Escape)


def take_parts(camera: Camera, window: MainWindow, store: Store) -> None:
    """Each tab, at both sizes and in the dark; the bin empty, full, and with its question."""
    window.open_page("safety", "bin")
    camera.shoot(window, "22-safety-bin-empty")
    settle(window)
    window.open_page("pupil", pupil_of(store, "pourier emely"))
    settle(window)
    page = window.page("pupil")
    assert isinstance(page, PupilPage)
    page.more.delete.trigger()
    question = _dialog()
    assert isinstance(question, ConfirmDialog)
    question.yes.click()
    camera.shoot(window, "22-binned")
    for part in PARTS:
        window.open_page("safety", part)
        camera.shoot(window, f"22-safety-{part}")
        window.resize(*SMALL)
        camera.shoot(window, f"22-safety-{part}-small", resize=False)
    in_the_dark(lambda: _take_parts_dark(camera, window))
    window.open_page("safety", "backups")
    safety = window.page("safety")
    assert isinstance(safety, SafetyPage)
    _press_named(safety, _("Make a backup"))
    camera.shoot(window, "22-safety-backups-made")
    _press_named(safety, _("Check the data"))
    camera.shoot(window, "22-safety-backups-checked")
    _press_named(safety, _("Put a backup back..."))
    _take_dialog(camera, "22-safety-restore-question")
    window.open_page("safety", "bin")
    assert isinstance(safety.panel, BinPanel)
    safety.panel.ask_remove()
    _take_dialog(camera, "22-safety-bin-question")
    safety.panel.put_back.click()
    camera.shoot(window, "22-safety-bin-put-back")


def take_restore(camera: Camera, path: Path) -> None:
    """The wizard over a closed school: choose, a wrong passphrase, what changes, done."""
    wizard = RestoreWizard(path)
    camera.shoot(wizard, "24-restore-1-choose", resize=False)
    for words, name in (("fout", "1-wrong"), (practice.PASSPHRASE, "2-changes")):
        wizard.choose.secret_field.edit.setText(words)
        wizard.next.click()
        until(lambda: not wizard.is_busy, "the look at the backup")
        camera.shoot(wizard, f"24-restore-{name}", resize=False)
    wizard.next.click()
    until(lambda: not wizard.is_busy, "the backup put back")
    camera.shoot(wizard, "24-restore-3-done", resize=False)
    wizard.accept()
    elsewhere = path.parent / "elsewhere" / "school.npo"
    empty = RestoreWizard(elsewhere, why="Het gegevensbestand is beschadigd.")
    empty.choose.other_way.click()
    camera.shoot(empty, "24-restore-nothing", resize=False)
    empty.reject()


def take_role(camera: Camera, store: Store, role: str) -> None:
    """Every page that this role has."""
    window = school_window(store, Errors())
    window.show()
    for page in window.sidebar.items:
        window.open_page(page)
        camera.shoot(window, f"25-{role}-{page}")
    window.close()


def in_the_dark(act: Callable[[], None]) -> None:
    """Do it in the dark theme."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply_theme(application, "dark")
    act()
    theme.apply_theme(application, "light")


def _take_parts_dark(camera: Camera, window: MainWindow) -> None:
    for part in PARTS:
        window.open_page("safety", part)
        camera.shoot(window, f"50-dark-22-safety-{part}")


def _take_dialog(camera: Camera, name: str) -> None:
    """The dialog that just opened, some of them in a second state; then it is closed."""
    dialog = _dialog()
    camera.shoot(dialog, name, resize=False)
    if isinstance(dialog, NewColleagueDialog):
        QTest.keyClicks(dialog.name, "Juf Maria")
        dialog.role.set_value("head")
        QTest.keyClicks(dialog.fields.first.edit, "welkom")
        camera.shoot(dialog, f"{name}-weak", resize=False)
    if isinstance(dialog, RecoverySheetDialog):
        dialog.next.click()
        for field in dialog.proof.fields:
            QTest.keyClicks(edit_of(field), "0000")
        dialog.next.click()
        camera.shoot(dialog, f"{name}-wrong", resize=False)
    if isinstance(dialog, RotateKeyDialog):
        QTest.keyClicks(dialog.field.edit, "fout")
    dialog.reject()
    settle(dialog)


def _dialog() -> QDialog:
    until(lambda: isinstance(QApplication.activeModalWidget(), QDialog), "a dialog")
    found = QApplication.activeModalWidget()
    assert isinstance(found, QDialog)
    return found


def _press_named(page: QWidget, words: str) -> None:
    found = [b for b in page.findChildren(QPushButton) if b.text() == words and b.isVisible()]
    found[0].click()


def _let_in(store: Store) -> None:
    """A teacher with her own group, and a head with a long name."""
    with store.reading() as session:
        teaching = set(sole_teachers(session).values())
        member = next(one for one in staff_list(session) if one.id in teaching)
    add_colleague(store, member.name, "teacher", WORDS, staff_id=member.id, cost=CHEAP)
    add_colleague(store, LONG, "head", WORDS, cost=CHEAP)
