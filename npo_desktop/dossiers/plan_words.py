"""How far a plan is, in a word. Pure."""

from collections.abc import Mapping

from npo_desktop.i18n import _


def plan_state_words() -> Mapping[str, str]:
    """The states of the store, as they stand within a line or a cell."""
    return {
        "concept": _("concept"),
        "agreed": _("agreed"),
        "stopped": _("stopped"),
        "done": _("done"),
    }


def plan_state_text(state: str, *, is_signed: bool) -> str:
    """The word for one plan; an agreed one that was signed says so."""
    return _("signed") if is_signed and state == "agreed" else plan_state_words()[state]
