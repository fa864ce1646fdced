"""An Excel table over the headings and rows of a sheet: sorts, filters and grows by itself."""

from collections.abc import Sequence
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

from npo_desktop.exports.xlsx.printing import NOT_IN_XML

STYLE = "TableStyleLight1"  # lines and light stripes in grey: prints as it looks


def add_table(sheet: Any, name: str, titles: Sequence[str], heading: int, last: int) -> None:
    """``name``: ours, one word. ``titles``: as they stand in the headings, no two alike.

    Without rows Excel wants an empty one in the table.
    """
    cells = f"A{heading}:{get_column_letter(len(titles))}{max(last, heading + 1)}"
    columns = [
        TableColumn(id=place, name=NOT_IN_XML.sub("\ufffd", title))
        for place, title in enumerate(titles, 1)
    ]
    if len({column.name.casefold() for column in columns}) < len(columns):
        raise ValueError("two columns of one table have the same heading")
    sheet.tables.add(
        Table(
            displayName=name,
            ref=cells,
            autoFilter=AutoFilter(ref=cells),
            tableColumns=columns,
            tableStyleInfo=TableStyleInfo(name=STYLE, showRowStripes=True),
        )
    )
