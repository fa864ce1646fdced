"""A plan workbook read back: what it would change, doing that as one import, taking it back."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlmodel import Session, SQLModel, col

from npo_desktop.clock import today
from npo_desktop.errors import UserError
from npo_desktop.files.plan_file import GIVEN, REVIEW, STATUS, PlanFile
from npo_desktop.i18n import _
from npo_desktop.queries.imports.import_journal import (
    Row,
    Write,
    note_import,
    note_writes,
)
from npo_desktop.queries.imports.import_preview import ImportSummary
from npo_desktop.queries.imports.take_back import take_back
from npo_desktop.queries.planning.plan_changes import ENDED, change_plan
from npo_desktop.queries.planning.plan_differences import (
    Choices,
    PlanChange,
    PlanPreview,
    compare,
    not_ours,
)
from npo_desktop.queries.planning.plan_refusals import KnownPlan
from npo_desktop.queries.planning.plan_sessions import COUNTED, count_sessions
from npo_desktop.queries.planning.plans import as_new, plan_facts, plans_with, set_state
from npo_desktop.store.plan_tables import PlanSession, PlanVersion
from npo_desktop.store.tables import Goal, ImportRun, Plan, Pupil

KIND = "plans"
MOST_IN_ONE = 500  # ids in one statement
_ORDER = (STATUS, REVIEW, GIVEN)  # agreed first, so that it has sessions; ended last of all


def preview_plans(session: Session, file: PlanFile, choices: Choices | None = None) -> PlanPreview:
    """What ``apply_plans`` would do. Reads only; raises ``UserError`` for another school's file."""
    ids = {row.id for row in file.rows if row.id is not None}
    known = known_plans(session, ids)
    if ids and not known:
        raise not_ours()
    return compare(file, known, today(), choices or {})


def known_plans(session: Session, ids: Collection[UUID]) -> dict[UUID, KnownPlan]:
    """These plans as they stand, with whose they are and how many sessions they had."""
    found: dict[UUID, KnownPlan] = {}
    wanted = list(ids)
    for start in range(0, len(wanted), MOST_IN_ONE):
        part = wanted[start : start + MOST_IN_ONE]
        plans = plans_with(session, part)
        pupils = _pupils(session, {plan.pupil_id for plan in plans})
        given, counts = _given(session, part), _given(session, part, COUNTED)
        for plan in plans:
            pupil = pupils[plan.pupil_id]
            call_name = " ".join(name for name in (pupil.call_name, pupil.infix) if name)
            found[plan.id] = KnownPlan(
                plan=plan,
                pupil=f"{pupil.last_name}, {call_name}",
                number=pupil.number,
                given=given.get(plan.id, 0),
                counted=counts.get(plan.id, 0),
                left_on=pupil.left_on,
            )
    return found


def apply_plans(session: Session, preview: PlanPreview) -> ImportSummary:
    """Do what is taken, as one import. The caller commits.

    Raises ``UserError`` when something changed in the store since the preview was made.
    """
    choices = {(one.plan_id, one.key): one.taken for one in preview.changes if one.plan_id}
    if preview_plans(session, preview.file, choices).changes != preview.changes:
        raise UserError(
            _("A plan was changed here while you were looking."),
            _("Nothing was written. Read the workbook in again."),
        )
    file = preview.file
    run = ImportRun(
        kind=KIND,
        format="XLSX",
        file_name=file.file_name[-300:],
        sha256=file.sha256,
        counts={KIND: preview.counts},
    )
    ids = {one.plan_id for one in preview.taken if one.plan_id is not None}
    if not ids:
        return ImportSummary(KIND, run.format, run.file_name, run.made_at, run.counts, None)
    before = _rows(session, ids)
    for plan_id in ids:
        mine = [one for one in preview.taken if one.plan_id == plan_id]
        _apply(session, plan_id, sorted(mine, key=lambda one: _ORDER.index(one.key)))
    session.flush()
    after = _rows(session, ids)
    session.add(run)
    session.flush()
    note_writes(session, run, _writes(before, after))
    return ImportSummary(KIND, run.format, run.file_name, run.made_at, run.counts, run.id)


def import_plans(session: Session, preview: PlanPreview) -> ImportSummary:
    """Apply, and note it in the log."""
    done = apply_plans(session, preview)
    note_import(session, done)
    return done


def take_plans_back(session: Session, run_id: int | None) -> None:
    """As it was before; only while nothing was read in after it. The caller commits."""
    refusal = UserError(
        _("This workbook cannot be taken back here: something was read in after it."),
        _("Take that back first, under Read in."),
    )
    take_back(session, run_id, refusal)


def _apply(session: Session, plan_id: UUID, changes: Sequence[PlanChange]) -> None:
    why = _("Changed in Excel and read back.")
    ends = ""
    for one in changes:
        if one.key == GIVEN and isinstance(one.after, int) and isinstance(one.before, int):
            count_sessions(session, plan_id, one.after - one.before, today())
        elif one.key == STATUS and one.after in ENDED:
            ends = str(one.after)
        else:
            new = as_new(plan_facts(session, plan_id))
            if isinstance(one.after, date):
                new = replace(new, review_on=one.after)
            else:
                new = replace(new, state=str(one.after))
            change_plan(session, plan_id, new, why)
        session.flush()
    if ends:
        set_state(session, plan_id, ends)


def _pupils(session: Session, ids: Collection[UUID]) -> dict[UUID, Pupil]:
    query = select(Pupil).where(col(Pupil.id).in_(ids))
    return {pupil.id: pupil for pupil in session.scalars(query)}


def _given(session: Session, ids: Collection[UUID], reason: str | None = None) -> dict[UUID, int]:
    query = (
        select(col(PlanSession.plan_id), func.count())
        .where(col(PlanSession.plan_id).in_(ids), col(PlanSession.was_given))
        .group_by(col(PlanSession.plan_id))
    )
    if reason is not None:
        query = query.where(col(PlanSession.reason) == reason)
    return {row[0]: row[1] for row in session.execute(query)}


def _rows(session: Session, ids: Collection[UUID]) -> dict[tuple[str, Any], Row]:
    """Every row that a change of these plans could touch, by table and key."""
    found: dict[tuple[str, Any], Row] = {}
    tables: tuple[tuple[type[SQLModel], Any, Callable[[Row], Any]], ...] = (
        (Plan, Plan.id, lambda row: row["id"]),
        (Goal, Goal.plan_id, lambda row: row["id"]),
        (PlanVersion, PlanVersion.plan_id, lambda row: (row["plan_id"], row["version"])),
        (PlanSession, PlanSession.plan_id, lambda row: row["id"]),
    )
    session.flush()
    for table, owner, key in tables:
        kept: Any = table.metadata.tables[str(table.__tablename__)]
        for row in session.execute(select(kept).where(col(owner).in_(list(ids)))).mappings():
            found[kept.name, key(dict(row))] = dict(row)
    return found


def _writes(before: dict[tuple[str, Any], Row], after: dict[tuple[str, Any], Row]) -> list[Write]:
    """What became other; and every plan itself, so that erasing its pupil finds all of it."""
    return [
        *(
            Write(key[0], before.get(key), row)
            for key, row in after.items()
            if key[0] == "plan" or row != before.get(key)
        ),
        *(Write(key[0], row, row, True) for key, row in before.items() if key not in after),
    ]
