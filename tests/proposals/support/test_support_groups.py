"""Support groups in the week: every rule kept, red needs first, and each obstacle named."""

import subprocess
import sys
from dataclasses import replace
from datetime import time
from itertools import combinations, product
from random import Random
from typing import Any

import pytest

from npo_desktop.proposals.support.obstacles import Obstacle
from npo_desktop.proposals.support.question import (
    Offer,
    Period,
    Person,
    Pin,
    Question,
    Room,
    Standing,
    Wish,
    overlap,
)
from npo_desktop.proposals.support.support_groups import Arrangement, arrange, optimality_gap

READING = Offer("reading", 2, 30, 10, 20.0, frozenset({"anna", "ben"}))
WORDS = Offer("words", 1, 45, 12, 10.0, frozenset({"ben"}))
ANNA, BEN = Person("anna", 120), Person("ben", 120)
WEEK = tuple(Period(f"{day}-9", day, time(9), time(9, 45)) for day in range(5))


def wish(number: int, grade: int = 4, score: int = 100, **more: Any) -> Wish:
    return replace(Wish(f"p{number}", grade, {"reading": score}), **more)


PLAIN = Question(tuple(wish(n) for n in range(4)), (READING, WORDS), (ANNA, BEN), WEEK)


def words_of(found: Arrangement) -> dict[str, str]:
    return {pupil: obstacle.value for pupil, obstacle in found.unplaced.items()}


def test_those_whom_one_programme_suits_come_in_one_group_that_meets_on_different_days() -> None:
    found = arrange(PLAIN)
    [group] = found.groups
    assert group.pupils == ("p0", "p1", "p2", "p3") and found.unplaced == {}
    assert (found.value, found.bound, found.conflicts) == (400, 400, ())
    days = {session.period[0] for session in group.sessions}
    assert group.staff in {"anna", "ben"} and len(days) == 2
    assert optimality_gap(found.value, found.bound) == 0


def test_red_needs_come_before_higher_scores() -> None:
    red = tuple(wish(n, score=10, red_for={"reading": 1}) for n in range(3))
    rich = tuple(wish(n, grade=8, score=300) for n in range(3, 9))
    found = arrange(replace(PLAIN, wishes=(*rich, *red), staff_hours=10.0))
    assert [group.pupils for group in found.groups] == [("p0", "p1", "p2")]
    assert (found.reds_served, found.reds, found.value) == (3, 3, 30)
    assert set(words_of(found).values()) == {"no_hours"}


def test_few_groups_are_made_where_many_bring_as_much() -> None:
    found = arrange(replace(PLAIN, wishes=tuple(wish(n) for n in range(6))))
    assert [len(group.pupils) for group in found.groups] == [6]


def test_pupils_stay_where_they_are_and_the_group_keeps_its_key() -> None:
    now = (
        Standing("a", "reading", ("p0", "p2", "p4", "p6")),
        Standing("b", "reading", ("p1", "p3", "p5", "p7")),
    )
    found = arrange(replace(PLAIN, wishes=tuple(wish(n) for n in range(8)), standing=now))
    assert {group.key: set(group.pupils) for group in found.groups} == {
        group.key: set(group.pupils) for group in now
    }


def test_a_new_group_never_takes_the_key_of_one_there_is() -> None:
    found = arrange(replace(PLAIN, standing=(Standing("new-1", "words", ("p9",)),)))
    assert [group.key for group in found.groups] == ["new-2"]


NINE = tuple(wish(n) for n in range(9))
BUSY = frozenset(period.id for period in WEEK)
ON_MONDAY = frozenset({"0-9"})

OBSTACLES: dict[Obstacle, tuple[Question, str]] = {
    Obstacle.NO_CONSENT: (
        replace(PLAIN, wishes=(*PLAIN.wishes, wish(9, has_consent=False))),
        "p9",
    ),
    Obstacle.NO_PROGRAMME: (
        replace(PLAIN, wishes=(*PLAIN.wishes, Wish("p9", 4, {"chess": 5}))),
        "p9",
    ),
    Obstacle.TOO_FEW: (
        replace(PLAIN, wishes=(*PLAIN.wishes, Wish("p9", 4, {"words": 5}))),
        "p9",
    ),
    Obstacle.GRADE_SPREAD: (replace(PLAIN, wishes=(*PLAIN.wishes, wish(9, grade=7))), "p9"),
    Obstacle.FULL: (
        replace(PLAIN, wishes=(*NINE[:6], wish(8, score=1), wish(9, score=1))),
        "p9",
    ),
    Obstacle.NO_HOURS: (replace(PLAIN, people=(Person("anna", 30),)), "p0"),
    Obstacle.NO_BUDGET: (replace(PLAIN, budget=5.0), "p0"),
    Obstacle.NOT_TRAINED: (
        replace(PLAIN, offers=(replace(READING, staff=frozenset()),)),
        "p0",
    ),
    Obstacle.TRAINED_NO_HOURS: (replace(PLAIN, people=(Person("carl", 600),)), "p0"),
    Obstacle.NO_PERIOD: (
        replace(PLAIN, wishes=(*PLAIN.wishes, wish(9, busy=BUSY))),
        "p9",
    ),
    Obstacle.NO_ROOM: (replace(PLAIN, rooms=(Room("gym", ON_MONDAY),)), "p0"),
    Obstacle.APART: (
        replace(
            PLAIN,
            wishes=(*PLAIN.wishes, wish(9, score=1)),
            apart=frozenset({("p0", "p9")}),
        ),
        "p9",
    ),
    Obstacle.TOGETHER: (
        replace(
            PLAIN, wishes=(*PLAIN.wishes, wish(9, grade=8)), together=frozenset({("p0", "p9")})
        ),
        "p0",
    ),
}


@pytest.mark.parametrize("obstacle", OBSTACLES)
def test_who_has_no_place_hears_what_stops_it(obstacle: Obstacle) -> None:
    question, pupil = OBSTACLES[obstacle]
    assert arrange(question).unplaced[pupil] is obstacle


def test_where_nobody_has_hours_nobody_is_sent_to_a_training() -> None:
    found = arrange(replace(PLAIN, people=()))
    assert set(words_of(found).values()) == {"no_hours"} and found.groups == ()


def test_a_pin_too_hears_whether_training_or_hours_are_lacking() -> None:
    fixed = replace(PLAIN, standing=(Standing("a", "reading"),), pins=(Pin("p0", "a"),))

    def stop(**more: Any) -> list[Obstacle]:
        return [c.obstacle for c in arrange(replace(fixed, **more)).conflicts]

    assert stop(people=()) == [Obstacle.NO_HOURS]
    assert stop(people=(Person("carl", 600),)) == [Obstacle.TRAINED_NO_HOURS]
    assert stop(offers=(replace(READING, staff=frozenset()),)) == [Obstacle.NOT_TRAINED]


def test_when_others_gain_more_from_the_same_hours_that_is_what_is_said() -> None:
    wishes = (*(wish(n) for n in range(3)), *(wish(n, grade=8, score=9) for n in range(3, 6)))
    found = arrange(replace(PLAIN, wishes=wishes, staff_hours=10.0))
    assert words_of(found) == dict.fromkeys(("p3", "p4", "p5"), "no_hours")


TWO = (Standing("a", "reading"), Standing("b", "reading"))


def pinned(*pins: tuple[str, str], **more: Any) -> Arrangement:
    fixed = tuple(Pin(pupil, key) for pupil, key in pins)
    return arrange(replace(PLAIN, wishes=NINE, standing=TWO, pins=fixed, **more))


def test_a_pin_is_kept_even_where_another_group_is_worth_more() -> None:
    found = pinned(("p0", "a"), ("p1", "b"))
    home = {pupil: group.key for group in found.groups for pupil in group.pupils}
    assert (home["p0"], home["p1"], found.conflicts) == ("a", "b", ())


def test_a_person_may_pin_a_pupil_to_what_the_scores_do_not_suggest() -> None:
    wishes = (*NINE, Wish("p9", 4, {}))
    found = arrange(replace(PLAIN, wishes=wishes, standing=TWO, pins=(Pin("p9", "a"),)))
    assert next(g.pupils for g in found.groups if g.key == "a")[-1] == "p9"
    assert found.value == 900


def test_pins_that_contradict_each_other_or_a_rule_are_said_and_the_rest_is_arranged() -> None:
    twice = pinned(("p0", "a"), ("p0", "b"))
    assert [(c.obstacle, c.pupils) for c in twice.conflicts] == [(Obstacle.PINS, ("p0",))]
    assert twice.unplaced == {}
    apart = pinned(("p0", "a"), ("p1", "a"), apart=frozenset({("p0", "p1")}))
    assert [(c.obstacle, set(c.pupils)) for c in apart.conflicts] == [
        (Obstacle.APART, {"p0", "p1"})
    ]
    unknown = pinned(("p0", "nowhere"))
    assert [c.obstacle for c in unknown.conflicts] == [Obstacle.NO_PROGRAMME]
    full = pinned(*((f"p{n}", "a") for n in range(9)))
    assert {c.obstacle for c in full.conflicts} == {Obstacle.FULL} and len(full.conflicts) == 3
    stranger = pinned(("nobody", "a"))
    assert [c.obstacle for c in stranger.conflicts] == [Obstacle.NO_PROGRAMME]


def test_who_must_be_together_and_apart_is_said_not_raised() -> None:
    pair = frozenset({("p0", "p1")})
    found = arrange(replace(PLAIN, wishes=NINE, apart=pair, together=pair))
    assert [(c.obstacle, c.pupils) for c in found.conflicts] == [(Obstacle.APART, ("p0", "p1"))]
    assert words_of(found) == {"p0": "together", "p1": "together"}


def test_nothing_at_all_is_a_result_too() -> None:
    for question in (Question((), ()), Question(PLAIN.wishes, ()), replace(PLAIN, people=())):
        found = arrange(question)
        assert found.groups == () and set(found.unplaced) == {w.pupil for w in question.wishes}
    assert set(arrange(replace(PLAIN, staff_hours=0.0)).unplaced.values()) == {Obstacle.NO_HOURS}


def test_a_school_without_periods_gets_groups_with_people_and_no_times() -> None:
    [group] = arrange(replace(PLAIN, periods=())).groups
    assert group.staff and group.sessions == ()


def test_what_stands_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="pupil"):
        arrange(replace(PLAIN, wishes=(wish(1), wish(1))))
    with pytest.raises(ValueError, match="amount"):
        arrange(replace(PLAIN, budget=-1.0))
    with pytest.raises(ValueError, match="15"):
        arrange(replace(PLAIN, size=(3, 16)))


def random_question(chance: Random) -> Question:
    periods = tuple(
        Period(f"{day}-{hour}", day, time(8 + hour), time(8 + hour, chance.choice([30, 45, 59])))
        for day in range(chance.randint(0, 5))
        for hour in range(2)
    ) + ((Period("late", 0, time(8, 20), time(9, 20)),) if chance.random() < 0.5 else ())
    times = [period.id for period in periods]

    def some(share: float) -> frozenset[str]:
        return frozenset(t for t in times if chance.random() < share)

    people = tuple(
        Person(f"m{n}", chance.choice([60, 150, 300]), some(0.8))
        for n in range(chance.randint(1, 4))
    )
    offers = tuple(
        Offer(
            f"k{n}",
            chance.randint(1, 3),
            chance.choice([20, 30, 45]),
            10,
            chance.choice([0.0, 20.0]),
            frozenset(m.id for m in people if chance.random() < 0.7),
        )
        for n in range(chance.randint(1, 3))
    )
    kinds = [offer.programme for offer in offers]
    patterns = [some(0.2) for _class in range(3)]
    wishes = tuple(
        Wish(
            f"p{n}",
            chance.randint(2, 5),
            {k: chance.randint(1, 200) for k in kinds if chance.random() < 0.7},
            {k: chance.randint(0, 2) for k in kinds},
            chance.random() < 0.9,
            chance.choice(patterns),
        )
        for n in range(chance.randint(0, 20))
    )
    pairs = list(combinations([w.pupil for w in wishes], 2))
    standing = tuple(Standing(f"s{n}", k, ()) for n, k in enumerate(kinds))
    low = chance.randint(1, 3)
    return Question(
        wishes,
        offers,
        people,
        periods,
        chance.choice([None, (Room("r0"),), (Room("r0"), Room("r1", some(0.5)))]),
        chance.choice([None, None, 20.0, 60.0]),
        chance.choice([None, None, 40.0]),
        (low, low + chance.randint(0, 3)),
        chance.randint(0, 2),
        frozenset(chance.sample(pairs, min(len(pairs), chance.choice([0, 2, 4])))),
        frozenset(chance.sample(pairs, min(len(pairs), chance.choice([0, 0, 0, 2])))),
        standing,
        tuple(
            Pin(chance.choice(wishes).pupil, chance.choice(standing).key)
            for _pin in range(chance.choice([0, 2]))
            if wishes and standing
        ),
        effort=1.0,
    )


def broken_rules(question: Question, found: Arrangement) -> list[str]:
    """Every rule, by plain loops."""
    wishes = {w.pupil: w for w in question.wishes}
    offers = {o.programme: o for o in question.offers}
    people = {m.id: m for m in question.people}
    periods = {p.id: p for p in question.periods}
    rooms = {r.id: r for r in question.rooms or ()}
    pins = {(pin.pupil, pin.group_key) for pin in question.pins}
    bound = {pupil: {pupil} for pupil in wishes}
    for _again in question.together:
        for first, second in question.together:
            bound[first] = bound[second] = bound[first] | bound[second]
    broken = []
    home: dict[str, str] = {}
    taken: list[tuple[str, str]] = []
    minutes = dict.fromkeys(people, 0)
    for group in found.groups:
        offer, leader = offers[group.programme], people[group.staff]
        grades = [wishes[pupil].grade for pupil in group.pupils]
        times = [session.period for session in group.sessions]
        minutes[leader.id] += offer.weekly_minutes
        for pupil in group.pupils:
            if pupil in home:
                broken.append("in two groups")
            home[pupil] = group.key
            if not wishes[pupil].has_consent:
                broken.append("consent")
            suits = wishes[pupil].scores.get(group.programme, 0) > 0
            if not suits and not any((other, group.key) in pins for other in bound[pupil]):
                broken.append("suits")
            if wishes[pupil].busy.intersection(times):
                broken.append("busy")
        if not question.size[0] <= len(group.pupils) <= question.size[1]:
            broken.append("size")
        if max(grades) - min(grades) > question.grade_spread:
            broken.append("spread")
        if leader.id not in offer.staff:
            broken.append("trained")
        if periods and len(set(times)) != offer.sessions_per_week:
            broken.append("sessions")
        for session in group.sessions:
            if periods[session.period].minutes < offer.minutes:
                broken.append("long enough")
            if leader.periods is not None and session.period not in leader.periods:
                broken.append("present")
            taken.append((leader.id, session.period))
            if question.rooms is None:
                continue
            if session.room is None:
                broken.append("room")
                continue
            allowed = rooms[session.room].periods
            if allowed is not None and session.period not in allowed:
                broken.append("room closed")
            taken.append((session.room, session.period))
    for (who, at), (other, then) in combinations(taken, 2):
        if who == other and overlap(periods[at], periods[then]):
            broken.append("twice at once")
    broken += ["apart" for a, b in question.apart if a in home and home[a] == home.get(b)]
    for a, b in question.together:
        if home.get(a) != home.get(b):
            broken.append("together")
    broken += ["minutes" for m in minutes if minutes[m] > people[m].weekly_minutes]
    hours = sum(offers[group.programme].staff_hours for group in found.groups)
    money = sum(offers[group.programme].material_usd for group in found.groups)
    if question.staff_hours is not None and hours > question.staff_hours + 1e-6:
        broken.append("hours")
    if question.budget is not None and money > question.budget + 1e-6:
        broken.append("budget")
    if len({group.key for group in found.groups}) < len(found.groups):
        broken.append("key twice")
    if set(home) & set(found.unplaced) or set(home) | set(found.unplaced) != set(wishes):
        broken.append("said of everybody")
    kept = set(home.items())
    if pins - kept != {(c.pupils[0], c.group_key) for c in found.conflicts if c.group_key}:
        broken.append("pins said")
    if not 0 <= found.value <= found.bound or found.reds_served > found.reds:
        broken.append("sums")
    return broken


def test_no_rule_is_ever_broken_with_or_without_the_solver(
    monkeypatch: pytest.MonkeyPatch,
    chance: Random,
) -> None:
    for number in range(150):
        question = random_question(chance)
        with monkeypatch.context() as computer:
            if number % 3 == 0:
                computer.setitem(sys.modules, "highspy", None)
            assert broken_rules(question, arrange(question)) == [], (number, question)


def test_the_solver_is_loaded_only_when_something_is_divided() -> None:
    script = (
        "import sys, npo_desktop.proposals.support.support_groups, npo_desktop.proposals.grouping;"
        "print({'highspy', 'numpy'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


def best_sums(question: Question) -> tuple[int, int]:
    """The most red needs served, and with those the highest sum of scores; by trying everything."""
    kinds: tuple[str | None, ...] = (None, *(offer.programme for offer in question.offers))
    best = (0, 0)
    for chosen in product(kinds, repeat=len(question.wishes)):
        given = [(w, k) for w, k in zip(question.wishes, chosen, strict=True) if k is not None]
        if any(w.scores.get(k, 0) <= 0 for w, k in given):
            continue
        sums = (sum(w.red_for.get(k, 0) for w, k in given), sum(w.scores[k] for w, k in given))
        if sums > best and all(
            can_be_groups([w for w, k in given if k == kind], question) for kind in kinds if kind
        ):
            best = sums
    return best


def can_be_groups(wishes: list[Wish], question: Question) -> bool:
    """Is there a way to divide all of these over allowed groups."""
    if not wishes:
        return True
    first, rest = wishes[0], wishes[1:]
    low, high = question.size
    for number in range(low - 1, high):
        for others in combinations(rest, number):
            group = (first, *others)
            grades = [w.grade for w in group]
            names = {w.pupil for w in group}
            if max(grades) - min(grades) <= question.grade_spread and not any(
                set(pair) <= names for pair in question.apart
            ):
                left = [w for w in rest if w not in others]
                if can_be_groups(left, question):
                    return True
    return False


def test_red_needs_then_scores_are_the_best_that_can_be(chance: Random) -> None:
    leader = (Person("m", 10_000),)
    for number in range(40):
        offers = tuple(Offer(f"k{n}", 1, 30, 10, 0.0, frozenset({"m"})) for n in range(2))
        wishes = tuple(
            Wish(
                f"p{n}",
                chance.randint(3, 6),
                {o.programme: chance.randint(1, 200) for o in offers if chance.random() < 0.8},
                {o.programme: chance.randint(0, 2) for o in offers},
            )
            for n in range(chance.randint(2, 7))
        )
        pairs = list(combinations([w.pupil for w in wishes], 2))
        apart = frozenset(chance.sample(pairs, min(len(pairs), chance.choice([0, 1, 4]))))
        question = Question(wishes, offers, leader, size=(2, 3), apart=apart)
        found, (reds, value) = arrange(question), best_sums(question)
        assert found.reds_served == reds, (number, question)
        assert 0.99 * value <= found.value <= found.bound == value, (number, question)
