"""The moments of a week, Monday to Friday, as keys to press: who is free, which class is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from npo_desktop.formats import WEEKDAYS
from npo_desktop.i18n import current
from npo_desktop.queries.support.periods import PeriodFacts
from ui import icons, theme
from ui.widgets.text import text

HEIGHT, LEAST_WIDTH = 56, 96  # pixels
DAYS = 5
_PAD, _ICON = 10, 16


@dataclass(frozen=True, slots=True)
class Face:
    """What a moment says in the week of somebody: words, an icon, filled or open."""

    words: str
    icon: str = ""
    is_on: bool = False
    tip: str = ""


class MomentKey(QAbstractButton):
    """One moment: its time above, what holds then below."""

    moved = Signal(int, int)  # columns, rows

    def __init__(self, period: PeriodFacts) -> None:
        super().__init__()
        self.period, self._face, self._is_chosen = period, Face(""), False
        self.setText(period.hours)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def face(self) -> Face:
        """What it says now."""
        return self._face

    def show_face(self, face: Face, *, is_chosen: bool) -> None:
        """Say something else; ``is_chosen``: its form stands beside the week."""
        self._face, self._is_chosen = face, is_chosen
        day = WEEKDAYS[current()].split()[self.period.weekday - 1]
        self.setAccessibleName(f"{day} {self.period.hours}, {face.words}")
        self.setToolTip(face.tip)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(LEAST_WIDTH, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ways = {
            Qt.Key.Key_Left: (-1, 0),
            Qt.Key.Key_Right: (1, 0),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_Down: (0, 1),
        }
        if way := ways.get(Qt.Key(event.key())):
            self.moved.emit(*way)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on, hovered = self._face.is_on, self.underMouse()
        ground = "selected" if on else "row" if hovered else "surface"
        edge = QPen(theme.colour("accent" if on or self._is_chosen else "ctrl"))
        edge.setWidthF(2 if self._is_chosen else 1)
        edge.setStyle(Qt.PenStyle.SolidLine if on or self._is_chosen else Qt.PenStyle.DashLine)
        painter.setPen(edge)
        painter.setBrush(theme.colour(ground))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        self._write(painter, "onSelected" if on else "ink2")

    def _write(self, painter: QPainter, ink: str) -> None:
        left, width = _PAD, self.width() - 2 * _PAD
        painter.setFont(theme.font("primary"))
        painter.setPen(theme.colour("ink"))
        top = QRectF(left, 8, width, 18)
        painter.drawText(top, int(Qt.AlignmentFlag.AlignVCenter), self.text())
        if self._face.icon:
            icons.paint(painter, QRectF(left, 30, _ICON, _ICON), self._face.icon, ink)
            left, width = left + _ICON + 6, width - _ICON - 6
        painter.setFont(theme.font("help"))
        painter.setPen(theme.colour(ink))
        words = QFontMetrics(painter.font()).elidedText(
            self._face.words, Qt.TextElideMode.ElideRight, width
        )
        painter.drawText(QRectF(left, 29, width, 18), int(Qt.AlignmentFlag.AlignVCenter), words)


class WeekOfMoments(QWidget):
    """Arrow keys go along the week; Space, Enter or a click presses a moment."""

    pressed = Signal(object)  # the PeriodFacts

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "canvas")
        self.keys: dict[UUID, MomentKey] = {}
        self._columns: list[list[MomentKey]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 12, 16, 16)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(10)
        for day in range(DAYS):
            name = WEEKDAYS[current()].split()[day].capitalize()
            self._grid.addWidget(text(name, "head", "ink2"), 0, day)
            self._grid.setColumnStretch(day, 1)

    def show_week(
        self,
        periods: Sequence[PeriodFacts],
        face: Callable[[PeriodFacts], Face],
        chosen: UUID | None,
    ) -> None:
        """The moments as they are now, each with its face; the focus stays where it was."""
        if [key.period for key in self.keys.values()] != list(periods):
            self._rebuild(periods)
        for id, key in self.keys.items():
            key.show_face(face(key.period), is_chosen=id == chosen)

    def focus_key(self, id: UUID | None) -> None:
        """The keyboard goes on at this moment, or at the first."""
        key = self.keys.get(id) if id else None
        if key is None and self.keys:
            key = next(iter(self.keys.values()))
        if key is not None:
            key.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rebuild(self, periods: Sequence[PeriodFacts]) -> None:
        focused = next((id for id, key in self.keys.items() if key.hasFocus()), None)
        for key in self.keys.values():
            self._grid.removeWidget(key)
            key.hide()
            key.deleteLater()
        self.keys, self._columns = {}, [[] for _day in range(DAYS)]
        for period in periods:
            key = self.keys[period.id] = MomentKey(period)
            column = self._columns[period.weekday - 1]
            column.append(key)
            self._grid.addWidget(key, len(column), period.weekday - 1)
            self._grid.setRowStretch(len(column), 0)
            key.clicked.connect(_bound(self.pressed.emit, period))
            key.moved.connect(_bound_from(self._move, key))
        self._grid.setRowStretch(self._grid.rowCount(), 1)
        if focused in self.keys:
            self.keys[focused].setFocus(Qt.FocusReason.OtherFocusReason)

    def _move(self, key: MomentKey, columns: int, rows: int) -> None:
        """To the next day that has a moment, or along the day."""
        day = key.period.weekday - 1
        place = self._columns[day].index(key) + rows
        day += columns
        while 0 <= day < DAYS and not self._columns[day]:
            day += columns
        if 0 <= day < DAYS and place >= 0:
            column = self._columns[day]
            column[min(place, len(column) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)


def _bound(act: Callable[[PeriodFacts], None], period: PeriodFacts) -> Callable[[], None]:
    return lambda: act(period)


def _bound_from(
    act: Callable[[MomentKey, int, int], None], key: MomentKey
) -> Callable[[int, int], None]:
    return lambda columns, rows: act(key, columns, rows)
