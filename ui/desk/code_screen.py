"""Which child comes next: it points at its own three pictures."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from npo_desktop.content.pictures import PARTS, PICTURES, code_of, picture_word
from npo_desktop.i18n import _
from ui.desk import look
from ui.desk.buttons import BigButton, press_or_pass_on
from ui.desk.calm_screen import label

COLUMNS = 8
_SLOT = 64  # pixels
_MOVES = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -COLUMNS,
    Qt.Key.Key_Down: COLUMNS,
}


class PictureTile(QAbstractButton):
    """A picture with its word; a ring and a check when it is chosen."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMaximumHeight(150)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.set_word()

    def set_word(self) -> None:
        """In the language of this moment."""
        self.setText(picture_word(self.name))
        self.setAccessibleName(self.text())

    def sizeHint(self) -> QSize:
        return QSize(96, 92)

    def minimumSizeHint(self) -> QSize:
        return QSize(72, 76)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        press_or_pass_on(event, super().keyPressEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        edge = 4.0 if on else 2.0
        painter.setPen(QPen(look.colour("accent" if on else "ctrl"), edge))
        painter.setBrush(look.colour("okBg" if on or self.isDown() else "surface"))
        frame = QRectF(self.rect()).adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2)
        painter.drawRoundedRect(frame, look.RADIUS, look.RADIUS)
        words = QRectF(4, self.height() - 28, self.width() - 8, 22)
        side = min(words.top() - 12, 64.0)
        top = 8 + (words.top() - 12 - side) / 2
        look.draw(painter, QRectF((self.width() - side) / 2, top, side, side), self.name)
        painter.setPen(look.colour("ink"))
        painter.setFont(look.font(17, 400))
        painter.drawText(words, int(Qt.AlignmentFlag.AlignCenter), self.text())


class ChosenPictures(QWidget):
    """What was pointed at so far, and how many are still wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_names(self, names: tuple[str, ...]) -> None:
        """In the order in which they were pointed at."""
        self._names = names
        self.setAccessibleName(", ".join(picture_word(name) for name in names))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(PARTS * (_SLOT + 10), _SLOT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in range(PARTS):
            slot = QRectF(place * (_SLOT + 10) + 1, 1, _SLOT - 2, _SLOT - 2)
            filled = place < len(self._names)
            style = Qt.PenStyle.SolidLine if filled else Qt.PenStyle.DashLine
            painter.setPen(QPen(look.colour("accent" if filled else "ctrl"), 2, style))
            painter.setBrush(look.colour("surface"))
            painter.drawRoundedRect(slot, 10, 10)
            if filled:
                look.draw(painter, slot.adjusted(10, 10, -10, -10), self._names[place])


class CodeScreen(QWidget):
    """``chosen`` with a whole code; ``refuse`` when it is nobody's."""

    chosen = Signal(object)  # the Code

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: list[str] = []
        self.title, self.trouble = label("question"), _kept_room()
        self.slots = ChosenPictures()
        self.again = BigButton(icon="arrow-back-up")
        self.tiles = {name: PictureTile(name) for name in PICTURES}
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self.title, 1)
        head.addWidget(self.slots)
        head.addWidget(self.again)
        grid = QGridLayout()
        grid.setSpacing(10)
        for place, tile in enumerate(self.tiles.values()):
            grid.addWidget(tile, *divmod(place, COLUMNS))
            tile.clicked.connect(self._renew)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(12)
        self._column.addLayout(head)
        self._column.addWidget(self.trouble)
        self._column.addLayout(grid, 1)
        self.again.clicked.connect(self.start_again)
        self.set_sizes(look.FULL)
        self.start_again()

    def set_sizes(self, sizes: look.Sizes) -> None:
        """For another screen."""
        self._column.setContentsMargins(sizes.edge, sizes.gap, sizes.edge, 8)

    def retranslate(self) -> None:
        """Speak the language of this moment."""
        self.title.setText(_("Point at your three pictures"))
        self.again.set_words(_("Again"))
        for tile in self.tiles.values():
            tile.set_word()

    def start_again(self) -> None:
        """Nothing pointed at yet."""
        for tile in self.tiles.values():
            tile.setChecked(False)
        self._names.clear()
        self.trouble.hide()
        self.retranslate()
        self._show()

    def refuse(self, words: str) -> None:
        """These pictures lead nowhere; say so and begin again."""
        self.start_again()
        self.trouble.setText(words)
        self.trouble.show()
        self.tiles[PICTURES[0]].setFocus(Qt.FocusReason.OtherFocusReason)

    def hold(self, held: bool) -> None:
        """While one has to wait nothing can be pointed at."""
        for tile in self.tiles.values():
            tile.setEnabled(not held)

    def first_focus(self) -> QWidget:
        """The first picture."""
        return self.tiles[PICTURES[0]]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.focusWidget()
        if event.key() in _MOVES and isinstance(here, PictureTile):
            place = PICTURES.index(here.name) + _MOVES[Qt.Key(event.key())]
            if 0 <= place < len(PICTURES):
                self.tiles[PICTURES[place]].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() == Qt.Key.Key_Backspace:
            self.start_again()
        else:
            super().keyPressEvent(event)

    def _renew(self) -> None:
        on = {name for name, tile in self.tiles.items() if tile.isChecked()}
        kept = [name for name in self._names if name in on]
        self._names = kept + sorted(on.difference(kept), key=PICTURES.index)
        self.trouble.hide()
        self._show()
        if len(self._names) == PARTS:
            self.chosen.emit(code_of(self._names))

    def _show(self) -> None:
        self.slots.show_names(tuple(self._names))
        self.again.setVisible(bool(self._names))


def _kept_room() -> QLabel:
    """For a warning: it keeps its room while hidden, so that no picture moves under a finger."""
    made = label("trouble", " ")
    made.setWordWrap(False)
    policy = made.sizePolicy()
    policy.setVerticalPolicy(QSizePolicy.Policy.Fixed)
    policy.setRetainSizeWhenHidden(True)
    made.setSizePolicy(policy)
    return made
