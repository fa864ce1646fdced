"""Two columns where there is room for both."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.two_columns import ROOM, TwoColumns


def test_the_side_stands_below_on_a_narrow_page_and_at_the_right_on_a_wide_one(
    qtbot: QtBot,
) -> None:
    main, side = QWidget(), QWidget()
    columns = TwoColumns(main, side, 400)
    qtbot.addWidget(columns)
    columns.resize(ROOM + 100, 300)
    columns.show()
    assert side.width() == 400 and side.x() > main.x()

    columns.resize(ROOM - 200, 300)
    qtbot.waitUntil(lambda: side.width() == ROOM - 200)
    assert side.y() > main.y()
    assert columns.minimumSizeHint().width() < 400
