"""Put a pupil on the list to talk about, or take one off it: never without a reason."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from npo_desktop.dossiers.dossier import PupilFacts
from npo_desktop.i18n import _
from npo_desktop.queries.meetings.mentions import mention_pupil, put_mention_back
from ui.app import Topic
from ui.dialogs.short_form import ShortForm
from ui.meeting.agenda_pupil import chosen_name, name_choice
from ui.widgets.field import Field

if TYPE_CHECKING:
    from ui.app import App


class MentionDialog(ShortForm):
    """One pupil, or a choice of several; what stood there is put back by undo."""

    def __init__(
        self,
        app: App,
        round_id: UUID,
        pupils: Sequence[PupilFacts],
        parent: QWidget,
        *,
        is_added: bool = True,
    ) -> None:
        self._round_id, self._pupils, self._is_added = round_id, pupils, is_added
        name = pupils[0].full_name if len(pupils) == 1 else ""
        super().__init__(app, *_words(name, is_added=is_added), _("Cancel"), parent)
        self.pupil = name_choice(pupils)
        self.words = QPlainTextEdit()
        self.words.setTabChangesFocus(True)
        self.words.setFixedHeight(72)
        if not name:
            self.body.addWidget(Field(_("Pupil"), self.pupil, _("Type a part of the name.")))
        self.body.addWidget(Field(_("Why"), self.words, _("Colleagues read it beside the name.")))
        self.settle()
        (self.words if name else self.pupil).setFocus()

    def write(self) -> None:
        app, round_id = self.app, self._round_id
        is_one = len(self._pupils) == 1
        pupil = self._pupils[0] if is_one else chosen_name(self.pupil, self._pupils)
        with app.writing(Topic.PLANS) as session:
            before = mention_pupil(
                session, round_id, pupil.id, self.words.toPlainText(), is_added=self._is_added
            )

        def undo() -> None:
            with app.writing(Topic.PLANS) as session:
                put_mention_back(session, round_id, pupil.id, before)

        words = _("{name} stands on the list.")
        if not self._is_added:
            words = _("{name} was taken off the list.")
        app.say(words.format(name=pupil.full_name), undo=undo)


def _words(name: str, *, is_added: bool) -> tuple[str, str, str]:
    """Title, sentence and button."""
    if not is_added:
        return (
            _("Take {name} off the list").format(name=name),
            _("The team sees that it was taken off, and why. It can be put back."),
            _("Take off the list"),
        )
    title = _("Talk about {name}").format(name=name) if name else _("Add a pupil to the list")
    rest = _("Who is added by hand stands on the list, whatever the scores say.")
    return title, rest, _("Add to the list")
