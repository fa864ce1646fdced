"""On a pupil's page: that an answer asks for a talk this week, or that it was held."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from npo_desktop.formats import date_text
from npo_desktop.i18n import _
from npo_desktop.queries.talks import PupilTalks, TalkThisWeek, by_pupil
from ui.concern.talk import TalkDialog
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note

if TYPE_CHECKING:
    from ui.app import App


class TalkNote(Note):
    """One line and a button; the answer itself waits behind it, for a parent may look on."""

    def __init__(self, app: App) -> None:
        super().__init__("warn")
        self._app = app
        self._found: PupilTalks | None = None
        self.see = KeyButton(_("See why..."), size="row")
        self.add_action(self.see)
        self.see.clicked.connect(self._open)

    def show_talks(self, talks: Sequence[TalkThisWeek], name: str) -> None:
        """The talks of one pupil in one round; without any it hides."""
        found = by_pupil(talks) if self._app.may("talk") else ()
        self._found = found[0] if found else None
        self.setVisible(self._found is not None)
        if self._found is None:
            return
        held = self._found.held_at
        if self._found.is_held and held is not None:
            self.set_tone("info")
            day = date_text(held.astimezone().date())
            self.set_text(_("Talked with {name} on {date}.").format(name=name, date=day))
            self.see.setText(_("See..."))
        else:
            self.set_tone("warn")
            self.set_text(_("Talk with {name} this week.").format(name=name))
            self.see.setText(_("See why..."))

    def _open(self) -> None:
        if self._found is not None:
            TalkDialog(self._app, self._found, self.window()).open()
