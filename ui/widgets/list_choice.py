"""Which of a round's lists is looked at: keys side by side, or a drop-down list for many."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QWidget

from npo_desktop.i18n import _
from ui.widgets.segmented import Segmented

MOST_KEYS = 4  # side by side; with more the words would no longer fit


class ListChoice(QWidget):
    """``set_lists`` may be called again: a round with other lists may come in view."""

    chosen = Signal(object)  # the list's code, when the user changed it

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lists: tuple[tuple[str, str], ...] = ()
        self._value, self._wanted = "", ""
        self.segments: Segmented | None = None
        self.combo: QComboBox | None = None
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)

    def set_lists(self, lists: Sequence[tuple[str, str]]) -> None:
        """Code and title of each; the chosen one stays chosen while it is there."""
        if tuple(lists) == self._lists or not lists:
            return
        self._lists = tuple(lists)
        codes = [code for code, _title in lists]
        wanted = self._wanted if self._wanted in codes else self._value
        self._value = wanted if wanted in codes else codes[0]
        self._rebuild()

    def value(self) -> str:
        """The code of the chosen list."""
        return self._value

    def set_value(self, code: str) -> None:
        """Choose without announcing it; a list that is not there yet is kept in mind."""
        self._wanted = code
        if code in [known for known, _title in self._lists]:
            self._value = code
            self._show()

    def _rebuild(self) -> None:
        while (item := self._line.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.segments = self.combo = None
        if len(self._lists) <= MOST_KEYS:
            self.segments = Segmented(self._lists, name=_("Whose list"))
            self.segments.chosen.connect(self._choose)
            self._line.addWidget(self.segments)
        else:
            self.combo = QComboBox()
            self.combo.setAccessibleName(_("Whose list"))
            for code, title in self._lists:
                self.combo.addItem(title, code)
            self.combo.activated.connect(self._choose_row)
            self._line.addWidget(self.combo)
        self._show()

    def _show(self) -> None:
        if self.segments is not None:
            self.segments.set_value(self._value)
        if self.combo is not None:
            self.combo.setCurrentIndex(self.combo.findData(self._value))

    def _choose_row(self, row: int) -> None:
        self._choose(self._lists[row][0])

    def _choose(self, code: object) -> None:
        self._value = self._wanted = str(code)
        self.chosen.emit(self._value)
