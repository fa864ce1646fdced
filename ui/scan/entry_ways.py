"""How a list is filled in: pupil by pupil, or one statement for the whole group."""

from PySide6.QtWidgets import QWidget

from npo_desktop.content.questionnaire import Informant, Questionnaire
from npo_desktop.i18n import _
from ui.widgets.segmented import Segmented

SINGLE, GRID = "single", "grid"


def can_be_filled_at_once(questionnaire: Questionnaire) -> bool:
    """A teacher knows the whole group. A pupil or a parent answers one list, whole."""
    return questionnaire.informant == Informant.TEACHER


class EntryWays(Segmented):
    """Stands in the head of both pages; the other page is opened when it is chosen there."""

    def __init__(self, way: str, parent: QWidget | None = None) -> None:
        super().__init__(
            [(SINGLE, _("Per pupil")), (GRID, _("Whole group"))],
            way,
            name=_("How to fill it in"),
            icon_names=("user", "table"),
            parent=parent,
        )

    def set_compact(self, is_compact: bool) -> None:
        """Icons alone, where the head has little room; their words are in the tooltips."""
        for button in self.group.buttons():
            words = button.accessibleName()
            button.setText("" if is_compact else words)
            button.setToolTip(words if is_compact else "")
