"""T09: three years of backups, holidays and clocks that jump leave exactly what they should."""

from collections.abc import Callable, Hashable
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from random import Random

from npo_desktop.store.backups.rotation import Kept, spare_dailies, to_remove

HOLIDAYS = ((date(2024, 7, 8), date(2024, 8, 16)), (date(2025, 7, 7), date(2025, 8, 15)))
NUMBER = count()


def at(day: date, hour: int = 16) -> datetime:
    return datetime.combine(day, time(hour), UTC)


def made(moment: datetime, *, verified: bool = True, pinned: bool = False) -> Kept:
    return Kept(f"b{next(NUMBER):05}", moment, verified, pinned)


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(n) for n in range((last - first).days + 1)]


# What the rules say, said another way: a backup stays when nothing newer stands in for it.


PERIODS: tuple[tuple[Callable[[datetime], Hashable], int], ...] = (
    (lambda t: t.toordinal(), 7),
    (lambda t: t.strftime("%G-%V"), 5),
    (lambda t: t.strftime("%Y-%m"), 12),
    (lambda t: (t - timedelta(days=212 + (t.year % 4 == 0))).year, 5),  # 1 August is day 213
)


def expected(all_of_them: list[Kept], now: datetime) -> set[Kept]:
    """The backups that must stay: counts the periods that have something newer."""
    counted = [b for b in all_of_them if b.verified and not b.pinned and b.made_at <= now]
    stay = set(all_of_them) - set(counted)
    later: list[set[Hashable]] = [set() for _period in PERIODS]
    for newer, one in enumerate(sorted(counted, key=lambda b: (b.made_at, b.name), reverse=True)):
        if now - one.made_at < timedelta(2) or newer < 5:
            stay.add(one)
        for seen, (period, places) in zip(later, PERIODS, strict=True):
            own = period(one.made_at)
            if own not in seen and len(seen) < places:
                stay.add(one)
            seen.add(own)
    return stay


def rotated(standing: list[Kept], now: datetime) -> list[Kept]:
    gone = set(to_remove(standing, now))
    assert gone == set(standing) - expected(standing, now)
    return [one for one in standing if one not in gone]


def test_a_backup_a_day_for_three_years_leaves_the_set_worked_out_by_hand() -> None:
    every_day = [made(at(day)) for day in days(date(2023, 8, 1), date(2026, 11, 24))]
    now = at(date(2026, 11, 24), 17)
    by_hand = {
        *days(date(2026, 11, 18), date(2026, 11, 24)),  # seven days
        *(date(2026, 11, 15), date(2026, 11, 8), date(2026, 11, 1)),  # Sundays of older weeks
        *(date(2026, 10, 31), date(2026, 9, 30), date(2026, 8, 31), date(2026, 7, 31)),
        *(date(2026, 6, 30), date(2026, 5, 31), date(2026, 4, 30), date(2026, 3, 31)),
        *(date(2026, 2, 28), date(2026, 1, 31), date(2025, 12, 31)),  # twelve months
        *(date(2025, 7, 31), date(2024, 7, 31)),  # ends of earlier school years
    }
    at_once = set(every_day) - set(to_remove(every_day, now))
    assert {one.made_at.date() for one in at_once} == by_hand
    standing: list[Kept] = []
    for one in every_day:
        standing.append(one)
        gone = set(to_remove(standing, one.made_at + timedelta(hours=1)))
        standing = [kept for kept in standing if kept not in gone]
    assert {one.made_at.date() for one in standing} == by_hand


def test_three_years_with_holidays_and_jumping_clocks(chance: Random) -> None:
    standing: list[Kept] = []
    most = 0
    for day in days(date(2023, 8, 14), date(2026, 8, 14)):
        if day.weekday() > 4 or any(first <= day <= last for first, last in HOLIDAYS):
            continue
        jump = chance.choices((timedelta(0), timedelta(3653), timedelta(-1)), (0.96, 0.02, 0.02))[0]
        for hour in chance.sample(range(7, 18), chance.randint(0, 3)):
            now = at(day, hour) + jump
            new = made(now, verified=chance.random() > 0.05, pinned=chance.random() < 0.01)
            twin = [made(now)] if chance.random() < 0.05 else []  # in the same second
            before = [*standing, new, *twin]
            standing = rotated(before, now)
            assert len(standing) >= min(5, len(before))
            assert all(one in standing for one in before if one.made_at > now or one.pinned)
            sure = [one for one in before if one.verified]
            assert not sure or max(sure, key=lambda b: (b.made_at, b.name)) in standing
            thinned = [b for b in standing if b.verified and not b.pinned and b.made_at <= now]
            most = max(most, len(thinned))
    # 7 days, 5 weeks, 12 months, 5 years; of the last two days at most 6 each, over three dates
    assert most <= 29 + 18, f"{most} files at once is too many"


def test_a_clock_ten_years_ahead_removes_nothing_that_was_kept_before() -> None:
    now = at(date(2026, 11, 24), 17)
    every_day = [made(at(day)) for day in days(date(2025, 8, 1), date(2026, 11, 21))]
    kept = set(every_day) - set(to_remove(every_day, now))
    assert to_remove(sorted(kept, key=lambda one: one.name), now + timedelta(3653)) == ()


def test_of_unproved_backups_none_takes_the_place_of_a_proved_one() -> None:
    proved = made(at(date(2026, 11, 1)))
    newer = [made(at(day), verified=False) for day in days(date(2026, 11, 2), date(2026, 11, 30))]
    assert to_remove([proved, *newer], at(date(2026, 12, 1))) == ()


def test_on_a_full_disk_dailies_go_oldest_first_and_never_the_newest_five() -> None:
    now = at(date(2026, 11, 24), 17)
    last = days(date(2026, 11, 11), date(2026, 11, 24))
    every_day = [made(at(day)) for day in last]
    kept = [one for one in every_day if one not in to_remove(every_day, now)]
    spare = [one.made_at.date() for one in spare_dailies(kept, now)]
    assert spare == [date(2026, 11, 18), date(2026, 11, 19)]  # 20 to 24 are the newest five
