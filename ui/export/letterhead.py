"""The head of the school's paper: name, place, how to reach it, and the logo."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from npo_desktop.errors import UserError
from npo_desktop.exports.letterhead import LONGEST_LINE, MOST_LINES, Letterhead
from npo_desktop.i18n import _
from npo_desktop.progress import Progress
from npo_desktop.queries.papers.letterheads import letterhead, set_letterhead
from ui.app import Topic
from ui.dialogs.frame import dialog_column, dialog_foot
from ui.widgets.field import Field
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App

WIDTH = 640  # pixels
LOGO_ROOM = (220, 72)  # pixels, of the paper that it is shown on


class LetterheadDialog(QDialog):
    """A logo is looked at as soon as it is chosen; nothing counts before it is kept."""

    def __init__(self, app: App, parent: QWidget) -> None:
        super().__init__(parent)
        self._app = app
        with app.reading() as session:
            self._before = letterhead(session)
        self._logo = self._before.logo
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Letterhead"))
        self.setFixedWidth(WIDTH)
        self.school, self.place = QLineEdit(self._before.school), QLineEdit(self._before.place)
        self.lines = [QLineEdit() for _place in range(MOST_LINES)]
        for edit, line in zip(self.lines, self._before.lines, strict=False):
            edit.setText(line)
        self.logo = QLabel()
        self.choose = KeyButton(_("Choose a logo..."), icon="upload")
        self.drop = KeyButton(_("Without logo"), kind="quiet")
        self.told = Note("err")
        self.leave = KeyButton(_("Cancel"), "Esc")
        self.keep = KeyButton(_("Keep"), "Ctrl+S", kind="primary", shortcut=True)
        self._build()
        self._show_logo()
        self.choose.clicked.connect(self._ask_logo)
        self.drop.clicked.connect(self._drop_logo)
        self.leave.clicked.connect(self.reject)
        self.keep.clicked.connect(self._keep)

    def read_logo(self, path: Path) -> None:
        """Look at a file on the worker: a large one takes a moment."""

        def work(_progress: Progress) -> bytes:
            from npo_desktop.exports.logo import read_logo  # Pillow: not at the start

            return read_logo(path)

        self.told.hide()
        self.choose.setEnabled(False)
        self._app.jobs.start(
            work,
            self._take_logo,
            label=_("Looking at the logo"),
            after=lambda: self.choose.setEnabled(True),
            refused=self._tell,
        )

    def _take_logo(self, logo: bytes) -> None:
        self._logo = logo
        self._show_logo()

    def _drop_logo(self) -> None:
        self._logo = None
        self.told.hide()
        self._show_logo()

    def _show_logo(self) -> None:
        picture = QPixmap()
        if self._logo is not None and picture.loadFromData(self._logo):
            self.logo.setPixmap(_on_paper(picture))
        else:
            self.logo.setText(_("No logo yet"))
        self.drop.setVisible(self._logo is not None)
        self.adjustSize()

    def _tell(self, error: UserError) -> None:
        self.told.set_text(error.message, error.hint)
        self.told.show()
        self.adjustSize()

    def _ask_logo(self) -> None:
        place = QStandardPaths.StandardLocation.PicturesLocation
        kinds = _("Pictures") + " (*.png *.jpg *.jpeg *.PNG *.JPG *.JPEG);;"
        name, _kind = QFileDialog.getOpenFileName(
            self,
            _("Logo of the school"),
            QStandardPaths.writableLocation(place),
            kinds + _("All files") + " (*)",
        )
        if name:
            self.read_logo(Path(name))

    def _filled_in(self) -> Letterhead:
        lines = tuple(edit.text().strip() for edit in self.lines)
        return Letterhead(
            self.school.text().strip(),
            self.place.text().strip(),
            tuple(filter(None, lines)),
            self._logo,
        )

    def _keep(self) -> None:
        app, before, new = self._app, self._before, self._filled_in()
        if new != before:
            with app.writing(Topic.SCHOOL) as session:
                set_letterhead(session, new)

            def undo() -> None:
                with app.writing(Topic.SCHOOL) as session:
                    set_letterhead(session, replace(before))

            app.say(_("The letterhead is kept."), undo=undo)
        self.accept()

    def _build(self) -> None:
        for edit in (self.school, self.place):
            edit.setMaxLength(200)
        for edit in self.lines:
            edit.setMaxLength(LONGEST_LINE)
        self.logo.setFixedSize(*LOGO_ROOM)
        self.logo.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.logo.setAccessibleName(_("Logo of the school"))
        self.logo.setFrameShape(QFrame.Shape.StyledPanel)
        self.told.hide()
        words = _("Stands at the top of everything that the school prints for others.")
        column = dialog_column(self, words)
        column.addWidget(Field(_("Name of the school"), self.school))
        column.addWidget(Field(_("Place"), self.place))
        labels = (_("How to reach the school"), _("Second line"), _("Third line"))
        column.addWidget(text(labels[0], "label", "ink2"))
        for label, edit in zip(labels, self.lines, strict=True):
            edit.setAccessibleName(label)
            column.addWidget(edit)
        reach = _("Telephone, address, e-mail: what you like.")
        column.addWidget(text(reach, "help", "ink3", wrap=True))
        sign = QHBoxLayout()
        sign.setSpacing(12)
        sign.addWidget(self.logo)
        sign.addWidget(self.choose)
        sign.addWidget(self.drop)
        sign.addStretch()
        column.addLayout(sign)
        help_words = _("PNG or JPEG, dark on white. It is printed 11 mm high.")
        column.addWidget(text(help_words, "help", "ink3", wrap=True))
        column.addWidget(self.told)
        column.addLayout(dialog_foot(self.leave, self.keep))


def _on_paper(picture: QPixmap) -> QPixmap:
    """In the middle of a piece of white paper, in the dark theme too."""
    sheet = QPixmap(*LOGO_ROOM)
    sheet.fill(Qt.GlobalColor.white)
    shown = picture.scaled(
        LOGO_ROOM[0] - 16,
        LOGO_ROOM[1] - 16,
        Qt.AspectRatioMode.KeepAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    painter = QPainter(sheet)
    painter.drawPixmap(
        (sheet.width() - shown.width()) // 2, (sheet.height() - shown.height()) // 2, shown
    )
    painter.end()
    return sheet
