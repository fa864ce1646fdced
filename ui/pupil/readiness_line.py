"""What may already be said of this pupil, in one line beside the tabs; the whole in its tooltip."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from npo_desktop.dossiers.readiness import Light, Readiness
from npo_desktop.i18n import _
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.picture import Picture

_ICONS = {
    Light.READY: ("circle-check", "accent"),
    Light.PARTLY: ("circle-dashed", "warn"),
    Light.NOT_YET: ("hourglass", "ink2"),
}


class ReadinessLine(QWidget):
    """An icon and words: never a colour alone."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = Picture("circle-dashed", "warn", 16)
        self.words = ElidedLabel("", "help", "ink2")
        line = QHBoxLayout(self)
        line.setContentsMargins(8, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self._picture)
        line.addWidget(self.words, 1)

    def show_readiness(self, found: Readiness) -> None:
        """The light, then what is missing first: that is what one can do something about."""
        self._picture.set_icon(*_ICONS[found.light])
        first = {
            Light.READY: _("Everything is in."),
            Light.PARTLY: _("A part is in."),
            Light.NOT_YET: _("Nothing is in yet."),
        }[found.light]
        self.words.setText(" ".join((first, *found.not_yet, *found.lists)))
        self.setAccessibleName(f"{first} {found.words}")
        self.setToolTip("\n".join((first, *found.lists, *found.may, *found.not_yet)))
