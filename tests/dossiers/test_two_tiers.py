"""Two tiers: markers first, the rest where needed; by hand, and against a slow second reading."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any
from uuid import uuid4

import pytest

from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Informant, Questionnaire
from npo_desktop.dossiers.asked_wording import why_text, why_word
from npo_desktop.dossiers.dossier import (
    Dossier,
    PupilFacts,
    RoundFacts,
    ScanFacts,
    SubscaleScore,
)
from npo_desktop.dossiers.round_scores import RoundRead, dossier_of, norms_of, score_round
from npo_desktop.dossiers.scan_scores import composites_of, references_from, score_scan
from npo_desktop.dossiers.two_tiers import AskedItem, Why, asked_now
from npo_desktop.scoring.change import Verdict
from npo_desktop.scoring.norms import Band

Answers = dict[str, int | None]

NOW = RoundFacts(uuid4(), "2026-2", date(2026, 11, 2), date(2026, 12, 4), form="two-tier")
BEFORE = RoundFacts(uuid4(), "2026-1", date(2026, 5, 4), date(2026, 6, 5))


@pytest.fixture
def teacher(content: Content) -> Questionnaire:
    return content.questionnaires["teacher"]


def asked(
    questionnaire: Questionnaire, answers: Answers, age: int = 9, **given: Any
) -> tuple[AskedItem, ...]:
    known: dict[str, Any] = {"form": "two-tier", "last_bands": {}, "flagged_by_others": ()}
    return asked_now(questionnaire, age, answers, **(known | given))


def followed(found: tuple[AskedItem, ...]) -> dict[str, str]:
    """The follow-up questions with their reason."""
    return {one.item.id: one.why.value for one in found if one.why.is_follow_up}


# ---- What is asked ----


def test_the_first_tier_is_the_markers_all_of_safety_and_the_judgements(
    teacher: Questionnaire,
) -> None:
    found = asked(teacher, {})

    ids = [one.item.id for one in found]
    assert len(ids) == 19 + 7
    assert [one for one in ids if "SE-SAF" in one] == [f"T-SE-SAF-{n}" for n in (1, 2, 3)]
    assert sum("-COG-" in one for one in ids) == 7
    assert all(one.endswith("-1") for one in ids if "SE-SAF" not in one)
    assert {one.why for one in found if "SE-SAF" in one.item.id} == {Why.ALWAYS}
    assert {one.why for one in found if one.item.id.startswith("T-EF")} == {Why.MARKER}


def test_a_full_scan_asks_everything_whatever_is_answered(teacher: Questionnaire) -> None:
    found = asked(teacher, {"T-EF-INH-1": 0}, form="full", last_bands={"EF-INH": Band.LOW})

    assert [one.item for one in found] == list(teacher.for_age(9))
    assert {one.why for one in found} == {Why.ALWAYS}
    assert len(found) == 51 + 7


def test_a_young_child_is_not_asked_markers_above_its_age(teacher: Questionnaire) -> None:
    ids = {one.item.id for one in asked(teacher, {}, age=5)}
    assert not ids & {"T-EF-PLA-1", "T-EF-TIM-1", "T-EF-MON-1"}
    assert "T-EF-INH-1" in ids


@pytest.mark.parametrize(
    ("value", "reason"),
    [(0, "low_marker"), (2, "low_marker"), (3, None), (4, None), (None, "unknown_marker")],
)
def test_the_other_two_follow_a_marker_up_to_two_or_unknown(
    teacher: Questionnaire, value: int | None, reason: str | None
) -> None:
    assert not teacher.item("T-EF-INH-1").reverse
    wanted = {"T-EF-INH-2": reason, "T-EF-INH-3": reason} if reason else {}
    assert followed(asked(teacher, {"T-EF-INH-1": value})) == wanted


def test_a_reversed_marker_is_keyed_before_it_decides(teacher: Questionnaire) -> None:
    """Nothing that ships begins with a reversed statement; an edition to come may."""
    scale = teacher.scale("EF-INH")
    turned = replace(scale.items[0], reverse=True)
    scales = tuple(
        replace(one, items=(turned, *one.items[1:])) if one is scale else one
        for one in teacher.scales
    )
    other = replace(teacher, scales=scales)
    assert followed(asked(other, {"T-EF-INH-1": 4})).keys() == {"T-EF-INH-2", "T-EF-INH-3"}
    assert followed(asked(other, {"T-EF-INH-1": 1})) == {}


def test_a_signal_in_the_last_round_or_of_somebody_else_asks_all_at_once(
    teacher: Questionnaire,
) -> None:
    found = asked(
        teacher,
        {"T-EF-WME-1": 4},
        last_bands={"EF-INH": Band.WATCH, "EF-WME": Band.LOW, "EF-FLX": Band.FINE},
        flagged_by_others={"SE-WEL", "SE-SAF"},
    )
    assert followed(found) == {
        "T-EF-INH-2": "last_round",
        "T-EF-INH-3": "last_round",
        "T-EF-WME-2": "last_round",
        "T-EF-WME-3": "last_round",
        "T-SE-WEL-2": "other_informant",
        "T-SE-WEL-3": "other_informant",
    }


def test_follow_up_questions_stand_behind_the_whole_first_tier(teacher: Questionnaire) -> None:
    plain = asked(teacher, {})
    found = asked(teacher, {"T-EF-INH-1": 1, "T-SE-RES-1": 0})
    assert found[: len(plain)] == plain
    assert [one.item.id for one in found[len(plain) :]] == [
        "T-EF-INH-2",
        "T-EF-INH-3",
        "T-SE-RES-2",
        "T-SE-RES-3",
    ]


def test_a_marker_taken_back_does_not_hide_what_was_answered_under_it(
    teacher: Questionnaire,
) -> None:
    assert followed(asked(teacher, {"T-EF-INH-2": 1})) == {
        "T-EF-INH-2": "unknown_marker",
        "T-EF-INH-3": "unknown_marker",
    }


def test_only_the_teachers_scan_has_follow_ups_with_a_reason_in_words() -> None:
    for why in Why:
        assert bool(why_text(why)) == bool(why_word(why)) == why.is_follow_up


def slowly(
    questionnaire: Questionnaire,
    age: int,
    answers: Answers,
    last: dict[str, Band],
    others: set[str],
) -> Iterator[tuple[str, str]]:
    """The same from the sentence in SCORING.md, item by item, reading the ids."""
    for tier in (1, 2):
        for item in questionnaire.items:
            if not item.age_min <= age <= item.age_max:
                continue
            number, marker = item.id[-1], item.id[:-1] + "1"
            whole = "SE-SAF" in item.id or "-COG-" in item.id
            if tier == 1 and (whole or number == "1"):
                yield item.id, "always" if whole else "marker"
            if tier == 1 or whole or number == "1":
                continue
            value = answers.get(marker)
            begun = any(answers.get(f"{marker[:-1]}{n}", -1) != -1 for n in (2, 3))
            if last.get(item.scale) in ("low", "watch"):
                yield item.id, "last_round"
            elif item.scale in others:
                yield item.id, "other_informant"
            elif (marker in answers and value is None) or (marker not in answers and begun):
                yield item.id, "unknown_marker"
            elif value is not None and value <= 2:
                yield item.id, "low_marker"


def test_two_hundred_random_cases_agree_with_the_slow_reading(
    teacher: Questionnaire, chance: Random
) -> None:
    codes = [scale.code for scale in teacher.scales]
    for _case in range(200):
        age = chance.randrange(4, 19)
        share = chance.random()
        answers: Answers = {
            item.id: chance.choice([0, 1, 2, 3, 4, None])
            for item in teacher.items
            if chance.random() < share
        }
        last = {code: chance.choice(list(Band)) for code in codes if chance.random() < 0.4}
        others = {code for code in codes if chance.random() < 0.1}
        found = asked(teacher, answers, age, last_bands=last, flagged_by_others=others)
        mine = [(one.item.id, one.why.value) for one in found]
        assert mine == list(slowly(teacher, age, answers, last, others))


# ---- What it says, and does not say ----


def pupil(**given: Any) -> PupilFacts:
    facts: dict[str, Any] = {
        **{"id": uuid4(), "number": "1", "call_name": "Emely", "infix": "", "last_name": "P"},
        **{"birth_date": date(2017, 3, 1), "grade": 5, "group": "5", "home_language": None},
        "talk_language": None,
    }
    return PupilFacts(**(facts | given))


def scan(
    answers: Answers, this: RoundFacts = NOW, form: str = "two-tier", code: str = "teacher"
) -> ScanFacts:
    facts: dict[str, Any] = {
        **{"id": uuid4(), "pupil_id": uuid4(), "round_id": this.id, "questionnaire": code},
        **{"edition": "1", "informant": Informant(code), "language": "nl", "staff_id": None},
        **{"held_on": this.starts_on, "asked_on": this.starts_on, "remark": ""},
    }
    return ScanFacts(**facts, answers=answers, form=form)


def all_at(questionnaire: Questionnaire, keyed: int) -> Answers:
    return {item.id: 4 - keyed if item.reverse else keyed for item in questionnaire.items}


def first_tier(questionnaire: Questionnaire, keyed: int) -> Answers:
    """Only what two tiers ask of everybody."""
    whole = all_at(questionnaire, keyed)
    return {one.item.id: whole[one.item.id] for one in asked(questionnaire, {})}


def by_code(scores: tuple[SubscaleScore, ...]) -> dict[str, SubscaleScore]:
    return {one.subscale: one for one in scores if one.informant is Informant.TEACHER}


def dossier(
    content: Content, *scans: ScanFacts, who: PupilFacts | None = None, before: bool = True
) -> Dossier:
    who = who or pupil()
    earlier = (BEFORE, (who,)) if before else (None, ())
    read = RoundRead(NOW, earlier[0], (who,), {who.id: scans}, {}, {}, before_pupils=earlier[1])
    norms = norms_of(content.questionnaires, read)
    return dossier_of(content.questionnaires, norms, who, scans, (), ())


def test_a_marker_alone_is_no_score_but_no_concern(
    content: Content, teacher: Questionnaire
) -> None:
    found = by_code(dossier(content, scan(first_tier(teacher, 3))).scores)

    inhibition = found["EF-INH"]
    assert inhibition.no_concern and inhibition.marker == 3
    assert (inhibition.score.answered, inhibition.score.items) == (1, 3)
    assert inhibition.score.mean is None and inhibition.score.pomp is None
    assert inhibition.band is Band.NONE and inhibition.t is None
    assert found["SE-SAF"].score.mean == 3 and not found["SE-SAF"].no_concern
    assert found["COG-MAT"].band is Band.FINE


def test_a_low_marker_without_its_follow_ups_has_too_few_answers(
    content: Content, teacher: Questionnaire
) -> None:
    answers = first_tier(teacher, 4) | {"T-EF-INH-1": 2, "T-EF-WME-1": None}
    found = by_code(dossier(content, scan(answers)).scores)
    assert not found["EF-INH"].no_concern and found["EF-INH"].band is Band.NONE
    assert not found["EF-WME"].no_concern and found["EF-WME"].marker is None


def test_a_subscale_answered_whole_has_its_criterion_band(
    content: Content, teacher: Questionnaire
) -> None:
    whole = all_at(teacher, 1)
    answers = first_tier(teacher, 3) | {item: whole[item] for item in whole if "EF-INH" in item}
    found = by_code(dossier(content, scan(answers)).scores)
    assert (found["EF-INH"].score.mean, found["EF-INH"].band) == (1, Band.LOW)


def test_a_high_marker_is_no_calm_where_more_is_due(
    content: Content, teacher: Questionnaire
) -> None:
    low = all_at(teacher, 3) | {
        item: value for item, value in all_at(teacher, 1).items() if "EF-INH" in item
    }
    sad = scan({"P-SE-WEL-1": 0, "P-SE-WEL-2": 0}, form="full", code="pupil")
    found = by_code(
        dossier(content, scan(low, BEFORE, "full"), scan(first_tier(teacher, 4)), sad).scores
    )
    assert not found["EF-INH"].no_concern  # low in the round before
    assert not found["SE-WEL"].no_concern  # the pupil's own answers
    assert found["EF-WME"].no_concern and found["SE-SOC"].no_concern


def test_there_are_no_composites_and_no_verdicts(content: Content, teacher: Questionnaire) -> None:
    now, then = scan(all_at(teacher, 4)), scan(all_at(teacher, 1), BEFORE, "full")
    found = dossier(content, then, now)

    assert found.composites == ()
    assert composites_of(teacher, now, found.scores, pupil(), {}) == ()
    assert len(found.changes) >= 17
    assert {change.verdict for change in found.changes} == {Verdict.UNKNOWN}
    assert {change.index for change in found.changes} == {None}
    back = dossier(content, scan(all_at(teacher, 1), BEFORE), scan(all_at(teacher, 4), form="full"))
    assert {change.verdict for change in back.changes} == {Verdict.UNKNOWN}
    full = dossier(content, then, scan(all_at(teacher, 4), form="full"))
    assert Verdict.IMPROVED in {change.verdict for change in full.changes}  # the control


def group(teacher: Questionnaire, form: str) -> list[tuple[PupilFacts, ScanFacts]]:
    """Twenty-one children whose answers differ."""
    return [(pupil(), scan(all_at(teacher, n % 3 + 1), form=form)) for n in range(21)]


def test_references_come_from_full_scans_only(teacher: Questionnaire) -> None:
    def references(pairs: list[tuple[PupilFacts, ScanFacts]]) -> dict[Any, Any]:
        return references_from((p, s, score_scan(teacher, s, p, {})) for p, s in pairs)

    assert references(group(teacher, "two-tier")) == {}
    norms = references(group(teacher, "full"))
    assert norms
    mixed = [(p, replace(s, is_mixed=True)) for p, s in group(teacher, "full")]
    assert references(mixed) == {}

    who = pupil()
    whole = scan(all_at(teacher, 1))
    assert all(one.t is None for one in score_scan(teacher, whole, who, norms))
    mixed_one = replace(whole, form="full", is_mixed=True)
    assert all(one.t is None for one in score_scan(teacher, mixed_one, who, norms))
    full = score_scan(teacher, replace(whole, form="full"), who, norms)
    assert any(one.t is not None for one in full)


def test_a_group_in_two_tiers_forms_no_expectation(
    content: Content, teacher: Questionnaire
) -> None:
    pairs = group(teacher, "two-tier")
    scans = {who.id: (scan(all_at(teacher, 1), BEFORE, "full"), given) for who, given in pairs}
    everybody = tuple(who for who, _scan in pairs)
    read = RoundRead(NOW, BEFORE, everybody, scans, {}, {}, before_pupils=everybody)
    norms = norms_of(content.questionnaires, read)
    assert not any(norms.expected.values())
    assert norms.references == {}
    assert len(score_round(content.questionnaires, read).dossiers) == 21


def test_strengths_are_markers_of_four_by_turns_and_without_a_figure(
    content: Content, teacher: Questionnaire
) -> None:
    answers = first_tier(teacher, 3)
    answers |= {"T-EF-WME-1": 4, "T-EF-FLX-1": 4, "T-SE-SOC-1": 4, "T-SE-RES-1": 4}
    found = dossier(content, scan(answers))

    assert [one.subscale for one in found.strengths] == ["EF-WME", "SE-SOC"]
    assert all(one.score.pomp is None for one in found.strengths)
    calm = dossier(content, scan(first_tier(teacher, 3)))
    assert calm.strengths == ()


def test_what_is_low_is_no_strength_even_with_a_marker_of_four(
    content: Content, teacher: Questionnaire
) -> None:
    answers = first_tier(teacher, 3) | {"T-EF-INH-1": 4}
    low = all_at(teacher, 0)
    answers |= {item: low[item] for item in ("T-EF-INH-2", "T-EF-INH-3")}
    found = dossier(content, scan(answers))
    assert by_code(found.scores)["EF-INH"].band is Band.LOW
    assert found.strengths == ()
