"""A pupil who comes in the middle of the year, typed in: as an import would have made it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlmodel import Session, col, or_, select

from npo_desktop.clock import today
from npo_desktop.errors import UserError
from npo_desktop.i18n import _
from npo_desktop.names import folded, sort_name
from npo_desktop.queries.imports.import_pupils import OURS
from npo_desktop.queries.privacy.belongings import belongings
from npo_desktop.queries.pupils import pupil_facts
from npo_desktop.queries.rows_before import RowBefore, RowsBefore, put_rows_back, row_before
from npo_desktop.queries.school import school_year_of
from npo_desktop.store import audit
from npo_desktop.store.tables import Enrolment, Group, Guardian, Pupil

LONGEST_NAME, LONGEST_PREFIX, LONGEST_NUMBER = 200, 20, 64  # characters, as a file may have them
LONGEST_LANGUAGE = 40
EARLIEST_BIRTH = 1950  # as an import takes it


@dataclass(frozen=True, slots=True)
class NewPupil:
    """What was typed; an empty ``number``: one of our own is given out."""

    call_name: str = ""
    infix: str = ""
    last_name: str = ""
    number: str = ""
    birth_date: date | None = None
    sex: str | None = None
    group_id: UUID | None = None
    grade: int | None = None  # of the pupil; empty: as the group
    home_language: str | None = None
    talk_language: str | None = None
    entered_on: date | None = None


@dataclass(frozen=True, slots=True)
class AddedPupil:
    """Who was added, and what takes it back."""

    id: UUID
    full_name: str
    group: str
    before: RowsBefore


def next_own_number(session: Session) -> str:
    """What a pupil without a number of the school gets, the next that was never given out."""
    found = [OURS.fullmatch(number) for number in session.exec(select(Pupil.number))]
    return f"X{max((int(one[1]) for one in found if one), default=0) + 1:04}"


def faults_of(session: Session, new: NewPupil) -> Mapping[str, str]:
    """What keeps a pupil from being added, one sentence by field of ``NewPupil``."""
    new = _tidy(new)
    found = {
        "call_name": _name_fault(new),
        "birth_date": _birth_fault(new),
        "grade": _grade_fault(session, new),
        "number": _number_fault(session, new.number),
        "entered_on": _entered_fault(new),
    }
    return {field: words for field, words in found.items() if words}


def same_pupils(session: Session, new: NewPupil) -> list[str]:
    """Who is here already under this name, born that day or on a day one of both does not say."""
    new = _tidy(new)
    query = select(Pupil.id, Pupil.call_name, Pupil.first_names, Pupil.last_name)
    if new.birth_date is not None:
        born = col(Pupil.birth_date)
        query = query.where(or_(born == new.birth_date, born.is_(None)))
    mine = (folded(new.call_name), folded(new.last_name))
    return [
        _known_words(session, pupil_id)
        for pupil_id, call_name, first_names, last_name in session.exec(query)
        if (folded(call_name or first_names), folded(last_name)) == mine
    ]


def add_pupil(session: Session, new: NewPupil) -> AddedPupil:
    """Pupil, enrolment and the language of the talk. The caller commits.

    Raises ``UserError`` with the first fault when something has to be mended before.
    """
    new = _tidy(new)
    for words in faults_of(session, new).values():
        raise UserError(words)
    group = session.get_one(Group, new.group_id) if new.group_id else None
    pupil = Pupil(
        id=uuid4(),
        number=new.number or next_own_number(session),
        call_name=new.call_name,
        infix=new.infix,
        last_name=new.last_name,
        sort_name=sort_name(new.call_name, new.infix, new.last_name),
        birth_date=new.birth_date,
        sex=new.sex,
        home_language=new.home_language,
        entered_on=new.entered_on,
    )
    year = group.school_year if group else school_year_of(new.entered_on or today())
    before = [
        row_before(session, Enrolment, (pupil.id, year)),
        RowBefore(Pupil, pupil.id, None),
    ]
    session.add(pupil)
    session.flush()
    grade = new.grade if new.grade is not None else group.grade if group else None
    session.add(
        Enrolment(
            pupil_id=pupil.id, school_year=year, group_id=group.id if group else None, grade=grade
        )
    )
    if new.talk_language:
        guardian = Guardian(id=uuid4(), pupil_id=pupil.id, language=new.talk_language)
        before.insert(0, RowBefore(Guardian, guardian.id, None))
        session.add(guardian)
    session.flush()
    audit.note(session, "pupil-added", pupil.id)
    facts = pupil_facts(session, pupil.id, year)
    return AddedPupil(pupil.id, facts.full_name, facts.group, tuple(before))


def take_pupil_out(session: Session, added: AddedPupil) -> None:
    """Undo: as if never added. The caller commits.

    Raises ``UserError`` when something hangs on the pupil since: that would go along unseen.
    """
    made = {(one.table.__tablename__): 1 for one in added.before}
    hangs = belongings(session, "pupil", [added.id])
    if any(len(rows) > made.get(table, 0) for table, rows in hangs.items()):
        raise UserError(
            _("{name} cannot be taken out any more: something was written down since.").format(
                name=added.full_name
            ),
            _("Move the pupil to the bin instead, from the menu on the pupil's page."),
        )
    put_rows_back(session, added.before)
    audit.note(session, "pupil-undone", added.id)


def _tidy(new: NewPupil) -> NewPupil:
    """Without stray spaces, and a language no longer than its column."""

    def plain(words: str | None) -> str:
        return " ".join((words or "").split())

    return NewPupil(
        call_name=plain(new.call_name),
        infix=plain(new.infix),
        last_name=plain(new.last_name),
        number=plain(new.number),
        birth_date=new.birth_date,
        sex=new.sex or None,
        group_id=new.group_id,
        grade=new.grade,
        home_language=plain(new.home_language)[:LONGEST_LANGUAGE] or None,
        talk_language=new.talk_language or None,
        entered_on=new.entered_on,
    )


def _name_fault(new: NewPupil) -> str:
    if not new.call_name and not new.last_name:
        return _("This pupil has no name.")
    lengths = len(new.call_name), len(new.last_name)
    if max(lengths) > LONGEST_NAME or len(new.infix) > LONGEST_PREFIX:
        return _("This name is too long.")
    return ""


def _birth_fault(new: NewPupil) -> str:
    born = new.birth_date
    if born is not None and (born > today() or born.year < EARLIEST_BIRTH):
        return _("This cannot be a pupil's day of birth.")
    return ""


def _grade_fault(session: Session, new: NewPupil) -> str:
    group = session.get(Group, new.group_id) if new.group_id else None
    if group is not None and group.grade is None and new.grade is None:
        return _("This is a combination class: choose the pupil's own year group.")
    return ""


def _number_fault(session: Session, number: str) -> str:
    if len(number) > LONGEST_NUMBER or not number.isprintable():
        return _("This is not a pupil number.")
    taken = session.exec(select(Pupil.id).where(Pupil.number == number)).first()
    if taken is None:
        return ""
    name = pupil_facts(session, taken, school_year_of(today())).full_name
    return _("This number belongs to {name} already.").format(name=name)


def _entered_fault(new: NewPupil) -> str:
    if new.entered_on is None or new.birth_date is None or new.entered_on > new.birth_date:
        return ""
    return _("Nobody comes to school before being born.")


def _known_words(session: Session, pupil_id: UUID) -> str:
    facts = pupil_facts(session, pupil_id, school_year_of(today()))
    number = _("number {number}").format(number=facts.number)
    return ", ".join(part for part in (facts.full_name, facts.group, number) if part)
