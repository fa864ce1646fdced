"""The whole program over a data folder that may not be written; T06.

Prints one JSON document: what stood on the screen in the end, whether the school opened, and
whether the program called it a mistake of its own.
"""

import json
import os
import sys
from unittest.mock import patch

from PySide6.QtWidgets import QApplication, QLabel
from read_only import obey_modes
from unlocked_window import Driven, Driver, shown

import ui.start
from npo_desktop.i18n import _
from ui.__main__ import main


class Refused(Driver):
    """Types the passphrase where it is asked, and reads what comes of it."""

    def unlock(self) -> None:
        self.look_around()
        super().unlock()

    def look_around(self) -> None:
        from ui.main_window import MainWindow
        from ui.place_view import PlaceView

        windows = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
        labels = [label for window in windows for label in window.findChildren(QLabel)]
        texts = [label.text() for label in labels if label.isVisible()]
        explained = shown(PlaceView) is not None or any(sys.argv[-1] in words for words in texts)
        opened = shown(MainWindow) is not None
        sorry = any(_("The program made a mistake") == window.windowTitle() for window in windows)
        if explained or opened or sorry:
            sys.stdout.write(json.dumps({"said": texts, "opened": opened, "sorry": sorry}) + "\n")
            sys.stdout.flush()
            os._exit(0)


if __name__ == "__main__":
    sys.argv = ["ui", "--store", sys.argv[1]]
    Driven.driver = Refused
    patch.object(ui.start, "QApplication", Driven).start()  # the only way in from outside
    obey_modes()
    sys.exit(main(sys.argv[1:]))
