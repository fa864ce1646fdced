"""What each role may do, and whose pupils a teacher sees."""

from uuid import UUID, uuid4

import pytest
from sqlmodel import Session

from npo_desktop.queries.permitted import ACTS, may, permitted_groups
from npo_desktop.store.engine import Opener, Store
from npo_desktop.store.safety_tables import ROLES, Account
from npo_desktop.store.tables import Group, GroupTeacher, Staff


def test_a_coordinator_may_do_everything() -> None:
    assert all(may("coordinator", act) for act in ACTS)


def test_a_teacher_fills_in_and_a_head_sees_figures() -> None:
    assert may("teacher", "answer") and may("teacher", "pupil")
    assert may("head", "overview") and not may("head", "pupil") and not may("head", "answer")
    for act in ("notes", "colleagues", "import", "export", "restore", "erase", "settings", "bin"):
        assert not may("teacher", act) and not may("head", act)


def test_an_act_nobody_thought_of_is_our_mistake_and_no_role_is_unknown() -> None:
    with pytest.raises(KeyError):
        may("coordinator", "fly")
    assert all(roles <= set(ROLES) for roles in ACTS.values())
    assert not any(may("janitor", act) for act in ACTS)


def teacher(session: Session, *groups: Group) -> Opener:
    """Somebody who teaches these groups, as the opener of the store."""
    member, slot_id = Staff(first_name="Iet", last_name="Vos"), uuid4()
    session.add_all([member, *groups])
    session.flush()
    session.add_all(GroupTeacher(group_id=g.id, staff_id=member.id) for g in groups)
    session.add(Account(slot_id=slot_id, name="Iet", role="teacher", staff_id=member.id))
    session.flush()
    return Opener(slot_id, "Iet", "teacher")


def seen(session: Session, opener: Opener, school_year: str) -> set[UUID] | None:
    return permitted_groups(session, opener, school_year)


def test_a_teacher_sees_her_own_groups_of_that_year_only(store: Store) -> None:
    with store.writing() as session:
        before, mine, also = (
            Group(school_year="2025-2026", name="3"),
            Group(school_year="2026-2027", name="4a"),
            Group(school_year="2026-2027", name="4b"),
        )
        others = Group(school_year="2026-2027", name="5")
        session.add(others)
        opener = teacher(session, before, mine, also)
        assert seen(session, opener, "2026-2027") == {mine.id, also.id}
        assert seen(session, opener, "2025-2026") == {before.id}
        assert seen(session, opener, "2027-2028") == {mine.id, also.id}  # not read in yet
        assert seen(session, opener, "2020-2021") == set()


def test_all_groups_for_the_coordinator_none_for_the_head_or_a_stranger(store: Store) -> None:
    with store.writing() as session:
        mine = Group(school_year="2026-2027", name="4")
        opener = teacher(session, mine)
        assert opener.slot_id is not None
        assert seen(session, store.opener, "2026-2027") is None
        assert seen(session, Opener(opener.slot_id, "x", "head"), "2026-2027") == set()
        assert seen(session, Opener(uuid4(), "x", "teacher"), "2026-2027") == set()
        session.get_one(Account, opener.slot_id).staff_id = None
        session.flush()
        assert seen(session, opener, "2026-2027") == set()
