"""Results out of a file that nobody has looked at yet; here one says that they are right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.imports.test_subjects import confirm_results, unchecked_results
from ui.app import Topic
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note

if TYPE_CHECKING:
    from uuid import UUID

    from ui.app import App, Session


class UncheckedResults(Note):
    """How many wait, a way to see them, and the button that says they are right."""

    def __init__(self, app: App) -> None:
        super().__init__("info")
        self._app = app
        self._ids: tuple[UUID, ...] = ()
        self.see = KeyButton(_("See them"), size="row")
        self.confirm = KeyButton(_("They are right"), size="row")
        self.add_action(self.see)
        self.add_action(self.confirm)
        self.see.clicked.connect(self._open)
        self.confirm.clicked.connect(self.say_right)

    def show_count(self, session: Session) -> None:
        """Of the whole school."""
        self._ids = unchecked_results(session)
        n = len(self._ids)
        self.set_text(
            ngettext(
                "{n} result out of a file was not looked at yet.",
                "{n} results out of files were not looked at yet.",
                n,
            ).format(n=n),
            _("They count already in profiles and proposals. See whether they are right."),
        )

    @property
    def is_needed(self) -> bool:
        """Whether any wait."""
        return bool(self._ids)

    def say_right(self) -> None:
        """Somebody looked at all of them."""
        with self._app.writing(Topic.RESULTS) as session:
            n = confirm_results(session, self._ids)
        words = ngettext("{n} result is right.", "{n} results are right.", n)
        self._app.say(words.format(n=n))

    def _open(self) -> None:
        self._app.open("results")
