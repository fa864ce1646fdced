"""How the desk looks: always light, Source Sans 3, and three sizes for three kinds of screen.

Source: VISUAL.md, sections 4 and 11.
"""

from dataclasses import dataclass
from functools import cache
from string import Template

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from npo_desktop.paths import resources
from ui import theme
from ui.theme_tokens import LIGHT

FAMILIES = ["Source Sans 3", "Segoe UI", "sans-serif"]
TARGET = 56  # pixels: the smallest thing a child has to hit
RADIUS = 12


@dataclass(frozen=True, slots=True)
class Sizes:
    """In pixels."""

    question: int
    answer: int
    body: int
    edge: int  # room at the left and right of what is asked
    gap: int
    picture: int  # the smallest glass
    voice: int  # the round button that reads aloud


FULL = Sizes(46, 26, 20, 120, 24, 150, 112)  # 1366x768 and up
MIDDLE = Sizes(34, 22, 18, 64, 14, 96, 88)  # 1093x614: the same at 125 %
SMALL = Sizes(27, 19, 16, 24, 8, 64, 64)  # 911x512: at 150 %

_SHEET = """
QMainWindow, QWidget[desk="ground"] { background: $kiosk; }
QWidget { color: $ink; font-family: "Source Sans 3", "Segoe UI"; font-size: ${body}px; }
QFrame[desk="head"] { background: $surface; border: 0; border-bottom: 1px solid $line2; }
QLabel { background: transparent; }
QLabel[desk="question"] { font-size: ${question}px; font-weight: 600; }
QLabel[desk="long"] { font-size: ${long}px; font-weight: 600; }
QLabel[desk="name"] { font-size: ${name}px; font-weight: 600; }
QLabel[desk="soft"] { color: $ink2; }
QLabel[desk="small"] { color: $ink2; font-size: 16px; }
QLabel[desk="trouble"] { color: $warn; background: $warnBg; border: 1px solid $warnLine;
  border-radius: 8px; padding: 8px 16px; font-weight: 600; }
QPushButton { min-height: 52px; padding: 0 24px; border: 2px solid $ctrl; border-radius: 12px;
  background: $surface; color: $ink; font-size: ${button}px; font-weight: 600; }
QPushButton:hover { background: $row; }
QPushButton:pressed, QPushButton:checked { background: $okBg; border-color: $accent; }
QPushButton[kind="primary"] { background: $accent; border-color: $accent; color: $onAccent; }
QPushButton[kind="primary"]:pressed { background: $accentPress; border-color: $accentPress; }
QPushButton[kind="choice"]:checked { background: $accent; color: $onAccent; }
QPushButton[kind="quiet"] { background: transparent; border-color: transparent; color: $ink2;
  font-size: 15px; font-weight: 400; padding: 0 12px; }
QPushButton:disabled { background: $surface2; border-color: $line; color: $disabled; }
QPushButton[kind="quiet"][fit="row"] { min-height: 32px; padding: 0 8px; color: $accent; }
QLineEdit { min-height: 52px; padding: 0 12px; border: 2px solid $ctrl; border-radius: 12px;
  background: $surface; font-size: 20px; }
QLineEdit:disabled { background: $surface2; border-color: $line; }
"""


def sizes_for(width: int, height: int) -> Sizes:
    """What fits a screen of so many pixels."""
    if width >= 1200 and height >= 700:
        return FULL
    return MIDDLE if width >= 1000 and height >= 580 else SMALL


def sheet(sizes: Sizes) -> str:
    """The style sheet of the whole desk; it wins over the program's own."""
    more = {
        "question": str(sizes.question),
        "long": str(round(sizes.question * 0.72)),
        "body": str(sizes.body),
        "name": str(sizes.answer - 2),
        "button": str(max(16, sizes.body - 1)),
    }
    return Template(_SHEET).substitute(LIGHT | more)


def colour(token: str) -> QColor:
    """A token's colour on the desk: the light one, whatever the rest of the program wears."""
    return QColor(LIGHT[token])


def font(size: int, weight: int = 600) -> QFont:
    """Of so many pixels."""
    made = QFont()
    made.setFamilies(FAMILIES)
    made.setPixelSize(size)
    made.setWeight(QFont.Weight(weight))
    return made


@cache
def load_fonts() -> None:
    """Once a process, when the first desk opens."""
    theme.load_reading_fonts()


def draw(painter: QPainter, area: QRectF, name: str, token: str = "ink") -> None:
    """One of our icons, in a square."""
    _renderer(name, token).render(painter, area)


def icon(name: str, token: str, size: int) -> QIcon:
    """One of our icons for a button."""
    made = QIcon()
    for ratio in {screen.devicePixelRatio() for screen in QGuiApplication.screens()}:
        picture = QPixmap(round(size * ratio), round(size * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        draw(painter, QRectF(0, 0, size, size), name, token)
        painter.end()
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled):
            made.addPixmap(picture, mode)
    return made


def _renderer(name: str, token: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", LIGHT[token]).encode()))


@cache
def _source(name: str) -> str:
    found = (resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    return found.replace('stroke-width="2"', 'stroke-width="1.75"')
