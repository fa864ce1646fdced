"""On a pupil's page: what the school's own questionnaires say. Compared with nobody."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.i18n import _
from ui.questionnaires.own_score_columns import Editions, OwnLine, own_lines, own_score_columns
from ui.tables.record_table import RecordTable
from ui.tables.table_view import TableView
from ui.widgets.card import Card

MOST = 8  # lines in sight; further ones scroll


class OwnScoresCard(Card):
    """Only there where an own list was filled in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Own questionnaires"), flush=True, parent=parent)
        self.table: RecordTable[OwnLine] = RecordTable(own_score_columns(), self)
        self.view = TableView(self.table, density="dense", sortable=False)
        self.view.setAccessibleName(_("Own questionnaires"))
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.setContentsMargins(0, 0, 0, 4)
        self.body.addWidget(self.view)
        self.hide()

    def show_dossier(self, dossier: Dossier, editions: Editions) -> None:
        """The own scores of one pupil in one round."""
        lines = own_lines(dossier, editions)
        self.view.clearSpans()
        self.table.set_rows(lines)
        for row, line in enumerate(lines):
            if line.scored is None:
                self.view.setSpan(row, 0, 1, len(self.table.columns))
        self.view.fit_height(MOST)
        self.setVisible(bool(lines))
