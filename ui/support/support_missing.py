"""What is said when there are no support groups to show: what is missing, and where to go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from npo_desktop.i18n import _
from npo_desktop.proposals.support.board_needs import Needs

NEW_BLOCK = "new-block"


@dataclass(frozen=True, slots=True)
class Missing:
    """Title, words, the button, and the page it opens; no button: wait."""

    title: str
    words: str = ""
    button: str = ""
    where: str = ""


def what_is_missing(
    *, is_ready: bool, has_round: bool, needs: Mapping[UUID, Needs] | None, has_people: bool
) -> Missing:
    """The first thing that has to be there. ``needs`` ``None``: still being worked out."""
    if not is_ready or (has_round and needs is None):
        return Missing(_("What everybody needs is being worked out"))
    if not has_round or needs is None:
        words = _("Support groups rest on what was seen in a round. Plan one first.")
        return Missing(_("There is no round yet"), words, _("To the scans"), "scans")
    if not any(need.is_scanned for need in needs.values()):
        words = _("Fill in scans first; then it shows who needs what.")
        title = _("No list is filled in yet in this round")
        return Missing(title, words, _("To the scans"), "scans")
    if not has_people:
        words = _("Say who can give how many hours, for what and when.")
        title = _("Nobody has hours for support yet")
        return Missing(title, words, _("People and hours"), "hours")
    if not any(need.scores for need in needs.values()):
        words = _("See what is proposed per pupil, or which cards of the menukaart are hidden.")
        title = _("No group card is proposed for anybody")
        return Missing(title, words, _("To the proposals"), "proposals")
    words = _("A block is a stretch of weeks in which the same groups meet.")
    title = _("There is no block of support groups yet")
    return Missing(title, words, _("New block..."), NEW_BLOCK)
