"""One process: from the click until the first page of the first preview is painted, in ms.

What shows a PDF has not been loaded by then. Prints that, and the median of later ones: of the
same kind, for other pupils.
"""

import statistics
import sys
import time
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QEvent, QEventLoop, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from sqlmodel import Session

from npo_desktop.clock import today
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.jobs.document import Document
from npo_desktop.progress import Progress
from npo_desktop.queries.rounds import current_round
from npo_desktop.queries.scans import scan_facts
from npo_desktop.store.lifecycle import open_store
from ui import theme
from ui.app import App
from ui.errors import Errors
from ui.preview import PreviewDialog, open_preview
from ui.school_window import school_window

RUNS = 9
# As the program waits; going round and round would take the time from the worker.
WAIT = QEventLoop.ProcessEventsFlag.WaitForMoreEvents
MOST = 20  # seconds to wait for one


class Painted(QObject):
    """Notes when the pages were painted for the first time."""

    def __init__(self, preview: PreviewDialog) -> None:
        super().__init__(preview)
        self.at = 0.0
        self._preview = preview
        pages = preview.frame.sheets.widget()
        assert pages is not None
        pages.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._preview.pages is not None and not self.at:
            watched.removeEventFilter(self)
            QApplication.sendEvent(watched, event)  # the painting itself
            self.at = time.perf_counter()
            return True
        return False


def shown_after(app: App, window: QWidget, this: RoundFacts, pupil: UUID) -> float:
    """Milliseconds from asking for the summary of this pupil."""

    def load(session: Session) -> Any:
        from npo_desktop.jobs.export_jobs import load_parent_summaries

        return load_parent_summaries(session, app.content, this, pupils=[pupil])

    def render(loaded: Any, paper: str, progress: Progress) -> Document:
        from npo_desktop.jobs.summary_document import render_summaries

        return render_summaries(loaded, paper, progress)

    QTimer.singleShot(MOST * 1000, window, lambda: None)  # ends the waiting in any case
    began = time.perf_counter()
    preview = open_preview(app, window, title="A", load=load, render=render, kind="parents")
    painted = Painted(preview)
    while not painted.at and time.perf_counter() - began < MOST:
        QApplication.processEvents(WAIT)
    took = 1000 * (painted.at - began)
    while app.jobs.busy:
        QApplication.processEvents(WAIT)
    preview.reject()
    QApplication.processEvents()
    return took


def main(path: Path, passphrase: str) -> int:
    application = QApplication(sys.argv[:1])
    theme.apply_theme(application)
    store = open_store(path, passphrase)
    window = school_window(store, Errors())
    window.resize(1366, 688)
    window.show()
    app = window.app
    with app.reading() as session:
        this = current_round(session, today())
        assert this is not None
        scanned = {scan.pupil_id for scan in scan_facts(session, round_id=this.id)}
    while app.jobs.busy:
        QApplication.processEvents(WAIT)
    assert "pypdfium2" not in sys.modules  # it loads when used
    times = [shown_after(app, window, this, pupil) for pupil in sorted(scanned)[: RUNS + 1]]
    print(f"{times[0]:.1f} {statistics.median(times[1:]):.1f}")
    window.close()
    store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
