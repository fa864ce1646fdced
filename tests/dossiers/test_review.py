"""Looking back on goals: verdicts of the same informant only, and a suggestion that explains."""

from datetime import date
from uuid import uuid4

import pytest

from npo_desktop import i18n
from npo_desktop.charts.review_chart import review_chart
from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.dossier import (
    Dossier,
    PupilFacts,
    RoundFacts,
    ScoredChange,
    SubscaleScore,
)
from npo_desktop.dossiers.no_verdict import NoVerdict
from npo_desktop.dossiers.review import (
    Aim,
    Because,
    Decision,
    GoalReview,
    attainment_of,
    outcome_of,
    review_goals,
    suggest,
)
from npo_desktop.dossiers.review_words import because_text, goal_sentences, suggestion_text
from npo_desktop.scoring.change import Verdict
from npo_desktop.scoring.norms import Band
from npo_desktop.scoring.scale import ItemScore

MAY, NOV = date(2026, 5, 18), date(2026, 11, 9)


@pytest.fixture(autouse=True)
def in_english() -> None:
    i18n.use("en")


def scored(mean: float, on: date, code: str = "EF-INI", items: int = 3) -> SubscaleScore:
    score = ItemScore(items, items, mean, mean * items, 25 * mean)
    return SubscaleScore(code, Informant.TEACHER, "teacher", "1", on, 4, score, Band.WATCH)


def dossier(
    first: float, second: float, verdict: Verdict, *, why: NoVerdict | None = None, items: int = 3
) -> Dossier:
    pupil = PupilFacts(uuid4(), "1", "Emely", "", "Pourier", None, 5, "5", None, None)
    index = None if verdict is Verdict.UNKNOWN else (second - first) / 0.5656854
    change = ScoredChange(Informant.TEACHER, "EF-INI", first, second, index, verdict, why)
    return Dossier(
        pupil,
        RoundFacts(uuid4(), "2026-1", NOV, NOV),
        scores=(scored(second, NOV, items=items),),
        before=(scored(first, MAY, items=items),),
        changes=(change,),
    )


def look(content: Content, found: Dossier | None, target: float | None = 53) -> GoalReview:
    aim = Aim("Emely starts in 4 of 5 lessons.", "EF-INI", 25, target)
    (review,) = review_goals([aim], found, content.questionnaires, {})
    return review


def test_before_and_after_are_of_the_same_informant_with_what_was_needed(content: Content) -> None:
    review = look(content, dossier(1.0, 3.0, Verdict.IMPROVED))
    assert (review.start, review.value, review.change, review.reached) == (25, 75, 50, True)
    assert review.verdict is Verdict.IMPROVED and review.informant is Informant.TEACHER
    # 2.58 times the root of 2 times a measurement error of 0.4, on a scale of 0 to 4
    assert review.needed == pytest.approx(2.58 * 2**0.5 * 0.4 * 25)
    assert review.error == pytest.approx(10.0)


def test_without_a_later_scan_it_is_too_early(content: Content) -> None:
    review = look(content, None)
    assert (review.value, review.reached, review.why) == (None, None, NoVerdict.TOO_EARLY)
    assert goal_sentences(review) == ("Too early to say.",)


def test_another_rater_gives_no_verdict_and_no_needed_points(content: Content) -> None:
    found = dossier(1.0, 3.0, Verdict.UNKNOWN, why=NoVerdict.OTHER_RATER)
    review = look(content, found)
    assert review.verdict is Verdict.UNKNOWN and review.needed is None
    (row,) = review_chart([review], {"EF-INI": "Task initiation"}, {}).rows
    assert row.change == "cannot be said" and not row.is_certain
    assert "Another person answered this time: cannot be compared." in row.sentences


@pytest.mark.parametrize("why", [NoVerdict.OTHER_RATER, NoVerdict.OTHER_FORM, NoVerdict.TWO_TIERS])
def test_with_another_ruler_nothing_is_reached_and_nothing_suggested_but_to_talk(
    content: Content, why: NoVerdict
) -> None:
    review = look(content, dossier(1.0, 3.0, Verdict.UNKNOWN, why=why))
    assert review.value == 75 and review.reached is None and attainment_of([review]) is None
    assert outcome_of([review], 1.0) is Verdict.UNKNOWN
    said = suggest([review], 1.0)
    assert (said.decision, said.because) == (Decision.CONTINUE, Because.NOT_COMPARED)
    (row,) = review_chart([review], {}, {}).rows
    assert row.reached_text not in ("reached", "not yet")


def test_what_was_answered_before_the_plan_began_is_no_result_of_it(content: Content) -> None:
    found, aim = dossier(1.0, 3.0, Verdict.IMPROVED), Aim("A goal", "EF-INI", 25, 53)
    (early,) = review_goals([aim], found, content.questionnaires, {}, since=date(2026, 11, 10))
    assert (early.value, early.verdict, early.why) == (None, Verdict.UNKNOWN, NoVerdict.TOO_EARLY)
    (later,) = review_goals([aim], found, content.questionnaires, {}, since=NOV)
    assert later.value == 75 and later.verdict is Verdict.IMPROVED


def test_every_sentence_about_a_certain_change_says_that_it_shows_no_cause(
    content: Content,
) -> None:
    review = look(content, dossier(1.0, 3.0, Verdict.IMPROVED))
    assert "This does not show what caused it." in goal_sentences(review)


def test_the_row_of_the_chart_carries_dates_edition_and_counts(content: Content) -> None:
    review = look(content, dossier(1.0, 3.0, Verdict.IMPROVED))
    chart = review_chart([review], {"EF-INI": "Task initiation"}, {})
    (row,) = chart.rows
    assert (chart.before_month, chart.now_month) == ("May", "November")
    assert (row.before, row.now, row.change) == ("25", "75", "yes, +50 (needed 36)")
    assert row.reached_text == "reached" and row.measured == "Task initiation, teacher"
    assert row.sentences[0] == "Before: 25 of 100, 18 May 2026, edition 1, 3 of 3."
    places = (row.before_at, row.target_at, row.now_at)
    assert places == tuple(sorted(place for place in places if place is not None))


def review_of(
    verdict: Verdict, *, value: float | None = 40, target: float | None = 53, needed: float = 30
) -> GoalReview:
    now = None if value is None else scored(value / 25, NOV)
    aim = Aim("A goal", "EF-INI", 25, target)
    return GoalReview(aim, Informant.TEACHER, scored(1, MAY), now, needed, 10, verdict)


BETTER, WEAKER, SAME = Verdict.IMPROVED, Verdict.DECLINED, Verdict.UNCHANGED


@pytest.mark.parametrize(
    ("goals", "share", "again", "decision", "because"),
    [
        ((), None, False, Decision.CONTINUE, Because.NO_GOALS),
        ((review_of(Verdict.UNKNOWN, value=None),), 1.0, False, Decision.CONTINUE,
         Because.NOT_MEASURED),
        ((review_of(Verdict.UNKNOWN),), 1.0, False, Decision.CONTINUE, Because.NOT_COMPARED),
        ((review_of(BETTER, value=60),), 0.2, False, Decision.STOP, Because.ALL_REACHED),
        ((review_of(SAME),), 0.4, False, Decision.ADJUST, Because.HARDLY_GIVEN),
        ((review_of(BETTER, value=60), review_of(SAME)), 0.9, False, Decision.ADJUST,
         Because.SOME_REACHED),
        ((review_of(BETTER),), 0.9, False, Decision.CONTINUE, Because.BETTER),
        ((review_of(SAME),), 0.9, False, Decision.ADJUST, Because.NOT_BETTER),
        ((review_of(WEAKER),), None, False, Decision.ADJUST, Because.NOT_BETTER),
        ((review_of(SAME),), 0.9, True, Decision.STOP, Because.TWICE_NOT_BETTER),
    ],
)  # fmt: skip
def test_the_suggestion_and_its_reason(
    goals: tuple[GoalReview, ...],
    share: float | None,
    again: bool,
    decision: Decision,
    because: Because,
) -> None:
    found = suggest(goals, share, follows_same=again)
    assert (found.decision, found.because) == (decision, because)
    assert because_text(found) and suggestion_text(found).endswith("You decide.")


@pytest.mark.parametrize(
    ("verdicts", "share", "outcome"),
    [
        ((), None, Verdict.UNKNOWN),
        ((Verdict.UNKNOWN,), 1.0, Verdict.UNKNOWN),
        ((BETTER, SAME), 0.9, BETTER),
        ((BETTER, WEAKER), 0.9, SAME),
        ((WEAKER, SAME), 0.9, WEAKER),
        ((SAME,), 0.9, SAME),
        ((SAME,), None, SAME),  # nobody logged: what was measured counts
        ((SAME,), 0.3, Verdict.UNKNOWN),  # hardly given: it was not tried, so it did not fail
    ],
)
def test_the_outcome_of_a_plan_in_the_words_of_the_scoring(
    verdicts: tuple[Verdict, ...], share: float | None, outcome: Verdict
) -> None:
    assert outcome_of([review_of(verdict) for verdict in verdicts], share) is outcome


@pytest.mark.parametrize(
    ("value", "verdict", "step"),
    [
        (None, Verdict.UNKNOWN, None),
        (40, SAME, -2),
        (50, BETTER, -1),
        (53, BETTER, 0),
        (80, BETTER, 0),
        (83, BETTER, 1),
    ],
)
def test_the_five_steps_follow_from_target_and_certain_change(
    value: float | None, verdict: Verdict, step: int | None
) -> None:
    assert attainment_of([review_of(verdict, value=value)]) == step
