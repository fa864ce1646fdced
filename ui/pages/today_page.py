"""The start page: go on where one stopped, and what waits this week."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from npo_desktop.clock import now, today
from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.formats import date_text, long_date
from npo_desktop.i18n import _, ngettext, pick
from npo_desktop.proposals.plan import NOTHING_EXTRA
from npo_desktop.queries.answering.scan_progress import (
    GroupProgress,
    ListProgress,
    board_of,
    has_pupils,
    round_progress,
)
from npo_desktop.queries.attention import (
    DueReview,
    due_reviews,
    planned_pupils,
    waiting_for_choice,
)
from npo_desktop.queries.meetings.meeting_actions import open_actions
from npo_desktop.queries.parents.coming_talks import ComingTalk, coming_talks
from npo_desktop.queries.questionnaires import answered_in, asked_in
from npo_desktop.queries.rounds import chosen_round
from npo_desktop.queries.school import school_facts, school_year_of
from npo_desktop.queries.talks import talks_of
from ui.app import Topic
from ui.backups import backups_of
from ui.concern.talks_card import TalksCard
from ui.pages.page import Page
from ui.parents.parent_talks_card import ParentTalksCard
from ui.roles import PAGE_ACTS, own_name
from ui.rounds.new_round import NewRoundDialog
from ui.rounds.own_groups import NoGroups, own_lists
from ui.rounds.round_days import days_text, left_text
from ui.rounds.scan_counts import NOBODY
from ui.safety.backup_card import BackupCard
from ui.today.actions_card import ActionsCard
from ui.today.go_on_banner import GoOnBanner
from ui.today.next_step import NextStep, next_step
from ui.today.today_cards import choice_columns, group_columns, review_columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.key_button import KeyButton
from ui.widgets.list_card import ListCard
from ui.widgets.two_columns import TwoColumns

if TYPE_CHECKING:
    from ui.app import App

RIGHT_WIDTH = 386  # pixels
LOOK_AHEAD = timedelta(days=14)
LARGEST_ROUND = 420  # pixels that the groups get before the reviews get any
SMALLEST_LIST = 160  # a title, a head, and three rows
ROOMY_GROUPS = 6  # with more of them the rows stand closer together


class TodayPage(Page):
    """Enter does what the banner offers."""

    watches = (
        Topic.ANSWERS | Topic.PUPILS | Topic.GROUPS | Topic.ROUNDS | Topic.PLANS | Topic.SCHOOL
    )

    def __init__(self, app: App) -> None:
        super().__init__(app)
        self._step: NextStep | None = None
        self._decides = app.may("plan")  # sees what waits for a decision
        self._is_overview = not app.may("pupil")  # groups and numbers, no pupils
        self._name = ""
        self._groups: dict[UUID, str] = {}  # the group of each pupil
        self.body = QWidget(self)  # parents first: moving a full widget restyles all that is in it
        self._main, self._side = QWidget(), QWidget()
        self._columns = TwoColumns(self._main, self._side, RIGHT_WIDTH, parent=self.body)
        self.banner = GoOnBanner(self.body)
        self.round_card = ListCard(
            "",
            group_columns(),
            _("No round was planned yet."),
            key=lambda row: row.group_id,
            parent=self._main,
        )
        self.reviews = ListCard(
            _("Plans to review"),
            review_columns(self._approach),
            _("No plan has to be reviewed in the next two weeks."),
            key=lambda row: row.plan_id,
            parent=self._main,
        )
        self.parent_talks = ParentTalksCard(self._side)
        self.talks = TalksCard(app, self._groups, self._side)
        self.actions_card = ActionsCard(app, self._side if self._decides else self._main)
        self.choices = ListCard(
            _("To choose an approach for"),
            choice_columns(),
            _("As soon as a teacher's list is complete, the pupil stands here."),
            key=lambda row: row.pupil.id,
            whole_elsewhere=True,
            parent=self._side,
        )
        self.backup, self._backups = BackupCard(self._side), backups_of(app)
        self.all_scans = KeyButton(_("All scans"), kind="link")
        self.all_choices = KeyButton(_("All proposals"), kind="link")
        self.read_in = KeyButton(_("Read pupils in"), kind="primary")
        self._build()
        self._connect()

    def title(self) -> str:
        hour = now().astimezone().hour
        if hour < 12:
            greeting = _("Good morning")
        else:
            greeting = _("Good afternoon") if hour < 18 else _("Good evening")
        return f"{greeting}, {self._name}" if self._name else greeting

    def crumb(self) -> str:
        day = long_date(today(), weekday=True)
        return day[:1].upper() + day[1:]

    def first_focus(self) -> QWidget | None:
        if self.no_pupils.isVisibleTo(self):
            return self.read_in
        return self.banner.button if self._step is not None else self.round_card.view

    def refresh(self) -> None:
        content, day = self.app.content, today()
        with self.app.reading() as session:
            coordinator = school_facts(session).coordinator
            self._name = own_name(self.app.opener.name, coordinator).partition(" ")[0]
            this = chosen_round(session, self.app.round_id, day)
            asked = asked_in(session, content, this) if this else {}
            lists = round_progress(session, asked, this) if this else []
            if this and not self._is_overview:
                shown = self.app.groups_shown(session, school_year_of(this.starts_on))
                lists = own_lists(shown, lists)
            answered = answered_in(session, content, this) if this else {}
            talks = talks_of(session, answered, this) if this else []
            planned = planned_pupils(session, this) if this else set()
            reviews = due_reviews(session, day + LOOK_AHEAD) if self._decides else []
            pupils = {one.pupil.id: one.pupil for one in lists}
            scanned = {
                one.pupil.id
                for one in lists
                if one.questionnaire == Informant.TEACHER and one.is_complete
            }
            week = day + timedelta(days=6)
            coming = coming_talks(session, day, week, pupils, scanned) if self._decides else []
            anybody = has_pupils(session)
            agreed = open_actions(session, self.app.opener) if self.app.may("action") else []
        mine = bool(lists) or this is None or self._decides
        self.body.setVisible(anybody and mine)
        self.no_pupils.setVisible(not anybody)
        self.no_groups.setVisible(anybody and not mine)
        self._groups.clear()
        self._groups.update({one.pupil.id: one.pupil.group for one in lists})
        self._show_step(next_step(this, lists, asked))
        self._show_round(this, board_of(lists))
        self._show_reviews(reviews)
        self.parent_talks.show_talks(coming)
        self.talks.show_talks(talks)
        self.actions_card.show_actions(agreed)
        self.choices.set_rows(waiting_for_choice(lists, planned) if self._decides else [])
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.body.isVisibleTo(self):
            self._do_step()
        else:
            super().keyPressEvent(event)

    def _show_step(self, step: NextStep) -> None:
        may_do = self._decides or (step.page in PAGE_ACTS and not self._is_overview)
        self._step = step if may_do else None
        self.banner.setVisible(may_do)
        if may_do:
            self.banner.offer(step.icon, step.first, step.rest, step.button)

    def _show_round(self, this: RoundFacts | None, board: list[GroupProgress]) -> None:
        self.round_card.set_title(_("Round {name}").format(name=this.name) if this else _("Round"))
        days = f"{days_text(this)} · {left_text(this, today())}" if this else ""
        self.round_card.set_subtitle(days)
        self.round_card.set_rows(board)
        self.all_scans.setVisible(this is not None and not self._is_overview)
        self.round_card.view.setColumnHidden(len(group_columns()) - 1, self._is_overview)

    def _show_reviews(self, reviews: list[DueReview]) -> None:
        late = sum(row.days_late(today()) > 0 for row in reviews)
        self.reviews.say_beside_title(
            ngettext("{n} late", "{n} late", late).format(n=late) if late else ""
        )
        self.reviews.nothing.setText(
            _("No plan has to be reviewed before {date}.").format(
                date=date_text(today() + LOOK_AHEAD)
            )
        )
        self.reviews.set_rows(reviews)

    def _fit(self) -> None:
        """The groups get the room they need, the reviews what is left."""
        many = self.round_card.table.rowCount() > ROOMY_GROUPS
        for card in (self.round_card, self.reviews):
            card.set_density("dense" if many else "normal")
        needed = self.round_card.height_for_rows()
        self.round_card.setMinimumHeight(min(needed, LARGEST_ROUND))
        self.round_card.setMaximumHeight(needed)

    def _approach(self, intervention: str) -> str:
        if intervention == NOTHING_EXTRA:
            return _("Nothing extra now")
        known = self.app.content.catalogue.get(intervention)
        return pick(known.names) if known else intervention

    def _do_step(self) -> None:
        if self._step is None:
            return
        if self._step.page:
            self.app.open(self._step.page, *self._step.args)
        else:
            NewRoundDialog(self.app, self).open()

    def _open_group(self, row: GroupProgress) -> None:
        codes = dict.fromkeys((*(informant.value for informant in Informant), *row.lists))
        open_lists = (
            code
            for code in codes
            if (count := row.lists.get(code, NOBODY)).asked and not count.is_complete
        )
        self.app.open("scans", row.group_id, next(open_lists, None))

    def _open_review(self, row: DueReview) -> None:
        self.app.open("review", row.plan_id)

    def _open_talk(self, row: ComingTalk) -> None:
        self.app.open("talk", row.pupil_id)

    def _open_choice(self, row: ListProgress) -> None:
        self.app.open("proposal", row.pupil.id)

    def _open_scans(self) -> None:
        self.app.open("scans")

    def _open_proposals(self) -> None:
        self.app.open("proposals")

    def _open_safety(self) -> None:
        self.app.open("safety")

    def _open_import(self) -> None:
        self.app.open("import")

    def _build(self) -> None:
        self.round_card.add_action(self.all_scans)
        self.choices.add_action(self.all_choices)
        self.no_pupils = EmptyState(
            "users",
            _("There are no pupils yet"),
            _("Read them in from a file of your pupil administration. It takes a few minutes."),
            self.read_in,
        )
        left, right = QVBoxLayout(self._main), QVBoxLayout(self._side)
        for column in (left, right):
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(16)
        left.addWidget(self.round_card, 3)
        left.addWidget(self.reviews, 2)
        if not self._decides:
            left.addWidget(self.actions_card)
            left.addStretch(5)
        right.addWidget(self.parent_talks)
        right.addWidget(self.talks)
        if self._decides:
            right.addWidget(self.actions_card)
        right.addWidget(self.choices, 1)
        right.addWidget(self.backup)
        for card in (self.reviews, self.choices):
            card.setMinimumHeight(SMALLEST_LIST)
        inner = QVBoxLayout(self.body)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(16)
        inner.addWidget(self.banner)
        inner.addWidget(self._columns, 1)
        outer = self.column()
        outer.addWidget(self.body, 1)
        self.no_groups = NoGroups()
        for empty in (self.no_pupils, self.no_groups):
            outer.addWidget(empty, 1)
            empty.hide()
        for decided in (self._side, self.reviews, self.read_in):
            decided.setVisible(self._decides)

    def _connect(self) -> None:
        self.banner.pressed.connect(self._do_step)
        self._backups.renewed.connect(self.backup.show_state)
        self.backup.make.clicked.connect(self._backups.make)
        self.backup.more.clicked.connect(self._open_safety)
        self.round_card.opened.connect(self._open_group)
        self.reviews.opened.connect(self._open_review)
        self.parent_talks.opened.connect(self._open_talk)
        self.choices.opened.connect(self._open_choice)
        self.all_scans.clicked.connect(self._open_scans)
        self.all_choices.clicked.connect(self._open_proposals)
        self.read_in.clicked.connect(self._open_import)
