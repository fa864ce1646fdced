"""Every verdict sentence in English and Dutch, and which verdict gets which.

The table, ``golden/verdict-words.csv``, is read for plainness by a person; a sentence that is new
or reworded fails here until it stands in the table.
"""

import ast
import csv
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from npo_desktop import i18n
from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.dossier import ResultFacts
from npo_desktop.dossiers.expectation import Expectation
from npo_desktop.dossiers.no_verdict import NoVerdict
from npo_desktop.dossiers.result_growth import LevelMove, SubjectGrowth
from npo_desktop.dossiers.trends import Moment, Trend
from npo_desktop.dossiers.verdict_words import (
    agreement_text,
    change_text,
    expectation_text,
    expected_point_text,
    growth_text,
    level_text,
    no_cause_text,
    no_verdict_text,
    now_fine_text,
    trend_text,
)
from npo_desktop.scoring.change import Verdict
from npo_desktop.scoring.growth import Slope, growth
from npo_desktop.scoring.norms import Band

ROOT = Path(__file__).parents[2]
# Where verdicts are put into words: a file, and the function when it is only one of them.
PLACES = {
    "npo_desktop/dossiers/verdict_words.py": "",
    "npo_desktop/dossiers/review_words.py": "",
    "npo_desktop/proposals/words/proposed.py": "reason_text",
    "npo_desktop/dossiers/attention_words.py": "why_text",
    "npo_desktop/dossiers/events.py": "beside_text",
    "npo_desktop/dossiers/readiness.py": "",
    "npo_desktop/exports/xlsx/score_cells.py": "_verdict_texts",
    "ui/questionnaires/own_score_columns.py": "_told",
}
JARGON = re.compile(
    r"\b(RCI|SD|SEM|CI|p|T|z)\b|signific|standard|standaard|T-sco|z-sco|regress|correl|percenti"
    r"|betrouwb|reliab|statisti|variant|deviat|interval|hypothe|index|norm|median|slope|shr[iu]nk",
    re.IGNORECASE,
)


def table() -> list[dict[str, str]]:
    path = ROOT / "tests" / "golden" / "verdict-words.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sentences(place: str, function: str) -> set[str]:
    """What stands in ``_()`` there."""
    tree: ast.AST = ast.parse((ROOT / place).read_text(encoding="utf-8"))
    if function:
        tree = next(
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.FunctionDef) and node.name == function
        )
    return {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "_"
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    }


@pytest.mark.parametrize("place", PLACES)
def test_every_verdict_sentence_stands_in_the_table(place: str) -> None:
    found = sentences(place, PLACES[place])
    assert found, "nothing to say here any more"
    assert found - {row["en"] for row in table()} == set()


@pytest.mark.parametrize("row", table(), ids=lambda row: row["en"][:40])
def test_a_verdict_says_in_both_languages_what_was_read(row: dict[str, str]) -> None:
    for language in ("en", "nl"):
        with i18n.speaking(language):
            assert i18n._(row["en"]) == row[language]


@pytest.mark.parametrize("row", table(), ids=lambda row: row["en"][:40])
def test_a_verdict_is_plain(row: dict[str, str]) -> None:
    for language in ("en", "nl"):
        text = row[language]
        assert not JARGON.search(text), text
        for sentence in re.split(r"[.;:]\s", text):
            assert len(sentence.split()) <= 14, sentence
        assert max(map(len, re.findall(r"\w+", text))) <= 16, text


def test_no_verdict_claims_a_cause() -> None:
    claims = re.compile(r"because|thanks to|worked|\bdoor (de|het) |dankzij|gewerkt|geholpen")
    said = [text for row in table() for text in (row["en"], row["nl"])]
    assert [text for text in said if claims.search(text)] == []


@pytest.fixture
def in_english() -> Any:
    with i18n.speaking("en"):
        yield


pytestmark = pytest.mark.usefixtures("in_english")


def test_only_a_real_change_is_called_one() -> None:
    told = [change_text(verdict)[:17] for verdict in Verdict]
    assert told == [
        "Really better: th",
        "Really weaker: th",
        "No certain change",
        "This cannot be co",
    ]


def test_a_large_difference_that_is_not_certain_is_not_called_small() -> None:
    """The goal was just above the measurement error, and reached: still no certain change."""
    told = change_text(Verdict.UNCHANGED, NoVerdict.CHANCE)
    assert "also comes by chance" in told and "smaller" not in told
    assert "smaller than the measurement error" in change_text(Verdict.UNCHANGED)


def test_without_a_verdict_the_reason_is_told_and_every_reason_has_its_own() -> None:
    told = {why: change_text(Verdict.UNKNOWN, why) for why in NoVerdict}
    assert told[NoVerdict.OTHER_RATER].startswith("Another person answered")
    assert told[NoVerdict.TOO_EARLY] == "Too early to say."
    assert len(set(told.values())) == len(NoVerdict)
    assert not any("better" in text or "weaker" in text for text in told.values())


@pytest.mark.parametrize(
    ("verdict", "before", "now", "told"),
    [
        (Verdict.IMPROVED, Band.LOW, Band.FINE, True),
        (Verdict.IMPROVED, Band.WATCH, Band.FINE, True),
        (Verdict.IMPROVED, Band.FINE, Band.FINE, False),
        (Verdict.IMPROVED, Band.NONE, Band.FINE, False),
        (Verdict.IMPROVED, Band.LOW, Band.WATCH, False),
        (Verdict.UNCHANGED, Band.WATCH, Band.FINE, False),
        (Verdict.UNKNOWN, Band.LOW, Band.FINE, False),
    ],
)
def test_now_on_level_is_a_fact_of_its_own(
    verdict: Verdict, before: Band, now: Band, told: bool
) -> None:
    said = now_fine_text(verdict, before, now)
    assert said == ("Really better and now on level." if told else "")


def expectation(
    second: float,
    first: float = 1.0,
    expected: float = 1.5,
    verdict: Verdict = Verdict.IMPROVED,
) -> Expectation:
    return Expectation(Informant.TEACHER, "EF", first, second, expected, 0.5, 4, verdict)


def test_more_than_expected_is_said_only_above_1_96_and_of_a_real_change() -> None:
    line = 1.5 + 1.96 * 0.5
    more = "More progress than expected without help."
    assert expectation_text(expectation(line + 1e-6)) == more
    assert expectation_text(expectation(line)).startswith("After a low score")
    unsure = expectation(line + 1e-6, verdict=Verdict.UNCHANGED)
    assert expectation_text(unsure).startswith("After a low score")
    assert expectation_text(expectation(3.0, first=2.8, expected=2.5)).startswith("Not more")
    assert expectation_text(None).startswith("The group is too small")


@pytest.mark.parametrize("verdict", [Verdict.UNCHANGED, Verdict.DECLINED])
def test_where_nothing_rose_nothing_is_explained(verdict: Verdict) -> None:
    assert expectation_text(expectation(1.0, first=1.0, verdict=verdict)) == ""
    assert expectation_text(expectation(2.5, first=3.5, expected=1.0, verdict=verdict)) == ""


def test_the_expected_point_is_told_on_the_scale_of_the_picture() -> None:
    assert expected_point_text(expectation(2.0)) == "Expected without help: about 38 of 100."
    assert no_cause_text() == "This does not show what caused it."


RESULT = ResultFacts("DMT", "COG-TEC", "M5", date(2026, 2, 1), 50.0, "III", "nl", "")


@pytest.mark.parametrize(
    ("gain", "said"),
    [(0.0, "Less growth"), (10.0, "Growth as expected, within"), (20.0, "More growth")],
)
def test_growth_is_below_within_or_above_what_was_expected(gain: float, said: str) -> None:
    grown = growth(50.0, 50.0 + gain, expected=10.0, first_error=3.0, second_error=4.0)
    assert growth_text(SubjectGrowth(RESULT, RESULT, grown, None)).startswith(said)


@pytest.mark.parametrize(
    ("why", "said"),
    [
        (NoVerdict.FIRST_ROUND, "First round"),
        (NoVerdict.OTHER_FORM, "Another test or edition"),
        (NoVerdict.NO_NORM, "Nobody has filled in yet"),
    ],
)
def test_without_growth_the_reason_is_told(why: NoVerdict, said: str) -> None:
    assert growth_text(SubjectGrowth(RESULT, None, None, why)).startswith(said)


@pytest.mark.parametrize(
    ("levels", "drops", "said"),
    [
        (0, 0, "The same level as the time before."),
        (1, 0, "One level up or down is not a change by itself."),
        (-1, 1, "One level up or down is not a change by itself."),
        (-1, 2, "A lower level twice in a row."),
        (2, 0, "2 levels higher than the time before."),
        (-3, 2, "3 levels lower than the time before."),
    ],
)
def test_levels_say_something_from_two_levels_or_two_drops_on(
    levels: int, drops: int, said: str
) -> None:
    assert level_text(LevelMove(RESULT, RESULT, levels, drops)) == said


def test_levels_of_another_test_are_not_compared() -> None:
    alone = LevelMove(RESULT, None, why=NoVerdict.OTHER_FORM)
    assert level_text(alone).startswith("Another test or edition")
    assert level_text(replace(alone, why=NoVerdict.FIRST_ROUND)).startswith("First round")


@pytest.mark.parametrize(
    ("slope", "said"), [(3.0, "A rising line"), (-3.0, "A falling line"), (1.9, "No certain")]
)
def test_a_line_rises_or_falls_only_beyond_its_error(slope: float, said: str) -> None:
    moments = tuple(Moment(date(2024 + year, 2, 1), 10.0) for year in range(3))
    trend = Trend(moments, Slope(slope, 1.0, 0.9, slope), 1.0)
    assert trend_text(trend).startswith(said)
    assert trend_text(trend).endswith("over 3 measurements.")


def test_without_a_line_it_is_too_early_to_say() -> None:
    assert trend_text(None).startswith("Too early to say")


@pytest.mark.parametrize(
    ("who", "said"),
    [
        ("teacher pupil parent", "Home, school and child see"),
        ("teacher parent", "Home and school see"),
        ("teacher pupil", "School and child see"),
        ("pupil parent", "Home and child see"),
    ],
)
def test_only_who_answered_is_said_to_see_it_differently(who: str, said: str) -> None:
    informants = [Informant(name) for name in who.split()]
    assert agreement_text(True, informants).startswith(said)
    assert agreement_text(True, informants).endswith("take no average.")
    assert agreement_text(False, informants) == "The people who answered see about the same."
    with_feelings = agreement_text(True, informants, about_feelings=True)
    assert with_feelings.endswith("always counts.") == (Informant.PUPIL in informants)


def test_a_reason_nobody_gave_still_says_that_nothing_can_be_compared() -> None:
    assert no_verdict_text(None) == "This cannot be compared with the round before."
