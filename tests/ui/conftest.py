"""A dressed application for every test under here."""

from collections.abc import Iterator

import pytest

from npo_desktop import i18n
from ui import theme


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
