"""What is taken of people, rooms and hours in a week, and the first place that is left."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from npo_desktop.proposals.support.obstacles import Obstacle
from npo_desktop.proposals.support.question import Offer, Period, Question, overlap
from npo_desktop.proposals.support.seats import is_there


@dataclass(frozen=True, slots=True)
class Meeting:
    """A group that wants a place in the week."""

    offer: Offer
    free: frozenset[str]  # periods in which all its pupils may be taken out
    worth: int


@dataclass(frozen=True, slots=True)
class Place:
    """Who leads it and when; a room per period when rooms play a part."""

    staff: str
    sessions: tuple[tuple[str, str | None], ...]  # period, room


@dataclass(slots=True)
class Week:
    """What is taken so far."""

    question: Question
    minutes: dict[str, int] = field(default_factory=dict)  # per person
    people: set[tuple[str, str]] = field(default_factory=set)  # person, period
    rooms: set[tuple[str, str]] = field(default_factory=set)  # room, period
    opened: list[Offer] = field(default_factory=list)

    def take(self, offer: Offer, place: Place) -> None:
        """This group is now in it."""
        self.opened.append(offer)
        self.minutes[place.staff] = self.minutes.get(place.staff, 0) + offer.weekly_minutes
        self.people |= {(place.staff, at) for at, _room in place.sessions}
        self.rooms |= {(room, at) for at, room in place.sessions if room is not None}

    def has_hours(self, offer: Offer) -> bool:
        """Are there hours left for one more group of this, in total."""
        have = self.question.staff_hours
        used = sum(other.staff_hours for other in self.opened)
        return have is None or used + offer.staff_hours <= have + 1e-9

    def has_money(self, offer: Offer) -> bool:
        """Is there money left for it."""
        have = self.question.budget
        used = sum(other.material_usd for other in self.opened)
        return have is None or used + offer.material_usd <= have + 1e-9

    def first_place(
        self, offer: Offer, free: Collection[str], relaxed: Obstacle | None = None
    ) -> Place | None:
        """Who and when, as far as nothing else is there; one kind of obstacle may be set aside."""
        for m in self.question.people:
            if m.id not in offer.staff and relaxed is not Obstacle.NOT_TRAINED:
                continue
            spare = m.weekly_minutes - self.minutes.get(m.id, 0)
            if spare < offer.weekly_minutes and relaxed is not Obstacle.NO_HOURS:
                continue
            times = [
                p
                for p in self.question.periods
                if relaxed is Obstacle.NO_PERIOD
                or (
                    p.id in free
                    and p.minutes >= offer.minutes
                    and is_there(m, p)
                    and self._is_open(self.people, m.id, p)
                )
            ]
            sessions = self._sessions(offer, times, relaxed)
            if sessions is not None:
                return Place(m.id, sessions)
        return None

    def _sessions(
        self, offer: Offer, times: Sequence[Period], relaxed: Obstacle | None
    ) -> tuple[tuple[str, str | None], ...] | None:
        """The earliest that follow one another; empty when the school has no periods."""
        if not self.question.periods:
            return ()
        chosen: list[Period] = []
        rooms: dict[str, str | None] = {}
        for period in sorted(times, key=lambda p: (p.weekday, p.ends, p.id)):
            room = self._room(period)
            has_room = room is not None or self.question.rooms is None
            if not has_room and relaxed not in (Obstacle.NO_ROOM, Obstacle.NO_PERIOD):
                continue
            if not any(overlap(period, other) for other in chosen):
                chosen.append(period)
                rooms[period.id] = room
            if len(chosen) == offer.sessions_per_week:
                return tuple((p.id, rooms[p.id]) for p in chosen)
        return () if relaxed is Obstacle.NO_PERIOD else None

    def _room(self, period: Period) -> str | None:
        for room in self.question.rooms or ():
            allowed = room.periods is None or period.id in room.periods
            if allowed and self._is_open(self.rooms, room.id, period):
                return room.id
        return None

    def _is_open(self, taken: Collection[tuple[str, str]], who: str, period: Period) -> bool:
        return not any(
            (who, other.id) in taken for other in self.question.periods if overlap(period, other)
        )


def one_by_one(question: Question, meetings: Sequence[Meeting]) -> list[Place | None]:
    """The most wanted first, each at the first place left: what is done without a solver."""
    week = Week(question)
    found: list[Place | None] = [None] * len(meetings)
    for number in sorted(range(len(meetings)), key=lambda n: (-meetings[n].worth, n)):
        offer = meetings[number].offer
        place = week.first_place(offer, meetings[number].free)
        if place is not None:
            week.take(offer, place)
            found[number] = place
    return found
