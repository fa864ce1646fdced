"""Which plans are on the list: by words, state, class, who; what is typed and chosen stays."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QWidget

from npo_desktop.i18n import _
from npo_desktop.names import folded
from npo_desktop.queries.planning.plan_board import PlanRow
from ui.widgets.combo_options import refill

SOON = timedelta(days=14)


class PlanFilters(QWidget):
    """``passed`` gives the rows that fit; ``changed`` that others fit now."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.search, self.state = QLineEdit(), QComboBox()
        self.search.setPlaceholderText(_("Search by name, goal or who"))
        self.search.setAccessibleName(_("Search by name, goal or who"))
        self.search.setClearButtonEnabled(True)
        self.group, self.who = QComboBox(), QComboBox()
        self.mine = QCheckBox(_("Mine"))
        self.mine.setToolTip(_("Plans that I carry out"))
        self.state.setAccessibleName(_("State"))
        self.group.setAccessibleName(_("Group"))
        self.who.setAccessibleName(_("Who"))
        self._me = ""
        refill(
            self.state,
            (
                (_("Running and concepts"), "open"),
                (_("To review"), "due"),
                (_("Late"), "late"),
                (_("Concepts"), "concept"),
                (_("Not signed yet"), "unsigned"),
                (_("Ended"), "ended"),
                (_("All plans"), "all"),
            ),
        )
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self.search.setMinimumWidth(210)
        line.addWidget(self.search, 1)
        for combo in (self.state, self.group, self.who):
            combo.setMaximumWidth(176)
            line.addWidget(combo)
            combo.activated.connect(self.changed)
        line.addWidget(self.mine)
        self.search.textChanged.connect(self.changed)
        self.mine.toggled.connect(self.changed)

    def show_options(self, rows: Sequence[PlanRow], me: str) -> None:
        """What there is to choose from; ``me``: the first name of who is at work."""
        self._me = folded(me)
        groups = sorted({row.group for row in rows if row.group})
        people = sorted({row.plan.who for row in rows if row.plan.who}, key=folded)
        refill(self.group, [(_("All groups"), None), *((name, name) for name in groups)])
        refill(self.who, [(_("Everybody"), None), *((name, name) for name in people)])
        self.mine.setVisible(bool(me))

    def passed(self, rows: Sequence[PlanRow], day: date) -> list[PlanRow]:
        """Those that fit, in the order they came."""
        words = folded(self.search.text()).split()
        group, who = self.group.currentData(), self.who.currentData()
        return [
            row
            for row in rows
            if all(word in row.searched for word in words)
            and _in_state(row, self.state.currentData(), day)
            and group in (None, row.group)
            and who in (None, row.plan.who)
            and (not self.mine.isChecked() or self._me in folded(row.plan.who))
        ]

    def choose_state(self, state: str) -> None:
        """From elsewhere: what is late."""
        place = self.state.findData(state)
        if place >= 0:
            self.state.setCurrentIndex(place)
            self.changed.emit()


def _in_state(row: PlanRow, state: str, day: date) -> bool:
    return {
        "open": row.is_open,
        "due": row.is_open and row.plan.review_on <= day + SOON,
        "late": row.days_late(day) > 0,
        "concept": row.plan.state == "concept",
        "unsigned": row.is_open and row.plan.signed_on is None,
        "ended": not row.is_open,
        "all": True,
    }[state]
