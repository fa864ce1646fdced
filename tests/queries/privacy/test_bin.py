"""The bin: what goes in comes out the same, or one sentence says why not."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from npo_desktop.errors import UserError
from npo_desktop.queries.privacy.bin import (
    bin_list,
    empty_old,
    put_back,
    remove_for_good,
    to_bin,
    what_goes,
)
from npo_desktop.queries.rounds import add_round
from npo_desktop.store import audit
from npo_desktop.store.audit import chain_report
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Store
from npo_desktop.store.safety_tables import AuditEntry, BinItem
from npo_desktop.store.tables import Group, Pupil, Round, Scan, SourceKey, Staff, UsedQuestionnaire

GROWS = ("audit_entry", "setting")  # by being used
Add = Callable[..., list[Any]]


def dump(store: Store) -> dict[str, Any]:
    with store.reading() as session:
        return canonical_dump(session, without=GROWS)


def object_of(kind: str, school: Any, pupil: Any) -> Any:
    return {"pupil": pupil.id, "plan": pupil.plan, "round": school.round, "scan": pupil.scan}[kind]


@pytest.mark.parametrize("kind", ["pupil", "plan", "round", "scan"])
def test_what_was_binned_comes_back_the_same_to_the_last_value(
    store: Store, small_school: Any, add_pupils: Add, kind: str
) -> None:
    first, *_others = add_pupils(3)
    before, subject = dump(store), object_of(kind, small_school, first)
    with store.writing() as session:
        told = what_goes(session, kind, subject)
        binned = to_bin(session, kind, subject)
    gone = dump(store)
    taken = {name: len(before[name]) - len(gone[name]) for name in before if name != "bin_item"}
    assert {name: n for name, n in taken.items() if n} == binned.counts
    assert binned.counts == told | {kind: told.get(kind, 0) + 1}

    with store.writing() as session:
        assert put_back(session, binned.bin_id) == binned.counts
    assert dump(store) == before


def test_the_counts_are_those_of_everything_that_hangs_on_a_pupil(
    store: Store, small_school: Any, add_pupils: Add
) -> None:
    (pupil,) = add_pupils(1)
    with store.reading() as session:
        told = what_goes(session, "pupil", pupil.id)
    one = dict.fromkeys(
        (
            *("guardian", "enrolment", "scan", "test_result", "plan", "goal", "source_key"),
            *("correction", "restricted_note", "event", "strength", "mention"),
            *("plan_version", "plan_session", "plan_review", "group_plan_member"),
            *("meeting_point", "meeting_action", "support_place", "support_consent"),
            *("parent_talk", "talk_agreement"),
        ),
        1,
    )
    assert told == one | {"answer": 5}


def test_the_list_names_what_is_in_the_bin_newest_first(
    store: Store, small_school: Any, add_pupils: Add
) -> None:
    one, two = add_pupils(2)
    with store.writing() as session:
        to_bin(session, "scan", one.scan)
    with store.writing() as session:
        to_bin(session, "pupil", two.id)
        to_bin(session, "round", small_school.round)
    with store.reading() as session:
        rows = bin_list(session)
    assert [row.kind for row in rows][-1] == "scan"
    titles = {row.kind: row.title for row in rows}
    assert titles["pupil"] == f"{two.canary}call {two.canary}last"
    assert titles["scan"].startswith(f"{one.canary}call") and "2026-1" in titles["scan"]
    assert titles["round"] == "2026-1"
    assert all(row.binned_at.tzinfo is UTC for row in rows)


def test_a_number_that_was_given_out_again_is_named(
    store: Store, small_school: Any, add_pupils: Add
) -> None:
    (pupil,) = add_pupils(1)
    with store.writing() as session:
        bin_id = to_bin(session, "pupil", pupil.id).bin_id
        session.add(Pupil(number="00001", call_name="Bo", last_name="Nieuw"))
    before = dump(store)
    with pytest.raises(UserError, match="00001"), store.writing() as session:
        put_back(session, bin_id)
    assert dump(store) == before


def test_a_round_of_the_same_name_is_named(
    store: Store, small_school: Any, add_pupils: Add
) -> None:
    add_pupils(1)
    day = datetime.now(UTC).date()
    with store.writing() as session:
        bin_id = to_bin(session, "round", small_school.round).bin_id
        add_round(session, "2026-1", day, day)
    with pytest.raises(UserError, match="2026-1"), store.writing() as session:
        put_back(session, bin_id)


def test_the_same_list_filled_in_again_is_not_overwritten(
    store: Store, small_school: Any, add_pupils: Add
) -> None:
    (pupil,) = add_pupils(1)
    with store.writing() as session:
        bin_id = to_bin(session, "scan", pupil.scan).bin_id
        again = Scan(
            pupil_id=pupil.id,
            round_id=small_school.round,
            questionnaire="teacher",
            edition="1",
            informant="teacher",
        )
        session.add(again)
        session.flush()
    before = dump(store)
    with pytest.raises(UserError), store.writing() as session:
        put_back(session, bin_id)
    assert dump(store) == before


@pytest.mark.parametrize(("first", "second"), [("scan", "pupil"), ("pupil", "round")])
def test_what_hangs_on_something_in_the_bin_waits_for_it(
    store: Store, small_school: Any, add_pupils: Add, first: str, second: str
) -> None:
    (pupil,) = add_pupils(1)
    before = dump(store)
    with store.writing() as session:
        inner = to_bin(session, first, object_of(first, small_school, pupil)).bin_id
        outer = to_bin(session, second, object_of(second, small_school, pupil)).bin_id
    with pytest.raises(UserError), store.writing() as session:
        put_back(session, inner)
    with store.writing() as session:
        put_back(session, outer)
        put_back(session, inner)
    assert dump(store) == before


def test_a_group_or_colleague_that_is_gone_is_named_no_longer(
    store: Store, small_school: Any, add_pupils: Add
) -> None:
    (pupil,) = add_pupils(1)
    with store.writing() as session:
        bin_id = to_bin(session, "pupil", pupil.id).bin_id
        session.delete(session.get_one(Group, small_school.group))
        session.delete(session.get_one(Staff, small_school.staff))
    with store.writing() as session:
        put_back(session, bin_id)
        assert session.get_one(Scan, pupil.scan).staff_id is None


def test_an_edition_that_was_taken_out_meanwhile_comes_back_with_its_scan(
    store: Store, small_school: Any, add_pupils: Add
) -> None:
    add_pupils(1)
    before = dump(store)
    with store.writing() as session:
        bin_id = to_bin(session, "round", small_school.round).bin_id
        session.delete(session.exec(select(UsedQuestionnaire)).one())  # as taking an import back
    with store.writing() as session:
        put_back(session, bin_id)
    assert dump(store) == before


def test_an_edition_that_became_another_one_is_not_mixed(
    store: Store, small_school: Any, add_pupils: Add
) -> None:
    (pupil,) = add_pupils(1)
    with store.writing() as session:
        bin_id = to_bin(session, "scan", pupil.scan).bin_id
        kept = session.exec(select(UsedQuestionnaire)).one()
        other = kept.model_dump() | {"sha256": "0" * 64}
        session.delete(kept)
        session.flush()
        session.add(UsedQuestionnaire(**other))
    with pytest.raises(UserError, match="teacher"), store.writing() as session:
        put_back(session, bin_id)


def test_a_match_remembered_since_stays_as_it_is(
    store: Store, small_school: Any, add_pupils: Add
) -> None:
    one, two = add_pupils(2)
    key = (f"{one.canary}source", "pupil", f"{one.canary}key")
    with store.writing() as session:
        bin_id = to_bin(session, "pupil", one.id).bin_id
        assert session.get(SourceKey, key) is None
        session.add(SourceKey(source=key[0], kind=key[1], key=key[2], target_id=two.id))
    with store.writing() as session:
        put_back(session, bin_id)
        assert session.get_one(SourceKey, key).target_id == two.id


def test_after_thirty_days_it_is_gone_and_not_a_day_before(
    store: Store, small_school: Any, add_pupils: Add
) -> None:
    (pupil,) = add_pupils(1)
    with store.writing() as session:
        bin_id = to_bin(session, "pupil", pupil.id).bin_id
        binned = session.get_one(BinItem, bin_id).binned_at.date()
        assert empty_old(session, binned + timedelta(days=30)) == 0
        assert empty_old(session, binned + timedelta(days=31)) == 1
    with store.writing() as session:
        assert bin_list(session) == ()
        with pytest.raises(UserError):
            put_back(session, bin_id)


def test_with_a_pupil_whose_days_are_over_the_import_log_forgets_it_too(
    store: Store, small_school: Any, add_pupils: Add
) -> None:
    one, other = add_pupils(2)
    with store.writing() as session:
        to_bin(session, "scan", one.scan)
        to_bin(session, "plan", other.plan)
        to_bin(session, "pupil", one.id)
        later = session.exec(select(BinItem)).first()
        assert later is not None
        assert empty_old(session, later.binned_at.date() + timedelta(days=31)) == 3
    assert one.canary not in str(dump(store))
    assert other.canary in str(dump(store)["import_change"])


def test_nothing_leaves_the_bin_while_the_clock_is_doubted(
    store: Store, small_school: Any, add_pupils: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    (pupil,) = add_pupils(1)
    leap = datetime.now(UTC) + timedelta(days=20 * 365)
    with store.writing() as session:
        to_bin(session, "pupil", pupil.id)
    monkeypatch.setattr(audit, "now", lambda: leap)
    with store.writing() as session:
        assert empty_old(session, leap.date()) == 0
        assert len(bin_list(session)) == 1
        audit.confirm_clock(session)
        assert empty_old(session, leap.date()) == 1


def test_each_act_is_written_down_with_an_id(
    store: Store, small_school: Any, add_pupils: Add
) -> None:
    one, two = add_pupils(2)
    with store.writing() as session:
        before = chain_report(session).length
        put_back(session, to_bin(session, "pupil", one.id).bin_id)
        remove_for_good(session, to_bin(session, "pupil", two.id).bin_id)
        fresh = select(AuditEntry).where(AuditEntry.seq > before)
        acts = [(e.action, e.object_id) for e in session.exec(fresh)]
    assert acts == [
        ("binned", str(one.id)),
        ("put-back", str(one.id)),
        ("binned", str(two.id)),
        ("bin-emptied", "1"),
    ]


def test_what_is_not_there_is_said(store: Store, small_school: Any, add_pupils: Add) -> None:
    (pupil,) = add_pupils(1)
    with store.writing() as session:
        to_bin(session, "pupil", pupil.id)
        with pytest.raises(UserError):
            what_goes(session, "pupil", pupil.id)
        assert session.get(Round, small_school.round) is not None
