"""What watches over the data while a school is open, and tells it in the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from npo_desktop.i18n import _
from npo_desktop.store.audit import clock_doubted, confirm_clock
from npo_desktop.store.engine import Damaged
from ui.app import Said, Topic
from ui.backups import backups_of
from ui.safety.backup_words import TONES, status_text

if TYPE_CHECKING:
    from npo_desktop.store.backups.schedule import BackupState
    from ui.main_window import MainWindow

SHOWN = 10  # seconds that something is told which cannot be undone


class SafetyWatch(QObject):
    """Backups by themselves, their age in the status line, and what has to be asked."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window, self._app = window, window.app
        self._backups = backups_of(window.app)
        self._asked = False  # whether what was put back is right
        self._backups.renewed.connect(self._tell_backup)
        self._app.said.connect(self._say)
        self._app.errors.told.connect(self._offer_backup)
        self._backups.begin(window)
        self._ask_about_clock()

    @Slot(object)
    def _tell_backup(self, state: BackupState) -> None:
        words = status_text(state.last, state.last_elsewhere)
        self._window.set_backup(words, TONES[state.tone])
        if state.rotation_paused and not self._asked and self._app.may("restore"):
            self._asked = True
            self._window.messages.show_message(
                "warn",
                _("A backup was put back. Are the data right?"),
                _("Until you say so, no older backup is removed."),
            )
            self._window.messages.offer(_("Yes, they are right"), self._backups.confirm_restored)

    @Slot(object)
    def _say(self, said: Said) -> None:
        seconds = 0 if said.undo is not None or said.warns else SHOWN
        self._window.messages.show_said(
            said.first, said.rest, said.undo, warns=said.warns, seconds=seconds
        )

    @Slot(object)
    def _offer_backup(self, error: object) -> None:
        """The file is damaged: what to do about it is one press away."""
        bar = self._window.messages
        if isinstance(error, Damaged) and bar.shown_text and self._app.may("restore"):
            bar.offer(_("Put a backup back..."), self._app.restore_wanted.emit)

    def _ask_about_clock(self) -> None:
        """While it is doubted nothing is removed by date; somebody may say that it is right."""
        with self._app.reading() as session:
            doubted = clock_doubted(session)
        if not doubted:
            return
        self._window.messages.show_message(
            "warn",
            _("The clock of this computer does not agree with the log."),
            _("Set the date and time right. Until then nothing is removed by date."),
        )
        self._window.messages.offer(_("The clock is right"), self._trust_clock)

    def _trust_clock(self) -> None:
        with self._app.writing(Topic.SAFETY) as session:
            confirm_clock(session)
