"""What may go, exactly; and that nothing goes unless somebody says so."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func
from sqlalchemy import select as sa_select
from sqlmodel import Session, select

from npo_desktop.content.read_retention import load_retention, read_retention
from npo_desktop.errors import UserError
from npo_desktop.queries.audit_log import audit_rows
from npo_desktop.queries.privacy.bin import bin_list, to_bin
from npo_desktop.queries.privacy.erasure import ledger
from npo_desktop.queries.privacy.retention import (
    PurgeProposal,
    approve,
    list_was_seen,
    purge_list,
    rules,
    set_rules,
    waiting,
)
from npo_desktop.store import audit
from npo_desktop.store.dump import TABLES, canonical_dump
from npo_desktop.store.engine import Store
from npo_desktop.store.safety_tables import AuditEntry
from npo_desktop.store.tables import ImportChange, Pupil

TODAY = date(2026, 11, 22)
SHIPPED = {"guidance": 2, "enrolment": 5, "referral": 3}


def years_ago(years: int, days: int = 0) -> date:
    """So many years before today, and so many days earlier."""
    return TODAY.replace(year=TODAY.year - years) - timedelta(days=days)


def listed(store: Store, today: date = TODAY) -> dict[str, str]:
    with store.reading() as session:
        return {one.number: one.what for one in purge_list(session, today)}


def rows_of(session: Session, pupil_id: Any) -> dict[str, int]:
    return {
        name: session.execute(
            sa_select(func.count()).select_from(table).where(table.c.pupil_id == pupil_id)
        ).scalar_one()
        for name, table in TABLES.items()
        if "pupil_id" in table.c and name not in ("erased", "bin_item")
    }


@pytest.fixture
def leavers(store: Store, small_school: Any) -> dict[str, Any]:
    """Who left 1 to 8 years ago, on the very day and a day short of it; who was referred."""
    told: list[tuple[date | None, date | None]] = [(None, None)]
    for years in range(1, 9):
        told += [(years_ago(years), None), (years_ago(years, -1), None)]
    told += [
        (None, years_ago(3)),  # 18: referred, and still here
        (None, years_ago(3, -1)),  # 19
        (years_ago(2), years_ago(2)),  # 20: waits for the referral
        (years_ago(3), years_ago(3)),  # 21: both have run
        (years_ago(5), years_ago(2)),  # 22: everything waits
        (years_ago(6), years_ago(6)),  # 23
    ]
    with store.writing() as session:
        made = {
            f"{number:05}": small_school.add(
                session, number, left_on=left_on, referred_on=referred_on
            )
            for number, (left_on, referred_on) in enumerate(told, 1)
        }
        session.expunge_all()
    return made


# Number 2n is who left n years ago on this very day, 2n + 1 who left a day less long ago.
EXPECTED = {
    **dict.fromkeys(("00004", "00006", "00007", "00008", "00009", "00011"), "guidance"),
    **dict.fromkeys(("00010", *(f"{n:05}" for n in range(12, 18))), "enrolment"),
    "00018": "referral",
    "00021": "guidance",
    "00023": "enrolment",
}


def test_the_list_is_exact_to_the_day(store: Store, leavers: dict[str, Any]) -> None:
    assert listed(store) == EXPECTED


def test_the_list_says_since_when_and_is_in_order(store: Store, leavers: dict[str, Any]) -> None:
    with store.reading() as session:
        found = purge_list(session, TODAY)
    assert [one.due for one in found] == sorted(one.due for one in found)
    by_number = {one.number: one for one in found}
    who = leavers["00004"]
    assert by_number["00004"] == PurgeProposal(
        *(who.id, "00004", f"{who.canary}call {who.canary}last"),
        *("guidance", years_ago(2), TODAY),
    )
    assert (by_number["00021"].since, by_number["00021"].due) == (years_ago(3), TODAY)


def test_the_school_may_choose_other_periods(store: Store, leavers: dict[str, Any]) -> None:
    with store.writing() as session:
        assert rules(session).is_default
        set_rules(session, guidance=1, enrolment=8, referral=3)
        assert not rules(session).is_default
        assert rules(session).sources["guidance"] == load_retention()["guidance"].source
    assert {number for number, what in listed(store).items() if what == "enrolment"} == {"00016"}
    with pytest.raises(UserError), store.writing() as session:
        set_rules(session, guidance=0, enrolment=5, referral=3)
    with store.reading() as session:
        assert rules(session).guidance == 1


def test_a_leap_day_is_never_a_day_too_early(store: Store, small_school: Any) -> None:
    with store.writing() as session:
        small_school.add(session, 1, left_on=date(2024, 2, 29))
    assert listed(store, date(2026, 2, 28)) == {}
    assert listed(store, date(2026, 3, 1)) == {"00001": "guidance"}


def test_approval_takes_the_guidance_file_and_leaves_the_enrolment(
    store: Store, leavers: dict[str, Any]
) -> None:
    who, untouched = leavers["00004"], leavers["00005"]
    with store.writing() as session:
        to_bin(session, "plan", who.plan)
        neighbour = rows_of(session, untouched.id)
    counts = approve(store, [who.id], TODAY)
    assert counts["scan"] == counts["test_result"] == counts["correction"] == 1
    assert counts["answer"] == 5
    with store.reading() as session:
        left = {name for name, n in rows_of(session, who.id).items() if n}
        assert left == {"enrolment", "guardian"}
        assert rows_of(session, untouched.id) == neighbour
        assert bin_list(session) == ()
        kept = [n.table_name for n in session.exec(select(ImportChange)) if who.canary in str(n)]
        assert sorted(kept) == ["guardian", "pupil", "source_key"]
        assert ledger(session) == ()  # in part: an older backup is proposed again, not erased
    assert "00004" not in listed(store)


def test_approval_of_all_empties_the_list_and_erases_who_is_due(
    store: Store, leavers: dict[str, Any]
) -> None:
    ids = [leavers[number].id for number in EXPECTED]
    approve(store, ids, TODAY)
    assert listed(store) == {}
    whole = {leavers[number].id for number, what in EXPECTED.items() if what == "enrolment"}
    with store.reading() as session:
        there = set(session.exec(select(Pupil.id)))
        gone = {who.id for who in leavers.values()} - there
        assert gone == whole == {row.pupil_id for row in ledger(session)}
        assert session.connection().exec_driver_sql("PRAGMA freelist_count").scalar() == 0


def test_a_referral_is_forgotten_alone_also_where_an_undo_would_find_it(
    store: Store, leavers: dict[str, Any]
) -> None:
    who = leavers["00018"]
    with store.reading() as session:
        before = rows_of(session, who.id)
    approve(store, [who.id], TODAY)
    with store.reading() as session:
        assert session.get_one(Pupil, who.id).referred_on is None
        assert rows_of(session, who.id) == before
        mine = [
            n.after
            for n in session.exec(select(ImportChange))
            if n.after and n.after.get("id") == str(who.id)
        ]
        assert [row["referred_on"] for row in mine] == [None]


def test_the_log_of_a_purge_holds_ids_only(store: Store, leavers: dict[str, Any]) -> None:
    with store.reading() as session:
        done = audit.chain_report(session).length
    approve(store, [leavers["00004"].id, leavers["00010"].id], TODAY)
    with store.reading() as session:
        fresh = session.exec(select(AuditEntry).where(AuditEntry.seq > done)).all()
        assert [(e.action, e.object_id) for e in fresh] == [
            ("retention-approved", "2"),
            ("erased", f"{leavers['00004'].id}:guidance"),
            ("erased", str(leavers["00010"].id)),
        ]
        assert audit.chain_report(session).ok


def test_who_is_not_on_the_list_is_not_touched(store: Store, leavers: dict[str, Any]) -> None:
    with store.reading() as session:
        before = canonical_dump(session)
    with pytest.raises(UserError):
        approve(store, [leavers["00004"].id, leavers["00001"].id], TODAY)
    with store.reading() as session:
        assert canonical_dump(session) == before


@pytest.mark.parametrize("jump", [timedelta(days=-1), timedelta(days=20 * 365)])
def test_nothing_goes_while_the_clock_is_doubted(
    store: Store, leavers: dict[str, Any], monkeypatch: pytest.MonkeyPatch, jump: timedelta
) -> None:
    true = datetime.now(UTC)
    with store.writing() as session:
        audit.note(session, "opened")
    monkeypatch.setattr(audit, "now", lambda: true + jump)
    with store.reading() as session:
        before = canonical_dump(session)
    with pytest.raises(UserError):
        approve(store, [leavers["00004"].id], TODAY)
    with store.reading() as session:
        assert canonical_dump(session) == before
    with store.writing() as session:
        audit.confirm_clock(session)
    assert approve(store, [leavers["00004"].id], TODAY)["scan"] == 1


def test_the_list_is_proposed_once_a_year_and_only_when_it_holds_something(
    store: Store, small_school: Any
) -> None:
    with store.writing() as session:
        assert not waiting(session, TODAY)
        small_school.add(session, 1, left_on=years_ago(3))
        assert waiting(session, TODAY)
        list_was_seen(session, TODAY)
        assert not waiting(session, TODAY + timedelta(days=300))
        assert waiting(session, TODAY + timedelta(days=365))


def test_the_shipped_periods_are_those_of_the_source() -> None:
    assert {clock: period.years for clock, period in load_retention().items()} == SHIPPED
    assert all(period.source for period in load_retention().values())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("years = 2", 'years = "two"'),
        ("years = 2", "years = 0"),
        ("years = 2", "years = true"),
        ('counted_from = "referred_on"', 'counted_from = "birth_date"'),
        ("[referral]", "[refferal]"),
        ('status = "mainland"', ""),
        ("[guidance]", "[guidance"),
    ],
)
def test_a_fault_in_the_file_is_named(tmp_path: Path, old: str, new: str) -> None:
    from npo_desktop.paths import resources

    shipped = (resources() / "islands" / "retention.toml").read_text(encoding="utf-8")
    assert old in shipped
    path = tmp_path / "retention.toml"
    path.write_text(shipped.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UserError, match=r"retention\.toml"):
        read_retention(path)


def test_words_for_the_log_are_plain(store: Store, leavers: dict[str, Any]) -> None:
    approve(store, [leavers["00004"].id], TODAY)
    with store.reading() as session:
        newest = audit_rows(session, limit=1)[0]
    assert leavers["00004"].canary in newest.words  # looked up now; the log holds the id
