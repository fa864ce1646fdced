"""Which parts of the parent summary this school prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QWidget

from npo_desktop.exports.parent_blocks import BLOCKS, block_name
from npo_desktop.i18n import _
from npo_desktop.queries.parents.summary_blocks import set_summary_blocks, summary_blocks
from ui.app import Topic
from ui.dialogs.frame import dialog_column, dialog_foot
from ui.widgets.key_button import KeyButton

if TYPE_CHECKING:
    from ui.app import App

WIDTH = 520  # pixels


class SummaryPartsDialog(QDialog):
    """A box for each part that may be left out; what always stands there is said."""

    def __init__(self, app: App, parent: QWidget) -> None:
        super().__init__(parent)
        self._app = app
        with app.reading() as session:
            self._before = summary_blocks(session)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Parts of the parent summary"))
        self.setFixedWidth(WIDTH)
        self.parts = {block: QCheckBox(block_name(block)) for block in BLOCKS}
        self.leave = KeyButton(_("Cancel"), "Esc")
        self.keep = KeyButton(_("Keep"), "Ctrl+S", kind="primary", shortcut=True)
        self._build()
        self.leave.clicked.connect(self.reject)
        self.keep.clicked.connect(self._keep)

    def _keep(self) -> None:
        app, before = self._app, self._before
        new = frozenset(block for block, box in self.parts.items() if box.isChecked())
        if new != before:
            with app.writing(Topic.SCHOOL) as session:
                set_summary_blocks(session, new)

            def undo() -> None:
                with app.writing(Topic.SCHOOL) as session:
                    set_summary_blocks(session, before)

            app.say(_("The parts of the parent summary are kept."), undo=undo)
        self.accept()

    def _build(self) -> None:
        words = _("For all pupils. What the school does and the next talk always stand there.")
        column = dialog_column(self, words)
        for block, box in self.parts.items():
            box.setChecked(block in self._before)
            column.addWidget(box)
        column.addLayout(dialog_foot(self.leave, self.keep))
