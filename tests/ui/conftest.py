"""A dressed application for every test under here."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

from npo_desktop import i18n
from ui import theme

if TYPE_CHECKING:
    from ui.preview import PreviewDialog


@pytest.fixture(autouse=True)
def dressed(qapp: object) -> Iterator[None]:
    """Our fonts, style and colours, as in the real program; and no dialog left for the next."""
    from PySide6.QtWidgets import QApplication

    assert isinstance(qapp, QApplication)
    if not qapp.styleSheet():
        theme.apply_theme(qapp, "light")
    yield
    for widget in QApplication.topLevelWidgets():
        widget.hide()


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Tests read the sentences as they stand in the code."""
    before = i18n.current()
    i18n.use("en")
    yield
    i18n.use(before)


@pytest.fixture
def previewed(qtbot: QtBot) -> "Iterator[Callable[[], PreviewDialog]]":
    """The preview that was just opened, with its pages or with what is wrong."""
    from PySide6.QtWidgets import QApplication

    from ui.preview import PreviewDialog

    def there() -> list[PreviewDialog]:
        windows = QApplication.topLevelWidgets()
        return [one for one in windows if isinstance(one, PreviewDialog) and one.isVisible()]

    def find() -> PreviewDialog:
        qtbot.waitUntil(lambda: bool(there()))
        (one,) = there()
        qtbot.waitUntil(lambda: one.frame.save.isEnabled() or one.frame.told.isVisible())
        if one.document is not None:  # the printers are asked for when there is something to print
            options = one.frame.options
            qtbot.waitUntil(lambda: options.has_printer or not options.nowhere.isHidden())
        return one

    yield find
    for one in there():
        one.reject()
