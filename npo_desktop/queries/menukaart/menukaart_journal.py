"""A sheet of cards read in as one import: noted, and taken back whole."""

from sqlmodel import Session

from npo_desktop.errors import UserError
from npo_desktop.files.menukaart_file import MenukaartFile
from npo_desktop.i18n import _
from npo_desktop.queries.imports.import_journal import (
    Row,
    Write,
    all_rows,
    note_import,
    note_writes,
)
from npo_desktop.queries.imports.import_preview import ImportSummary, State
from npo_desktop.queries.imports.take_back import take_back
from npo_desktop.queries.menukaart.menukaart_imports import MenukaartPreview, apply_menukaart
from npo_desktop.store.tables import ImportRun

TABLES = {"school_intervention": "id", "intervention_version": "id"}  # table -> key


def import_cards(session: Session, file: MenukaartFile, preview: MenukaartPreview) -> int | None:
    """Do what the preview says; the run's id, none when nothing changed. The caller commits."""
    if not preview.to_do:
        return None
    before = _rows(session)
    apply_menukaart(session, preview)
    session.flush()
    after = _rows(session)
    run = ImportRun(
        kind="menukaart",
        format="XLSX",
        file_name=file.file_name[-300:],
        sha256=file.sha256,
        counts={"menukaart": _counts(preview)},
    )
    session.add(run)
    session.flush()
    writes = [
        Write(name, before.get((name, key)), row)
        for (name, key), row in after.items()
        if row != before.get((name, key))
    ]
    gone = [Write(name, row, row, True) for (name, key), row in before.items()
            if (name, key) not in after]  # fmt: skip
    note_writes(session, run, [*writes, *gone])
    note_import(
        session,
        ImportSummary(run.kind, run.format, run.file_name, run.made_at, run.counts, run.id),
    )
    return run.id


def take_cards_back(session: Session, run_id: int | None) -> None:
    """As it was before; only while nothing was read in after it. The caller commits."""
    refusal = UserError(
        _("These cards cannot be taken back here: something was read in after them."),
        _("Take that back first, under Read in."),
    )
    take_back(session, run_id, refusal)


def _counts(preview: MenukaartPreview) -> dict[str, int]:
    states = (State.NEW, State.CHANGED, State.UNCHANGED, State.FAULTY)
    return {state.value: preview.count(state) for state in states}


def _rows(session: Session) -> dict[tuple[str, object], Row]:
    return {
        (name, row[key]): row for name, key in TABLES.items() for row in all_rows(session, name)
    }
