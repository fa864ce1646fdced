"""What a pupil does well, or what helps this child along: one line, from whoever saw it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from npo_desktop.clock import today
from npo_desktop.dossiers.dossier import PupilFacts
from npo_desktop.i18n import _
from npo_desktop.queries.strengths import LONGEST, add_strength, remove_strength
from ui.app import Topic
from ui.dialogs.short_form import ShortForm
from ui.widgets.field import Field
from ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from ui.app import App


class StrengthDialog(ShortForm):
    """It stands first on the pupil's page."""

    def __init__(self, app: App, pupil: PupilFacts, parent: QWidget) -> None:
        title = _("What does {name} do well?").format(name=pupil.call_name)
        super().__init__(app, title, "", _("Add"), _("Cancel"), parent)
        self._pupil = pupil
        self.kind = Segmented(
            (("strength", _("Does well")), ("protective", _("Helps this child along"))),
            name=_("Kind"),
        )
        self.words, self.said_by = QLineEdit(maxLength=LONGEST), QLineEdit(maxLength=200)
        self.body.addWidget(self.kind)
        example = _("For example: explains sums to others, or: an aunt reads along every evening")
        self.body.addWidget(Field(_("In a few words"), self.words, example))
        self.body.addWidget(
            Field(_("Who saw it"), self.said_by, _("For example the teacher, a parent, the child"))
        )
        self.settle()
        self.words.setFocus()

    def write(self) -> None:
        app, pupil = self.app, self._pupil
        with app.writing(Topic.PLANS) as session:
            made = add_strength(
                session,
                pupil.id,
                self.words.text(),
                kind=str(self.kind.value()),
                said_by=self.said_by.text(),
                noted_on=today(),
            )

        def undo() -> None:
            with app.writing(Topic.PLANS) as session:
                remove_strength(session, made)

        app.say(_("Added to the strengths of {name}.").format(name=pupil.call_name), undo=undo)
