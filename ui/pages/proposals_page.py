"""Pupils who need an approach in this round, in the order of talking, and what was chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.dossiers.needs import Reason, Signals, reasons_of, signals_of
from npo_desktop.dossiers.round_scores import ScoredRound
from npo_desktop.i18n import _, ngettext, pick
from npo_desktop.proposals.propose import propose
from npo_desktop.proposals.wording import listed, reason_text
from npo_desktop.queries.feasibility import feasibility_answers
from npo_desktop.queries.plans import PlanFacts, plan_list
from npo_desktop.scoring.norms import Band
from ui.app import Topic
from ui.pages.page import Page
from ui.pages.proposal_list import names_of
from ui.round_dossiers import RoundDossiers, round_dossiers
from ui.tables.record_table import BoldRole, Column, IconRole, RecordTable, TagRole, ToneRole
from ui.tables.signals_delegate import SignalsDelegate, SignalsRole
from ui.tables.table_view import TableView
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.key_button import KeyButton
from ui.widgets.segmented import Segmented
from ui.widgets.signal_chips import signals_text
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App

SIGNALS_COLUMN, MOST_NEEDS = 2, 3
OPEN, MEETING, ALL = "open", "meeting", "all"


@dataclass(frozen=True, slots=True)
class NeedRow:
    """One pupil who needs an approach."""

    dossier: Dossier
    signals: Signals
    needs: str  # what stands out, worst first
    first: str  # the name of the first proposal
    agreed: int
    concepts: int

    reasons: tuple[Reason, ...] = ()  # why on the meeting list; none: only signals

    def belongs(self, which: object) -> bool:
        """Whether this row is shown under a choice of the segments."""
        if which == ALL:
            return True
        return bool(self.reasons) and (which == MEETING or not self.agreed)

    @property
    def why(self) -> str:
        """The reasons in words."""
        return listed([reason_text(reason) for reason in self.reasons])


class ProposalsPage(Page):
    """Enter opens the proposal of a pupil."""

    watches = RoundDossiers.watches | Topic.PLANS | Topic.SCHOOL

    def __init__(self, app: App) -> None:
        self.dossiers = round_dossiers(app)
        super().__init__(app)
        self._rows: list[NeedRow] = []
        self._crumb = ""
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
        self.which.chosen.connect(self._show_rows)
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
            answers = feasibility_answers(session)
            plans = plan_list(session, round_id=scored.round.id)
        by_pupil: dict[UUID, list[PlanFacts]] = {}
        for plan in plans:
            by_pupil.setdefault(plan.pupil_id, []).append(plan)
        names, catalogue = names_of(self.app.content), self.app.content.catalogue
        rows = []
        for id, dossier in scored.dossiers.items():
            signals = signals_of(dossier)
            if signals.needs_approach:
                found = propose(dossier, catalogue, answers)
                states = [plan.state for plan in by_pupil.get(id, ())]
                first = found.ranked[0].intervention if found.ranked else None
                rows.append(
                    NeedRow(
                        dossier,
                        signals,
                        needs_text(dossier, names),
                        pick(first.names) if first else "",
                        states.count("agreed"),
                        states.count("concept"),
                        reasons_of(dossier),
                    )
                )
        return sorted(rows, key=lambda row: row.signals.order)

    def _on_loaded(self) -> None:
        was_waiting = self.empty.isVisible()
        self.renew()
        if was_waiting and self.view.isVisible():
            self.view.setFocus()

    def _show_rows(self) -> None:
        shown = [row for row in self._rows if row.belongs(self.which.value())]
        self.table.set_rows(shown)
        if shown and self.view.current_row() is None:
            self.view.selectRow(0)
        n = len(shown)
        words = ngettext("{n} pupil", "{n} pupils", n).format(n=n)
        told = _("an order of talking, not a ranking of children")
        self.count.setText(f"{words} · {told}")

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
        column.addLayout(line)
        column.addWidget(card, 1)
        page = self.column(0)
        page.addWidget(self.whole)
        page.addWidget(self.empty)


def needs_text(dossier: Dossier, names: dict[str, str]) -> str:
    """The first needs by name, and how many more there are."""
    flags = dossier.flags
    low = [names.get(code, code) for code, band in flags.items() if band is Band.LOW]
    watch = [names.get(code, code) for code, band in flags.items() if band is Band.WATCH]
    found = low + watch
    more = len(found) - MOST_NEEDS
    if more <= 0:
        return listed(found)
    return listed([*found[:MOST_NEEDS], _("{n} more").format(n=more)])


def need_columns() -> tuple[Column[NeedRow], ...]:
    """What the list shows; a function, so that titles follow the language."""
    return (
        Column(
            _("Pupil"),
            lambda row: row.dossier.pupil.list_name,
            width=196,
            roles={BoldRole: lambda row: True, IconRole: _talk_icon},
            tip=_talk_text,
            accessible=lambda row: f"{row.dossier.pupil.list_name}. {_talk_text(row)}".strip(),
        ),
        Column(_("Group"), lambda row: row.dossier.pupil.group, width=96),
        Column(
            _("Signals"),
            lambda row: "",
            sort=lambda row: row.signals.order,
            width=124,
            roles={SignalsRole: lambda row: row.signals},
            tip=lambda row: signals_text(row.signals),
            accessible=lambda row: signals_text(row.signals),
        ),
        Column(
            _("What stands out"),
            lambda row: row.needs,
            tip=lambda row: "\n".join(filter(None, (row.needs, row.why))),
            accessible=lambda row: ". ".join(filter(None, (row.needs, row.why))),
        ),
        Column(
            _("First proposal"),
            lambda row: row.first,
            width=232,
            roles={ToneRole: lambda row: "ink2"},
            tip=lambda row: row.first,
        ),
        Column(_("Plan"), chosen_text, width=112, roles={TagRole: _chosen_tag}, sort=chosen_text),
    )


def chosen_text(row: NeedRow) -> str:
    """How many plans were made."""
    if row.agreed:
        return ngettext("{n} plan", "{n} plans", row.agreed).format(n=row.agreed)
    return _("concept") if row.concepts else ""


def _chosen_tag(row: NeedRow) -> tuple[str, str | None] | None:
    if row.agreed:
        return ("ok", None)
    return ("neutral", "") if row.concepts else None


def _talk_icon(row: NeedRow) -> tuple[str, str] | None:
    return ("message", "warn") if row.signals.critical else None


def _talk_text(row: NeedRow) -> str:
    if not row.signals.critical:
        return ""
    words = _("Talk with {name} this week. See the answer to this question.")
    return words.format(name=row.dossier.pupil.call_name)
