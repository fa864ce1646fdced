"""Rounds planned ahead, changed afterwards, and the exceptions they make."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import pytest

from npo_desktop import i18n
from npo_desktop.content.load import Content
from npo_desktop.dossiers.asked import required
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.errors import UserError
from npo_desktop.queries.answering.class_entry import class_entry
from npo_desktop.queries.answering.desk import desk_lists
from npo_desktop.queries.answering.paper_lists import load_paper_set
from npo_desktop.queries.answering.scan_entry import scan_entry
from npo_desktop.queries.answering.scan_progress import ListProgress, board_of, round_progress
from npo_desktop.queries.answers import record_answer
from npo_desktop.queries.rounds import add_round, round_facts, round_list
from npo_desktop.queries.scans import scan_for
from npo_desktop.queries.years.round_exceptions import (
    exception_list,
    exceptions_of,
    put_exceptions_back,
    set_exception,
)
from npo_desktop.queries.years.round_plans import (
    RoundDraft,
    change_round,
    draft_of,
    make_rounds,
    proposed_rounds,
    unplan_rounds,
)
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Enrolment, Group, Pupil

STARTS, ENDS = date(2026, 11, 2), date(2026, 12, 4)
YEAR = "2026-2027"
DAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def on_the_24th(monkeypatch: pytest.MonkeyPatch, dutch: None) -> None:
    monkeypatch.setenv("NPO_TODAY", DAY.isoformat())
    i18n.use("en")


@pytest.fixture
def this(store: Store) -> RoundFacts:
    with store.writing() as session:
        return add_round(session, "2026-1", STARTS, ENDS)


@pytest.fixture
def pupils(store: Store) -> Mapping[str, UUID]:
    """Ann of 9, Bob of 10 who came in mid-round, Eva of 7, all in class 3/5 of two halves."""
    found = {}
    with store.writing() as session:
        halves = {grade: Group(school_year=YEAR, name="3/5", grade=grade) for grade in (3, 5)}
        session.add_all(halves.values())
        session.flush()
        for name, age, grade, entered in (
            ("Ann", 9, 5, None),
            ("Bob", 10, 5, STARTS + timedelta(days=7)),
            ("Eva", 7, 3, None),
        ):
            pupil = Pupil(
                number=name,
                call_name=name,
                sort_name=name.lower(),
                birth_date=date(STARTS.year - age, 1, 1),
                entered_on=entered,
            )
            session.add(pupil)
            session.flush()
            group_id = halves[grade].id
            session.add(Enrolment(pupil_id=pupil.id, school_year=YEAR, group_id=group_id))
            found[name] = pupil.id
    return found


def progress(store: Store, content: Content, this: RoundFacts) -> list[ListProgress]:
    with store.reading() as session:
        return round_progress(session, content.questionnaires, this)


def of(lists: list[ListProgress], name: str, code: str) -> ListProgress:
    return next(one for one in lists if (one.pupil.call_name, one.questionnaire) == (name, code))


def test_two_rounds_a_year_for_four_years_lie_in_the_school_year_and_are_all_made_at_once(
    store: Store,
) -> None:
    drafts = proposed_rounds((), date(2026, 8, 17), years=4, a_year=2)

    assert [draft.name for draft in drafts] == [
        *("2026-1", "2026-2", "2027-1", "2027-2"),
        *("2028-1", "2028-2", "2029-1", "2029-2"),
    ]
    assert all(draft.starts_on.weekday() == 0 and draft.ends_on.weekday() == 4 for draft in drafts)
    assert all(draft.ends_on < date(draft.ends_on.year, 5, 15) for draft in drafts[1::2])
    assert all(draft.starts_on <= (draft.deadline or STARTS) <= draft.ends_on for draft in drafts)
    with store.writing() as session:
        made = make_rounds(session, drafts)
    with store.reading() as session:
        assert [draft_of(this) for this in round_list(session)] == list(drafts)
    with store.writing() as session:
        unplan_rounds(session, made)
        assert round_list(session) == []


def test_what_is_planned_already_is_not_proposed_again(store: Store, this: RoundFacts) -> None:
    drafts = proposed_rounds((this,), DAY, years=2, a_year=3)

    assert drafts[0].name == "2026-2"
    assert all(draft.starts_on >= DAY for draft in drafts)
    again = proposed_rounds(
        [RoundFacts(UUID(int=n), d.name, d.starts_on, d.ends_on) for n, d in enumerate(drafts)],
        DAY,
        years=2,
        a_year=3,
    )
    assert again == ()


def test_one_wrong_round_among_many_names_itself_and_none_is_made(store: Store) -> None:
    drafts = [
        RoundDraft("2026-1", date(2026, 9, 7), date(2026, 10, 2)),
        RoundDraft("2026-2", date(2027, 4, 5), date(2027, 3, 30)),
    ]
    with pytest.raises(UserError, match="2026-2: The round ends"), store.writing() as session:
        make_rounds(session, drafts)

    with store.reading() as session:
        assert round_list(session) == []


def test_the_first_round_is_always_full_and_later_ones_may_be_in_two_tiers(store: Store) -> None:
    first = RoundDraft("2026-1", date(2026, 9, 7), date(2026, 10, 2), form="two-tier")
    later = RoundDraft("2026-2", date(2027, 4, 5), date(2027, 4, 30), form="two-tier")
    refused = pytest.raises(UserError, match="first round asks the full list")
    with refused, store.writing() as session:
        make_rounds(session, [first, later])
    with store.writing() as session:
        full = RoundDraft("2026-1", date(2026, 9, 7), date(2026, 10, 2))
        make_rounds(session, [later, full])  # in any order
        assert [found.form for found in round_list(session)] == ["full", "two-tier"]


def test_a_round_is_changed_and_changed_back(store: Store, this: RoundFacts) -> None:
    wanted = RoundDraft(
        "Autumn",
        date(2026, 11, 9),
        date(2026, 12, 11),
        deadline=date(2026, 12, 4),
        questionnaires=("teacher", "parent"),
    )
    with store.writing() as session:
        before = change_round(session, this.id, wanted)
        assert draft_of(round_facts(session, this.id)) == wanted
    with store.writing() as session:
        change_round(session, this.id, before)
        assert round_facts(session, this.id) == this


@pytest.mark.parametrize(
    "wanted",
    [
        RoundDraft("2026-1", STARTS + timedelta(days=1), ENDS),
        RoundDraft("2026-1", STARTS, ENDS, questionnaires=("parent",)),
        RoundDraft("2026-1", STARTS, ENDS, deadline=ENDS + timedelta(days=1)),
        RoundDraft(" ", STARTS, ENDS),
    ],
)
def test_what_would_spoil_filled_in_lists_is_refused(
    store: Store,
    content: Content,
    this: RoundFacts,
    pupils: Mapping[str, UUID],
    wanted: RoundDraft,
) -> None:
    with store.writing() as session:
        scan_for(session, pupils["Ann"], this.id, content.questionnaires["teacher"])
    with pytest.raises(UserError), store.writing() as session:
        change_round(session, this.id, wanted)
    with store.reading() as session:
        assert round_facts(session, this.id) == this


def test_an_own_list_that_was_filled_in_stays_asked(
    store: Store, content: Content, this: RoundFacts, pupils: Mapping[str, UUID]
) -> None:
    own = replace(content.questionnaires["parent"], code="own", is_own=True, source_text="own")
    with store.writing() as session:
        scan_for(session, pupils["Ann"], this.id, own)
    refused = pytest.raises(UserError, match="list own was filled in")
    with refused, store.writing() as session:
        change_round(session, this.id, draft_of(this))
    with store.writing() as session:
        change_round(session, this.id, replace(draft_of(this), questionnaires=("teacher", "own")))


def test_planned_rounds_in_which_somebody_answered_are_not_taken_back(
    store: Store, content: Content, this: RoundFacts, pupils: Mapping[str, UUID]
) -> None:
    with store.writing() as session:
        scan_for(session, pupils["Ann"], this.id, content.questionnaires["teacher"])
    with pytest.raises(UserError, match="begun"), store.writing() as session:
        unplan_rounds(session, [this.id])


def test_an_exception_holds_on_the_board_on_screen_in_the_class_on_paper_and_at_the_desk(
    store: Store, content: Content, this: RoundFacts, pupils: Mapping[str, UUID]
) -> None:
    pupil_list = content.questionnaires["pupil"]
    with store.writing() as session:
        set_exception(session, this.id, pupils["Eva"], "pupil", True, "reads very well")
        set_exception(session, this.id, pupils["Ann"], "pupil", False, "ill until Christmas")

    lists = progress(store, content, this)
    assert of(lists, "Eva", "pupil").items == len(required(pupil_list.for_age(8)))
    assert not of(lists, "Ann", "pupil").is_asked
    assert of(lists, "Ann", "teacher").is_asked
    with store.reading() as session:
        eva = scan_entry(session, pupil_list, this, pupils["Eva"])
        ann = scan_entry(session, pupil_list, this, pupils["Ann"])
        assert eva is not None and ann is not None
        assert eva.items == pupil_list.for_age(8)
        assert ann.items == ()
        seated = {one.pupil.id for one in desk_lists(session, pupil_list, this)}
        assert seated == {pupils["Eva"], pupils["Bob"]}
        paper = load_paper_set(session, pupil_list, this)
        assert {form.name for form in paper.forms} == {"Eva", "Bob"}
        groups = {one.group_id for one in lists}
        rows = [
            row
            for group_id in groups
            if group_id is not None
            for row in class_entry(session, pupil_list, this, group_id).rows
        ]
        assert {row.pupil.id: bool(row.asked) for row in rows} == {
            pupils["Eva"]: True,
            pupils["Ann"]: False,
            pupils["Bob"]: True,
        }


def test_a_list_asked_in_spite_of_the_age_becomes_complete_on_the_board(
    store: Store, content: Content, this: RoundFacts, pupils: Mapping[str, UUID]
) -> None:
    pupil_list = content.questionnaires["pupil"]
    with store.writing() as session:
        set_exception(session, this.id, pupils["Eva"], "pupil", True, "asked for it herself")
        scan_id = scan_for(session, pupils["Eva"], this.id, pupil_list)
        for item in pupil_list.for_age(8):
            record_answer(session, scan_id, item.id, 2)

    assert of(progress(store, content, this), "Eva", "pupil").is_complete


def test_an_exception_needs_a_reason_and_is_taken_back_as_it_was(
    store: Store, this: RoundFacts, pupils: Mapping[str, UUID]
) -> None:
    key = pupils["Ann"], "pupil"
    with pytest.raises(UserError, match="no reason"), store.writing() as session:
        set_exception(session, this.id, *key, False, "  ")
    with store.writing() as session:
        assert set_exception(session, this.id, *key, False, "ill") is None
        before = set_exception(session, this.id, *key, True, "well again")
        assert exceptions_of(session, this.id) == {key: True}
        put_exceptions_back(session, this.id, {key: before})
        assert [(row.is_asked, row.reason) for row in exception_list(session, this.id)] == [
            (False, "ill")
        ]
        put_exceptions_back(session, this.id, {key: None})
        assert exceptions_of(session, this.id) == {}


def test_who_came_in_mid_round_is_asked_and_marked_and_who_came_after_it_is_not_of_it(
    store: Store, content: Content, this: RoundFacts, pupils: Mapping[str, UUID]
) -> None:
    bob = of(progress(store, content, this), "Bob", "teacher")
    assert bob.is_new and bob.is_asked
    assert not of(progress(store, content, this), "Ann", "teacher").is_new

    with store.writing() as session:
        session.get_one(Pupil, pupils["Bob"]).entered_on = ENDS + timedelta(days=1)

    assert not [one for one in progress(store, content, this) if one.pupil.id == pupils["Bob"]]


def test_who_left_in_mid_round_keeps_what_is_complete_and_is_asked_nothing_more(
    store: Store, content: Content, this: RoundFacts, pupils: Mapping[str, UUID]
) -> None:
    parent = content.questionnaires["parent"]
    with store.writing() as session:
        scan_id = scan_for(session, pupils["Ann"], this.id, parent)
        for item in parent.items:
            record_answer(session, scan_id, item.id, 2)
        session.get_one(Pupil, pupils["Ann"]).left_on = DAY - timedelta(days=3)

    lists = progress(store, content, this)

    assert of(lists, "Ann", "parent").is_complete
    assert not of(lists, "Ann", "teacher").is_asked
    with store.writing() as session:  # one who will leave later is still here
        session.get_one(Pupil, pupils["Ann"]).left_on = DAY + timedelta(days=3)
    assert of(progress(store, content, this), "Ann", "teacher").is_asked


def test_the_halves_of_a_combination_class_are_one_row_with_both_years(
    store: Store, content: Content, this: RoundFacts, pupils: Mapping[str, UUID]
) -> None:
    (row,) = board_of(progress(store, content, this))

    assert (row.group, row.grades) == ("3/5", (3, 5))
    assert len(row.parts) == 2 and row.group_id == row.parts[0]
    assert row.lists["teacher"].asked == len(pupils)


def test_two_classes_of_one_name_and_one_year_stay_two_rows(
    store: Store, content: Content, this: RoundFacts, pupils: Mapping[str, UUID]
) -> None:
    with store.writing() as session:
        twin = Group(school_year=YEAR, name="3/5", grade=5)
        session.add(twin)
        session.flush()
        session.get_one(Enrolment, (pupils["Bob"], YEAR)).group_id = twin.id

    assert len(board_of(progress(store, content, this))) == 3
