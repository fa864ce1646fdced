"""Safety and data: backups, the bin, how long things are kept, what was done, and incidents."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from npo_desktop.clock import today
from npo_desktop.i18n import _
from npo_desktop.queries.privacy.retention import waiting
from ui.app import Topic
from ui.dialogs.confirm import ConfirmDialog
from ui.pages.page import Page
from ui.safety.audit_panel import AuditPanel
from ui.safety.backup_panel import BackupPanel
from ui.safety.bin_panel import BinPanel
from ui.safety.incident_panel import IncidentPanel
from ui.safety.retention_panel import RetentionPanel
from ui.widgets.tab_bar import TabBar

if TYPE_CHECKING:
    from ui.app import App


class Panel(Protocol):
    """One part of this page."""

    def refresh(self) -> None: ...

    def first_focus(self) -> QWidget: ...


@dataclass(frozen=True, slots=True)
class Part:
    """A tab: its picture and words, how it is made, and what one must be allowed to do."""

    words: Callable[[], str]
    icon: str
    make: Callable[[App], QWidget]
    act: str


PARTS: Mapping[str, Part] = {
    "backups": Part(lambda: _("Backups"), "device-floppy", BackupPanel, "backup"),
    "bin": Part(lambda: _("Bin"), "trash", BinPanel, "bin"),
    "retention": Part(lambda: _("How long kept"), "hourglass", RetentionPanel, "retention"),
    "audit": Part(lambda: _("What was done"), "list", AuditPanel, "audit"),
    "incident": Part(
        lambda: _("Something went wrong"), "alert-triangle", IncidentPanel, "overview"
    ),
}


class SafetyPage(Page):
    """``show_args(key)`` opens one of the parts; only the one that is shown is read."""

    watches = (
        Topic.PUPILS
        | Topic.ROUNDS
        | Topic.ANSWERS
        | Topic.PLANS
        | Topic.SCHOOL
        | Topic.IMPORTS
        | Topic.SAFETY
    )
    shows_find = False

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._shown = {key: part for key, part in PARTS.items() if app.may(part.act)}
        self.tabs = TabBar([(key, one.words(), one.icon) for key, one in self._shown.items()])
        self._parts: dict[str, QWidget] = {}
        self._column = self.column(12)
        self._column.setContentsMargins(24, 6, 24, 12)
        self._column.addWidget(self.tabs)
        self.tabs.chosen.connect(self._choose)

    def title(self) -> str:
        return _("Safety and data")

    def crumb(self) -> str:
        return _("Nothing lost, nobody in")

    def first_focus(self) -> QWidget:
        return self.panel.first_focus()

    def show_args(self, *args: object) -> None:
        if args and args[0] in self._shown:
            self.tabs.set_value(str(args[0]))
        self.renew()

    def refresh(self) -> None:
        shown = self.part(self.tabs.value())
        for part in self._parts.values():  # a stack would be as high as the highest of them
            part.setVisible(part is shown)
        self.panel.refresh()

    @property
    def panel(self) -> Panel:
        """The part that is shown."""
        found = self.part(self.tabs.value())
        assert isinstance(
            found, BackupPanel | BinPanel | RetentionPanel | AuditPanel | IncidentPanel
        )
        return found

    def part(self, key: str) -> QWidget:
        """A part, made when it never was."""
        if key not in self._parts:
            made = self._parts[key] = self._shown[key].make(self.app)
            made.hide()
            self._column.addWidget(made, 1)
            if isinstance(made, BackupPanel):
                made.restore_asked.connect(self._ask_restore)
        return self._parts[key]

    def _choose(self, _key: str) -> None:
        self.renew()

    def _ask_restore(self) -> None:
        words = _("For this the program locks first: nothing may have the data file open.")
        ConfirmDialog(
            _("Put a backup back?"),
            f"{words} " + _("On the next screen you choose the backup and see what will change."),
            _("Lock and go on"),
            self.app.restore_wanted.emit,
            self,
        ).open()


def may_go_now(app: App) -> int:
    """How many pupils wait for somebody to approve that their file goes."""
    if not app.may("retention"):
        return 0
    with app.reading() as session:
        return waiting(session, today())
