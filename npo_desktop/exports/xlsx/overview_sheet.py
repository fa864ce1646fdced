"""The first sheet: each group in numbers of pupils. No percentages: the groups are small."""

from collections.abc import Iterator

from npo_desktop.band_words import band_letters
from npo_desktop.content.questionnaire import Informant
from npo_desktop.exports.xlsx.looks import Look
from npo_desktop.exports.xlsx.native_charts import Bars
from npo_desktop.exports.xlsx.plan_facts import PlannedGroup, PlanWorkbook
from npo_desktop.exports.xlsx.staff_hours import staff_hours_per_week
from npo_desktop.exports.xlsx.wording import (
    group_text,
    scanned_by,
    small_numbers_text,
)
from npo_desktop.exports.xlsx.workbook import Column, Sheet, Value
from npo_desktop.i18n import _
from npo_desktop.proposals.plan import NOTHING_EXTRA
from npo_desktop.scoring.norms import Band

SMALL = 10  # pupils: under this, counts can point to a child


def overview_sheet(facts: PlanWorkbook, title: str) -> Sheet:
    """One row a group, and the school below."""
    return Sheet(
        name=_("Overview"),
        title=title,
        columns=_columns(),
        rows=lambda: _rows(facts),
        total=_total(facts),
        frozen_columns=1,
        table="npo_overview",
        charts=(
            Bars(
                _("Pupils per group: with an approach, with nothing extra now, still to choose"),
                "group",
                ("helped", "left", "open"),
                are_joined=True,
            ),
        ),
    )


def _columns() -> tuple[Column, ...]:
    low, watch, *_others = band_letters()
    return (
        Column(_("Group"), 12, Look.WRAPPED, "group"),
        Column(_("Teachers"), 20, Look.WRAPPED),
        Column(_("Pupils"), 9, Look.WHOLE),
        Column(_("Scanned by teacher"), 11, Look.WHOLE),
        Column(_("Scanned by pupil"), 11, Look.WHOLE),
        Column(_("Scanned by parent"), 11, Look.WHOLE),
        Column(_("Pupils with an approach"), 13, Look.WHOLE, "helped"),
        Column(_("Pupils with nothing extra now"), 14, Look.WHOLE, "left"),
        Column(_("Pupils without a choice"), 13, Look.WHOLE, "open"),
        Column(_("Sessions planned until now"), 11, Look.WHOLE),
        Column(_("Sessions given"), 10, Look.WHOLE),
        Column(_("Staff hours per week"), 11, Look.TENTH),
        Column(_("Pupils with a signal {letter}").format(letter=low), 13, Look.WHOLE),
        Column(_("Signals {letter}").format(letter=low), 11, Look.WHOLE),
        Column(_("Signals {letter}").format(letter=watch), 11, Look.WHOLE),
        Column(_("Note"), 20, Look.WRAPPED),
    )


def _rows(facts: PlanWorkbook) -> Iterator[tuple[Value, ...]]:
    for group in facts.groups:
        note = small_numbers_text() if len(group.dossiers) < SMALL else None
        yield (group_text(group), ", ".join(group.teachers), *_counts(facts, group), note)


def _total(facts: PlanWorkbook) -> tuple[Value, ...]:
    by_column = zip(*(_counts(facts, group) for group in facts.groups), strict=True)
    return (_("Whole school"), None, *(sum(column) for column in by_column))


def _counts(facts: PlanWorkbook, group: PlannedGroup) -> tuple[float, ...]:
    chosen = facts.approaches_of(group)
    helped = {d.pupil.id for d, approach in chosen if approach.intervention != NOTHING_EXTRA}
    left = {d.pupil.id for d, approach in chosen if approach.intervention == NOTHING_EXTRA}
    running = [approach for _dossier, approach in chosen if approach.given is not None]
    bands = [list(dossier.flags.values()) for dossier in group.dossiers]
    return (
        len(group.dossiers),
        *(sum(scanned_by(d, informant) for d in group.dossiers) for informant in Informant),
        len(helped),
        len(left - helped),
        len(group.dossiers) - len(helped | left),
        sum(approach.planned_so_far or 0 for approach in running),
        sum(approach.given or 0 for approach in running),
        staff_hours_per_week([approach for _dossier, approach in chosen]),
        sum(Band.LOW in of_pupil for of_pupil in bands),
        sum(of_pupil.count(Band.LOW) for of_pupil in bands),
        sum(of_pupil.count(Band.WATCH) for of_pupil in bands),
    )
