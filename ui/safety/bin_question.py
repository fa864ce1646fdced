"""Before something goes to the bin: what it is, what goes with it, and how long it stays there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

from PySide6.QtWidgets import QWidget

from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.privacy.bin import put_back, to_bin, what_goes
from ui.app import Topic
from ui.dialogs.confirm import ConfirmDialog

if TYPE_CHECKING:
    from ui.app import App


class Say(Protocol):
    """Tells what was done, where it is seen; with ``undo`` it can be taken back from there."""

    def __call__(
        self, first: str, rest: str = "", undo: Callable[[], None] | None = None
    ) -> None: ...


TOPICS = {
    "pupil": Topic.PUPILS | Topic.ANSWERS | Topic.PLANS | Topic.RESULTS | Topic.SAFETY,
    "plan": Topic.PLANS | Topic.SAFETY,
    "round": Topic.ROUNDS | Topic.ANSWERS | Topic.PLANS | Topic.SAFETY,
    "scan": Topic.ANSWERS | Topic.SAFETY,
}


def ask_bin(
    app: App,
    kind: str,
    object_id: UUID,
    name: str,
    parent: QWidget,
    then: Callable[[], None] | None = None,
    say: Say | None = None,
) -> ConfirmDialog:
    """Say what goes; on yes put it in the bin, tell so with an Undo, and call ``then``.

    ``say``: where one looks instead of the window's message bar, for what lies before it.
    """
    with app.reading() as session:
        counts = what_goes(session, kind, object_id)
    dialog = ConfirmDialog(
        _titles()[kind].format(name=name),
        bin_sentence(counts),
        _("Move to the bin"),
        lambda: _put_in(app, kind, object_id, name, then, say or app.say),
        parent,
    )
    dialog.open()
    return dialog


def bin_sentence(counts: Mapping[str, int]) -> str:
    """What goes along, counted, and that it can come back."""
    told = [words(counts[table]) for table, words in _counted().items() if counts.get(table, 0) > 0]
    back = _("It stays in the bin for 30 days; until then you can put it back.")
    if not told:
        return back
    return " ".join((_("With it go: {things}.").format(things=", ".join(told)), back))


def _put_in(
    app: App, kind: str, object_id: UUID, name: str, then: Callable[[], None] | None, say: Say
) -> None:
    if kind == "round":
        name = _("Round {name}").format(name=name)
        if app.round_id == object_id:
            app.choose_round(None)  # before it is gone: pages that are told look for it at once
    with app.writing(TOPICS[kind]) as session:
        binned = to_bin(session, kind, object_id)
    if then is not None:
        then()
    say(
        _("{name} is in the bin.").format(name=name),
        _("You find it under Safety, in the bin."),
        lambda: take_back(app, kind, binned.bin_id, name, say),
    )


def take_back(app: App, kind: str, bin_id: UUID, name: str, say: Say | None = None) -> None:
    """Put it back where it was, and say so."""
    with app.writing(TOPICS[kind]) as session:
        put_back(session, bin_id)
    (say or app.say)(_("{name} is back.").format(name=name))


def _titles() -> Mapping[str, str]:
    return {
        "pupil": _("Move the file of {name} to the bin?"),
        "plan": _("Move the plan {name} to the bin?"),
        "round": _("Move round {name} with everything filled in to the bin?"),
        "scan": _("Move the list {name} to the bin?"),
    }


def _counted() -> Mapping[str, Callable[[int], str]]:
    return {
        "scan": lambda n: ngettext("{n} list", "{n} lists", n).format(n=n),
        "answer": lambda n: ngettext("{n} answer", "{n} answers", n).format(n=n),
        "test_result": lambda n: ngettext("{n} test result", "{n} test results", n).format(n=n),
        "plan": lambda n: ngettext("{n} plan", "{n} plans", n).format(n=n),
        "goal": lambda n: ngettext("{n} goal", "{n} goals", n).format(n=n),
        "restricted_note": lambda n: ngettext(
            "{n} restricted note", "{n} restricted notes", n
        ).format(n=n),
        "correction": lambda n: ngettext("{n} correction", "{n} corrections", n).format(n=n),
        "guardian": lambda n: ngettext("{n} parent", "{n} parents", n).format(n=n),
    }
