"""Pictures of every page on the practice school, in Dutch and English, into ``screens/``.

The window is what a screen of 1366x768 leaves beside a title bar and a taskbar.
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("NPO_TODAY", "2026-11-24")  # the practice school's own day

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from npo_desktop import i18n, practice
from npo_desktop.demo import make_practice_store
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.store.engine import Store
from ui import state, theme
from ui.errors import Errors
from ui.main_window import MainWindow
from ui.school_window import school_window
from ui.unlock_view import UnlockView
from ui.wizard.wizard import Wizard

SIZE = (1366, 688)
FOLDER = Path("screens")


def shoot(widget: QWidget, name: str) -> None:
    """Keep one picture."""
    widget.resize(*SIZE)
    widget.show()
    QTest.qWaitForWindowExposed(widget)
    QTest.qWait(50)
    while isinstance(widget, MainWindow) and widget.app.jobs.busy:
        QTest.qWait(20)
    widget.grab().save(str(FOLDER / f"{name}.png"))


def pages_of(window: MainWindow, store: Store) -> dict[str, Callable[[], None]]:
    """What to open for each picture."""
    with store.reading() as session:
        pupil = pupil_list(session, "2026-2027", matching="evertsz jeandro")[0].id
    return {
        "03-today": lambda: window.open_page("today"),
        "04-pupils": lambda: window.open_page("pupils"),
        "05-pupil": lambda: window.open_page("pupil", pupil),
        "06-scans": lambda: window.open_page("scans"),
        "06-scan": lambda: window.open_page("scan", pupil, "teacher"),
        "09-proposals": lambda: window.open_page("proposals"),
        "09-proposal": lambda: window.open_page("proposal", pupil),
        "13-export": lambda: window.open_page("export"),
        "13-export-pupil": lambda: window.open_page("export", pupil),
        "14-import": lambda: window.open_page("import"),
    }


def main() -> int:
    """Take them all; how many there are."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir()
    home = Path(tempfile.mkdtemp())
    os.environ["NPO_HOME"] = str(home)
    application = QApplication(sys.argv[:1])
    theme.apply_theme(application)
    store = make_practice_store(home / "practice.npo")
    for language in ("nl", "en"):
        i18n.use(language)
        state.set_language(language)
        shoot(UnlockView(practice_passphrase=practice.PASSPHRASE), f"{language}-01-unlock")
        shoot(Wizard(home / f"{language}.npo", Errors()), f"{language}-02-wizard")
        window = school_window(store, Errors())
        for name, open_page in pages_of(window, store).items():
            open_page()
            shoot(window, f"{language}-{name}")
        window.close()
    store.close()
    shutil.rmtree(home)
    print(f"{len(list(FOLDER.iterdir()))} pictures in {FOLDER}/")
    return 0


if __name__ == "__main__":
    sys.exit(main())
