"""What was asked of the group builder but cannot be: pins and must-togethers, and why."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from npo_desktop.proposals.support.group_obstacles import who_lacks
from npo_desktop.proposals.support.obstacles import Obstacle
from npo_desktop.proposals.support.question import Question, Wish
from npo_desktop.proposals.support.seats import apart_pairs


@dataclass(frozen=True, slots=True)
class Conflict:
    """A wish that was not kept; without a group it is about being together."""

    obstacle: Obstacle
    pupils: tuple[str, ...]
    group_key: str | None = None


def conflicts(
    question: Question, seats: Collection[tuple[str, str]], unplaced: Mapping[str, Obstacle]
) -> tuple[Conflict, ...]:
    """Every pin and must-together not kept; ``seats`` are (pupil, key of the group)."""
    wishes = {wish.pupil: wish for wish in question.wishes}
    found = []
    for pin in question.pins:
        if (pin.pupil, pin.group_key) not in seats:
            obstacle, others = _pin_stop(question, wishes, pin.pupil, pin.group_key, unplaced)
            found.append(Conflict(obstacle, (pin.pupil, *others), pin.group_key))
    home = dict(seats)
    for first, second in sorted(question.together):
        if first in wishes and second in wishes and home.get(first) != home.get(second):
            pair = (wishes[first], wishes[second])
            found.append(Conflict(_pair_stop(question, pair), (first, second)))
        elif first in unplaced and second in unplaced and first in wishes and second in wishes:
            pair = (wishes[first], wishes[second])
            stop = _pair_stop(question, pair)
            if stop is not Obstacle.TOGETHER:
                found.append(Conflict(stop, (first, second)))
    return tuple(dict.fromkeys(found))


def _pin_stop(
    question: Question,
    wishes: Mapping[str, Wish],
    pupil: str,
    key: str,
    unplaced: Mapping[str, Obstacle],
) -> tuple[Obstacle, tuple[str, ...]]:
    """What stops a pin, and the other pupils it has to do with."""
    group = next((g for g in question.standing if g.key == key), None)
    offer = next((o for o in question.offers if group and o.programme == group.programme), None)
    if pupil not in wishes or offer is None:
        return Obstacle.NO_PROGRAMME, ()
    if not wishes[pupil].has_consent:
        return Obstacle.NO_CONSENT, ()
    if len({pin.group_key for pin in question.pins if pin.pupil == pupil}) > 1:
        return Obstacle.PINS, ()
    people = {person.id for person in question.people}
    if not people:
        return Obstacle.NO_HOURS, ()
    if (lacking := who_lacks([offer], people)) is not None:
        return lacking, ()
    fixed = [p.pupil for p in question.pins if p.group_key == key and p.pupil in wishes]
    others = [other for other in fixed if other != pupil]
    apart = [other for other in others if frozenset((pupil, other)) in apart_pairs(question)]
    if apart:
        return Obstacle.APART, tuple(sorted(apart))
    far = [
        other
        for other in others
        if abs(wishes[other].grade - wishes[pupil].grade) > question.grade_spread
    ]
    if far:
        return Obstacle.GRADE_SPREAD, tuple(sorted(far))
    if len(fixed) > question.size[1]:
        return Obstacle.FULL, ()
    return unplaced.get(pupil, Obstacle.PINS), ()


def _pair_stop(question: Question, pair: tuple[Wish, Wish]) -> Obstacle:
    """Why two who must be together are not."""
    first, second = pair
    pins = {pin.group_key for pin in question.pins if pin.pupil in (first.pupil, second.pupil)}
    if not (first.has_consent and second.has_consent):
        return Obstacle.NO_CONSENT
    if frozenset((first.pupil, second.pupil)) in apart_pairs(question):
        return Obstacle.APART
    if abs(first.grade - second.grade) > question.grade_spread:
        return Obstacle.GRADE_SPREAD
    if len(pins) > 1:
        return Obstacle.PINS
    offered = {offer.programme for offer in question.offers}
    both = {k for k in first.scores if first.scores[k] > 0 and second.scores.get(k, 0) > 0}
    return Obstacle.TOGETHER if both & offered else Obstacle.NO_PROGRAMME
