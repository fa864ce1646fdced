"""A check box with a long sentence takes lines, no width."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.widgets.wrapped_check import WrappedCheck

SENTENCE = (
    "Said in a meeting: reading goes well, but starting does not; first some quiet, & then on."
)


def test_a_long_sentence_is_written_on_more_lines(qtbot: QtBot) -> None:
    short, long = WrappedCheck("Ana"), WrappedCheck(SENTENCE * 3)
    for box in (short, long):
        qtbot.addWidget(box)
    assert long.minimumSizeHint().width() <= 120 and long.sizeHint().width() <= 480
    assert short.heightForWidth(300) == 24 < long.heightForWidth(600) < long.heightForWidth(300)
    assert long.accessibleName() == SENTENCE * 3


def test_a_click_on_its_last_line_ticks_it_and_space_unticks_it(qtbot: QtBot) -> None:
    box = WrappedCheck(SENTENCE)
    qtbot.addWidget(box)
    box.resize(220, box.heightForWidth(220))
    box.show()
    last = QPoint(200, box.height() - 6)
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, last)
    assert box.isChecked()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert not box.isChecked()
