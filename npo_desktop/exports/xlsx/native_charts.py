"""Charts that Excel draws from the cells: bars that differ in grey too, with their numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.data_source import StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties

from npo_desktop.exports.xlsx.printing import NOT_IN_XML

# From dark to white: each reads apart from its neighbour on a grey print. VISUAL.md, section 3.
GROUNDS = ("0C3B5C", "6FA3AB", "CFDDE0", "FFFFFF")
EDGE = "10363D"
ROW_CM = 0.53  # of a row of 15 points
CHARACTER_CM = 0.19  # width of a column of one character
BAR_CM, FRAME_CM, WIDTH_CM, HEIGHT_CM = 0.8, 4.0, 24.0, 14.0  # the last: fits a page lying
PAGE_POINTS, ROW_POINTS = 445, 15  # of a page lying, A4 or Letter; of a row
LINE_WIDE = 145  # characters beside each other on such a page, at full size
MOST_BARS = 40  # more do not read


@dataclass(frozen=True, slots=True)
class Bars:
    """Lying bars, one a row of the table. ``values``: keys of columns, side by side or joined."""

    title: str
    names: str  # key of the column that names the bars
    values: tuple[str, ...]
    are_joined: bool = False  # one bar a row, in parts
    whole_numbers: bool = True


def bars_rows(rows: int, bars: Bars) -> int:
    """How many rows of the sheet the chart asks for."""
    return round(_height(rows, bars) / ROW_CM) + 1


def page_rows(width: float, heading: float | None) -> int:
    """How many rows a page lying takes, made smaller when ``width`` characters ask for it.

    ``heading``: height of the second row in points, which comes back on every page.
    """
    points = PAGE_POINTS * max(1.0, width / LINE_WIDE)
    return int((points - (heading or ROW_POINTS)) / ROW_POINTS) + 1


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a chart stands, and whence its numbers come."""

    heading: int  # rows of the sheet
    last: int  # of the table
    at: int  # where the chart begins
    width: float  # of all columns together, in characters
    rows: int  # of the sheet, that it takes


def add_bars(sheet: Any, bars: Bars, columns: Mapping[str, int], spot: Spot) -> None:
    """``columns``: places by key."""
    heading, last = spot.heading, spot.last
    last = min(last, heading + MOST_BARS)
    chart: Any = BarChart()
    chart.type, chart.style = "bar", 1
    chart.title = NOT_IN_XML.sub("\ufffd", bars.title)
    chart.grouping = "stacked" if bars.are_joined else "clustered"
    chart.overlap = 100 if bars.are_joined else -10
    chart.gapWidth = 60
    for place, key in enumerate(bars.values):
        chart.series.append(_series(sheet, columns[key], heading, last, place))
    names = Reference(sheet, min_col=columns[bars.names], min_row=heading + 1, max_row=last)
    chart.set_categories(names)
    _axes(chart, bars)
    chart.height = (spot.rows - 1) * ROW_CM
    chart.width = min(WIDTH_CM, CHARACTER_CM * spot.width)
    chart.graphical_properties = GraphicalProperties(ln=LineProperties(noFill=True))
    sheet.add_chart(chart, f"A{spot.at}")


def _height(rows: int, bars: Bars) -> float:
    beside = 1 if bars.are_joined else max(1, len(bars.values) * 0.7)
    return min(HEIGHT_CM, FRAME_CM + BAR_CM * min(rows, MOST_BARS) * beside)


def _series(sheet: Any, column: int, heading: int, last: int, place: int) -> Any:
    values = Reference(sheet, min_col=column, min_row=heading + 1, max_row=last)
    made: Any = Series(values, title_from_data=False)
    name = Reference(sheet, min_col=column, min_row=heading, max_row=heading)
    made.tx = SeriesLabel(strRef=StrRef(str(name)))
    made.graphicalProperties = GraphicalProperties(solidFill=GROUNDS[place % len(GROUNDS)])
    made.graphicalProperties.line.solidFill = EDGE
    made.graphicalProperties.line.width = 9525  # three quarters of a point
    return made


def _axes(chart: Any, bars: Bars) -> None:
    """The first row on top, whole numbers where people are counted; Excel hides axes otherwise."""
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.scaling.min = 0
    chart.y_axis.number_format = "0" if bars.whole_numbers else "0.0"
    chart.y_axis.majorGridlines = None
    chart.legend.position = "b"
    labels = DataLabelList()
    labels.showVal = True
    labels.showSerName = labels.showCatName = labels.showLegendKey = labels.showPercent = False
    if not bars.are_joined:
        chart.dataLabels = labels
    chart.layout = Layout(manualLayout=ManualLayout(x=0.2, y=0.12, w=0.74, h=0.7))
