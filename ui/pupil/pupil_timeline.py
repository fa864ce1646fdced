"""The timeline of a pupil: three lanes beside each other, the newest above."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.dossiers.dossier import PupilFacts
from npo_desktop.dossiers.timeline import Entry, Lane, lane_text
from npo_desktop.formats import date_text
from npo_desktop.i18n import _
from ui.pupil.event import EventDialog
from ui.tables.record_table import Column, IconRole, RecordTable, ToneRole
from ui.tables.table_view import TableView
from ui.widgets.card import Card
from ui.widgets.key_button import KeyButton
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App

_DETAIL = 96  # pixels


class PupilTimeline(QWidget):
    """What is behind a line stands below; an event is changed, a meeting opened from there."""

    def __init__(self, app: App) -> None:
        super().__init__()
        self._app = app
        self._pupil: PupilFacts | None = None
        self.add = KeyButton(_("Something happened..."), icon="plus")
        self.table: RecordTable[Entry] = RecordTable(timeline_columns(), self)
        self.view = TableView(self.table, name="timeline", density="dense", sortable=False)
        self.view.setAccessibleName(_("Timeline"))
        self.nothing = text(
            _("Nothing has happened yet. The first scan of this pupil will stand here."),
            "body",
            "ink2",
            wrap=True,
        )
        self.day, self.words = text("", "help", "ink2"), text("", "body", wrap=True)
        self.open, self.change = (
            KeyButton(_("Open"), size="row"),
            KeyButton(_("Change..."), size="row", icon="pencil"),
        )
        self._build()
        self.view.row_selected.connect(self._show)
        self.view.row_activated.connect(self._open)
        self.open.clicked.connect(lambda: self._open(self.view.current_row()))
        self.change.clicked.connect(self._change)
        self.add.clicked.connect(self._add)

    def show_entries(self, pupil: PupilFacts, entries: Sequence[Entry]) -> None:
        """All of one pupil."""
        self._pupil = pupil
        self.table.set_rows(entries)
        self.view.setVisible(bool(entries))
        self.nothing.setVisible(not entries)
        if entries and self.view.current_row() is None:
            self.view.selectRow(0)
        self._show(self.view.current_row())

    def _show(self, entry: Entry | None) -> None:
        self.foot.setVisible(entry is not None)
        if entry is None:
            return
        self.day.setText(" · ".join((days_text(entry), lane_text(entry.lane))))
        self.words.setText(". ".join(filter(None, (entry.title, entry.words))))
        self.open.setVisible(bool(entry.opens))
        self.change.setVisible(entry.event_id is not None)

    def _open(self, entry: Entry | None) -> None:
        if entry is not None and entry.opens:
            self._app.open(str(entry.opens[0]), *entry.opens[1:])
        elif entry is not None and entry.event_id is not None:
            self._change()

    def _change(self) -> None:
        entry = self.view.current_row()
        if entry is not None and self._pupil is not None and entry.event_id is not None:
            EventDialog(self._app, self._pupil, self.window(), entry.event_id).open()

    def _add(self) -> None:
        if self._pupil is not None:
            EventDialog(self._app, self._pupil, self.window()).open()

    def _build(self) -> None:
        card = Card(_("Timeline"), _("The newest first"), flush=True)
        card.add_action(self.add)
        self.nothing.setContentsMargins(16, 12, 16, 12)
        card.body.addWidget(self.view, 1)
        card.body.addWidget(self.nothing)
        self.foot = Card(flush=True)
        self.foot.setFixedHeight(_DETAIL)
        self.foot.body.setContentsMargins(16, 8, 16, 8)
        line = QHBoxLayout()
        line.addWidget(self.day, 1)
        line.addWidget(self.open)
        line.addWidget(self.change)
        self.foot.body.addLayout(line)
        self.foot.body.addWidget(self.words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(card, 1)
        column.addWidget(self.foot)


def timeline_columns() -> tuple[Column[Entry], ...]:
    """The day, then a column a lane."""
    return (
        Column(_("Day"), lambda entry: date_text(entry.on), width=104),
        *(_lane_column(lane) for lane in Lane),
    )


def _lane_column(lane: Lane) -> Column[Entry]:
    return Column(
        lane_text(lane),
        lambda entry: entry.title if entry.lane is lane else "",
        roles={
            IconRole: lambda entry: (entry.icon, "accent") if entry.lane is lane else None,
            ToneRole: lambda entry: "ink2" if entry.is_quiet else "ink",
        },
        tip=lambda entry: entry.words if entry.lane is lane else "",
    )


def days_text(entry: Entry) -> str:
    """A day, or from when until when."""
    if entry.until is None:
        return date_text(entry.on)
    return _("{first} to {last}").format(first=date_text(entry.on), last=date_text(entry.until))
