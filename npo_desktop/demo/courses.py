"""How the pupils of the practice school are doing, and what their tests say."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from statistics import NormalDist
from typing import Any
from uuid import UUID

from npo_desktop.content.load import Content
from npo_desktop.demo.people import ROUNDS, YEARS, Child, Rows, fixed_id
from npo_desktop.scoring.growth import level_z

TESTS = (  # name, subscale, the first group that takes it
    ("Technisch lezen", "COG-TEC", 3),
    ("Spelling", "COG-SPE", 3),
    ("Rekenen-wiskunde", "COG-MAT", 3),
    ("Begrijpend lezen", "COG-COM", 4),
    ("Woordenschat", "COG-VOC", 4),
)
MOMENTS = (("M", date(2026, 1, 26), 0), ("E", date(2026, 6, 1), 7))  # with the points gained
TEST_SHIFT = 0.3  # standard deviations above the norm group
BROAD = 0.03  # share of pupils for whom a whole domain really changes between two rounds
BETTER, WEAKER = 0.14, 0.10  # share for whom two subscales do
REAL, WIDE = 2.1, 1.3  # standard deviations of such a change, of two subscales and of a domain
NEWCOMER = 1.4  # standard deviations below, in the language of the school

Course = Sequence[Mapping[str, float]]  # z by subscale, in each round


def course_of(child: Child, content: Content, rng: Random) -> Course:
    """Where a pupil really stands on each subscale, around a level of the domain."""
    overall = rng.gauss(0, 1)
    domains = dict.fromkeys(names.domain for names in content.subscales.values())
    level = {domain: 0.6 * overall + 0.8 * rng.gauss(0, 1) for domain in domains}
    z = {
        code: 0.65 * level[names.domain] + 0.76 * rng.gauss(0, 1)
        for code, names in content.subscales.items()
    }
    if child.entered:
        z |= {code: z[code] - NEWCOMER for code in ("COG-VOC", "COG-COM", "COG-SPE")}
    z |= {code: level_z(level) for code, level in child.levels.items()}
    course = [z]
    for _round in ROUNDS[1:]:
        z = {code: value + rng.gauss(0.05, 0.12) for code, value in z.items()}
        course.append(z | _real_changes(z, rng))
        z = course[-1]
    return course


def result_rows(
    rows: Rows, children: Sequence[Child], courses: Mapping[UUID, Course], rng: Random
) -> None:
    """Tests of 2025-2026: the scores grow, the levels compare."""
    for child in children:
        grade = child.grade_in(YEARS[0]) or 0
        for test, subscale, first_group in TESTS:
            if grade >= first_group:
                z = _test_z(child, courses[child.id], subscale, rng)
                rows["test_result"] += _moments(child, test, subscale, grade, z)


def _real_changes(z: Mapping[str, float], rng: Random) -> dict[str, float]:
    """What is really better or weaker now: the weakest rise, good ones fall, or all of a domain."""
    ranked = sorted((code for code in z if code.startswith(("EF", "SE"))), key=z.__getitem__)
    if rng.random() < BROAD:
        domain, step = rng.choice(("EF", "SE")), rng.choice((WIDE, -WIDE))
        return {code: z[code] + step for code in ranked if code.startswith(domain)}
    kind = rng.random()
    if kind < BETTER:
        return {code: z[code] + REAL for code in ranked[:2]}
    if kind < BETTER + WEAKER:
        return {code: z[code] - REAL for code in rng.sample(ranked[len(ranked) // 2 :], 2)}
    return {}


def _test_z(child: Child, course: Course, subscale: str, rng: Random) -> float:
    if level := child.levels.get(subscale):
        return level_z(level)
    return 0.85 * course[1][subscale] + rng.gauss(TEST_SHIFT, 0.3)


def _moments(
    child: Child, test: str, subscale: str, grade: int, z: float
) -> Iterator[dict[str, Any]]:
    for letter, monday, gained in MOMENTS:
        if child.entered_on > monday:
            continue
        percentile = round(100 * NormalDist().cdf(z))
        moment = f"{letter}{grade}"
        yield {
            "id": fixed_id("result", child.id, test, moment),
            "pupil_id": child.id,
            "test": test,
            "subscale": subscale,
            "moment": moment,
            "held_on": monday + timedelta(days=grade % 5),
            "score": float(round(45 + 15 * grade + gained + 11 * z)),
            "level": ("V", "IV", "III", "II", "I")[min(percentile // 20, 4)],
            "level_scale": "I-V",
            "percentile": float(min(max(percentile, 1), 99)),
            "language": "nl",
            "norm_group": "Nederland",
        }
