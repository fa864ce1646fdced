"""The sidebar keeps its lines apart where there is room, and all of them where there is not."""

from pytestqt.qtbot import QtBot

from ui.pages import PAGES
from ui.widgets.sidebar import ITEM_HEIGHT, LOWEST, Sidebar

ROOMY, LOW = 688, 534  # what a bar of tasks and a title leave of 1366x768 at 100 and at 125 %


def test_every_page_stays_in_sight_on_a_low_screen(qtbot: QtBot) -> None:
    side = Sidebar(PAGES, ("Kaya Korá", "Bonaire"), ("Ilse Martis", "Coordinator"))
    qtbot.addWidget(side)
    assert side.minimumSizeHint().height() <= LOW
    side.resize(side.width(), ROOMY)
    side.show()
    items = list(side.items.values())
    assert {item.height() for item in items} == {ITEM_HEIGHT}
    side.resize(side.width(), LOW)
    assert all(LOWEST <= item.height() < ITEM_HEIGHT for item in items)
    assert max(item.geometry().bottom() for item in items) < LOW
