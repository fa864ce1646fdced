"""Beside the list of an evening: what is missing, and what goes on paper."""

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from npo_desktop.exports.summary_gaps import Gap, gap_words
from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.parents.parent_evenings import Evening
from ui.widgets.card import Card
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.text import text


class EveningSide(QWidget):
    """Tells, and holds the buttons; the page acts."""

    def __init__(self) -> None:
        super().__init__()
        self.missing = Note("warn")
        self.list = KeyButton(_("List for yourself"), icon="clipboard-list")
        self.all = KeyButton("", kind="primary", icon="printer")
        self.again = KeyButton(_("Print all of them again"), kind="link")
        self.files = KeyButton(_("A file each"), icon="file-type-pdf")
        self._printed = text("", "help", "ink2", wrap=True)
        self.change = KeyButton(_("Change name, day or times..."), icon="pencil")
        self.remove = KeyButton(_("Remove this evening"), kind="quiet", icon="trash")
        self._build()

    def show_evening(self, evening: Evening, gaps: Mapping[UUID, tuple[Gap, ...]] | None) -> None:
        """``gaps``: ``None`` while they are looked up."""
        self._show_missing(evening, gaps)
        talks = evening.talks
        left = sum(talk.printed_at is None for talk in talks)
        done = len(talks) - left
        words = ngettext("Print {n} summary", "Print {n} summaries", left or len(talks))
        if done and left:
            words = ngettext("Print the last one", "Print the other {n}", left)
        self.all.setText(words.format(n=left or len(talks)))
        self.all.setEnabled(bool(talks))
        self.again.setVisible(bool(done and left))
        told = _("{done} of {total} summaries have been printed.")
        self._printed.setText(told.format(done=done, total=len(talks)) if talks else "")
        self._printed.setVisible(bool(talks))
        for button in (self.list, self.files):
            button.setEnabled(bool(talks))

    def _show_missing(self, evening: Evening, gaps: Mapping[UUID, tuple[Gap, ...]] | None) -> None:
        if gaps is None:
            self.missing.set_tone("info")
            self.missing.set_text(_("Looking up what is missing..."))
            return
        coming = {talk.pupil_id for talk in evening.talks}
        found = Counter(gap for pupil, lacks in gaps.items() if pupil in coming for gap in lacks)
        if not found:
            self.missing.set_tone("ok")
            self.missing.set_text(_("Nothing is missing for these talks."))
            return
        self.missing.set_tone("warn")
        told = [f"{found[gap]} × {gap_words(gap)}" for gap in Gap if gap in found]
        rest = _("Enter on a line of the list prepares that talk.")
        self.missing.set_text(_("Still missing: {what}.").format(what=", ".join(told)), rest)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        column.addWidget(self.missing)
        paper = Card(_("On paper"))
        for widget in (self.all, self._printed, self.again, self.list, self.files):
            paper.body.addWidget(widget)
        column.addWidget(paper)
        column.addWidget(self.change)
        column.addWidget(self.remove)
        column.addStretch()
