"""Holidays: proposed per island from rules, accepted by the school, changed and undone."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlmodel import Session

from npo_desktop import i18n
from npo_desktop.content.read_holidays import easter, load_holidays, read_holidays
from npo_desktop.errors import UserError
from npo_desktop.paths import resources
from npo_desktop.queries.rows_before import put_rows_back
from npo_desktop.queries.years.holidays import (
    accept_holidays,
    add_holiday,
    change_holiday,
    holiday_list,
    holidays_to_propose,
    propose_holidays,
    remove_holiday,
)
from npo_desktop.store.engine import Store

YEAR = "2026-2027"
ISLANDS = ("bonaire", "sint-eustatius", "saba")


@pytest.fixture
def session(store: Store) -> Iterator[Session]:
    with store.writing() as session:
        yield session


def days(island: str, year: str = YEAR) -> dict[str, tuple[date, date]]:
    i18n.use("en")
    return {one.name: (one.starts_on, one.ends_on) for one in propose_holidays(island, year)}


def one_day(year: int, month: int, day: int) -> tuple[date, date]:
    return date(year, month, day), date(year, month, day)


def test_bonaire_has_its_days_and_weeks() -> None:
    found = days("bonaire")
    assert found["Bonaire Day"] == one_day(2026, 9, 6)
    assert found["Regatta week"] == (date(2026, 10, 5), date(2026, 10, 9))
    assert found["Kingdom Day"] == one_day(2026, 12, 15)
    assert found["Christmas and New Year"] == (date(2026, 12, 21), date(2027, 1, 8))
    assert found["Carnival week"] == (date(2027, 2, 8), date(2027, 2, 12))
    assert found["Easter week"] == (date(2027, 3, 29), date(2027, 4, 2))
    assert found["Dia di Rincon"] == one_day(2027, 4, 30)
    assert found["Summer holiday"] == (date(2027, 7, 5), date(2027, 8, 13))
    assert len(found) == 8


def test_statia_and_saba_have_their_own() -> None:
    statia, saba = days("sint-eustatius"), days("saba")
    assert statia["Statia Day"] == one_day(2026, 11, 16)
    assert statia["Emancipation Day"] == one_day(2027, 7, 1)
    assert saba["Saba Day"] == one_day(2026, 12, 4)
    assert saba["Carnival Monday"] == one_day(2027, 7, 26)
    assert not {"Regatta week", "Dia di Rincon"} & (statia.keys() | saba.keys())


def test_the_summer_of_2023_is_as_it_was() -> None:
    """Lessons ended on Friday 7 July and began on Monday 21 August 2023: ISLANDS.md."""
    assert days("bonaire", "2022-2023")["Summer holiday"] == (date(2023, 7, 10), date(2023, 8, 18))


def test_easter_agrees_with_another_way_to_count_it() -> None:
    """The first Sunday after the full moon of the church, counted from its tables."""
    for year in range(1900, 2200):
        assert easter(year) == easter_by_moon(year)


def easter_by_moon(year: int) -> date:
    """From golden number and epact. Source: Knuth, Fundamental Algorithms, 1.3.2, exercise 14."""
    golden, century = year % 19 + 1, year // 100 + 1
    epact = (11 * golden + 20 + (8 * century + 5) // 25 - 5 - (3 * century // 4 - 12)) % 30
    if epact == 24 or (epact == 25 and golden > 11):
        epact += 1
    full = date(year, 3, 1) + timedelta(days=(44 - epact if epact <= 23 else 74 - epact) - 1)
    return full + timedelta(days=7 - full.isoweekday() % 7)


def test_every_proposal_says_where_it_is_from_and_to_look_at_the_calendar() -> None:
    i18n.use("en")
    for island in ISLANDS:
        for one in propose_holidays(island, YEAR):
            assert one.check.startswith("Check with your school's calendar")
            assert one.source or one.name == "Christmas and New Year"
            assert "nowhere read" in one.check if not one.source else True


def test_rules_hold_in_any_year(chance: Random) -> None:
    for first in chance.sample(range(2001, 2099), 40):
        for island in ISLANDS:
            for one in propose_holidays(island, f"{first}-{first + 1}"):
                assert date(first, 8, 1) <= one.starts_on <= date(first + 1, 7, 31), one
                assert 1 <= (one.ends_on - one.starts_on).days + 1 <= 70, one
                is_one_day = one.starts_on == one.ends_on
                assert is_one_day or (one.starts_on.weekday(), one.ends_on.weekday()) == (0, 4), one


def test_nothing_is_applied_unless_the_school_accepts(session: Session) -> None:
    proposed = holidays_to_propose(session, "bonaire", YEAR)
    assert holiday_list(session) == []
    before = accept_holidays(session, proposed[1:3])
    assert [one.name for one in holiday_list(session)] == [one.name for one in proposed[1:3]]
    known = [one.is_known for one in holidays_to_propose(session, "bonaire", YEAR)]
    assert known == [False, True, True, *[False] * 5]
    put_rows_back(session, before)
    assert holiday_list(session) == []


def test_a_list_of_days_holds_what_touches_them(session: Session) -> None:
    add_holiday(session, "Kerst", date(2026, 12, 21), date(2027, 1, 8))
    add_holiday(session, "Studiedag", date(2027, 1, 20), date(2027, 1, 20))
    assert len(holiday_list(session)) == 2
    assert [one.name for one in holiday_list(session, date(2027, 1, 8), date(2027, 1, 19))] == [
        "Kerst"
    ]
    assert holiday_list(session, date(2027, 1, 9), date(2027, 1, 19)) == []
    assert [one.school_days for one in holiday_list(session)] == [15, 1]


def test_a_holiday_is_changed_removed_and_put_back(session: Session) -> None:
    add_holiday(session, "Kerst", date(2026, 12, 21), date(2027, 1, 8))
    (one,) = holiday_list(session)
    undo = change_holiday(session, one.id, "Kerstvakantie", one.starts_on, date(2027, 1, 1))
    put_rows_back(session, undo)
    undo = remove_holiday(session, one.id)
    assert holiday_list(session) == []
    put_rows_back(session, undo)
    assert holiday_list(session) == [one]


def test_days_that_cannot_be_are_refused_with_what_to_do(session: Session) -> None:
    first, last = date(2026, 12, 21), date(2027, 1, 8)
    add_holiday(session, "Kerst", first, last)
    for name, starts_on, ends_on in (
        ("", date(2027, 2, 1), date(2027, 2, 2)),
        ("x" * 101, date(2027, 2, 1), date(2027, 2, 2)),
        ("Carnaval", date(2027, 2, 2), date(2027, 2, 1)),
        ("Zomer", date(2027, 7, 1), date(2028, 8, 1)),
        ("Zomer", date(1027, 7, 1), date(1027, 7, 2)),
        ("Kerstmis", first, last),
    ):
        with pytest.raises(UserError) as caught:
            add_holiday(session, name, starts_on, ends_on)
        assert caught.value.hint
    assert len(holiday_list(session)) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('islands = ["bonaire"]', 'islands = ["aruba"]'),
        ("{ month = 9, day = 6 }", "{ month = 13, day = 6 }"),
        ("{ month = 9, day = 6 }", "{ day = 6 }"),
        ('check = "fixed"', 'check = "perhaps"'),
        ('en = "Bonaire Day"', 'en = ""'),
        ("[[holiday]]", "[[holidays]]"),
        ('check = "fixed"', ""),
        ("islands = [", "islands = "),
    ],
)
def test_a_faulty_file_is_named_with_its_line(tmp_path: Path, old: str, new: str) -> None:
    shipped = (resources() / "islands" / "holidays.toml").read_text(encoding="utf-8")
    file = tmp_path / "holidays.toml"
    file.write_text(shipped.replace(old, new, 1), encoding="utf-8")
    assert len(load_holidays()) == 12
    with pytest.raises(UserError, match=r"holidays\.toml"):
        read_holidays(file)
