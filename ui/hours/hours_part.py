"""What the parts of "People and hours" share: facts in, one change at a time out, each undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.queries.rows_before import put_rows_back
from ui.app import Topic
from ui.widgets.note import Note

if TYPE_CHECKING:
    from npo_desktop.queries.rows_before import RowsBefore
    from ui.app import App, Session

    Change = Callable[[Session], RowsBefore]


class HoursPart(QWidget):
    """``wrong`` says in place what cannot be; put it beside the fields."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self.app = app
        self.wrong = Note("err")
        self.wrong.hide()

    def show_facts(self, session: Session) -> None:
        """Query, then rows into widgets."""

    def commit(self) -> None:
        """Keep what was typed and is not in the store yet."""

    def first_focus(self) -> QWidget:
        """Where the keyboard begins."""
        return self

    def write(self, change: Change, told: str) -> bool:
        """One change in one transaction, told with its undo; or what is wrong with it."""
        try:
            with self.app.writing(Topic.SCHOOL) as session:
                before = change(session)
        except UserError as error:
            self.tell(error)
            return False
        self.wrong.hide()
        if before:
            self.app.say(told, undo=lambda: self._take_back(before))
        return True

    def tell(self, error: UserError) -> None:
        """Say in place what is wrong and what to do."""
        self.wrong.set_text(error.message, error.hint)
        self.wrong.show()

    def _take_back(self, before: RowsBefore) -> None:
        app = self.app
        with app.writing(Topic.SCHOOL) as session:
            again = put_rows_back(session, before)
        app.say(_("Taken back."), undo=lambda: self._take_back(again))
