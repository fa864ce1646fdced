"""What may already be said of this pupil, in one line beside the tabs; the whole in its tooltip."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from npo_desktop.content.informant_words import informant_text
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
        """The light, then from whom something is missing: with little room the rest falls away."""
        self._picture.set_icon(*_ICONS[found.light])
        first = {
            Light.READY: _("Everything is in."),
            Light.PARTLY: _("A part is in."),
            Light.NOT_YET: _("Nothing is in yet."),
        }[found.light]
        n = len(found.missing)
        said = (*found.lists[:n], *found.not_yet, *found.lists[n:])
        lead = _lead(found) if n and found.light is Light.PARTLY else first
        self.words.setText(" ".join(filter(None, (lead, *said))))
        self.setAccessibleName(f"{first} {found.words}")
        self.setToolTip("\n".join((first, *found.lists, *found.may, *found.not_yet)))


def _lead(found: Readiness) -> str:
    """Everybody whose list is not whole, so short that it always fits; of one its words do."""
    who = ", ".join(informant_text(informant) for informant in found.missing)
    return _("Not complete: {who}.").format(who=who) if len(found.missing) > 1 else ""
