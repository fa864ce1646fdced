"""The backups there are, the second place, and one button to make a new one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from npo_desktop.formats import number
from npo_desktop.i18n import _, ngettext
from npo_desktop.store.backups.backup import BackupFacts, backup_folder, list_backups
from npo_desktop.store.backups.schedule import BackupState
from npo_desktop.store.check import Finding
from ui.backups import backups_of
from ui.safety.backup_words import (
    TAGS,
    age_text,
    checked_column,
    moment_text,
    short_moment_text,
    size_text,
)
from ui.safety.erased_note import ErasedNote
from ui.tables.record_table import Column, RecordTable
from ui.tables.table_view import SMALLEST_LIST, TableView
from ui.widgets.card import Card
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.tag import Tag
from ui.widgets.text import text
from ui.widgets.two_columns import TwoColumns

if TYPE_CHECKING:
    from ui.app import App

SIDE = 400  # pixels


class BackupPanel(QWidget):
    """Reads the folder of backups; making and checking is done by ``ui.backups``."""

    restore_asked = Signal()

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app, self._backups = app, backups_of(app)
        self.make = KeyButton(_("Make a backup"), kind="primary", icon="download")
        self.restore = KeyButton(_("Put a backup back..."), icon="history")
        self.choose = KeyButton(_("Choose a place..."), icon="usb")
        self.forget = KeyButton(_("No second place"), kind="link")
        self.right = KeyButton(_("Yes, they are right"), size="row")
        self.check = KeyButton(_("Check the data"), icon="shield-check")
        self.tag = Tag("", "neutral")
        self._last, self._elsewhere = text("", "primary", wrap=True), text("", "body", "ink2")
        self._elsewhere.setWordWrap(True)
        self._place = ElidedLabel("", "help", "ink2")
        self.findings = Note("ok")
        self.paused = Note(
            "warn",
            _("A backup was put back. Are the data right?"),
            _("Until you say so, no older backup is removed."),
        )
        self.paused.add_action(self.right)
        self.low_space = Note(
            "warn",
            _("The disk is nearly full."),
            _("Free some space: older backups are thinned out, the newest stay."),
        )
        self.erased = ErasedNote(app)
        for note in (self.findings, self.paused, self.low_space):
            note.hide()
        self.table: RecordTable[BackupFacts] = RecordTable(_columns(), key=lambda one: one.path)
        self.view = TableView(self.table, name="backups", sortable=False)
        self.table.setParent(self.view)
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.view.setMinimumHeight(SMALLEST_LIST)
        self._nothing = text(
            _("There is no backup yet. The first is made by itself after the first changes."),
            "body",
            "ink2",
            wrap=True,
        )
        self._build()
        self.restore.setVisible(app.may("restore"))
        self.right.setVisible(app.may("restore"))
        self.choose.setVisible(app.may("second-place"))
        self.make.clicked.connect(self._backups.make)
        self.check.clicked.connect(self._backups.check_data)
        self.choose.clicked.connect(self._ask_place)
        self.forget.clicked.connect(self._forget_place)
        self.right.clicked.connect(self._backups.confirm_restored)
        self._backups.renewed.connect(self._renew)
        self._backups.checked.connect(self._show_findings)
        self.restore.clicked.connect(self.restore_asked)

    def first_focus(self) -> QWidget:
        return self.make

    def refresh(self) -> None:
        """Show what is known; the folders are looked at anew on the worker."""
        self._show_list()
        self.erased.refresh()
        if self._backups.state is None:
            self._backups.renew()
        else:
            self._show_state(self._backups.state)

    def _renew(self, state: BackupState) -> None:
        self._show_list()
        self._show_state(state)

    def _show_list(self) -> None:
        found = list_backups(backup_folder(self._app.store.path))
        self.table.set_rows(found)
        self.view.setVisible(bool(found))
        self._nothing.setVisible(not found)

    def _show_state(self, state: BackupState) -> None:
        self.paused.setVisible(state.rotation_paused and self._app.may("restore"))
        self.low_space.setVisible(state.low_space)
        self.tag.set(age_text(state.last), TAGS[state.tone])
        self._last.setText(
            _("Last backup: {when}").format(when=moment_text(state.last))
            if state.last
            else _("No backup was made yet.")
        )
        if state.second_place is None:
            words = (
                _("Also keep backups on a stick or the school's share: this disk can break.")
                if self._app.may("second-place")
                else _("The coordinator chose no second place for the backups yet.")
            )
        elif state.last_elsewhere is None:
            words = _("No backup has reached the second place yet. Is the stick in the computer?")
        else:
            words = _("Last checked backup there: {when}").format(
                when=moment_text(state.last_elsewhere)
            )
        self._elsewhere.setText(words)
        self._place.setText(str(state.second_place or ""))
        self._place.setVisible(state.second_place is not None)
        self.forget.setVisible(state.second_place is not None and self._app.may("second-place"))
        self.choose.setText(
            _("Choose a place...") if state.second_place is None else _("Another place...")
        )

    def _ask_place(self) -> None:
        words = _("A stick, or a folder on the school's share")
        chosen = QFileDialog.getExistingDirectory(self, words, str(Path.home()))
        if chosen:
            self._backups.choose_place(Path(chosen))

    def _forget_place(self) -> None:
        self._backups.choose_place(None)

    def _show_findings(self, findings: tuple[Finding, ...]) -> None:
        if findings:
            damaged = any(finding.is_damage for finding in findings)
            first = ngettext("{n} thing is not right.", "{n} things are not right.", len(findings))
            told = [finding.text for finding in findings]
            told += [_("Put the newest backup back, and delete nothing.")] if damaged else []
            self.findings.set_tone("err" if damaged else "warn")
            self.findings.set_text(first.format(n=len(findings)), "\n".join(told))
        else:
            self.findings.set_tone("ok")
            self.findings.set_text(_("The data are whole."))
        self.findings.show()

    def _build(self) -> None:
        listed = Card(_("Backups on this computer"), _("checked by opening them"), flush=True)
        self._nothing.setContentsMargins(16, 12, 16, 12)
        listed.add_action(self.restore)
        listed.body.setContentsMargins(0, 0, 0, 4)
        listed.body.addWidget(self.view, 1)
        listed.body.addWidget(self._nothing)
        listed.body.addStretch(0)
        side = QWidget()
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(12)
        right.addWidget(self._state_card())
        right.addWidget(self._place_card())
        right.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.findings)
        column.addWidget(self.paused)
        column.addWidget(self.low_space)
        column.addWidget(self.erased)
        column.addWidget(TwoColumns(listed, side, SIDE), 1)

    def _state_card(self) -> Card:
        card = Card(_("Backup"))
        card.add_action(self.tag)
        words = _("The program makes one by itself: every half hour of work, and when you close.")
        card.body.addWidget(self._last)
        card.body.addWidget(text(words, "body", "ink2", wrap=True))
        card.body.addLayout(_row(self.make, self.check))
        return card

    def _place_card(self) -> Card:
        card = Card(_("A second place"))
        card.body.addWidget(self._elsewhere)
        card.body.addWidget(self._place)
        card.body.addWidget(
            text(_("Backups are encrypted: no passphrase, no data."), "help", "ink2", wrap=True)
        )
        card.body.addLayout(_row(self.choose, self.forget))
        return card


def _row(*buttons: KeyButton) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(12)
    for button in buttons:
        line.addWidget(button)
    line.addStretch()
    return line


def _columns() -> list[Column[BackupFacts]]:
    return [
        Column(_("Made at"), lambda one: short_moment_text(one.made_at), width=150),
        checked_column(),
        Column(_("Pupils"), _counted("pupil"), number=True, width=90),
        Column(_("Answers"), _counted("answer"), number=True, width=100),
        Column(_("Size"), lambda one: size_text(one.size), number=True),
    ]


def _counted(table: str) -> Callable[[BackupFacts], str]:
    return lambda one: number(one.counts.get(table, 0))
