"""What worked here: the school's own outcomes per card, silent below five pupils, never a cause."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from npo_desktop.charts.profile_wording import signed
from npo_desktop.dossiers.verdict_words import no_cause_text
from npo_desktop.dossiers.worked_here import FEWEST, WorkedHere
from npo_desktop.i18n import _
from ui.dialogs.frame import dialog_column, dialog_foot
from ui.dialogs.room import open_sized
from ui.tables.record_table import BoldRole, Column, RecordTable
from ui.tables.table_view import TableView
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.text import text

WIDTH, HEIGHT = 720, 420  # pixels


@dataclass(frozen=True, slots=True)
class CardRow:
    """One card of the menukaart with what was seen here."""

    name: str
    found: WorkedHere


class WorkedHereDialog(QDialog):
    """Cards with enough pupils first."""

    def __init__(self, rows: list[CardRow], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("What worked here"))
        self.table: RecordTable[CardRow] = RecordTable(_columns(), self, key=lambda row: row.name)
        self.view: TableView[CardRow] = TableView(self.table)
        self.view.setAccessibleName(self.windowTitle())
        self.view.setProperty("framed", True)
        ordered = sorted(rows, key=lambda row: (not row.found.may_be_said, row.name))
        self.table.set_rows(ordered)
        close = KeyButton(_("Close"), kind="primary")
        close.clicked.connect(self.accept)
        column = dialog_column(self)
        words = _(
            "Change of the goals between two rounds, on 0 to 100, by the same informant: the middle"
            " pupil, and between which values half of the pupils are."
        )
        column.addWidget(text(words, "body", "ink2", wrap=True))
        few = _("Of fewer than {n} pupils nothing is said.").format(n=FEWEST)
        rises = _("After a low score, a score often rises a little even without help.")
        column.addWidget(Note("info", no_cause_text(), f"{rises} {few}"))
        nothing = text(_("No plan was reviewed yet."), "body", "ink2")
        column.addWidget(self.view if rows else nothing, 1)
        column.addLayout(dialog_foot(close))
        open_sized(self, WIDTH, HEIGHT)


def found_text(found: WorkedHere) -> str:
    """The figures of one card, or that there are too few."""
    if found.middle is None or found.low is None or found.high is None:
        return _("too few to say")
    words = _("{middle} (half of the pupils: {low} to {high})")
    return words.format(middle=signed(found.middle), low=signed(found.low), high=signed(found.high))


def _columns() -> tuple[Column[CardRow], ...]:
    return (
        Column(_("Approach"), lambda row: row.name, roles={BoldRole: lambda _row: True}),
        Column(
            _("Pupils"),
            lambda row: str(row.found.pupils) if row.found.may_be_said else f"< {FEWEST}",
            sort=lambda row: row.found.pupils if row.found.may_be_said else 0,
            number=True,
            width=80,
        ),
        Column(_("Difference"), lambda row: found_text(row.found), width=300),
    )
