"""What people saw this pupil do well, and what helps this child along, in their own words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from npo_desktop.dossiers.dossier import PupilFacts
from npo_desktop.formats import date_text
from npo_desktop.i18n import _
from npo_desktop.queries.strengths import StrengthFacts, add_strength, remove_strength
from ui.app import Topic
from ui.pupil.strength import StrengthDialog
from ui.widgets.card import Card
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.icon_button import IconButton
from ui.widgets.key_button import KeyButton
from ui.widgets.picture import Picture
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App

FEW = 3  # lines in sight; a link shows the others
_ICONS = {"strength": "star", "protective": "heart-handshake"}


class OwnStrengthsCard(Card):
    """A line each; removing one can be undone."""

    def __init__(self, app: App, parent: QWidget | None = None) -> None:
        super().__init__(_("Strengths"), flush=True, parent=parent)
        self._app = app
        self._pupil: PupilFacts | None = None
        self._found: Sequence[StrengthFacts] = ()
        self._rows: list[QWidget] = []
        self.every = KeyButton("", kind="link")
        self.add = KeyButton(_("Add"), kind="link")
        self.nothing = text(_("What do you see this child do well?"), "help", "ink2", wrap=True)
        self.add_action(self.every)
        self.add_action(self.add)
        self.body.setContentsMargins(16, 4, 8, 6)
        self.body.setSpacing(0)
        self.body.addWidget(self.nothing)
        self.add.clicked.connect(self._add)
        self.every.clicked.connect(lambda: self._show(len(self._found)))

    def show_pupil(self, pupil: PupilFacts, found: Sequence[StrengthFacts]) -> None:
        """The lines of one pupil."""
        self._pupil, self._found = pupil, found
        self._show(FEW)

    def _show(self, most: int) -> None:
        for old in self._rows:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = [self._row(one) for one in self._found[:most]]
        for row in self._rows:
            self.body.addWidget(row)
            row.show()  # at once: a row that is to be shown later counts for no height
        self.nothing.setVisible(not self._found)
        self.every.setText(_("Show all ({n})").format(n=len(self._found)))
        self.every.setVisible(len(self._found) > most)
        self.updateGeometry()

    def _row(self, one: StrengthFacts) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        said = ", ".join(filter(None, (one.said_by, date_text(one.noted_on))))
        line.addWidget(Picture(_ICONS[one.kind], "accent", 16))
        line.addWidget(ElidedLabel(f"{one.words} ({said})"), 1)
        cross = IconButton("x", _("Remove this line"))
        cross.setFixedSize(24, 22)
        cross.clicked.connect(lambda: self._remove(one))
        line.addWidget(cross)
        return row

    def _add(self) -> None:
        if self._pupil is not None:
            StrengthDialog(self._app, self._pupil, self.window()).open()

    def _remove(self, one: StrengthFacts) -> None:
        app, pupil = self._app, self._pupil
        if pupil is None:
            return
        with app.writing(Topic.PLANS) as session:
            remove_strength(session, one.id)

        def undo() -> None:
            with app.writing(Topic.PLANS) as session:
                add_strength(
                    session,
                    pupil.id,
                    one.words,
                    kind=one.kind,
                    said_by=one.said_by,
                    noted_on=one.noted_on,
                    strength_id=one.id,
                )

        app.say(_("The line was removed."), undo=undo)
