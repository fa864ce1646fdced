"""When, where and with whom each group meets: as many and as wanted groups as can be."""

from collections.abc import Sequence

from npo_desktop.proposals.integer_programme import Model, maximise
from npo_desktop.proposals.support.question import Period, Question, moments
from npo_desktop.proposals.support.seats import is_there, leaders_of
from npo_desktop.proposals.support.week import Meeting, Place, one_by_one


def timetable(question: Question, meetings: Sequence[Meeting], effort: float) -> list[Place | None]:
    """A place for each meeting, or ``None`` where there is none; the most worth together."""
    model = Model()
    plans = [_Plan(model, question, meeting) for meeting in meetings]
    _no_clashes(model, question, plans)
    solved = maximise(model, effort)
    if solved is None or solved.values is None:
        return one_by_one(question, meetings)
    return [plan.read(solved.values, question) for plan in plans]


class _Plan:
    """The columns of one meeting."""

    def __init__(self, model: Model, question: Question, meeting: Meeting) -> None:
        offer = meeting.offer
        self.offer = offer
        self.opened = model.column(gain=100 * meeting.worth)
        self.leads = {m.id: model.column() for m in leaders_of(question, offer)}
        self.at: dict[tuple[str, str], int] = {}  # person, period
        self.rooms: dict[tuple[str, str], int] = {}  # room, period
        model.equal(0, {**dict.fromkeys(self.leads.values(), 1.0), self.opened: -1})
        if question.periods:
            self._when(model, question, meeting)

    def _when(self, model: Model, question: Question, meeting: Meeting) -> None:
        times = [
            p for p in question.periods if p.id in meeting.free and p.minutes >= self.offer.minutes
        ]
        for m in question.people:
            if m.id in self.leads:
                mine = {(m.id, p.id): model.column() for p in times if is_there(m, p)}
                self.at |= mine
                sessions: dict[int, float] = dict.fromkeys(mine.values(), 1)
                model.equal(0, {**sessions, self.leads[m.id]: -self.offer.sessions_per_week})
        for period in times:
            here = {c: 1.0 for (_m, at), c in self.at.items() if at == period.id}
            if here and question.rooms is not None:
                able = [r.id for r in question.rooms if r.periods is None or period.id in r.periods]
                rooms = {(room, period.id): model.column() for room in able}
                self.rooms |= rooms
                model.equal(0, {**here, **dict.fromkeys(rooms.values(), -1.0)})
        self._other_days(model, times)

    def _other_days(self, model: Model, times: Sequence[Period]) -> None:
        """Rather on different days."""
        for day in sorted({p.weekday for p in times}):
            names = {p.id for p in times if p.weekday == day}
            here = {c: -1.0 for (_m, at), c in self.at.items() if at in names}
            model.at_most(0, {**here, model.column(gain=1): 1})

    def read(self, values: Sequence[int], question: Question) -> Place | None:
        if not values[self.opened]:
            return None
        staff = next(m for m, column in self.leads.items() if values[column])
        order = {p.id: (p.weekday, p.starts, p.id) for p in question.periods}
        rooms = {at: room for (room, at), column in self.rooms.items() if values[column]}
        chosen = sorted(
            (at for (m, at), c in self.at.items() if m == staff and values[c]),
            key=lambda at: order[at],
        )
        return Place(staff, tuple((at, rooms.get(at)) for at in chosen))


def _no_clashes(model: Model, question: Question, plans: Sequence[_Plan]) -> None:
    for m in question.people:
        minutes = {p.leads[m.id]: float(p.offer.weekly_minutes) for p in plans if m.id in p.leads}
        model.at_most(m.weekly_minutes, minutes)
    for together in moments(question.periods):
        names = set(together)
        for m in question.people:
            here = {
                c: 1.0
                for p in plans
                for (who, at), c in p.at.items()
                if who == m.id and at in names
            }
            model.at_most(1, here)
        for room in question.rooms or ():
            model.at_most(
                1,
                {
                    c: 1.0
                    for p in plans
                    for (where, at), c in p.rooms.items()
                    if where == room.id and at in names
                },
            )
        for plan in plans:
            model.at_most(1, {c: 1.0 for (_m, at), c in plan.at.items() if at in names})
