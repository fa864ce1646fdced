"""Everything the store holds of one pupil, row by row, for who asks to see the file.

What a person must look at first is marked: colleagues' own work notes, and names of others.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from operator import attrgetter
from uuid import UUID

from sqlmodel import Session, col, or_, select

from npo_desktop.clock import today
from npo_desktop.errors import StoreError, UserError
from npo_desktop.exports.access_facts import AccessFile, AccessTable
from npo_desktop.exports.access_wording import BIN
from npo_desktop.i18n import _, current
from npo_desktop.queries.papers.letterheads import letterhead
from npo_desktop.queries.people_named import pupil_name
from npo_desktop.queries.privacy.access_cells import Known, known_names, row_of
from npo_desktop.queries.privacy.belongings import Row, belongings, plain_row
from npo_desktop.queries.privacy.restricted_notes import notes_of
from npo_desktop.queries.privacy.traces import import_notes_on, rows_of_pupil
from npo_desktop.queries.school import school_facts
from npo_desktop.store.audit import note
from npo_desktop.store.safety_tables import AuditEntry, BinItem
from npo_desktop.store.tables import Pupil


def access_facts(session: Session, pupil_id: UUID) -> AccessFile:
    """Every row that is kept of this pupil, in the language of the moment.

    Restricted notes are readable in it only when the opener may read them.
    """
    pupil = session.get(Pupil, pupil_id)
    if pupil is None:
        raise UserError(
            _("This pupil is not here."), _("Put the pupil back first, when it is in the bin.")
        )
    rows: dict[str, list[Row]] = {
        name: [plain_row(row) for row in mine]
        for name, mine in belongings(session, "pupil", [pupil_id]).items()
    }
    rows |= _in_bin(session, pupil_id)
    known = known_names(
        session,
        pupil_id,
        [*rows.get("scan", ()), *rows.get(f"{BIN}scan", ())],
        [*rows.get("plan", ()), *rows.get(f"{BIN}plan", ())],
        _opened_notes(session, pupil_id),
    )
    rows["import_change"] = import_notes_on(session, pupil_id)
    rows["audit_entry"] = _acts(session, pupil_id, rows)
    school = school_facts(session)
    return AccessFile(
        pupil_id=pupil_id,
        number=pupil.number,
        name=pupil_name(session, pupil_id),
        school=school.name,
        place=school.place,
        is_practice=school.is_practice,
        made_on=today(),
        language=current(),
        tables=tuple(_table(name, mine, known) for name, mine in rows.items() if mine),
        letterhead=letterhead(session),
    )


def note_access_file(session: Session, pupil_id: UUID) -> None:
    """Write down that an access file was made; in the log it is an id. The caller commits."""
    note(session, "access-file", pupil_id)


def _table(name: str, rows: Sequence[Row], known: Known) -> AccessTable:
    in_time = sorted(rows, key=_day)
    made = (row_of(name.removeprefix(BIN), row, known) for row in in_time)
    return AccessTable(name, tuple(sorted(made, key=attrgetter("under"))))


def _day(row: Row) -> str:
    """When it was, as ISO has it; rows without a day stay in their own order."""
    days = (row.get(column) for column in ("held_on", "starts_on", "noted_on", "started_at"))
    return str(next((day for day in days if day), ""))


def _in_bin(session: Session, pupil_id: UUID) -> dict[str, list[Row]]:
    """This pupil's rows of what is in the bin, by table."""
    found: dict[str, list[Row]] = {}
    for item in session.exec(select(BinItem).order_by(col(BinItem.binned_at))):
        for name, mine in rows_of_pupil(item.rows, pupil_id).items():
            found.setdefault(f"{BIN}{name}", []).extend(mine)
    return found


def _acts(session: Session, pupil_id: UUID, rows: Mapping[str, Sequence[Row]]) -> list[Row]:
    """What the log says was done with this pupil's file."""
    own = [row["id"] for mine in rows.values() for row in mine if isinstance(row.get("id"), str)]
    query = select(AuditEntry).where(
        or_(col(AuditEntry.object_id).in_(own), col(AuditEntry.object_id).startswith(str(pupil_id)))
    )
    found = session.exec(query.order_by(col(AuditEntry.seq)))
    return [plain_row(entry.model_dump()) for entry in found]


def _opened_notes(session: Session, pupil_id: UUID) -> dict[str, str]:
    """The restricted notes in words, when this opener may read them; else they stay sealed."""
    store = session.info.get("store")
    if store is None or store.opener.notes_key is None:
        return {}
    with suppress(StoreError):  # a damaged one stays sealed; the rest of the file is still due
        return {str(found.id): found.text for found in notes_of(session, pupil_id)}
    return {}
