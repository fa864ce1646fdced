"""Who you are: the colleagues who may open this store."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from npo_desktop.i18n import _
from ui import theme
from ui.roles import role_name
from ui.widgets.text import text

if TYPE_CHECKING:
    from npo_desktop.store.keys import ListedOpener

_ICON = 24  # pixels


class OpenerPicker(QWidget):
    """Hidden while there is nothing to choose."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._openers: tuple[ListedOpener, ...] = ()
        self.label = text("", "label", "ink2")
        self.box = QComboBox()
        self.box.setMinimumHeight(40)
        self.box.setIconSize(QSize(_ICON, _ICON))
        self.label.setBuddy(self.box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 16)
        column.setSpacing(6)
        column.addWidget(self.label)
        column.addWidget(self.box)
        self.hide()

    @property
    def slot_id(self) -> UUID | None:
        """Whose slot is to be tried; ``None``: there is only one way in, or none is known."""
        place = self.box.currentIndex()
        if len(self._openers) < 2 or place < 0:
            return None
        return self._openers[place].slot_id

    def set_openers(self, openers: Sequence[ListedOpener]) -> None:
        """Offer these; the first is chosen."""
        self._openers = tuple(openers)
        self.setVisible(len(self._openers) > 1)
        self.retranslate()

    def retranslate(self, *, is_forgotten: bool = False) -> None:
        """Speak the language of this moment; after the recovery sheet one is to be renewed."""
        place = max(0, self.box.currentIndex())
        words = _("Who gets a new passphrase") if is_forgotten else _("User")
        self.label.setText(words)
        self.box.setAccessibleName(words)
        self.box.clear()
        for opener in self._openers:
            role = role_name(opener.role)
            words = f"{opener.name}  ·  {role}" if opener.name else role
            self.box.addItem(_initials_icon(opener.name or role), words, opener.slot_id)
        self.box.setCurrentIndex(min(place, self.box.count() - 1))


def _initials_icon(name: str) -> QIcon:
    """The first letters of a name on a small ground."""
    letters = "".join(part[0] for part in name.split() if part[0].isalpha())
    ratio = 2  # drawn once for screens of any fineness
    picture = QPixmap(_ICON * ratio, _ICON * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("selected"))
    area = QRect(0, 0, _ICON, _ICON)
    painter.drawRoundedRect(area, 4, 4)
    painter.setPen(theme.colour("onSelected"))
    painter.setFont(theme.font("smallest"))
    shown = (letters[:1] + letters[-1:] if len(letters) > 1 else letters).upper()
    painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), shown)
    painter.end()
    return QIcon(picture)
