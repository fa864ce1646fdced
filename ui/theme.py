"""The one colour mapping, light and dark, and its consumers: palette, style sheet, painters."""

from __future__ import annotations

from functools import cache
from string import Template
from typing import Literal

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from npo_desktop.paths import resources
from ui.stylesheet import TEMPLATE

Scheme = Literal["light", "dark"]

LIGHT = {
    "ink": "#14262B",
    "ink2": "#435860",
    "ink3": "#5A6D73",
    "ctrl": "#7C8D92",
    "line": "#D3DBDC",
    "line2": "#E4E9E9",
    "surface": "#FFFFFF",
    "surface2": "#E9EEED",
    "row": "#F8FAF9",
    "bg": "#F3F5F4",
    "accent": "#0B6670",
    "accentPress": "#084E56",
    "onAccent": "#FFFFFF",
    "selected": "#DCEEEF",
    "onSelected": "#084E56",
    "disabled": "#84969B",
    "track": "#DCE4E3",
    "side": "#10363D",
    "sideSel": "#1D525A",
    "sideHover": "#174449",
    "sideMark": "#7FD3DC",
    "sideText": "#D5E4E6",
    "sideMuted": "#9DB9BD",
    "onSide": "#FFFFFF",
    "warnBg": "#FFF4DC",
    "warn": "#6B4300",
    "warnLine": "#D9A441",
    "errBg": "#FCEDEB",
    "err": "#9B2C2C",
    "errLine": "#D08A86",
    "okBg": "#E3F1F1",
    "okLine": "#8DBFC3",
    "strongFill": "#C2E0F2",
    "strongText": "#0C3B5C",
    "strongTint": "#E1EFF8",
    "fineFill": "#F1F4F3",
    "fineLine": "#C3CDCF",
    "fineText": "#3E5157",
    "fineTint": "#F1F4F3",
    "watchFill": "#F2B03A",
    "watchText": "#422A00",
    "watchTint": "#FCECCB",
    "watchPattern": "#8F6204",
    "lowFill": "#7D2A55",
    "lowText": "#FFFFFF",
    "lowTint": "#EFDCE6",
    "noneLine": "#C9D2D4",
    "kiosk": "#FBF8F1",
    "sun": "#F2B03A",
    "sceneSky": "#10363D",
    "sceneFar": "#1D4A52",
    "sceneNear": "#245C66",
    "sceneSeaFar": "#2B7F88",
    "sceneSea": "#0B6670",
    "sceneWave": "#2B7F88",
    "sceneLand": "#0D2A30",
}

DARK = LIGHT | {
    "ink": "#E8EFF0",
    "ink2": "#B5C5C8",
    "ink3": "#93A6AB",
    "ctrl": "#6F878D",
    "line": "#2E474E",
    "line2": "#243A40",
    "surface": "#16272C",
    "surface2": "#1E343A",
    "row": "#1A2D32",
    "bg": "#0E1B1F",
    "accent": "#5CC0CA",
    "accentPress": "#8AD6DE",
    "onAccent": "#06262A",
    "selected": "#1C4148",
    "onSelected": "#8AD6DE",
    "disabled": "#6C8086",
    "track": "#2E474E",
    "side": "#0B2227",
    "sideSel": "#1C4148",
    "sideHover": "#13323A",
    "warnBg": "#3A2E14",
    "warn": "#F3CD7D",
    "warnLine": "#8A6B2B",
    "errBg": "#3A1F1F",
    "err": "#F2A9A2",
    "errLine": "#8C4F4B",
    "okBg": "#15353A",
    "okLine": "#2F6A71",
    "strongFill": "#2F6F96",
    "strongText": "#EAF5FC",
    "strongTint": "#1B3444",
    "fineFill": "#23383D",
    "fineLine": "#3F575D",
    "fineText": "#C2D0D3",
    "fineTint": "#1B2E33",
    "watchFill": "#E0A336",
    "watchText": "#2B1B00",
    "watchTint": "#3B311B",
    "watchPattern": "#5C3D00",
    "lowFill": "#E8B4CE",
    "lowText": "#3D0F27",
    "lowTint": "#3B2431",
    "noneLine": "#3F575D",
}

# size in pixels, weight
ROLES: dict[str, tuple[int, int]] = {
    "pageTitle": (20, 600),
    "dialogTitle": (16, 600),
    "cardTitle": (14, 600),
    "body": (13, 400),
    "control": (13, 500),
    "primary": (13, 600),
    "help": (12, 400),
    "label": (12, 500),
    "head": (12, 600),
    "smallest": (11, 500),
    "statement": (22, 600),
    "entry": (18, 600),
    "kioskQuestion": (46, 600),
    "kioskAnswer": (26, 600),
    "welcome": (30, 600),
    "school": (24, 600),
    "lead": (15, 400),
}

_FONTS = ("Inter-Regular", "Inter-Medium", "Inter-SemiBold")
_FAMILIES = ["Inter", "Segoe UI", "sans-serif"]
_colours: dict[str, QColor] = {}
_scheme: Scheme = "light"


class _Follower(QObject):
    """Follows the system's colour scheme for as long as the user chose none."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.chosen: Scheme | None = None
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)

    def _follow(self) -> None:
        if self.chosen is None and _system_scheme() != _scheme:
            QTimer.singleShot(0, self, self._apply)  # not from within Qt's own palette change

    def _apply(self) -> None:
        _wear(_system_scheme())


def colour(token: str) -> QColor:
    """The colour of a token in the present theme."""
    return _colours[token]


def is_dark() -> bool:
    """Whether the dark colours are worn now."""
    return _scheme == "dark"


def font(role: str = "body", *, figures: bool = False) -> QFont:
    """The font of a role; ``figures`` sets digits and dashes of equal width, for columns."""
    return QFont(_font(role, figures))


def apply_theme(app: QApplication, scheme: Scheme | None = None) -> None:
    """Dress the program; without a scheme it follows the system, also later."""
    follower = app.findChild(_Follower)
    if follower is None:
        from ui.style import install_style

        for name in _FONTS:
            QFontDatabase.addApplicationFont(str(resources() / "fonts" / f"{name}.ttf"))
        follower = _Follower(app)
        install_style(app)
    follower.chosen = scheme
    _wear(scheme or _system_scheme())


def load_reading_fonts() -> None:
    """Source Sans 3, for the kiosk and previews of what is printed."""
    for weight in ("Regular", "Medium", "SemiBold", "Bold"):
        QFontDatabase.addApplicationFont(str(resources() / "fonts" / f"SourceSans3-{weight}.ttf"))


def _system_scheme() -> Scheme:
    dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if dark else "light"


def _wear(scheme: Scheme) -> None:
    global _scheme
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return
    from ui import icons

    _scheme = scheme
    _load(DARK if scheme == "dark" else LIGHT)
    app.setFont(font("body"))
    app.setPalette(_palette())
    app.setStyleSheet(_style_sheet())
    icons.rebuild(app)


def _load(tokens: dict[str, str]) -> None:
    _colours.clear()
    _colours.update({name: QColor(value) for name, value in tokens.items()})


@cache
def _font(role: str, figures: bool) -> QFont:
    size, weight = ROLES[role]
    made = QFont()
    made.setFamilies(_FAMILIES)
    made.setPixelSize(size)
    made.setWeight(QFont.Weight(weight))
    if figures:
        made.setFeature(QFont.Tag("tnum"), 1)
    return made


def _palette() -> QPalette:
    palette, part = QPalette(), QPalette.ColorRole
    for role, token in (
        (part.Window, "bg"),
        (part.Base, "surface"),
        (part.AlternateBase, "row"),
        (part.Button, "surface"),
        (part.Text, "ink"),
        (part.WindowText, "ink"),
        (part.ButtonText, "ink"),
        (part.PlaceholderText, "ink3"),
        (part.Highlight, "selected"),
        (part.HighlightedText, "ink"),
        (part.Link, "accent"),
        (part.LinkVisited, "accent"),
        (part.Accent, "accent"),
        (part.ToolTipBase, "ink"),
        (part.ToolTipText, "surface"),
        (part.Light, "surface"),
        (part.Midlight, "line2"),
        (part.Mid, "line"),
        (part.Dark, "ctrl"),
    ):
        palette.setColor(role, colour(token))
    for role in (part.Text, part.WindowText, part.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, colour("disabled"))
    return palette


def _style_sheet() -> str:
    return Template(TEMPLATE).substitute({name: shade.name() for name, shade in _colours.items()})


_load(LIGHT)  # painters may ask before anything is shown
