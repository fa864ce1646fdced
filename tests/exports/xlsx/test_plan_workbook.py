"""The Excel plan: what stands on its sheets."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from npo_desktop.dossiers.dossier import Dossier, ScoredChange
from npo_desktop.dossiers.no_verdict import NoVerdict
from npo_desktop.errors import Cancelled
from npo_desktop.exports.xlsx.plan_facts import (
    PlannedApproach,
    PlannedGoal,
    PlannedGroup,
    PlanWorkbook,
)
from npo_desktop.exports.xlsx.plan_workbook import plan_file_name, plan_sheets, plan_workbook
from npo_desktop.exports.xlsx.staff_hours import staff_hours_per_week
from npo_desktop.i18n import LANGUAGES, speaking
from npo_desktop.scoring.change import Verdict
from npo_desktop.scoring.norms import Band

MakePlan = Callable[..., PlanWorkbook]
ReadBack = Callable[..., Mapping[str, list[tuple[Any, ...]]]]
Rows = list[dict[str, Any]]

ENGLISH = [
    *("Overview", "Plans", "Review calendar", "Hours by colleague", "Hours by goal area"),
    *("Scores", "Catalogue", "Notes", "npo"),
]
NO_FIGURE = "No figure known. That does not mean: no effect."


def rows(sheet: list[tuple[Any, ...]]) -> Rows:
    """Rows by heading; the title and the headings come before them."""
    return [dict(zip(sheet[1], row, strict=True)) for row in sheet[2:]]


def with_first(facts: PlanWorkbook, **changed: Any) -> PlanWorkbook:
    """The same school, but its first pupil's dossier is changed."""
    group = facts.groups[0]
    first = replace(group.dossiers[0], **changed)
    group = replace(group, dossiers=(first, *group.dossiers[1:]))
    return replace(facts, groups=(group, *facts.groups[1:]))


def approach(of: Dossier, intervention: str = "small-group-tuition", **changed: Any) -> Any:
    made = PlannedApproach(
        of.pupil.id, intervention, "agreed", date(2026, 11, 30), date(2027, 2, 12)
    )
    return replace(made, **changed)


def test_the_sheets_stand_in_their_order(make_plan: MakePlan, read_back: ReadBack) -> None:
    assert list(read_back(make_plan())) == ENGLISH


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_gives_names_that_excel_allows(
    make_plan: MakePlan, read_back: ReadBack, language: str
) -> None:
    names = list(read_back(make_plan(pupils=3), language))

    assert len({name.casefold() for name in names}) == len(ENGLISH)
    assert all(0 < len(name) <= 31 for name in names)


def test_the_overview_counts_pupils_per_group(make_plan: MakePlan, read_back: ReadBack) -> None:
    facts = make_plan(pupils=24, groups=2)

    overview = rows(read_back(facts)["Overview"])

    assert [row["Group"] for row in overview] == ["groep 3", "groep 4", "Whole school"]
    assert [row["Pupils"] for row in overview] == [12, 12, 24]
    assert [row["Scanned by teacher"] for row in overview] == [12, 12, 24]
    assert [row["Pupils with an approach"] for row in overview] == [4, 3, 7]
    assert [row["Pupils with nothing extra now"] for row in overview] == [0, 1, 1]
    low = [list(d.flags.values()).count(Band.LOW) for d in facts.dossiers]
    assert overview[2]["Signals H"] == sum(low)
    assert overview[2]["Pupils with a signal H"] == sum(count > 0 for count in low)


def test_the_overview_has_no_percentages_and_warns_for_small_groups(
    make_plan: MakePlan, read_back: ReadBack
) -> None:
    sheet = read_back(make_plan(pupils=24, groups=3))["Overview"]

    assert "%" not in str(sheet)
    assert [bool(row["Note"]) for row in rows(sheet)] == [True, True, True, False]
    large = rows(read_back(make_plan(pupils=24, groups=2))["Overview"])
    assert [bool(row["Note"]) for row in large] == [False, False, False]


def test_pupils_who_share_sessions_share_their_hours(make_plan: MakePlan) -> None:
    dossier = make_plan(pupils=3).dossiers[0]
    one = approach(dossier, sessions_per_week=3, minutes=20, group_size=4, who="juf Ilvienne")

    assert staff_hours_per_week([one]) == pytest.approx(1.0)
    assert staff_hours_per_week([one] * 4) == pytest.approx(1.0)
    assert staff_hours_per_week([one] * 5) == pytest.approx(2.0)
    assert staff_hours_per_week([one, replace(one, who="meester Ray")]) == pytest.approx(2.0)
    assert staff_hours_per_week([replace(one, group_size=None)] * 2) == pytest.approx(2.0)
    assert staff_hours_per_week([replace(one, state="stopped")]) == 0
    assert staff_hours_per_week([replace(one, minutes=None)]) == 0


def test_each_choice_is_one_row_with_real_dates_and_numbers(
    make_plan: MakePlan, read_back: ReadBack
) -> None:
    facts = make_plan(pupils=24, groups=2)

    plans = rows(read_back(facts)["Plans"])

    assert len(plans) == len(facts.approaches)
    first = plans[0]
    assert (first["Group"], first["Pupil"], first["Number"]) == (
        "groep 3",
        "Evertsz, Jeandro",
        "0000",
    )
    assert first["Year group"] == 3
    assert first["Approach"] == "Metacognition and self-regulation"
    assert first["Goal area"].startswith("D · ")
    assert first["Start value (0-100)"] == pytest.approx(41.6667)
    assert first["Target (0-100)"] == 70
    assert [first[h] for h in ("Sessions per week", "Minutes per session", "Weeks")] == [3, 20, 10]
    assert first["Group size"] == 4
    assert (first["Start"], first["Review"]) == (datetime(2026, 11, 30), datetime(2027, 2, 12))
    assert first["State"] == "Agreed"
    assert first["Reason"].startswith("Past bij")


def test_a_goal_says_how_it_is_seen_and_which_score_stands_beside_it(
    make_plan: MakePlan, read_back: ReadBack
) -> None:
    facts = make_plan()
    teacher = next(s for s in facts.dossiers[0].scores if s.subscale == "EF-INI")

    plans = rows(read_back(facts)["Plans"])

    observe, score = plans[0]["Measured with"].split("\n")
    assert observe == "In 4 of 5 lessons without a personal prompt."
    assert score.startswith("Score: Getting started, Teacher, edition 1, ")
    assert str(teacher.held_on.day) in score


def test_nothing_extra_is_a_row_with_its_day(make_plan: MakePlan, read_back: ReadBack) -> None:
    plans = rows(read_back(make_plan(pupils=24))["Plans"])

    left = [row for row in plans if row["Approach"].startswith("Nothing extra")]
    assert [row["Approach"] for row in left] == ["Nothing extra now. Look again on 5 Feb 2027."]
    assert left[0]["Goal"] is None and left[0]["Review"] == datetime(2027, 2, 5)


def test_a_second_goal_gets_columns_of_its_own(make_plan: MakePlan, read_back: ReadBack) -> None:
    facts = make_plan(pupils=3)
    goals = (PlannedGoal("Leest 20 woorden.", "COG-TEC", 10, 20), PlannedGoal("Vraagt hulp."))
    facts = replace(facts, approaches=(approach(facts.dossiers[0], goals=goals),))

    heading, row = read_back(facts)["Plans"][1:]

    assert [h for h in heading if h.startswith("Goal")] == ["Goal area", "Goal 1", "Goal 2"]
    assert row[heading.index("Goal 1") + 2] == 10
    assert row[heading.index("Goal 2")] == "Vraagt hulp."


def test_what_is_not_in_the_catalogue_any_more_is_still_shown(
    make_plan: MakePlan, read_back: ReadBack
) -> None:
    facts = make_plan(pupils=3)
    facts = replace(facts, approaches=(approach(facts.dossiers[0], "own-thing"),))

    read = read_back(facts)
    assert rows(read["Plans"])[0]["Approach"] == "own-thing"
    assert rows(read["Catalogue"]) == []


def test_every_score_has_its_date_informant_edition_and_error(
    make_plan: MakePlan, read_back: ReadBack
) -> None:
    facts = make_plan(pupils=6)
    pupil = facts.dossiers[0]

    scores = [r for r in rows(read_back(facts)["Scores"]) if r["Number"] == pupil.pupil.number]

    shown = [s for s in (*pupil.scores, *pupil.composites) if s.score.items]
    assert len(scores) == len(shown) + 1  # and the newest test
    for row, scored in zip(scores, shown, strict=False):
        assert row["Date"].date() == scored.held_on
        assert row["Questionnaire or test"].endswith(f"edition {scored.edition}")
        assert (row["Answered"], row["Items"]) == (scored.score.answered, scored.score.items)
        assert row["Mean answer"] == pytest.approx(scored.score.mean)
        assert row["Score (0-100)"] == pytest.approx(scored.score.pomp)
        has_error = scored.score.mean is not None and scored.score.items >= 3
        assert (row["Error, plus or minus (0-100)"] is not None) == has_error
    first = next(row for row in scores if row["Error, plus or minus (0-100)"])
    assert first["Error, plus or minus (0-100)"] == pytest.approx(100 * 0.8 * 0.5 / 4)


def test_no_score_is_an_empty_cell_that_says_why(make_plan: MakePlan, read_back: ReadBack) -> None:
    scores = rows(read_back(make_plan(pupils=12))["Scores"])

    unknown = [
        row for row in scores if row["Filled in by"] != "Test" and row["Mean answer"] is None
    ]
    assert unknown
    assert {row["Signal"] for row in unknown} == {"Too few answers"}
    assert {row["Score (0-100)"] for row in unknown} == {None}


def test_signals_are_letters_with_words(make_plan: MakePlan, read_back: ReadBack) -> None:
    scores = rows(read_back(make_plan(pupils=24))["Scores"])

    signals = {row["Signal"] for row in scores}
    assert {"H · Help needed", "W · Watch", "O · On level", "S · Strong"} <= signals


def test_only_the_newest_result_of_a_test_is_shown_with_its_norm_group(
    make_plan: MakePlan, read_back: ReadBack
) -> None:
    scores = rows(read_back(make_plan(pupils=3))["Scores"])

    tests = [row for row in scores if row["Filled in by"] == "Test"]
    assert len(tests) == 3
    assert tests[0]["Questionnaire or test"] == "DMT · E5 · Dutch · groep 5"
    assert (tests[0]["Test level"], tests[0]["Test score"]) == ("V", 66.5)
    assert tests[0]["Signal"] == "H · Help needed"


def test_a_subscale_too_new_in_the_language_gets_no_judgement(
    make_plan: MakePlan, read_back: ReadBack
) -> None:
    facts = with_first(make_plan(pupils=3), resting=("COG-TEC",))

    scores = [r for r in rows(read_back(facts)["Scores"]) if r["Subscale"] == "Word reading"]
    assert {row["Signal"] for row in scores[:2]} == {
        "Taught in this language only a short time: no judgement yet"
    }


@pytest.mark.parametrize(
    ("verdict", "why", "words"),
    [
        (Verdict.IMPROVED, None, "Really better"),
        (Verdict.DECLINED, None, "Really weaker"),
        (Verdict.UNCHANGED, None, "No certain change"),
        (Verdict.UNKNOWN, NoVerdict.OTHER_RATER, "Another person answered"),
        (Verdict.UNKNOWN, NoVerdict.TOO_FEW, "Too few answers"),
        (Verdict.UNKNOWN, NoVerdict.TWO_TIERS, "Short scan: no comparison"),
    ],
)
def test_change_is_told_in_words(
    make_plan: MakePlan,
    read_back: ReadBack,
    verdict: Verdict,
    why: NoVerdict | None,
    words: str,
) -> None:
    facts = make_plan(pupils=3)
    scored = facts.dossiers[0].scores[0]
    change = ScoredChange(scored.informant, scored.subscale, 1.0, 2.0, 2.0, verdict, why)

    read = read_back(with_first(facts, changes=(change,)))["Scores"]

    assert rows(read)[0]["Change since the round before"].startswith(words)


def test_another_edition_and_a_first_round_are_not_compared(
    make_plan: MakePlan, read_back: ReadBack
) -> None:
    facts = make_plan(pupils=3)
    scored = facts.dossiers[0].scores[0]
    change = ScoredChange(scored.informant, scored.subscale, 2.0, 3.0, None, Verdict.UNKNOWN)
    older = replace(scored, edition="0")

    other = with_first(facts, changes=(change,), before=(older,))
    first = with_first(facts, changes=(), before=(), before_round=None)

    said = [
        rows(read_back(f)["Scores"])[0]["Change since the round before"] for f in (other, first)
    ]
    assert said == ["Other version", "First round"]


def test_the_catalogue_gives_figures_with_year_and_source(
    make_plan: MakePlan, read_back: ReadBack
) -> None:
    facts = make_plan(pupils=24)

    used = {row["Approach"]: row for row in rows(read_back(facts)["Catalogue"])}

    assert set(used) == {
        "Metacognition and self-regulation",
        "Small group tuition",
        "Repair weeks",
    }
    for row in used.values():
        assert row["Source"] and row["Take care"] and row["Where the dose comes from"]
    months = used["Metacognition and self-regulation"]
    assert (months["Months of progress, on average"], months["Year of the figures"]) == (8, 2025)
    assert used["Repair weeks"]["Months of progress, on average"] == NO_FIGURE
    assert used["Repair weeks"]["Evidence (0-5)"] is None
    assert sum(row["Plans in this file"] for row in used.values()) == 7


def test_the_notes_say_what_the_file_holds_and_how_to_read_it(
    make_plan: MakePlan, read_back: ReadBack
) -> None:
    notes = str(read_back(make_plan(pupils=12))["Notes"])

    for sentence in (
        "This file holds data of 12 pupils. Keep it safe.",
        "Own screening list, not normed; no diagnosis.",
        "This figure is an average from research elsewhere. It is no promise for this child.",
        "2026-2: 2 November 2026 to 27 November 2026",
        "24 November 2026",
        NO_FIGURE,
        "No certain change: the difference is smaller than the measurement error.",
        "No certain change: so large a difference also comes by chance, or in the whole group.",
    ):
        assert sentence in notes


@pytest.mark.parametrize("is_practice", [True, False])
def test_a_practice_school_is_marked_on_every_sheet_and_page(
    make_plan: MakePlan, is_practice: bool
) -> None:
    with speaking("en"):
        book = openpyxl.load_workbook(
            BytesIO(plan_workbook(make_plan(pupils=3, is_practice=is_practice)))
        )

    mark = "EXAMPLE SCHOOL: no real pupils"
    sheets: list[Any] = [sheet for sheet in book if sheet.sheet_state == "visible"]
    assert len(sheets) == len(ENGLISH) - 1
    for sheet in sheets:
        title = next(cell.value for cell in sheet[1] if cell.value)
        assert title.startswith(mark) == is_practice
        assert (sheet.oddHeader.center.text == mark) == is_practice


def test_names_that_look_like_formulas_stay_names(make_plan: MakePlan, read_back: ReadBack) -> None:
    facts = make_plan(pupils=3)
    one = facts.dossiers[0]
    pupil = replace(one.pupil, call_name="@SUM(A1)", last_name="=1+1", number="+1")
    facts = with_first(facts, pupil=pupil)
    facts = replace(
        facts, school='=cmd|"x"', approaches=(approach(one, who="\x00juf", reason="#REF!"),)
    )

    read = read_back(facts)

    plan = rows(read["Plans"])[0]
    assert (plan["Pupil"], plan["Number"]) == ("=1+1, @SUM(A1)", "+1")
    assert (plan["Who"], plan["Reason"]) == ("�juf", "#REF!")
    assert rows(read["Scores"])[0]["Pupil"] == "=1+1, @SUM(A1)"


def test_pupils_in_no_group_are_not_lost(make_plan: MakePlan, read_back: ReadBack) -> None:
    facts = make_plan(pupils=3)
    alone = PlannedGroup("", (), facts.dossiers)

    read = read_back(replace(facts, groups=(alone,)))

    assert rows(read["Overview"])[0]["Group"] == "No group"
    assert {row["Group"] for row in rows(read["Scores"])} == {"No group"}


def test_a_round_without_pupils_still_gives_a_file(
    make_plan: MakePlan, read_back: ReadBack
) -> None:
    read = read_back(replace(make_plan(pupils=3), groups=(), approaches=()))

    assert list(read) == ENGLISH
    assert [len(read[name]) for name in ("Plans", "Review calendar", "Scores")] == [2, 2, 2]


def test_dutch_speaks_dutch_and_dates_follow(make_plan: MakePlan) -> None:
    with speaking("nl"):
        facts = make_plan(pupils=3)
        book = openpyxl.load_workbook(BytesIO(plan_workbook(facts)))
        plans: Any = book[plan_sheets(facts)[1].name]

    formats = {cell.number_format for row in plans.iter_rows(3) for cell in row if cell.is_date}
    assert formats == {"dd-mm-yyyy"}
    values = {cell.value for row in plans.iter_rows(3) for cell in row}
    assert "Metacognitie en zelfregulatie" in values


def test_progress_counts_pupils_without_naming_them(make_plan: MakePlan) -> None:
    seen: list[tuple[int, int, str]] = []

    def progress(done: int, total: int, label: str = "") -> None:
        seen.append((done, total, label))

    plan_workbook(make_plan(pupils=4, groups=1), progress=progress)

    assert [done for done, _total, _label in seen] == [0, 1, 2, 3, 4]
    assert {label for _done, _total, label in seen} == {"groep 3", ""}


def test_stop_is_heard(make_plan: MakePlan, stop_after: Callable[[int], Any]) -> None:
    with pytest.raises(Cancelled):
        plan_workbook(make_plan(pupils=4), progress=stop_after(2))


def test_the_file_name_names_no_pupil_and_is_one_name() -> None:
    with speaking("en"):
        name = plan_file_name("2026-2: na/de \\ vakantie?", date(2026, 11, 24))

    assert name == "plans-2026-2-na-de-vakantie-20261124.xlsx"
