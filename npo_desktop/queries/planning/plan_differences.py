"""What a plan workbook would change, cell by cell: pure, from what the file and the store say.

Three values are compared: what the workbook said when it was made, what it says now, and what the
store says now. Changed on one side only: that side counts. Changed on both: a person decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from npo_desktop.errors import UserError
from npo_desktop.exports.xlsx.wording import state_text
from npo_desktop.files.plan_file import (
    EDITABLE,
    GIVEN,
    REVIEW,
    STATUS,
    CellValue,
    PlanCell,
    PlanFile,
    PlanLine,
)
from npo_desktop.formats import date_text
from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.imports.import_preview import State, counted
from npo_desktop.queries.planning.plan_changes import ENDED
from npo_desktop.queries.planning.plan_refusals import KnownPlan, refusal

Choices = Mapping[tuple[UUID, str], bool]  # plan and key of the cell -> taken or not


@dataclass(frozen=True, slots=True, repr=False)
class PlanChange:
    """One cell that differs: what it would do, what must be decided, or what is wrong."""

    line: int
    place: str
    heading: str
    state: State  # CHANGED, DOUBTFUL (somebody must decide) or FAULTY
    key: str = ""
    plan_id: UUID | None = None
    pupil: str = ""
    number: str = ""
    before: CellValue | None = None
    after: CellValue | None = None
    reason: str = ""  # what to know about it
    taken: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class PlanPreview:
    """Everything a plan workbook would do."""

    file: PlanFile
    changes: tuple[PlanChange, ...]
    states: tuple[State, ...]  # one a row
    missing: int = 0  # plans of the workbook whose row is gone

    @property
    def taken(self) -> tuple[PlanChange, ...]:
        """What would be written."""
        return tuple(one for one in self.changes if one.taken)

    @property
    def counts(self) -> dict[str, int]:
        """Rows by state."""
        return counted(self.states)


def compare(
    file: PlanFile, known: Mapping[UUID, KnownPlan], day: date, choices: Choices
) -> PlanPreview:
    """Row by row, in the order of the sheet. ``choices`` overrules what is taken by itself."""
    changes: list[PlanChange] = []
    states: list[State] = []
    for row in file.rows:
        found = _row(file, row, known, day, choices)
        kinds = {one.state for one in found}
        order = (State.FAULTY, State.DOUBTFUL, State.CHANGED)
        states.append(next((one for one in order if one in kinds), State.UNCHANGED))
        changes += found
    there = {row.id for row in file.rows}
    return PlanPreview(
        file, tuple(changes), tuple(states), sum(one not in there for one in file.was)
    )


def shown(key: str, value: CellValue | None) -> str:
    """A value as people read it."""
    if value is None:
        return ""
    if isinstance(value, date):
        return date_text(value)
    return state_text(str(value)) if key == STATUS else str(value)


def where_text(file: PlanFile, change: PlanChange) -> str:
    """Sheet, row and column."""
    if not change.place:
        return _("{sheet}, row {line}").format(sheet=file.sheet, line=change.line)
    text = _("{sheet}, row {line}, column {column} ({place})")
    return text.format(
        sheet=file.sheet, line=change.line, column=change.heading, place=change.place
    )


def _row(
    file: PlanFile,
    row: PlanLine,
    known: Mapping[UUID, KnownPlan],
    day: date,
    choices: Choices,
) -> list[PlanChange]:
    mine = known.get(row.id) if row.id else None
    fault = row.fault
    if not fault and mine is None:
        fault = _("This plan is not here any more.")
    if fault or mine is None:
        return [PlanChange(row.line, "", "", State.FAULTY, reason=fault)]
    found: list[PlanChange] = []
    state = mine.plan.state
    for key in EDITABLE:  # the status first: what else may change hangs on it
        cell = row.cells.get(key)
        change = _cell(file, row, cell, key, mine, state, day, choices) if cell else None
        if change is None:
            continue
        found.append(change)
        if key == STATUS and change.taken and state == "concept":
            state = str(change.after)
    return found


def _cell(
    file: PlanFile,
    row: PlanLine,
    cell: PlanCell,
    key: str,
    mine: KnownPlan,
    state: str,
    day: date,
    choices: Choices,
) -> PlanChange | None:
    """``None``: nothing to do. ``state``: the status it has once what is taken was written."""
    now = mine.value(key)
    was = file.was[mine.plan.id].value(key) if mine.plan.id in file.was else None
    fault = cell.fault
    if not fault and cell.value is None:
        if key == GIVEN and not was:  # what has no sessions yet has no number either
            return None
        fault = _("This cell is empty.")
    if not fault and cell.value in (now, was):
        return None
    kind, reason = State.FAULTY, fault
    if not fault:
        reason = refusal(key, cell.value, mine, state, day)
    if not reason:
        kind, reason = _question(key, cell.value, was, mine)
    taken = kind is not State.FAULTY and choices.get((mine.plan.id, key), kind is State.CHANGED)
    return PlanChange(
        line=row.line,
        place=cell.place,
        heading=cell.heading,
        state=kind,
        key=key,
        plan_id=mine.plan.id,
        pupil=mine.pupil,
        number=mine.number,
        before=now,
        after=cell.value,
        reason=reason,
        taken=taken,
    )


def _question(
    key: str, after: CellValue | None, was: CellValue | None, mine: KnownPlan
) -> tuple[State, str]:
    """Whether it can be taken by itself, and what to know about it."""
    now = mine.value(key)
    notes: list[str] = []
    kind = State.CHANGED
    if was is None:
        notes.append(_("The workbook does not say what stood here when it was made."))
        kind = State.DOUBTFUL
    elif was != now:
        text = _("Changed here too since the workbook was made: it was {was}.")
        notes.append(text.format(was=shown(key, was)))
        kind = State.DOUBTFUL
    if key == STATUS and mine.plan.signed_on is not None:
        text = _("This plan was signed on {date}: decide for yourself.")
        notes.append(text.format(date=date_text(mine.plan.signed_on)))
        kind = State.DOUBTFUL
    return kind, " ".join((*notes, _note(key, after, mine))).strip()


def _note(key: str, after: CellValue | None, mine: KnownPlan) -> str:
    """What it comes down to, where that does not speak for itself."""
    if key == GIVEN and isinstance(after, int):
        more = after - mine.given
        if more < 0:
            text = ngettext(
                "{n} session that was only counted goes.",
                "{n} sessions that were only counted go.",
                -more,
            )
            return text.format(n=-more)
        text = ngettext(
            "{n} session is added on today’s date, marked as counted: the day is not known.",
            "{n} sessions are added on today’s date, marked as counted: the days are not known.",
            more,
        )
        return text.format(n=more)
    if key == STATUS and after in ENDED:
        return _("The plan ends without looking back: no review is kept.")
    if key == REVIEW and mine.plan.state == "agreed":
        return _("The earlier version of the plan is kept.")
    return ""


def not_ours() -> UserError:
    """What to say about a workbook of which no plan is known here."""
    return UserError(
        _("No plan of this workbook is known here."),
        _("It was made by another school, or its round was taken away. Make a new one here."),
    )
