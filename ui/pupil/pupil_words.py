"""What was said of a pupil in words, beside what the school's own lists say in figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from npo_desktop.content.informant_words import informant_text
from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.formats import date_text
from npo_desktop.i18n import _
from npo_desktop.queries.answering.open_answers import OpenAnswer
from ui.pupil.known_card import KnownCard
from ui.pupil.notes_card import NotesCard
from ui.pupil.own_scores_card import OwnScoresCard
from ui.questionnaires.own_score_columns import Editions
from ui.widgets.card import Card
from ui.widgets.text import text
from ui.widgets.two_columns import TwoColumns

if TYPE_CHECKING:
    from ui.app import App

_SIDE = 408  # pixels


class PupilWords(QWidget):
    """Answers whole, the newest first; at the right attendance, life mark and own lists."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self.known, self.own = KnownCard(app), OwnScoresCard()
        self.notes = NotesCard(app)
        self.card = Card(_("In words"), flush=True)
        self.nothing = text(
            _("Nobody wrote a remark, and no own list asked for words."), "body", "ink2", wrap=True
        )
        self.nothing.setContentsMargins(16, 12, 16, 12)
        self._body = QWidget()
        self._lines = QVBoxLayout(self._body)
        self._lines.setContentsMargins(16, 8, 16, 12)
        self._lines.setSpacing(12)
        self.card.body.addWidget(self.nothing)
        self.card.body.addWidget(self._body)
        self.card.body.addStretch()
        side = QWidget()
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(12)
        right.addWidget(self.known)
        right.addWidget(self.own)
        right.addWidget(self.notes)
        right.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(TwoColumns(self.card, side, _SIDE, spacing=12))

    def show_answers(
        self, answers: Sequence[OpenAnswer], dossier: Dossier, editions: Editions
    ) -> None:
        """Of one pupil; the figures are of the round that is looked at."""
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for answer in answers:
            self._lines.addWidget(_line(answer))
        self._lines.addStretch()
        self.nothing.setVisible(not answers)
        self._body.setVisible(bool(answers))
        self.own.show_dossier(dossier, editions)


def _line(answer: OpenAnswer) -> QWidget:
    line = QWidget()
    column = QVBoxLayout(line)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    parts = (
        date_text(answer.on),
        answer.round,
        informant_text(answer.informant),
        answer.list_title,
    )
    column.addWidget(text(" · ".join(parts), "help", "ink2", wrap=True))
    column.addWidget(text(answer.question, "label", "ink2", wrap=True))
    column.addWidget(text(answer.words, wrap=True, selectable=True))
    return line
