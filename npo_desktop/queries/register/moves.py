"""Another class in the middle of the year, and leaving the school: as an import does it.

There is one enrolment a pupil and school year: scans, plans and rounds hang on the pupil and
stay as they are, only the class they are counted with becomes the other one.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import Session

from npo_desktop.clock import today
from npo_desktop.errors import UserError
from npo_desktop.formats import date_text
from npo_desktop.i18n import _
from npo_desktop.queries.answering.given_counts import Questionnaires
from npo_desktop.queries.answering.scan_progress import round_progress
from npo_desktop.queries.attention import OPEN_STATES
from npo_desktop.queries.planning.plans import plan_list
from npo_desktop.queries.pupils import pupil_facts
from npo_desktop.queries.rounds import current_round
from npo_desktop.queries.rows_before import RowsBefore, part_before, put_rows_back, row_before
from npo_desktop.queries.school import school_year_of
from npo_desktop.store import audit
from npo_desktop.store.tables import Enrolment, Group, Pupil

LONGEST_AHEAD = timedelta(days=366)  # a day of leaving further away is a slip of the keyboard


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a pupil is now, and what runs."""

    pupil_id: UUID
    full_name: str
    group_id: UUID | None
    group: str
    grade: int | None
    left_on: date | None
    plans: int  # agreed or concept, not looked back on yet
    open_lists: int  # of the round of the day, not whole yet


def standing_of(session: Session, questionnaires: Questionnaires, pupil_id: UUID) -> Standing:
    """Of one pupil, today."""
    facts = pupil_facts(session, pupil_id, school_year_of(today()))
    plans = [
        plan
        for plan in plan_list(session, pupil_id=pupil_id)
        if plan.state in OPEN_STATES and plan.outcome is None
    ]
    return Standing(
        pupil_id,
        facts.full_name,
        facts.group_id,
        facts.group,
        facts.grade,
        left_on(session, pupil_id),
        len(plans),
        _open_lists(session, questionnaires, pupil_id, facts.group_id),
    )


def left_on(session: Session, pupil_id: UUID) -> date | None:
    """The day from which a pupil is no longer at school, if any."""
    pupil = session.get(Pupil, pupil_id)
    return pupil.left_on if pupil else None


def change_group(
    session: Session, pupil_id: UUID, group_id: UUID, grade: int | None = None
) -> RowsBefore:
    """Into another class of its school year; ``grade``: the pupil's own. The caller commits.

    Raises ``UserError`` when the pupil is there already, or the year group is not known.
    """
    group = session.get_one(Group, group_id)
    own = grade if grade is not None else group.grade
    if own is None:
        raise UserError(_("This is a combination class: choose the pupil's own year group."))
    key = (pupil_id, group.school_year)
    row = session.get(Enrolment, key)
    if row is not None and (row.group_id, row.grade or group.grade) == (group_id, own):
        name = pupil_facts(session, pupil_id, group.school_year).full_name
        raise UserError(
            _("{name} is in {group} already.").format(name=name, group=group.name),
            _("Choose another group."),
        )
    if row is None:
        before = row_before(session, Enrolment, key)
        made = Enrolment(pupil_id=pupil_id, school_year=group.school_year)
        made.group_id, made.grade = group_id, own
        session.add(made)
    else:
        before = part_before(session, Enrolment, key, ("group_id", "grade"))
        row.group_id, row.grade = group_id, own
    session.flush()
    audit.note(session, "pupil-moved", pupil_id)
    return (before,)


def mark_left(session: Session, pupil_id: UUID, day: date) -> RowsBefore:
    """No longer at school from this day on; everything about the pupil stays. Caller commits."""
    pupil = session.get_one(Pupil, pupil_id)
    if pupil.entered_on is not None and day < pupil.entered_on:
        raise UserError(
            _("That is before the first day at school, {date}.").format(
                date=date_text(pupil.entered_on)
            ),
            _("Choose a later day."),
        )
    if day > today() + LONGEST_AHEAD:
        raise UserError(_("That is more than a year away."), _("Choose an earlier day."))
    before = part_before(session, Pupil, pupil_id, ("left_on",))
    pupil.left_on = day
    session.flush()
    audit.note(session, "pupil-left", pupil_id)
    return (before,)


def mark_back(session: Session, pupil_id: UUID) -> RowsBefore:
    """At school again, in the class as it was; as a newer file would say. The caller commits."""
    before = part_before(session, Pupil, pupil_id, ("left_on",))
    session.get_one(Pupil, pupil_id).left_on = None
    session.flush()
    audit.note(session, "pupil-back", pupil_id)
    return (before,)


def undo_move(session: Session, pupil_id: UUID, before: RowsBefore) -> None:
    """As it was before one of the above. The caller commits."""
    put_rows_back(session, before)
    audit.note(session, "pupil-undone", pupil_id)


def _open_lists(
    session: Session, questionnaires: Questionnaires, pupil_id: UUID, group_id: UUID | None
) -> int:
    this = current_round(session, today())
    if this is None or not this.starts_on <= today() <= this.ends_on:
        return 0
    lists = round_progress(session, questionnaires, this, group_id=group_id)
    return sum(one.pupil.id == pupil_id and one.is_asked and not one.is_complete for one in lists)
