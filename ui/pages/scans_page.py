"""The round at a glance: which groups are done with which list, and who is next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.clock import today
from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.rounds import chosen_round
from npo_desktop.queries.scan_progress import (
    GroupCount,
    GroupProgress,
    ListProgress,
    board_of,
    count_of,
    has_pupils,
    round_progress,
)
from npo_desktop.queries.school import school_year_of
from ui.app import Topic
from ui.dialogs.new_round import NewRoundDialog
from ui.pages.file_actions import RoundActions
from ui.pages.own_groups import NoGroups, own_lists
from ui.pages.page import Page
from ui.tables.record_table import (
    BoldRole,
    Column,
    IconRole,
    ProgressRole,
    RecordTable,
    TagRole,
    ToneRole,
)
from ui.tables.table_view import TableView
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.key_button import KeyButton
from ui.widgets.round_days import round_days
from ui.widgets.scan_counts import (
    NOBODY,
    done_bar,
    done_text,
    done_tone,
    informant_text,
    short_state_text,
    state_icon,
    state_tag,
    state_text,
)
from ui.widgets.segmented import Segmented
from ui.widgets.text import text
from ui.widgets.two_columns import ROOM

if TYPE_CHECKING:
    from ui.app import App

GROUPS_WIDTH, NARROW_GROUPS = 420, 330  # pixels; the second on a narrow page


class ScansPage(Page):
    """``show_args(group_id, questionnaire)``, both may be left out; Enter goes on with a pupil."""

    watches = Topic.ANSWERS | Topic.PUPILS | Topic.GROUPS | Topic.ROUNDS

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._round: RoundFacts | None = None
        self._lists: Sequence[ListProgress] = ()
        self._group_wanted: UUID | None = None
        self.kind = Segmented(
            [(informant.value, informant_text(informant)) for informant in Informant],
            name=_("Whose list"),
        )
        self.new_round = KeyButton(_("Plan a round"), icon="plus")
        self.more = RoundActions(app, self)
        self.groups = RecordTable(self._group_columns(), self, key=lambda row: row.group_id)
        self.group_view = TableView(self.groups, name="scan-groups", sortable=False)
        self.pupils = RecordTable(pupil_columns(), self, key=lambda row: row.pupil.id)
        self.pupil_view = TableView(self.pupils, name="scan-pupils")
        self.go_on = KeyButton("", "Enter", kind="primary")
        self.first_round = KeyButton(_("Plan a round"), kind="primary")
        self.read_in = KeyButton(_("Read pupils in"), kind="primary")
        self._build()
        self._connect()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.group_card.setFixedWidth(GROUPS_WIDTH if self.width() >= ROOM else NARROW_GROUPS)

    def title(self) -> str:
        return _("Scans")

    def crumb(self) -> str:
        return round_days(self._round, today()) if self._round else ""

    def head_actions(self) -> Sequence[QWidget]:
        return (self.new_round, self.more) if self.app.may("round") else ()

    def first_focus(self) -> QWidget | None:
        if self.no_round.isVisibleTo(self):
            return self.first_round
        return self.read_in if self.no_pupils.isVisibleTo(self) else self.pupil_view

    def show_args(self, *args: object) -> None:
        group_id, code = (*args, None, None)[:2]
        if isinstance(group_id, UUID):
            self._group_wanted = group_id
        if isinstance(code, str):
            self.kind.set_value(code)
        self.renew()

    def refresh(self) -> None:
        questionnaires = self.app.content.questionnaires
        with self.app.reading() as session:
            self._round = chosen_round(session, self.app.round_id, today())
            found = round_progress(session, questionnaires, self._round) if self._round else []
            anybody = has_pupils(session)
            if self._round:
                year = school_year_of(self._round.starts_on)
                found = own_lists(self.app.groups_shown(session, year), found)
        self.more.show_round(self._round)
        self._lists = found
        self.no_pupils.setVisible(not anybody)
        self.no_round.setVisible(anybody and self._round is None)
        self.board.setVisible(bool(found))
        lost = not found and not self.app.may("round")
        self.no_groups.setVisible(anybody and self._round is not None and lost)
        self.new_round.setVisible(self._round is not None and self.app.may("round"))
        self._show_groups()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_on()
        else:
            super().keyPressEvent(event)

    @property
    def code(self) -> str:
        """The list that is looked at."""
        return str(self.kind.value())

    def _show_groups(self) -> None:
        board = board_of(self._lists)
        self.groups.set_rows(board)
        wanted = self._group_wanted
        if board and not (wanted and self.group_view.select_key(wanted)):
            self.group_view.select_key((self._unfinished(board) or board[0]).group_id)
        self._show_pupils()

    def _unfinished(self, board: Sequence[GroupProgress]) -> GroupProgress | None:
        """The group one is in the middle of, else the first that is not complete."""
        begun = [row for row in board if self._is_under_way(row)]
        rows = begun or [row for row in board if not self._count(row).is_complete]
        return next((row for row in rows if self._count(row).asked), None)

    def _is_under_way(self, row: GroupProgress) -> bool:
        count = self._count(row)
        return not count.is_complete and count.complete + count.begun > 0

    def _count(self, row: GroupProgress) -> GroupCount:
        return row.lists.get(self.code, NOBODY)

    def _show_pupils(self) -> None:
        group = self.group_view.current_row()
        mine = [
            one
            for one in self._lists
            if group and one.group_id == group.group_id and one.questionnaire == self.code
        ]
        asked = [one for one in mine if one.is_asked]
        self.pupils.set_rows(asked)
        self.pupil_card.set_title((group.group if group else "") or _("No group"))
        count = count_of(asked)
        self.pupil_card.set_subtitle(
            _("{done} of {total} done").format(done=count.complete, total=count.asked)
        )
        young = len(mine) - len(asked)
        self.too_young.setVisible(young > 0)
        self.too_young.setText(
            ngettext(
                "{n} pupil is not asked this list at this age.",
                "{n} pupils are not asked this list at this age.",
                young,
            ).format(n=young)
        )
        unfinished = next((one for one in asked if one.is_begun), None) or next(
            (one for one in asked if not one.is_complete), None
        )
        if self.pupil_view.current_row() is None and (unfinished or asked):
            self.pupil_view.select_key((unfinished or asked[0]).pupil.id)
        self._show_button()

    def _show_button(self) -> None:
        one = self.pupil_view.current_row()
        self.go_on.setVisible(one is not None)
        if one is None:
            return
        name = one.pupil.call_name or one.pupil.full_name
        if one.is_complete:
            self.go_on.setText(_("See {name}").format(name=name))
        elif one.is_begun:
            self.go_on.setText(_("Go on with {name}").format(name=name))
        else:
            self.go_on.setText(_("Start with {name}").format(name=name))

    def _choose_group(self) -> None:
        group = self.group_view.current_row()
        if group is not None:
            self._group_wanted = group.group_id
        self._show_pupils()

    def _enter_group(self) -> None:
        self.pupil_view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on(self) -> None:
        one = self.pupil_view.current_row()
        if one is not None:
            self.app.open("scan", one.pupil.id, self.code, one.group_id)

    def _plan_round(self) -> None:
        NewRoundDialog(self.app, self).open()

    def _open_import(self) -> None:
        self.app.open("import")

    def _group_columns(self) -> tuple[Column[GroupProgress], ...]:
        return (
            Column(_("Group"), lambda row: row.group or _("No group"), roles={BoldRole: _always}),
            Column(
                _("Done"),
                lambda row: done_text(self._count(row)),
                width=168,
                roles={
                    ProgressRole: lambda row: done_bar(self._count(row)),
                    ToneRole: lambda row: done_tone(self._count(row)),
                },
            ),
            Column(
                _("Under way"),
                lambda row: str(self._count(row).begun or ""),
                number=True,
                width=80,
            ),
        )

    def _build(self) -> None:
        self.no_round = EmptyState(
            "clipboard-list",
            _("There is no round yet"),
            _("In a round every pupil is looked at once. The first is the baseline."),
            self.first_round,
        )
        self.no_pupils = EmptyState(
            "users",
            _("There are no pupils yet"),
            _("Read them in from a file of your pupil administration. It takes a few minutes."),
            self.read_in,
        )
        self.board = QWidget()
        column = QVBoxLayout(self.board)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.kind)
        line = QHBoxLayout()
        line.setSpacing(16)
        column.addLayout(line, 1)
        self.group_card = Card(_("Groups"), flush=True)
        self.group_card.body.setContentsMargins(0, 0, 0, 4)
        self.group_card.body.addWidget(self.group_view)
        self.pupil_card = Card(" ", flush=True)
        self.pupil_card.body.setContentsMargins(0, 0, 0, 4)
        self.pupil_card.body.addWidget(self.pupil_view)
        self.pupil_card.add_action(self.go_on)
        self.too_young = text("", "help", "ink2")
        self.too_young.setContentsMargins(16, 4, 16, 8)
        self.pupil_card.body.addWidget(self.too_young)
        line.addWidget(self.group_card)
        line.addWidget(self.pupil_card, 1)
        outer = self.column()
        self.no_groups = NoGroups()
        for widget in (self.no_round, self.no_pupils, self.no_groups, self.board):
            outer.addWidget(widget, 1)
        self.first_round.setVisible(self.app.may("round"))
        self.read_in.setVisible(self.app.may("import"))

    def _connect(self) -> None:
        self.kind.chosen.connect(self._show_groups)
        self.group_view.row_selected.connect(self._choose_group)
        self.group_view.row_activated.connect(self._enter_group)
        self.pupil_view.row_selected.connect(self._show_button)
        self.pupil_view.row_activated.connect(self._go_on)
        self.go_on.clicked.connect(self._go_on)
        self.new_round.clicked.connect(self._plan_round)
        self.first_round.clicked.connect(self._plan_round)
        self.read_in.clicked.connect(self._open_import)


def pupil_columns() -> tuple[Column[ListProgress], ...]:
    """A pupil, how far the list is, and its state in a word."""
    return (
        Column(
            _("Pupil"),
            lambda one: one.pupil.list_name,
            roles={IconRole: state_icon},
            accessible=lambda one: f"{one.pupil.list_name}, {state_text(one)}",
        ),
        Column(
            _("Answered"),
            lambda one: f"{one.answered} / {one.items}",
            sort=lambda one: one.answered / one.items,
            width=190,
            roles={ProgressRole: lambda one: (one.answered, one.items)},
        ),
        Column(
            _("State"),
            short_state_text,
            width=150,
            roles={TagRole: state_tag},
        ),
    )


def _always(_row: object) -> bool:
    return True
