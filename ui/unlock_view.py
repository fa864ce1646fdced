"""The first thing one sees: which school, and the passphrase. Knows nothing of the store."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from npo_desktop.i18n import LANGUAGES, NAMES, _, current
from ui.widgets.brand import BrandMark
from ui.widgets.key_button import KeyButton
from ui.widgets.landscape import Landscape
from ui.widgets.note import Note
from ui.widgets.opener_picker import OpenerPicker
from ui.widgets.passphrase_field import PassphraseField
from ui.widgets.segmented import Segmented
from ui.widgets.text import rule, text
from ui.widgets.unlock_notes import UnlockNotes

if TYPE_CHECKING:
    from npo_desktop.store.keys import ListedOpener

FORM_WIDTH, PICTURE_WIDTH = 400, 560  # pixels
_BEAT = 200  # milliseconds between two looks at the clock while one has to wait


class UnlockView(QWidget):
    """Asks for the passphrase, or for the recovery key by one who forgot it."""

    submitted = Signal(str)  # the passphrase
    recovery_submitted = Signal(str)  # the recovery key
    language_chosen = Signal(str)
    restore_asked = Signal()  # put a backup in the place of this store

    def __init__(
        self,
        *,
        school: str = "",
        place: str = "",
        practice_passphrase: str = "",
        last_backup: str = "",
        lock_minutes: int = 5,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._place = place
        self._practice = bool(practice_passphrase)
        self._recovering = self._busy = False
        self._may_try_at = 0.0  # of the monotonic clock
        self._beat = QTimer(self)
        self._beat.setInterval(_BEAT)
        self._beat.timeout.connect(self._count_down)
        self.notes = UnlockNotes(last_backup, lock_minutes)
        self.notes.restore_asked.connect(self.restore_asked)
        self._build(school)
        self.retranslate()
        self.passphrase.setText(practice_passphrase)
        self.passphrase.setFocus()

    @property
    def passphrase(self) -> QLineEdit:
        """The field, also when it holds a recovery key."""
        return self._field.edit

    @property
    def slot_id(self) -> UUID | None:
        """Whose passphrase it is; ``None`` when nothing had to be chosen."""
        return self.openers.slot_id

    @property
    def is_waiting(self) -> bool:
        """Whether one has to wait before the next try."""
        return self._beat.isActive()

    def set_openers(self, openers: Sequence[ListedOpener]) -> None:
        """Who may open this store; with more than one, one says who one is."""
        self.openers.set_openers(openers)

    def wait(self, seconds: float) -> None:
        """No further try for so long; the button counts down."""
        self._may_try_at = time.monotonic() + seconds
        if seconds > 0:
            self._beat.start()
        self._count_down()

    def set_error(self, first: str, rest: str = "") -> None:
        """Say why it did not open; no words takes it away."""
        self._error.set_text(first, rest)
        self._error.setVisible(bool(first))
        if first:
            self.passphrase.selectAll()
            self.passphrase.setFocus()

    def set_busy(self, busy: bool) -> None:
        """While the key is derived nothing can be pressed."""
        self._busy = busy
        for widget in (self._field, self.openers, self.forgot, self.languages, self.notes):
            widget.setEnabled(not busy)
        self._show_button()
        if not busy:
            self.passphrase.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """A field that was given the focus before it had a window never gets it by itself."""
        super().showEvent(event)
        if not event.spontaneous() and not self._busy:
            self.passphrase.setFocus()

    def retranslate(self) -> None:
        """Speak the language of this moment."""
        self.languages.set_value(current())
        self._welcome.setText(_("Knowing what every child needs."))
        self._lead.setText(
            _("Scans, approach, groups and parent meetings in one place.")
            + " "
            + _("Everything stays on this computer.")
        )
        self._where.setText(self._place)
        self._where.setVisible(bool(self._place))
        self._show_button()
        self.notes.retranslate()
        self._example.set_text(
            _("EXAMPLE SCHOOL: no real pupils"), _("The passphrase is filled in already.")
        )
        self._ask_for_recovery(self._recovering)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = 0 if self.width() < 900 else min(PICTURE_WIDTH, self.width() * 2 // 5 + 14)
        self._scene.setFixedWidth(width)

    def _count_down(self) -> None:
        if time.monotonic() >= self._may_try_at and self._beat.isActive():
            self._beat.stop()
            self._show_button()
            self.passphrase.setFocus()
        else:
            self._show_button()

    def _show_button(self) -> None:
        words = _("Unlock")
        if self._busy:
            words = _("Opening...")
        elif self.is_waiting:
            left = max(1, math.ceil(self._may_try_at - time.monotonic()))
            words = _("Again in {n} s").format(n=left)
        if self.unlock.text() != words:
            self.unlock.setText(words)
        self.unlock.setEnabled(not self._busy and not self.is_waiting)

    def _submit(self) -> None:
        words = self.passphrase.text()
        if not words or self._busy or self.is_waiting:
            return
        self.set_error("")
        (self.recovery_submitted if self._recovering else self.submitted).emit(words)

    def _ask_for_recovery(self, on: bool) -> None:
        if on != self._recovering:
            self.passphrase.clear()
            self.set_error("")
        self._recovering = on
        if on:
            self._field.ask_for_recovery_key()
        else:
            self._field.retranslate(_("Passphrase"))
        self.openers.retranslate(is_forgotten=on)
        self.forgot.setText(_("Back to the passphrase") if on else _("Forgot the passphrase?"))
        self.passphrase.setFocus()

    def _build(self, school: str) -> None:
        self._scene, self._welcome, self._lead = _scene()
        self.languages = Segmented(
            [(code, NAMES[code]) for code in LANGUAGES], current(), name=_("Language"), small=True
        )
        self.languages.chosen.connect(self._choose_language)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self._scene)
        ground = QFrame()
        ground.setProperty("role", "unlock")
        area = QScrollArea()  # a low screen scrolls the lines below the button
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(ground)
        line.addWidget(area, 1)
        right = QVBoxLayout(ground)
        right.setContentsMargins(32, 24, 32, 24)
        right.addWidget(self.languages, 0, Qt.AlignmentFlag.AlignRight)
        right.addStretch(1)
        form = QWidget()
        form.setMaximumWidth(FORM_WIDTH)
        form.setMinimumWidth(FORM_WIDTH - 60)
        centred = QHBoxLayout()
        centred.addStretch(1)
        centred.addWidget(form, 8)
        centred.addStretch(1)
        right.addLayout(centred)
        right.addStretch(2)
        self._fill(QVBoxLayout(form), school)

    def _fill(self, column: QVBoxLayout, school: str) -> None:
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(0)
        self._where = text("", "lead", "ink2", wrap=True)
        self._field = PassphraseField("")
        self._example, self._error = Note("warn"), Note("err")
        self._example.setVisible(self._practice)
        self._error.hide()
        self.unlock = KeyButton("", "Enter", kind="primary", icon="lock-open", size="large")
        self.forgot = KeyButton("", kind="link")
        buttons = QHBoxLayout()
        buttons.addWidget(self.unlock)
        buttons.addStretch()
        buttons.addWidget(self.forgot)
        self.openers = OpenerPicker()
        column.addWidget(text(school or "NPO Desktop", "school", wrap=True))
        column.addSpacing(4)
        column.addWidget(self._where)
        column.addSpacing(28)
        for widget, space in (
            (self._example, 20),
            (self.openers, 0),
            (self._field, 16),
            (self._error, 16),
        ):
            column.addWidget(widget)
            column.addSpacing(space)
        column.addLayout(buttons)
        column.addSpacing(32)
        column.addWidget(rule())
        column.addSpacing(16)
        column.addWidget(self.notes)
        self.passphrase.returnPressed.connect(self._submit)
        self.unlock.clicked.connect(self._submit)
        self.forgot.clicked.connect(self._switch)

    def _choose_language(self, code: object) -> None:
        self.language_chosen.emit(str(code))

    def _switch(self) -> None:
        self._ask_for_recovery(not self._recovering)


def _scene() -> tuple[Landscape, QLabel, QLabel]:
    """The picture, with the name of the program and two lines on it."""
    scene = Landscape()
    welcome = text("", "welcome", "onSide", wrap=True)
    lead = text("", "lead", "sideText", wrap=True)
    brand = QHBoxLayout()
    brand.setSpacing(12)
    brand.addWidget(BrandMark(32))
    brand.addWidget(text("NPO Desktop", "entry", "onSide"))
    brand.addStretch()
    column = QVBoxLayout(scene)
    column.setContentsMargins(48, 48, 96, 0)
    column.setSpacing(0)
    column.addLayout(brand)
    column.addSpacing(48)
    column.addWidget(welcome)
    column.addSpacing(16)
    column.addWidget(lead)
    column.addStretch()
    return scene, welcome, lead
