"""Tests that belong to no subject yet: filed once, and remembered for every later file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QScrollArea, QWidget

from npo_desktop.i18n import _, ngettext, pick
from npo_desktop.queries.imports.test_subjects import (
    SUBJECTS,
    UnfiledTest,
    file_test,
    unfiled_tests,
)
from ui.app import Topic
from ui.widgets.card import Card
from ui.widgets.key_button import KeyButton
from ui.widgets.text import text

if TYPE_CHECKING:
    from ui.app import App, Session

ROW, MOST = 36, 6  # pixels; rows in sight
LATER = ""


class TestFilingCard(Card):
    """A drop-down for each test, with what its name hints at chosen already."""

    __test__ = False  # not a pytest class
    filed = Signal(int)  # how many tests

    def __init__(self, app: App) -> None:
        super().__init__(_("Which subject do these tests belong to?"))
        self._app = app
        self.boxes: dict[str, QComboBox] = {}
        self.set_subtitle(_("Asked once; the next file is filed in the same way."))
        self.keep = KeyButton(_("File these tests"), kind="primary", size="row")
        self.add_action(self.keep)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self._area)
        self.keep.clicked.connect(self.file_chosen)

    def show_tests(self, session: Session) -> None:
        """Those that are not filed; what was chosen and not kept stays chosen."""
        tests = unfiled_tests(session)
        chosen = {test: box.currentData() for test, box in self.boxes.items()}
        self.boxes = {}
        self._area.setWidget(self._rows(tests, chosen))
        self._area.setFixedHeight(ROW * min(len(tests), MOST) + 4)
        self.keep.setEnabled(bool(tests))

    @property
    def is_needed(self) -> bool:
        """Whether there is anything to file."""
        return bool(self.boxes)

    def file_chosen(self) -> None:
        """Keep the subject of each test that has one."""
        chosen = {test: str(box.currentData()) for test, box in self.boxes.items()}
        chosen = {test: subject for test, subject in chosen.items() if subject != LATER}
        if not chosen:
            return
        with self._app.writing(Topic.RESULTS) as session:
            for test, subject in chosen.items():
                file_test(session, test, subject)
        self.filed.emit(len(chosen))

    def _rows(self, tests: Sequence[UnfiledTest], chosen: dict[str, object]) -> QWidget:
        inner = QWidget()
        inner.setProperty("role", "canvas")
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        for line, test in enumerate(tests):
            count = ngettext("{n} result", "{n} results", test.results).format(n=test.results)
            name = text(_("Test {test} belongs to:").format(test=test.test), "control")
            box = self._box(test)
            kept = chosen.get(test.test)
            box.setCurrentIndex(max(box.findData(test.proposed if kept is None else kept), 0))
            name.setBuddy(box)
            self.boxes[test.test] = box
            grid.addWidget(name, line, 0)
            grid.addWidget(text(", ".join((count, *test.codes)), "help", "ink2"), line, 1)
            grid.addWidget(box, line, 2)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(len(tests), 1)
        return inner

    def _box(self, test: UnfiledTest) -> QComboBox:
        box = QComboBox()
        box.setProperty("size", "filter")
        box.setMinimumWidth(240)
        box.setAccessibleName(_("Test {test} belongs to:").format(test=test.test))
        box.addItem(_("Say later"), LATER)
        for code, names in self._app.content.subscales.items():
            if code.startswith(SUBJECTS):
                box.addItem(pick(names.staff), code)
        return box
