"""The words above the columns of the plan and the scores workbook, in each language.

``golden/workbook-<language>.txt`` holds a line for the name of each sheet, with its headings below
it; only cells are compared, never bytes.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from npo_desktop.exports.xlsx.plan_facts import MoneyLine, PlanWorkbook
from npo_desktop.exports.xlsx.plan_workbook import plan_workbook
from npo_desktop.exports.xlsx.scores_workbook import scores_workbook
from npo_desktop.i18n import LANGUAGES, speaking

GOLDEN = Path(__file__).parents[2] / "golden"
MONEY = MoneyLine("NPO", "OCW", 1000.0, date(2027, 7, 31), 250.0, 100.0, 1)


def headings(content: bytes) -> list[str]:
    """Each sheet that people see: its name, and its headings one a line."""
    book: Any = openpyxl.load_workbook(BytesIO(content))
    lines = []
    for sheet in book:
        if sheet.sheet_state == "visible":
            lines.append(f"# {sheet.title}")
            lines += [str(cell.value) for cell in sheet[2] if cell.value is not None]
    return lines


def workbook_lines(facts: PlanWorkbook, language: str) -> list[str]:
    facts = replace(facts, money=(MONEY,))
    with speaking(language):
        return [*headings(plan_workbook(facts)), *headings(scores_workbook(facts))]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_headings_are_those_of_the_golden_file(
    make_plan: Callable[..., PlanWorkbook], language: str
) -> None:
    lines = workbook_lines(make_plan(pupils=12), language)

    golden = GOLDEN / f"workbook-{language}.txt"
    assert lines == golden.read_text(encoding="utf-8").splitlines()
