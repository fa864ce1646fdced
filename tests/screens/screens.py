"""Pictures of every page on the practice school, in Dutch and English, into ``screens/``.

The window is what a screen of 1366x768 leaves beside a title bar and a taskbar. The first number in
a name is that of the picture in ``design/`` it belongs beside; 20 and up have none: the steps of
the wizard (20), safety (21 to 25, in ``safety_screens.py``), states within a page (30), a school
without pupils (40), the dark theme (50). ``--only 40`` takes only those whose names hold these
letters, ``--safety`` only those of ``safety_screens.py``, ``--language nl`` only those in Dutch.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from camera import CHEAP, FOLDER, SIZE, WORDS, Camera, press, pupil_of, settle, until
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from safety_screens import take_safety

from npo_desktop import i18n, practice
from npo_desktop.demo import make_practice_store
from npo_desktop.errors import UserError
from npo_desktop.queries.pupils import pupil_facts
from npo_desktop.store.engine import Store
from npo_desktop.store.lifecycle import NewSchool, create_store, open_store
from ui import state, theme
from ui.dialogs.help import show_help
from ui.dialogs.new_passphrase import NewPassphraseDialog
from ui.errors import Errors
from ui.main_window import MainWindow
from ui.pages.evening_page import EveningPage
from ui.pages.export_page import ExportPage
from ui.pages.import_page import ImportPage
from ui.pages.proposal_page import ProposalPage
from ui.pages.scan_page import ScanPage
from ui.parents.evening import NewEveningDialog
from ui.proposals.because_card import BecauseDialog
from ui.rounds.new_round import NewRoundDialog
from ui.rounds.plan_ahead import PlanAheadDialog
from ui.school_window import school_window
from ui.unlock_view import UnlockView
from ui.wizard.passphrase_step import PassphraseStep
from ui.wizard.pupils_step import PupilsStep
from ui.wizard.recovery_step import RecoveryStep, edit_of
from ui.wizard.round_step import RoundStep
from ui.wizard.school_step import SchoolStep
from ui.wizard.wizard import Wizard

FILES = Path(__file__).parents[1] / "files"
PUPILS = FILES / "saba" / "pupils.csv"
FAULTY = FILES / "exchange" / "made-here" / "leerlingen-puntkomma-cp1252.csv"


def pages_of(window: MainWindow, pupil: UUID, other: UUID) -> dict[str, Callable[[], None]]:
    """What to open for each picture."""
    return {
        "03-today": lambda: window.open_page("today"),
        "03-attention": lambda: window.open_page("attention"),
        "03-meeting": lambda: window.open_page("meeting"),
        "04-groups": lambda: window.open_page("groups", group_of(window, pupil), pupil),
        "04-pupils": lambda: window.open_page("pupils"),
        "05-pupil": lambda: window.open_page("pupil", pupil),
        "06-scans": lambda: window.open_page("scans"),
        "06-year": lambda: window.open_page("year"),
        "06-scan": lambda: window.open_page("scan", other, "teacher"),
        "07-grid": lambda: window.open_page("grid", group_of(window, other), "teacher"),
        "06-questionnaires": lambda: window.open_page("questionnaires"),
        "09-proposals": lambda: window.open_page("proposals"),
        "09-proposal": lambda: window.open_page("proposal", pupil),
        "30-menukaart": lambda: window.open_page("menukaart"),
        "10-support": lambda: window.open_page("support"),
        "10-hours": lambda: window.open_page("hours"),
        "10-hours-week": lambda: window.open_page("hours", "week"),
        "10-hours-money": lambda: window.open_page("hours", "money"),
        "10-hours-holidays": lambda: window.open_page("hours", "holidays"),
        "11-plans": lambda: window.open_page("plans"),
        "11-review": lambda: window.open_page("review"),
        "13-export": lambda: window.open_page("export"),
        "13-export-pupil": lambda: window.open_page("export", pupil),
        "14-talk": lambda: window.open_page("talk", pupil),
        "14-import": lambda: window.open_page("import"),
    }


def group_of(window: MainWindow, pupil: UUID) -> UUID | None:
    """The group a pupil is in now."""
    with window.app.reading() as session:
        return pupil_facts(session, pupil, "2026-2027").group_id


def take_pages(camera: Camera, store: Store) -> None:
    """Every page of the practice school; then again in the dark."""
    pupil, other = pupil_of(store, "evertsz jeandro"), pupil_of(store, "pourier emely")
    window = school_window(store, Errors())
    for name, open_page in pages_of(window, pupil, other).items():
        open_page()
        camera.shoot(window, name)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme.apply_theme(application, "dark")
    for name, open_page in pages_of(window, pupil, other).items():
        open_page()
        camera.shoot(window, f"50-dark-{name}")
    theme.apply_theme(application, "light")
    window.close()


def take_states(camera: Camera, store: Store, home: Path) -> None:
    """What the pages look like in the middle of the work."""
    window = school_window(store, Errors())
    window.show()
    take_scan_states(
        camera, window, pupil_of(store, "winklaar shurandy"), pupil_of(store, "evertsz jeandro")
    )
    take_proposal_states(camera, window, pupil_of(store, "clarenda dyllan"))
    take_exports(camera, window, home / f"out-{camera.language}")
    take_import(camera, window)
    for name, dialog in (
        ("help", show_help(window, "scan")),
        ("new-round", NewRoundDialog(window.app, window)),
        ("plan-ahead", PlanAheadDialog(window.app, window)),
        ("new-passphrase", NewPassphraseDialog(window)),
    ):
        camera.shoot(dialog, f"30-dialog-{name}", resize=False)
        dialog.reject()
    window.open_page("today")
    window.app.errors.tell(UserError("Bestand kan niet worden geschreven.", "Kies een andere map."))
    camera.shoot(window, "30-message")
    window.close()


def take_scan_states(camera: Camera, window: MainWindow, fresh: UUID, done: UUID) -> None:
    window.open_page("scan", fresh, "teacher")
    settle(window)
    page = window.page("scan")
    assert isinstance(page, ScanPage)
    camera.shoot(window, "30-scan-first")
    press(page.sheet.item, Qt.Key.Key_3, 2)
    press(page.sheet.item, Qt.Key.Key_0)
    press(page.sheet.item, Qt.Key.Key_Up)
    camera.shoot(window, "30-scan-dont-know")
    press(page.sheet.item, Qt.Key.Key_Down, 80)
    camera.shoot(window, "30-scan-end-open")
    window.open_page("scan", done, "teacher")
    camera.shoot(window, "30-scan-end-done")
    window.open_page("scan", done, "pupil")
    camera.shoot(window, "30-scan-pupil")


def take_proposal_states(camera: Camera, window: MainWindow, pupil: UUID) -> None:
    window.open_page("proposal", pupil)
    settle(window)
    page = window.page("proposal")
    assert isinstance(page, ProposalPage)
    page.show_option(page.list.order[1])
    page.form.concept.click()
    camera.shoot(window, "30-proposal-concept")
    page.undo.click()
    camera.shoot(window, "30-proposal-undone")
    page._show_dials()
    page.dials.sliders["watch_weight"].setValue(7)
    camera.shoot(window, "30-proposal-dials")
    page.dials.hide()
    page._show_why(page.shown)
    for card in window.findChildren(BecauseDialog):
        camera.shoot(card, "30-proposal-why", resize=False)
        card.reject()


def take_exports(camera: Camera, window: MainWindow, folder: Path) -> None:
    window.open_page("export")
    settle(window)
    page = window.page("export")
    assert isinstance(page, ExportPage)
    page.set_folder(folder)
    page.show_summaries()
    page.options.how.set_value("each")
    camera.shoot(window, "30-export-summaries")
    page.make.click()
    run = page.run
    assert run is not None
    until(lambda: not run.is_busy, "the summaries")
    camera.shoot(run, "30-export-run", resize=False)
    run.reject()
    page.show_choices()
    page.make_plan.click()
    camera.shoot(window, "30-export-plan")
    take_evening(camera, window)


def take_evening(camera: Camera, window: MainWindow) -> None:
    window.open_page("evening")
    page = window.page("evening")
    assert isinstance(page, EveningPage)
    camera.shoot(window, "30-evening-none")
    page.start.click()
    for dialog in window.findChildren(NewEveningDialog):
        dialog.groups["Groep 5"].setChecked(True)
        camera.shoot(dialog, "30-evening-new", resize=False)
        dialog.keep.click()
    camera.shoot(window, "30-evening")


def take_import(camera: Camera, window: MainWindow) -> None:
    window.open_page("import")
    page = window.page("import")
    assert isinstance(page, ImportPage)
    for name, path in (("table", FAULTY), ("wrong-kind", Path(__file__))):
        page.view.open_file(path)
        settle(window)
        camera.shoot(window, f"30-import-{name}")


def take_wizard(camera: Camera, path: Path) -> None:
    """The first time, step by step; at the end a school with pupils stands in ``path``."""
    wizard = Wizard(path, Errors(), cost=CHEAP)
    wizard.resize(*SIZE)
    wizard.show()
    school = wizard.step
    assert isinstance(school, SchoolStep)
    camera.shoot(wizard, "20-wizard-1-school")
    QTest.keyClicks(school.school, "Kaya Test")
    QTest.keyClicks(school.place, "Rincon")
    wizard.next.click()
    secret = wizard.step
    assert isinstance(secret, PassphraseStep)
    camera.shoot(wizard, "20-wizard-2-passphrase")
    for field in (secret.fields.first, secret.fields.again):
        QTest.keyClicks(field.edit, WORDS)
    camera.shoot(wizard, "20-wizard-2-passphrase-right")
    wizard.next.click()
    until(lambda: isinstance(wizard.step, RecoveryStep), "the recovery key")
    recovery = wizard.step
    assert isinstance(recovery, RecoveryStep)
    camera.shoot(wizard, "20-wizard-3-recovery")
    groups = wizard.so_far.recovery_key.split("-")
    wizard.next.click()
    QTest.keyClicks(edit_of(recovery.fields[0]), groups[recovery.asked[0]])
    QTest.keyClicks(edit_of(recovery.fields[1]), "WRONG")
    wizard.next.click()
    camera.shoot(wizard, "20-wizard-3-recovery-wrong")
    edit_of(recovery.fields[1]).clear()
    QTest.keyClicks(edit_of(recovery.fields[1]), groups[recovery.asked[1]])
    wizard.next.click()
    pupils = wizard.step
    assert isinstance(pupils, PupilsStep)
    camera.shoot(wizard, "20-wizard-4-pupils")
    pupils.view.open_file(FAULTY)
    until(lambda: pupils.view.preview is not None, "the preview")
    camera.shoot(wizard, "20-wizard-4-pupils-preview")
    wizard.next.click()
    until(lambda: isinstance(wizard.step, RoundStep), "the round")
    camera.shoot(wizard, "20-wizard-5-round")
    wizard.next.click()
    camera.shoot(wizard, "20-wizard-6-ready")
    wizard.leave()
    wizard.close()


def take_empty(camera: Camera, path: Path) -> None:
    """Every page of a school without pupils and without a round."""
    store, _key = create_store(
        path,
        WORDS,
        NewSchool("Openbare Basisschool " + "Sint Bernardus " * 3, "bonaire", "Kralendijk"),
        cost=CHEAP,
    )
    window = school_window(store, Errors())
    for key in ("today", "pupils", "scans", "proposals", "export", "import"):
        window.open_page(key)
        camera.shoot(window, f"40-empty-{key}")
    window.close()
    store.close()


def take_all(camera: Camera, store: Store, home: Path) -> None:
    """Everything but safety, in one language."""
    camera.shoot(UnlockView(practice_passphrase=practice.PASSPHRASE), "01-unlock")
    take_wizard(camera, home / f"wizard-{camera.language}.npo")
    take_empty(camera, home / f"empty-{camera.language}.npo")
    take_pages(camera, store)
    take_states(camera, store, home)


def main() -> int:
    """Take them all; how many there are."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", default="", help="letters that the name of a picture must hold")
    parser.add_argument("--safety", action="store_true", help="only who gets in, and safety")
    parser.add_argument("--language", choices=("nl", "en"), help="only this one")
    chosen = parser.parse_args()
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    home = Path(tempfile.mkdtemp())
    os.environ["NPO_HOME"] = str(home)
    application = QApplication(sys.argv[:1])
    theme.apply_theme(application, "light")
    store = make_practice_store(home / "practice" / "practice.npo")
    store.close()
    for language in (chosen.language,) if chosen.language else ("nl", "en"):
        i18n.use(language)
        state.set_language(language)
        camera = Camera(language, chosen.only)
        take_safety(camera, store.path, home)
        if not chosen.safety:
            store = open_store(store.path, practice.PASSPHRASE)
            take_all(camera, store, home)
            store.close()
    shutil.rmtree(home)
    print(f"{len(list(FOLDER.iterdir()))} pictures in {FOLDER}/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
