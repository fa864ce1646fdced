"""Below the list to talk about: every reason of the chosen pupil, and what one can do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.dossiers.attention_words import Names, why_text
from npo_desktop.i18n import _
from ui.meeting.attention_columns import TalkRow
from ui.widgets.card import Card
from ui.widgets.key_button import KeyButton
from ui.widgets.text import text


class AttentionDetail(Card):
    """The buttons act on the pupil that is shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Why"), flush=True, parent=parent)
        self.shown: TalkRow | None = None
        self.reasons = text("", "body", wrap=True)
        self.step = KeyButton("", kind="primary")
        self.pupil = KeyButton(_("See pupil"), icon="user")
        self.agenda = KeyButton(_("Put on the agenda"), icon="clipboard-list")
        self.off = KeyButton(_("Off the list..."))
        self.body.setContentsMargins(16, 8, 16, 12)
        self.body.addWidget(self.reasons)
        self.body.addStretch()
        line = QHBoxLayout()
        line.setSpacing(8)
        for button in (self.step, self.pupil, self.agenda, self.off):
            line.addWidget(button)
        line.addStretch()
        self._foot = QWidget()
        column = QVBoxLayout(self._foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        self.body.addWidget(self._foot)

    def show_row(self, row: TalkRow | None, names: Names, coming: str) -> None:
        """One pupil; ``coming``: the day of the meeting that is planned, or nothing."""
        self.shown = row
        self._foot.setVisible(row is not None)
        if row is None:
            self.set_title(_("Why"))
            self.reasons.setText(_("Choose a pupil to see every reason."))
            return
        self.set_title(row.row.dossier.pupil.full_name)
        self.reasons.setText("\n".join(_lines(row, names)))
        self.step.setText(row.next_step)
        self.agenda.setText(
            _("On the agenda of {date}").format(date=coming)
            if row.is_on_agenda
            else _("Put on the agenda")
        )
        self.agenda.setEnabled(not row.is_on_agenda)
        self.off.setText(_("Back on the list") if row.row.is_off else _("Off the list..."))


def _lines(row: TalkRow, names: Names) -> Sequence[str]:
    lines = [f"•  {why_text(why, names)}" for why in row.row.whys]
    mention = row.row.mention
    if row.row.is_off and mention is not None:
        words = _("Taken off by {who}: {words}") if mention.who else _("Taken off: {words}")
        lines.insert(0, words.format(who=mention.who, words=mention.words))
    return lines
