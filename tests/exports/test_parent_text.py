"""The words for parents: strengths first, nothing that is a score, and nothing that may not be."""

import re
from collections.abc import Callable
from dataclasses import astuple, replace
from datetime import date
from typing import Any

import pytest

from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.dossier import ResultFacts, ScoredChange
from npo_desktop.exports.parent_agreements import home_help, look_again, questions, school_help
from npo_desktop.exports.parent_chart import needs_of, parent_chart, strengths_of
from npo_desktop.exports.parent_facts import (
    AgreedGoal,
    AgreedPlan,
    AgreedPoint,
    ParentSummary,
    language_note,
    ready_language,
    summary_file_name,
)
from npo_desktop.exports.parent_text import ParentText, parent_text
from npo_desktop.exports.pdf.parent_summary import marks_of
from npo_desktop.i18n import speaking
from npo_desktop.scoring.change import Verdict
from npo_desktop.scoring.norms import Band

MakeSummary = Callable[..., ParentSummary]
LOW_SAFETY = {"SE-SAF": (0, 1, 0), "SE-SOC": (4, 4, 4)}


def strings_in(value: Any) -> list[str]:
    """Every text anywhere in a nest of tuples."""
    if isinstance(value, str):
        return [value]
    return [text for part in value for text in strings_in(part)] if type(value) is tuple else []


def printed(facts: ParentSummary) -> str:
    """Every string that reaches the paper."""
    return "\n".join(mark[1][2] for mark in marks_of(facts) if mark[0] == "text")


def all_words(text: ParentText) -> str:
    return "\n".join(strings_in(astuple(text)))


def rows_of(facts: ParentSummary) -> dict[str, tuple[float, float | None]]:
    with speaking("en"):
        chart = parent_chart(facts)
    assert chart
    return {row.label: (row.now, row.before) for row in chart.rows}


def test_the_two_highest_fine_scores_are_the_strengths(summary: MakeSummary) -> None:
    text = parent_text(summary(language="en"))
    assert [strength.head for strength in text.strengths] == [
        "Getting along with others",
        "Keeping going when it is hard",
    ]
    assert text.strengths[0].text == "Jeandro plays and works well with other children."


def test_what_the_pupil_sees_as_low_is_no_strength(summary: MakeSummary) -> None:
    facts = summary()
    flags = {**facts.dossier.flags, "SE-SOC": Band.LOW}
    doubted = replace(facts, dossier=replace(facts.dossier, flags=flags))
    assert "SE-SOC" not in {scored.subscale for scored in strengths_of(doubted)}


def test_each_mark_stands_in_the_zone_of_its_signal(summary: MakeSummary) -> None:
    rows = rows_of(summary())
    assert rows["Getting started alone"][0] < 1 / 3
    assert 1 / 3 < rows["Paying attention in class"][0] < 2 / 3
    assert rows["Getting along with others"][0] > 2 / 3


def test_a_better_score_stands_further_right_in_its_zone(summary: MakeSummary) -> None:
    rows = rows_of(summary())
    assert rows["Keeping going when it is hard"][0] > rows["Feeling good at school"][0]


def test_only_a_certain_improvement_has_an_earlier_place(summary: MakeSummary) -> None:
    before = {label: row[1] for label, row in rows_of(summary()).items() if row[1] is not None}
    assert list(before) == ["Paying attention in class"]
    assert before["Paying attention in class"] < 1 / 3


def test_a_certain_decline_is_told_in_the_talk_and_not_drawn(summary: MakeSummary) -> None:
    facts = summary()
    decline = ScoredChange(Informant.TEACHER, "EF-ATT", 3.0, 1.67, -2.9, Verdict.DECLINED)
    worse = replace(facts, dossier=replace(facts.dossier, changes=(decline,)))
    chart = parent_chart(worse)
    assert chart
    assert all(row.before is None for row in chart.rows)
    assert chart.legend_better == ""


def test_a_test_level_decides_where_a_subject_stands(summary: MakeSummary) -> None:
    facts = summary()
    result = ResultFacts("Spelling", "COG-SPE", "M5", date(2026, 11, 1), None, "I", "nl", "")
    flags = {**facts.dossier.flags, "COG-SPE": Band.FINE}
    tested = replace(facts, dossier=replace(facts.dossier, flags=flags, results=(result,)))
    assert rows_of(tested)["Writing words correctly"][0] > 2 / 3


def test_at_most_eight_rows_with_the_needs_and_the_strengths_among_them(
    summary: MakeSummary, content: Content
) -> None:
    codes = [code for code in content.subscales if code[:2] in ("EF", "SE")]
    answers = {code: (4, 4, 4) if n % 4 else (0, 1, 0) for n, code in enumerate(codes)}
    facts = summary(answers=answers, plan_count=2)
    rows = rows_of(facts)
    assert len(rows) == 8
    for scored in strengths_of(facts):
        assert content.subscales[scored.subscale].parent["en"] in rows
    for need in needs_of(facts)[:4]:
        assert content.subscales[need].parent["en"] in rows


def test_a_worry_about_safety_never_goes_on_paper(
    summary: MakeSummary, plans: tuple[AgreedPlan, ...], content: Content
) -> None:
    goal = AgreedGoal("Jeandro feels safe at school.", "SE-SAF")
    facts = summary(answers=LOW_SAFETY, plans=(replace(plans[0], goals=(goal,)),), language="en")
    words = all_words(parent_text(facts))
    assert facts.dossier.flags["SE-SAF"] is Band.LOW
    assert "safe at school" not in words
    tips = {tip.texts["en"] for tip in content.catalogue.tips_for("SE-SAF")}
    agreements = parent_text(facts).agreements
    assert agreements is not None and not tips & set(agreements.home)


@pytest.mark.parametrize("language", ["nl", "en", "pap", "es"])
def test_no_score_letter_or_name_of_a_band_is_printed(summary: MakeSummary, language: str) -> None:
    words = printed(summary(language=language, plan_count=3))
    assert "%" not in words
    assert not re.search(r"\b(EF|SE|COG|HOME)\b|[A-Z]{2,3}-[A-Z]{3}", words)
    assert not re.search(r"(?<!\w)[HLPS](?!\w)", words)
    assert not re.search(r"\d[.,]\d", words)
    for band in ("Hulp nodig", "Let op", "Op peil", "Help needed", "Watch", "On level"):
        assert band not in words


@pytest.mark.parametrize("language", ["nl", "en", "pap", "es"])
def test_every_blank_is_filled(summary: MakeSummary, language: str) -> None:
    words = all_words(parent_text(summary(language=language, plan_count=3)))
    assert "{" not in words


def test_a_name_with_braces_is_only_a_name(summary: MakeSummary) -> None:
    text = parent_text(summary(name="{date}", language="en"))
    assert text.title == "How {date} is doing"


def test_how_often_is_said_in_plain_words(summary: MakeSummary) -> None:
    with speaking("en"):
        helps = school_help(summary(plan_count=3))
    lines = [[line.replace("\u00a0", " ") for line in one.lines] for one in helps]
    assert helps[0].head == "Learning to plan and check"
    assert lines[0][1:] == ["3 times a week, 15 minutes, 10 weeks", "With juf Ilvienne"]
    assert "Once a week, 20 minutes, 8 weeks" in lines[1]
    assert "10 minutes" in lines[2]


def test_nothing_extra_says_when_we_look_again(summary: MakeSummary) -> None:
    nothing = AgreedPlan(intervention=None, is_nothing_extra=True, review_on=date(2027, 3, 2))
    with speaking("nl"):
        helps = school_help(summary(plans=(nothing,)))
    assert [one.lines for one in helps] == [
        ("Extra hulp is nu niet nodig. Wij kijken opnieuw op 2 maart 2027.",)
    ]


def test_the_next_talk_is_the_first_review(summary: MakeSummary) -> None:
    with speaking("en"):
        assert look_again(summary(plan_count=3)).endswith("on Tuesday 2 March 2027.")
        assert look_again(summary(plan_count=0)) == ""
        agreed = summary(plan_count=3, next_talk_on=date(2027, 1, 12))
        assert look_again(agreed).endswith("on Tuesday 12 January 2027.")


def test_an_example_goal_follows_the_parents_language(
    summary: MakeSummary, plans: tuple[AgreedPlan, ...], content: Content
) -> None:
    example = content.catalogue.goals_for("EF-INI")[0]
    goal = AgreedGoal(example.texts["nl"].replace("{name}", "Jeandro"), "EF-INI")
    facts = summary(plans=(replace(plans[0], goals=(goal,)),), language="en")
    agreements = parent_text(facts).agreements
    assert agreements
    assert agreements.goals == (example.texts["en"].replace("{name}", "Jeandro"),)


def test_tips_for_home_go_with_the_needs(summary: MakeSummary, content: Content) -> None:
    with speaking("nl"):
        tips = home_help(summary(plan_count=2))
    assert len(tips) == 3
    assert tips[0] == content.catalogue.tips_for("EF-INI")[0].texts["nl"]
    assert tips[1] == content.catalogue.tips_for("COG-SPE")[0].texts["nl"]


def test_three_questions_differ(summary: MakeSummary) -> None:
    with speaking("en"):
        assert len(set(questions(summary()))) == 3
        assert "What helps at home when something does not work out?" in questions(summary())


def test_without_a_scan_the_page_says_that_nothing_is_known(summary: MakeSummary) -> None:
    text = parent_text(summary(plan_count=0, answers={}, language="en"))
    assert text.chart is None
    assert text.agreements is None
    assert text.unknown == "We do not know enough about this yet."


@pytest.mark.parametrize(
    ("asked", "school", "written"),
    [("en", "nl", "en"), ("pap", "nl", "pap"), ("es", "en", "es"), ("fr", "en", "en")],
)
def test_a_language_of_the_islands_is_written_and_another_falls_back(
    asked: str, school: str, written: str
) -> None:
    assert ready_language(asked, school) == written


def test_a_fallback_is_said_to_the_coordinator(summary: MakeSummary) -> None:
    with speaking("en"):
        note = language_note(summary(asked_language="fr"))
        assert note == "Fr is not ready yet. This summary is in: Dutch."
        assert language_note(summary()) == ""


def test_a_draft_language_says_so_on_the_page(summary: MakeSummary) -> None:
    draft = "E tradukshon aki ta un konsepto. Boso no ta komprondé algu? Puntra nos."
    assert parent_text(summary(language="pap")).notes == (draft,)
    assert len(parent_text(summary(language="es")).notes) == 1
    assert parent_text(summary(language="nl")).notes == ()
    assert parent_text(summary(language="en")).notes == ()


def test_a_certain_change_is_told_in_one_plain_sentence(summary: MakeSummary) -> None:
    text = parent_text(summary(language="en"))
    assert [(one.subjects, one.sentence) for one in text.changes] == [
        (("Paying attention in class",), "This is clearly going better than in May.")
    ]


def test_better_is_told_before_harder(summary: MakeSummary) -> None:
    facts = summary(language="nl")
    harder = ScoredChange(Informant.TEACHER, "SE-SOC", 4.0, 2.0, -2.5, Verdict.DECLINED)
    changes = (harder, *facts.dossier.changes)
    text = parent_text(replace(facts, dossier=replace(facts.dossier, changes=changes)))
    assert [one.sentence for one in text.changes] == [
        "Dit gaat duidelijk beter dan in mei.",
        "Dit is nu moeilijker dan in mei. Wij praten er samen over.",
    ]
    assert text.changes[1].subjects == ("Met anderen omgaan",)


def test_when_nothing_is_certain_only_what_is_practised_is_named(summary: MakeSummary) -> None:
    facts = summary(language="en")
    same = tuple(
        ScoredChange(Informant.TEACHER, code, 1.0, 1.1, 0.2, Verdict.UNCHANGED)
        for code in ("EF-INI", "SE-SOC")
    )
    text = parent_text(replace(facts, dossier=replace(facts.dossier, changes=same)))
    assert [(one.subjects, one.sentence) for one in text.changes] == [
        (("Getting started alone",), "This is going about the same as in May.")
    ]


def test_a_first_round_tells_of_no_change(summary: MakeSummary) -> None:
    facts = summary()
    first = replace(facts.dossier, before_round=None, before=(), changes=())
    assert parent_text(replace(facts, dossier=first)).changes == ()


@pytest.mark.parametrize("verdict", [Verdict.IMPROVED, Verdict.DECLINED])
def test_a_change_in_safety_is_never_told_on_paper(summary: MakeSummary, verdict: Verdict) -> None:
    facts = summary(answers=LOW_SAFETY)
    change = ScoredChange(Informant.TEACHER, "SE-SAF", 2.0, 0.3, -3.0, verdict)
    text = parent_text(replace(facts, dossier=replace(facts.dossier, changes=(change,))))
    assert text.changes == ()


@pytest.mark.parametrize("language", ["nl", "en", "pap", "es"])
def test_no_figure_of_a_group_reaches_the_page(summary: MakeSummary, language: str) -> None:
    facts = summary(plan_count=2, language=language)
    compared = tuple(replace(one, t=37.0, reference_n=7) for one in facts.dossier.scores)
    words = printed(replace(facts, dossier=replace(facts.dossier, scores=compared)))
    assert words == printed(facts)
    figures = set(re.findall(r"(?<![A-Z0-9])\d+(?![A-Z0-9])", words))
    assert figures <= {"1", "2", "3", "5", "8", "9", "10", "15", "20", "24", "2026", "2027"}


def test_what_was_agreed_in_the_talk_says_who_and_when(summary: MakeSummary) -> None:
    points = (AgreedPoint("Elke dag lezen.", "pupil", date(2027, 1, 12)), AgreedPoint("Bellen."))
    agreements = parent_text(summary(agreements=points, plan_count=0)).agreements
    assert agreements
    assert [(one.text, one.note) for one in agreements.talk_points] == [
        ("Elke dag lezen.", "Jeandro · 12 januari 2027"),
        ("Bellen.", ""),
    ]


def test_a_file_name_carries_the_number_and_no_name(summary: MakeSummary) -> None:
    facts = summary()
    assert summary_file_name(facts) == "parents-2026-2-B0417.pdf"
    odd = replace(facts.dossier, pupil=replace(facts.dossier.pupil, number="../a b"))
    name = summary_file_name(replace(facts, dossier=odd))
    assert "/" not in name
    assert " " not in name
