"""What is typed for an answer is what stands in the circle, and reads back."""

from dataclasses import replace

import pytest

from npo_desktop.content.entry_keys import (
    TypedAnswer,
    entry_digits,
    is_ladder,
    keys_of,
    ladder_words,
    may_be_unknown,
    read_typed,
    typed_text,
)
from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Item, Kind, Questionnaire
from npo_desktop.errors import UserError


@pytest.fixture
def teacher(content: Content) -> Questionnaire:
    return content.questionnaires["teacher"]


def ladder(item: Item) -> Item:
    words = {0: "0, heel slecht", 10: "10, heel goed"}
    return replace(item, options=tuple({"nl": words.get(n, str(n))} for n in range(11)))


def several(item: Item) -> Item:
    options = tuple({"nl": word} for word in ("appel", "peer", "mango"))
    return replace(item, kind=Kind.SEVERAL, options=options, codes=("apple", "pear", "mango"))


def test_teachers_and_parents_have_five_keys_and_pupils_four(content: Content) -> None:
    assert is_ladder(content.questionnaires["pupil"].items[-1])  # the life mark
    for code, keys in (("teacher", 5), ("parent", 5), ("pupil", 4)):
        questionnaire = content.questionnaires[code]
        for item in questionnaire.items:
            if not item.options:
                digits = tuple(str(n) for n in range(1, keys + 1))
                assert entry_digits(questionnaire, item) == digits
                assert keys_of(questionnaire, item) == (*digits, "0")


def test_every_key_reads_back_as_what_was_typed(content: Content) -> None:
    for questionnaire in content.questionnaires.values():
        for item in questionnaire.items:
            for key in keys_of(questionnaire, item):
                answer = read_typed(questionnaire, item, key)
                assert typed_text(questionnaire, item, answer) == key


def test_a_ladder_from_0_to_10_keeps_its_numbers_and_has_no_dont_know(
    teacher: Questionnaire,
) -> None:
    item = ladder(teacher.items[0])
    assert entry_digits(teacher, item)[0] == "0" and not may_be_unknown(teacher, item)
    assert ladder_words("10, heel goed") == "heel goed" and ladder_words("7") == ""
    assert read_typed(teacher, item, "10") == TypedAnswer(10)
    assert read_typed(teacher, item, "0") == TypedAnswer(0)


def test_several_answers_are_kept_by_their_codes_in_the_order_of_the_list(
    teacher: Questionnaire,
) -> None:
    item = several(teacher.items[0])
    for typed in ("31", "3 1", "1,3"):
        assert read_typed(teacher, item, typed) == TypedAnswer(words="apple mango")
    assert typed_text(teacher, item, TypedAnswer(words="apple mango")) == "1 3"


def test_nothing_typed_is_not_dont_know(teacher: Questionnaire) -> None:
    item = teacher.items[0]
    assert read_typed(teacher, item, " ") is None
    assert read_typed(teacher, item, "0") == TypedAnswer()


@pytest.mark.parametrize("typed", ["6", "9", "12", "x"])
def test_what_is_no_answer_is_refused_with_the_keys_that_are(
    teacher: Questionnaire, typed: str
) -> None:
    with pytest.raises(UserError, match=typed) as refused:
        read_typed(teacher, teacher.items[0], typed)
    assert "1 2 3 4 5 0" in refused.value.hint
