"""Twelve equal raw answers in a row, across both directions: a question, not a verdict."""

import pytest

from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Item
from npo_desktop.scoring.straight_line import straight_line


@pytest.fixture
def items(content: Content) -> tuple[Item, ...]:
    return content.questionnaires["teacher"].items


def answers_to(items: tuple[Item, ...], values: list[int | None]) -> dict[str, int | None]:
    return {item.id: value for item, value in zip(items, values, strict=False)}


def test_twelve_in_a_row_are_found_where_they_stand(items: tuple[Item, ...]) -> None:
    values: list[int | None] = [0, 1, *[2] * 12, 3]
    assert straight_line(items, answers_to(items, values)) == range(2, 14)


def test_eleven_in_a_row_are_not(items: tuple[Item, ...]) -> None:
    assert straight_line(items, answers_to(items, [2] * 11)) is None


def test_the_longest_row_is_the_one_that_is_told(items: tuple[Item, ...]) -> None:
    values: list[int | None] = [*[1] * 12, *[2] * 15]
    assert straight_line(items, answers_to(items, values)) == range(12, 27)


def test_dont_know_ends_a_row(items: tuple[Item, ...]) -> None:
    values: list[int | None] = [*[2] * 7, None, *[2] * 7]
    assert straight_line(items, answers_to(items, values)) is None
    assert straight_line(items, answers_to(items, [None] * 20)) is None


def test_a_statement_without_an_answer_ends_a_row(items: tuple[Item, ...]) -> None:
    answers = answers_to(items, [2] * 15)
    del answers[items[7].id]
    assert straight_line(items, answers) is None


def test_equal_answers_to_statements_of_one_direction_say_nothing(
    items: tuple[Item, ...],
) -> None:
    forward = tuple(item for item in items if not item.reverse and not item.judgement)
    assert straight_line(forward, {item.id: 4 for item in forward}) is None


def test_subject_judgements_are_no_part_of_a_row(items: tuple[Item, ...]) -> None:
    last = tuple(items[-18:])  # eleven statements, then seven judgements
    assert sum(item.judgement for item in last) == 7
    assert straight_line(last, {item.id: 2 for item in last}) is None


def test_nothing_asked_is_no_row() -> None:
    assert straight_line((), {}) is None
