"""Summaries being made, one after another: what became of each, and what can be done about it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QWidget

from npo_desktop.dossiers.dossier import PupilFacts
from npo_desktop.errors import UserError
from npo_desktop.i18n import _, ngettext
from npo_desktop.jobs.export_jobs import Written, note_export, render_parent_summaries
from npo_desktop.jobs.summary_results import Outcome, PupilResult
from npo_desktop.progress import Progress
from npo_desktop.store import audit
from npo_desktop.store.engine import Store
from ui.dialogs.room import open_sized
from ui.export.export_layout import RunLayout
from ui.export.export_print import LoadOf, print_summaries
from ui.export.export_rows import counts_words

if TYPE_CHECKING:
    from ui.app import App

SIZE = (800, 584)  # pixels
SHOWN_EVERY = 150  # milliseconds
FEW = 3  # results before a time left is guessed
ENDED = (Outcome.WRITTEN, Outcome.FAILED, Outcome.SKIPPED)


@dataclass(frozen=True, slots=True, repr=False)
class Run:
    """What is to be made."""

    title: str
    pupils: tuple[PupilFacts, ...]  # in the order of the list
    load: LoadOf
    folder: Path
    paper: str
    language: str | None = None  # None: the one each pupil's parents talk in
    one_file: bool = False
    password: str = ""


class RunDialog(QDialog):
    """Begins as soon as it is opened; stays until it is closed."""

    ended = Signal()  # the store is free again and everything is told

    def __init__(self, app: App, run: Run, parent: QWidget) -> None:
        super().__init__(parent)
        self._app, self.run = app, run
        self._told: SimpleQueue[PupilResult] = SimpleQueue()  # filled by the worker
        self.results = {pupil.id: _waiting(pupil, run.language) for pupil in run.pupils}
        self._paths: set[Path] = set()
        self._refusal: UserError | None = None
        self._under_way = 0
        self._began = 0.0
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(run.title)
        self.setModal(True)
        open_sized(self, *SIZE)
        self.shown = RunLayout(self, run.title, str(run.folder))
        self._pulse = QTimer(self)
        self._pulse.setInterval(SHOWN_EVERY)
        self._connect()
        self._make(None)

    @property
    def is_busy(self) -> bool:
        """Whether anything is still being made."""
        return self._under_way > 0

    def reject(self) -> None:
        """Not while something is being made: that is stopped first."""
        if not self.is_busy:
            super().reject()

    # --- making ---

    def _make(self, only: frozenset[UUID] | None) -> None:
        """Those of the run; the rest keeps what became of it."""
        app, run, told = self._app, self.run, self._told

        def work(progress: Progress) -> Written:
            with app.lend() as store, store.reading() as session:
                loaded = run.load(session, [pupil.id for pupil in run.pupils])
            written = render_parent_summaries(
                loaded,
                run.folder,
                paper=run.paper,
                one_file=run.one_file,
                password=run.password or None,
                progress=progress,
                only=only,
                watch=told.put,
            )
            with app.lend() as store, store.writing() as session:
                note_export(session, written)
            return written

        for pupil_id in self.results if only is None else only:
            self._wait_again(pupil_id)
        self._under_way += 1
        self._began = time.monotonic()
        self._pulse.start()
        self._show()
        app.jobs.start(
            work,
            self._show_written,
            label=_("Parent summaries"),
            after=self._at_rest,
            refused=self._note_refusal,
        )

    def _wait_again(self, pupil_id: UUID) -> None:
        before = self.results[pupil_id]
        self.results[pupil_id] = PupilResult(
            pupil_id, before.number, before.name, before.language, Outcome.WAITING
        )

    def _show_written(self, written: Written) -> None:
        self._take()
        for result in written.results:
            self.results[result.pupil_id] = result
        self._paths.update(written.paths)

    def _note_refusal(self, error: UserError) -> None:
        self._refusal = error

    def _at_rest(self) -> None:
        """Also when it failed as a whole or was stopped."""
        self._take()
        self._under_way -= 1
        if not self.is_busy:
            self._pulse.stop()
            self._end()
        self._show()
        self.ended.emit()

    def _end(self) -> None:
        refusal, self._refusal = self._refusal, None
        if not any(result.outcome in ENDED for result in self.results.values()):
            self.accept()  # nothing was made: the message bar says why
            if refusal is not None:
                self._app.errors.tell(refusal)
            return
        for pupil_id, result in self.results.items():
            if result.outcome not in ENDED:
                self.results[pupil_id] = _unmade(result, refusal)
        made = self._ready()
        remarks = sum(bool(one.why) for one in made)
        self.shown.tell_safety(len(made), len(self._paths), remarks)
        self.shown.password.show_password(self.run.password if made else "", len(self._paths))

    def _take(self) -> None:
        """What the worker told since the last time."""
        while not self._told.empty():
            result = self._told.get()
            self.results[result.pupil_id] = result

    def _pulsed(self) -> None:
        if not self._told.empty():
            self._take()
            self._show()

    # --- showing ---

    def _show(self) -> None:
        results = list(self.results.values())
        done = [result for result in results if result.outcome in ENDED]
        words = _("{done} of {total} processed").format(done=len(done), total=len(results))
        left = self._time_left(len(done), len(results)) if self.is_busy else ""
        self.shown.tell(words, counts_words(results), left)
        self.shown.show_results(results)
        self.shown.show_busy(is_busy=self.is_busy, ready=len(self._ready()))

    def _time_left(self, done: int, total: int) -> str:
        seconds = time.monotonic() - self._began
        if done < FEW or done >= total or self.run.one_file:
            return ""
        n = max(1, round(seconds / done * (total - done)))
        return ngettext("about {n} second left", "about {n} seconds left", n).format(n=n)

    def _ready(self) -> list[PupilResult]:
        return [one for one in self.results.values() if one.outcome is Outcome.WRITTEN]

    # --- acts ---

    def _connect(self) -> None:
        shown = self.shown
        self._pulse.timeout.connect(self._pulsed)
        shown.stop.clicked.connect(self._stop)
        shown.print.clicked.connect(self._print)
        shown.close.clicked.connect(self.reject)
        shown.open_folder.clicked.connect(self._open_folder)
        shown.failed.again.connect(self._again)
        shown.failed.skipped.connect(self._skip)
        shown.table.clicked.connect(self._clicked)
        shown.table.row_activated.connect(self._act)

    def _stop(self) -> None:
        self.shown.stop.setEnabled(False)
        self._app.jobs.cancel()

    def _again(self, pupil_id: UUID) -> None:
        self._make(frozenset({pupil_id}))

    def _skip(self, pupil_id: UUID) -> None:
        self.results[pupil_id] = replace(
            self.results[pupil_id], outcome=Outcome.SKIPPED, hint="", has_no_scan=False
        )
        self._show()

    def _clicked(self, index: QModelIndex) -> None:
        table = self.shown.table.table
        if index.column() == table.columnCount() - 1:
            self._act(table.row_at(index))

    def _act(self, result: PupilResult) -> None:
        """Open it, make it once more, or go where the scan is finished."""
        if result.path is not None:
            self._open(result)
        elif result.outcome is Outcome.SKIPPED and not result.has_no_scan:
            self._again(result.pupil_id)
        elif result.has_no_scan and not self.is_busy:
            self.accept()
            self._app.open("scan", result.pupil_id)

    def _open(self, result: PupilResult) -> None:
        """Opened is as good as printed: in the log, as soon as the store is free."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(result.path)))
        subject = str(result.pupil_id)

        def work(store: Store, _progress: Progress) -> None:
            with store.writing() as session:
                audit.note(session, "print", subject)

        self._app.start_with_store(work, lambda _nothing: None)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.run.folder)))

    def _print(self) -> None:
        """All that is ready in one print job, in the order of the run."""
        ready = {result.pupil_id for result in self._ready()}
        chosen = tuple(pupil for pupil in self.run.pupils if pupil.id in ready)
        print_summaries(self._app, self, chosen, self.run.load, self.run.title)


def _unmade(result: PupilResult, refusal: UserError | None) -> PupilResult:
    """It was stopped, or all that was asked for was refused."""
    if refusal is None:
        stopped = _("Stopped before this one.")
        return replace(result, outcome=Outcome.SKIPPED, text=stopped)
    return replace(result, outcome=Outcome.FAILED, text=refusal.message, hint=refusal.hint)


def _waiting(pupil: PupilFacts, language: str | None) -> PupilResult:
    spoken = language or pupil.talk_language or ""
    return PupilResult(pupil.id, pupil.number, pupil.list_name, spoken, Outcome.WAITING)


def run_title(pupils: Sequence[PupilFacts], of: str = "") -> str:
    """Whose summaries; ``of``: a group or an evening."""
    if len(pupils) == 1:
        return _("Summary for parents, {name}").format(name=pupils[0].full_name)
    return _("Parent summaries, {group}").format(group=of) if of else _("Parent summaries")
