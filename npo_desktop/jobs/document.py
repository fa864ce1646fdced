"""A PDF in memory: shown, printed or saved, and each time written down in the log."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from npo_desktop.exports.undrawn import noting_undrawn

if TYPE_CHECKING:  # the preview opens before these are needed
    from sqlmodel import Session

Act = Literal["print", "export"]


@dataclass(frozen=True, slots=True, repr=False)
class Document:
    """One document, whole. Whose data stands in it is not in its name."""

    pdf: bytes
    file_name: str  # code or number, never a name
    title: str  # what the preview's window says, in the language spoken
    pupils: tuple[UUID, ...] = ()  # whose data stands in it, for the log
    missing: tuple[str, ...] = ()  # sentences about what is not in it, shown beside the preview
    starts: tuple[int, ...] = ()  # first pages (from 0) of pieces that may share no sheet of paper


def with_undrawn(make: Callable[[], Document]) -> Document:
    """What ``make`` makes; beside it is told which letters stand on it as a box."""
    with noting_undrawn() as undrawn:
        document = make()
    said = undrawn.sentence()
    return replace(document, missing=(*document.missing, said)) if said else document


def save_document(document: Document, file: Path, password: str = "") -> None:
    """Whole or not at all. Without a password anybody can open it.

    Raises ``UserError`` when the password is too short or the file cannot be written.
    """
    from npo_desktop.exports.pdf.locked import check_password, locked
    from npo_desktop.safe_file import write_bytes

    if password:
        check_password(password)
    write_bytes(file, locked(document.pdf, password) if password else document.pdf)


def note_document(
    session: Session, act: Act, document: Document, kind: str, folder: Path | None = None
) -> None:
    """Write down in the log that it left the store; ``folder``: where it went. Caller commits.

    ``kind``: what it is, as a code in small letters.
    """
    from npo_desktop.store import audit
    from npo_desktop.store.export_folders import remember_folder

    whose = set(document.pupils)
    subject = whose.pop() if len(whose) == 1 else len(whose) or kind
    audit.note(session, act, subject)
    if folder is not None:
        remember_folder(session, folder)
