"""Of a pupil who was erased nothing is left: not in a group's plan, a meeting, JSON or a draft."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session

from npo_desktop.queries.meetings.meeting_drafts import ActionDraft, action_draft, keep_action_draft
from npo_desktop.queries.privacy.bin import to_bin
from npo_desktop.queries.privacy.erasure import erase_pupils
from npo_desktop.queries.privacy.retention import approve, purge_list
from npo_desktop.queries.school import set_setting, setting
from npo_desktop.queries.support.blocks import block_facts, keep_division, last_division
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Store

DAY = date(2026, 11, 2)
Add = Callable[..., list[Any]]
LIMITS = {"smallest": 2, "largest": 5, "grade_spread": 1, "consent_first": False}


def words_left(store: Store, word: str) -> list[str]:
    """In which tables a word stands."""
    with store.reading() as session:
        held = canonical_dump(session)
    return [name for name, rows in held.items() if word in json.dumps(rows)]


def typed_of(session: Session, school: Any, pupil: Any, others: list[Any]) -> None:
    """What waits in the settings: reasons of a division, a draft, a change of year."""
    kept = {"limits": LIMITS, "reasons": {}}
    set_setting(session, f"block.{school.block}", json.dumps(kept))
    keep_division(session, school.block, {one.id: "no-room" for one in (pupil, *others)})
    words = f"{pupil.canary}typed"
    keep_action_draft(session, ActionDraft(school.meeting, pupil.id, words, "", DAY))
    rows = {str(one.id): ["up", None, 5] for one in (pupil, *others)}
    year = {"groups": [], "rows": rows, "last_day": "2027-07-31"}
    set_setting(session, "year.draft.2026-2027", json.dumps(year))


def check_settings(session: Session, school: Any, gone: UUID, others: list[Any]) -> None:
    """Nothing of who is gone; what was chosen for the others is as it was."""
    assert set(last_division(session, school.block)) == {one.id for one in others}
    assert block_facts(session, school.block).limits.largest == LIMITS["largest"]
    assert action_draft(session, school.meeting) is None
    rows = json.loads(setting(session, "year.draft.2026-2027"))["rows"]
    assert set(rows) == {str(one.id) for one in others} and str(gone) not in rows


def test_no_word_of_one_of_many_is_left_in_any_table(
    store: Store, small_school: Any, add_pupils: Add
) -> None:
    pupils = add_pupils(8)
    one, others = pupils[3], [*pupils[:3], *pupils[4:]]
    with store.writing() as session:
        typed_of(session, small_school, one, others)
        to_bin(session, "pupil", pupils[2].id)  # the rule of these two lies in the bin
        to_bin(session, "plan", pupils[4].plan)
    assert "plan_version" in words_left(store, one.canary)  # the search finds what is there
    erase_pupils(store, [one.id])
    assert words_left(store, one.canary) == []
    assert words_left(store, str(one.id)) == ["audit_entry", "erased"]
    for other in others:
        assert words_left(store, other.canary) != []
    with store.reading() as session:
        check_settings(session, small_school, one.id, others)


def test_erased_while_the_whole_round_lies_in_the_bin(
    store: Store, small_school: Any, add_pupils: Add
) -> None:
    one, other = add_pupils(2)
    with store.writing() as session:
        to_bin(session, "round", small_school.round)
    assert "bin_item" in words_left(store, one.canary)
    erase_pupils(store, [one.id])
    assert words_left(store, one.canary) == []
    assert "bin_item" in words_left(store, other.canary)


def test_when_guidance_has_had_its_time_meetings_groups_and_drafts_go_along(
    store: Store, small_school: Any, add_pupils: Add
) -> None:
    (other,) = add_pupils(1)
    with store.writing() as session:
        one = small_school.add(session, 2, left_on=date(2023, 7, 31))
        typed_of(session, small_school, one, [other])
        (due,) = purge_list(session, date(2026, 11, 22))
    assert (due.pupil_id, due.what) == (one.id, "guidance")
    approve(store, [one.id], date(2026, 11, 22))
    left = set(words_left(store, one.canary))
    assert left <= {"pupil", "guardian", "import_change", "source_key"}, left
    with store.reading() as session:
        check_settings(session, small_school, one.id, [other])
