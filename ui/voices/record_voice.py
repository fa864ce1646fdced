"""Recording what the pupil desk reads aloud: one text at a time, on disk after each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.clock import today
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.voices import VoiceFacts, clip
from npo_desktop.voices.devices import Microphone
from npo_desktop.voices.pack_folder import drop_clip, keep_clip
from npo_desktop.voices.recording import Ear, Recording
from npo_desktop.voices.system_voice import Player
from ui.dialogs.room import open_sized
from ui.reading_aloud import ReadingAloud, hold_until, no_voices
from ui.tables.record_table import RecordTable
from ui.tables.table_view import TableView
from ui.voices.recorder_card import At, RecorderCard
from ui.voices.voice_files import ask_to_remove, export_voice, import_voice
from ui.voices.voice_picker import VoicePicker, lists_to_hear
from ui.voices.voice_texts import rows_of, voice_columns
from ui.widgets.card import Card
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App

SIZE = (1120, 660)  # pixels
LEFT = 380  # pixels
LOOK = 40  # milliseconds between two looks at the microphone
_FALL = 0.85  # of the meter at each look, so that the eye can follow


class RecordVoiceDialog(QDialog):
    """The microphone is open only between record and stop."""

    def __init__(
        self,
        app: App,
        parent: QWidget | None,
        *,
        ear: Ear | None = None,
        player: Player | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.app = app
        self._microphone = Microphone() if ear is None else None
        self._ear = ear or self._microphone
        self.reading = ReadingAloud(self, player=player, find=no_voices)
        self.take: Recording | None = None
        self._level = 0.0
        self.picker = VoicePicker(lists_to_hear(app))
        self.texts = RecordTable(voice_columns(), self, key=lambda row: row.text.id)
        self.view = TableView(self.texts, name="voice-texts", sortable=False)
        self.card, self.note = RecorderCard(), Note()
        self.export = KeyButton(_("Export..."), icon="upload")
        self.take_in = KeyButton(_("Read in..."), icon="file-import")
        self.clear = KeyButton(_("Remove..."), icon="trash", kind="quiet")
        self.leave = KeyButton(_("Close"))
        self.foot = (self.take_in, self.export, self.clear, self.leave)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK)
        self.setWindowTitle(_("Record reading aloud"))
        open_sized(self, *SIZE)
        self._build()
        self._connect()
        self._show_voice()
        self.view.setFocus()

    def reject(self) -> None:
        if self.take is not None:
            self.take.drop()
        self.reading.shut()
        if self._microphone is not None and self.take is None:
            self._microphone.close()
        super().reject()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The space bar records, wherever in the list one is."""
        is_space = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        if not is_space or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if isinstance(event, QKeyEvent) and not event.isAutoRepeat():
            self.record_or_stop()
        return True

    # --- recording ---

    def record_or_stop(self) -> None:
        """What the space bar does."""
        row = self.view.current_row()
        if self.take is not None:
            self.take.stop()
            self.card.show_state(At.KEEPING)
        elif row is not None and self._ear is not None:
            self.note.hide()
            self.reading.stop()
            self.take = Recording(self._ear)
            hold_until(self.take.ended)
            self.take.start()
            self._set_locked(True)
            self.card.show_state(At.RECORDING)
            self.card.record.setFocus()
            self._timer.start()

    def _look(self) -> None:
        take = self.take
        if take is None:
            return
        self._level = max(take.loudness, self._level * _FALL)
        self.card.meter.set_loudness(self._level)
        if take.ended.is_set():
            self._timer.stop()
            self.take, self._level = None, 0.0
            self._set_locked(False)
            self._keep(take)
            self.view.setFocus()

    def _keep(self, take: Recording) -> None:
        row = self.view.current_row()
        if take.error is not None:
            self._tell(take.error)
        elif take.sound is not None and row is not None:
            try:
                keep_clip(self.picker.signed, row.text.id, row.text.words, take.sound, today())
            except UserError as error:
                self._tell(error)
        self._show_texts()

    def _set_locked(self, on: bool) -> None:
        """While something is recorded nothing else can be chosen."""
        for widget in (self.picker, self.view, *self.foot):
            widget.setEnabled(not on)

    # --- listening, removing, going on ---

    def listen_or_stop(self) -> None:
        """What Enter does."""
        row = self.view.current_row()
        if self.reading.is_reading:
            self.reading.stop()
            self.card.show_state(At.REST)
        elif row is not None and row.clip is not None and self.take is None:
            held = self.picker.voice
            path = clip(held.questionnaire, held.edition, row.text.id, held.language)
            self.reading.say("", held.language, path)
            self.card.show_state(At.PLAYING)

    def _played(self) -> None:
        self.card.show_state(At.REST)

    def _not_played(self, error: UserError) -> None:
        self.card.show_state(At.REST)
        self._tell(error)

    def _drop(self) -> None:
        row = self.view.current_row()
        if row is not None:
            drop_clip(self.picker.voice, row.text.id)
            self._show_texts()
            self.view.setFocus()

    def _next(self) -> None:
        """The text below; from the last one to the first without a recording."""
        rows = self.texts.rows
        place = self.view.currentIndex().row() + 1
        if place < len(rows):
            self.view.select_key(rows[place].text.id)
        else:
            self._first_open()
        self.view.setFocus()

    def _first_open(self) -> None:
        rows = self.texts.rows
        if rows:
            wanted = next((row for row in rows if not row.is_current), rows[0])
            self.view.select_key(wanted.text.id)

    # --- what is shown ---

    def _show_voice(self) -> None:
        """Another list or language."""
        self.note.hide()
        self.reading.stop()
        self._show_texts()
        self._first_open()

    def _show_texts(self) -> None:
        held = self.picker.voice
        self.texts.set_rows(rows_of(self.picker.questionnaire, held))
        self.picker.show_counts()
        self._show_text()
        for button in (self.export, self.clear):
            button.setEnabled(bool(held.clips))

    def _show_text(self) -> None:
        row = self.view.current_row()
        place = self.view.currentIndex().row() + 1
        seconds = row.clip.seconds if row is not None and row.clip is not None else None
        self.card.show_text(row.text if row else None, place, len(self.texts.rows), seconds)

    def _choose_text(self) -> None:
        self.reading.stop()
        self._show_text()

    def _tell(self, error: UserError) -> None:
        self.note.set_tone("err")
        self.note.set_text(error.message, error.hint)
        self.note.show()

    def _say(self, words: str) -> None:
        self.note.set_tone("ok")
        self.note.set_text(words)
        self.note.show()

    # --- files ---

    def _export(self) -> None:
        self.note.hide()
        export_voice(self.app, self.picker.signed, self, self._say, self._tell)

    def _import(self) -> None:
        self.note.hide()
        known = {(one.code, one.edition) for one in self.picker.lists}
        import_voice(self.app, known, self, self._taken_in, self._tell)

    def _taken_in(self, facts: VoiceFacts) -> None:
        self.picker.go_to(facts)
        self._say(_("The voice pack is read in."))

    def _clear(self) -> None:
        ask_to_remove(self.picker.voice, self, self._cleared)

    def _cleared(self) -> None:
        self.picker.show_counts()
        self._show_voice()

    # --- furniture ---

    def _build(self) -> None:
        self.note.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        words = _(
            "Read calmly, as to a child. Only the words of the list are recorded, nothing about "
            "pupils. So the recordings are not encrypted and not in the backups: export them to "
            "keep a copy."
        )
        column.addWidget(text(words, "help", "ink2", wrap=True))
        column.addWidget(self.picker)
        middle = QHBoxLayout()
        middle.setSpacing(16)
        left = Card(_("What is read aloud"), flush=True)
        left.body.setContentsMargins(0, 0, 0, 4)
        left.body.addWidget(self.view)
        left.setFixedWidth(LEFT)
        middle.addWidget(left)
        middle.addWidget(self.card, 1)
        column.addLayout(middle, 1)
        column.addWidget(self.note)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for button in (self.take_in, self.export, self.clear):
            foot.addWidget(button)
        foot.addStretch()
        foot.addWidget(self.leave)
        column.addLayout(foot)

    def _connect(self) -> None:
        self.picker.chosen.connect(self._show_voice)
        self.view.row_selected.connect(self._choose_text)
        self.view.row_activated.connect(self.listen_or_stop)
        self.card.record.clicked.connect(self.record_or_stop)
        self.card.listen.clicked.connect(self.listen_or_stop)
        self.card.drop.clicked.connect(self._drop)
        self.card.next.clicked.connect(self._next)
        self.export.clicked.connect(self._export)
        self.take_in.clicked.connect(self._import)
        self.clear.clicked.connect(self._clear)
        self.leave.clicked.connect(self.reject)
        self.reading.finished.connect(self._played)
        self.reading.failed.connect(self._not_played)
        self._timer.timeout.connect(self._look)
        self.view.installEventFilter(self)


def record_voice(app: App, parent: QWidget) -> None:
    """Open it."""
    RecordVoiceDialog(app, parent).open()
