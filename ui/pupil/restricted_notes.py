"""Notes on the home situation and child protection: read and written by coordinators only."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from npo_desktop.formats import date_text
from npo_desktop.i18n import _
from npo_desktop.queries.privacy.restricted_notes import (
    NoteFacts,
    add_note,
    delete_note,
    read_notes,
)
from ui.app import Topic
from ui.dialogs.confirm import ConfirmDialog
from ui.dialogs.kept_dialog import KeptDialog
from ui.dialogs.room import open_sized
from ui.widgets.card import Card
from ui.widgets.icon_button import IconButton
from ui.widgets.key_button import KeyButton
from ui.widgets.segmented import Segmented
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App

SIZE = (680, 560)  # pixels
_EDIT_HEIGHT = 96


class RestrictedNotesDialog(KeptDialog):
    """Opening it is reading, and that is written down. What is typed is not lost by closing."""

    changed = Signal()

    def __init__(self, app: App, pupil_id: UUID, name: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.app, self._pupil_id = app, pupil_id
        self.setWindowTitle(_("Restricted notes"))
        open_sized(self, *SIZE)
        self.notes = QVBoxLayout()
        self.kind = Segmented([(kind, kind_name(kind)) for kind in ("home", "protection")])
        self.kind.setAccessibleName(_("Kind of note"))
        self.edit = QPlainTextEdit()
        self.edit.setTabChangesFocus(True)
        self.edit.setFixedHeight(_EDIT_HEIGHT)
        self.edit.setAccessibleName(_("New note"))
        self.unsaved = text(_("This note is not saved yet."), "help", "warn")
        self.drop = KeyButton(_("Close without saving"), kind="quiet")
        self.leave = KeyButton(_("Close"))
        self.save = KeyButton(_("Save note"), "Ctrl+S", kind="primary", shortcut=True)
        self._build(name)
        self._show_told(False)
        self.edit.textChanged.connect(self._look)
        self.save.clicked.connect(self._save)
        self.leave.clicked.connect(self.reject)
        self.drop.clicked.connect(self._drop)
        self._look()
        self._read()
        self.edit.setFocus()

    def keep_draft(self) -> None:
        """The window locks: a note that was begun is kept as it stands."""
        if self._words():
            self._store()

    def reject(self) -> None:
        if self._words():
            self._show_told(True)
            self.drop.setFocus()
        else:
            super().reject()

    def _words(self) -> str:
        return self.edit.toPlainText().strip()

    def _save(self) -> None:
        self._store()
        self._read()

    def _store(self) -> None:
        with self.app.writing(Topic.SAFETY) as session:
            add_note(session, self._pupil_id, str(self.kind.value()), self._words())
        self.edit.clear()
        self.changed.emit()

    def _drop(self) -> None:
        self.edit.clear()
        self.reject()

    def _delete(self, note: NoteFacts) -> None:
        def agreed() -> None:
            with self.app.writing(Topic.SAFETY) as session:
                delete_note(session, note.id)
            self._read()
            self.changed.emit()

        ConfirmDialog(
            _("Delete this note?"),
            _("It is gone for good, also from the bin. Older backups still hold it."),
            _("Delete note"),
            agreed,
            self,
        ).open()

    def _read(self) -> None:
        with self.app.writing(Topic.SAFETY) as session:  # reading is noted
            found = read_notes(session, self._pupil_id)
        while (item := self.notes.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for card in self._cards(found):
            self.notes.addWidget(card)
        self.notes.addStretch()

    def _cards(self, found: Sequence[NoteFacts]) -> list[QWidget]:
        if not found:
            return [text(_("There are no notes on this pupil."), tone="ink2")]
        cards: list[QWidget] = []
        for note in reversed(found):
            when = date_text(note.made_at.astimezone().date())
            card = Card(kind_name(note.kind), " · ".join(filter(None, (when, note.made_by))))
            card.body.addWidget(text(note.text, wrap=True, selectable=True))
            delete = IconButton("trash", _("Delete note"))
            delete.clicked.connect(partial(self._delete, note))
            card.add_action(delete)
            cards.append(card)
        return cards

    def _look(self) -> None:
        self.save.setEnabled(bool(self._words()))
        if not self._words():
            self._show_told(False)

    def _show_told(self, told: bool) -> None:
        self.unsaved.setVisible(told)
        self.drop.setVisible(told)

    def _build(self, name: str) -> None:
        holder, area = QWidget(), QScrollArea()
        holder.setProperty("role", "canvas")
        holder.setLayout(self.notes)
        self.notes.setContentsMargins(0, 0, 8, 0)
        self.notes.setSpacing(8)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        title = _("Restricted notes on {name}").format(name=name)
        column.addWidget(text(title, "dialogTitle", wrap=True))
        words = _("Sealed with a key that only coordinators hold. Who reads or writes is noted.")
        column.addWidget(text(words, "help", "ink2", wrap=True))
        column.addWidget(area, 1)
        column.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.edit)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.unsaved, 1)
        line.addStretch()
        for button in (self.drop, self.leave, self.save):
            line.addWidget(button)
        column.addLayout(line)


def kind_name(kind: str) -> str:
    """What a kind of note is called."""
    return _("Home situation") if kind == "home" else _("Child protection")
