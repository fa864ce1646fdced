"""The program is open already: bring that window forward, and say so."""

import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMessageBox

from npo_desktop import i18n
from npo_desktop.i18n import _
from ui import state
from ui.single_instance import SingleInstance

SHOWN = 20_000  # milliseconds that the message stays when nobody closes it


def second_start(instance: SingleInstance) -> int:
    """The exit code: 0 when the open window came forward, 1 when it does not answer."""
    i18n.use(state.language())
    if instance.call_first():
        _say(_("NPO Desktop is open already. Its window comes forward."))
        return 0
    first = _("NPO Desktop is open already, but it does not answer.")
    rest = _("Wait a minute and try again, or restart the computer.")
    _say(f"{first} {rest}")
    box = QMessageBox(QMessageBox.Icon.Warning, "NPO Desktop", first)
    box.setInformativeText(rest)
    QTimer.singleShot(SHOWN, box.reject)
    box.exec()
    return 1


def _say(words: str) -> None:
    if sys.stderr is not None:  # a program without a console has none
        sys.stderr.write(words + "\n")
