"""Scores of a scan, flags, references and changes, each worked out by hand."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest

from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.changes import (
    add_differences,
    changes_of,
    expected_changes,
    pairs_of,
)
from npo_desktop.dossiers.dossier import (
    Dossier,
    PupilFacts,
    ResultFacts,
    RoundFacts,
    ScanFacts,
    SubscaleScore,
    critical_answers,
    flags_of,
    level_band,
    resting_subscales,
)
from npo_desktop.dossiers.scan_scores import composites_of, references_of, score_scan
from npo_desktop.scoring.change import Verdict
from npo_desktop.scoring.norms import Band

START = date(2026, 11, 2)


def pupil(**given: Any) -> PupilFacts:
    facts: dict[str, Any] = {
        "id": uuid4(),
        "number": "1",
        "call_name": "Jaïr",
        "infix": "de",
        "last_name": "Windt",
        "birth_date": date(2018, 1, 14),
        "grade": 5,
        "group": "Groep 5",
        "home_language": "pap",
        "talk_language": "pap",
    }
    return PupilFacts(**(facts | given))


def scan(
    answers: dict[str, int | None], informant: str = "teacher", staff: UUID | None = None
) -> ScanFacts:
    return ScanFacts(
        id=uuid4(),
        pupil_id=uuid4(),
        round_id=uuid4(),
        questionnaire=informant,
        edition="1",
        informant=Informant(informant),
        language="nl",
        staff_id=staff,
        held_on=START,
        asked_on=START,
        remark="",
        answers=answers,
    )


def scored(content: Content, given: ScanFacts, who: PupilFacts | None = None) -> dict[str, Any]:
    found = score_scan(content.questionnaires[given.questionnaire], given, who or pupil(), {})
    return {score.subscale: score for score in found}


def all_at(content: Content, keyed: int) -> dict[str, int | None]:
    """A teacher's scan in which every keyed answer is the same."""
    questionnaire = content.questionnaires["teacher"]
    return {item.id: 4 - keyed if item.reverse else keyed for item in questionnaire.items}


def test_reverse_items_are_keyed_before_the_mean(content: Content) -> None:
    found = scored(content, scan({"T-EF-INH-1": 3, "T-EF-INH-2": 2, "T-EF-INH-3": 1}))
    assert found["EF-INH"].score.mean == pytest.approx((3 + 2 + (4 - 1)) / 3)
    assert found["EF-INH"].score.pomp == pytest.approx(100 * (8 / 3) / 4)
    assert found["EF-INH"].band is Band.FINE


def test_two_answers_of_three_are_too_few(content: Content) -> None:
    found = scored(content, scan({"T-EF-INH-1": 0, "T-EF-INH-2": 0, "T-EF-INH-3": None}))
    assert (found["EF-INH"].score.answered, found["EF-INH"].score.items) == (2, 3)
    assert found["EF-INH"].score.mean is None
    assert found["EF-INH"].band is Band.NONE


def test_judgements_have_a_band_of_their_own(content: Content) -> None:
    found = scored(content, scan({"T-COG-MAT-1": 1, "T-COG-SPE-1": 2}))
    assert found["COG-MAT"].band is Band.LOW
    assert found["COG-SPE"].band is Band.FINE


def test_a_pair_of_items_has_a_band_and_a_single_one_has_none(content: Content) -> None:
    found = scored(content, scan({"P-SE-WEL-1": 1, "P-SE-WEL-2": 1, "P-SE-EMO-1": 0}, "pupil"))
    assert found["SE-WEL"].score.pomp == pytest.approx(100 / 3)
    assert found["SE-WEL"].band is Band.LOW
    assert found["SE-EMO"].band is Band.NONE


def test_home_is_talked_about_and_never_scored(content: Content) -> None:
    given = scan({"O-HOME-STU-1": 0, "O-SE-WEL-1": 4, "O-SE-WEL-2": 4}, "parent")
    assert "HOME-STU" not in scored(content, given)


def test_a_kindergarten_child_is_not_asked_about_planning(content: Content) -> None:
    young = pupil(birth_date=date(2021, 6, 1), grade=2)
    found = scored(content, scan({"T-EF-INH-1": 2}), young)
    assert "EF-INH" in found
    assert "EF-PLA" not in found and "COG-TEC" not in found


def test_composites_need_three_quarters_of_their_subscales(content: Content) -> None:
    questionnaire = content.questionnaires["teacher"]
    answers = all_at(content, 3)
    whole = scan(answers)
    both = composites_of(
        questionnaire, whole, score_scan(questionnaire, whole, pupil(), {}), pupil(), {}
    )
    assert [(c.subscale, c.score.mean) for c in both] == [("EF", 3.0), ("SE", 3.0)]
    for lost in ("EF-INH", "EF-WME", "EF-FLX"):  # 7 of 10 are left
        answers[f"T-{lost}-1"] = None
    fewer = scan(answers)
    both = composites_of(
        questionnaire, fewer, score_scan(questionnaire, fewer, pupil(), {}), pupil(), {}
    )
    assert both[0].score.mean is None and both[1].score.mean == 3.0


def test_twenty_pupils_of_one_age_band_make_a_norm(content: Content) -> None:
    questionnaires = content.questionnaires
    spread = [1, 2, 3, 4] * 5
    group = [(pupil(), scan(all_at(content, keyed))) for keyed in spread]
    norms = references_of(group, questionnaires)
    inhibition = next(norm for key, norm in norms.items() if key.subscale == "EF-INH")
    assert (inhibition.n, inhibition.mean) == (20, 2.5)
    assert not any(key.subscale.startswith("COG") for key in norms)
    found = score_scan(questionnaires["teacher"], scan(all_at(content, 1)), pupil(), norms)
    low = next(score for score in found if score.subscale == "EF-INH")
    assert low.t == pytest.approx(50 + 10 * (1 - 2.5) / inhibition.sd)
    assert low.reference_n == 20
    other_language = references_of(group[:19], questionnaires)
    assert other_language == {}


def test_a_child_is_flagged_by_the_lower_of_teacher_and_self(content: Content) -> None:
    fine = scored(content, scan({"T-SE-WEL-1": 3, "T-SE-WEL-2": 3, "T-SE-WEL-3": 1}))["SE-WEL"]
    low = scored(content, scan({"P-SE-WEL-1": 0, "P-SE-WEL-2": 1}, "pupil"))["SE-WEL"]
    parent = scored(content, scan({"O-EF-INI-1": 0}, "parent"))["EF-INI"]
    assert flags_of([fine, low, parent], [], ()) == {"SE-WEL": Band.LOW}


def test_the_newest_test_level_goes_before_the_judgement(content: Content) -> None:
    judged = scored(content, scan({"T-COG-SPE-1": 0}))["COG-SPE"]

    def result(day: date, level: str) -> ResultFacts:
        return ResultFacts("Spelling", "COG-SPE", "M5", day, None, level, "nl", "")

    results = [result(date(2026, 6, 1), "II"), result(date(2026, 1, 1), "V")]
    assert flags_of([judged], results, ()) == {"COG-SPE": Band.FINE}
    assert flags_of([judged], [], ("COG-SPE",)) == {"COG-SPE": Band.NONE}
    assert [level_band(level) for level in ("V", "E", "IV", "D", "I", "C", "?")] == [
        Band.LOW,
        Band.LOW,
        Band.WATCH,
        Band.WATCH,
        Band.FINE,
        Band.FINE,
        Band.NONE,
    ]


def test_language_flags_rest_for_two_years() -> None:
    new = pupil(school_language_since=date(2025, 8, 20))
    assert resting_subscales(new, START) == ("COG-VOC", "COG-COM", "COG-SPE")
    assert resting_subscales(new, date(2027, 9, 1)) == ()
    assert resting_subscales(pupil(), START) == ()


def test_being_left_out_often_asks_for_a_talk_this_week(content: Content) -> None:
    questionnaire = content.questionnaires["teacher"]
    assert critical_answers(questionnaire, scan({"T-SE-SAF-3": 3}))[0].item == "T-SE-SAF-3"
    assert critical_answers(questionnaire, scan({"T-SE-SAF-3": 2})) == ()


def change_between(
    content: Content,
    first: dict[str, int | None],
    second: dict[str, int | None],
    *,
    raters: tuple[UUID | None, UUID | None] = (None, None),
) -> dict[str, Any]:
    questionnaire, who = content.questionnaires["teacher"], pupil()
    past, now = scan(first, staff=raters[0]), scan(second, staff=raters[1])

    def both(given: ScanFacts) -> tuple[tuple[SubscaleScore, ...], tuple[SubscaleScore, ...]]:
        scores = score_scan(questionnaire, given, who, {})
        return scores, composites_of(questionnaire, given, scores, who, {})

    (then, then_all), (later, later_all) = both(past), both(now)
    found = changes_of(
        questionnaire, (past, now), pairs_of(then, later), pairs_of(then_all, later_all), {}
    )
    return {change.subscale: change for change in found}


def with_inhibition(content: Content, keyed: int, others: int = 2) -> dict[str, int | None]:
    return all_at(content, others) | {
        "T-EF-INH-1": keyed,
        "T-EF-INH-2": keyed,
        "T-EF-INH-3": 4 - keyed,
    }


def test_one_subscale_alone_needs_the_strict_bound(content: Content) -> None:
    """S_diff = sqrt(2) * 0.80 * sqrt(0.25) = 0.5657; one point is 1.77, two are 3.54."""
    one = change_between(content, with_inhibition(content, 1), with_inhibition(content, 2))
    assert one["EF-INH"].index == pytest.approx(1 / (2**0.5 * 0.8 * 0.5))
    assert one["EF-INH"].verdict is Verdict.UNCHANGED
    two = change_between(content, with_inhibition(content, 1), with_inhibition(content, 3))
    assert two["EF-INH"].verdict is Verdict.IMPROVED


def test_a_subscale_follows_its_composite(content: Content) -> None:
    """4/3 of a point is 2.36: too little alone, enough when EF as a whole went the same way."""
    lower = all_at(content, 1)
    alone = lower | {"T-EF-INH-1": 3, "T-EF-INH-2": 3, "T-EF-INH-3": 3}
    assert change_between(content, lower, alone)["EF-INH"].verdict is Verdict.UNCHANGED
    whole = all_at(content, 2) | {"T-EF-INH-1": 3, "T-EF-INH-2": 3, "T-EF-INH-3": 3}
    found = change_between(content, lower, whole)
    assert found["EF"].verdict is Verdict.IMPROVED
    assert found["EF-INH"].index == pytest.approx((4 / 3) / (2**0.5 * 0.8 * 0.5))
    assert found["EF-INH"].verdict is Verdict.IMPROVED


def test_another_teacher_or_a_judgement_gets_no_verdict(content: Content) -> None:
    other = change_between(
        content, all_at(content, 0), all_at(content, 4), raters=(uuid4(), uuid4())
    )
    assert other["EF-INH"].verdict is Verdict.UNKNOWN and other["EF-INH"].index is None
    same = change_between(content, all_at(content, 0), all_at(content, 4))
    assert same["COG-MAT"].verdict is Verdict.UNKNOWN
    assert (same["COG-MAT"].first, same["COG-MAT"].second) == (0.0, 4.0)


def test_what_the_whole_group_gained_is_expected(content: Content) -> None:
    first = scored(content, scan(all_at(content, 1)))["EF-INH"]
    second = scored(content, scan(all_at(content, 2)))["EF-INH"]
    differences: dict[str, list[float]] = {}
    for _pupil in range(19):
        add_differences(differences, [first], [second])
    assert expected_changes(differences) == {}
    add_differences(differences, [first], [second])
    assert expected_changes(differences) == {"EF-INH": 1.0}


def test_names_are_said_and_listed_with_the_prefix_apart() -> None:
    assert pupil().full_name == "Jaïr de Windt"
    assert pupil().list_name == "Windt, Jaïr de"


def test_ages_and_bands_without_a_birth_date_come_from_the_grade() -> None:
    assert pupil(birth_date=None, grade=5).age_on(START) == 8
    assert [pupil(grade=grade).age_band_on(START) for grade in (2, 3, 5, 6, 8, 9)] == list("KOOBBV")
    assert pupil().age_on(date(2026, 1, 13)) == 7


def test_one_judgement_of_four_outranks_no_longer_scale_that_is_strong(content: Content) -> None:
    answers = all_at(content, 2) | {"T-COG-MAT-1": 4}
    for code, keyed in (("EF-INH", 4), ("SE-WEL", 4), ("EF-WME", 3)):
        for item in content.questionnaires["teacher"].items:
            if item.scale == code:
                answers[item.id] = 4 - keyed if item.reverse else keyed

    def strengths(given: dict[str, int | None]) -> list[str]:
        scores = tuple(scored(content, scan(given)).values())
        this = RoundFacts(uuid4(), "2026-1", START, START)
        return [one.subscale for one in Dossier(pupil(), this, scores=scores).strengths]

    assert strengths(answers) == ["EF-INH", "SE-WEL"]
    weaker = answers | {item: 2 for item in answers if item.startswith("T-SE-WEL")}
    assert strengths(weaker) == ["EF-INH", "COG-MAT"]


def test_the_two_years_of_rest_end_on_the_day_itself() -> None:
    newcomer = pupil(school_language_since=date(2023, 9, 4))  # 2024 has one day more
    assert resting_subscales(newcomer, date(2025, 9, 3)) != ()
    assert resting_subscales(newcomer, date(2025, 9, 4)) == ()


def test_a_change_on_the_boundary_counts_whatever_the_noise(content: Content) -> None:
    questionnaire = content.questionnaires["teacher"]
    error = 2**0.5 * questionnaire.composite_sd["EF"] * (1 - questionnaire.composites["EF"]) ** 0.5
    first, second = scan(all_at(content, 2)), scan(all_at(content, 2))
    pair = composites_of(questionnaire, first, tuple(scored(content, first).values()), pupil(), {})
    expected = {"EF": -1.96 * error * (1 - 1e-12)}
    found = changes_of(questionnaire, (first, second), (), pairs_of(pair, pair), expected)
    assert next(c.verdict for c in found if c.subscale == "EF") is Verdict.IMPROVED
