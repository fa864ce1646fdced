"""One more pupil on the agenda of a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from npo_desktop.dossiers.dossier import PupilFacts
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.queries.meetings.meetings import MeetingFacts, set_agenda
from ui.app import Topic
from ui.dialogs.short_form import ShortForm
from ui.widgets.combo_options import of_names
from ui.widgets.field import Field

if TYPE_CHECKING:
    from ui.app import App


class AgendaPupilDialog(ShortForm):
    """Chosen by a part of the name."""

    def __init__(
        self, app: App, facts: MeetingFacts, pupils: Sequence[PupilFacts], parent: QWidget
    ) -> None:
        title = _("Add a pupil to the agenda")
        super().__init__(app, title, "", _("Add"), _("Cancel"), parent)
        self._facts = facts
        self._pupils = sorted(pupils, key=lambda one: one.list_name)
        self.pupil = name_choice(self._pupils)
        self.body.addWidget(Field(_("Pupil"), self.pupil, _("Type a part of the name.")))
        self.settle()
        self.pupil.setFocus()

    def write(self) -> None:
        chosen = chosen_name(self.pupil, self._pupils)
        app, facts = self.app, self._facts
        order = [point.pupil_id for point in facts.points]
        with app.writing(Topic.PLANS) as session:
            set_agenda(session, facts.id, [*order, chosen.id])

        def undo() -> None:
            with app.writing(Topic.PLANS) as session:
                set_agenda(session, facts.id, order)

        app.say(_("{name} stands on the agenda.").format(name=chosen.full_name), undo=undo)


def name_choice(pupils: Sequence[PupilFacts]) -> QComboBox:
    """A field in which a part of a name finds a pupil; nobody is chosen yet."""
    combo = QComboBox()
    combo.setEditable(True)
    of_names(combo)
    combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    for pupil in pupils:
        combo.addItem(" · ".join(filter(None, (pupil.list_name, pupil.group))))
    completer = combo.completer()
    if completer is not None:
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    combo.setCurrentIndex(-1)
    return combo


def chosen_name(combo: QComboBox, pupils: Sequence[PupilFacts]) -> PupilFacts:
    """Whom the field names; ``UserError`` when it is nobody."""
    place = combo.findText(combo.currentText())
    if place < 0:
        raise UserError(
            _("No pupil was chosen."), _("Type a part of the name and choose from the list.")
        )
    return pupils[place]
