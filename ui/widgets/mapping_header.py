"""The head of a table of pupils: the file's own headings, and below them what each becomes."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableView

from npo_desktop.files.pupil_file import COLUMN_FIELDS
from npo_desktop.i18n import _
from ui import theme
from ui.tables.table_view import HEAD_HEIGHT

MAPPING_HEIGHT = 36  # pixels
_INSET = 4


class MappingHeader(QHeaderView):
    """A drop-down under each heading of the file; they move along with the columns."""

    chosen = Signal(int, str)  # column of the file, field ("" = ignore)

    def __init__(
        self, view: QTableView, headings: Sequence[str], fields: Sequence[str], *, first: int
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._view, self._first = view, first  # ``first``: sections before those of the file
        self.setFixedHeight(HEAD_HEIGHT + MAPPING_HEIGHT)
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.combos = [self._combo(place, name) for place, name in enumerate(headings)]
        self.show_fields(fields)
        self.sectionResized.connect(self._place)
        view.horizontalScrollBar().valueChanged.connect(self._place)

    def show_fields(self, fields: Sequence[str]) -> None:
        """What the columns are taken for now."""
        for combo, field in zip(self.combos, fields, strict=False):
            combo.setCurrentIndex(max(combo.findData(field), 0))

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
        lower = QRect(rect.left(), upper.bottom() + 1, rect.width(), MAPPING_HEIGHT)
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
            side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(lower.adjusted(_INSET, 0, -2 * _INSET, 0), int(side), _("is read as"))

    def _combo(self, place: int, heading: str) -> QComboBox:
        combo = QComboBox(self.viewport())
        combo.setProperty("size", "filter")
        combo.setAccessibleName(_("{column} is read as").format(column=heading or str(place + 1)))
        combo.addItem(_("Ignore"), "")
        for field, label in COLUMN_FIELDS.items():
            combo.addItem(label(), field)
        combo.setMaxVisibleItems(len(COLUMN_FIELDS) + 1)
        combo.view().setMinimumWidth(190)
        combo.activated.connect(lambda _at: self.chosen.emit(place, str(combo.currentData())))
        combo.installEventFilter(self)
        combo.show()
        return combo

    def _place(self) -> None:
        for place, combo in enumerate(self.combos):
            section = self._first + place
            combo.setGeometry(
                self.sectionViewportPosition(section) + _INSET,
                HEAD_HEIGHT + _INSET,
                max(self.sectionSize(section) - 2 * _INSET, 10),
                MAPPING_HEIGHT - 2 * _INSET,
            )
