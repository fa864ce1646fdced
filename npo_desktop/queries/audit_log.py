"""What was done, in plain words: names are looked up when it is read, and never stored."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlmodel import Session, SQLModel, col, select

from npo_desktop.formats import date_text, time_text
from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.people_named import opener_names, pupil_name
from npo_desktop.store.safety_tables import Account, AuditEntry, BinItem, RestrictedNote
from npo_desktop.store.tables import Plan, Pupil, Round, Scan, Staff

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One act as a coordinator reads it."""

    seq: int
    at: datetime  # UTC
    clock_suspect: bool
    who: str
    action: str  # its code
    words: str  # what was done, with what, as far as that is still known


def audit_rows(
    session: Session, *, limit: int = 200, before_seq: int | None = None
) -> tuple[AuditRow, ...]:
    """The newest acts first; ``before_seq``: only those before this one."""
    query = select(AuditEntry).order_by(col(AuditEntry.seq).desc()).limit(limit)
    if before_seq is not None:
        query = query.where(col(AuditEntry.seq) < before_seq)
    names, sentences = opener_names(session), action_words()
    return tuple(
        AuditRow(
            seq=entry.seq,
            at=entry.at.replace(tzinfo=UTC),
            clock_suspect=entry.clock_suspect,
            who=names.get(entry.slot_id) or _("somebody who is no longer known"),
            action=entry.action,
            words=_words(session, entry, sentences),
        )
        for entry in session.exec(query)
    )


def action_words() -> Mapping[str, str]:
    """What each code means."""
    return {
        "opened": _("Opened the program"),
        "wrong-passphrase": _("A wrong passphrase was typed"),
        "locked": _("Locked the program"),
        "clock-suspect": _("The clock of the computer was not to be trusted"),
        "clock-confirmed": _("Confirmed that the clock of the computer is right"),
        "settings": _("Changed settings"),
        "import": _("Read in a file"),
        "undo-import": _("Took an import back"),
        "export": _("Exported a file"),
        "print": _("Printed"),
        "access-file": _("Made an access file"),
        "plan": _("Changed a plan"),
        "correction": _("Wrote down a correction"),
        "talk-held": _("Ticked off a talk"),
        "talk-reopened": _("Opened a talk again"),
        "parent-talk": _("Wrote down a talk with parents"),
        "pupil-added": _("Added a pupil by hand"),
        "pupil-moved": _("Put a pupil in another group"),
        "pupil-left": _("Wrote down that a pupil left"),
        "pupil-back": _("Wrote down that a pupil is back"),
        "pupil-undone": _("Undid a change to a pupil"),
        "backup": _("Made a backup"),
        "restore": _("Put back a backup"),
        "second-place": _("Chose the second place for backups"),
        "backups-rewritten": _("Took erased pupils out of the backups"),
        "kept-removed": _("Removed an old copy that could still hold erased pupils"),
        "migrated": _("Brought the data file up to date"),
        "colleague-added": _("Gave a colleague access"),
        "colleague-removed": _("Took away a colleague's access"),
        "passphrase-changed": _("Changed a passphrase"),
        "recovery-renewed": _("Made a new recovery sheet"),
        "key-rotated": _("Encrypted everything anew with another key"),
        "binned": _("Moved to the bin"),
        "put-back": _("Put back from the bin"),
        "bin-emptied": _("Emptied the bin"),
        "erased": _("Erased for good"),
        "retention-approved": _("Approved the list of what may go"),
        "note-added": _("Wrote a restricted note"),
        "note-read": _("Read the restricted notes"),
        "note-deleted": _("Deleted a restricted note"),
    }


def _words(session: Session, entry: AuditEntry, sentences: Mapping[str, str]) -> str:
    said = sentences.get(entry.action, entry.action)
    about = about_words(session, entry.action, entry.object_id)
    return f"{said}: {about}" if about else said


def about_words(session: Session, action: str, object_id: str) -> str:
    """What an entry is about: a name when the id is still known, a number with its kind."""
    if action == "opened":
        return ""  # how the file stood: for the checks at opening, not for a reader
    subject, _colon, part = object_id.partition(":")
    if _ID.fullmatch(subject):
        gone = _("no longer here ({code})").format(code=subject[:8])
        name = _named(session, UUID(subject)) or gone
        return f"{name}, {_code_words(part)}" if part else name
    if object_id.isdecimal():
        return _number_words(action, int(object_id))
    return _moment_words(object_id) or _code_words(object_id)


def _number_words(action: str, n: int) -> str:
    if action in ("export", "print", "retention-approved"):
        return ngettext("{n} pupil", "{n} pupils", n).format(n=n)
    if action == "wrong-passphrase":
        return ngettext("{n} time", "{n} times", n).format(n=n)
    return str(n)


def _code_words(code: str) -> str:
    words = {
        "guidance": _("guidance file"),
        "referral": _("referral"),
        "retention": _("how long what is kept"),
        "recovery-sheet": _("the recovery sheet"),
        "lock.minutes": _("when the program locks"),
        "contacts": _("the contact sheet"),
        "reminders": _("reminders"),
        "paper": _("paper questionnaires"),
        "example": _("an example of a questionnaire"),
        "practice-sheet": _("a practice sheet"),
    }
    return words.get(code, code)


def _moment_words(stamp: str) -> str:
    """The day of a backup, from its file's stamp in UTC; empty when it is none."""
    for shape in ("%Y%m%d-%H%M%S", "%Y-%m-%d"):
        with suppress(ValueError):
            moment = datetime.strptime(stamp, shape).replace(tzinfo=UTC)
            local = moment.astimezone() if "%H" in shape else moment
            clock = f", {time_text(local)}" if "%H" in shape else ""
            return f"{date_text(local.date())}{clock}"
    return ""


def _named(session: Session, object_id: UUID) -> str:
    for kind, words in _NAMED.items():
        found = session.get(kind, object_id)
        if found is not None:
            return words(session, found)
    binned = session.exec(select(BinItem).where(BinItem.object_id == object_id)).first()
    return "" if binned is None else _("{name}, in the bin").format(name=binned.title)


def _of_pupil(session: Session, found: "Plan | Scan | RestrictedNote") -> str:
    return pupil_name(session, found.pupil_id)


_NAMED: Mapping[type[SQLModel], Callable[..., str]] = {
    Pupil: lambda session, found: pupil_name(session, found.id),
    Round: lambda _session, found: str(found.name),
    Plan: _of_pupil,
    Scan: _of_pupil,
    RestrictedNote: _of_pupil,
    Account: lambda _session, found: str(found.name),
    Staff: lambda _session, found: f"{found.first_name} {found.last_name}".strip(),
    BinItem: lambda _session, found: str(found.title),
}
