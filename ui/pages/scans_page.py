"""The round at a glance: which groups are done with which list, and who is next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.clock import today
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.i18n import _
from npo_desktop.queries.answering.scan_progress import (
    GroupCount,
    GroupProgress,
    ListProgress,
    board_of,
    count_of,
    has_pupils,
    round_progress,
)
from npo_desktop.queries.imports.grade_choices import grade_style
from npo_desktop.queries.questionnaires import asked_in
from npo_desktop.queries.rounds import chosen_round
from npo_desktop.queries.school import school_year_of
from ui.app import Topic
from ui.pages.group_lists import GroupLists
from ui.pages.page import Page
from ui.pupil.file_actions import RoundActions
from ui.rounds.new_round import NewRoundDialog
from ui.rounds.own_groups import NoGroups, own_lists
from ui.rounds.round_board import RoundBoard, board_width
from ui.rounds.round_days import deadline_text, round_days
from ui.rounds.scan_counts import NOBODY, list_titles
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.key_button import KeyButton
from ui.widgets.list_choice import ListChoice
from ui.widgets.tag import Tag
from ui.widgets.two_columns import ROOM

if TYPE_CHECKING:
    from ui.app import App

NARROW, NARROW_GROUPS = 780, 330  # pixels: the narrowest page, and its groups
SOON = timedelta(days=3)  # a deadline that stands out


class ScansPage(Page):
    """``show_args(group_id, questionnaire)``, both may be left out; Enter goes on with a pupil."""

    watches = Topic.ANSWERS | Topic.PUPILS | Topic.GROUPS | Topic.ROUNDS | Topic.SCHOOL

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._round: RoundFacts | None = None
        self._lists: Sequence[ListProgress] = ()
        self._titles: tuple[tuple[str, str], ...] = ()  # code and title of what is asked
        self._style = ""
        self._group_wanted: UUID | None = None
        self.kind = ListChoice()
        self.only_open = QCheckBox(_("Only what is open"))
        self.first_open = KeyButton(_("First open list"), "F8", icon="arrow-right", shortcut=True)
        self.remind = KeyButton(_("Reminders on paper..."), icon="printer")
        self.new_round = KeyButton(_("Plan a round"), icon="plus")
        self.more = RoundActions(app, self)
        self.board, self.deadline = RoundBoard(), Tag()
        self.lists = GroupLists(app)
        self.first_round = KeyButton(_("Plan a round"), kind="primary")
        self.read_in = KeyButton(_("Read pupils in"), kind="primary")
        self._build()
        self._connect()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_board()

    def minimumSizeHint(self) -> QSize:
        """As narrow as with one list: or the page could never become narrow enough to show one."""
        return QSize(NARROW, super().minimumSizeHint().height())

    def title(self) -> str:
        return _("Scans")

    def crumb(self) -> str:
        return round_days(self._round, today()) if self._round else ""

    def head_actions(self) -> Sequence[QWidget]:
        return (self.new_round, self.more) if self.app.may("round") else ()

    def first_focus(self) -> QWidget | None:
        if self.no_round.isVisibleTo(self):
            return self.first_round
        return self.read_in if self.no_pupils.isVisibleTo(self) else self.lists.view

    def show_args(self, *args: object) -> None:
        group_id, code = (*args, None, None)[:2]
        if isinstance(group_id, UUID):
            self._group_wanted = group_id
            self.only_open.setChecked(False)
        if isinstance(code, str):
            self.kind.set_value(code)
        self.renew()

    def refresh(self) -> None:
        with self.app.reading() as session:
            self._round = chosen_round(session, self.app.round_id, today())
            found: list[ListProgress] = []
            if self._round:
                asked = asked_in(session, self.app.content, self._round)
                self._titles = list_titles(asked)
                found = round_progress(session, asked, self._round)
                year = school_year_of(self._round.starts_on)
                found = own_lists(self.app.groups_shown(session, year), found)
            anybody, self._style = has_pupils(session), grade_style(session)
        self.more.show_round(self._round)
        self._show_deadline()
        self._lists = found
        self.no_pupils.setVisible(not anybody)
        self.no_round.setVisible(anybody and self._round is None)
        self.body.setVisible(bool(found))
        lost = not found and not self.app.may("round")
        self.no_groups.setVisible(anybody and self._round is not None and lost)
        self.new_round.setVisible(self._round is not None and self.app.may("round"))
        self.kind.set_lists(self._titles)
        self._fit_board()
        self._show_groups()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.lists.go_on_with_chosen()
        else:
            super().keyPressEvent(event)

    @property
    def code(self) -> str:
        """The list that is looked at."""
        return self.kind.value()

    def open_first(self) -> None:
        """Go on with the first open list: of the chosen kind, else of any."""
        codes = [self.code, *(code for code, _title in self._titles if code != self.code)]
        for code in codes:
            mine = [one for one in self._lists if one.questionnaire == code]
            for row in board_of(mine):
                for one in mine:
                    if row.holds(one.group_id) and one.is_asked and not one.is_complete:
                        self.app.open("scan", one.pupil.id, code, one.group_id)
                        return

    def _show_groups(self) -> None:
        board = board_of(self._lists)
        is_over = all(row.is_done for row in board)
        count = count_of(one for one in self._lists if one.questionnaire == self.code)
        self.group_card.set_subtitle(
            _("{done} of {total} done").format(done=count.complete, total=count.asked)
        )
        self.first_open.setEnabled(not is_over)
        self.remind.setEnabled(not is_over)
        if self.only_open.isChecked():
            board = [row for row in board if not self._count(row).is_complete and self._asks(row)]
        self.board.set_rows(board)
        wanted = next((row for row in board if self._is_wanted(row)), None)
        if board:
            self.board.select(wanted or self._unfinished(board) or board[0], self.code)
        self._show_pupils()

    def _show_deadline(self) -> None:
        this = self._round
        words = deadline_text(this, today()) if this else ""
        is_near = this is not None and this.deadline is not None and this.deadline <= today() + SOON
        self.deadline.set(words, "warn" if is_near else "neutral", "clock")
        self.deadline.setVisible(bool(words))

    def _is_wanted(self, row: GroupProgress) -> bool:
        return self._group_wanted is not None and row.holds(self._group_wanted)

    def _unfinished(self, board: Sequence[GroupProgress]) -> GroupProgress | None:
        """The group one is in the middle of, else the first that is not complete."""
        begun = [row for row in board if self._is_under_way(row)]
        rows = begun or [row for row in board if not self._count(row).is_complete]
        return next((row for row in rows if self._asks(row)), None)

    def _is_under_way(self, row: GroupProgress) -> bool:
        count = self._count(row)
        return not count.is_complete and count.complete + count.begun > 0

    def _asks(self, row: GroupProgress) -> bool:
        return self._count(row).asked > 0

    def _count(self, row: GroupProgress) -> GroupCount:
        return row.lists.get(self.code, NOBODY)

    def _show_pupils(self) -> None:
        group = self.board.current
        mine = [
            one
            for one in self._lists
            if group and group.holds(one.group_id) and one.questionnaire == self.code
        ]
        only_open = self.only_open.isChecked()
        self.lists.show_lists(self._round, self.code, group, mine, only_open=only_open)

    def _choose_group(self) -> None:
        group = self.board.current
        if group is not None:
            self._group_wanted = group.group_id
        self._show_pupils()

    def _choose_list(self, code: str) -> None:
        self.kind.set_value(code)
        if self.only_open.isChecked():
            self._show_groups()
        else:
            self._show_pupils()

    def _show_chosen_list(self) -> None:
        self._fit_board()
        self._show_groups()

    def _enter_group(self) -> None:
        self.lists.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _plan_round(self) -> None:
        NewRoundDialog(self.app, self).open()

    def _open_reminders(self) -> None:
        from ui.export.reminders import RemindersDialog

        if self._round is not None:
            RemindersDialog(self.app, self._round, self).open()

    def _open_import(self) -> None:
        self.app.open("import")

    def _fit_board(self) -> None:
        """All lists beside each other where there is room, else only the chosen one."""
        is_wide = self.width() >= ROOM
        self.board.set_lists(self._titles, only="" if is_wide else self.code, style=self._style)
        self.group_card.setFixedWidth(board_width(len(self._titles)) if is_wide else NARROW_GROUPS)

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
        self.body = QWidget()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head, line = QHBoxLayout(), QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.kind)
        head.addWidget(self.only_open)
        head.addStretch()
        head.addWidget(self.remind)
        head.addWidget(self.first_open)
        line.setSpacing(16)
        column.addLayout(head)
        column.addLayout(line, 1)
        self.group_card = Card(_("Groups"), flush=True)
        self.group_card.add_action(self.deadline)
        self.group_card.body.setContentsMargins(0, 0, 0, 4)
        self.group_card.body.addWidget(self.board)
        line.addWidget(self.group_card)
        line.addWidget(self.lists, 1)
        outer = self.column()
        self.no_groups = NoGroups()
        for widget in (self.no_round, self.no_pupils, self.no_groups, self.body):
            outer.addWidget(widget, 1)
        self.first_round.setVisible(self.app.may("round"))
        self.read_in.setVisible(self.app.may("import"))
        self.remind.setVisible(self.app.may("round"))

    def _connect(self) -> None:
        self.kind.chosen.connect(self._show_chosen_list)
        self.only_open.toggled.connect(self._show_groups)
        self.board.group_chosen.connect(self._choose_group)
        self.board.list_chosen.connect(self._choose_list)
        self.board.entered.connect(self._enter_group)
        self.first_open.clicked.connect(self.open_first)
        self.remind.clicked.connect(self._open_reminders)
        self.new_round.clicked.connect(self._plan_round)
        self.first_round.clicked.connect(self._plan_round)
        self.read_in.clicked.connect(self._open_import)
