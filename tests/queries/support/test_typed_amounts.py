"""Hours, times and dollars as people type them: read, refused with what to do, shown."""

from collections.abc import Callable

import pytest

from npo_desktop import i18n
from npo_desktop.errors import UserError
from npo_desktop.formats import clock
from npo_desktop.queries.support.typed_amounts import (
    checked_dollars,
    dollars_text,
    hours_text,
    read_dollars,
    read_hours,
    read_time,
)


def refused(read: Callable[[str], object], typed: str) -> None:
    with pytest.raises(UserError) as caught:
        read(typed)
    assert caught.value.hint


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("3,5", 210), ("3.5", 210), ("0,25", 15), ("3:30", 210), ("", 0), (" 12 ", 720), ("50", 3000)],
)
def test_hours_are_read_in_dutch_and_in_english(typed: str, minutes: int) -> None:
    assert read_hours(typed) == minutes


@pytest.mark.parametrize("typed", ["3,3", "-1", "51", "veel", "3:20", "50,25", "1e3", "3,5,5"])
def test_hours_that_cannot_be_are_refused(typed: str) -> None:
    refused(read_hours, typed)


def test_hours_are_shown_in_as_few_decimals_as_say_it() -> None:
    assert [hours_text(n) for n in (120, 90, 75, 0)] == ["2", "1,5", "1,25", "0"]
    i18n.use("en")
    assert hours_text(75) == "1.25"


def test_times_are_read_as_people_write_them() -> None:
    assert [read_time(text) for text in ("9:00", "09.00", "9", "13h15")] == [540, 540, 540, 795]
    for text in ("30:00", "9:75", "", "noon", "24:00"):
        refused(read_time, text)
    assert clock(545) == "9.05"
    i18n.use("en")
    assert clock(545) == "9:05"


def test_dollars_are_read_with_either_mark() -> None:
    typed = ("1500", "1.500,00", "1,500.00", "$ 12,5", "USD 12.50", "1.500")
    assert [read_dollars(text) for text in typed] == [1500, 1500, 1500, 12.5, 12.5, 1500]
    assert read_dollars("5 USD") == 5
    for text in ("-5", "veel", "", "1,2,3", "99999999"):
        refused(read_dollars, text)
    for text in ("-$5", "$ -5", "-5 USD"):
        with pytest.raises(UserError, match="onder nul"):
            read_dollars(text)
    with pytest.raises(UserError):
        checked_dollars(float("nan"))
    assert [dollars_text(n) for n in (0, 12.5, 1500, 1234567.89, -20)] == [
        *("$ 0", "$ 12,50", "$ 1.500", "$ 1.234.567,89", "−$ 20"),
    ]
    i18n.use("en")
    assert dollars_text(1234.5) == "$ 1,234.50"
