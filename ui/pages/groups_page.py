"""The group view: a heat map of pupils by subscales, and the profile of the group as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from npo_desktop.charts.group_profile import group_profile
from npo_desktop.charts.heat_map import DOMAINS, HeatMap, Sort, heat_map
from npo_desktop.charts.heat_words import complete_text
from npo_desktop.clock import today
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.dossiers.round_scores import ScoredRound
from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.group_view import ClassFacts, GroupsRead, read_groups
from npo_desktop.queries.rounds import chosen_round
from npo_desktop.queries.school import school_year_of
from ui import state
from ui.app import Topic
from ui.group.group_frame import GroupFrame
from ui.group.group_steps import GroupSteps
from ui.group.heat_look import HeatLook
from ui.group.heat_tools import SCHOOL
from ui.pages.page import Page
from ui.round_dossiers import RoundDossiers, round_dossiers
from ui.widgets.segmented import Segmented

if TYPE_CHECKING:
    from ui.app import App

MAP, PROFILE = "map", "profile"
ROOMY = 1060  # pixels: on a narrower page the side is folded away until F4


class GroupsPage(Page):
    """``show_args(group_id, pupil_id)``; both may be left out."""

    watches = RoundDossiers.watches | Topic.SCHOOL

    def __init__(self, app: App) -> None:
        self.dossiers = round_dossiers(app)
        super().__init__(app)
        self._round: RoundFacts | None = None
        self.read: GroupsRead | None = None
        self.shown: HeatMap | None = None
        self._wanted: tuple[object, UUID | None] = (None, None)  # group and pupil to go to
        self._folded: bool | None = None  # the side, by hand; none: as the width says
        self.frame = frame = GroupFrame()
        self.tools, self.view, self.side = frame.tools, frame.view, frame.side
        self.profile = frame.profile
        self.steps = GroupSteps(self)
        self._look = HeatLook(app, self.side)
        tabs = [(MAP, _("Heat map")), (PROFILE, _("Group profile"))]
        self.tabs = Segmented(tabs, name=_("View"))
        self._build()
        self._connect()

    def title(self) -> str:
        chosen = self.chosen
        if chosen is not None:
            return chosen.name or _("Without a group")
        return self._all_name() if self.read and self.read.classes else _("Groups")

    def crumb(self) -> str:
        shown, chosen = self.shown, self.chosen
        if shown is None:
            return _("Groups")
        n = shown.pupils
        parts = (
            _("Groups"),
            ", ".join(chosen.teachers) if chosen else "",
            ngettext("{n} pupil", "{n} pupils", n).format(n=n),
            complete_text(shown.complete, shown.asked),
        )
        return " · ".join(part for part in parts if part)

    def head_actions(self) -> Sequence[QWidget]:
        return (self.tabs,)

    def first_focus(self) -> QWidget | None:
        return self.frame.first_focus()

    def show_args(self, *args: object) -> None:
        group, pupil = (*args, None, None)[:2]
        self._wanted = (group, pupil if isinstance(pupil, UUID) else None)
        self.renew()

    def refresh(self) -> None:
        with self.app.reading() as session:
            this = chosen_round(session, self.app.round_id, today())
            self._round, self.read = this, None
            if this is not None:
                mine = self.app.groups_shown(session, school_year_of(this.starts_on))
                self.read = read_groups(session, self.app.content, this, mine)
        self._fill_groups()
        self.dossiers.load()
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        acts = {
            Qt.Key.Key_F2: self.steps.to_scan,
            Qt.Key.Key_P: self.steps.to_proposal,
            Qt.Key.Key_F4: self._fold_side,
        }
        act = acts.get(Qt.Key(event.key()))
        if act is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            act()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look_closer()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_side()

    @property
    def scored(self) -> ScoredRound | None:
        """The round in view, once it is scored."""
        found = self.dossiers.scored
        return found if found and self._round and found.round.id == self._round.id else None

    # --- what is shown ---

    @property
    def chosen(self) -> ClassFacts | None:
        """The class; none: all pupils one may see."""
        chosen = self.tools.groups.currentData()
        if self.read is None or chosen == SCHOOL or not self.read.classes:
            return None
        return self.read.with_id(chosen if isinstance(chosen, UUID) else None)

    def groups_shown(self) -> frozenset[UUID | None] | None:
        """Of the class that is chosen; else of all one may see, ``None`` for the whole school."""
        if (chosen := self.chosen) is not None:
            return chosen.groups
        if self.app.may("plan") or self.read is None:
            return None
        return frozenset(part for one in self.read.classes for part in one.groups)

    def _all_name(self) -> str:
        return _("Whole school") if self.app.may("plan") else _("All my groups")

    def _fill_groups(self) -> None:
        classes = self.read.classes if self.read else ()
        options: list[tuple[str, object]] = [
            (one.name or _("Without a group"), one.id) for one in classes
        ]
        if len(options) > 1:
            options.append((self._all_name(), SCHOOL))
        self.tools.show_groups(options)
        group = self._wanted[0]
        if isinstance(group, UUID) and self.read and (found := self.read.with_id(group)):
            self.tools.choose_group(found.id)

    def _show(self) -> None:
        """The map of what is chosen, or what to do first."""
        scored, read = self.scored, self.read
        self.shown = None
        if read is None:
            self.frame.show_part(self.frame.no_round)
        elif not read.classes:
            self.frame.show_part(self.frame.no_groups)
        elif scored is not None:
            self._show_map(scored, read)
        else:
            self.frame.show_part(self.frame.waiting)
        self.headed.emit()

    def _show_map(self, scored: ScoredRound, read: GroupsRead) -> None:
        content, choice = self.app.content, self.tools.choice()
        shown = self.shown = heat_map(
            scored,
            content.subscales,
            content.questionnaires,
            choice,
            groups=self.groups_shown(),
            lists=read.lists,
        )
        self.tools.show_count(sum(one.domain in DOMAINS for one in content.subscales.values()))
        if not choice.only_signals and not shown.says_something:
            self.frame.say_why(is_asked=shown.asked > 0)
            self._show_side()
            return
        self._look.forget()
        was_waiting = self.frame.currentWidget() is self.frame.waiting
        changes = self.tools.changes.isChecked()
        if self.tabs.value() == PROFILE:
            lines = group_profile(
                scored, shown, content.subscales, content.questionnaires, self.groups_shown()
            )
            self.profile.show_lines(lines, compares=self.chosen is not None)
            self.frame.show_part(self.profile)
        else:
            self.frame.show_part(self.frame.map)
        self.frame.show_map(shown, changes=changes)
        if self._wanted[1] is not None:
            self.view.stand(self._wanted[1], self.view.subscale)
        self._wanted = (None, None)
        self._show_side()
        if was_waiting and self.isVisible() and (first := self.first_focus()) is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look_closer(self) -> None:
        """What stands behind the cell one is at; nothing is read for who does not look."""
        if not self.isVisible():
            return
        scored, shown, row = self.scored, self.shown, self.view.row
        place = self.view.currentIndex().column()
        if scored is None or shown is None or row is None or place < 0:
            return
        column = shown.columns[place]
        self.tools.keep_column(column.subscale, column.name)
        if self.side.isVisibleTo(self):
            self._look.show(scored, shown, row, place, self.chosen)

    def _show_side(self) -> None:
        """Folded away by hand, or where the page is too narrow for both."""
        folded = self._folded if self._folded is not None else self.width() < ROOMY
        self.side.setVisible(self.frame.has_map and not folded)
        self._look_closer()

    def _fold_side(self) -> None:
        self._folded = self.side.isVisible()
        state.set_choice("groups/side", "away" if self._folded else "open")
        self._show_side()

    def _sort_by(self, place: int) -> None:
        if self.shown is not None:
            column = self.shown.columns[place]
            self.tools.sort_by(column.subscale, column.name)

    def _see_subscale(self, subscale: str) -> None:
        """From the profile to the pupils, those with a signal first."""
        self.tabs.set_value(MAP)
        if self.shown is not None:
            place = self.shown.place_of(subscale)
            if self.tools.choice().sort is not Sort.COLUMN:
                self.tools.sort_by(subscale, self.shown.columns[place].name)
            self.view.stand(None, subscale)
        self._choose_tab()

    def _choose_tab(self) -> None:
        state.set_choice("groups/tab", str(self.tabs.value()))
        self._show()
        if (first := self.first_focus()) is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- furniture ---

    def _build(self) -> None:
        column = self.column(8)
        column.setContentsMargins(24, 7, 24, 7)  # 24 pupils stand in the smallest window
        column.addWidget(self.frame)
        self._folded = {"away": True, "open": False}.get(state.choice("groups/side"))
        self.tabs.set_value(state.choice("groups/tab", MAP))
        for button in (self.tools.excel, self.tools.print):
            button.setVisible(self.app.may("export"))
        self.side.open.setVisible(self.steps.may_go("pupil"))
        self.side.propose.setVisible(self.steps.may_go("proposal"))

    def _connect(self) -> None:
        self.tools.changed.connect(self._show)
        self.tools.group_changed.connect(self._show)
        self.tools.excel.clicked.connect(lambda: self.steps.make_file(".xlsx"))
        self.tools.print.clicked.connect(lambda: self.steps.make_file(".pdf"))
        self.tabs.chosen.connect(self._choose_tab)
        self.view.went.connect(self._look_closer)
        self.view.opened.connect(self.steps.to_pupil)
        self.view.column_clicked.connect(self._sort_by)
        self.profile.chosen.connect(self._see_subscale)
        self.side.open.clicked.connect(self.steps.to_pupil)
        self.side.propose.clicked.connect(self.steps.to_proposal)
        self.frame.to_scans.clicked.connect(self.steps.to_scans)
        self.frame.plan_round.clicked.connect(self.steps.to_scans)
        self.dossiers.loaded.connect(self.renew)
        self.app.returned.connect(self._look_closer)  # what a job did not let us read
