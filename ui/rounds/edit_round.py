"""Change a round that is planned or runs; it can be changed back from the message bar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.i18n import _
from npo_desktop.queries.rounds import round_before
from npo_desktop.queries.years.round_plans import RoundDraft, begun_lists, change_round, draft_of
from ui.app import Topic
from ui.rounds.round_dialog import RoundDialog

if TYPE_CHECKING:
    from ui.app import App


class EditRoundDialog(RoundDialog):
    """What would change lists that were filled in rests, and says why."""

    def __init__(self, app: App, this: RoundFacts, parent: QWidget | None = None) -> None:
        self._round = this
        with app.reading() as session:
            is_first = round_before(session, this) is None
            begun = begun_lists(session, this.id)
        super().__init__(
            app,
            draft_of(this),
            _("Change round {name}").format(name=this.name),
            _("Lists that were begun stay as they are; the rest follows what you choose here."),
            _("Keep these changes"),
            self._change,
            is_first=is_first,
            parent=parent,
        )
        if begun:
            self.form.fix_start(
                _("The first day stays: lists were filled in, and it decides how old pupils are.")
            )
            for code, box in self.form.boxes.items():
                box.setEnabled(not (code in begun and box.isChecked()))
            self._fit()

    def _change(self, draft: RoundDraft) -> None:
        if draft == draft_of(self._round):
            return
        with self.app.writing(Topic.ROUNDS) as session:
            before = change_round(session, self._round.id, draft)
        self.app.say(
            _("Round {name} was changed.").format(name=draft.name.strip()),
            undo=lambda: self._change_back(before),
        )

    def _change_back(self, before: RoundDraft) -> None:
        with self.app.writing(Topic.ROUNDS) as session:
            change_round(session, self._round.id, before)
