"""Who is talked about in the support team, and why: the team sets the length, and decides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from npo_desktop.dossiers.attention import AttentionList, AttentionRow
from npo_desktop.dossiers.attention_words import whys_text
from npo_desktop.formats import date_text
from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.meetings.meeting_agenda import next_step_text
from npo_desktop.queries.meetings.meetings import MeetingFacts, coming_meeting
from npo_desktop.queries.meetings.mentions import LONGEST, list_length, load_attention
from npo_desktop.queries.meetings.talked import BesideNames, beside_names
from ui.app import Topic
from ui.meeting.attention_acts import (
    choose_length,
    put_back_on_list,
    put_on_agenda,
    take_next_step,
)
from ui.meeting.attention_columns import SIGNALS_COLUMN, TalkRow, attention_columns
from ui.meeting.attention_detail import AttentionDetail
from ui.meeting.mention import MentionDialog
from ui.pages.page import Page
from ui.round_dossiers import RoundDossiers, round_dossiers
from ui.tables.record_table import RecordTable
from ui.tables.signals_delegate import SignalsDelegate
from ui.tables.table_view import TableView
from ui.widgets.card import Card
from ui.widgets.elided_label import ElidedLabel
from ui.widgets.empty_state import EmptyState
from ui.widgets.key_button import KeyButton
from ui.widgets.segmented import Segmented
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App

ON, BELOW, OFF = "on", "below", "off"
STEP_COLUMN = 6
DETAIL = 168  # pixels


class AttentionPage(Page):
    """Enter opens the pupil; what may be done with one stands below the list."""

    watches = RoundDossiers.watches | Topic.PLANS | Topic.SCHOOL

    def __init__(self, app: App) -> None:
        self.dossiers = round_dossiers(app)
        super().__init__(app)
        self._crumb = ""
        self._list = AttentionList((), (), ())
        self._beside = BesideNames()
        self._coming: MeetingFacts | None = None
        self.which = Segmented(_segments(self._list), name=_("Which pupils"))
        self.length = QSpinBox(minimum=0, maximum=LONGEST)
        self.told = ElidedLabel("", "help", "ink2")
        self.table: RecordTable[TalkRow] = RecordTable(
            attention_columns(), self, key=lambda row: row.row.dossier.pupil.id
        )
        self.view: TableView[TalkRow] = TableView(self.table, name="attention")
        self.view.setAccessibleName(_("To talk about"))
        self.view.setItemDelegateForColumn(SIGNALS_COLUMN, SignalsDelegate(self.view))
        self.detail = AttentionDetail()
        self.add = KeyButton(_("Add a pupil..."), icon="plus")
        self.meeting = KeyButton(_("To the meeting"), kind="primary", icon="users")
        self.to_scans = KeyButton(_("To the scans"), kind="primary")
        self.empty = EmptyState("users", _("Scores are being worked out"), "", self.to_scans)
        self._build()
        self._connect()

    def title(self) -> str:
        return _("To talk about")

    def crumb(self) -> str:
        return self._crumb

    def head_actions(self) -> Sequence[QWidget]:
        return (self.add, self.meeting)

    def first_focus(self) -> QWidget | None:
        return self.view if self.table.rowCount() else self.add

    def refresh(self) -> None:
        self.dossiers.load()
        scored = self.dossiers.scored
        if scored is not None:
            with self.app.reading() as session:
                self._list = load_attention(session, scored)
                self._beside = beside_names(session)
                self._coming = coming_meeting(session)
                self.length.blockSignals(True)
                self.length.setValue(list_length(session))
                self.length.blockSignals(False)
            self._crumb = scored.round.name
        self._show_meeting_button()
        self._show_rows()

    def _show_meeting_button(self) -> None:
        words = _("Make an agenda of this list")
        if self._coming is not None:
            words = _("Meeting of {date}").format(date=date_text(self._coming.held_on))
        self.meeting.setText(words)
        self.meeting.setEnabled(bool(self._list.on) or self._coming is not None)

    def _show_rows(self) -> None:
        chosen = {ON: self._list.on, BELOW: self._list.below, OFF: self._list.off}
        rows = chosen[str(self.which.value())]
        for place, (_key, words) in enumerate(_segments(self._list)):
            self.which.group.button(place).setText(words)
        self.table.set_rows([self._talk_row(row) for row in rows])
        if rows and self.view.current_row() is None:
            self.view.selectRow(0)
        self._show_detail(self.view.current_row())
        self.told.setText(_below_text(len(self._list.below)))
        is_ready = self.dossiers.is_ready and self.dossiers.scored is not None
        anybody = bool(self._list.on or self._list.below or self._list.off)
        self.whole.setVisible(is_ready and anybody)
        self.empty.setVisible(not (is_ready and anybody))
        self._say_why_empty()

    def _say_why_empty(self) -> None:
        self.to_scans.setVisible(self.dossiers.is_ready)
        if not self.dossiers.is_ready:
            self.empty.set_text(_("Scores are being worked out"))
        elif self.dossiers.scored is None:
            self.empty.set_text(
                _("There is no round yet"), _("Plan a round first; then scans can be filled in.")
            )
        else:
            self.empty.set_text(
                _("Nobody stands on the list"),
                _("As soon as scans give a reason, the pupil stands here. You can add one too."),
            )

    def _talk_row(self, row: AttentionRow) -> TalkRow:
        pupil, beside = row.dossier.pupil.id, self._beside
        return TalkRow(
            row,
            whys_text(row, self.app.content.subscales),
            next_step_text(pupil, row, beside),
            beside.agreed.get(pupil, 0),
            beside.concepts.get(pupil, 0),
            beside.talked_on.get(pupil),
            pupil in beside.on_agenda,
        )

    def _show_detail(self, row: TalkRow | None) -> None:
        coming = date_text(self._coming.held_on) if self._coming else ""
        self.detail.show_row(row, self.app.content.subscales, coming)

    def _set_length(self) -> None:
        choose_length(self.app, self.length.value())

    def _add(self) -> None:
        scored = self.dossiers.scored
        if scored is not None:
            everybody = (one.pupil for one in scored.dossiers.values())
            pupils = sorted(everybody, key=lambda one: one.list_name)
            MentionDialog(self.app, scored.round.id, pupils, self).open()

    def _turn_off(self) -> None:
        """Off the list with a reason, or back on it."""
        shown, scored = self.detail.shown, self.dossiers.scored
        if shown is None or scored is None:
            return
        pupil, mention = shown.row.dossier.pupil, shown.row.mention
        if shown.row.is_off and mention is not None:
            put_back_on_list(self.app, scored.round.id, pupil, mention)
        else:
            MentionDialog(self.app, scored.round.id, (pupil,), self, is_added=False).open()

    def _put_on_agenda(self) -> None:
        shown, scored = self.detail.shown, self.dossiers.scored
        if shown is not None and scored is not None:
            pupil = shown.row.dossier.pupil.id
            put_on_agenda(self.app, self._coming, scored.round.id, (pupil,))

    def _open_meeting(self) -> None:
        scored, coming = self.dossiers.scored, self._coming
        if coming is not None:
            self.app.open("meeting", coming.id)
        elif scored is not None:
            pupils = [row.dossier.pupil.id for row in self._list.on]
            self.app.open("meeting", put_on_agenda(self.app, None, scored.round.id, pupils))

    def _open_pupil(self, row: TalkRow | None) -> None:
        if row is not None:
            self.app.open("pupil", row.row.dossier.pupil.id)

    def _take_step(self) -> None:
        """What stands in the column "next step"."""
        shown = self.detail.shown
        if shown is not None:
            pupil = shown.row.dossier.pupil
            take_next_step(self.app, (pupil.id, pupil.full_name), shown.row, self._beside, self)

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == STEP_COLUMN:
            self._show_detail(self.table.row_at(index))
            self._take_step()

    def _on_loaded(self) -> None:
        was_waiting = self.empty.isVisible()
        self.renew()
        if was_waiting and self.view.isVisible():
            self.view.setFocus()

    def _connect(self) -> None:
        self.which.chosen.connect(self._show_rows)
        self.length.editingFinished.connect(self._set_length)
        self.view.row_selected.connect(self._show_detail)
        self.view.row_activated.connect(self._open_pupil)
        self.view.clicked.connect(self._clicked)
        self.detail.step.clicked.connect(self._take_step)
        self.detail.pupil.clicked.connect(lambda: self._open_pupil(self.detail.shown))
        self.detail.agenda.clicked.connect(self._put_on_agenda)
        self.detail.off.clicked.connect(self._turn_off)
        self.add.clicked.connect(self._add)
        self.meeting.clicked.connect(self._open_meeting)
        self.to_scans.clicked.connect(lambda: self.app.open("scans"))
        self.dossiers.loaded.connect(self._on_loaded)

    def _build(self) -> None:
        self.length.setSpecialValueText(_("everybody"))
        self.length.setAccessibleName(_("How many pupils the list is long"))
        tools = QHBoxLayout()
        tools.setSpacing(8)
        tools.addWidget(self.which)
        tools.addSpacing(8)
        tools.addWidget(text(_("Length"), "label", "ink2"))
        tools.addWidget(self.length)
        tools.addWidget(self.told, 1)
        card = Card(flush=True)
        card.body.addWidget(self.view)
        self.detail.setFixedHeight(DETAIL)
        self.whole = QWidget()
        column = QVBoxLayout(self.whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(tools)
        column.addWidget(card, 1)
        column.addWidget(self.detail)
        page = self.column(0)
        page.addWidget(self.whole)
        page.addWidget(self.empty)


def _segments(found: AttentionList) -> tuple[tuple[str, str], ...]:
    return (
        (ON, _("On the list ({n})").format(n=len(found.on))),
        (BELOW, _("Below the line ({n})").format(n=len(found.below))),
        (OFF, _("Taken off ({n})").format(n=len(found.off))),
    )


def _below_text(count: int) -> str:
    """What the length cuts off is told."""
    if not count:
        return _("An order of talking, not a ranking. Nothing is decided by the list.")
    words = ngettext("{n} more stands below the line.", "{n} more stand below the line.", count)
    return words.format(n=count) + " " + _("An order of talking, not a ranking.")
