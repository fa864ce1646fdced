"""T30: a clock that jumps changes no order, deletes nothing, and is said aloud."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import text

from npo_desktop.content.load import Content
from npo_desktop.errors import UserError
from npo_desktop.queries import answers
from npo_desktop.queries.answers import answers_of, record_answer
from npo_desktop.queries.privacy import retention
from npo_desktop.queries.privacy.bin import bin_list, empty_old, to_bin
from npo_desktop.queries.rounds import add_round
from npo_desktop.queries.scans import scan_for
from npo_desktop.store import audit
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Pupil
from ui import lock

JUMPS = {
    "an hour back": timedelta(hours=-1),
    "a day back": timedelta(days=-1),
    "five years back": timedelta(days=-5 * 365),
    "twenty years ahead": timedelta(days=20 * 365),
}
SetClock = Callable[[datetime], None]


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    """Sets the clock of the computer, as far as the store sees it."""

    def put(moment: datetime) -> None:
        for module in (audit, answers):
            monkeypatch.setattr(module, "now", lambda: moment)

    return put


@pytest.fixture
def scan(store: Store, content: Content) -> UUID:
    with store.writing() as session:
        this = add_round(session, "2026-1", date(2026, 11, 2), date(2026, 12, 4))
        pupil = Pupil(number="1", call_name="Ana", last_name="Croes", left_on=date(2020, 7, 1))
        session.add(pupil)
        session.flush()
        return scan_for(session, pupil.id, this.id, content.questionnaires["teacher"])


def suspect_entries(store: Store) -> list[bool]:
    with store.reading() as session:
        rows = session.execute(text("SELECT clock_suspect FROM audit_entry ORDER BY seq"))
        return [bool(suspect) for (suspect,) in rows]


def doubted(store: Store) -> bool:
    with store.reading() as session:
        return audit.clock_doubted(session)


@pytest.mark.parametrize("jump", JUMPS.values(), ids=JUMPS)
def test_the_order_of_answers_is_that_in_which_they_were_given(
    jump: timedelta, store: Store, scan: UUID, content: Content, set_clock: SetClock
) -> None:
    items = [item.id for item in content.questionnaires["teacher"].items[:20]]
    moment = datetime.now(UTC)
    for number, item in enumerate(reversed(items)):
        if number == 10:
            moment += jump
        set_clock(moment + timedelta(seconds=number))
        with store.writing() as session:
            record_answer(session, scan, item, number % 5)

    with store.reading() as session:
        assert list(answers_of(session, scan)) == items[::-1]


@pytest.mark.parametrize("jump", JUMPS.values(), ids=JUMPS)
def test_nothing_is_purged_while_the_clock_is_doubted(
    jump: timedelta,
    store: Store,
    scan: UUID,
    set_clock: SetClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    start = datetime.now(UTC)
    set_clock(start)
    with store.writing() as session:
        pupil = session.execute(text("SELECT id FROM pupil")).scalar_one()
        to_bin(session, "scan", scan)
        audit.note(session, "export", 1)
    assert not doubted(store)

    later = start + jump
    set_clock(later)
    assert doubted(store)  # what the banner asks
    with store.writing() as session:
        audit.note(session, "export", 2)
        assert empty_old(session, max(later, start).date() + timedelta(days=400)) == 0
        assert len(bin_list(session)) == 1
    assert suspect_entries(store)[-2:] == [False, True]
    with pytest.raises(UserError):
        retention.approve(store, [UUID(str(pupil))], later.date())
    with store.reading() as session:
        assert session.execute(text("SELECT count(*) FROM pupil")).scalar_one() == 1
        assert audit.chain_report(session).ok

    set_clock(start + timedelta(minutes=5))  # set right again: no more doubt
    assert not doubted(store)


def test_a_minute_back_is_a_clock_being_set_right(store: Store, set_clock: SetClock) -> None:
    start = datetime.now(UTC)
    set_clock(start)
    with store.writing() as session:
        audit.note(session, "export", 1)
    set_clock(start - timedelta(minutes=1))
    assert not doubted(store)
    set_clock(start - timedelta(minutes=3))
    assert doubted(store)


def test_the_idle_lock_does_not_look_at_that_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    before = lock.seconds()
    monkeypatch.setattr(time, "time", lambda: 0.0)
    monkeypatch.setattr(time, "time_ns", lambda: 0)
    assert 0 <= lock.seconds() - before < 60


def test_the_five_minutes_pass_by_the_clock_that_nobody_sets(
    qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    passed = [1_000.0]
    asked: list[str] = []
    watch = lock.Lock(300.0, clock=lambda: passed[0], awake=lambda: passed[0])
    watch.asked.connect(asked.append)
    watch.start()
    for wall in (-5 * 365 * 86_400.0, 20 * 365 * 86_400.0):
        monkeypatch.setattr(time, "time", lambda wall=wall: wall)
        watch.look()
    assert asked == []
    passed[0] += 299
    watch.look()
    assert asked == []
    passed[0] += 1.5
    watch.look()
    assert asked == ["idle"]
    watch.stop()
