"""How long what is kept, what may go by now, and letting it go when a person says so.

Three clocks, each with a period that the school may change:

- guidance: scans, answers, results, plans, restricted notes, corrections; 2 years after leaving.
- enrolment: the pupil, parents, enrolments and with them everything; 5 years after leaving.
- referral to special education: the fact and its date; 3 years after it. What else is kept of a
  pupil who was referred waits for this clock, because the referral rests on it.

Each pupil stands on the list once, with the widest of what is due. A purge in part is not in the
erasure ledger: when an old backup brings it back, the list proposes it again.
Source: ISLANDS.md, section 3.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import Column, update
from sqlalchemy import select as sa_select  # SQLModel's is typed by column
from sqlmodel import Session, col, or_, select

from npo_desktop.content.read_retention import CLOCKS, MOST_YEARS, load_retention
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.queries.privacy.belongings import Link, belongings, hanging_on, links
from npo_desktop.queries.privacy.erasure import erase_rows, sweep
from npo_desktop.queries.privacy.traces import blank_in_imports, erase_traces
from npo_desktop.queries.school import set_setting, setting
from npo_desktop.store.audit import clock_doubted, note
from npo_desktop.store.dump import TABLES
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Pupil

A_YEAR = timedelta(days=365)
LOOKED = "retention.looked"  # the setting with the day somebody last went through the list
KEPT_LONGER = ("pupil", "guardian", "enrolment")  # until the clock of enrolment has run


@dataclass(frozen=True, slots=True)
class RetentionRules:
    """For how many years what is kept, and who says so."""

    guidance: int
    enrolment: int
    referral: int
    sources: Mapping[str, str]  # by clock
    is_mainland: bool  # the sources speak for the European Netherlands, not for the islands
    is_default: bool  # the school changed nothing


@dataclass(frozen=True, slots=True)
class PurgeProposal:
    """What may go of one pupil, and since when."""

    pupil_id: UUID
    number: str
    name: str
    what: str  # guidance, enrolment: the pupil whole, referral
    since: date  # the pupil left, or was referred, on this day
    due: date


def rules(session: Session) -> RetentionRules:
    """The periods of this school: its own choice, else what ships with the program."""
    shipped = load_retention()
    years = {
        clock: int(setting(session, f"retention.{clock}") or shipped[clock].years)
        for clock in CLOCKS
    }
    return RetentionRules(
        guidance=years["guidance"],
        enrolment=years["enrolment"],
        referral=years["referral"],
        sources={clock: shipped[clock].source for clock in CLOCKS},
        is_mainland=any(period.status == "mainland" for period in shipped.values()),
        is_default=all(years[clock] == shipped[clock].years for clock in CLOCKS),
    )


def set_rules(session: Session, *, guidance: int, enrolment: int, referral: int) -> None:
    """Keep the school's own periods, in whole years. The caller commits."""
    years = {"guidance": guidance, "enrolment": enrolment, "referral": referral}
    for clock, chosen in years.items():
        if not 1 <= chosen <= MOST_YEARS:
            raise UserError(
                _("A period must be from 1 to {most} years.").format(most=MOST_YEARS),
                _("Type another number of years."),
            )
        set_setting(session, f"retention.{clock}", str(chosen))
    note(session, "settings", "retention")


def purge_list(session: Session, today: date) -> tuple[PurgeProposal, ...]:
    """What may go by this day, the longest due first. Nothing goes without ``approve``."""
    periods = rules(session)
    guided = _guided(session)
    query = select(Pupil).where(
        or_(col(Pupil.left_on).is_not(None), col(Pupil.referred_on).is_not(None))
    )
    found = (_widest(pupil, periods, pupil.id in guided, today) for pupil in session.exec(query))
    return tuple(sorted((one for one in found if one), key=lambda one: (one.due, one.number)))


def waiting(session: Session, today: date) -> int:
    """How many pupils stand on the list, once a year has passed since somebody went through it."""
    looked = setting(session, LOOKED)
    is_time = not looked or date.fromisoformat(looked) + A_YEAR <= today
    return len(purge_list(session, today)) if is_time else 0


def list_was_seen(session: Session, today: date) -> None:
    """Somebody went through the list, whatever was approved. The caller commits."""
    set_setting(session, LOOKED, today.isoformat())


def approve(store: Store, ids: Collection[UUID], today: date) -> dict[str, int]:
    """Let go what the list proposes for these pupils; how many rows of each table.

    Raises ``UserError`` while the clock is doubted, or for a pupil who is not on the list.
    """
    with store.writing() as session:
        if clock_doubted(session):
            raise UserError(
                _("The clock of this computer is not to be trusted now, so nothing was deleted."),
                _("Set the date and time right, or confirm that they are right."),
            )
        due = {one.pupil_id: one.what for one in purge_list(session, today)}
        if not due.keys() >= set(ids):
            raise UserError(
                _("The list has changed since it was shown."), _("Look at it again, then approve.")
            )
        counts = _let_go(session, {pupil_id: due[pupil_id] for pupil_id in ids})
        list_was_seen(session, today)
    sweep(store)
    return counts


def _let_go(session: Session, chosen: Mapping[UUID, str]) -> dict[str, int]:
    by_what: dict[str, list[UUID]] = {clock: [] for clock in CLOCKS}
    for pupil_id, what in chosen.items():
        by_what[what].append(pupil_id)
    note(session, "retention-approved", len(chosen))
    counts: Counter[str] = Counter()
    if by_what["guidance"]:
        counts.update(_erase_guidance(session, by_what["guidance"]))
    if by_what["enrolment"]:
        counts.update(erase_rows(session, by_what["enrolment"], "retention"))
    _forget_referral(session, by_what["referral"])
    return dict(counts)


def _erase_guidance(session: Session, ids: Collection[UUID]) -> dict[str, int]:
    tables = [name for name in hanging_on("pupil") if name not in KEPT_LONGER]
    rows = belongings(session, "pupil", ids)
    counts = Counter({name: len(rows[name]) for name in tables if rows[name]})
    counts.update(erase_traces(session, ids, tables))
    for link in _directly_hanging():
        session.execute(TABLES[link.table].delete().where(_column(link).in_(ids)))
    session.expire_all()
    for pupil_id in ids:
        note(session, "erased", f"{pupil_id}:guidance")
    _forget_referral(session, ids)
    return dict(counts)


def _forget_referral(session: Session, ids: Collection[UUID]) -> None:
    """Its clock has run out for all of these; who was never referred stays as they are."""
    referred = session.exec(
        select(Pupil.id).where(col(Pupil.id).in_(ids), col(Pupil.referred_on).is_not(None))
    ).all()
    session.execute(update(Pupil).where(col(Pupil.id).in_(referred)).values(referred_on=None))
    blank_in_imports(session, referred, "referred_on")
    for pupil_id in referred:
        note(session, "erased", f"{pupil_id}:referral")


def _directly_hanging() -> list[Link]:
    """The columns of guidance tables that name a pupil; the rest goes with these."""
    return [link for link in links() if link.parent == "pupil" and link.table not in KEPT_LONGER]


def _guided(session: Session) -> set[UUID]:
    """Of whom anything of the guidance file is kept."""
    return {
        pupil_id
        for link in _directly_hanging()
        for pupil_id in session.execute(sa_select(_column(link)).distinct()).scalars()
        if pupil_id is not None
    }


def _column(link: Link) -> Column[UUID | None]:
    return TABLES[link.table].c[link.column]


def _widest(
    pupil: Pupil, periods: RetentionRules, has_guidance: bool, today: date
) -> PurgeProposal | None:
    """The widest of what is due for a pupil."""
    referral = _later(pupil.referred_on, periods.referral)
    guidance = _last(_later(pupil.left_on, periods.guidance), referral)
    whole = _last(_later(pupil.left_on, periods.enrolment), guidance)
    left, referred = pupil.left_on, pupil.referred_on
    name = " ".join(part for part in (pupil.call_name, pupil.infix, pupil.last_name) if part)
    for what, since, due, is_there in (
        ("enrolment", left, whole, left is not None),
        ("guidance", left, guidance, left is not None and has_guidance),
        ("referral", referred, referral, referred is not None),
    ):
        if is_there and since is not None and due is not None and due <= today:
            return PurgeProposal(pupil.id, pupil.number, name, what, since, due)
    return None


def _later(day: date | None, years: int) -> date | None:
    """The same day so many years on; of 29 February, 1 March: never a day too early."""
    if day is None:
        return None
    if (day.month, day.day) == (2, 29):
        day += timedelta(days=1)
    return day.replace(year=day.year + years)


def _last(one: date | None, other: date | None) -> date | None:
    days = [day for day in (one, other) if day is not None]
    return max(days) if days else None
