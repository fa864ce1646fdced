"""Scores of one scale."""

import random
from fractions import Fraction

import pytest

from npo_desktop.scoring.scale import score_items


@pytest.mark.parametrize(("items", "needed"), [(3, 3), (4, 3), (5, 4), (6, 5), (8, 6), (12, 9)])
def test_three_quarters_must_be_answered_for_a_score(items: int, needed: int) -> None:
    enough = score_items([2] * needed + [None] * (items - needed))
    assert (enough.mean, enough.prorated_sum) == (2.0, 2.0 * items)
    too_few = score_items([2] * (needed - 1) + [None] * (items - needed + 1))
    assert (too_few.answered, too_few.items) == (needed - 1, items)
    assert (too_few.mean, too_few.prorated_sum, too_few.pomp) == (None, None, None)


@pytest.mark.parametrize("responses", [[], [None], [None, None, None]])
def test_nothing_answered_gives_counts_and_no_score(responses: list[None]) -> None:
    result = score_items(responses)
    assert (result.answered, result.items, result.mean) == (0, len(responses), None)


@pytest.mark.parametrize("odd", [-1, 5, True, False, 2.0, "2", float("nan")])
def test_what_is_no_answer_is_refused(odd: int) -> None:
    with pytest.raises(ValueError, match="is not an answer from 0 to 4"):
        score_items([1, odd, 3])


def test_an_answer_above_the_top_of_a_pupil_form_is_refused() -> None:
    with pytest.raises(ValueError, match="from 0 to 3"):
        score_items([4], top=3)


def test_a_form_without_answers_above_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="highest answer"):
        score_items([0], top=0)


def test_a_reversed_position_counts_the_other_way_even_next_to_a_missing_answer() -> None:
    assert score_items([None, 0, 4, 4], reverse={1}).mean == 4.0


def test_a_reversed_position_outside_the_scale_changes_nothing() -> None:
    assert score_items([1, 2, 3], reverse=[-1, 7]) == score_items([1, 2, 3])


def test_scores_agree_with_slow_arithmetic_in_fractions() -> None:
    seed = 20_261_124
    rng = random.Random(seed)
    for case in range(200):
        top, size = rng.choice([3, 4]), rng.randint(0, 12)
        answers = [rng.choice([None, *range(top + 1)]) for _ in range(size)]
        if rng.random() < 0.5:
            answers = [0 if answer is None else answer for answer in answers]
        reverse = rng.sample(range(size), rng.randint(0, size))
        answered, total = 0, Fraction(0)
        for position in range(size):
            answer = answers[position]
            if answer is None:
                continue
            answered += 1
            total += (top - answer) if reverse.count(position) else answer
        result = score_items(answers, reverse=reverse, top=top)
        where = f"seed {seed}, case {case}: {answers}, reverse {reverse}, top {top}"
        assert (result.answered, result.items) == (answered, size), where
        if answered == 0 or Fraction(answered, size) < Fraction(3, 4):
            assert (result.mean, result.prorated_sum, result.pomp) == (None,) * 3, where
        else:
            mean = total / answered
            assert result.mean == pytest.approx(float(mean), abs=1e-12), where
            assert result.prorated_sum == pytest.approx(float(mean * size), abs=1e-12), where
            assert result.pomp == pytest.approx(float(mean * 100 / top), abs=1e-12), where
