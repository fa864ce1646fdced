"""Results that somebody types in: checked by whom typed them, and written at once."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, update
from sqlmodel import Session, col

from npo_desktop.errors import UserError
from npo_desktop.files.result_file import ResultRow
from npo_desktop.i18n import _
from npo_desktop.queries.imports.import_journal import table_named
from npo_desktop.queries.imports.result_imports import KeptResults
from npo_desktop.store.tables import TestResult


def enter_results(session: Session, entries: Sequence[tuple[UUID, ResultRow]]) -> int:
    """Write results by pupil; how many rows became other than they were. The caller commits.

    One that is there for the same test, moment and day gets the values that are given; an empty
    one is passed over. Raises ``UserError`` for a result without a test or a day.
    """
    kept = KeptResults(session)
    stored = dict(kept.stored())
    table = table_named("test_result")
    written = 0
    for pupil_id, row in entries:
        if row.is_empty:
            continue
        if not row.test.strip() or row.held_on is None:
            raise UserError(
                _("A result needs a test and a day."), _("Fill in both above the grid.")
            )
        key = kept.key(pupil_id, row)
        before = stored.get(key)
        after: dict[str, Any] = kept.values(pupil_id, row, before) | {"is_checked": True}
        if before is None:
            session.execute(insert(table), after)
        elif any(before[name] != value for name, value in after.items()):
            session.execute(update(table).where(table.c.id == before["id"]).values(**after))
        else:
            continue
        stored[key] = {**(before or {}), **after}
        written += 1
    session.expire_all()
    return written


def remove_results(session: Session, ids: Sequence[UUID]) -> int:
    """Take results away that were typed in wrongly. The caller commits."""
    gone = session.execute(
        delete(table_named("test_result")).where(col(TestResult.id).in_(list(ids)))
    )
    session.expire_all()
    return int(getattr(gone, "rowcount", 0))
