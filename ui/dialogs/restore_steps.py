"""The steps of the restore wizard: which backup, what will change, what was done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.formats import number
from npo_desktop.i18n import _, ngettext
from npo_desktop.store.backups.backup import BackupFacts, backup_folder, list_backups, read_manifest
from ui.tables.record_table import BoldRole, Column, RecordTable, TagRole
from ui.tables.table_view import TableView
from ui.widgets.backup_words import moment_text, short_moment_text, size_text
from ui.widgets.card import Card
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.passphrase_field import PassphraseField
from ui.widgets.text import rule, text

if TYPE_CHECKING:
    from npo_desktop.store.backups.restore import Restored, RestorePreview


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
        self.nothing = text(
            _("There is no backup on this computer. Choose a file on the stick or the share."),
            "body",
            "ink2",
            wrap=True,
        )
        self.from_file = KeyButton(_("From a file..."), icon="folder-open", size="row")
        self.secret_field = PassphraseField("")
        self.other_way = KeyButton("", kind="link")
        self._build()
        self._ask_recovery(False)
        self._set_backups(list_backups(backup_folder(store_path)))
        self.from_file.clicked.connect(self._ask_file)
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
        (self.view if self.backup() is None else self.secret_field.edit).setFocus()

    def _set_backups(self, found: tuple[BackupFacts, ...]) -> None:
        self.table.set_rows(found)
        self.view.setVisible(bool(found))
        self.nothing.setVisible(not found)
        self._choose_best()

    def _choose_best(self) -> None:
        """The newest that was opened and checked, else the newest; never one known as damaged."""
        good = [one for one in self.table.rows if one.path not in self._bad]
        checked = [one for one in good if one.verified]
        if good:
            self.view.select_key((checked or good)[0].path)

    def _tell(self) -> None:
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

    def _build(self) -> None:
        card = Card(_("Which backup?"), _("the newest checked one is chosen"), flush=True)
        card.add_action(self.from_file)
        self.nothing.setContentsMargins(16, 12, 16, 12)
        card.body.setContentsMargins(0, 0, 0, 4)
        card.body.addWidget(self.view, 1)
        card.body.addWidget(self.nothing)
        card.body.addStretch(0)
        way = QHBoxLayout()
        way.addWidget(self.other_way)
        way.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(card, 1)
        column.addWidget(self.secret_field)
        column.addLayout(way)


class ChangesStep(QWidget):
    """The dry run: what was in the school then, what is now, and what happens to the rest."""

    def __init__(self) -> None:
        super().__init__()
        self.head, self.school = text("", "cardTitle", wrap=True), text("", "body", "ink2")
        self.grid_holder = QWidget()
        self.grid = QGridLayout(self.grid_holder)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(24)
        self.grid.setVerticalSpacing(8)
        self.grid.setColumnStretch(0, 1)
        self.warning = Note("warn")
        self.erased = text("", "body", "ink2", wrap=True)
        card = Card()
        card.body.addWidget(self.head)
        card.body.addWidget(self.school)
        card.body.addWidget(rule())
        card.body.addWidget(self.grid_holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(card)
        column.addWidget(self.warning)
        column.addWidget(self.erased)
        column.addStretch()

    def show_preview(self, preview: RestorePreview) -> None:
        """Fill in what the dry run found."""
        when = moment_text(preview.made_at)
        self.head.setText(_("Backup of {when}").format(when=when))
        self.school.setText(preview.school)
        self._fill(preview.counts_then, preview.counts_now)
        self.warning.set_text(
            _("What was entered after {when} is then no longer in the program.").format(when=when),
            _("The data file of now is not thrown away: it is kept beside the new one."),
        )
        n = preview.erased_again
        self.erased.setVisible(n > 0)
        self.erased.setText(
            ngettext(
                "{n} pupil who was erased since then stays erased.",
                "{n} pupils who were erased since then stay erased.",
                n,
            ).format(n=n)
        )

    def _fill(self, then: Mapping[str, int], now: Mapping[str, int] | None) -> None:
        while (item := self.grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        right = Qt.AlignmentFlag.AlignRight
        heads = (_("In the backup"), _("Now"), _("Difference") if now is not None else "")
        for column, words in enumerate(heads, start=1):
            self.grid.addWidget(text(words, "head", "ink2"), 0, column, right)
        for row, (table, words) in enumerate(_tables(), start=1):
            count, present = then.get(table, 0), None if now is None else now.get(table, 0)
            self.grid.addWidget(text(words), row, 0)
            self.grid.addWidget(text(number(count), "primary"), row, 1, right)
            shown = _("not readable") if present is None else number(present)
            self.grid.addWidget(text(shown, "body", "ink2"), row, 2, right)
            if present is not None:
                self.grid.addWidget(_difference(count - present), row, 3, right)


class DoneStep(QWidget):
    """It stands again; where the file of before is."""

    def __init__(self) -> None:
        super().__init__()
        self.note = Note("ok")
        self.kept = text("", "body", "ink2", wrap=True, selectable=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.note)
        column.addWidget(self.kept)
        column.addStretch()

    def show_restored(self, restored: Restored) -> None:
        """Say what stands there now."""
        counts = ", ".join(
            f"{number(restored.counts.get(table, 0))} {words.lower()}" for table, words in _tables()
        )
        self.note.set_text(
            _("The backup of {when} is back.").format(when=moment_text(restored.made_at)),
            counts + ".",
        )
        self.kept.setVisible(restored.kept is not None)
        self.kept.setText(_("The file of before is kept as {file}.").format(file=restored.kept))


def _difference(by: int) -> QWidget:
    if by == 0:
        return text(_("the same"), "body", "ink2")
    return text(f"+{number(by)}" if by > 0 else number(by), "primary", "ink" if by > 0 else "warn")


def _tables() -> tuple[tuple[str, str], ...]:
    return (
        ("pupil", _("Pupils")),
        ("scan", _("Lists filled in")),
        ("answer", _("Answers")),
        ("plan", _("Plans")),
    )


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
        Column(
            _("Checked"),
            lambda one: _("in order") if one.verified else _("not checked yet"),
            width=150,
            roles={TagRole: lambda one: ("ok", None) if one.verified else ("neutral", "")},
        ),
    ]
