"""What was deleted in the last 30 days, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from npo_desktop.clock import today
from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.privacy.bin import BinnedRow, bin_list, remove_for_good
from ui.app import Topic
from ui.dialogs.confirm import ConfirmDialog
from ui.safety.backup_words import short_moment_text
from ui.safety.bin_question import take_back
from ui.tables.record_table import BoldRole, Column, RecordTable
from ui.tables.table_view import SMALLEST_LIST, TableView
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.key_button import KeyButton
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App


class BinPanel(QWidget):
    """One list; the button puts back what is chosen."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app = app
        self.put_back = KeyButton(_("Put back"), kind="primary", icon="arrow-back-up")
        self.remove = KeyButton(_("Remove for good..."), icon="trash")
        self.table: RecordTable[BinnedRow] = RecordTable(_columns(), key=lambda row: row.id)
        self.view = TableView(self.table, name="bin", sortable=False)
        self.table.setParent(self.view)
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.view.setMinimumHeight(SMALLEST_LIST)
        self.nothing = EmptyState(
            "trash",
            _("The bin is empty"),
            _("What you delete stays here for 30 days, so that you can put it back."),
        )
        self._rule = text("", "help", "ink2", wrap=True)
        self._build()
        self.put_back.clicked.connect(self._put_back)
        self.remove.clicked.connect(self.ask_remove)
        self.view.row_selected.connect(self._show_button)

    def first_focus(self) -> QWidget:
        return self.view

    def refresh(self) -> None:
        """Read the bin, newest first."""
        with self._app.reading() as session:
            rows = bin_list(session)
        self.table.set_rows(rows)
        self.card.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        if rows and self.view.current_row() is None:
            self.view.selectRow(0)
        self._show_button()

    def ask_remove(self) -> None:
        """There is no way back from this: say so first."""
        row = self.view.current_row()
        if row is None:
            return
        ConfirmDialog(
            _("Remove {name} for good?").format(name=row.title),
            _("It leaves the bin and cannot be put back any more. Older backups still hold it."),
            _("Remove for good"),
            lambda: self._remove(row),
            self,
        ).open()

    def _remove(self, row: BinnedRow) -> None:
        with self._app.writing(Topic.SAFETY) as session:
            remove_for_good(session, row.id)
        self._app.say(_("{name} was removed for good.").format(name=row.title))

    def _show_button(self) -> None:
        for button in (self.put_back, self.remove):
            button.setEnabled(self.view.current_row() is not None)

    def _put_back(self) -> None:
        row = self.view.current_row()
        if row is not None:
            take_back(self._app, row.kind, row.id, row.title)

    def _build(self) -> None:
        self.card = Card(_("In the bin"), flush=True)
        for button in (self.remove, self.put_back):
            self.card.add_action(button)
        self._rule.setText(
            _("After 30 days something leaves the bin for good, the next time the program opens.")
        )
        self._rule.setContentsMargins(16, 8, 16, 8)
        self.card.body.setContentsMargins(0, 0, 0, 4)
        self.card.body.addWidget(self.view, 1)
        self.card.body.addWidget(self._rule)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.card, 1)
        column.addWidget(self.nothing, 1)


def _columns() -> list[Column[BinnedRow]]:
    return [
        Column(_("What"), lambda row: row.title, roles={BoldRole: lambda _row: True}),
        Column(_("Kind"), lambda row: _kind_text(row.kind), width=190),
        Column(_("Deleted at"), lambda row: short_moment_text(row.binned_at), width=160),
        Column(_("By"), lambda row: row.who, width=180),
        Column(_("Stays"), _left, width=140),
    ]


def _kind_text(kind: str) -> str:
    words = {
        "pupil": _("File of a pupil"),
        "plan": _("Plan"),
        "round": _("Round"),
        "scan": _("List filled in"),
    }
    return words[kind]


def _left(row: BinnedRow) -> str:
    days = max(0, (row.gone_on - today()).days)
    return ngettext("{n} more day", "{n} more days", days).format(n=days)
