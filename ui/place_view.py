"""Shown before anything is opened when the store is where no live store may be, or on a stick."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.i18n import _
from npo_desktop.place import Place, Verdict
from npo_desktop.progress import Progress
from ui.widgets.key_button import KeyButton
from ui.widgets.landscape import Landscape
from ui.widgets.note import Note
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.jobs import Jobs

WIDTH, PICTURE_WIDTH = 480, 360  # pixels


class PlaceView(QWidget):
    """One button moves it; a stick may be kept by who has read the warning."""

    settled = Signal(object)  # the Path of the store from now on

    def __init__(self, path: Path, place: Place, jobs: Jobs) -> None:
        super().__init__()
        self._path, self._place, self._jobs = path, place, jobs
        self._exists = path.exists()
        words = _("Move it to this computer") if self._exists else _("Begin on this computer")
        self.move_it = KeyButton(words, kind="primary", icon="device-floppy", size="large")
        self.stay = KeyButton(_("I have read this: open it here"), size="large")
        self.stay.setVisible(place.verdict is Verdict.PORTABLE)
        self.move_it.setEnabled(self.target is not None)
        self._build()
        self.move_it.clicked.connect(self._move)
        self.stay.clicked.connect(lambda: self.settled.emit(self._path))

    @property
    def target(self) -> Path | None:
        """Where it would go; ``None``: this computer knows no better place."""
        folder = self._place.suggested
        if folder is None or folder.resolve() == self._path.parent.resolve():
            return None
        return folder / self._path.name

    def _move(self) -> None:
        source, target = self._path, self.target
        if target is None:
            return
        if not self._exists:
            self.settled.emit(target)
            return

        def work(_progress: Progress) -> Path:
            from npo_desktop.store.keys import read_keys
            from npo_desktop.store.move import move_store

            move_store(source, target, opens=read_keys)  # compared byte for byte
            return target

        self.setEnabled(False)
        self._jobs.start(work, self.settled.emit, after=self._at_rest)

    def _at_rest(self) -> None:
        self.setEnabled(True)

    def _build(self) -> None:
        ground = QFrame()
        ground.setProperty("role", "unlock")
        scene = Landscape()
        scene.setFixedWidth(PICTURE_WIDTH)
        form = QWidget()
        form.setMaximumWidth(WIDTH)
        column = QVBoxLayout(form)
        column.setContentsMargins(4, 4, 4, 4)
        column.setSpacing(16)
        refused = self._place.verdict is Verdict.REFUSED
        title = _("The data cannot stay here") if refused else _("The data is on a stick")
        column.addWidget(text(title, "school", wrap=True))
        column.addWidget(Note("err" if refused else "warn", self._place.message, self._place.hint))
        where = _("Now: {folder}").format(folder=self._path.parent)
        column.addWidget(text(where, "help", "ink2", wrap=True, selectable=True))
        if self.target is not None:
            to = _("On this computer: {folder}").format(folder=self.target.parent)
            column.addWidget(text(to, "help", "ink2", wrap=True, selectable=True))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.move_it)
        buttons.addWidget(self.stay)
        buttons.addStretch()
        column.addLayout(buttons)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(scene)
        line.addWidget(ground, 1)
        middle = QHBoxLayout(ground)
        middle.addStretch(1)
        middle.addWidget(form, 8, Qt.AlignmentFlag.AlignVCenter)
        middle.addStretch(1)
