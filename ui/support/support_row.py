"""A pupil on the page of support groups: chosen with a click, moved with the mouse or with keys."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QMimeData, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDrag, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QSizePolicy, QWidget

from npo_desktop.i18n import _
from npo_desktop.scoring.norms import Band
from ui import icons, theme
from ui.widgets.band_chip import band_name, band_size, paint_band

MIME = "application/x-npo-pupil"
LINE, TALL = 22, 44  # pixels
KEYS = {
    Qt.Key.Key_P: "pin",
    Qt.Key.Key_G: "group",
    Qt.Key.Key_Delete: "out",
    Qt.Key.Key_Backspace: "out",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
}
_PAD, _ICON, _GRIP = 8, 16, 16


class SupportRow(QAbstractButton):
    """``group_id`` ``None``: among those without a place, where a second line says why."""

    keyed = Signal(object, str)  # itself, and one of the words of ``KEYS``

    def __init__(
        self,
        pupil_id: UUID,
        name: str,
        band: Band | None,
        *,
        group_id: UUID | None = None,
        why: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.pupil_id, self.group_id = pupil_id, group_id
        self.name, self.band, self.why = name, band, why
        self.is_pinned = self.is_heavy = False
        self._pressed: QPoint | None = None
        self.can_move = True
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self._tell()

    def mark(self, *, is_pinned: bool, is_heavy: bool, tip: str) -> None:
        """Whether it stays when dividing again, and whether much lands on this child."""
        self.is_pinned, self.is_heavy = is_pinned, is_heavy
        self.setToolTip(tip)
        self._tell()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(180, TALL if self.group_id is None else LINE)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        word = KEYS.get(Qt.Key(event.key()))
        if word and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.keyed.emit(self, word)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        far = QApplication.startDragDistance()
        if self._pressed is None or (at - self._pressed).manhattanLength() < far:
            return
        self._pressed = None
        self.setDown(False)
        if self.can_move:
            self._drag()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.group_id is None:
            self._paint_waiting(painter)
        else:
            self._paint_placed(painter)

    def _drag(self) -> None:
        data, drag = QMimeData(), QDrag(self)
        data.setData(MIME, f"{self.pupil_id} {self.group_id or ''}".encode())
        drag.setMimeData(data)
        drag.setPixmap(self.grab())
        drag.exec(Qt.DropAction.MoveAction)

    def _paint_waiting(self, painter: QPainter) -> None:
        frame = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        chosen = self.isChecked()
        edge = theme.colour("accent" if chosen else "line")
        painter.setPen(QPen(edge, 2 if chosen else 1))
        painter.setBrush(theme.colour("surface"))
        painter.drawRoundedRect(frame, 4, 4)
        _paint_grip(painter, self.rect())
        right = self._paint_chip(painter, self.rect().adjusted(0, 0, -_PAD, 0), at_right=True)
        words = QRect(_PAD + _GRIP, 4, right - 2 * _PAD - _GRIP, self.height() - 8)
        above, below = words.adjusted(0, 0, 0, -18), words.adjusted(0, 18, 0, 0)
        heavy = QRect(right - _ICON - 2, 4, _ICON, 18)
        if self.is_heavy:
            icons.paint(painter, QRectF(heavy), "alert-triangle", "warn")
            above.setRight(heavy.left() - 2)
        _words(painter, above, self.name, "control", "ink")
        _words(painter, below, self.why, "help", "ink2")

    def _paint_placed(self, painter: QPainter) -> None:
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selected"))
            painter.drawRoundedRect(QRectF(self.rect()), 3, 3)
        left = self._paint_chip(painter, self.rect().adjusted(_PAD - 2, 0, 0, 0), at_right=False)
        right = self.width() - 6
        for is_so, icon, tone in (
            (self.is_pinned, "pin", "ink2"),
            (self.is_heavy, "alert-triangle", "warn"),
        ):
            if is_so:
                right -= _ICON
                box = QRectF(right, (self.height() - _ICON) / 2, _ICON, _ICON)
                icons.paint(painter, box, icon, tone)
                right -= 4
        words = QRect(left + 6, 0, right - left - 6, self.height())
        _words(painter, words, self.name, "body", "ink")

    def _paint_chip(self, painter: QPainter, area: QRect, *, at_right: bool) -> int:
        """Where the words may begin, or must end."""
        band = self.band or Band.NONE
        width = band_size(band).width()
        left = area.right() - width + 1 if at_right else area.left()
        paint_band(painter, QRect(left, area.top(), width, area.height()), band)
        return left if at_right else left + width

    def _tell(self) -> None:
        parts = [
            self.name,
            band_name(self.band or Band.NONE),
            self.why,
            _("pinned") if self.is_pinned else "",
            _("much at once") if self.is_heavy else "",
        ]
        self.setAccessibleName(", ".join(part for part in parts if part))


def dropped_pupil(data: QMimeData) -> tuple[UUID, UUID | None] | None:
    """Who is dragged, and out of which group; ``None``: something else is."""
    if not data.hasFormat(MIME):
        return None
    pupil, _space, group = bytes(data.data(MIME).data()).decode().partition(" ")
    return UUID(pupil), UUID(group) if group else None


def _paint_grip(painter: QPainter, area: QRect) -> None:
    """Six dots: this can be dragged."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("ctrl"))
    middle = area.center().y()
    for column in (0, 5):
        for row in (-5, 0, 5):
            painter.drawEllipse(QRectF(_PAD + 1 + column, middle + row - 1, 2.5, 2.5))


def _words(painter: QPainter, area: QRect, words: str, role: str, tone: str) -> None:
    font = theme.font(role)
    painter.setFont(font)
    painter.setPen(theme.colour(tone))
    shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
