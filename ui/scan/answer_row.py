"""The answers to a statement, side by side; where the words are long they stand below the digit."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui import theme
from ui.scan.answer_key import AnswerKey

STACKED_HEIGHT = 76  # pixels: a cap, and two lines of words
_CAP, _TOP, _SIDE, _GAP = 24, 7, 4, 8


class AnswerTile(AnswerKey):
    """An answer key whose word may stand below its digit, on two lines or three."""

    def __init__(self, digit: str, word: str, *, dashed: bool = False) -> None:
        super().__init__(digit, word, dashed=dashed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys where they work
        self.stacked = False

    def natural_width(self) -> int:
        """Pixels it needs with its word beside the digit."""
        return super().sizeHint().width()

    def sizeHint(self) -> QSize:
        return QSize(48, STACKED_HEIGHT) if self.stacked else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.stacked:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        on = self.isChecked()
        self._draw_frame(painter, on)
        self._draw_cap(painter, QRectF((self.width() - _CAP) / 2, _TOP, _CAP, _CAP), on)
        area = QRectF(self.rect()).adjusted(_SIDE, _TOP + _CAP + 2, -_SIDE, -3)
        painter.setPen(self._ink(on))
        painter.setFont(theme.font(self._word_role(area)))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter | _WRAP), self.text())

    def _word_role(self, area: QRectF) -> str:
        """The largest role in which the word fits."""
        for role in ("control", "label"):
            metrics = QFontMetrics(theme.font(role))
            needed = metrics.boundingRect(area.toRect(), int(_WRAP), self.text())
            if needed.height() <= area.height() and needed.width() <= area.width():
                return role
        return "smallest"


_WRAP = Qt.TextFlag.TextWordWrap


class AnswerRow(QWidget):
    """One key per answer, from the lowest, then the dashed "don't know"."""

    chosen = Signal(object)  # the answer, 0 and up; ``None`` for "don't know"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles: list[AnswerTile] = []
        self._words: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(_GAP)

    def set_words(self, words: Sequence[str], dont_know: str) -> None:
        """The label of each answer, lowest first, and of "don't know"."""
        wanted = (*words, dont_know)
        if wanted == self._words:
            return
        if len(wanted) != len(self.tiles):
            self._make_tiles(len(words))
        self._words = wanted
        for tile, word in zip(self.tiles, wanted, strict=True):
            tile.set_word(word)
        self._arrange()

    def show_answer(self, *, answered: bool, value: int | None) -> None:
        """Fill in what was chosen, if anything."""
        for place, tile in enumerate(self.tiles):
            tile.setChecked(answered and value == self._value_at(place))

    def tile_of(self, value: int | None) -> AnswerTile:
        """The key of an answer."""
        return self.tiles[-1 if value is None else value]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _value_at(self, place: int) -> int | None:
        return place if place < len(self.tiles) - 1 else None

    def _make_tiles(self, answers: int) -> None:
        for tile in self.tiles:
            self._line.removeWidget(tile)
            tile.deleteLater()
        self.tiles = [AnswerTile(str(n + 1), "") for n in range(answers)]
        self.tiles.append(AnswerTile("0", "", dashed=True))
        for tile in self.tiles:
            self._line.addWidget(tile, 1)
            tile.clicked.connect(self._announce)

    def _announce(self) -> None:
        tile = self.sender()
        if isinstance(tile, AnswerTile):
            self.chosen.emit(self._value_at(self.tiles.index(tile)))

    def _arrange(self) -> None:
        needed = sum(tile.natural_width() for tile in self.tiles) + _GAP * len(self.tiles)
        stacked = self.width() > 0 and needed > self.width()
        for tile in self.tiles:
            if tile.stacked != stacked:
                tile.stacked = stacked
                tile.updateGeometry()
                tile.update()
