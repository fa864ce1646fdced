"""One process: start, first paint, end. ``bare``: a window of PySide6 and nothing else.

``window``: the window stands; ``form``: the passphrase can be typed.
"""

import sys
from pathlib import Path


def bare() -> int:
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Window(QMainWindow):
        def paintEvent(self, event: QPaintEvent) -> None:
            super().paintEvent(event)
            QTimer.singleShot(0, application.quit)

    application = QApplication(sys.argv[:1])
    window = Window()
    window.resize(1366, 688)
    window.show()
    return application.exec()


def ours(store: Path, until: str) -> int:
    from PySide6.QtCore import QCoreApplication

    import ui.start

    def quit_instead(_start: ui.start.Start) -> None:
        application = QCoreApplication.instance()
        assert application is not None
        application.quit()

    step = "rest_wanted" if until == "window" else "_load_core"
    setattr(ui.start.Start, step, quit_instead)
    return ui.start.run(store, practice=False, locked=True)


if __name__ == "__main__":
    sys.exit(bare() if sys.argv[1] == "bare" else ours(Path(sys.argv[2]), sys.argv[3]))
