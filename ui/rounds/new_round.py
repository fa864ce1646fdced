"""Plan a round: a name, from when to when, and what is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from npo_desktop.clock import today
from npo_desktop.formats import date_text
from npo_desktop.i18n import _
from npo_desktop.queries.rounds import add_round, round_list
from npo_desktop.queries.school import school_year_of
from npo_desktop.queries.years.round_plans import RoundDraft
from ui.app import Topic
from ui.rounds.round_days import usual_end, usual_start
from ui.rounds.round_dialog import RoundDialog

if TYPE_CHECKING:
    from ui.app import App


class NewRoundDialog(RoundDialog):
    """One round; it comes in view when it is made."""

    made = Signal(object)  # the round's UUID, after it is on disk

    def __init__(self, app: App, parent: QWidget | None = None) -> None:
        start = usual_start(today())
        with app.reading() as session:
            self._known = round_list(session)
        taken = {known.name for known in self._known}
        super().__init__(
            app,
            RoundDraft(_next_name(taken), start, usual_end(start)),
            _("Plan a round"),
            _("In a round every pupil is looked at once. The first is the baseline."),
            _("Plan this round"),
            self._make,
            is_first=not taken,
            parent=parent,
        )
        for day in (self.form.starts, self.form.ends):
            day.dateChanged.connect(self._look_at_days)
        self._look_at_days()

    def _look_at_days(self) -> None:
        """Two rounds may run at once, but the new one comes in view: never without a word."""
        draft = self.form.draft()
        others = [
            known
            for known in self._known
            if known.starts_on <= draft.ends_on and draft.starts_on <= known.ends_on
        ]
        words = ""
        if others and draft.starts_on <= draft.ends_on:
            words = _(
                "Round {name} runs in these days too, from {first} to {last}. It stays; the new one"
                " comes in view."
            ).format(
                name=others[-1].name,
                first=date_text(others[-1].starts_on),
                last=date_text(others[-1].ends_on),
            )
        self.form.tell_of_days(words)

    def _make(self, draft: RoundDraft) -> None:
        with self.app.writing(Topic.ROUNDS) as session:
            made = add_round(
                session,
                draft.name,
                draft.starts_on,
                draft.ends_on,
                form=draft.form,
                deadline=draft.deadline,
                questionnaires=draft.questionnaires,
            ).id
        self.app.choose_round(made)
        self.made.emit(made)


def _next_name(taken: set[str]) -> str:
    """The school year and a number that is still free: 2026-2."""
    year = school_year_of(today())[:4]
    return next(name for n in range(1, 99) if (name := f"{year}-{n}") not in taken)
