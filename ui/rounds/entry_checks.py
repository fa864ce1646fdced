"""What to look at again in the answers of a round: unclear statements, lists done in no time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.dossiers.entry_quality import FASTEST
from npo_desktop.formats import number
from npo_desktop.i18n import _, pick
from npo_desktop.queries.answering.entry_checks import FastList, UnclearItem, entry_checks
from npo_desktop.queries.questionnaires import asked_in
from ui.dialogs.frame import dialog_foot
from ui.tables.record_table import Column, RecordTable
from ui.tables.table_view import TableView
from ui.widgets.key_button import KeyButton
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App

SIZE = (860, 560)  # pixels


class EntryChecksDialog(QDialog):
    """Asks nothing and changes nothing; a click on a list goes there."""

    def __init__(self, app: App, this: RoundFacts, parent: QWidget) -> None:
        super().__init__(parent)
        self._app = app
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Check the answers of {round}").format(round=this.name))
        self.resize(*SIZE)
        with app.reading() as session:
            found = entry_checks(session, asked_in(session, app.content, this), this)
        self.unclear = RecordTable(unclear_columns(), self)
        self.unclear.set_rows(found.unclear)
        self.fast = RecordTable(fast_columns(), self)
        self.fast.set_rows(found.fast)
        self.unclear_view = TableView(self.unclear, name="unclear-items", sortable=False)
        self.fast_view = TableView(self.fast, name="fast-lists", sortable=False)
        self.close_button = KeyButton(_("Close"), kind="primary")
        self._build()
        self.fast_view.row_activated.connect(self._open_list)
        self.close_button.clicked.connect(self.accept)
        self.close_button.setFocus()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        self._add(
            column,
            _("Statements that too many could not answer (over 30 percent)"),
            _("Read such a statement again with colleagues: is it clear, can one see it?"),
            self.unclear_view,
            _("There are none: everybody could answer everything well enough."),
            empty=not self.unclear.rows,
        )
        column.addSpacing(12)
        self._add(
            column,
            _("Lists that were filled in very fast"),
            _("Half of the answers took less than {seconds} seconds. Look at the list once more."),
            self.fast_view,
            _("There are none."),
            empty=not self.fast.rows,
        )
        column.addStretch()
        column.addLayout(dialog_foot(self.close_button))

    def _add(
        self,
        column: QVBoxLayout,
        title: str,
        words: str,
        view: TableView[UnclearItem] | TableView[FastList],
        nothing: str,
        *,
        empty: bool,
    ) -> None:
        """A heading, what it means, and the list, or that there is nothing in it."""
        column.addWidget(text(title, "cardTitle"))
        view.setAccessibleName(title)
        view.setProperty("framed", True)
        said = nothing if empty else words.format(seconds=number(FASTEST, 1))
        column.addWidget(text(said, "help", "ink2", wrap=True))
        column.addWidget(view, 1)
        view.setVisible(not empty)

    def _open_list(self) -> None:
        row = self.fast_view.current_row()
        if row is not None:
            self.accept()
            self._app.open("scan", row.pupil.id, row.questionnaire.code, row.pupil.group_id)


def unclear_columns() -> tuple[Column[UnclearItem], ...]:
    """A statement, and how many could not answer it: counts, for a share of few says little."""
    return (
        Column(_("List"), lambda one: pick(one.questionnaire.titles), width=240),
        Column(_("Statement"), _words, tip=_words),
        Column(
            _("Don't know"),
            lambda one: _("{n} of {total}").format(n=one.found.unknown, total=one.found.answers),
            width=110,
        ),
    )


def fast_columns() -> tuple[Column[FastList], ...]:
    """Whose list, and how fast."""
    return (
        Column(_("Pupil"), lambda one: one.pupil.list_name),
        Column(_("Group"), lambda one: one.pupil.group, width=120),
        Column(_("List"), lambda one: pick(one.questionnaire.titles), width=240),
        Column(
            _("A statement"),
            lambda one: _("{seconds} s").format(seconds=number(one.pace, 1)),
            width=110,
        ),
    )


def _words(one: UnclearItem) -> str:
    return one.questionnaire.text_of(one.item.texts, one.questionnaire.language)
