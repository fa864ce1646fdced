"""The menu beside a group's lists: exceptions for one pupil, and all of them at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.i18n import _
from npo_desktop.queries.answering.scan_progress import ListProgress
from npo_desktop.queries.questionnaires import asked_in
from npo_desktop.queries.years.round_exceptions import (
    ExceptionRow,
    put_exceptions_back,
    set_exception,
)
from ui.app import Topic
from ui.rounds.exceptions import ExceptionsDialog
from ui.widgets.more_menu import MoreMenu

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from ui.app import App

Before = Mapping[tuple[UUID, str], ExceptionRow | None]


class PupilExceptions(MoreMenu):
    """Everything can be taken back from the message bar."""

    def __init__(self, app: App, parent: QWidget) -> None:
        super().__init__(parent)
        self._app, self._page = app, parent
        self._round: RoundFacts | None = None
        self._code = ""
        self._lists: Sequence[ListProgress] = ()
        self._chosen: ListProgress | None = None
        self.leave_out = self.add(
            _("Leave this new pupil out of the round"), "minus", self._leave_newcomer_out
        )
        self.every = self.add(_("Who is asked this list..."), "users", self._open)

    def show_lists(self, this: RoundFacts | None, code: str, lists: Sequence[ListProgress]) -> None:
        """The list that is looked at, of all pupils of the group."""
        self._round, self._code, self._lists = this, code, lists
        self.every.setEnabled(this is not None and bool(lists))

    def choose(self, one: ListProgress | None) -> None:
        """The pupil in front."""
        self._chosen = one
        self.leave_out.setVisible(one is not None and one.is_new)

    def _leave_newcomer_out(self) -> None:
        one, this = self._chosen, self._round
        if one is None or this is None:
            return
        with self._app.reading() as session:
            codes = list(asked_in(session, self._app.content, this))
        reason = _("Came while the round ran.")
        with self._app.writing(Topic.ROUNDS) as session:
            before: Before = {
                (one.pupil.id, code): set_exception(
                    session, this.id, one.pupil.id, code, False, reason
                )
                for code in codes
            }
        self._app.say(
            _("{name} is left out of this round.").format(name=one.pupil.full_name),
            undo=lambda: self._take_back(this.id, before),
        )

    def _take_back(self, round_id: UUID, before: Before) -> None:
        with self._app.writing(Topic.ROUNDS) as session:
            put_exceptions_back(session, round_id, before)

    def _open(self) -> None:
        if self._round is not None:
            ExceptionsDialog(self._app, self._round, self._code, self._lists, self._page).open()
