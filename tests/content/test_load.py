"""The questionnaires and the catalogue as they ship."""

import csv
import re
from itertools import pairwise
from pathlib import Path

import pytest

from npo_desktop.content.catalogue import FACTORS, PRACTICE_FIELDS, Effect, Level
from npo_desktop.content.load import load_content, load_questionnaire, read_content
from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.i18n import LANGUAGES

GOLDEN = Path(__file__).with_name("items.csv")  # the items as the founders wrote them
CONTENT = load_content()
CATALOGUE = CONTENT.catalogue
EXTRA = ("teaching-assistants-general", "vve-earlier-start")


def golden(form: str) -> list[dict[str, str]]:
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["form"] == form]


@pytest.fixture(params=["teacher", "pupil", "parent"])
def questionnaire(request: pytest.FixtureRequest) -> Questionnaire:
    return CONTENT.questionnaires[request.param]


def test_every_item_is_asked_word_for_word_and_in_order(questionnaire: Questionnaire) -> None:
    rows = golden(questionnaire.code)
    asked = [item for item in questionnaire.items if not item.options]  # all but the stairs
    assert [item.id for item in asked] == [row["id"] for row in rows]
    for item, row in zip(asked, rows, strict=True):
        assert item.texts == {language: row[language] for language in LANGUAGES}
        assert (item.reverse, item.age_min, item.age_max) == (
            row["reverse"] == "1",
            int(row["age_min"]),
            int(row["age_max"]),
        )
        assert item.drafts == {"pap", "es"}


def test_a_pupil_may_say_on_which_of_eleven_steps_it_stands_and_that_counts_in_nothing() -> None:
    pupil = CONTENT.questionnaires["pupil"]
    (stairs,) = (item for item in pupil.items if item.options)
    assert (stairs.id, stairs.optional, pupil.top_of(stairs)) == ("P-SE-LIF-1", True, 10)
    assert stairs is pupil.items[-1]
    assert stairs.scale not in {scale.code for scale in pupil.composite_scales("TOTAL")}


def test_a_whole_teacher_scan_is_51_items_and_seven_judgements() -> None:
    teacher = CONTENT.questionnaires["teacher"]
    judgements = [item for item in teacher.items if item.judgement]
    assert len(teacher.items) == 58
    assert judgements == list(teacher.items[-7:])
    domains = [scale.domain for scale in teacher.scales]
    assert sorted(set(domains), key=domains.index) == ["EF", "SE", "COG"]
    assert all(len(scale.items) == 3 for scale in teacher.scales if scale.domain != "COG")


def test_a_five_year_old_is_not_asked_about_planning_or_spelling() -> None:
    teacher = CONTENT.questionnaires["teacher"]
    young = {item.scale for item in teacher.for_age(5)}
    assert young.isdisjoint({"EF-PLA", "EF-TIM", "EF-MON", "COG-SPE"})
    assert {"EF-INH", "COG-VOC", "COG-MAT"} <= young
    assert CONTENT.questionnaires["pupil"].for_age(7) == ()


def test_answers_have_a_label_in_every_language(questionnaire: Questionnaire) -> None:
    assert len(questionnaire.options) == questionnaire.top + 1
    labels = (*questionnaire.options, *questionnaire.judgement_options, questionnaire.dont_know)
    for label in (*labels, questionnaire.titles):
        assert set(label) == set(LANGUAGES)
        assert all(label.values())


def test_the_constants_are_those_of_the_scoring_page() -> None:
    forms = CONTENT.questionnaires
    assert (forms["teacher"].sd, forms["teacher"].reliability) == (0.80, 0.75)
    assert forms["teacher"].composites == {"EF": 0.90, "SE": 0.88}
    assert forms["teacher"].composite_sd == {"EF": 0.80, "SE": 0.80}
    assert (forms["pupil"].composites, forms["pupil"].composite_sd) == (
        {"TOTAL": 0.80},
        {"TOTAL": 0.60},
    )
    assert (forms["parent"].composites, forms["parent"].composite_sd) == (
        {"TOTAL": 0.78},
        {"TOTAL": 0.80},
    )


def test_often_or_always_unsafe_and_never_helped_are_critical() -> None:
    critical = {
        item: answers
        for form in CONTENT.questionnaires.values()
        for item, answers in form.critical.items()
    }
    assert critical == {
        "T-SE-SAF-3": (3, 4),
        "O-SE-SAF-1": (3, 4),
        "P-SE-SAF-1": (0,),
        "P-SE-SAF-2": (2, 3),
    }


def test_home_is_in_no_total_and_judgements_are_in_no_composite() -> None:
    parent, teacher = CONTENT.questionnaires["parent"], CONTENT.questionnaires["teacher"]
    total = {scale.code for scale in parent.composite_scales("TOTAL")}
    assert total == {scale.code for scale in parent.scales} - {"HOME-STU"}
    assert {scale.domain for scale in teacher.composite_scales("EF")} == {"EF"}
    assert len(teacher.composite_scales("EF")) == 10
    assert len(teacher.composite_scales("SE")) == 7
    assert not any(scale.judgement for scale in teacher.composite_scales("TOTAL"))


def test_the_newest_edition_is_used_and_older_ones_are_kept(folder: Path) -> None:
    first = folder / "questionnaires" / "pupil-1.toml"
    for edition in ("2", "10"):
        text = first.read_text(encoding="utf-8")
        newer = first.with_name(f"pupil-{edition}.toml")
        newer.write_text(text.replace('edition = "1"', f'edition = "{edition}"'), encoding="utf-8")
    content = read_content(folder)
    assert content.questionnaires["pupil"].edition == "10"
    assert content.editions["pupil", "1"] == load_questionnaire(first)


def test_subscales_have_all_their_sentences_with_the_name_once() -> None:
    assert len(CONTENT.subscales) == 26
    for names in CONTENT.subscales.values():
        for texts in (names.staff, names.parent, names.strength, names.practise, names.help):
            assert set(texts) == set(LANGUAGES)
        for texts in (names.strength, names.practise, names.help):
            assert all(text.count("{name}") == 1 for text in texts.values())


def test_all_interventions_are_there_with_what_the_catalogue_page_counts() -> None:
    interventions = CATALOGUE.interventions
    assert len({i.id for i in interventions}) == 53
    assert sum(i.months is not None for i in interventions) == 32
    assert sum(len(i.targets) for i in interventions) == 176
    assert len(CATALOGUE.goals) == len(CATALOGUE.home_tips) == 3 * 26
    assert {i.category for i in interventions} == set("ABCDEF")


def test_a_figure_comes_with_its_source_and_never_with_a_year_alone() -> None:
    for intervention in CATALOGUE.interventions:
        assert intervention.source
        assert intervention.caution
        assert intervention.months is not None or intervention.figure_year is None
    tuition = CATALOGUE.get("one-to-one-tuition")
    assert tuition
    assert (tuition.months, tuition.evidence, tuition.cost, tuition.figure_year) == (5, 3, 3, 2022)
    assert (tuition.category, tuition.grades, tuition.level) == ("B", (1, 14), Level.PUPIL)


def test_staff_hours_are_sessions_times_minutes_times_weeks() -> None:
    doses = {i.id: i.dose for i in CATALOGUE.interventions if i.dose}
    assert len(doses) == 41
    for dose in doses.values():
        hours = dose.sessions_per_week * dose.minutes * dose.weeks / 60
        assert dose.staff_hours == pytest.approx(hours)
    behaviour = CATALOGUE.get("behaviour-interventions")
    assert behaviour
    assert behaviour.staff_hours == pytest.approx(20 / 3)
    assert [i.staff_hours for i in CATALOGUE.interventions if i.id in EXTRA] == [None, None]


def test_every_factor_has_its_question_and_a_multiplier() -> None:
    asked = {f for i in CATALOGUE.interventions for f in i.feasibility_questions}
    assert asked == set(FACTORS)
    assert FACTORS["timetable"] == 0.5


def test_a_practice_sheet_is_whole_or_absent() -> None:
    sheets = [i.practice for i in CATALOGUE.interventions if i.practice]
    assert len(sheets) == 43
    assert all(tuple(sheet) == PRACTICE_FIELDS for sheet in sheets)


def test_only_umbrellas_and_bare_extra_hands_stop_a_proposal() -> None:
    stopped = {i.id for i in CATALOGUE.interventions if i.stops}
    assert stopped == {"early-years-toolkit", "repair-weeks", "teaching-assistants-general"}
    repeating = CATALOGUE.get("repeating-a-year")
    assert repeating
    assert [w.code for w in repeating.warnings] == ["may-harm", "last-resort"]
    assert all(w.effect is Effect.WARN for w in repeating.warnings)


def test_our_own_additions_are_marked() -> None:
    marked = {i.id for i in CATALOGUE.interventions if not i.on_menukaart}
    assert {"high-dosage-tutoring", "vve-catch-up", "mentoring"} <= marked
    assert marked.isdisjoint({"early-years-toolkit", "small-group-tuition", "feedback"})


def test_parents_are_never_spoken_to_as_one_child() -> None:
    singular = re.compile(r"\b(bo yu|bo i |bo ta haña|yuda bo )", re.IGNORECASE)
    for intervention in CATALOGUE.interventions:
        texts = (intervention.parent_names["pap"], intervention.explanations["pap"])
        assert not any(singular.search(text) for text in texts), intervention.id


def test_no_page_for_parents_guesses_the_sex_of_the_child() -> None:
    guess = {
        "nl": r"\b(hij|hem|haar)\b",
        "en": r"\b(he|she|him|her|his)\b",
        "es": r"\b\w+o/a\b|\b(él|ella)\b",
    }
    for intervention in CATALOGUE.interventions:
        for language, pattern in guess.items():
            for texts in (intervention.parent_names, intervention.explanations):
                assert not re.search(pattern, texts[language], re.IGNORECASE), intervention.id
    for goal in CATALOGUE.goals:
        for language in ("nl", "en"):
            assert not re.search(guess[language], goal.texts[language], re.IGNORECASE), goal


def test_goals_and_tips_are_found_by_subscale_in_order() -> None:
    for code in CONTENT.subscales:
        goals, tips = CATALOGUE.goals_for(code), CATALOGUE.tips_for(code)
        assert len(goals) == len(tips) == 3
        for numbers in ([goal.number for goal in goals], [tip.number for tip in tips]):
            assert all(a < b for a, b in pairwise(numbers))
    assert CATALOGUE.get("no-such-thing") is None


def test_the_content_is_read_once() -> None:
    assert load_content() is CONTENT
