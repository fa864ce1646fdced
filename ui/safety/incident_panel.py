"""What to do when something went wrong with the data: one screen, in plain words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.i18n import _
from ui.widgets.card import Card
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.picture import Picture
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App

_TOP = Qt.AlignmentFlag.AlignTop
_NUMBER_WIDTH = 16  # pixels


@dataclass(frozen=True, slots=True)
class Incident:
    """One thing that can happen: what to do, in order, and where in the program."""

    icon: str
    title: str
    steps: tuple[str, ...]
    link: str
    page: str  # where the link leads
    args: tuple[str, ...] = ()


class IncidentPanel(QWidget):
    """Four cards and the supervisor; nothing is read from the store."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app = app
        self.links: list[KeyButton] = []
        grid = QGridLayout()
        grid.setSpacing(12)
        for place, incident in enumerate(_incidents()):
            grid.addWidget(self._card(incident), place // 2, place % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        first = _("Supervisor: the CBP BES (Commissie toezicht bescherming persoonsgegevens BES).")
        rest = _("The law is the Wbp BES. Decide with your board whether to report it there.")
        rest += " " + _("Ask for advice when a child may be harmed. Write down what you decided.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(grid)
        column.addWidget(Note("info", first, rest))
        column.addStretch()

    def refresh(self) -> None:
        """Nothing to read: it also stands when the data are gone."""

    def first_focus(self) -> QWidget:
        return self.links[0]

    def _card(self, incident: Incident) -> Card:
        card = Card(incident.title)
        card.body.setSpacing(8)
        for number, step in enumerate(incident.steps, start=1):
            line = QHBoxLayout()
            line.setSpacing(4)
            label = text(f"{number}.", "primary", "accent")
            label.setFixedWidth(_NUMBER_WIDTH)
            line.addWidget(label, 0, _TOP)
            line.addWidget(text(step, wrap=True), 1)
            card.body.addLayout(line)
        card.body.addSpacing(4)
        card.body.addStretch()
        link = KeyButton(incident.link, kind="link")
        link.clicked.connect(self._opener(incident))
        self.links.append(link)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(Picture(incident.icon, "accent", 16))
        foot.addWidget(link)
        foot.addStretch()
        card.body.addLayout(foot)
        return card

    def _opener(self, incident: Incident) -> Callable[[], None]:
        return lambda: self._app.open(incident.page, *incident.args)


def _incidents() -> tuple[Incident, ...]:
    return (
        Incident(
            "lock",
            _("A laptop is stolen or lost"),
            (
                _("Without a passphrase or the recovery key nobody can read the data on it."),
                _("Was it open, or was a passphrase with it? Then treat it as a data leak."),
                _("Report it to the police and the board: when, where, whose laptop."),
                _("Put the newest backup on another computer. Encrypt everything again there."),
            ),
            _("Colleagues and access"),
            "people",
        ),
        Incident(
            "printer",
            _("A file or a print went to the wrong person"),
            (
                _("Ask to have it back or destroyed, and to confirm that in writing."),
                _("Write down whose data it was, what it said and who received it."),
                _("Tell the head and the board today; the parents if it can harm the child."),
                _("Look up what was printed or exported, when and by whom."),
            ),
            _("What was done"),
            "safety",
            ("audit",),
        ),
        Incident(
            "logout",
            _("A colleague has left"),
            (
                _("Take away the colleague's access. The passphrase stops working at once."),
                _("Take back sticks with backups, and paper."),
                _("Left in anger, or with a copy of the data? Encrypt everything again, too."),
                _("Could the colleague reach the recovery sheet? Print a new one."),
            ),
            _("Colleagues and access"),
            "people",
        ),
        Incident(
            "device-floppy",
            _("The disk is broken or the data are damaged"),
            (
                _("Delete nothing. Do not try to repair the file yourself."),
                _("Put the newest backup back; the damaged file is kept beside it."),
                _("A broken disk: install on another computer, use the stick or the share."),
                _("Enter again what was done after that backup."),
            ),
            _("Backups"),
            "safety",
            ("backups",),
        ),
    )
