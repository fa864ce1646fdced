"""The code on a paper form: stable, harmless, and a slip is noticed."""

from random import Random
from uuid import UUID

import pytest

from npo_desktop.dossiers.form_code import LENGTH, code_text, form_code, read_code
from npo_desktop.errors import UserError


def codes(chance: Random, count: int) -> list[str]:
    return [
        form_code(UUID(int=chance.getrandbits(128)), UUID(int=chance.getrandbits(128)), "teacher")
        for _time in range(count)
    ]


def is_noticed(code: str) -> bool:
    try:
        read_code(code)
    except UserError:
        return True
    return False


def test_a_code_follows_from_pupil_round_and_list_alone() -> None:
    one = form_code(UUID(int=7), UUID(int=9), "teacher")
    assert one == "0041024197"  # printed forms must be read by every later version
    assert one == form_code(UUID(int=7), UUID(int=9), "teacher")
    others = {
        form_code(UUID(int=8), UUID(int=9), "teacher"),
        form_code(UUID(int=7), UUID(int=10), "teacher"),
        form_code(UUID(int=7), UUID(int=9), "parent"),
    }
    assert one not in others and len(others) == 3


def test_every_code_is_ten_digits_and_reads_back(chance: Random) -> None:
    for code in codes(chance, 200):
        assert len(code) == LENGTH and code.isdigit()
        for typed in (code, code_text(code), f" {code[:3]} {code[3:6]}.{code[6:]} "):
            assert read_code(typed) == code


def test_every_wrong_digit_and_every_swap_of_neighbours_is_noticed(chance: Random) -> None:
    for code in codes(chance, 100):
        for place, right in enumerate(code):
            for digit in set("0123456789") - {right}:
                assert is_noticed(code[:place] + digit + code[place + 1 :])
        for place in range(LENGTH - 1):
            first, second = code[place], code[place + 1]
            if first != second:
                assert is_noticed(code[:place] + second + first + code[place + 2 :])


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("12345", "10 digits; this one has 5"),
        ("123456789012", "this one has 12"),
        ("Jeandro", "digits only"),
        ("٣٣٣٣٣٣٣٣٣٣", "digits only"),
        ("", "digits only"),
    ],
)
def test_a_code_that_is_none_is_told_in_one_sentence_with_what_to_do(typed: str, told: str) -> None:
    from npo_desktop import i18n

    with i18n.speaking("en"), pytest.raises(UserError) as refused:
        read_code(typed)
    assert told in refused.value.message and "top right" in refused.value.hint


def test_a_large_school_hardly_ever_has_two_forms_with_one_code(chance: Random) -> None:
    made = codes(chance, 700 * 4)
    assert len(made) - len(set(made)) <= 1
