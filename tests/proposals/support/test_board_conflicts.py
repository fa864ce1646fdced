"""What is wrong with a board of support groups, and what mends it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import combinations
from random import Random
from typing import Any
from uuid import UUID

import pytest

from npo_desktop import i18n
from npo_desktop.proposals.load_guard import Activity, LoadWarning
from npo_desktop.proposals.support.board_conflicts import findings
from npo_desktop.proposals.support.board_findings import Finding, Kind, changed
from npo_desktop.proposals.support.board_load import load_of
from npo_desktop.proposals.support.board_question import question_of
from npo_desktop.proposals.support.board_suggestion import suggest_group
from npo_desktop.proposals.support.board_words import hours, moments
from npo_desktop.proposals.support.support_board import (
    BREAK,
    BlockFacts,
    Board,
    BoardGroup,
    Child,
    Colleague,
    DayOff,
    GroupCard,
    Limits,
    Place,
    Slot,
)
from npo_desktop.proposals.support.support_groups import arrange
from npo_desktop.scoring.norms import Band

ROUND, MENSCHE, HATO = UUID(int=1), UUID(int=11), UUID(int=12)
READING, MATHS = UUID(int=21), UUID(int=22)
ROOM, HALL = UUID(int=31), UUID(int=32)
PUPILS = tuple(UUID(int=100 + n) for n in range(8))
BLOCK = BlockFacts(
    id=UUID(int=2),
    round_id=ROUND,
    name="Block 1",
    starts_on=date(2026, 11, 30),
    ends_on=date(2027, 2, 26),
    limits=Limits(smallest=2, largest=4),
)


@pytest.fixture(autouse=True)
def in_english() -> None:
    i18n.use("en")


def child(n: int, **more: Any) -> Child:
    told: dict[str, Any] = {
        "scores": {"words": 100 + n},
        "reds": {"words": 1},
        "bands": {"words": Band.LOW},
        "band": Band.LOW,
        "consent": True,
    }
    return Child(PUPILS[n], f"Child{n} Last", f"Child{n}", "Groep 5", 5, **{**told, **more})


def group(id: UUID, name: str, *pupils: int, **more: Any) -> BoardGroup:
    told: dict[str, Any] = {"staff_id": MENSCHE, "periods": ("ma",)}
    mine = tuple(PUPILS[n] for n in pupils)
    return BoardGroup(id, "words", name, 30, 1, pupils=mine, **{**told, **more})


def board(**more: Any) -> Board:
    """Two groups of two, nothing wrong."""
    told: dict[str, Any] = {
        "groups": (group(READING, "Reading", 0, 1), group(MATHS, "Maths", 2, 3, periods=("di",))),
        "children": {PUPILS[n]: child(n) for n in range(8)},
        "cards": {"words": GroupCard("words", "Words", 1, 30, 20.0)},
        "people": (
            Colleague(MENSCHE, "Mensche", 120, frozenset(("words",))),
            Colleague(HATO, "Hato", 60, frozenset(("words",))),
        ),
        "periods": (Slot("ma", 1, 540, 570), Slot("di", 2, 540, 570), Slot("wo", 3, 630, 660)),
        "rooms": (Place(ROOM, "Room", 4), Place(HALL, "Hall", 8)),
        "staff_names": {MENSCHE: "Mensche", HATO: "Hato"},
    }
    return Board(BLOCK, **{**told, **more})


def kinds(of: Board) -> list[Kind]:
    return [finding.kind for finding in findings(of)]


def only(of: Board) -> Finding:
    (found,) = findings(of)
    return found


def limited(**more: Any) -> BlockFacts:
    return replace(BLOCK, limits=replace(BLOCK.limits, **more))


def with_child(n: int, **more: object) -> dict[UUID, Child]:
    return {**board().children, PUPILS[n]: child(n, **more)}


def test_a_board_without_conflicts_has_no_findings() -> None:
    assert findings(board()) == ()


WRONG: dict[Kind, Callable[[], Board]] = {
    Kind.CHILD_TWICE: lambda: board(
        groups=(
            group(READING, "Reading", 0, 1),
            group(MATHS, "Maths", 1, 2, staff_id=HATO),
        )
    ),
    Kind.STAFF_TWICE: lambda: board(
        groups=(group(READING, "Reading", 0, 1), group(MATHS, "Maths", 2, 3))
    ),
    Kind.ROOM_TWICE: lambda: board(
        groups=(
            group(READING, "Reading", 0, 1, room_id=ROOM),
            group(MATHS, "Maths", 2, 3, room_id=ROOM, staff_id=HATO),
        )
    ),
    Kind.STAFF_HOURS: lambda: board(
        people=(
            Colleague(MENSCHE, "Mensche", 45, frozenset(("words",))),
            Colleague(HATO, "Hato", 60, frozenset(("words",))),
        )
    ),
    Kind.ALL_HOURS: lambda: board(),
    Kind.MONEY: lambda: board(
        groups=(group(READING, "Reading", 0, 1, material_usd=60.0),), budget=50.0
    ),
    Kind.NO_STAFF: lambda: board(groups=(group(READING, "Reading", 0, 1, staff_id=None),)),
    Kind.NOT_TRAINED: lambda: board(
        people=(
            Colleague(MENSCHE, "Mensche", 120),
            Colleague(HATO, "Hato", 120, frozenset(("words",))),
        ),
        groups=(group(READING, "Reading", 0, 1),),
    ),
    Kind.STAFF_AWAY: lambda: board(
        people=(
            Colleague(MENSCHE, "Mensche", 120, frozenset(("words",)), frozenset(("di", "wo"))),
        ),
        groups=(group(READING, "Reading", 0, 1),),
    ),
    Kind.APART: lambda: board(apart=frozenset(((PUPILS[0], PUPILS[1]),))),
    Kind.TOGETHER: lambda: board(together=frozenset(((PUPILS[0], PUPILS[4]),))),
    Kind.TOO_MANY: lambda: board(groups=(group(READING, "Reading", 0, 1, 2, 3, 4),)),
    Kind.TOO_FEW: lambda: board(groups=(group(READING, "Reading", 0),)),
    Kind.EMPTY: lambda: board(groups=(group(READING, "Reading"),)),
    Kind.SEATS: lambda: board(
        groups=(group(READING, "Reading", 0, 1, 2, room_id=ROOM),),
        rooms=(Place(ROOM, "Room", 2), Place(HALL, "Hall", 8)),
    ),
    Kind.SPREAD: lambda: board(),
    Kind.REFUSED: lambda: board(children=with_child(1, consent=False)),
    Kind.NOT_ASKED: lambda: board(children=with_child(1, consent=None)),
    Kind.KEPT_LESSON: lambda: board(children=with_child(1, kept={"ma": "maths"})),
    Kind.LOST_BREAK: lambda: board(children=with_child(1, kept={"ma": BREAK})),
    Kind.SHORT: lambda: board(groups=(replace(group(READING, "Reading", 0, 1), minutes=45),)),
    Kind.NO_TIMES: lambda: board(groups=(group(READING, "Reading", 0, 1, periods=()),)),
    Kind.HOLIDAY: lambda: board(
        days_off=(DayOff("Start", date(2026, 11, 30), date(2026, 11, 30)),)
    ),
    Kind.LOAD: lambda: board(
        children=with_child(
            1, activities=tuple(Activity(str(PUPILS[1]), f"Plan {n}", 30) for n in range(3))
        )
    ),
    Kind.LEFT: lambda: board(children=with_child(1, has_left=True)),
}
STOPPING = set(Kind) - {
    Kind.TOO_FEW,
    Kind.LOST_BREAK,
    Kind.SHORT,
    Kind.NO_TIMES,
    Kind.HOLIDAY,
    Kind.LOAD,
}
WITHOUT_REMEDY = {Kind.ALL_HOURS, Kind.MONEY, Kind.TOO_FEW, Kind.SHORT, Kind.HOLIDAY, Kind.LOAD}
OF_A_PERSON = {Kind.NOT_ASKED}


@pytest.mark.parametrize("kind", list(Kind))
def test_each_thing_that_can_be_wrong_is_found_once_and_mended(kind: Kind) -> None:
    wrong = WRONG[kind]()
    if kind is Kind.ALL_HOURS:
        wrong = replace(wrong, block=replace(BLOCK, weekly_minutes=45))
    if kind is Kind.SPREAD:
        far = replace(wrong.children[PUPILS[1]], grade=8)
        wrong = replace(wrong, children={**wrong.children, PUPILS[1]: far})
    found = only(wrong)
    assert found.kind is kind
    assert found.stops is (kind in STOPPING)
    assert found.words and "{" not in found.words
    assert (found.remedy is None) is (kind in WITHOUT_REMEDY)
    if found.remedy is not None and kind not in OF_A_PERSON:
        assert kind not in kinds(changed(wrong, found.remedy.change))
        assert "{" not in found.remedy.words


def test_a_block_in_which_there_is_no_school_is_stopped() -> None:
    off = DayOff("Long", BLOCK.starts_on, BLOCK.ends_on)
    first = findings(board(days_off=(off,)))[0]
    assert first.kind is Kind.HOLIDAY and first.stops


def test_who_was_not_asked_may_be_placed_where_the_block_says_so() -> None:
    free = board(children=with_child(1, consent=None))
    assert kinds(replace(free, block=limited(consent_first=False))) == []
    assert question_of(free).wishes[1].has_consent is False
    assert question_of(replace(free, block=limited(consent_first=False))).wishes[1].has_consent


def test_what_is_said_of_a_double_booking_names_who_when_and_where() -> None:
    found = only(WRONG[Kind.CHILD_TWICE]())
    assert found.words == "Child1 Last is in two groups at Mon 9:00: Reading and Maths."
    assert found.short == "Mon 9:00: Child1 is double"
    assert found.remedy is not None and found.remedy.words == "Put Reading at Tue 9:00"


def test_a_fourth_thing_is_seen_before_it_is_put_there() -> None:
    three = tuple(Activity(str(PUPILS[4]), f"Plan {n}", 30) for n in range(3))
    now = board(children=with_child(4, activities=three))
    assert load_of(now, PUPILS[4]).warnings == ()
    assert load_of(now, PUPILS[4], now.groups[0]).warnings == (LoadWarning.MANY_THINGS,)


def test_a_plan_with_the_card_of_the_group_is_the_same_thing() -> None:
    plan = (Activity(str(PUPILS[0]), "Words", 30),)
    assert load_of(board(children=with_child(0, activities=plan)), PUPILS[0]).things == 1


def test_the_solver_keeps_pins_and_its_answer_has_no_conflicts() -> None:
    first = replace(board().groups[0], pinned=frozenset((PUPILS[0],)))
    now = board(groups=(first, board().groups[1]))
    found = arrange(replace(question_of(now), effort=1.0))
    home = {pupil: one.key for one in found.groups for pupil in one.pupils}
    assert home[str(PUPILS[0])] == str(READING)
    assert len(home) == 8


def test_the_solver_is_given_rooms_that_hold_the_largest_group() -> None:
    rooms = (Place(ROOM, "Room", 3), Place(HALL, "Hall", 8))
    asked = question_of(board(rooms=rooms)).rooms
    assert asked is not None and [room.id for room in asked] == [str(HALL)]
    asked = question_of(board(rooms=rooms[:1])).rooms
    assert asked is not None and [room.id for room in asked] == [str(ROOM)]
    assert question_of(board(rooms=())).rooms is None


def test_a_child_of_an_unknown_year_group_is_not_asked_about() -> None:
    unknown = {**board().children, PUPILS[4]: replace(child(4), grade=None)}
    asked = question_of(board(children=unknown))
    assert str(PUPILS[4]) not in {wish.pupil for wish in asked.wishes}


def test_a_child_pinned_where_nothing_was_proposed_keeps_its_place() -> None:
    odd = replace(board().groups[0], programme="odd", pinned=frozenset((PUPILS[0],)))
    now = board(groups=(odd,), cards={**board().cards, "odd": GroupCard("odd", "Odd", 1, 30, 0)})
    wish = next(one for one in question_of(now).wishes if one.pupil == str(PUPILS[0]))
    assert wish.scores["odd"] == 1


def test_a_suggestion_is_of_those_without_a_place_and_has_no_conflicts() -> None:
    now = board()
    found = suggest_group(now)
    assert found is not None
    assert set(found.pupils) == {PUPILS[n] for n in (4, 5, 6, 7)}
    made = BoardGroup(
        UUID(int=23),
        found.programme,
        "New",
        30,
        1,
        staff_id=found.staff_id,
        periods=found.periods,
        pupils=found.pupils,
    )
    assert findings(replace(now, groups=(*now.groups, made))) == ()


def test_hours_and_moments_are_written_as_one_reads_them() -> None:
    slots = board().periods
    assert moments(slots) == "Mon, Tue 9:00; Wed 10:30"
    assert [hours(minutes) for minutes in (0, 60, 90, 45, 315)] == ["0", "1", "1.5", "0.75", "5.25"]
    i18n.use("nl")
    assert moments(slots) == "ma, di 9.00; wo 10.30"
    assert hours(315) == "5,25"


def test_double_bookings_agree_with_counting_them_out(chance: Random) -> None:
    """By other means: every pair of groups, moment and child written out."""
    for _case in range(200):
        groups = tuple(
            group(
                UUID(int=500 + n),
                f"G{n}",
                *chance.sample(range(8), chance.randint(1, 4)),
                staff_id=chance.choice((MENSCHE, HATO)),
                periods=tuple(chance.sample(("ma", "di", "wo"), chance.randint(1, 2))),
            )
            for n in range(chance.randint(2, 5))
        )
        expected = {
            (pupil, period)
            for one, other in combinations(groups, 2)
            for period in set(one.periods) & set(other.periods)
            for pupil in set(one.pupils) & set(other.pupils)
        }
        found = [one for one in findings(board(groups=groups)) if one.kind is Kind.CHILD_TWICE]
        assert len(found) == len(expected)
        assert {one.pupils[0] for one in found} == {pupil for pupil, _period in expected}
