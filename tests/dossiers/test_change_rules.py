"""The rule for many tests, and no verdict where two rounds cannot be compared."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest

from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Informant, Questionnaire
from npo_desktop.dossiers.changes import changes_of, pairs_of
from npo_desktop.dossiers.dossier import PupilFacts, ScanFacts, ScoredChange
from npo_desktop.dossiers.no_verdict import NoVerdict
from npo_desktop.dossiers.scan_scores import composites_of, score_scan
from npo_desktop.scoring.change import Verdict

START = date(2026, 11, 2)
PUPIL = PupilFacts(uuid4(), "1", "Jaïr", "de", "Windt", date(2017, 1, 14), 5, "5", None, None)
ONE, TWO = UUID(int=1), UUID(int=2)


@pytest.fixture
def teacher(content: Content) -> Questionnaire:
    return content.questionnaires["teacher"]


def scan(answers: dict[str, int | None], informant: str = "teacher", **given: Any) -> ScanFacts:
    facts = ScanFacts(
        uuid4(), PUPIL.id, uuid4(), informant, "1", Informant(informant), "nl", ONE, START, START,
        "", answers,
    )  # fmt: skip
    return replace(facts, **given)


def compared(form: Questionnaire, first: ScanFacts, second: ScanFacts) -> dict[str, ScoredChange]:
    scores = [score_scan(form, one, PUPIL, {}) for one in (first, second)]
    overall = [
        composites_of(form, one, mine, PUPIL, {})
        for one, mine in zip((first, second), scores, strict=True)
    ]
    found = changes_of(form, (first, second), pairs_of(*scores), pairs_of(*overall), {})
    return {change.subscale: change for change in found}


def some_answers(chance: Random, form: Questionnaire, lift: int = 0) -> dict[str, int | None]:
    """Higher is stronger by ``lift`` steps, also where a statement counts the other way."""
    found: dict[str, int | None] = {}
    for item in form.items:
        keyed = min(max(chance.choice([1, 2, 2, 3]) + lift, 0), form.top)
        found[item.id] = form.top - keyed if item.reverse else keyed
    return found


def slow_verdict(
    form: Questionnaire, change: ScoredChange, sd: float, reliability: float, of_composite: str
) -> str:
    """Section 4 in squares: 1.96, or for a subscale 2.58 unless its composite went along."""
    assert change.first is not None and change.second is not None
    difference = Fraction(change.second) - Fraction(change.first)
    squared = difference**2 / (2 * Fraction(str(sd)) ** 2 * (1 - Fraction(str(reliability))))
    direction = "improved" if difference > 0 else "declined"
    alone = "-" in change.subscale and of_composite != direction
    line = Fraction("2.58") if alone else Fraction("1.96")
    return direction if squared >= (line - Fraction(1, 10**9)) ** 2 else "unchanged"


def test_a_subscale_alone_needs_2_58_and_with_its_composite_1_96(
    chance: Random, teacher: Questionnaire
) -> None:
    held_back = let_through = 0
    for _ in range(150):
        lift = chance.choice([-1, 0, 0, 1])
        first, second = (some_answers(chance, teacher, by) for by in (0, lift))
        found = compared(teacher, scan(first), scan(second))
        overall = {
            code: slow_verdict(
                teacher, found[code], teacher.composite_sd[code], teacher.composites[code], ""
            )
            for code in ("EF", "SE")
        }
        for code, change in found.items():
            if code in overall:
                assert change.verdict == overall[code], change
            elif not code.startswith("COG"):
                same_way = overall[code[:2]]
                slow = slow_verdict(teacher, change, teacher.sd, teacher.reliability, same_way)
                assert change.verdict == slow, (change, overall)
                assert change.index is not None
                between = 1.96 <= abs(change.index) < 2.58
                is_held_back = between and slow == "unchanged"
                assert change.why is (NoVerdict.CHANCE if is_held_back else None), change
                held_back += is_held_back
                let_through += between and slow != "unchanged"
    assert min(held_back, let_through) > 5, (held_back, let_through)


def test_without_any_true_change_few_pupils_are_told_of_one(
    chance: Random, teacher: Questionnaire
) -> None:
    """Seventeen subscales with an error as the form assumes: at 1.96 half of the pupils would."""
    error = teacher.sd * (1 - teacher.reliability) ** 0.5
    form = replace(teacher, top=1000)  # so fine that rounding plays no part
    form = replace(form, sd=teacher.sd * 250, composite_sd={"EF": 200.0, "SE": 200.0})
    by_rule = by_chance = 0
    pupils = 300
    items = [item for item in form.items if not item.judgement]
    for _ in range(pupils):
        both = []
        for _round in range(2):
            answers: dict[str, int | None] = {}
            for item in items:
                keyed = round(500 + chance.gauss(0, 250 * error * 3**0.5))
                keyed = min(max(keyed, 0), 1000)
                answers[item.id] = 1000 - keyed if item.reverse else keyed
            both.append(scan(answers))
        found = [c for c in compared(form, *both).values() if "-" in c.subscale]
        by_chance += any(c.index is not None and abs(c.index) >= 1.96 for c in found)
        by_rule += any(c.verdict in ("improved", "declined") for c in found)
    assert by_chance / pupils > 0.4, by_chance
    assert by_rule / pupils < 0.28, by_rule


def test_another_rater_means_no_verdict_on_anything(chance: Random, teacher: Questionnaire) -> None:
    for _ in range(50):
        first, second = (some_answers(chance, teacher, by) for by in (-1, chance.choice([-1, 2])))
        found = compared(teacher, scan(first), scan(second, staff_id=TWO))
        assert {(c.verdict, c.index) for c in found.values()} == {(Verdict.UNKNOWN, None)}
        whys = {c.why for code, c in found.items() if not code.startswith("COG")}
        assert whys == {NoVerdict.OTHER_RATER}
        assert {found[code].why for code in found if code.startswith("COG")} == {
            NoVerdict.TOO_SHORT  # one judgement each: no rater could have compared those
        }


def test_a_rater_who_is_not_known_is_taken_for_the_same(teacher: Questionnaire) -> None:
    answers = some_answers(Random(1), teacher)
    for staff in ((None, ONE), (ONE, None), (None, None), (ONE, ONE)):
        first, second = (scan(answers, staff_id=who) for who in staff)
        assert compared(teacher, first, second)["EF"].verdict is Verdict.UNCHANGED


def test_whoever_sat_beside_a_pupil_is_no_rater(content: Content) -> None:
    form = content.questionnaires["pupil"]
    answers = some_answers(Random(1), form)
    found = compared(form, scan(answers, "pupil"), scan(answers, "pupil", staff_id=TWO))
    assert found["TOTAL"].verdict is Verdict.UNCHANGED
    assert {found[code].why for code in found if code != "TOTAL"} == {NoVerdict.TOO_SHORT}


@pytest.mark.parametrize(
    ("given", "why"),
    [
        ({"edition": "2"}, NoVerdict.OTHER_FORM),
        ({"form": "two-tier"}, NoVerdict.TWO_TIERS),
        ({"edition": "2", "form": "two-tier", "staff_id": TWO}, NoVerdict.OTHER_FORM),
    ],
)
def test_another_edition_or_two_tiers_mean_no_verdict(
    teacher: Questionnaire, given: dict[str, Any], why: NoVerdict
) -> None:
    answers = some_answers(Random(1), teacher)
    found = compared(teacher, scan(answers), scan(answers, **given))
    assert {(c.verdict, c.why) for c in found.values()} == {(Verdict.UNKNOWN, why)}


def test_too_few_answers_go_before_another_rater(teacher: Questionnaire) -> None:
    answers = some_answers(Random(1), teacher)
    few = answers | {"T-EF-INH-1": None}
    found = compared(teacher, scan(answers), scan(few, staff_id=TWO))
    assert found["EF-INH"].why is NoVerdict.TOO_FEW
    assert found["EF-ATT"].why is NoVerdict.OTHER_RATER
