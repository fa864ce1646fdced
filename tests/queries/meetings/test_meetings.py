"""Meetings, mentions, events, strengths and growth rows: kept, refused in words, taken back."""

from datetime import date
from uuid import UUID, uuid4

import pytest
from sqlmodel import Session, select

from npo_desktop.errors import UserError
from npo_desktop.queries.events import (
    NewEvent,
    add_event,
    change_event,
    events_of,
    remove_event,
)
from npo_desktop.queries.growth_norms import (
    GrowthNormFacts,
    growth_norm_list,
    norm_gains,
    remove_growth_norm,
    set_growth_norm,
)
from npo_desktop.queries.meetings.meeting_actions import (
    NewAction,
    add_action,
    end_action,
    open_actions,
    remove_action,
    reopen_action,
)
from npo_desktop.queries.meetings.meeting_drafts import (
    ActionDraft,
    action_draft,
    forget_action_draft,
    keep_action_draft,
)
from npo_desktop.queries.meetings.meetings import (
    add_meeting,
    close_meeting,
    coming_meeting,
    meeting_facts,
    remove_meeting,
    reopen_meeting,
    set_agenda,
    set_minutes,
)
from npo_desktop.queries.meetings.mentions import (
    list_length,
    mention_pupil,
    mentions_of,
    put_mention_back,
    set_list_length,
)
from npo_desktop.queries.meetings.talked import beside_names
from npo_desktop.queries.permitted import may
from npo_desktop.queries.rounds import add_round, round_by_name
from npo_desktop.queries.strengths import add_strength, remove_strength, strengths_of
from npo_desktop.store.engine import Opener, Store
from npo_desktop.store.safety_tables import ROLES, Account
from npo_desktop.store.tables import Enrolment, Group, Pupil, Staff

DAY = date(2026, 11, 24)


@pytest.fixture
def pupils(store: Store) -> list[UUID]:
    made = []
    with store.writing() as session:
        add_round(session, "2026-1", date(2026, 11, 2), date(2026, 12, 4))
        group = Group(school_year="2026-2027", name="Groep 5", grade=5)
        session.add(group)
        session.flush()
        for n in range(3):
            pupil = Pupil(number=f"P{n}", call_name=f"Ana{n}", last_name="Test", sort_name=f"t{n}")
            session.add(pupil)
            session.flush()
            session.add(Enrolment(pupil_id=pupil.id, school_year="2026-2027", group_id=group.id))
            made.append(pupil.id)
    return made


def round_id(session: Session) -> UUID:
    return round_by_name(session, "2026-1").id


def test_a_mention_wants_a_reason_and_is_taken_back(store: Store, pupils: list[UUID]) -> None:
    with store.writing() as session:
        this = round_id(session)
        with pytest.raises(UserError):
            mention_pupil(session, this, pupils[0], "  ")
        assert mention_pupil(session, this, pupils[0], "Quiet") is None
        before = mention_pupil(session, this, pupils[0], "Not now", is_added=False)
        assert before is not None and before.is_added
        assert not mentions_of(session, this)[pupils[0]].is_added
        put_mention_back(session, this, pupils[0], before)
        assert mentions_of(session, this)[pupils[0]].words == "Quiet"
        put_mention_back(session, this, pupils[0], None)
        assert mentions_of(session, this) == {}


def test_the_team_sets_the_length(store: Store) -> None:
    with store.writing() as session:
        assert list_length(session) == 20
        set_list_length(session, 7)
        assert list_length(session) == 7
        with pytest.raises(UserError):
            set_list_length(session, -1)


def test_an_agenda_keeps_its_order_and_gives_the_old_one_back(
    store: Store, pupils: list[UUID]
) -> None:
    with store.writing() as session:
        meeting = add_meeting(session, round_id(session), DAY, pupils[:2])
        before = set_agenda(session, meeting, [pupils[2], pupils[0], pupils[1]])
        order = [point.pupil_id for point in meeting_facts(session, meeting).points]
        assert order == [pupils[2], pupils[0], pupils[1]]
        set_agenda(session, meeting, before)
        order = [point.pupil_id for point in meeting_facts(session, meeting).points]
        assert order == pupils[:2]
        assert beside_names(session).on_agenda == dict.fromkeys(pupils[:2], meeting)


def test_nobody_falls_off_of_whom_something_was_written(store: Store, pupils: list[UUID]) -> None:
    with store.writing() as session:
        meeting = add_meeting(session, round_id(session), DAY, pupils)
        set_minutes(session, meeting, pupils[0], "Goes well")
        add_action(session, NewAction(meeting, pupils[1], "Call the mother"))
        for one in pupils[:2]:
            with pytest.raises(UserError):
                set_agenda(session, meeting, [other for other in pupils if other != one])
        with pytest.raises(UserError):
            remove_meeting(session, meeting)


def test_a_closed_meeting_is_read_and_can_be_opened_again(store: Store, pupils: list[UUID]) -> None:
    with store.writing() as session:
        meeting = add_meeting(session, round_id(session), DAY, pupils)
        with pytest.raises(UserError):
            close_meeting(session, meeting, today=date(2026, 11, 23))  # still to come
        assert coming_meeting(session) is not None
        close_meeting(session, meeting, today=DAY)
        assert coming_meeting(session) is None
        assert beside_names(session).talked_on == dict.fromkeys(pupils, DAY)
        with pytest.raises(UserError):
            set_minutes(session, meeting, pupils[0], "Too late")
        reopen_meeting(session, meeting)
        set_minutes(session, meeting, pupils[0], "In time")
        assert meeting_facts(session, meeting).points[0].minutes == "In time"


def test_an_action_wants_words_and_a_day_after_the_meeting(
    store: Store, pupils: list[UUID]
) -> None:
    with store.writing() as session:
        meeting = add_meeting(session, round_id(session), DAY, pupils)
        with pytest.raises(UserError):
            add_action(session, NewAction(meeting, pupils[0], "  "))
        with pytest.raises(UserError):
            add_action(session, NewAction(meeting, pupils[0], "Call", due_on=date(2026, 11, 1)))
        assert meeting_facts(session, meeting).actions == ()


def test_actions_wait_for_the_right_colleague_until_they_are_done(
    store: Store, pupils: list[UUID]
) -> None:
    slot = uuid4()
    with store.writing() as session:
        staff = Staff(first_name="Ilvienne", last_name="Croes")
        session.add(staff)
        session.flush()
        session.add(Account(slot_id=slot, name="juf I.", role="teacher", staff_id=staff.id))
        meeting = add_meeting(session, round_id(session), DAY, pupils)
        hers = add_action(session, NewAction(meeting, pupils[0], "Watch", "Ilvienne Croes", DAY))
        add_action(session, NewAction(meeting, pupils[1], "Call", "Dianira"))
        teacher = Opener(slot, "juf I.", "teacher")
        assert [one.id for one in open_actions(session, teacher)] == [hers]
        assert len(open_actions(session, Opener())) == 2
        end_action(session, hers)
        assert open_actions(session, teacher) == []
        reopen_action(session, hers)
        assert [one.pupil for one in open_actions(session, teacher)] == ["Ana0 Test"]
        before = remove_action(session, hers)
        assert add_action(session, before, hers) == hers


def test_a_half_typed_action_waits_for_its_own_meeting(store: Store, pupils: list[UUID]) -> None:
    with store.writing() as session:
        meeting = add_meeting(session, round_id(session), DAY, pupils)
        draft = ActionDraft(meeting, pupils[0], "Call the mo", "Dianira", DAY)
        keep_action_draft(session, draft)
        assert action_draft(session, meeting) == draft
        assert action_draft(session, uuid4()) is None
        forget_action_draft(session)
        assert action_draft(session, meeting) is None


def test_events_of_pupil_class_and_school_reach_the_pupil(store: Store, pupils: list[UUID]) -> None:
    with store.writing() as session:
        group = session.exec(select(Group)).one()
        other = Group(school_year="2026-2027", name="Groep 7")
        session.add(other)
        session.flush()
        add_event(session, NewEvent("home", DAY, DAY, "A baby", pupil_id=pupils[0]))
        add_event(session, NewEvent("new-teacher", DAY, DAY, group_id=group.id))
        add_event(session, NewEvent("new-teacher", DAY, DAY, group_id=other.id))
        add_event(session, NewEvent("storm", date(2026, 9, 14), date(2026, 9, 25)))
        assert [one.kind for one in events_of(session, pupils[0])] == [
            "storm",
            "home",
            "new-teacher",
        ]
        assert [one.kind for one in events_of(session, pupils[1])] == ["storm", "new-teacher"]


def test_an_event_that_ends_before_it_starts_is_refused_and_changes_are_taken_back(
    store: Store, pupils: list[UUID]
) -> None:
    with store.writing() as session:
        with pytest.raises(UserError):
            add_event(session, NewEvent("storm", DAY, date(2026, 11, 23)))
        with pytest.raises(UserError):
            add_event(session, NewEvent("other", DAY, DAY))
        made = add_event(session, NewEvent("storm", DAY, DAY))
        before = change_event(session, made, NewEvent("closure", DAY, DAY, "No water"))
        assert before.kind == "storm"
        gone = remove_event(session, made)
        assert events_of(session, pupils[0]) == ()
        add_event(session, gone, made)
        assert [one.words for one in events_of(session, pupils[0])] == ["No water"]


def test_strengths_come_before_what_helps_from_outside(store: Store, pupils: list[UUID]) -> None:
    with store.writing() as session:
        add_strength(session, pupils[0], "An aunt reads along", kind="protective", noted_on=DAY)
        made = add_strength(session, pupils[0], " Sings ", said_by="father", noted_on=DAY)
        assert [one.words for one in strengths_of(session, pupils[0])] == [
            "Sings",
            "An aunt reads along",
        ]
        remove_strength(session, made)
        for words in (" ", "x" * 201):
            with pytest.raises(UserError):
                add_strength(session, pupils[0], words, noted_on=DAY)
        assert len(strengths_of(session, pupils[0])) == 1


def test_a_row_of_growth_wants_two_moments_an_error_and_its_source(store: Store) -> None:
    whole = GrowthNormFacts("Spelling", "M5", "E5", 8.0, 2.5, "Manual 2024, page 12")
    with store.writing() as session:
        for faulty in (
            GrowthNormFacts("", "M5", "E5", 8.0, 2.5, "M"),
            GrowthNormFacts("Spelling", "M5", "M5", 8.0, 2.5, "M"),
            GrowthNormFacts("Spelling", "M5", "E5", 8.0, 0.0, "M"),
            GrowthNormFacts("Spelling", "M5", "E5", 8.0, 2.5, ""),
        ):
            with pytest.raises(UserError):
                set_growth_norm(session, faulty)
        assert set_growth_norm(session, whole) is None
        newer = GrowthNormFacts("Spelling", "M5", "E5", 9.0, 2.5, "Manual 2026")
        assert set_growth_norm(session, newer) == whole
        (gain,) = norm_gains(session)
        assert (gain.expected, gain.first_error, gain.second_error) == (9.0, 2.5, 2.5)
        remove_growth_norm(session, newer.key)
        assert growth_norm_list(session) == []


def test_only_a_coordinator_holds_meetings_and_a_head_sees_no_action() -> None:
    for act in ("attention", "meeting"):
        assert [role for role in ROLES if may(role, act)] == ["coordinator"]
    assert may("teacher", "action") and not may("head", "action")
