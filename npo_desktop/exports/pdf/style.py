"""The looks of what we print: paper, colours, faces and sizes. Source: VISUAL.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from npo_desktop.paths import resources

MM = 72 / 25.4  # points

# All text stays inside this box, so that A4 and Letter both hold it. Source: ISLANDS.md, section 4.
BOX_WIDTH = 180 * MM
BOX_HEIGHT = 245 * MM

INK: Color = HexColor(0x14262B)
INK_SOFT: Color = HexColor(0x435860)
LINE: Color = HexColor(0xC3CDCF)
CONTROL: Color = HexColor(0x7C8D92)
ACCENT: Color = HexColor(0x0B6670)
PALE: Color = HexColor(0xF3F8F8)
WHITE: Color = HexColor(0xFFFFFF)
WATERMARK: Color = HexColor(0xE2E7E7)
ZONE_HEADS = (HexColor(0xF1ECE1), HexColor(0xE4EFEF), HexColor(0xD3E6EA))
ZONE_GROUNDS = (HexColor(0xFAF7F0), HexColor(0xF2F8F8), HexColor(0xE7F1F2))

REGULAR, SEMIBOLD, BOLD = "SourceSans3-Regular", "SourceSans3-SemiBold", "SourceSans3-Bold"
FACES = (REGULAR, SEMIBOLD, BOLD)


class Paper(StrEnum):
    """What the printer holds."""

    A4 = "a4"
    LETTER = "letter"

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        return (210 * MM, 297 * MM) if self is Paper.A4 else (612.0, 792.0)

    @property
    def corner(self) -> tuple[float, float]:
        """The left top corner of the box on this paper, in points from the left bottom."""
        width, height = self.size
        return (width - BOX_WIDTH) / 2, (height + BOX_HEIGHT) / 2


@dataclass(frozen=True, slots=True)
class Sizes:
    """Sizes in points; a fuller page is set a little smaller."""

    body: float
    leading: float
    small: float
    small_leading: float
    heading: float
    title: float
    is_tight: bool  # less room between things

    @property
    def gap(self) -> float:
        """Between two sections."""
        return self.leading * (0.8 if self.is_tight else 1.2)


@cache
def sizes(factor: float = 1.0, *, is_tight: bool = False) -> Sizes:
    """All sizes times a factor; 1 is what the design asks."""
    return Sizes(
        body=12 * factor,
        leading=15.5 * factor,
        small=10 * max(factor, 0.92),
        small_leading=13 * max(factor, 0.92),
        heading=14 * factor,
        title=25 * factor,
        is_tight=is_tight,
    )


@cache
def register_faces() -> Mapping[str, TTFont]:
    """The fonts by face, read once a process."""
    fonts = {face: TTFont(face, str(resources() / "fonts" / f"{face}.ttf")) for face in FACES}
    for font in fonts.values():
        pdfmetrics.registerFont(font)
    return fonts
