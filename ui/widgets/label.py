"""Words that widen no window: too long for a line, they are broken or end in an ellipsis."""

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QStyle, QStyleOption, QStylePainter

_ENDLESS = re.compile(r"\S{31,}")  # longer than any word of our languages
_PIECE = 10  # letters
_BREAK = "\u200b"  # a place to break that is not seen
_MOST = 90  # letters on one line that must be seen at once
_WIDEST, _LONGEST = 400, 900  # pixels, of one line with a word without end, and of others
_NARROWEST = 120  # what both can be pressed to


def is_long(words: str) -> bool:
    """Whether one line of it may end in an ellipsis; the whole is in its tooltip then."""
    return len(words) > _MOST or _ENDLESS.search(words) is not None


def breakable(words: str) -> str:
    """With places to break in what is too long for a line."""
    return _ENDLESS.sub(lambda found: _BREAK.join(_pieces(found[0])), words)


def _pieces(word: str) -> list[str]:
    return [word[start : start + _PIECE] for start in range(0, len(word), _PIECE)]


class Label(QLabel):
    """Breaks a word without end when it wraps, and ends in an ellipsis when it does not.

    What can be selected stays as it is: what is copied has no marks in it. ``text()`` and the
    accessible name have none either.
    """

    _words = ""
    _name = _tip = ""  # as given here
    _is_cut = False  # one line that may end in an ellipsis
    _gives_way = False

    def text(self) -> str:
        return self._words

    def setText(self, words: str) -> None:
        self._words = words
        can_select = bool(
            self.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
        )
        is_cut = is_long(words) or self._gives_way
        self._is_cut = is_cut and not self.wordWrap() and not can_select
        shown = breakable(words) if self.wordWrap() and not can_select else words
        super().setText(shown)
        self._tell_name(words if shown != words else "")
        self._tell_whole()

    def give_way(self) -> None:
        """One line that ends in an ellipsis before it widens what it stands in."""
        self._gives_way = True
        self.setText(self._words)

    def sizeHint(self) -> QSize:
        widest = _WIDEST if _ENDLESS.search(self._words) else _LONGEST
        return self._bounded(super().sizeHint(), widest)

    def minimumSizeHint(self) -> QSize:
        return self._bounded(super().minimumSizeHint(), _NARROWEST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_whole()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._is_cut or (shown := self._shown()) == self._words:
            super().paintEvent(event)
            return
        painter = QStylePainter(self)
        option = QStyleOption()
        option.initFrom(self)
        painter.drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), int(self.alignment()), shown)

    def _bounded(self, size: QSize, width: int) -> QSize:
        return size.boundedTo(QSize(width, size.height())) if self._is_cut else size

    def _shown(self) -> str:
        room = self.contentsRect().width()
        return self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)

    def _tell_whole(self) -> None:
        tip = self._words if self._is_cut and self._shown() != self._words else ""
        if tip != self._tip and self.toolTip() == self._tip:
            self.setToolTip(tip)
            self._tip = tip

    def _tell_name(self, name: str) -> None:
        """A screen reader would spell the breaks."""
        if name != self._name and self.accessibleName() == self._name:
            self.setAccessibleName(name)
            self._name = name
