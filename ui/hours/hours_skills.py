"""Which cards of the menukaart a colleague can carry out: a list to tick."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from npo_desktop.content.catalogue import Catalogue, Intervention
from npo_desktop.i18n import _, pick
from npo_desktop.names import folded
from npo_desktop.proposals.rules import BESIDE_LESSONS
from ui.tables.record_table import Column, IconRole, RecordTable, ToneRole
from ui.tables.table_view import TableView

LEAST = 104  # pixels: four cards


@dataclass(frozen=True, slots=True)
class Skill:
    """One card, and whether the colleague can carry it out."""

    id: str
    name: str
    is_on: bool


class SkillView(TableView[Skill]):
    """Space, or a click, ticks a card."""

    ticked = Signal(object)  # the Skill as it was

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current_row()
        if event.key() == Qt.Key.Key_Space and row is not None:
            self.ticked.emit(row)
        else:
            super().keyPressEvent(event)


class SkillList(QWidget):
    """Cards beside the lessons only: in class everybody works with the own teacher."""

    changed = Signal(object)  # ids of all ticked cards, as a frozenset

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._skills: tuple[Skill, ...] = ()
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Find a card"))
        self.search.setAccessibleName(_("Find a card"))
        self.table: RecordTable[Skill] = RecordTable(_columns(), self, key=lambda row: row.id)
        self.view = SkillView(self.table, density="dense", sortable=False)
        self.view.setAccessibleName(_("Can carry out"))
        self.view.horizontalHeader().hide()
        self.view.setMinimumHeight(LEAST)
        policy = QSizePolicy.Policy
        self.view.setSizePolicy(policy.Expanding, policy.Ignored)  # what the page leaves, no more
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.search)
        column.addWidget(self.view, 1)
        self.search.textChanged.connect(self._show)
        self.view.clicked.connect(self._tick_clicked)
        self.view.row_activated.connect(self._tick)
        self.view.ticked.connect(self._tick)

    def show_skills(self, catalogue: Catalogue, on: Collection[str]) -> None:
        """The cards the school can choose from, and what this colleague has of them."""
        self._skills = tuple(skills_of(catalogue.interventions, on))
        self._show()

    def _show(self) -> None:
        wanted = folded(self.search.text()).split()
        self.table.set_rows(
            [one for one in self._skills if all(word in folded(one.name) for word in wanted)]
        )

    def _tick_clicked(self, index: QModelIndex) -> None:
        self._tick(self.table.row_at(index))

    def _tick(self, skill: Skill) -> None:
        on = frozenset(one.id for one in self._skills if one.is_on)
        self.changed.emit(on ^ {skill.id})


def skills_of(cards: Iterable[Intervention], on: Collection[str]) -> list[Skill]:
    """Cards beside the lessons that the school did not hide, and whatever is ticked; by name."""
    known = {card.id: card for card in cards}
    offered = {
        card.id
        for card in known.values()
        if card.level in BESIDE_LESSONS and card.choice != "hidden"
    }
    found = [
        Skill(id, pick(known[id].names) if id in known else id, id in on)
        for id in offered | set(on)
    ]
    return sorted(found, key=lambda one: folded(one.name))


def _columns() -> tuple[Column[Skill], ...]:
    return (
        Column(
            _("Card"),
            lambda row: row.name,
            roles={
                IconRole: lambda row: (
                    ("circle-check", "accent") if row.is_on else ("circle-dashed", "ink3")
                ),
                ToneRole: lambda row: "ink" if row.is_on else "ink2",
            },
            tip=lambda row: row.name,
            accessible=lambda row: (
                _("{card}, can carry it out") if row.is_on else _("{card}, cannot carry it out")
            ).format(card=row.name),
        ),
    )
