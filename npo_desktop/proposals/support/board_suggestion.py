"""One more group that could be made of those without a place, as a suggestion. Pure."""

from dataclasses import dataclass, replace
from uuid import UUID

from npo_desktop.proposals.support.board_question import has_consent
from npo_desktop.proposals.support.board_times import one_more_time, other_leads
from npo_desktop.proposals.support.support_board import Board, BoardGroup, Child

FEWEST = 2  # fewer is no group; whether it is enough is the school's own limit


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A group that is not there yet."""

    programme: str
    pupils: tuple[UUID, ...]
    staff_id: UUID
    periods: tuple[str, ...]


def suggest_group(board: Board) -> Suggestion | None:
    """Of those without a place the group that serves most, where somebody and a time are free."""
    waiting = [child for child in board.waiting if has_consent(board, child)]
    options = [
        (sum(child.reds.get(card, 0) for child in team), len(team), card, team)
        for card in board.cards
        if len(team := _team(board, waiting, card)) >= FEWEST
    ]
    for _reds, _size, card, team in sorted(options, key=lambda one: (-one[0], -one[1], one[2])):
        if (found := _with_lead(board, card, team)) is not None:
            return found
    return None


def _team(board: Board, waiting: list[Child], card: str) -> list[Child]:
    """Those it suits, near enough in year group and not to be kept apart."""
    limits, team = board.block.limits, list[Child]()
    suited = [child for child in waiting if child.scores.get(card, 0) > 0]
    for child in sorted(suited, key=lambda child: -child.scores[card]):
        grades = [one.grade or 0 for one in (*team, child)]
        far = max(grades) - min(grades) > limits.grade_spread
        apart = any({child.id, one.id} in map(set, board.apart) for one in team)
        if not far and not apart and len(team) < limits.largest:
            team.append(child)
    return team


def _with_lead(board: Board, card: str, team: list[Child]) -> Suggestion | None:
    dose = board.cards[card]
    group = BoardGroup(
        UUID(int=0),
        card,
        dose.name,
        dose.minutes,
        dose.sessions_per_week,
        pupils=tuple(child.id for child in team),
    )
    for person in other_leads(board, group):
        led = replace(group, staff_id=person.id)
        for _time in range(dose.sessions_per_week if board.periods else 0):
            if (periods := one_more_time(board, led)) is None:
                break
            led = replace(led, periods=periods)
        if led.periods or not board.periods:
            return Suggestion(card, led.pupils, person.id, led.periods)
    return None
