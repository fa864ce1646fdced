"""Where a file is read in: first the place to choose one, then its rows with all around them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from npo_desktop.i18n import _
from ui.imports.file_drop import FileDrop
from ui.imports.import_foot import ImportFoot
from ui.imports.import_head import ImportHead
from ui.imports.import_kinds import Kind
from ui.imports.import_note import ImportNote
from ui.imports.import_table import ImportTable
from ui.widgets.note import Note

ENDINGS = (".xml", ".csv", ".txt", ".xlsx", ".zip")


class ImportFrame(QWidget):
    """The furniture; knows of no file."""

    def __init__(self, kinds: Sequence[Kind], title: str, words: str) -> None:
        super().__init__()
        self.table: ImportTable | None = None
        told = words + " " + _("You can also drop it here.")
        self.drop = FileDrop(title, told, ENDINGS, _("Files that can be read in"))
        self.problem = Note("err")
        self.head, self.foot, self.note = ImportHead(kinds), ImportFoot(), ImportNote()
        self._table_place = QVBoxLayout()
        self._stack = QStackedWidget()
        self._build()

    def put_table(self, table: ImportTable) -> None:
        """In the place of the one before."""
        self.drop_table()
        self.table = table
        self._table_place.addWidget(table)
        QWidget.setTabOrder(self.head.only, table)

    def drop_table(self) -> None:
        """No file is open any more."""
        if self.table is not None:
            self._table_place.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
            self.table = None

    def show_choice(self) -> None:
        """The place to choose a file."""
        self._stack.setCurrentIndex(0)

    def show_look(self) -> None:
        """The rows of the file."""
        self._stack.setCurrentIndex(1)

    def _build(self) -> None:
        choose, look = QWidget(), QWidget()
        first = QVBoxLayout(choose)
        first.setContentsMargins(0, 0, 0, 0)
        first.addWidget(self.drop, 1)
        second = QVBoxLayout(look)
        second.setContentsMargins(0, 0, 0, 0)
        second.setSpacing(8)
        self._table_place.setSpacing(0)
        second.addWidget(self.head)
        second.addLayout(self._table_place, 1)
        second.addWidget(self.foot)
        second.addWidget(self.note)
        for page in (choose, look):
            self._stack.addWidget(page)
        self.problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.problem)
        column.addWidget(self._stack, 1)
