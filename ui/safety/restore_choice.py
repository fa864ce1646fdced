"""The first step of the restore wizard: which backup, and what opens it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.formats import number
from npo_desktop.i18n import _
from npo_desktop.store.backups.backup import BackupFacts, backup_folder, list_backups, read_manifest
from ui.safety.backup_words import checked_column, short_moment_text, size_text
from ui.tables.record_table import BoldRole, Column, RecordTable
from ui.tables.table_view import TableView
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.key_button import KeyButton
from ui.widgets.passphrase_field import PassphraseField


@dataclass(frozen=True, slots=True)
class Secret:
    """What opens the backup: a passphrase, or the recovery key. Never shown."""

    passphrase: str | None = field(default=None, repr=False)
    recovery_key: str | None = field(default=None, repr=False)

    @property
    def is_given(self) -> bool:
        return bool(self.passphrase or self.recovery_key)


class ChooseStep(QWidget):
    """The backups of this computer, newest first, or a file from elsewhere; and the passphrase."""

    changed = Signal()  # whether one can go on

    def __init__(self, store_path: Path) -> None:
        super().__init__()
        self._bad: set[Path] = set()
        self._recovering = False
        self.table: RecordTable[BackupFacts] = RecordTable(_columns(), key=lambda one: one.path)
        self.view = TableView(self.table, sortable=False)
        self.table.setParent(self.view)
        self.view.setAccessibleName(_("Backups on this computer"))
        self.from_file = KeyButton(_("From a file..."), icon="folder-open", size="row")
        self.first_file = KeyButton(_("Choose a file..."), kind="primary", icon="folder-open")
        self.first_file.setAutoDefault(True)  # Enter, as long as nothing else can be done
        self.nothing = EmptyState(
            "device-floppy",
            _("There is no backup on this computer"),
            _("Put in the stick with the backups, or go to the share, and choose the newest file."),
            self.first_file,
        )
        self.secret_field = PassphraseField("")
        self.other_way = KeyButton("", kind="link")
        self._build()
        self._ask_recovery(False)
        self._set_backups(list_backups(backup_folder(store_path)))
        for button in (self.from_file, self.first_file):
            button.clicked.connect(self._ask_file)
        self.other_way.clicked.connect(self._switch)
        self.view.row_selected.connect(self._tell)
        self.secret_field.edit.textChanged.connect(self._tell)

    @property
    def can_go_on(self) -> bool:
        return self.backup() is not None and self.secret().is_given

    def backup(self) -> BackupFacts | None:
        """The one that is chosen."""
        return self.view.current_row()

    def secret(self) -> Secret:
        """What was typed."""
        words = self.secret_field.edit.text()
        return Secret(recovery_key=words) if self._recovering else Secret(passphrase=words)

    def open_file(self, path: Path) -> None:
        """A backup from a stick or a share stands first, and is chosen; raises ``UserError``."""
        manifest = read_manifest(path)
        found = BackupFacts(
            path=path,
            made_at=manifest.made_at,
            school=manifest.school,
            counts=manifest.counts,
            size=path.stat().st_size,
            verified=False,
        )
        others = [one for one in self.table.rows if one.path != path]
        self._set_backups((found, *others))
        self.view.select_key(path)

    def pass_over(self) -> BackupFacts | None:
        """The chosen one is damaged: choose the next good one, if there is any."""
        bad = self.backup()
        if bad is None:
            return None
        self._bad.add(bad.path)
        self._choose_best()
        chosen = self.backup()
        return chosen if chosen is not None and chosen.path not in self._bad else None

    def chosen_instead(self) -> str:
        """A sentence on the one that is chosen now."""
        chosen = self.backup()
        assert chosen is not None
        words = _("The one of {when} is chosen now. The damaged file is kept.")
        return words.format(when=short_moment_text(chosen.made_at))

    def ask_what_is_missing(self) -> None:
        """Go to where something has to be done first."""
        if not self.table.rows:
            self.first_file.setFocus()
        else:
            (self.view if self.backup() is None else self.secret_field.edit).setFocus()

    def _set_backups(self, found: tuple[BackupFacts, ...]) -> None:
        self.table.set_rows(found)
        for widget in (self.view, self.from_file, self.secret_field, self.other_way):
            widget.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self._choose_best()
        self._tell()

    def _choose_best(self) -> None:
        """The newest that was opened and checked, else the newest; never one known as damaged."""
        if (best := self._best()) is not None:
            self.view.select_key(best.path)

    def _best(self) -> BackupFacts | None:
        good = [one for one in self.table.rows if one.path not in self._bad]
        return next((one for one in good if one.verified), good[0] if good else None)

    def _tell(self) -> None:
        chosen = self.backup()
        newest = chosen is not None and chosen.verified and chosen == self._best()
        self._card.set_subtitle(_("the newest checked one is chosen") if newest else "")
        self.changed.emit()

    def _switch(self) -> None:
        self._ask_recovery(not self._recovering)
        self.secret_field.edit.setFocus()

    def _ask_recovery(self, on: bool) -> None:
        self._recovering = on
        self.secret_field.edit.clear()
        if on:
            self.secret_field.ask_for_recovery_key()
        else:
            self.secret_field.retranslate(_("Passphrase of the backup"))
        self.other_way.setText(_("Use the passphrase") if on else _("Use the recovery key"))

    def _ask_file(self) -> None:
        kinds = "{} (*.npobak);;{} (*)".format(_("Backups of NPO Desktop"), _("All files"))
        name, _kind = QFileDialog.getOpenFileName(self, _("Choose a backup"), "", kinds)
        if name:
            self.open_file(Path(name))
            self.secret_field.edit.setFocus()

    def _build(self) -> None:
        self._card = card = Card(_("Which backup?"), flush=True)
        card.add_action(self.from_file)
        card.body.setContentsMargins(0, 0, 0, 4)
        card.body.addWidget(self.view, 1)
        card.body.addWidget(self.nothing, 1)
        way = QHBoxLayout()
        way.addWidget(self.other_way)
        way.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(card, 1)
        column.addWidget(self.secret_field)
        column.addLayout(way)


def _columns() -> list[Column[BackupFacts]]:
    return [
        Column(
            _("Made at"),
            lambda one: short_moment_text(one.made_at),
            width=150,
            roles={BoldRole: lambda _one: True},
        ),
        Column(_("School"), lambda one: one.school, tip=lambda one: str(one.path)),
        Column(_("Pupils"), lambda one: number(one.counts.get("pupil", 0)), number=True, width=90),
        Column(_("Size"), lambda one: size_text(one.size), number=True, width=90),
        checked_column(),
    ]
