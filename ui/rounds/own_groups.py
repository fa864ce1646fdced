"""What a teacher sees of a round: the lists of her own groups, and nothing of the others."""

from collections.abc import Collection, Sequence
from uuid import UUID

from npo_desktop.i18n import _
from npo_desktop.queries.answering.scan_progress import ListProgress
from ui.widgets.empty_state import EmptyState


def own_lists(shown: Collection[UUID] | None, lists: Sequence[ListProgress]) -> list[ListProgress]:
    """Those of these lists that may be shown, by ``App.groups_shown``."""
    return [one for one in lists if shown is None or one.group_id in shown]


class NoGroups(EmptyState):
    """For a teacher of whom it is not known yet which groups are hers."""

    def __init__(self) -> None:
        super().__init__(
            "users",
            _("There is no group of yours in this round"),
            _("Ask the coordinator to add you with your name in the list of the school."),
        )
