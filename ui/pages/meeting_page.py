"""The meeting of the support team: the agenda, what is said of each pupil, what is agreed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.clock import today
from npo_desktop.dossiers.attention import AttentionRow
from npo_desktop.dossiers.attention_words import whys_text
from npo_desktop.formats import long_date
from npo_desktop.i18n import _
from npo_desktop.queries.groups import staff_list
from npo_desktop.queries.meetings.meeting_actions import ActionFacts, NewAction
from npo_desktop.queries.meetings.meeting_agenda import next_step_text
from npo_desktop.queries.meetings.meeting_drafts import ActionDraft, action_draft, keep_action_draft
from npo_desktop.queries.meetings.meetings import (
    MeetingFacts,
    coming_meeting,
    meeting_facts,
    meeting_list,
    set_minutes,
)
from npo_desktop.queries.meetings.mentions import load_attention
from npo_desktop.queries.meetings.talked import BesideNames, beside_names
from ui.app import Topic
from ui.meeting import meeting_acts
from ui.meeting.agenda_pupil import AgendaPupilDialog
from ui.meeting.attention_acts import take_next_step
from ui.meeting.meeting_actions import TypedAction
from ui.meeting.meeting_agenda import MeetingAgenda
from ui.meeting.meeting_head import MeetingHead
from ui.meeting.meeting_point import MeetingPoint
from ui.meeting.meeting_print import print_agenda
from ui.pages.page import Page
from ui.round_dossiers import RoundDossiers, round_dossiers
from ui.widgets.empty_state import EmptyState
from ui.widgets.key_button import KeyButton

if TYPE_CHECKING:
    from ui.app import App, Session


class MeetingPage(Page):
    """Opened with a meeting's id; without one the meeting that is to come."""

    watches = RoundDossiers.watches | Topic.PLANS | Topic.SCHOOL
    shows_find = False

    def __init__(self, app: App) -> None:
        self.dossiers = round_dossiers(app)
        super().__init__(app)
        self._wanted: UUID | None = None
        self.facts: MeetingFacts | None = None
        self._rows: dict[UUID, AttentionRow] = {}
        self._chosen: UUID | None = None
        self._typed: dict[UUID, TypedAction] = {}  # half actions of other pupils
        self._beside = BesideNames()
        self.head, self.agenda, self.point = MeetingHead(), MeetingAgenda(), MeetingPoint()
        self.to_list = KeyButton(_("To the list"), icon="list")
        self.print = KeyButton(_("Print agenda"), icon="printer")
        self.close_it = KeyButton(_("Close the meeting"), kind="primary", icon="check")
        self.reopen = KeyButton(_("Open again"), icon="lock-open")
        self.start = KeyButton(_("To the list to talk about"), kind="primary")
        self.empty = EmptyState(
            "users",
            _("No meeting is planned"),
            _("Make an agenda from the list to talk about. It takes a minute."),
            self.start,
        )
        self._build()
        self._connect()

    def title(self) -> str:
        return (self.facts.name if self.facts else "") or _("Meeting of the support team")

    def crumb(self) -> str:
        parts = [_("To talk about")]
        if self.facts is not None:
            parts.append(long_date(self.facts.held_on, weekday=True))
        return " · ".join(parts)

    def head_actions(self) -> Sequence[QWidget]:
        if self.facts is None:
            return (self.to_list,)
        last = self.reopen if self.facts.is_closed else self.close_it
        return (self.to_list, self.print, last)

    def first_focus(self) -> QWidget | None:
        return self.agenda.view if self.facts is not None else self.start

    def show_args(self, *args: object) -> None:
        if args and isinstance(args[0], UUID):
            self._flush()
            self._wanted = args[0]
            self.renew()

    def may_leave(self) -> bool:
        self._flush()
        return True

    def keep_draft(self) -> None:
        """The minutes go where they belong; half an action waits for whoever opens this again."""
        if self.facts is None or self.facts.is_closed:
            return
        self._flush()
        typed, pupil = self.point.agreed.typed, self.point.pupil_id
        if typed.words.strip() and pupil is not None:
            draft = ActionDraft(self.facts.id, pupil, typed.words, typed.who, typed.due_on)
            with self.app.writing(Topic(0)) as session:
                keep_action_draft(session, draft)

    def refresh(self) -> None:
        self.dossiers.load()
        was = self.facts.id if self.facts else None
        with self.app.reading() as session:
            every = meeting_list(session)
            self.facts = self._find(session, every)
            self._beside = beside_names(session)
            names = [one.name for one in staff_list(session)]
            scored = self.dossiers.scored
            found = load_attention(session, scored) if scored else None
            draft = action_draft(session, self.facts.id) if self.facts else None
        rows = (*found.on, *found.below, *found.off) if found else ()
        self._rows = {row.dossier.pupil.id: row for row in rows}
        self.whole.setVisible(self.facts is not None)
        self.empty.setVisible(self.facts is None)
        if self.facts is None:
            return
        self.point.agreed.set_colleagues(names)
        if was != self.facts.id:
            self._typed.clear()
            self.point.agreed.clear(self.facts.held_on)
        if draft is not None and not self.point.agreed.typed.words:
            self.point.agreed.fill(TypedAction(draft.words, draft.who, draft.due_on))
            self.point.pupil_id = self._chosen = draft.pupil_id
        self.head.show_meeting(self.facts, every)
        self.agenda.show_meeting(self.facts, self._chosen or self.point.pupil_id)
        self._show_point()

    def _find(self, session: Session, every: Sequence[MeetingFacts]) -> MeetingFacts | None:
        if self._wanted is not None and any(one.id == self._wanted for one in every):
            return meeting_facts(session, self._wanted)
        coming = coming_meeting(session)
        if coming is None and every:
            return meeting_facts(session, every[0].id)
        return coming

    def _choose_point(self, pupil_id: UUID | None) -> None:
        before = self.point.pupil_id
        if pupil_id in (before, self._chosen):
            return
        self._chosen = pupil_id  # what is chosen stays so when keeping the minutes refreshes
        self._swap_typed(before, pupil_id)
        self._flush()
        self._show_point()

    def _swap_typed(self, before: UUID | None, now: UUID | None) -> None:
        """Half an action belongs to the pupil it was typed for."""
        typed = self.point.agreed.typed
        if before is not None and typed.words.strip():
            self._typed[before] = typed
        if self.facts is not None:
            self.point.agreed.clear(self.facts.held_on)
        if now is not None and (kept := self._typed.pop(now, None)) is not None:
            self.point.agreed.fill(kept)

    def _show_point(self) -> None:
        facts, pupil_id = self.facts, self.agenda.current
        self.point.setVisible(pupil_id is not None)
        if facts is None or pupil_id is None:
            self.point.pupil_id = None
            return
        point = facts.points[facts.place_of(pupil_id)]
        row = self._rows.get(pupil_id)
        why = whys_text(row, self.app.content.subscales) if row else ""
        if facts.is_closed:
            why = _("This meeting is closed.")  # why it was then nobody kept
        self.point.show_point(
            pupil_id,
            point.pupil,
            why or _("Put on the agenda by the team."),
            next_step_text(pupil_id, row, self._beside),
            point.minutes,
            may_write=not facts.is_closed,
        )
        mine = [action for action in facts.actions if action.pupil_id == pupil_id]
        self.point.agreed.show_actions(mine, may_write=not facts.is_closed)

    def _flush(self) -> None:
        """Keep the minutes that stand in the field."""
        pupil = self.point.pupil_id
        if pupil is not None:
            self._keep_minutes(self.point.minutes.toPlainText())

    def _keep_minutes(self, words: str) -> None:
        facts, pupil = self.facts, self.point.pupil_id
        if facts is None or pupil is None or facts.is_closed or self.app.is_lent:
            return
        place = facts.place_of(pupil)
        if place < 0 or facts.points[place].minutes == words.strip():
            return
        with self.app.writing(Topic.PLANS) as session:
            set_minutes(session, facts.id, pupil, words)

    def _add_action(self, typed: TypedAction) -> None:
        facts, pupil = self.facts, self.point.pupil_id
        if facts is None:
            return
        new = NewAction(facts.id, pupil, typed.words, typed.who, typed.due_on)
        meeting_acts.agree(self.app, new)
        self.point.agreed.clear(facts.held_on)
        self.point.agreed.words.setFocus()

    def _tick(self, action: ActionFacts) -> None:
        meeting_acts.tick(self.app, action)

    def _take_step(self) -> None:
        facts, pupil = self.facts, self.point.pupil_id
        if facts is not None and pupil is not None:
            self._flush()
            name = facts.points[facts.place_of(pupil)].pupil
            take_next_step(self.app, (pupil, name), self._rows.get(pupil), self._beside, self)

    def _reorder(self, pupils: Sequence[UUID]) -> None:
        if self.facts is not None:
            self._flush()
            meeting_acts.reorder(self.app, self.facts, pupils)

    def _add_pupil(self) -> None:
        scored, facts = self.dossiers.scored, self.facts
        if scored is None or facts is None:
            return
        there = {point.pupil_id for point in facts.points}
        pupils = [one.pupil for one in scored.dossiers.values() if one.pupil.id not in there]
        AgendaPupilDialog(self.app, facts, pupils, self).open()

    def _keep_head(self) -> None:
        if self.facts is not None and not self.facts.is_closed:
            meeting_acts.keep_head(self.app, self.facts, *self.head.typed)

    def _close(self) -> None:
        if self.facts is not None:
            self._flush()
            meeting_acts.close_or_open(self.app, self.facts, today())

    def _print(self) -> None:
        if self.facts is not None:
            self._flush()
            print_agenda(self.app, self, self.facts.id, self._rows)

    def _connect(self) -> None:
        self.head.chosen.connect(self.show_args)
        self.head.left.connect(self._keep_head)
        self.agenda.chosen.connect(self._choose_point)
        self.agenda.ordered.connect(self._reorder)
        self.agenda.wanted.connect(self._add_pupil)
        self.point.left.connect(self._keep_minutes)
        self.point.see.clicked.connect(lambda: self.app.open("pupil", self.point.pupil_id))
        self.point.step.clicked.connect(self._take_step)
        self.point.agreed.added.connect(self._add_action)
        self.point.agreed.ticked.connect(self._tick)
        self.point.agreed.removed.connect(lambda one: meeting_acts.drop(self.app, one))
        for button in (self.to_list, self.start):
            button.clicked.connect(lambda: self.app.open("attention"))
        self.print.clicked.connect(self._print)
        for button in (self.close_it, self.reopen):
            button.clicked.connect(self._close)
        self.dossiers.loaded.connect(self.renew)

    def _build(self) -> None:
        self.whole = QWidget()
        column = QVBoxLayout(self.whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.head)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.agenda)
        line.addWidget(self.point, 1)
        column.addLayout(line, 1)
        page = self.column(0)
        page.addWidget(self.whole)
        page.addWidget(self.empty)
