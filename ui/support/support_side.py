"""Hours per colleague, all groups week by week, and what must still be solved."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from npo_desktop.charts.load_chart import Meeting, staff_bars, week_chart
from npo_desktop.i18n import _
from npo_desktop.proposals.support.board_findings import Finding
from npo_desktop.proposals.support.board_words import hours_text
from npo_desktop.proposals.support.support_board import Board, Colleague
from ui.support.support_charts import StaffBars, WeekBars
from ui.widgets.card import Card
from ui.widgets.key_button import KeyButton
from ui.widgets.page_area import scrolling_down
from ui.widgets.picture import Picture
from ui.widgets.tag import Tag
from ui.widgets.text import text
from ui.widgets.wrapped_link import WrappedLink

WIDTH = 286  # pixels


class SupportSide(QWidget):
    """The right of the page."""

    mended = Signal(object)  # a Finding whose remedy was pressed
    hours_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(WIDTH)
        self.staff, self.weeks = StaffBars(), WeekBars()
        self.links: list[WrappedLink] = []
        self._people = Card(_("Hours per person"))
        self._all = Card(_("All groups per week"))
        self._wrong = Card(_("To solve"), flush=True)
        self._count = Tag()
        self._lines = QVBoxLayout()
        self._lines.setContentsMargins(12, 8, 12, 12)
        self._lines.setSpacing(8)
        self.change_hours = KeyButton(_("Change"), kind="link")
        self._build()

    def show_board(self, board: Board, findings: Sequence[Finding]) -> None:
        """The board as it is now, and what was found."""
        people = sorted(board.people, key=lambda person: _place_of(board, person))
        self.staff.set_bars(
            staff_bars((one.name, board.minutes_of(one.id), one.weekly_minutes) for one in people)
        )
        most = board.block.weekly_minutes
        there = sum(person.weekly_minutes for person in people) if most is None else most
        meetings = [meeting for group in board.groups for meeting in _meetings(board, group.id)]
        block = board.block
        chart = week_chart(block.starts_on, block.ends_on, board.days_off, meetings, there)
        self.weeks.set_chart(chart)
        self._all.set_subtitle(_("at most {hours}").format(hours=hours_text(there)))
        self._show_findings(findings, is_fixed=block.is_fixed)

    def _show_findings(self, findings: Sequence[Finding], *, is_fixed: bool) -> None:
        self.links = []
        while (item := self._lines.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for finding in findings:
            line = self._line(finding, can_mend=not is_fixed)
            self._lines.addWidget(line)
            line.show()
        if not findings:
            self._lines.addWidget(text(_("Nothing stands in the way."), "body", "ink2"))
        self._lines.addStretch()
        stops = sum(finding.stops for finding in findings)
        self._count.set(str(stops) if stops else "", "err", "")
        self._count.setVisible(bool(stops))
        self._wrong.setAccessibleName(_("To solve: {n}").format(n=stops))

    def _line(self, finding: Finding, *, can_mend: bool) -> QWidget:
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        icon, tone = ("circle-x", "err") if finding.stops else ("alert-triangle", "warn")
        line.addWidget(Picture(icon, tone, 16), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(text(finding.words, "body", wrap=True))
        if finding.remedy is not None and can_mend:
            link = WrappedLink(finding.remedy.words)
            link.clicked.connect(lambda: self.mended.emit(finding))
            words.addWidget(link)
            self.links.append(link)
        line.addLayout(words, 1)
        return box

    def _build(self) -> None:
        self._people.set_subtitle(_("per week"))
        self._people.add_action(self.change_hours)
        people = _scrolled(self.staff)
        self._people.body.addWidget(people)
        self._people.body.setContentsMargins(16, 8, 12, 8)
        self._people.setMinimumHeight(150)
        self._all.body.addWidget(self.weeks)
        self._all.body.setContentsMargins(16, 4, 16, 8)
        self._wrong.add_action(self._count)
        inner = QWidget()
        inner.setProperty("role", "canvas")
        inner.setLayout(self._lines)
        self._wrong.body.addWidget(_scrolled(inner))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._people, 5)
        column.addWidget(self._all)
        column.addWidget(self._wrong, 4)
        self.change_hours.clicked.connect(self.hours_asked)


def _place_of(board: Board, person: Colleague) -> tuple[bool, bool, int]:
    """Who gave too much comes first, then who gives anything; then who has most."""
    used = board.minutes_of(person.id)
    return used <= person.weekly_minutes, used == 0, -person.weekly_minutes


def _meetings(board: Board, group_id: object) -> list[Meeting]:
    """Those of a group, at their moments; what has no moment yet counts too."""
    group = next(one for one in board.groups if one.id == group_id)
    slots = [board.slots[at] for at in group.periods if at in board.slots]
    placed = [Meeting(group.minutes, slot.weekday) for slot in slots]
    return placed + [Meeting(group.minutes)] * (group.sessions_per_week - len(placed))


def _scrolled(inner: QWidget) -> QScrollArea:
    holder = QWidget()
    holder.setProperty("role", "canvas")
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 4, 0)
    column.addWidget(inner)
    column.addStretch()
    return scrolling_down(holder)
