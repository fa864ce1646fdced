"""The head of a table that is read in: the file's own headings, and below them what each becomes.

In an overview the tests stand in a third line, one field above all columns of a test.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QHeaderView, QLineEdit, QTableView

from npo_desktop.files.record_file import ColumnUse
from npo_desktop.i18n import _
from ui import theme
from ui.imports.column_naming import blocks_of
from ui.tables.table_view import HEAD_HEIGHT

MAPPING_HEIGHT = 36  # pixels
_INSET = 4


class MappingHeader(QHeaderView):
    """A drop-down under each heading of the file; they move along with the columns."""

    chosen = Signal(int, str)  # column of the file, field ("" = ignore)
    test_named = Signal(int, int, str)  # first and last column of a block, the test

    def __init__(
        self,
        view: QTableView,
        headings: Sequence[str],
        fields: Mapping[str, Callable[[], str]],
        *,
        first: int,
        names_tests: bool = False,
        tests: Sequence[str] = (),
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view, self._first = view, first  # ``first``: sections before those of the file
        self._names_tests, self._tests = names_tests, tuple(tests)
        lines = 2 if names_tests else 1
        self.setFixedHeight(HEAD_HEIGHT + lines * MAPPING_HEIGHT)
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.combos = [self._combo(place, name, fields) for place, name in enumerate(headings)]
        self.blocks: list[tuple[int, int, QLineEdit]] = []
        self.sectionResized.connect(self._place)
        view.horizontalScrollBar().valueChanged.connect(self._place)

    def show_uses(self, uses: Sequence[ColumnUse]) -> None:
        """What the columns are taken for now."""
        for combo, use in zip(self.combos, uses, strict=False):
            combo.setCurrentIndex(max(combo.findData(use.field), 0))
        if self._names_tests:
            self._show_blocks(uses)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and watched in self.combos:
            section = self._first + self.combos.index(watched)
            model = self._view.model()
            self._view.scrollTo(model.index(max(self._view.rowAt(0), 0), section))
        return super().eventFilter(watched, event)

    def paintSection(self, painter: QPainter, rect: QRect, index: int) -> None:
        upper = QRect(rect.left(), rect.top(), rect.width(), HEAD_HEIGHT)
        height = rect.height() - HEAD_HEIGHT
        lower = QRect(rect.left(), upper.bottom() + 1, rect.width(), height)
        painter.save()
        super().paintSection(painter, upper, index)
        painter.restore()
        painter.fillRect(lower, theme.colour("row"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(lower.bottomLeft(), lower.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        if index == self._first - 1:
            painter.setFont(theme.font("smallest"))
            painter.setPen(theme.colour("ink2"))
            side = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for line, words in enumerate((_("is read as"), _("of the test"))):
                top = lower.top() + line * MAPPING_HEIGHT
                if top < lower.bottom():
                    place = QRect(lower.left(), top, lower.width(), MAPPING_HEIGHT)
                    painter.drawText(place.adjusted(_INSET, 0, -2 * _INSET, 0), side, words)

    def _combo(
        self, place: int, heading: str, fields: Mapping[str, Callable[[], str]]
    ) -> QComboBox:
        combo = QComboBox(self.viewport())
        combo.setProperty("size", "filter")
        combo.setAccessibleName(_("{column} is read as").format(column=heading or str(place + 1)))
        combo.setToolTip(heading)
        combo.addItem(_("Ignore"), "")
        for field, label in fields.items():
            combo.addItem(label(), field)
        combo.setMaxVisibleItems(18)
        combo.view().setMinimumWidth(190)
        combo.activated.connect(lambda _at: self.chosen.emit(place, str(combo.currentData())))
        combo.installEventFilter(self)
        combo.show()
        return combo

    def _show_blocks(self, uses: Sequence[ColumnUse]) -> None:
        for _begin, _end, field in self.blocks:
            field.hide()
            field.deleteLater()
        self.blocks = [
            (begin, end, self._test_field(begin, end, test)) for begin, end, test in blocks_of(uses)
        ]

    def _test_field(self, begin: int, end: int, test: str) -> QLineEdit:
        field = QLineEdit(test, self.viewport())
        field.setProperty("size", "filter")
        field.setPlaceholderText(_("Which test?"))
        field.setAccessibleName(_("Which test?"))
        field.setToolTip(test)
        field.setCursorPosition(0)
        completer = QCompleter(list(self._tests), field)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        field.setCompleter(completer)
        field.editingFinished.connect(partial(self._name_test, field, begin, end, test))
        field.show()
        return field

    def _name_test(self, field: QLineEdit, begin: int, end: int, before: str) -> None:
        words = " ".join(field.text().split())
        if words != before:
            self.test_named.emit(begin, end, words)

    def _place(self) -> None:
        height = MAPPING_HEIGHT - 2 * _INSET
        for place, combo in enumerate(self.combos):
            section = self._first + place
            combo.setGeometry(
                self.sectionViewportPosition(section) + _INSET,
                HEAD_HEIGHT + _INSET,
                max(self.sectionSize(section) - 2 * _INSET, 10),
                height,
            )
        for begin, end, field in self.blocks:
            left = self.sectionViewportPosition(self._first + begin)
            right = self.sectionViewportPosition(self._first + end)
            right += self.sectionSize(self._first + end)
            top = HEAD_HEIGHT + MAPPING_HEIGHT + _INSET
            field.setGeometry(left + _INSET, top, max(right - left - 2 * _INSET, 10), height)
