"""Whom the practice school calls, and how often its pupils were away."""

from collections.abc import Sequence
from datetime import date
from random import Random

from npo_desktop.demo.people import Child, Rows, Told, fixed_id

PERIOD = date(2026, 9, 21), date(2026, 11, 13)  # the last 40 school days before the third round
LESSONS = 200.0  # in these days
OFTEN = 0.08  # share of pupils who are away a lot
USUAL, MUCH = 0.024, 0.11  # share of lessons


def care_rows(rows: Rows, profiles: Told, children: Sequence[Child], rng: Random) -> None:
    """The contact sheet, and attendance of who is there now."""
    for place, told in enumerate(profiles["contacts"]):
        rows["contact"].append(
            {"id": fixed_id("contact", place), "place": place, "for_pupils": False, **told}
        )
    for child in children:
        if child.entered_on > PERIOD[0] or child.grade_in("2026-2027") is None:
            continue
        share = MUCH if rng.random() < OFTEN else USUAL
        missed = float(min(round(rng.expovariate(1 / (share * LESSONS))), LESSONS))
        rows["attendance"].append(
            {
                "pupil_id": child.id,
                "starts_on": PERIOD[0],
                "ends_on": PERIOD[1],
                "lessons": LESSONS,
                "missed": missed,
                "late": float(rng.choice((0, 0, 0, 0, 1, 1, 2, 4))),
                "unauthorised": float(round(missed * rng.choice((0, 0, 0, 0.5)))),
            }
        )
