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
from ui.theme_tokens import DARK, LIGHT, ROLES

Scheme = Literal["light", "dark"]

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
