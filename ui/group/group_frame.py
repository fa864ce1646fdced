"""What the group view is put together from, and what stands there while it has nothing to show."""

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from npo_desktop.charts.heat_map import HeatMap
from npo_desktop.i18n import _
from ui.group.heat_legend import HeatLegend
from ui.group.heat_profile import HeatProfile
from ui.group.heat_side import HeatSide
from ui.group.heat_tools import HeatTools
from ui.group.heat_view import HeatView
from ui.rounds.own_groups import NoGroups
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.key_button import KeyButton
from ui.widgets.text import rule


class GroupFrame(QStackedWidget):
    """One of its parts is in sight: see ``show_part``."""

    def __init__(self) -> None:
        super().__init__()
        self.tools, self.view, self.side = HeatTools(), HeatView(), HeatSide()
        self.profile, self.legend = HeatProfile(), HeatLegend()
        self.to_scans = KeyButton(_("To the scans"), kind="primary")
        self.plan_round = KeyButton(_("To the scans"), kind="primary")
        self.map = self._map_card()
        self.not_scanned = EmptyState("clipboard-list", "", "", self.to_scans)
        self.no_round = EmptyState(
            "calendar",
            _("There is no round yet"),
            _("Groups are shown once a round was planned and lists were filled in."),
            self.plan_round,
        )
        self.no_groups, self.waiting = NoGroups(), QWidget()
        self._body, self._whole = QStackedWidget(), QWidget()
        for body in (self.map, self.profile, self.not_scanned):
            self._body.addWidget(body)
        self._build()
        for whole in (self._whole, self.no_round, self.no_groups, self.waiting):
            self.addWidget(whole)

    @property
    def has_map(self) -> bool:
        """Whether there are cells to look at."""
        here = self.currentWidget() is self._whole and self._body.currentWidget() is self.map
        return here and not self.view.isHidden()

    def show_part(self, part: QWidget) -> None:
        """The map, the profile, or why there is neither."""
        if self._body.indexOf(part) >= 0:
            self._body.setCurrentWidget(part)
            part = self._whole
        self.tools.show_for_map(self._body.currentWidget() is not self.profile)
        self.setCurrentWidget(part)

    def show_map(self, shown: HeatMap, *, changes: bool) -> None:
        """The pupils, or that nobody has a signal."""
        self._nobody.setVisible(not shown.rows)
        self.view.setVisible(bool(shown.rows))
        self.view.set_map(shown, changes=changes)
        self.legend.show_map(shown, changes=changes)

    def say_why(self, *, is_asked: bool) -> None:
        """Why there is nothing to see yet."""
        if is_asked:
            self.not_scanned.set_text(
                _("Nobody was scanned yet"),
                _("Fill in a list, and the pupil appears here. One list takes about 6 minutes."),
            )
        else:
            self.not_scanned.set_text(
                _("This list is not asked here"), _("Choose another source or another group.")
            )
        self.show_part(self.not_scanned)

    def first_focus(self) -> QWidget | None:
        """The first useful control of what is in sight."""
        if self.currentWidget() is not self._whole:
            return self.plan_round if self.currentWidget() is self.no_round else None
        if self._body.currentWidget() is self.profile:
            return self.profile.view
        return self.view if self._body.currentWidget() is self.map else self.to_scans

    def _map_card(self) -> Card:
        card = Card(flush=True)
        self._nobody = EmptyState(
            "circle-check",
            _("Nobody has a signal in these subscales"),
            _("Take away the tick to see everybody."),
        )
        card.body.setSpacing(0)
        for part in (self.view, self._nobody, rule(), self.legend):
            card.body.addWidget(part)
        card.body.setStretch(0, 1)
        card.body.setStretch(1, 1)
        return card

    def _build(self) -> None:
        lower = QHBoxLayout()
        lower.setSpacing(12)
        lower.addWidget(self._body, 1)
        lower.addWidget(self.side)
        inner = QVBoxLayout(self._whole)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(6)
        inner.addWidget(self.tools)
        inner.addLayout(lower, 1)
