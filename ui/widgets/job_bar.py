"""The bar of the running job: what, how far, and Stop. Short jobs never show it."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from npo_desktop.i18n import _
from ui.jobs import Jobs
from ui.widgets.key_button import KeyButton
from ui.widgets.progress_line import ProgressLine
from ui.widgets.text import text

DELAY = 300  # milliseconds before it appears


class JobBar(QFrame):
    """Appears after 300 ms and disappears when the work ends, however it ends."""

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "jobBar")
        self._jobs = jobs
        self._label = text(_("Working"), "primary")
        self._count = text("", "body", "ink2")
        self._line = ProgressLine()
        self.stop = KeyButton(_("Stop"), size="row")
        self.stop.clicked.connect(self._stop)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY)
        self._timer.timeout.connect(self.show)
        line = QHBoxLayout(self)
        line.setContentsMargins(24, 6, 24, 6)
        line.setSpacing(12)
        line.addWidget(self._label)
        line.addWidget(self._line, 1)
        line.addWidget(self._count)
        line.addWidget(self.stop)
        self.hide()
        jobs.started.connect(self._begin)
        jobs.progressed.connect(self._move)
        jobs.finished.connect(self._end)

    def _begin(self, label: str) -> None:
        self._label.setText(label or _("Working"))
        self._count.setText("")
        self._line.set_progress(0, 0)
        self.stop.setEnabled(True)
        self._timer.start()

    def _move(self, done: int, total: int, label: str) -> None:
        if label:
            self._label.setText(label)
        self._count.setText(_("{done} of {total}").format(done=done, total=total))
        self._line.set_progress(done, total)
        self.setAccessibleName(f"{self._label.text()} {self._count.text()}")

    def _stop(self) -> None:
        self.stop.setEnabled(False)
        self._label.setText(_("Stopping"))
        self._jobs.cancel()

    def _end(self) -> None:
        if not self._jobs.busy:
            self._timer.stop()
            self.hide()
