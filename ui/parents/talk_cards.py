"""Beside the summary: what is missing, what is better not said, what was agreed."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLayout, QWidget

from npo_desktop.formats import date_text
from npo_desktop.i18n import _
from npo_desktop.queries.parents.parent_talks import (
    AgreementFacts,
    TalkFacts,
    outcome_text,
    who_text,
)
from npo_desktop.queries.parents.speaking_notes import Missing
from ui.widgets.card import Card
from ui.widgets.icon_button import IconButton
from ui.widgets.key_button import KeyButton
from ui.widgets.picture import Picture
from ui.widgets.text import text

ICON = 16


class MissingCard(Card):
    """Each line leads to where it is put right; what comes before the talk stands first."""

    asked = Signal(object)  # the Missing

    def __init__(self) -> None:
        super().__init__(_("Still missing"))

    def show_missing(self, missing: Sequence[Missing]) -> None:
        """Nothing missing is said too."""
        _empty(self.body)
        for one in missing:
            self.body.addWidget(self._row(one))
        if not missing:
            self.body.addWidget(_line("check", "accent", _("Nothing: everything is there.")))

    def _row(self, one: Missing) -> QWidget:
        icon, tone = ("hand-stop", "err") if one.is_urgent else ("alert-circle", "warn")
        row = _line(icon, tone, one.text)
        if one.page and (line := row.layout()) is not None:
            go = IconButton("arrow-right", _("Put this right"))
            go.clicked.connect(partial(self.asked.emit, one))
            line.addWidget(go)
        return row


class NotToSayCard(Card):
    """The same lines as on the speaking note."""

    def __init__(self, note: KeyButton) -> None:
        super().__init__(_("Do not say"))
        self.add_action(note)

    def show_lines(self, lines: Sequence[str]) -> None:
        """What to keep to oneself."""
        _empty(self.body)
        for words in lines:
            self.body.addWidget(_line("x", "ink2", words))


class HeldCard(Card):
    """The talk that was held: what came of it; before it, what can be done after it."""

    def __init__(self, write: KeyButton) -> None:
        super().__init__(_("After the talk"))
        self.write = write

    def show_talk(self, talk: TalkFacts | None) -> None:
        """``None``: nothing was written down in this round yet."""
        _empty(self.body, keep=self.write)
        if talk is None:
            words = _("Two minutes: what was agreed, by whom, by when. Then print it again.")
            self.body.addWidget(text(words, "body", "ink2", wrap=True))
        else:
            day = date_text(talk.held_on) if talk.held_on else ""
            head = " · ".join(filter(None, (day, outcome_text(talk.outcome), talk.with_whom)))
            self.body.addWidget(text(head, "primary", wrap=True))
            for one in talk.agreements:
                self.body.addWidget(_line("check", "accent", agreement_text(one)))
            if talk.next_on is not None:
                words = _("Next talk on {date}").format(date=date_text(talk.next_on))
                self.body.addWidget(text(words, "body", "ink2"))
        self.write.setText(
            _("Write it down...") if talk is None else _("Change what was agreed...")
        )
        self.body.addWidget(self.write)


def agreement_text(one: AgreementFacts) -> str:
    """What, who, by when, in one line."""
    by = _("by {date}").format(date=date_text(one.by_on)) if one.by_on else ""
    around = ", ".join(filter(None, (who_text(one.who), by)))
    return f"{one.text} ({around})" if around else one.text


def _line(icon: str, tone: str, words: str) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    picture = Picture(icon, tone, ICON)
    line.addWidget(picture)
    line.addWidget(text(words, "body", wrap=True), 1)
    return row


def _empty(layout: QLayout, keep: QWidget | None = None) -> None:
    while (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None and widget is not keep:
            widget.hide()
            widget.deleteLater()
