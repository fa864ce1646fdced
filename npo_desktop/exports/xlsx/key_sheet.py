"""The sheet "npo", which no menu of Excel shows: what is needed to read changes back.

Two columns, key and value, all text. ``version``, ``language``, ``round`` (its name), ``round_id``,
``made_on`` (2026-11-24); ``plans.sheet``, ``plans.table``; for each column that may be changed
``plans.<key>`` with its heading as printed, and ``plans.id`` for the hidden column; for each state
``state.<state>`` with its word. For each plan ``was.<id>``: state|sessions given|review date as
they stood when the file was made, so that what changed in the store since can be told from what
was typed.
"""

from collections.abc import Iterator

from npo_desktop.exports.xlsx.looks import Look
from npo_desktop.exports.xlsx.plan_facts import PlannedApproach, PlanWorkbook
from npo_desktop.exports.xlsx.plans_sheet import PLAN_STATES
from npo_desktop.exports.xlsx.wording import state_text
from npo_desktop.exports.xlsx.workbook import Column, Sheet, Value
from npo_desktop.i18n import current

KEY_SHEET, VERSION = "npo", "1"
READ_BACK = ("id", "status", "sessions_given", "review_on")  # keys of columns of the plans


def key_sheet(facts: PlanWorkbook, plans: Sheet) -> Sheet:
    """``plans``: the sheet it speaks of, in the same language."""
    return Sheet(
        name=KEY_SHEET,
        title="",
        columns=(Column("key", 40, Look.TEXT), Column("value", 40, Look.TEXT)),
        rows=lambda: _rows(facts, plans),
        is_hidden=True,
    )


def stood(approach: PlannedApproach) -> str:
    """What could be changed, as it stood: agreed|12|2027-02-12."""
    given = "" if approach.given is None else str(approach.given)
    return f"{approach.state}|{given}|{approach.review_on.isoformat()}"


def _rows(facts: PlanWorkbook, plans: Sheet) -> Iterator[tuple[Value, ...]]:
    yield "version", VERSION
    yield "language", current()
    yield "round", facts.round.name
    yield "round_id", facts.round.id.hex
    yield "made_on", facts.made_on.isoformat()
    yield "plans.sheet", plans.name
    yield "plans.table", plans.table
    for column in plans.columns:
        if column.key in READ_BACK:
            yield f"plans.{column.key}", column.title
    for state in PLAN_STATES:
        yield f"state.{state}", state_text(state)
    for approach in facts.approaches:
        if approach.id is not None:
            yield f"was.{approach.id.hex}", stood(approach)
