"""What a referral slip and a handover share: blocks to tick, texts that outlive a lock."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from npo_desktop.errors import UserError
from npo_desktop.exports.record_facts import BLOCKS
from npo_desktop.exports.record_words import block_name, left_out_text
from npo_desktop.i18n import _
from npo_desktop.queries.papers.record_drafts import (
    forget_record_draft,
    keep_record_draft,
    record_draft,
)
from ui.app import Topic
from ui.dialogs.frame import dialog_foot
from ui.dialogs.kept_dialog import KeptDialog
from ui.dialogs.room import open_sized
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App

SIZE = (1000, 620)  # pixels
Texts = dict[str, QLineEdit | QPlainTextEdit]


class RecordDialog(KeptDialog):
    """Two columns; at the right what goes along and what does not."""

    paper = ""  # "referral" or "handover"

    def __init__(self, app: App, pupil_id: UUID, title: str, lead: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.app, self.pupil_id = app, pupil_id
        self._is_used = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        open_sized(self, *SIZE)
        self.texts: Texts = {}
        self.blocks = {key: QCheckBox(_capital(block_name(key))) for key in BLOCKS}
        self.not_along = text("", "help", "ink2", wrap=True)
        self.told = Note("err")
        self.leave = KeyButton(_("Close"), "Esc")
        self.show_paper = KeyButton(_("Look at it..."), kind="primary", icon="eye")
        self.left, self.right = QVBoxLayout(), QVBoxLayout()
        self._build(title, lead)
        for box in self.blocks.values():
            box.toggled.connect(self.show_left_out)
        self.leave.clicked.connect(self.reject)
        self.show_paper.clicked.connect(self.look)

    def look(self) -> None:
        """Show the paper as it will be."""
        raise NotImplementedError

    def fill_typed(self) -> None:
        """What was typed when the program locked stands there again."""
        with self.app.reading() as session:
            typed = record_draft(session, self.paper, self.pupil_id)
        for name, words in typed.items():
            if name in self.texts:
                _write(self.texts[name], words)

    def keep_draft(self) -> None:
        """The window locks: what was typed waits."""
        typed = {name: words for name in self.texts if (words := self.said(name))}
        if typed:
            with self.app.writing(Topic(0)) as session:
                keep_record_draft(session, self.paper, self.pupil_id, typed)

    def use(self) -> None:
        """It was printed or saved: nothing waits any more."""
        with self.app.writing(Topic(0)) as session:
            forget_record_draft(session, self.paper, self.pupil_id)

    def reject(self) -> None:
        """What was typed waits for the next time it is opened."""
        if not self._is_used:
            self.keep_draft()
        super().reject()

    def was_used(self, _how: object = None) -> None:
        """Once it has left the program."""
        self._is_used = True
        self.use()

    def said(self, name: str) -> str:
        """What stands in a field."""
        field = self.texts[name]
        return (field.text() if isinstance(field, QLineEdit) else field.toPlainText()).strip()

    def chosen_blocks(self) -> tuple[str, ...]:
        """What goes along."""
        return tuple(key for key, box in self.blocks.items() if box.isChecked())

    def choose_blocks(self, keys: Collection[str]) -> None:
        """Tick just these."""
        for key, box in self.blocks.items():
            box.setChecked(key in keys)
        self.show_left_out()

    def show_left_out(self) -> None:
        """What stays behind, as the paper will say it."""
        chosen = self.chosen_blocks()
        words = left_out_text([key for key in BLOCKS if key not in chosen])
        self.not_along.setText(words or _("Nothing of these is left out."))

    def tell(self, error: UserError) -> None:
        """What is wrong, in place."""
        self.told.set_text(error.message, error.hint)
        self.told.show()

    def _build(self, title: str, lead: str) -> None:
        for side in (self.left, self.right):
            side.setSpacing(10)
        self.right.addWidget(text(_("What goes along"), "label", "ink2"))
        for box in self.blocks.values():
            self.right.addWidget(box)
        self.right.addWidget(self.not_along)
        self.told.hide()
        sides = QHBoxLayout()
        sides.setSpacing(28)
        sides.addLayout(self.left, 3)
        sides.addLayout(self.right, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(text(title, "dialogTitle"))
        column.addWidget(text(lead, "body", "ink2", wrap=True))
        column.addLayout(sides, 1)
        column.addWidget(self.told)
        column.addLayout(dialog_foot(self.leave, self.show_paper))


def _write(field: QLineEdit | QPlainTextEdit, words: str) -> None:
    if isinstance(field, QLineEdit):
        field.setText(words)
    else:
        field.setPlainText(words)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
