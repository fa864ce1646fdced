"""Why a statement is asked, in a sentence for whoever answers it."""

from npo_desktop.dossiers.two_tiers import Why
from npo_desktop.i18n import _


def why_text(why: Why) -> str:
    """The reason for a follow-up question; empty for what is asked of everybody."""
    if not why.is_follow_up:
        return ""
    return {
        Why.LOW_MARKER: _("Asked because the first statement about this gave a signal."),
        Why.UNKNOWN_MARKER: _("Asked because the first statement about this has no clear answer."),
        Why.LAST_ROUND: _("Asked because this gave a signal in the round before."),
        Why.OTHER_INFORMANT: _("Asked because somebody else's answers gave a signal here."),
    }[why]


def why_word(why: Why) -> str:
    """The same in a few words, for a list."""
    if not why.is_follow_up:
        return ""
    return {
        Why.LOW_MARKER: _("signal at the first statement"),
        Why.UNKNOWN_MARKER: _("no clear first answer"),
        Why.LAST_ROUND: _("signal in the round before"),
        Why.OTHER_INFORMANT: _("signal of somebody else"),
    }[why]
