"""Pupils who need an approach in this round, in the order of talking, and what was chosen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.content.catalogue import Catalogue
from npo_desktop.dossiers.needs import signals_of
from npo_desktop.dossiers.round_scores import ScoredRound
from npo_desktop.i18n import _, ngettext, pick
from npo_desktop.proposals.class_approach import ClassApproach, class_approaches
from npo_desktop.proposals.constants import Here
from npo_desktop.proposals.propose import Answers, Proposals, propose
from npo_desktop.queries.meetings.mentions import load_attention
from npo_desktop.queries.planning.feasibility import feasibility_answers
from npo_desktop.queries.planning.group_plans import (
    group_plan_facts,
    group_plan_list,
    withdraw_group_plan,
)
from npo_desktop.queries.planning.plans import plan_list
from npo_desktop.queries.planning.ranking_choices import school_here
from ui.app import Topic
from ui.pages.page import Page
from ui.plans.group_links import linked_text
from ui.proposals.proposal_class_plan import add_class_plan
from ui.proposals.proposal_group import ProposalGroups
from ui.proposals.proposal_list import names_of
from ui.proposals.proposal_rows import ALL as ALL
from ui.proposals.proposal_rows import MEETING as MEETING
from ui.proposals.proposal_rows import OPEN, SIGNALS_COLUMN, NeedRow, need_columns, needs_text
from ui.proposals.proposal_rows import chosen_text as chosen_text
from ui.round_dossiers import RoundDossiers, round_dossiers
from ui.tables.record_table import RecordTable
from ui.tables.signals_delegate import SignalsDelegate
from ui.tables.table_view import TableView
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.key_button import KeyButton
from ui.widgets.note import Note
from ui.widgets.segmented import Segmented
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App


@dataclass(frozen=True, slots=True)
class Weighing:
    """What was worked out for everybody, and from what."""

    scored: ScoredRound
    catalogue: Catalogue
    answers: Answers
    here: Here
    proposals: Mapping[UUID, Proposals]
    approaches: Sequence[ClassApproach]


class ProposalsPage(Page):
    """Enter opens the proposal of a pupil."""

    watches = RoundDossiers.watches | Topic.PLANS | Topic.SCHOOL

    def __init__(self, app: App) -> None:
        self.dossiers = round_dossiers(app)
        super().__init__(app)
        self._rows: list[NeedRow] = []
        self._crumb = ""
        self._weighing: Weighing | None = None
        self._only: ClassApproach | None = None  # of whom the list shows the pupils
        self.groups = ProposalGroups()
        self.only = Note("info")
        self.only_off = KeyButton(_("Show everybody"), size="row")
        self.only.add_action(self.only_off)
        self.which = Segmented(
            (
                (OPEN, _("To be agreed")),
                (MEETING, _("For the meeting")),
                (ALL, _("All with signals")),
            ),
            name=_("Which pupils"),
        )
        self.count = text("", "help", "ink2")
        self.table: RecordTable[NeedRow] = RecordTable(
            need_columns(), self, key=lambda row: row.dossier.pupil.id
        )
        self.view: TableView[NeedRow] = TableView(self.table, name="proposals")
        self.view.setAccessibleName(_("Proposals"))
        self.view.setItemDelegateForColumn(SIGNALS_COLUMN, SignalsDelegate(self.view))
        self.fill_in = KeyButton(_("To the scans"), kind="primary")
        self.empty = EmptyState("bulb", _("Proposals are being worked out"), "", self.fill_in)
        self._build()
        self.which.chosen.connect(self._show_everybody)
        self.only_off.clicked.connect(self._show_everybody)
        self.groups.pupils_asked.connect(self._show_only)
        self.groups.plan_asked.connect(self._plan_for_class)
        self.view.row_activated.connect(self._open)
        self.fill_in.clicked.connect(self._go_to_scans)
        self.dossiers.loaded.connect(self._on_loaded)

    def title(self) -> str:
        return _("Proposals")

    def crumb(self) -> str:
        return self._crumb

    def first_focus(self) -> QWidget | None:
        return self.view if self._rows else self.fill_in

    def refresh(self) -> None:
        self.dossiers.load()
        scored = self.dossiers.scored
        self._rows = self._need_rows(scored) if scored else []
        self._crumb = scored.round.name if scored else ""
        self.whole.setVisible(bool(self._rows))
        self.empty.setVisible(not self._rows)
        self.fill_in.setVisible(self.dossiers.is_ready)
        if not self.dossiers.is_ready:
            self.empty.set_text(_("Proposals are being worked out"))
        elif scored is None:
            self.empty.set_text(
                _("There is no round yet"), _("Plan a round first; then scans can be filled in.")
            )
        elif not self._rows:
            self.empty.set_text(
                _("There are no signals in this round yet"),
                _("Fill in scans first: 7 to 9 minutes a pupil. Proposals follow at once."),
            )
        self._show_rows()

    def _need_rows(self, scored: ScoredRound) -> list[NeedRow]:
        with self.app.reading() as session:
            answers, here = feasibility_answers(session), school_here(session)
            plans = plan_list(session, round_id=scored.round.id)
            of_groups = group_plan_list(session, round_id=scored.round.id)
            listed = load_attention(session, scored)  # as the page of whom to talk about has it
        states: dict[UUID, list[str]] = {}
        for plan in plans:
            states.setdefault(plan.pupil_id, []).append(plan.state)
        weighed = self._weigh(scored, answers, here)
        names = names_of(self.app.content)
        made = {(plan.group_id, plan.intervention) for plan in of_groups}
        self.groups.show_approaches(weighed.approaches, names, made)
        reasons = {
            row.dossier.pupil.id: tuple(why.reason for why in row.whys)
            for row in (*listed.on, *listed.below)
        }
        rows = []
        for id, found in weighed.proposals.items():
            dossier, mine = scored.dossiers[id], states.get(id, [])
            rows.append(
                NeedRow(
                    dossier,
                    signals_of(dossier),
                    needs_text(dossier, names),
                    pick(found.ranked[0].intervention.names) if found.ranked else "",
                    mine.count("agreed"),
                    mine.count("concept"),
                    reasons.get(id, ()),
                )
            )
        return sorted(rows, key=lambda row: row.signals.order)

    def _weigh(self, scored: ScoredRound, answers: Answers, here: Here) -> Weighing:
        """What is proposed to whom; worked out again only when something of it changed."""
        catalogue = self.app.content.catalogue
        before = self._weighing
        if (
            before is not None
            and (before.scored is scored and before.catalogue is catalogue)
            and (before.answers == answers and before.here == here)
        ):
            return before
        proposals = {
            id: propose(dossier, catalogue, answers, here)
            for id, dossier in scored.dossiers.items()
            if signals_of(dossier).needs_approach
        }
        found = class_approaches(scored.dossiers.values(), proposals, catalogue, answers, here)
        self._weighing = Weighing(scored, catalogue, answers, here, proposals, found)
        return self._weighing

    def _on_loaded(self) -> None:
        was_waiting = self.empty.isVisible()
        self.renew()
        if was_waiting and self.view.isVisible():
            self.view.setFocus()

    def _show_rows(self) -> None:
        only = self._only
        shown = [row for row in self._rows if row.belongs(self.which.value())]
        if only is not None:
            shown = [row for row in self._rows if row.dossier.pupil.id in only.pupils]
            words = _("{group}: pupils who are served by {name}.")
            name = pick(only.intervention.names)
            self.only.set_text(words.format(group=only.group, name=name))
        self.only.setVisible(only is not None)
        self.table.set_rows(shown)
        if shown and self.view.current_row() is None:
            self.view.selectRow(0)
        n = len(shown)
        words = ngettext("{n} pupil", "{n} pupils", n).format(n=n)
        told = _("an order of talking, not a ranking of children")
        self.count.setText(f"{words} · {told}")

    def _show_only(self, approach: ClassApproach) -> None:
        self._only = approach
        self._show_rows()
        self.view.setFocus()

    def _show_everybody(self, *_chosen: object) -> None:
        self._only = None
        self._show_rows()

    def _plan_for_class(self, approach: ClassApproach) -> None:
        app, scored = self.app, self.dossiers.scored
        if scored is None:
            return
        with app.writing(Topic.PLANS) as session:
            plan_id = add_class_plan(session, app.content, scored, approach)
            hung = len(group_plan_facts(session, plan_id).plan_ids)

        def undo() -> None:
            with app.writing(Topic.PLANS) as session:
                withdraw_group_plan(session, plan_id)

        words = _("The plan for {group} is kept as a concept.").format(group=approach.group)
        rest = _("It stands under Plans.")
        app.say(words, f"{rest} {linked_text(hung)}" if hung else rest, undo=undo)

    def _open(self, row: NeedRow) -> None:
        self.app.open("proposal", row.dossier.pupil.id)

    def _go_to_scans(self) -> None:
        self.app.open("scans")

    def _build(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self.which)
        line.addWidget(self.count)
        line.addStretch()
        card = Card(flush=True)
        card.body.addWidget(self.view)
        self.whole = QWidget()
        column = QVBoxLayout(self.whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.groups)
        column.addLayout(line)
        column.addWidget(self.only)
        column.addWidget(card, 1)
        page = self.column(0)
        page.addWidget(self.whole)
        page.addWidget(self.empty)
