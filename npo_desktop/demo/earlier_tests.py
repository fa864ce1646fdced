"""The tests of the year before, some levels that moved, and the growth the school typed over."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

from npo_desktop.demo.people import Child, Rows, fixed_id
from npo_desktop.scoring.growth import level_z

YEAR_BEFORE = (("M", date(2025, 1, 27), -15), ("E", date(2025, 6, 2), -8))  # points beside M now
FIRST_GROUPS = {"COG-TEC": 3, "COG-SPE": 3, "COG-MAT": 3, "COG-COM": 4, "COG-VOC": 4}
MOVED = 0.05  # share of pupils with a test whose level moved between the last two moments
FAR = 2  # levels
POINTS = 11.0  # of a test for one standard deviation
GAIN, ERROR = 7.0, 3.5  # points from M to E, as the norm rows say
LEVELS = ("V", "IV", "III", "II", "I")
SOURCE = "Verzonnen voor de oefenschool: neem de getallen uit de handleiding van uw toets over."

Row = dict[str, Any]


def earlier_test_rows(rows: Rows, children: Sequence[Child], rng: Random) -> None:
    """Nothing of the newest moment changes: only what stands before it."""
    grown = {child.id: child for child in children}
    newest = [row for row in rows["test_result"] if row["moment"].startswith("E")]
    before = {(row["pupil_id"], row["test"]): row for row in rows["test_result"]
              if row["moment"].startswith("M")}  # fmt: skip
    for row in newest:
        if (middle := before.get((row["pupil_id"], row["test"]))) is None:
            continue
        if rng.random() < MOVED and row["level"] is not None:
            _move(middle, row, rng)
        rows["test_result"] += _year_before(middle, grown, rng)
    tests = dict.fromkeys(row["test"] for row in newest)
    rows["growth_norm"] += [
        {
            "test": test,
            "first_moment": f"M{grade}",
            "second_moment": f"E{grade}",
            "gain": GAIN,
            "error": ERROR,
            "source": SOURCE,
        }
        for test in tests
        for grade in range(3, 9)
    ]


def _move(middle: Row, newest: Row, rng: Random) -> None:
    """As if the pupil had been two levels higher or lower half a year ago."""
    place = LEVELS.index(newest["level"])
    choices = [other for other in (place - FAR, place + FAR) if 0 <= other < len(LEVELS)]
    level = LEVELS[rng.choice(choices)]
    moved = level_z(level) - level_z(newest["level"])
    middle["level"] = level
    middle["score"] = float(round(newest["score"] - GAIN + POINTS * moved))
    middle["percentile"] = float(20 * LEVELS.index(level) + 10)


def _year_before(middle: Row, grown: Mapping[UUID, Child], rng: Random) -> list[Row]:
    grade = int(middle["moment"][1:]) - 1
    child = grown[middle["pupil_id"]]
    found = []
    for letter, monday, points in YEAR_BEFORE:
        if grade < FIRST_GROUPS[middle["subscale"]] or child.entered_on > monday:
            continue
        moment = f"{letter}{grade}"
        found.append(
            middle
            | {
                "id": fixed_id("result", child.id, middle["test"], moment),
                "moment": moment,
                "held_on": monday + timedelta(days=grade % 5),
                "score": middle["score"] + points + round(rng.gauss(0, 2)),
            }
        )
    return found
