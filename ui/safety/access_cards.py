"""Cards on access: one's own passphrase, the recovery sheet, the lock, and after a dismissal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSpinBox

from npo_desktop.i18n import _
from npo_desktop.queries.school import set_setting
from npo_desktop.store import audit
from ui.app import Topic
from ui.lock import FEWEST, MINUTES_SETTING, MOST, minutes_of
from ui.widgets.card import Card
from ui.widgets.key_button import KeyButton
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App

_LEFT = Qt.AlignmentFlag.AlignLeft


class OwnPassphraseCard(Card):
    """For everybody."""

    def __init__(self) -> None:
        super().__init__(_("Your passphrase"))
        self.change = KeyButton(_("Change your passphrase"))
        words = _("Nobody needs to know it, also not the coordinator.")
        self.body.addWidget(text(words, tone="ink2", wrap=True))
        self.body.addWidget(self.change, 0, _LEFT)


class SheetCard(Card):
    """The way in when a passphrase is forgotten."""

    def __init__(self) -> None:
        super().__init__(_("Recovery sheet"))
        self.make = KeyButton(_("Make a new sheet"), icon="printer")
        words = _(
            "It lies in the school safe and opens the school when a passphrase is forgotten. "
            "Make a new one when it is lost, or when somebody may have copied it."
        )
        self.body.addWidget(text(words, tone="ink2", wrap=True))
        self.body.addWidget(self.make, 0, _LEFT)


class LockCard(Card):
    """When the window locks by itself, and whether it may be seen on a projector."""

    def __init__(self, app: App) -> None:
        super().__init__(_("Lock and projector"))
        self.app = app
        self.minutes = QSpinBox()
        self.minutes.setRange(FEWEST, MOST)
        self.minutes.setSuffix(" " + _("minutes"))
        self.minutes.setAccessibleName(_("Lock after so many minutes without use"))
        self.minutes.setEnabled(app.may("settings"))
        self.minutes.setKeyboardTracking(False)
        self.projector = QCheckBox(_("Show the window on a projector or shared screen"))
        self.told = text("", "help", "ink3", wrap=True)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(text(_("Locks by itself after")))
        line.addWidget(self.minutes)
        line.addStretch()
        self.body.addLayout(line)
        self.body.addWidget(
            text(_("Ctrl+L locks at once. F9 also shows nothing at all."), "help", "ink2")
        )
        self.body.addWidget(self.projector)
        self.body.addWidget(self.told)
        self.minutes.valueChanged.connect(self._keep)
        self.projector.toggled.connect(self._allow)

    def refresh(self) -> None:
        """As it is in the store now."""
        self.minutes.blockSignals(True)
        self.minutes.setValue(minutes_of(self.app))
        self.minutes.blockSignals(False)
        capture = self.app.capture
        possible = capture is not None and capture.is_possible
        self.projector.setEnabled(possible)
        self.projector.setChecked(not possible or (capture is not None and capture.is_allowed))
        self.told.setText(
            _("Until the program is locked. Otherwise recordings and shared screens stay black.")
            if possible
            else _("This computer cannot keep windows out of recordings and shared screens.")
        )

    def _keep(self, minutes: int) -> None:
        with self.app.writing(Topic.SCHOOL) as session:
            set_setting(session, MINUTES_SETTING, str(minutes))
            audit.note(session, "settings", MINUTES_SETTING)

    def _allow(self, allowed: bool) -> None:
        capture = self.app.capture
        if capture is not None and capture.is_possible:
            capture.allow(allowed)


class DismissalCard(Card):
    """When somebody left who may have kept what opens the store."""

    def __init__(self) -> None:
        super().__init__(_("After a dismissal"))
        self.rotate = KeyButton(_("Encrypt everything again"))
        words = _(
            "Taking access away is enough for a colleague who leaves in peace. Who may have a "
            "copy of this computer or of a backup could still open that; new data not, after this."
        )
        self.body.addWidget(text(words, tone="ink2", wrap=True))
        self.body.addWidget(self.rotate, 0, _LEFT)
