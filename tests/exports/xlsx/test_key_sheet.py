"""What lets changes be read back: the sheet "npo", the hidden column, and what may be typed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any
from uuid import UUID

import openpyxl
import pytest

from npo_desktop.exports.xlsx.plan_facts import GivenSession, PlanWorkbook
from npo_desktop.exports.xlsx.plan_workbook import plan_workbook
from npo_desktop.i18n import LANGUAGES, speaking

MakePlan = Callable[..., PlanWorkbook]
STATES = ("concept", "agreed", "stopped", "done")


def kept(facts: PlanWorkbook) -> PlanWorkbook:
    """The same plans as the store would give them, with two sessions each."""
    given = (GivenSession(date(2026, 12, 1), 1, 20), GivenSession(date(2026, 12, 3), 1, 20))
    return replace(
        facts,
        approaches=tuple(
            replace(one, id=UUID(int=500 + place), planned=33, planned_so_far=12, sessions=given)
            for place, one in enumerate(facts.approaches)
        ),
    )


def opened(facts: PlanWorkbook, language: str) -> Any:
    with speaking(language):
        return openpyxl.load_workbook(BytesIO(plan_workbook(facts)))


def keys_of(book: Any) -> dict[str, str]:
    return {row[0]: row[1] for row in book["npo"].iter_rows(values_only=True)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_sheet_for_programs_names_the_columns_as_they_are_printed(
    make_plan: MakePlan, language: str
) -> None:
    facts = kept(make_plan(pupils=12))
    book = opened(facts, language)

    keys = keys_of(book)
    assert book["npo"].sheet_state == "veryHidden"
    assert (keys["version"], keys["language"], keys["made_on"]) == ("1", language, "2026-11-24")
    assert (keys["round"], keys["round_id"]) == (facts.round.name, facts.round.id.hex)
    sheet = book[keys["plans.sheet"]]
    headings = [cell.value for cell in sheet[2]]
    for key in ("id", "status", "sessions_given", "review_on"):
        assert headings.count(keys[f"plans.{key}"]) == 1
    words = {keys[f"state.{state}"] for state in STATES}
    assert len(words) == 4
    state_column = headings.index(keys["plans.status"])
    assert {row[state_column].value for row in sheet.iter_rows(3)} <= words


def test_every_plan_has_its_id_in_a_hidden_column_and_what_stood_when_it_was_made(
    make_plan: MakePlan,
) -> None:
    facts = kept(make_plan(pupils=24))
    book = opened(facts, "nl")

    keys = keys_of(book)
    sheet = book[keys["plans.sheet"]]
    column = [cell.value for cell in sheet[2]].index(keys["plans.id"])
    letter = sheet.cell(2, column + 1).column_letter
    assert sheet.column_dimensions[letter].hidden
    ids = [row[column].value for row in sheet.iter_rows(3)]
    assert sorted(ids) == sorted(one.id.hex for one in facts.approaches if one.id)
    for one in facts.approaches:
        state, given, review_on = keys[f"was.{one.id.hex}" if one.id else ""].split("|")
        assert (state, review_on) == (one.state, one.review_on.isoformat())
        has_none = one.state == "concept" or one.intervention == "nothing-extra"
        assert given == ("" if has_none else "2")


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_what_can_be_read_back_may_be_typed(make_plan: MakePlan, language: str) -> None:
    book = opened(kept(make_plan(pupils=12)), language)

    keys = keys_of(book)
    sheet = book[keys["plans.sheet"]]
    headings = [cell.value for cell in sheet[2]]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert len(rules) == 3
    last = sheet.max_row
    found = {}
    for key in ("status", "sessions_given", "review_on"):
        letter = sheet.cell(2, headings.index(keys[f"plans.{key}"]) + 1).column_letter
        found[key] = rules[f"{letter}3:{letter}{last}"]
        assert found[key].showErrorMessage and found[key].errorTitle == keys[f"plans.{key}"][:32]
        assert found[key].error and len(found[key].error) <= 255
    words = ",".join(keys[f"state.{state}"] for state in STATES)
    assert (found["status"].type, found["status"].formula1) == ("list", f'"{words}"')
    assert (found["sessions_given"].type, found["sessions_given"].formula1) == ("whole", "0")
    assert (found["review_on"].type, found["review_on"].operator) == ("date", "greaterThanOrEqual")


def test_plans_that_the_store_does_not_know_get_no_id(make_plan: MakePlan) -> None:
    book = opened(make_plan(pupils=6), "en")

    assert not [key for key in keys_of(book) if key.startswith("was.")]


def test_a_framed_cell_is_framed_when_it_is_empty_too(make_plan: MakePlan) -> None:
    facts = make_plan(pupils=24)
    book = opened(facts, "en")

    sheet = book["Plans"]
    column = [cell.value for cell in sheet[2]].index("Sessions given")
    cells = [row[column] for row in sheet.iter_rows(3)]
    assert None in [cell.value for cell in cells] and 0 in [cell.value for cell in cells]
    assert all(cell.border.left.style and cell.border.right.style for cell in cells)


def test_the_review_is_held_against_the_start_of_its_own_row(make_plan: MakePlan) -> None:
    sheet = opened(make_plan(pupils=6), "en")["Plans"]

    rule = next(rule for rule in sheet.data_validations.dataValidation if rule.type == "date")
    first = sheet[rule.formula1.replace("$", "")]
    assert sheet.cell(2, first.column).value == "Start"
    assert first.row == 3 and rule.formula1 == f"${first.column_letter}3"  # the row moves along
