"""Two more facts of a pupil, a line each: lessons missed, and the child's own mark for life."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.band_words import band_name
from npo_desktop.dossiers.attendance import AttendanceFacts
from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.dossiers.life_mark import Given, LifeMark
from npo_desktop.formats import date_text, number
from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.school import school_facts
from npo_desktop.scoring.norms import Band
from ui.pupil.life_mark import LifeMarkDialog
from ui.pupil.life_words import short_text
from ui.widgets.band_chip import BandChip
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.key_button import KeyButton

if TYPE_CHECKING:
    from ui.app import App


class KnownCard(QFrame):
    """Each line says when it was and whose word it is; a line without a fact is not there."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._app, self._name = app, ""
        self._marks: Sequence[LifeMark] = ()
        self.missed, self.period = ElidedLabel("", "primary"), ElidedLabel("", "help", "ink2")
        self.chip = BandChip(Band.FINE)
        self.mark, self.said_by = ElidedLabel("", "primary"), ElidedLabel("", "help", "ink2")
        self.see = KeyButton(_("See the stairs..."), size="row")
        self.see.clicked.connect(self._open_stairs)
        self.attendance = _line(self.missed, self.period, self.chip)
        self.life = _line(self.mark, self.said_by, self.see)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 5, 12, 5)
        column.setSpacing(4)
        column.addWidget(self.attendance)
        column.addWidget(self.life)

    def show_facts(self, dossier: Dossier, marks: Sequence[LifeMark]) -> None:
        """What is known of one pupil; with neither the card hides. ``marks`` the oldest first."""
        attendance = dossier.attendance
        self._name, self._marks = dossier.pupil.call_name, marks
        self.attendance.setVisible(attendance is not None)
        self.life.setVisible(bool(marks))
        self.setVisible(attendance is not None or bool(marks))
        if attendance is not None:
            self._show_attendance(attendance)
        if marks:
            self._show_marks(marks)

    def _open_stairs(self) -> None:
        with self._app.reading() as session:
            island = school_facts(session).island
        LifeMarkDialog(self._name, self._marks, island, self.window()).open()

    def _show_attendance(self, facts: AttendanceFacts) -> None:
        parts = [_("{share} percent missed").format(share=number(facts.share, 1))]
        if facts.late is not None:
            times = ngettext("{n} time late", "{n} times late", int(facts.late))
            parts.append(times.format(n=number(facts.late)))
        if facts.unauthorised is not None:
            parts.append(_("{n} unauthorised").format(n=number(facts.unauthorised)))
        self.missed.setText(" · ".join(parts))
        words = _("{band} · {first} to {last} · the school's own list")
        self.period.setText(
            words.format(
                band=band_name(facts.band),
                first=date_text(facts.starts_on),
                last=date_text(facts.ends_on),
            )
        )
        self.chip.set_band(facts.band)
        self.chip.setToolTip(_("Watch from 5 percent, help needed from 10 percent of the lessons."))

    def _show_marks(self, marks: Sequence[LifeMark]) -> None:
        newest, earlier = marks[-1], marks[:-1]
        self.mark.setText(_("Life mark: {mark}").format(mark=short_text(newest)))
        told = _("the pupil, {date}").format(date=date_text(newest.held_on))
        if newest.given is Given.NO_LIST:
            told = _("round {name}").format(name=newest.round)
        if earlier:
            before = ", ".join(short_text(one) for one in reversed(earlier[-3:]))
            told = f"{told} · " + _("before: {marks}").format(marks=before)
        self.said_by.setText(told)


def _line(first: QWidget, second: QWidget, last: QWidget) -> QWidget:
    frame = QWidget()
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(first)
    words.addWidget(second)
    line = QHBoxLayout(frame)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    line.addLayout(words, 1)
    line.addWidget(last)
    return frame
