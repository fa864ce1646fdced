"""Said wherever a list is filled in: answers that went with their question, or came back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.answering.entering import Entered

if TYPE_CHECKING:
    from ui.app import App


def tell_cleared(app: App, entered: Entered, take_back: Callable[[], None]) -> None:
    """Nothing when nothing went; they can come back from the message."""
    count = len(entered.cleared)
    if not count:
        return
    first = ngettext(
        "{n} follow-up answer was taken away.", "{n} follow-up answers were taken away.", count
    )
    rest = _("After the answer you gave just now those questions are not asked any more.")
    app.say(first.format(n=count), rest, undo=take_back)


def tell_put_back(app: App, entered: Entered) -> None:
    """Undone: what the bar said of the answers that went is not true any more."""
    count = len(entered.cleared)
    if count:
        first = ngettext("{n} follow-up answer is back.", "{n} follow-up answers are back.", count)
        app.say(first.format(n=count))
