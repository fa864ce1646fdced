"""Every pupil on one searchable list; opening a row opens that pupil."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from npo_desktop.charts.profile_wording import language_text
from npo_desktop.clock import today
from npo_desktop.dossiers.dossier import PupilFacts
from npo_desktop.dossiers.needs import Signals, signals_of
from npo_desktop.formats import date_text
from npo_desktop.i18n import _, ngettext
from npo_desktop.names import folded
from npo_desktop.queries.groups import group_list
from npo_desktop.queries.planning.plans import PlanFacts, plan_list
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.queries.rounds import chosen_round
from npo_desktop.queries.school import school_year_of
from ui.app import Topic
from ui.pages.page import Page
from ui.pupil.new_pupil import NewPupilDialog
from ui.round_dossiers import RoundDossiers, round_dossiers
from ui.tables.record_table import BoldRole, Column, RecordTable, TagRole, ToneRole
from ui.tables.signals_delegate import SignalsDelegate, SignalsRole
from ui.tables.table_view import TableView
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.key_button import KeyButton
from ui.widgets.signal_chips import signals_text
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App

SIGNALS_COLUMN = 6


@dataclass(frozen=True, slots=True)
class PupilRow:
    """One line: who, and how it stands in this round."""

    facts: PupilFacts
    signals: Signals | None  # None: still being counted
    plan: str  # "agreed", "concept" or nothing

    @property
    def searched(self) -> str:
        """What the search looks in: the name either way round, and the number."""
        facts = self.facts
        return folded(f"{facts.list_name} {facts.full_name} {facts.number}")


class PupilsPage(Page):
    """Find a pupil, see the signals of this round, and go there."""

    watches = RoundDossiers.watches | Topic.PLANS

    def __init__(self, app: App) -> None:
        self.dossiers = round_dossiers(app)
        super().__init__(app)
        self._rows: list[PupilRow] = []
        self.search = _Search()
        self.search.setPlaceholderText(_("Search by name or number"))
        self.search.setAccessibleName(_("Search by name or number"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(320)
        self.groups = QComboBox()
        self.groups.setAccessibleName(_("Group"))
        self.groups.setMinimumWidth(160)
        self.count = text("", "help", "ink2")
        self.read_in = KeyButton(_("Read pupils in"), icon="file-import")
        self.results = KeyButton(_("Test results"), icon="table")
        self.add = KeyButton(_("Add a pupil..."), "Ctrl+N", icon="plus", shortcut=True)
        self.pupils: RecordTable[PupilRow] = RecordTable(
            pupil_columns(), self, key=lambda row: row.facts.id
        )
        self.view: TableView[PupilRow] = TableView(self.pupils, name="pupils")
        self.view.setAccessibleName(_("Pupils"))
        self.view.setItemDelegateForColumn(SIGNALS_COLUMN, SignalsDelegate(self.view))
        self._build()
        self.search.textChanged.connect(self._show_rows)
        self.search.stepped_down.connect(self._into_list)
        self.search.returnPressed.connect(self._open_first)
        self.groups.activated.connect(self._show_rows)
        self.view.row_activated.connect(self._open)
        self.read_in.clicked.connect(self._go_read_in)
        self.add.clicked.connect(self._ask_new)
        self.results.clicked.connect(lambda: app.open("results", self.groups.currentData()))
        self.dossiers.loaded.connect(self.renew)

    def title(self) -> str:
        return _("Pupils")

    def crumb(self) -> str:
        return self._crumb

    def head_actions(self) -> Sequence[QWidget]:
        actions = (self.results, self.read_in)
        return (self.add, *actions) if self.app.may("import") else actions

    def first_focus(self) -> QWidget | None:
        return self.search if self._rows else self._empty_button

    def refresh(self) -> None:
        self._rows = self._pupil_rows()
        self.stack.setCurrentIndex(0 if self._rows else 1)
        self._show_rows()
        self.dossiers.load()

    def _pupil_rows(self) -> list[PupilRow]:
        with self.app.reading() as session:
            this = chosen_round(session, self.app.round_id, today())
            year = school_year_of(this.starts_on if this else today())
            groups = group_list(session, year)
            pupils = pupil_list(session, year, on=this.starts_on if this else None)
            plans = plan_list(session, round_id=this.id) if this else []
        self._crumb = " · ".join(filter(None, (year, this.name if this else "")))
        self._fill_groups([group.name for group in groups])
        scored, states = self.dossiers.scored, _plan_states(plans)
        known = scored.dossiers if scored and this and scored.round.id == this.id else {}
        return [
            PupilRow(
                facts,
                signals_of(known[facts.id]) if facts.id in known else None,
                states.get(facts.id, ""),
            )
            for facts in pupils
        ]

    def _fill_groups(self, names: Sequence[str]) -> None:
        chosen = self.groups.currentData()
        self.groups.blockSignals(True)
        self.groups.clear()
        self.groups.addItem(_("All groups"), None)
        for name in names:
            self.groups.addItem(name, name)
        self.groups.setCurrentIndex(max(self.groups.findData(chosen), 0))
        self.groups.blockSignals(False)

    def _show_rows(self) -> None:
        words, group = folded(self.search.text()).split(), self.groups.currentData()
        shown = [
            row
            for row in self._rows
            if all(word in row.searched for word in words) and group in (None, row.facts.group)
        ]
        self.pupils.set_rows(shown)
        n = len(shown)
        self.count.setText(ngettext("{n} pupil", "{n} pupils", n).format(n=n))

    def _build(self) -> None:
        self._crumb = ""
        self._empty_button = KeyButton(_("Read pupils in"), kind="primary")
        self._empty_button.clicked.connect(self._go_read_in)
        empty = EmptyState(
            "users",
            _("There are no pupils yet"),
            _("Read them in from a file of your pupil administration. It takes a few minutes."),
            self._empty_button,
        )
        filters = QHBoxLayout()
        filters.setSpacing(8)
        for widget in (self.search, self.groups, self.count):
            filters.addWidget(widget)
        filters.addStretch()
        card = Card(flush=True)
        card.body.addWidget(self.view)
        whole = QWidget()
        self.stack = QStackedWidget()
        self.stack.addWidget(whole)
        self.stack.addWidget(empty)
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(filters)
        column.addWidget(card, 1)
        self.column(12).addWidget(self.stack)

    def _into_list(self) -> None:
        if self.pupils.rowCount():
            self.view.setFocus(Qt.FocusReason.TabFocusReason)
            if self.view.current_row() is None:
                self.view.selectRow(0)

    def _open_first(self) -> None:
        if self.pupils.rowCount():
            self._open(self.view.current_row() or self.pupils.rows[0])

    def _open(self, row: PupilRow) -> None:
        self.app.open("pupil", row.facts.id)

    def _ask_new(self) -> None:
        dialog = NewPupilDialog(self.app, self)
        dialog.added.connect(self.view.select_key)
        dialog.open()

    def _go_read_in(self) -> None:
        self.app.open("import")


def pupil_columns() -> tuple[Column[PupilRow], ...]:
    """What the list shows; a function, so that titles follow the language."""
    return (
        Column(_("Name"), lambda row: row.facts.list_name, roles={BoldRole: lambda row: True}),
        Column(_("Number"), lambda row: row.facts.number, width=96),
        Column(_("Group"), lambda row: row.facts.group, width=120),
        Column(
            _("Year group"),
            lambda row: str(row.facts.grade or ""),
            sort=lambda row: row.facts.grade,
            number=True,
            width=88,
        ),
        Column(
            _("Born"),
            lambda row: date_text(row.facts.birth_date) if row.facts.birth_date else "",
            sort=lambda row: row.facts.birth_date,
            width=104,
        ),
        Column(_("Home language"), _home_language, width=128),
        Column(
            _("Signals"),
            lambda row: "",
            sort=lambda row: row.signals.order if row.signals else None,
            width=152,
            roles={SignalsRole: lambda row: row.signals},
            tip=lambda row: signals_text(row.signals),
            accessible=lambda row: signals_text(row.signals),
        ),
        Column(
            _("Plan"),
            plan_text,
            width=152,
            roles={
                TagRole: _plan_tag,
                ToneRole: lambda row: "ink2",
            },
        ),
    )


def plan_text(row: PupilRow) -> str:
    """How far the choice of an approach is."""
    if row.plan == "agreed":
        return _("agreed")
    if row.plan:
        return _("concept")
    return _("proposal ready") if row.signals and row.signals.needs_approach else ""


def _plan_tag(row: PupilRow) -> tuple[str, str | None] | None:
    if row.plan == "agreed":
        return ("ok", None)
    return ("neutral", "") if row.plan else None


def _home_language(row: PupilRow) -> str:
    return language_text(row.facts.home_language) if row.facts.home_language else ""


def _plan_states(plans: Sequence[PlanFacts]) -> dict[UUID, str]:
    """Agreed goes before concept."""
    states: dict[UUID, str] = {}
    for plan in plans:
        if plan.state == "agreed":
            states[plan.pupil_id] = plan.state
        elif plan.state == "concept":
            states.setdefault(plan.pupil_id, plan.state)
    return states


class _Search(QLineEdit):
    """A field from which Down goes into the list."""

    stepped_down = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.stepped_down.emit()
        else:
            super().keyPressEvent(event)
