"""Another name, day or times for an evening of talks; and one more pupil on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QWidget

from npo_desktop.dossiers.dossier import PupilFacts
from npo_desktop.i18n import _
from npo_desktop.queries.parents.parent_evenings import (
    EveningDraft,
    EveningFacts,
    add_to_evening,
    change_evening,
)
from npo_desktop.queries.rows_before import RowsBefore, put_rows_back
from ui.app import Topic
from ui.dialogs.short_form import ShortForm
from ui.meeting.agenda_pupil import chosen_name, name_choice
from ui.parents.evening import EveningDialog
from ui.widgets.field import Field

if TYPE_CHECKING:
    from ui.app import App


class ChangeEveningDialog(EveningDialog):
    """The order stays, the times of all talks move along."""

    def __init__(self, app: App, facts: EveningFacts, parent: QWidget) -> None:
        draft = EveningDraft(facts.name, facts.held_on, facts.times)
        super().__init__(_("Change the evening"), draft, _("Keep"), parent)
        self._app, self._evening = app, facts.id

    def write(self) -> None:
        """Written, and it can be undone."""
        with self._app.writing(Topic.PLANS) as session:
            before = change_evening(session, self._evening, self.form.draft())
        say_undone(self._app, _("The evening was changed."), before)


class AddToEveningDialog(ShortForm):
    """Chosen by a part of the name; comes last."""

    def __init__(
        self,
        app: App,
        evening_id: UUID,
        round_id: UUID,
        pupils: Sequence[PupilFacts],
        parent: QWidget,
    ) -> None:
        title = _("Add a pupil to the evening")
        super().__init__(app, title, "", _("Add"), _("Cancel"), parent)
        self._evening, self._round_id = evening_id, round_id
        self._pupils = sorted(pupils, key=lambda one: one.list_name)
        self.pupil = name_choice(self._pupils)
        self.body.addWidget(Field(_("Pupil"), self.pupil, _("Type a part of the name.")))
        self.settle()
        self.pupil.setFocus()

    def write(self) -> None:
        """At the end of the evening."""
        chosen = chosen_name(self.pupil, self._pupils)
        with self.app.writing(Topic.PLANS) as session:
            before = add_to_evening(session, self._evening, self._round_id, [chosen.id])
        words = _("{name} comes last on this evening.").format(name=chosen.full_name)
        say_undone(self.app, words, before)


def say_undone(app: App, words: str, before: RowsBefore) -> None:
    """What was done, in the message bar, with the way back."""

    def undo() -> None:
        with app.writing(Topic.PLANS) as session:
            put_rows_back(session, before)

    app.say(words, undo=undo)
