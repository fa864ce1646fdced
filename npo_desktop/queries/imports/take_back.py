"""Taking one import back from where it was made, not out of the list of all imports."""

from sqlmodel import Session

from npo_desktop.errors import UserError
from npo_desktop.queries.imports.import_journal import list_imports, undo_last
from npo_desktop.store import audit


def take_back(session: Session, run_id: int | None, refusal: UserError) -> None:
    """As it was before; raises ``refusal`` when something was read in since. The caller commits."""
    runs = list_imports(session)
    if not runs or runs[0].id != run_id:
        raise refusal
    undo_last(session)
    audit.note(session, "undo-import", runs[0].id)
