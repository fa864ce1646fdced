"""The review calendar: when to look back on which plan, in the order of the days."""

from collections.abc import Iterator, Sequence

from npo_desktop.exports.xlsx.looks import Look
from npo_desktop.exports.xlsx.marks import Emphasis, Mark
from npo_desktop.exports.xlsx.plan_facts import PlanWorkbook
from npo_desktop.exports.xlsx.plans_sheet import approach_text
from npo_desktop.exports.xlsx.wording import group_text, state_text
from npo_desktop.exports.xlsx.workbook import Column, Sheet, Value
from npo_desktop.formats import month_name
from npo_desktop.i18n import _
from npo_desktop.proposals.school_weeks import monday_of


def calendar_sheet(facts: PlanWorkbook, title: str) -> Sheet:
    """One row a plan that is still to be looked back on, "nothing extra now" among them."""
    return Sheet(
        name=_("Review calendar"),
        title=title,
        columns=(
            Column(_("Month"), 16, Look.TEXT),
            Column(_("Week of"), 12, Look.DATE),
            Column(_("Review"), 12, Look.DATE, "review_on"),
            Column(_("Group"), 12, Look.WRAPPED),
            Column(_("Pupil"), 24, Look.WRAPPED),
            Column(_("Number"), 9, Look.TEXT),
            Column(_("Approach"), 36, Look.WRAPPED),
            Column(_("Who"), 22, Look.WRAPPED),
            Column(_("State"), 11, Look.TEXT),
        ),
        rows=lambda: _rows(facts),
        frozen_columns=3,
        table="npo_reviews",
        marks=(
            Mark("AND(ISNUMBER({review_on}),{review_on}<TODAY())", ("review_on",), Emphasis.LATE),
        ),
    )


def _rows(facts: PlanWorkbook) -> Iterator[Sequence[Value]]:
    open_plans = [
        (approach, dossier, group)
        for group in facts.groups
        for dossier, approach in facts.approaches_of(group)
        if approach.is_open
    ]
    for approach, dossier, group in sorted(open_plans, key=lambda found: found[0].review_on):
        day = approach.review_on
        yield (
            f"{month_name(day)} {day.year}",
            monday_of(day),
            day,
            group_text(group),
            dossier.pupil.list_name,
            dossier.pupil.number,
            approach_text(approach, facts.content),
            approach.who,
            state_text(approach.state),
        )
