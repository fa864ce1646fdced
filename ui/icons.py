"""Tabler's outline icons in the colours of the theme, sharp at every scale."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton

from npo_desktop.paths import resources
from ui import theme

_NAME, _ROLE, _SIZE = "drawnIcon", "drawnRole", "drawnSize"
_GAP = 4  # pixels between icon and words, on top of the style's own


def set_icon(button: QAbstractButton, name: str, role: str = "ink2", size: int = 16) -> None:
    """Give a button an icon that follows the theme; no name takes it away."""
    button.setProperty(_NAME, name)
    button.setProperty(_ROLE, role)
    button.setProperty(_SIZE, size)
    _dress(button)


def icon(name: str, role: str = "ink2", size: int = 16, gap: int = 0) -> QIcon:
    """An icon in one colour role, for the theme of this moment; ``gap`` is room at its right."""
    made = QIcon()
    for scale in {screen.devicePixelRatio() for screen in QGuiApplication.screens()}:
        made.addPixmap(pixmap(name, role, size, scale, gap))
        made.addPixmap(pixmap(name, "disabled", size, scale, gap), QIcon.Mode.Disabled)
    return made


def pixmap(
    name: str, role: str = "ink2", size: int = 16, ratio: float = 1.0, gap: int = 0
) -> QPixmap:
    """An icon as a picture of ``size`` logical pixels."""
    return _drawn(name, theme.colour(role).name(), size, ratio, gap)


def paint(painter: QPainter, rect: QRectF, name: str, role: str = "ink2") -> None:
    """Draw an icon into a square of a painter."""
    _renderer(name, theme.colour(role).name(), round(rect.height())).render(painter, rect)


def rebuild(app: QApplication) -> None:
    """Draw every icon again in the colours of another theme."""
    for widget in app.allWidgets():
        if isinstance(widget, QAbstractButton):
            renew(widget)


def renew(button: QAbstractButton) -> None:
    """Draw a button's icon again, after its words or the colours changed."""
    if button.property(_NAME):
        _dress(button)


def forget() -> None:
    """Let go of all pictures; they may not outlive the application."""
    _drawn.cache_clear()
    _renderer.cache_clear()


def _dress(button: QAbstractButton) -> None:
    name, role, size = (button.property(key) for key in (_NAME, _ROLE, _SIZE))
    beside = isinstance(button, QPushButton) or button.property("role") == "tab"
    gap = _GAP if button.text() and beside else 0
    button.setIconSize(QSize(size + gap, size))
    button.setIcon(icon(name, role, size, gap) if name else QIcon())


@cache
def _drawn(name: str, hue: str, size: int, ratio: float, gap: int) -> QPixmap:
    picture = QPixmap(round((size + gap) * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    _renderer(name, hue, size).render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture


@cache
def _renderer(name: str, hue: str, size: int) -> QSvgRenderer:
    source = (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    width = "2" if size <= 14 else "1.75"
    coloured = source.replace("currentColor", hue)
    coloured = coloured.replace('stroke-width="2"', f'stroke-width="{width}"')
    return QSvgRenderer(QByteArray(coloured.encode()))
