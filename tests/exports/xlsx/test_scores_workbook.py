"""The scores workbook: the same scores as rows and side by side, in four languages."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from npo_desktop.content.questionnaire import Informant
from npo_desktop.errors import Cancelled
from npo_desktop.exports.xlsx.plan_facts import PlanWorkbook
from npo_desktop.exports.xlsx.scores_workbook import (
    score_sheets,
    scores_file_name,
    scores_workbook,
)
from npo_desktop.i18n import LANGUAGES, speaking
from npo_desktop.scoring.norms import Band

MakePlan = Callable[..., PlanWorkbook]
SHEETS = [
    *("Signals", "By subscale", "0-100, teacher", "0-100, pupil", "0-100, parent"),
    *("Scores", "Test results", "Notes"),
]


def read(facts: PlanWorkbook, language: str = "en") -> dict[str, list[dict[str, Any]]]:
    with speaking(language):
        book = openpyxl.load_workbook(BytesIO(scores_workbook(facts)))
    found = {}
    for sheet in book:
        values: list[Any] = list(sheet.values)
        found[sheet.title] = [dict(zip(values[1], row, strict=True)) for row in values[2:]]
    return found


def test_the_sheets_stand_in_their_order(make_plan: MakePlan) -> None:
    assert list(read(make_plan(pupils=8, groups=4))) == SHEETS


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_gives_a_whole_workbook(make_plan: MakePlan, language: str) -> None:
    names = list(read(make_plan(pupils=8, groups=4), language))

    assert len({name.casefold() for name in names}) == len(SHEETS)
    assert all(0 < len(name) <= 31 for name in names)


def test_each_pupil_has_one_letter_a_subscale_and_the_signals_add_up(make_plan: MakePlan) -> None:
    facts = make_plan(pupils=12)

    signals = read(facts)["Signals"]

    assert [row["Number"] for row in signals] == [d.pupil.number for d in facts.dossiers]
    for row, dossier in zip(signals, facts.dossiers, strict=True):
        bands = Counter(dossier.flags.values())
        letters = Counter(list(row.values())[5:])
        assert letters["H"] == bands[Band.LOW] and letters["W"] == bands[Band.WATCH]
        assert row["Signals"] == letters["H"] + letters["W"]


def test_scores_side_by_side_are_those_of_the_informant(make_plan: MakePlan) -> None:
    facts = make_plan(pupils=8, groups=4)

    row = read(facts)["0-100, pupil"][0]

    dossier = next(d for d in facts.dossiers if d.pupil.number == row["Number"])
    mine = [
        s for s in dossier.scores if s.informant is Informant.PUPIL and s.score.pomp is not None
    ]
    assert row["Date"].date() == max(s.held_on for s in mine)
    shown = [value for key, value in row.items() if key not in (*list(row)[:5],)]
    for scored in mine:
        assert any(
            value == pytest.approx(scored.score.pomp) for value in shown if value is not None
        )


def test_an_informant_without_scores_has_no_sheet(make_plan: MakePlan) -> None:
    facts = make_plan(pupils=3)
    group = replace(
        facts.groups[0],
        dossiers=tuple(
            replace(
                dossier,
                scores=tuple(s for s in dossier.scores if s.informant is Informant.TEACHER),
                composites=(),
            )
            for dossier in facts.groups[0].dossiers
        ),
    )

    names = list(read(replace(facts, groups=(group,))))

    assert "0-100, teacher" in names and "0-100, parent" not in names


def test_every_test_result_is_there_not_only_the_newest(make_plan: MakePlan) -> None:
    tests = read(make_plan(pupils=3))["Test results"]

    assert len(tests) == 6
    first, second = tests[:2]
    assert (first["Moment"], first["Date"]) == ("M5", datetime(2026, 6, 9))
    assert (second["Test level"], second["Test score"]) == ("V", 66.5)
    assert second["Signal"] == "H · Help needed"


def test_few_pupils_are_not_counted_apart(make_plan: MakePlan) -> None:
    few = read(make_plan(pupils=3, groups=1))["By subscale"]
    many = read(make_plan(pupils=24))["By subscale"]

    assert {row["H · Help needed"] for row in few} == {None}
    assert all(row["Note"] for row in few)
    for row in many:
        counted = [row[key] for key in ("H · Help needed", "W · Watch", "O · On level")]
        if row["Note"] is None:
            assert sum(counted) == row["Pupils with a band"]


def test_stop_is_heard(make_plan: MakePlan, stop_after: Callable[[int], Any]) -> None:
    with pytest.raises(Cancelled):
        scores_workbook(make_plan(pupils=4), progress=stop_after(2))


def test_a_round_without_pupils_still_gives_a_file(make_plan: MakePlan) -> None:
    found = read(replace(make_plan(pupils=3), groups=(), approaches=()))

    assert list(found) == ["Signals", "By subscale", "Scores", "Test results", "Notes"]


def test_the_file_name_names_no_pupil() -> None:
    with speaking("en"):
        assert scores_file_name("2026-2", date(2026, 11, 24)) == "scores-2026-2-20261124.xlsx"


def test_told_sheets_are_those_written(make_plan: MakePlan) -> None:
    facts = make_plan(pupils=3)
    with speaking("en"):
        told = [sheet.name for sheet in score_sheets(facts)]

    assert told == list(read(facts))
