"""The backup on the start page: how old it is, where it is, and a button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.i18n import _
from ui.safety.backup_words import TAGS, age_text, short_moment_text
from ui.widgets.card import Card
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.key_button import KeyButton
from ui.widgets.picture import Picture
from ui.widgets.tag import Tag

if TYPE_CHECKING:
    from npo_desktop.store.backups.schedule import BackupState


class BackupCard(Card):
    """Two lines; what more there is to know stands on the page of safety."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Backup"), parent=parent)
        self.tag = Tag("", "neutral")
        self.add_beside_title(self.tag)
        self.more = KeyButton(_("All backups"), kind="link")
        self.add_action(self.more)
        self.make = KeyButton(_("Make a backup"), icon="download", size="row")
        self.first = ElidedLabel("", "control")
        self.rest = ElidedLabel("", "help", "ink2")
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.first)
        words.addWidget(self.rest)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(Picture("usb", "ink2", 20), 0, Qt.AlignmentFlag.AlignVCenter)
        line.addLayout(words, 1)
        line.addWidget(self.make, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.setContentsMargins(16, 10, 16, 12)
        self.body.addLayout(line)

    def show_state(self, state: BackupState) -> None:
        """Fill it in."""
        self.tag.set(age_text(state.last), TAGS[state.tone])
        self.first.setText(short_moment_text(state.last) if state.last else _("No backup yet"))
        if state.second_place is None:
            self.rest.setText(_("No second place chosen"))
        elif state.last_elsewhere is None:
            self.rest.setText(_("Second place: none yet"))
        else:
            words = _("Second place: {when}")
            self.rest.setText(words.format(when=age_text(state.last_elsewhere, with_time=False)))
