"""A strip of facts: a small label above each, thin lines between them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.text import text

HEIGHT = 56  # pixels


class FactStrip(QFrame):
    """Facts stand in the order given; a fact is words or a widget of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setFixedHeight(HEIGHT)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(16, 6, 16, 6)
        self._line.setSpacing(12)
        self._cells: list[QWidget] = []

    def set_facts(self, facts: Sequence[tuple[str, str | QWidget]]) -> None:
        """Show these instead."""
        for cell in self._cells:
            self._line.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        while self._line.count():
            self._line.takeAt(0)
        self._cells = []
        for label, fact in facts:
            if self._cells:
                self._add(_upright())
            self._add(_cell(label, fact))
        self._line.addStretch()

    def _add(self, cell: QWidget) -> None:
        self._cells.append(cell)
        self._line.addWidget(cell)


def _cell(label: str, fact: str | QWidget) -> QWidget:
    cell = QWidget()
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    column.addWidget(text(label, "help", "ink2"))
    column.addWidget(text(fact, "control") if isinstance(fact, str) else fact)
    return cell


def _upright() -> QFrame:
    line = QFrame()
    line.setProperty("role", "rule")
    line.setFixedWidth(1)
    return line
