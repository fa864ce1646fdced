"""Fixed moments in the week for support, and the lessons in which a class keeps its pupils."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import time
from uuid import UUID, uuid4

from sqlmodel import Session, col, select

from npo_desktop.errors import UserError
from npo_desktop.formats import clock
from npo_desktop.i18n import _
from npo_desktop.queries.rows_before import RowBefore, RowsBefore, part_before, row_before
from npo_desktop.queries.support.typed_amounts import DAY
from npo_desktop.store import audit
from npo_desktop.store.support_tables import KeptLesson, StaffPeriod, SupportGroup, SupportPeriod

BREAK = "break"  # the lesson of a class that is outside then: kept, and told apart
SHORTEST, LONGEST = 5, 240  # minutes
DAWN, NIGHT = 6 * 60, 22 * 60  # "1:15" is a quarter past one in the afternoon, typed short
LONGEST_LESSON = 100  # characters


@dataclass(frozen=True, slots=True)
class PeriodFacts:
    """One moment of every week."""

    id: UUID
    weekday: int  # Monday is 1
    starts_at: int  # minutes after midnight
    ends_at: int

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return self.ends_at - self.starts_at

    @property
    def starts(self) -> time:
        """When it begins, as a time of the day."""
        return time(self.starts_at // 60, self.starts_at % 60)

    @property
    def ends(self) -> time:
        """When it is over; a period never ends at midnight."""
        return time(self.ends_at // 60, self.ends_at % 60)

    @property
    def hours(self) -> str:
        """As it stands on the page: 9:00-9:30."""
        return f"{clock(self.starts_at)}–{clock(self.ends_at)}"


def period_list(session: Session) -> list[PeriodFacts]:
    """All periods in the order of the week."""
    order = (
        col(SupportPeriod.weekday),
        col(SupportPeriod.starts_at),
        col(SupportPeriod.ends_at),
        col(SupportPeriod.id),
    )
    return [
        PeriodFacts(row.id, row.weekday, row.starts_at, row.ends_at)
        for row in session.exec(select(SupportPeriod).order_by(*order))
    ]


def kept_lessons(session: Session) -> dict[UUID, dict[UUID, str]]:
    """By class and period the lesson nobody is to miss; ``BREAK`` is a break, empty has no name."""
    found: dict[UUID, dict[UUID, str]] = defaultdict(dict)
    for row in session.exec(select(KeptLesson)):
        found[row.group_id][row.period_id] = row.lesson
    return dict(found)


def add_period(session: Session, weekday: int, starts_at: int, ends_at: int) -> RowsBefore:
    """One more moment of the week. The caller commits."""
    _check(session, weekday, starts_at, ends_at)
    row = SupportPeriod(id=uuid4(), weekday=weekday, starts_at=starts_at, ends_at=ends_at)
    before = row_before(session, SupportPeriod, row.id)
    session.add(row)
    return _noted(session, (before,))


def change_period(
    session: Session, id: UUID, weekday: int, starts_at: int, ends_at: int
) -> RowsBefore:
    """Another day or time; who is free then stays as it was said. The caller commits."""
    _check(session, weekday, starts_at, ends_at, id)
    before = row_before(session, SupportPeriod, id)
    row = session.get_one(SupportPeriod, id)
    row.weekday, row.starts_at, row.ends_at = weekday, starts_at, ends_at
    return _noted(session, (before,))


def remove_period(session: Session, id: UUID) -> RowsBefore:
    """Take a moment away, with who is free then and which class is kept. The caller commits."""
    before: list[RowBefore] = [row_before(session, SupportPeriod, id)]
    for moment in session.exec(select(StaffPeriod).where(StaffPeriod.period_id == id)):
        before.append(row_before(session, StaffPeriod, (moment.staff_id, id)))
    for kept in session.exec(select(KeptLesson).where(KeptLesson.period_id == id)):
        before.append(row_before(session, KeptLesson, (kept.group_id, id)))
    for group in session.exec(select(SupportGroup)):
        if str(id) in group.periods:
            before.append(part_before(session, SupportGroup, group.id, ("periods",)))
            group.periods = [one for one in group.periods if one != str(id)]
    session.delete(session.get_one(SupportPeriod, id))
    session.flush()
    session.expire_all()  # the database took the rest with it
    return _noted(session, tuple(before))


def groups_at(session: Session, id: UUID) -> int:
    """How many support groups meet in this period, in any block."""
    return sum(str(id) in periods for periods in session.exec(select(SupportGroup.periods)))


def keep_lesson(
    session: Session, group_id: UUID, period_id: UUID, lesson: str | None
) -> RowsBefore:
    """The class keeps its pupils then; ``None``: it lets them go. The caller commits."""
    before = row_before(session, KeptLesson, (group_id, period_id))
    row = session.get(KeptLesson, (group_id, period_id))
    if lesson is None:
        if row is not None:
            session.delete(row)
        return _noted(session, (before,))
    if len(lesson.strip()) > LONGEST_LESSON:
        raise UserError(
            _("The name of the lesson is too long."),
            _("Use at most {n} characters.").format(n=LONGEST_LESSON),
        )
    row = row or KeptLesson(group_id=group_id, period_id=period_id)
    row.lesson = lesson.strip()
    session.add(row)
    return _noted(session, (before,))


def _check(
    session: Session, weekday: int, starts_at: int, ends_at: int, own: UUID | None = None
) -> None:
    if not 1 <= weekday <= 5:
        raise UserError(
            _("There is no school on this day."), _("Choose a day from Monday to Friday.")
        )
    if not (0 <= starts_at < DAY and 0 < ends_at < DAY):
        raise UserError(_("This is not a time of the day."), _("Type for example 9:00 or 13:15."))
    if starts_at >= ends_at:
        raise UserError(
            _("This moment ends at {end}, but it begins at {start}.").format(
                end=clock(ends_at), start=clock(starts_at)
            ),
            _("Type a later end."),
        )
    if starts_at < DAWN or ends_at > NIGHT:
        wrong = starts_at if starts_at < DAWN else ends_at
        raise UserError(
            _("There is no school at {time}.").format(time=clock(wrong)),
            _("Type the afternoon as 13:15."),
        )
    if not SHORTEST <= ends_at - starts_at <= LONGEST:
        raise UserError(
            _("A moment of {n} minutes does not suit a small group.").format(n=ends_at - starts_at),
            _("Make it {low} to {high} minutes.").format(low=SHORTEST, high=LONGEST),
        )
    same = select(SupportPeriod).where(
        SupportPeriod.weekday == weekday,
        SupportPeriod.starts_at == starts_at,
        SupportPeriod.ends_at == ends_at,
    )
    if any(row.id != own for row in session.exec(same)):
        raise UserError(_("This moment is there already."), _("Choose another day or time."))


def _noted(session: Session, before: RowsBefore) -> RowsBefore:
    session.flush()
    audit.note(session, "settings", "periods")
    return before
