"""The later steps of the restore wizard: what will change, what was done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from npo_desktop.formats import number
from npo_desktop.i18n import _, ngettext
from ui.safety.backup_words import moment_text
from ui.widgets.card import Card
from ui.widgets.note import Note
from ui.widgets.text import rule, text

if TYPE_CHECKING:
    from npo_desktop.store.backups.restore import Restored, RestorePreview


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
