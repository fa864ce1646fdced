"""What was done, when and by whom, in plain words; and whether the log is whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from npo_desktop.formats import number
from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.audit_log import AuditRow, audit_rows
from npo_desktop.store.audit import ChainReport, chain_report
from ui.safety.backup_words import short_moment_text
from ui.tables.record_table import BoldRole, Column, RecordTable, TagRole
from ui.tables.table_view import SMALLEST_LIST, TableView
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App

AT_ONCE = 200  # rows
CODE_LENGTH = 12  # hexadecimal digits of the head: enough to compare with paper


class AuditPanel(QWidget):
    """Newest first; older ones on request."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app = app
        self._rows: list[AuditRow] = []
        self.chain = Note("ok")
        self.older = KeyButton(_("Show older"), size="row")
        self.table: RecordTable[AuditRow] = RecordTable(_columns(), key=lambda row: row.seq)
        self.view = TableView(self.table, name="audit", density="dense", sortable=False)
        self.table.setParent(self.view)
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.view.setMinimumHeight(SMALLEST_LIST)
        self.nothing = EmptyState(
            "list",
            _("Nothing was written down yet"),
            _("Here you see who opened, exported, printed, deleted or put back what, and when."),
        )
        self.card = Card(_("What was done"), flush=True)
        self._build()
        self.older.clicked.connect(self._show_older)

    def first_focus(self) -> QWidget:
        return self.view

    def refresh(self) -> None:
        """Read the newest, and follow the chain."""
        with self._app.reading() as session:
            self._rows = list(audit_rows(session, limit=AT_ONCE))
            report = chain_report(session)
        self._show_rows(more=len(self._rows) == AT_ONCE)
        self._show_chain(report)

    def _show_older(self) -> None:
        with self._app.reading() as session:
            found = list(audit_rows(session, limit=AT_ONCE, before_seq=self._rows[-1].seq))
        self._rows += found
        self._show_rows(more=len(found) == AT_ONCE)

    def _show_rows(self, *, more: bool) -> None:
        self.table.set_rows(tuple(self._rows))
        self.older.setVisible(more)
        self.card.setVisible(bool(self._rows))
        self.nothing.setVisible(not self._rows)

    def _show_chain(self, report: ChainReport) -> None:
        self.chain.setVisible(bool(report.length))
        length = number(report.length)
        if report.ok:
            self.chain.set_tone("ok")
            whole = ngettext(
                "The log is whole: {n} entry. Code {code}",
                "The log is whole: {n} entries. Code {code}",
                report.length,
            )
            self.chain.set_text(
                whole.format(n=length, code=short_code(report.head)),
                _("Once a month, copy number and code by hand; keep that paper in the safe."),
            )
        else:
            self.chain.set_tone("err")
            self.chain.set_text(
                _("The log was changed from outside at entry {n}.").format(
                    n=number(report.first_bad_seq or 0)
                ),
                _("Delete nothing, tell the board, and compare with the newest backup."),
            )

    def _build(self) -> None:
        self.card.body.setContentsMargins(0, 0, 0, 4)
        self.card.body.addWidget(self.view, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 4, 16, 4)
        words = _("The log itself holds codes only; names are looked up while you read.")
        foot.addWidget(text(words, "help", "ink2"))
        foot.addStretch()
        foot.addWidget(self.older)
        self.card.body.addLayout(foot)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.chain)
        column.addWidget(self.card, 1)
        column.addWidget(self.nothing, 1)


def short_code(head: str) -> str:
    """The first digits of the chain's head in groups of four, to copy by hand: 3F2A-91BC-07DE."""
    digits = head[:CODE_LENGTH].upper()
    return "-".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def _columns() -> list[Column[AuditRow]]:
    return [
        Column(_("No."), lambda row: number(row.seq), number=True, width=64),
        Column(
            _("When"),
            lambda row: short_moment_text(row.at),
            width=150,
            tip=lambda row: (
                _("The clock of this computer was wrong then.") if row.clock_suspect else ""
            ),
        ),
        Column(_("Who"), lambda row: row.who, width=200, roles={BoldRole: lambda _row: True}),
        Column(_("What"), lambda row: row.words, tip=lambda row: row.words),
        Column(
            "",
            lambda row: _("clock") if row.clock_suspect else "",
            width=96,
            roles={TagRole: lambda row: ("warn", None) if row.clock_suspect else None},
        ),
    ]
