"""Days without school, as this school has them; proposed from what is usual on its island."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from sqlmodel import Session, col, select

from npo_desktop.content.read_holidays import load_holidays
from npo_desktop.errors import UserError
from npo_desktop.i18n import _, pick
from npo_desktop.queries.rows_before import RowBefore, RowsBefore, row_before
from npo_desktop.store import audit
from npo_desktop.store.plan_tables import Holiday

LONGEST = 70  # days: a summer holiday is some six weeks
LONGEST_NAME = 100  # characters
YEARS = (2000, 2100)


@dataclass(frozen=True, slots=True)
class HolidayFacts:
    """Days off of this school; the first and the last day are both off."""

    id: UUID
    name: str
    starts_on: date
    ends_on: date

    @property
    def school_days(self) -> int:
        """How many days of school it takes, Monday to Friday."""
        return school_days(self.starts_on, self.ends_on)


@dataclass(frozen=True, slots=True)
class ProposedHoliday:
    """Days off as they are usual on the island; nothing counts before the school accepts it."""

    name: str
    starts_on: date
    ends_on: date
    source: str  # empty: only what is usual, nowhere read
    check: str  # what is to be looked at in the school's own calendar, one sentence
    is_known: bool = False  # the school has days off then already

    @property
    def school_days(self) -> int:
        """How many days of school it takes; 0 for one that falls in a weekend."""
        return school_days(self.starts_on, self.ends_on)


def holiday_list(
    session: Session, starts_on: date | None = None, ends_on: date | None = None
) -> list[HolidayFacts]:
    """The school's days off that touch these days, both included; without days all of them."""
    query = select(Holiday).order_by(col(Holiday.starts_on), col(Holiday.name))
    if starts_on is not None:
        query = query.where(Holiday.ends_on >= starts_on)
    if ends_on is not None:
        query = query.where(Holiday.starts_on <= ends_on)
    return [
        HolidayFacts(row.id, row.name, row.starts_on, row.ends_on) for row in session.exec(query)
    ]


def add_holiday(session: Session, name: str, starts_on: date, ends_on: date) -> RowsBefore:
    """One more. The caller commits."""
    return _noted(session, [_added(session, name, starts_on, ends_on)])


def change_holiday(
    session: Session, id: UUID, name: str, starts_on: date, ends_on: date
) -> RowsBefore:
    """Another name or other days. The caller commits."""
    kept = _checked(session, name, starts_on, ends_on, id)
    before = row_before(session, Holiday, id)
    row = session.get_one(Holiday, id)
    row.name, row.starts_on, row.ends_on = kept, starts_on, ends_on
    return _noted(session, [before])


def remove_holiday(session: Session, id: UUID) -> RowsBefore:
    """Take one away: there is school on these days. The caller commits."""
    before = row_before(session, Holiday, id)
    session.delete(session.get_one(Holiday, id))
    return _noted(session, [before])


def propose_holidays(island: str, school_year: str) -> list[ProposedHoliday]:
    """What is usual on the island in a school year such as "2026-2027", in order of time."""
    found = []
    for rule in load_holidays():
        if island in rule.islands:
            starts_on, ends_on = rule.days(school_year)
            check = _check_words(rule.check)
            found.append(ProposedHoliday(pick(rule.names), starts_on, ends_on, rule.source, check))
    return sorted(found, key=lambda one: (one.starts_on, one.ends_on))


def holidays_to_propose(session: Session, island: str, school_year: str) -> list[ProposedHoliday]:
    """The same, each with whether the school has days off then already."""
    found = []
    for one in propose_holidays(island, school_year):
        is_known = bool(holiday_list(session, one.starts_on, one.ends_on))
        found.append(
            ProposedHoliday(one.name, one.starts_on, one.ends_on, one.source, one.check, is_known)
        )
    return found


def accept_holidays(session: Session, proposed: Iterable[ProposedHoliday]) -> RowsBefore:
    """Make these the school's own. The caller commits."""
    return _noted(
        session, [_added(session, one.name, one.starts_on, one.ends_on) for one in proposed]
    )


def school_days(starts_on: date, ends_on: date) -> int:
    """Days from Monday to Friday, both ends included."""
    days = (ends_on - starts_on).days + 1
    return sum((starts_on + timedelta(days=n)).isoweekday() <= 5 for n in range(days))


def _added(session: Session, name: str, starts_on: date, ends_on: date) -> RowBefore:
    kept = _checked(session, name, starts_on, ends_on)
    row = Holiday(id=uuid4(), name=kept, starts_on=starts_on, ends_on=ends_on)
    before = row_before(session, Holiday, row.id)
    session.add(row)
    session.flush()
    return before


def _checked(
    session: Session, name: str, starts_on: date, ends_on: date, own: UUID | None = None
) -> str:
    kept = name.strip()
    if not kept:
        raise UserError(_("The holiday has no name."), _("Type how the holiday is called."))
    if len(kept) > LONGEST_NAME:
        raise UserError(
            _("The name of the holiday is too long."),
            _("Use at most {n} characters.").format(n=LONGEST_NAME),
        )
    if ends_on < starts_on:
        raise UserError(
            _("The last day of the holiday is before its first day."),
            _("Look at both days; the last day is a day off too."),
        )
    days = (ends_on - starts_on).days + 1
    low, high = YEARS
    if days > LONGEST or not (low <= starts_on.year <= high):
        raise UserError(
            _("These days cannot be a holiday: {n} days from {year}.").format(
                n=days, year=starts_on.year
            ),
            _("Look at the years of both days."),
        )
    for other in holiday_list(session, starts_on, ends_on):
        if other.id != own and (other.starts_on, other.ends_on) == (starts_on, ends_on):
            raise UserError(
                _('These days are off already: "{name}".').format(name=other.name),
                _("Choose other days, or change the holiday that is there."),
            )
    return kept


def _check_words(check: str) -> str:
    return {
        "fixed": _("Check with your school's calendar: some schools take the day before or after."),
        "week": _("Check with your school's calendar: the days differ from year to year."),
        "guess": _("Check with your school's calendar: these days were nowhere read."),
    }[check]


def _noted(session: Session, before: list[RowBefore]) -> RowsBefore:
    session.flush()
    if before:
        audit.note(session, "settings", "holidays")
    return tuple(before)
