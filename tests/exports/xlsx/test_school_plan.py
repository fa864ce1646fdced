"""Hours, money, reviews and charts of the school plan: each figure against one counted by hand."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import openpyxl
import pytest

from npo_desktop.exports.xlsx.plan_facts import (
    ColleagueTime,
    GivenSession,
    MoneyLine,
    PlannedApproach,
    PlanWorkbook,
)
from npo_desktop.exports.xlsx.plan_workbook import plan_workbook
from npo_desktop.exports.xlsx.staff_hours import work_of
from npo_desktop.i18n import LANGUAGES, speaking

MakePlan = Callable[..., PlanWorkbook]
ReadBack = Callable[..., Mapping[str, list[tuple[Any, ...]]]]
TUTORING = "small-group-tuition"


def rows(sheet: list[tuple[Any, ...]]) -> list[dict[str, Any]]:
    return [dict(zip(sheet[1], row, strict=True)) for row in sheet[2:]]


def approach(pupil: int, **changed: Any) -> PlannedApproach:
    made = PlannedApproach(
        UUID(int=1000 + pupil),
        TUTORING,
        "agreed",
        date(2026, 11, 30),
        date(2027, 2, 12),
        sessions_per_week=3,
        minutes=20,
        group_size=4,
        who="juf Ilvienne",
        planned=30,
        planned_so_far=6,
    )
    return replace(made, **changed)


def of_colleague(read: Mapping[str, list[tuple[Any, ...]]]) -> dict[str, dict[str, Any]]:
    return {row["Colleague"]: row for row in rows(read["Hours by colleague"]) if row["Colleague"]}


def test_pupils_who_share_a_session_share_its_hours_planned_and_given(make_plan: MakePlan) -> None:
    catalogue = make_plan(pupils=3).content.catalogue
    day = GivenSession(date(2026, 12, 1), 1, 30)
    four = [approach(n, sessions=(day,)) for n in range(4)]

    shared = work_of(four, catalogue)
    alone = work_of([replace(one, group_size=None) for one in four], catalogue)

    assert (shared.plans, shared.pupils) == (4, 4)
    assert shared.weekly_hours == pytest.approx(1.0)  # 3 x 20 minutes, once
    assert shared.planned_hours == pytest.approx(10.0)  # 30 sessions of 20 minutes
    assert shared.given_hours == pytest.approx(0.5)
    assert alone.planned_hours == pytest.approx(40.0) and alone.given_hours == pytest.approx(2.0)


def test_material_is_bought_once_a_group_and_a_card_without_a_price_is_told(
    make_plan: MakePlan,
) -> None:
    catalogue = make_plan(pupils=3).content.catalogue
    card = catalogue.get(TUTORING)
    assert card is not None and card.material_usd is not None
    free = replace(catalogue, interventions=(replace(card, material_usd=None),))

    five = work_of([approach(n) for n in range(5)], catalogue)
    stopped = work_of([approach(n, state="stopped") for n in range(5)], catalogue)
    unknown = work_of([approach(n) for n in range(5)], free)

    assert (five.material_usd, five.unpriced) == (2 * card.material_usd, 0)
    assert stopped.material_usd == 0
    assert (unknown.material_usd, unknown.unpriced) == (0, 2)


def test_a_colleague_named_by_one_name_is_that_colleague(
    make_plan: MakePlan, read_back: ReadBack
) -> None:
    facts = make_plan(pupils=6)
    people = (
        ColleagueTime("Ilvienne Mensche", 120),
        ColleagueTime("Carina van der Meulen", 0),
        ColleagueTime("Raymond Vlieg", 90),
    )
    plans = (
        approach(0, who="juf Ilvienne, in de klas"),
        approach(1, who="Ilvienne en Raymond"),
        approach(2, who="van der Berg"),
        approach(3, who=""),
        approach(4, intervention="nothing-extra"),
    )

    read = read_back(replace(facts, colleagues=people, approaches=plans))

    shown = of_colleague(read)
    assert set(shown) == {
        *("Ilvienne Mensche", "Raymond Vlieg", "Ilvienne en Raymond", "van der Berg"),
        *("nobody named yet", "Together"),
    }
    assert shown["Ilvienne Mensche"]["Hours per week available"] == 2
    assert shown["Ilvienne Mensche"]["Plans"] == 1
    assert shown["Raymond Vlieg"]["Hours per week planned"] == 0
    assert shown["Together"]["Plans"] == 4  # nothing extra asks no hours


def test_goal_areas_add_up_to_the_school(make_plan: MakePlan, read_back: ReadBack) -> None:
    facts = make_plan(pupils=24)

    areas = rows(read_back(facts)["Hours by goal area"])

    *each, together = areas
    assert [row["Goal area"][:4] for row in each] == sorted(row["Goal area"][:4] for row in each)
    helped = [one for one in facts.approaches if one.intervention != "nothing-extra"]
    assert sum(row["Plans"] for row in each) == together["Plans"] == len(helped)
    assert sum(row["Hours per week planned"] for row in each) == pytest.approx(
        together["Hours per week planned"]
    )


def test_money_tells_what_is_left_and_stays_away_without_budget_lines(
    make_plan: MakePlan, read_back: ReadBack
) -> None:
    line = MoneyLine("NPO", "OCW", 1000.0, date(2027, 7, 31), 250.0, 100.0, 1)
    facts = make_plan(pupils=3)

    money = rows(read_back(replace(facts, money=(line,)))["Money"])

    assert [row["Left (US$)"] for row in money] == [650, 650]
    assert money[0]["To be spent until"] == datetime(2027, 7, 31)
    assert "Money" not in read_back(facts)


def test_reviews_stand_in_the_order_of_their_days_and_ended_plans_do_not(
    make_plan: MakePlan, read_back: ReadBack
) -> None:
    facts = make_plan(pupils=6)
    plans = (
        approach(0, review_on=date(2027, 3, 3)),
        approach(1, review_on=date(2027, 1, 13)),
        approach(2, state="done"),
        approach(3, is_reviewed=True),
        approach(4, intervention="nothing-extra", review_on=date(2027, 2, 5)),
    )

    calendar = rows(read_back(replace(facts, approaches=plans))["Review calendar"])

    assert [row["Review"] for row in calendar] == [
        *(datetime(2027, 1, 13), datetime(2027, 2, 5), datetime(2027, 3, 3)),
    ]
    assert calendar[0]["Week of"] == datetime(2027, 1, 11)  # its Monday
    assert calendar[0]["Month"] == "January 2027"


def test_the_overview_tells_the_dose_of_a_group(make_plan: MakePlan, read_back: ReadBack) -> None:
    facts = make_plan(pupils=6, groups=1)
    given = (GivenSession(date(2026, 12, 1), 1, 20),)
    plans = (
        approach(0, sessions=given),
        approach(1),
        approach(2, state="concept", planned_so_far=9),
    )

    overview = rows(read_back(replace(facts, approaches=plans))["Overview"])[0]

    assert (overview["Sessions planned until now"], overview["Sessions given"]) == (12, 1)
    assert (overview["Pupils with an approach"], overview["Pupils without a choice"]) == (3, 3)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_table_has_its_own_name_filter_and_headings(
    make_plan: MakePlan, language: str
) -> None:
    line = MoneyLine("NPO", "", 1000.0, None, 0.0, 0.0, 0)
    with speaking(language):
        book: Any = openpyxl.load_workbook(
            BytesIO(plan_workbook(make_plan(pupils=6, money=(line,))))
        )

    tables = {}
    for sheet in book:
        for table in sheet.tables.values():
            tables[table.displayName] = sheet, table
    assert len(tables) == 8
    for sheet, table in tables.values():
        assert table.autoFilter.ref == table.ref and sheet.auto_filter.ref is None
        first, last = sheet[table.ref][0], sheet[table.ref][-1]
        assert [cell.value for cell in first] == [column.name for column in table.tableColumns]
        assert first[0].row == 2
        assert last[0].row in (sheet.max_row, sheet.max_row - 1)  # the total stays outside


def test_charts_read_the_cells_of_their_own_sheet(make_plan: MakePlan) -> None:
    with speaking("nl"):
        book = plan_workbook(make_plan(pupils=12))

    with ZipFile(BytesIO(book)) as archive:
        charts = [archive.read(n).decode() for n in archive.namelist() if "/charts/chart" in n]
    assert len(charts) == 3
    assert all("<c:f>" in chart or "<f>" in chart for chart in charts)
    assert any("'Overzicht'!$G$3:$G$4" in chart for chart in charts)


def test_a_school_without_groups_gets_no_chart_of_nothing(make_plan: MakePlan) -> None:
    book = plan_workbook(replace(make_plan(pupils=3), groups=(), approaches=()))

    with ZipFile(BytesIO(book)) as archive:
        assert not [name for name in archive.namelist() if "/charts/" in name]


def test_marks_are_told_by_more_than_a_ground(make_plan: MakePlan) -> None:
    with speaking("en"):
        book: Any = openpyxl.load_workbook(BytesIO(plan_workbook(make_plan(pupils=12))))

    looks = []
    for sheet in book:
        for ranges in sheet.conditional_formatting:
            looks += [rule.dxf for rule in ranges.rules if rule.formula != ["TRUE"]]
    assert looks
    for look in looks:
        assert look.font is not None and (look.font.b or look.font.i or look.font.u)


def test_a_plan_in_its_first_week_is_not_marked_as_behind(make_plan: MakePlan) -> None:
    with speaking("en"):
        book: Any = openpyxl.load_workbook(BytesIO(plan_workbook(make_plan(pupils=3))))

    sheet = book["Plans"]
    at = {cell.value: cell.column_letter for cell in sheet[2]}
    rules = [rule for found in sheet.conditional_formatting for rule in found.rules]
    behind = next(
        rule.formula[0]
        for rule in rules
        if f"N(${at['Planned until now']}3)>" in str(rule.formula[0])
    )
    assert f"N(${at['Planned until now']}3)>N(${at['Sessions per week']}3)" in behind


def test_a_wide_sheet_goes_over_several_pages_that_repeat_whose_row_it_is(
    make_plan: MakePlan,
) -> None:
    with speaking("nl"):
        book: Any = openpyxl.load_workbook(BytesIO(plan_workbook(make_plan(pupils=6))))

    plans = book.worksheets[1]
    assert plans.page_setup.fitToWidth == 2
    assert (plans.print_title_rows, plans.print_title_cols) == ("$1:$2", "$A:$B")
    assert plans["A1"].value is None and plans["C1"].value  # else it would be cut on page two


def test_what_may_be_changed_is_told_above_the_first_framed_column(make_plan: MakePlan) -> None:
    with speaking("en"):
        book: Any = openpyxl.load_workbook(BytesIO(plan_workbook(make_plan(pupils=6))))

    plans = book["Plans"]
    hint = next(cell for cell in plans[1] if cell.value == "The framed columns may be changed.")
    assert plans.cell(2, hint.column).value == "Review"


def test_names_of_two_hundred_letters_and_long_reasons_stay_within_what_excel_takes(
    make_plan: MakePlan,
) -> None:
    long, odd = "Naam " * 40, "\U0001f9e1\u0627\u0628\u0629 " * 40
    facts = make_plan(pupils=3, groups=1)
    pupils = tuple(
        replace(dossier, pupil=replace(dossier.pupil, last_name=long, call_name=odd))
        for dossier in facts.groups[0].dossiers
    )
    group = replace(facts.groups[0], name=long, teachers=(odd, long), dossiers=pupils)
    plans = (approach(0, reason=long * 50, who=odd), approach(1, who=long))
    with speaking("nl"):
        facts = replace(facts, school=long, groups=(group,), approaches=plans)
        book: Any = openpyxl.load_workbook(BytesIO(plan_workbook(facts)))

    for sheet in book:
        heights = [row.height or 0 for row in sheet.row_dimensions.values()]
        assert max(heights, default=0) <= 409
        if sheet.sheet_state == "visible":
            title = next(cell.value for cell in sheet[1] if cell.value)
            assert len(title) < 130 and title.endswith("24-11-2026")
    cells = [cell for row in book["Plannen"].iter_rows(3) for cell in row if cell.value]
    widths = book["Plannen"].column_dimensions
    for cell in cells:  # what is longer than its column wraps
        if isinstance(cell.value, str) and len(cell.value) > widths[cell.column_letter].width + 2:
            assert cell.alignment.wrap_text or widths[cell.column_letter].hidden, cell.coordinate


@pytest.mark.parametrize("language", ["nl", "es"])  # two lines and four above the columns
@pytest.mark.parametrize("many", [1, 5, 40])
def test_a_chart_is_never_cut_by_the_end_of_a_page(
    make_plan: MakePlan, many: int, language: str
) -> None:
    people = tuple(ColleagueTime(f"Ana{n} Test{n}", 60 + n) for n in range(many))
    with speaking(language):
        made = plan_workbook(make_plan(pupils=6, colleagues=people))
    sheet: Any = openpyxl.load_workbook(BytesIO(made)).worksheets[3]
    (chart,) = sheet._charts
    at = chart.anchor._from.row  # rows above it
    broken = [one.id for one in sheet.row_breaks.brk]
    first = max((row for row in broken if row <= at), default=0)
    above = [1, 2, *range(max(2, first) + 1, at + 1)]  # title and headings come back
    points = sum(sheet.row_dimensions[row].height or 15 for row in above)
    assert points + chart.anchor.ext.height / 12700 <= 458, "A4 lying, between its margins"
    assert bool(broken) is (many == 40)
