"""Who may do what. A boundary of work, not of cryptography: all openers hold the data key.

Only the restricted notes have a key of their own (``queries/privacy/restricted_notes.py``).
"""

from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from npo_desktop.store.engine import Opener
from npo_desktop.store.safety_tables import ROLES, Account
from npo_desktop.store.tables import Group, GroupTeacher

EVERYBODY = frozenset(ROLES)
COORDINATOR = frozenset(("coordinator",))
COORDINATOR_AND_HEAD = frozenset(("coordinator", "head"))
COORDINATOR_AND_TEACHER = frozenset(("coordinator", "teacher"))

ACTS: dict[str, frozenset[str]] = {
    "overview": EVERYBODY,  # figures of groups and of the school, without names
    "backup": EVERYBODY,  # it is encrypted and gives nothing away
    "own-passphrase": EVERYBODY,
    "pupil": COORDINATOR_AND_TEACHER,  # one pupil's page, of the permitted groups
    "answer": COORDINATOR_AND_TEACHER,  # fill in a list, for the permitted groups
    "paper": COORDINATOR_AND_TEACHER,  # print lists, read them back
    "talk": COORDINATOR,  # which answer asks for a talk this week, and the contact sheet
    "plan": COORDINATOR,
    "session": COORDINATOR_AND_TEACHER,  # see plans, log their sessions, for the permitted groups
    "attention": COORDINATOR,  # who is talked about in the support team, and why
    "meeting": COORDINATOR,  # its agenda, minutes and actions
    "action": COORDINATOR_AND_TEACHER,  # tick off what a meeting asked of oneself
    "round": COORDINATOR,
    "import": COORDINATOR,
    "undo-import": COORDINATOR,
    "export": COORDINATOR,
    "menukaart": COORDINATOR,  # choose, hide, overrule, add cards; everybody reads them
    "feasibility": COORDINATOR_AND_HEAD,  # what the school has room and money for
    "groups-export": COORDINATOR_AND_HEAD,
    "audit": COORDINATOR_AND_HEAD,
    "notes": COORDINATOR,
    "colleagues": COORDINATOR,
    "recovery-key": COORDINATOR,
    "rotate-key": COORDINATOR,
    "restore": COORDINATOR,
    "second-place": COORDINATOR,
    "retention": COORDINATOR,
    "erase": COORDINATOR,
    "bin": COORDINATOR,
    "access-file": COORDINATOR,
    "correction": COORDINATOR,
    "settings": COORDINATOR,
}


def may(role: str, act: str) -> bool:
    """Whether somebody with this role may do this. An unknown act is our mistake: ``KeyError``."""
    return role in ACTS[act]


def permitted_groups(session: Session, opener: Opener, school_year: str) -> set[UUID] | None:
    """The groups whose pupils this opener sees, ``None`` for all.

    A teacher: her own in that year, or in the newest year before it when it has none yet; nothing
    while it is not known who she is in the school's list. A head: none, for she sees no pupils.
    """
    if opener.role == "coordinator":
        return None
    if opener.role != "teacher" or opener.slot_id is None:
        return set()
    newest = select(func.max(Group.school_year)).where(Group.school_year <= school_year)
    query = (
        select(GroupTeacher.group_id)
        .join(Group, col(Group.id) == GroupTeacher.group_id)
        .join(Account, col(Account.staff_id) == GroupTeacher.staff_id)
        .where(Account.slot_id == opener.slot_id, col(Account.removed_at).is_(None))
        .where(Group.school_year == newest.scalar_subquery())
    )
    return set(session.exec(query))
