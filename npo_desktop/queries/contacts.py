"""The school's own contact sheet: whom to call, and whom a child may talk to."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from sqlmodel import Session, col, delete, select

from npo_desktop.errors import UserError
from npo_desktop.exports.contact_facts import ContactLine, ContactSheet
from npo_desktop.i18n import _
from npo_desktop.queries.papers.letterheads import paper_head
from npo_desktop.queries.school import set_setting, setting
from npo_desktop.store.scan_tables import Contact

_DRAFT = "contacts.draft"
LONGEST = {"name": 200, "role": 200, "phone": 60, "reach": 200}  # characters


@dataclass(frozen=True, slots=True)
class ContactFacts:
    """Somebody on the sheet."""

    name: str
    role: str = ""  # or what it is for: school social worker, police, ...
    phone: str = ""
    reach: str = ""  # when and where
    for_pupils: bool = False  # a child reads this name after its own list
    id: UUID | None = None


def contact_list(session: Session, *, for_pupils: bool = False) -> tuple[ContactFacts, ...]:
    """The sheet in its order; or only whom a child may talk to."""
    query = select(Contact).order_by(col(Contact.place), col(Contact.name))
    if for_pupils:
        query = query.where(col(Contact.for_pupils))
    return tuple(
        ContactFacts(one.name, one.role, one.phone, one.reach, one.for_pupils, one.id)
        for one in session.exec(query)
    )


def load_contact_sheet(session: Session) -> ContactSheet:
    """Everything for the sheet on paper; no store needed any more."""
    lines = (
        ContactLine(one.name, one.role, one.phone, one.reach, one.for_pupils)
        for one in contact_list(session)
    )
    return ContactSheet(paper_head(session), tuple(lines))


def set_contacts(session: Session, contacts: Sequence[ContactFacts]) -> None:
    """Make this the sheet, in this order; lines without anything are left out. The caller commits.

    What was typed before and not kept is forgotten with it. Raises ``UserError`` that names the
    line which has no name, or is too long.
    """
    filled = [
        (line, one)
        for line, one in enumerate(contacts, 1)
        if any((one.name.strip(), one.role.strip(), one.phone.strip(), one.reach.strip()))
    ]
    for line, one in filled:
        _refuse_faulty(line, one)
    session.exec(delete(Contact))
    session.flush()
    for place, (_line, one) in enumerate(filled):
        session.add(
            Contact(
                **({"id": one.id} if one.id is not None else {}),
                place=place,
                name=one.name.strip(),
                role=one.role.strip(),
                phone=one.phone.strip(),
                reach=one.reach.strip(),
                for_pupils=one.for_pupils,
            )
        )
    forget_typed_contacts(session)
    session.flush()


def keep_typed_contacts(session: Session, contacts: Sequence[ContactFacts]) -> None:
    """Lines of a sheet that was not finished, faulty ones too: for later. The caller commits."""
    lines = [asdict(one) | {"id": one.id and str(one.id)} for one in contacts]
    set_setting(session, _DRAFT, json.dumps(lines))


def forget_typed_contacts(session: Session) -> None:
    """They were kept as the sheet, or thrown away. The caller commits."""
    set_setting(session, _DRAFT, "")


def typed_contacts(session: Session) -> tuple[ContactFacts, ...] | None:
    """What was typed when the program locked; ``None`` when nothing waits."""
    found = setting(session, _DRAFT)
    if not found:
        return None
    lines = json.loads(found)
    return tuple(ContactFacts(**one | {"id": one["id"] and UUID(one["id"])}) for one in lines)


def _refuse_faulty(line: int, one: ContactFacts) -> None:
    if not one.name.strip():
        raise UserError(
            _("Line {line} of the contact sheet has no name.").format(line=line),
            _("Type who it is, or empty the line."),
        )
    for field, most in LONGEST.items():
        if len(getattr(one, field)) > most:
            raise UserError(
                _("Line {line} of the contact sheet is too long.").format(line=line),
                _("Use at most {n} characters.").format(n=most),
            )
