"""The Excel plan of 700 pupils beside openpyxl alone, for the same cells."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any
from uuid import UUID

from measure import Finding, in_turn
from openpyxl import Workbook, load_workbook
from openpyxl.cell import WriteOnlyCell
from sqlmodel import Session

from npo_desktop.clock import today
from npo_desktop.content.load import load_content
from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.exports.xlsx.looks import style_arrays
from npo_desktop.exports.xlsx.plan_facts import PlannedApproach, PlannedGroup, PlanWorkbook
from npo_desktop.exports.xlsx.plan_workbook import plan_workbook, written_sheets
from npo_desktop.exports.xlsx.workbook import rows_of
from npo_desktop.queries.dossiers import round_norms
from npo_desktop.queries.planning.plan_workbook import load_plan_workbook
from npo_desktop.queries.rounds import current_round
from npo_desktop.store.engine import Store

PUPILS, WITH_A_PLAN = 700, 3  # every third pupil has a plan
LIMIT = 1.3  # STACK.md, "Ratios to aim at"


def workbook(store: Store) -> list[Finding]:
    """From finished facts to bytes."""
    with store.reading() as session:
        plan = _of_many(_facts(session))
    assert len(plan.dossiers) == PUPILS
    ours, bare = plan_workbook(plan), bare_workbook(plan)
    cells = [_cells(ours), _cells(bare)]
    assert cells[0] == cells[1] and len(cells[0]) > 100_000, "both sides must hold the same cells"
    mine, theirs = in_turn(lambda: plan_workbook(plan), lambda: bare_workbook(plan), runs=3, warm=0)
    name = f"the Excel plan of {PUPILS} ({len(cells[0])} cells) / bare openpyxl"
    return [Finding(name, mine, theirs, LIMIT, "x")]


def bare_workbook(plan: PlanWorkbook) -> bytes:
    """openpyxl as its own pages say: write-only, styles made once and set again."""
    book = Workbook(write_only=True)
    made = [(sheet, book.create_sheet(sheet.name)) for sheet in written_sheets(plan)]
    styles = style_arrays(book)
    for sheet, worksheet in made:
        for values, looks in rows_of(sheet):
            row = []
            for value, look in zip(values, looks, strict=False):
                held_value: Any = None if value == "" else value
                cell: Any = WriteOnlyCell(worksheet, held_value)
                if isinstance(value, str):
                    cell.data_type = "s"
                cell._style = styles[look]
                row.append(cell)
            worksheet.append(row)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _facts(session: Session) -> PlanWorkbook:
    content = load_content()
    this = current_round(session, today())
    assert this is not None
    norms = round_norms(session, content.questionnaires, this)
    return load_plan_workbook(session, content, norms, made_on=today())


def _of_many(plan: PlanWorkbook) -> PlanWorkbook:
    """The practice school again and again, until there are as many pupils as asked."""
    groups, numbers = [], count(1)
    for dossiers, name in _classes(plan):
        mine = tuple(_again(dossier, next(numbers)) for dossier in dossiers)
        groups.append(PlannedGroup(name, ("Ilvienne Mensche",), mine))
    pupils = [dossier.pupil.id for group in groups for dossier in group.dossiers]
    like = max(plan.approaches, key=lambda one: len(one.goals))
    return replace(
        plan,
        groups=tuple(groups),
        approaches=tuple(_approach(like, pupil) for pupil in pupils[::WITH_A_PLAN]),
    )


def _classes(plan: PlanWorkbook) -> Iterator[tuple[tuple[Dossier, ...], str]]:
    left = PUPILS
    for turn in count(1):
        for group in plan.groups:
            dossiers = group.dossiers[:left]
            left -= len(dossiers)
            if not dossiers:
                return
            yield dossiers, f"{group.name} {turn}"


def _again(dossier: Dossier, number: int) -> Dossier:
    pupil = replace(dossier.pupil, id=UUID(int=number), number=f"{number:04}")
    return replace(dossier, pupil=pupil)


def _approach(like: PlannedApproach, pupil: UUID) -> PlannedApproach:
    return replace(
        like, id=UUID(int=pupil.int + 10_000), pupil_id=pupil, review_on=date(2027, 2, 12)
    )


def _cells(data: bytes) -> list[tuple[str, int, int, Any]]:
    book = load_workbook(io.BytesIO(data), read_only=True)
    return [
        (sheet.title, row, column, value)
        for sheet in book
        for row, values in enumerate(sheet.iter_rows(values_only=True))
        for column, value in enumerate(values)
        if value is not None
    ]
