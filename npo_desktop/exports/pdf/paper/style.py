"""Sizes and grounds of paper questionnaires. Grey is only ever a ground. Source: VISUAL.md, 11."""

from dataclasses import dataclass

from reportlab.lib.colors import Color, HexColor

from npo_desktop.content.questionnaire import Informant

GROUND: Color = HexColor(0xE9EEED)
GROUND_SOFT: Color = HexColor(0xF5F7F6)


@dataclass(frozen=True, slots=True)
class RowSizes:
    """In points."""

    words: float  # a statement
    leading: float
    radius: float  # of a circle
    air: float  # of a row, above and below together


# From what reads best to what is still read well when a printer shrinks it to 94 %.
TRIES = {
    Informant.TEACHER: (
        RowSizes(10.5, 12.4, 7.6, 6.0),
        RowSizes(10.0, 11.8, 7.4, 5.0),
        RowSizes(9.5, 11.2, 7.2, 4.5),
    ),
    Informant.PARENT: (
        RowSizes(12.0, 14.6, 8.6, 11.0),
        RowSizes(11.0, 13.4, 8.2, 8.0),
        RowSizes(10.5, 12.4, 7.6, 6.0),
    ),
    Informant.PUPIL: (
        RowSizes(13.0, 15.8, 9.2, 13.0),
        RowSizes(12.0, 14.6, 8.8, 10.0),
        RowSizes(11.0, 13.4, 8.2, 8.0),
        RowSizes(11.0, 13.4, 8.2, 7.0),
        RowSizes(10.5, 12.6, 8.0, 5.5),
    ),
}
