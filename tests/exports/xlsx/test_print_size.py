"""No sheet is printed in letters that need a glass, and a table says on each page what it holds."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter, range_boundaries

from npo_desktop.content.load import Content
from npo_desktop.exports.xlsx.forms.form_template import template_workbook
from npo_desktop.exports.xlsx.forms.xlsform import questionnaire_workbook
from npo_desktop.exports.xlsx.menukaart import menukaart_workbook
from npo_desktop.exports.xlsx.plan_facts import PlanWorkbook
from npo_desktop.exports.xlsx.plan_workbook import plan_workbook
from npo_desktop.exports.xlsx.scores_workbook import scores_workbook
from npo_desktop.exports.xlsx.template_example import example_template
from npo_desktop.i18n import LANGUAGES, speaking

INCHES_A_CHARACTER, INCHES_WIDE = 7 / 96, {"landscape": 10.7, "portrait": 7.3}  # between margins
TYPED, SMALLEST = 10, 7  # points: in the cells, and at least on paper


def sizes_on_paper(content: bytes) -> dict[str, float]:
    """Of each sheet that people see, in points; and that headings come back."""
    found = {}
    book: Any = openpyxl.load_workbook(BytesIO(content))
    for sheet in book:
        if sheet.sheet_state != "visible":
            continue
        first, _top, last, _end = range_boundaries(
            (sheet.print_area or sheet.dimensions).rpartition("!")[2].replace("$", "")
        )
        assert first is not None and last is not None
        columns = [sheet.column_dimensions[get_column_letter(n)] for n in range(first, last + 1)]
        width = sum(column.width for column in columns if not column.hidden)
        room = INCHES_WIDE[sheet.page_setup.orientation] * (sheet.page_setup.fitToWidth or 1)
        found[sheet.title] = TYPED * min(1, room / (width * INCHES_A_CHARACTER))
        assert last - first < 3 or sheet.print_title_rows, sheet.title
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sheet_can_be_read_on_paper(
    make_plan: Callable[..., PlanWorkbook], made_content: Content, language: str
) -> None:
    facts = make_plan(pupils=12)
    catalogue, subscales = made_content.catalogue, made_content.subscales
    with speaking(language):
        books = {
            "plan": plan_workbook(facts),
            "scores": scores_workbook(facts),
            "menukaart": menukaart_workbook(catalogue, subscales),
            "example": example_template(),
            "empty form": template_workbook(),
            **{
                code: questionnaire_workbook(made_content.questionnaires[code])
                for code in ("teacher", "pupil", "parent")
            },
        }
    tiny = {
        f"{name}, {sheet}": round(size, 1)
        for name, book in books.items()
        for sheet, size in sizes_on_paper(book).items()
        if size < SMALLEST
    }
    assert tiny == {}


def test_a_table_that_is_too_wide_for_a_page_is_seen_here(made_content: Content) -> None:
    book: Any = openpyxl.load_workbook(
        BytesIO(menukaart_workbook(made_content.catalogue, made_content.subscales))
    )
    book.worksheets[0].page_setup.fitToWidth = 1
    held = BytesIO()
    book.save(held)
    assert min(sizes_on_paper(held.getvalue()).values()) < SMALLEST
