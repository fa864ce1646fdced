"""One mapping of colours, light and dark, that everything takes its colours from."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QPushButton

from ui import icons, theme
from ui.theme_tokens import DARK, LIGHT


def test_dark_has_every_token_that_light_has() -> None:
    assert DARK.keys() == LIGHT.keys()


@pytest.mark.parametrize(
    ("text", "ground", "least"),
    [
        ("ink", "surface", 7), ("ink2", "surface", 4.5), ("ink3", "surface", 4.5),
        ("ctrl", "surface", 3), ("onAccent", "accent", 4.5), ("accent", "surface", 4.5),
        ("warn", "warnBg", 4.5), ("err", "errBg", 4.5), ("accent", "okBg", 4.5),
        ("sideText", "side", 4.5), ("onSide", "sideSel", 4.5), ("lowText", "lowFill", 4.5),
        ("watchText", "watchFill", 4.5), ("fineText", "fineFill", 4.5),
        ("strongText", "strongFill", 4.5), ("ink3", "selected", 3.9),
    ],
)  # fmt: skip
@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read_on_its_ground(
    tokens: dict[str, str], text: str, ground: str, least: float
) -> None:
    assert _contrast(tokens[text], tokens[ground]) >= least


def test_the_screen_font_is_ours_in_three_weights() -> None:
    styles = QFontDatabase.styles("Inter")
    assert {"Regular", "Medium", "SemiBold"} <= {style.replace(" ", "") for style in styles}


def test_icons_and_colours_follow_the_theme(qapp: QApplication) -> None:
    button = QPushButton("Print")
    icons.set_icon(button, "printer")
    light, ink = button.icon().pixmap(20, 16).toImage(), theme.colour("ink").name()
    try:
        theme.apply_theme(qapp, "dark")
        assert theme.is_dark()
        assert theme.colour("ink").name() != ink
        assert button.icon().pixmap(20, 16).toImage() != light
    finally:
        theme.apply_theme(qapp, "light")


def test_every_icon_that_is_named_is_there() -> None:
    folder = Path(theme.__file__).parent
    known = {path.stem for path in (folder.parent / "resources" / "icons").glob("*.svg")}
    call = r'(?:icon=|IconButton\(|Picture\()"([a-z0-9-]+)"'
    named: set[str] = set()
    for path in folder.rglob("*.py"):
        named |= set(re.findall(call, path.read_text("utf-8")))
    assert named <= known


def _contrast(first: str, second: str) -> float:
    bright, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(hexes: str) -> float:
    parts = [int(hexes[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
