"""The fourth sheet: what the catalogue says of the approaches chosen, with year and source."""

from collections.abc import Iterator

from npo_desktop.content.card_fields import level_text
from npo_desktop.content.catalogue import DOSE_PARTS, Dose, Intervention
from npo_desktop.exports.xlsx.looks import Look
from npo_desktop.exports.xlsx.plan_facts import PlanWorkbook
from npo_desktop.exports.xlsx.wording import no_figure_text
from npo_desktop.exports.xlsx.workbook import Column, Sheet, Value
from npo_desktop.i18n import _
from npo_desktop.proposals.words.card import origin_text, own_mark
from npo_desktop.proposals.words.proposed import dose_note, goal_area_text


def catalogue_sheet(facts: PlanWorkbook, title: str) -> Sheet:
    """One row an intervention that was chosen at least once, in the order of the catalogue."""
    return Sheet(
        name=_("Catalogue"),
        title=title,
        columns=_columns(),
        rows=lambda: (_row(intervention, facts) for intervention in used(facts)),
        frozen_columns=1,
        table="npo_catalogue",
        may_split=True,
    )


def used(facts: PlanWorkbook) -> Iterator[Intervention]:
    """The interventions of the plans, also one that the school hid since."""
    chosen = {approach.intervention for approach in facts.approaches}
    catalogue = facts.content.catalogue
    return (one for one in (*catalogue.interventions, *catalogue.hidden) if one.id in chosen)


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Approach"), 24, Look.WRAPPED),
        Column(_("Goal area"), 17, Look.WRAPPED),
        Column(_("Where"), 10, Look.WRAPPED),
        Column(_("On the menukaart"), 11, Look.WRAPPED),
        Column(_("Plans in this file"), 9, Look.WHOLE),
        Column(_("Months of progress, on average"), 15, Look.WRAPPED_NUMBER),
        Column(_("Evidence (0-5)"), 9, Look.WHOLE),
        Column(_("Cost (1-5)"), 8, Look.WHOLE),
        Column(_("Year of the figures"), 9, Look.WRAPPED_NUMBER),
        Column(_("Sessions per week"), 9, Look.NUMBER),
        Column(_("Minutes per session"), 9, Look.NUMBER),
        Column(_("Weeks"), 7, Look.NUMBER),
        Column(_("Group size"), 7, Look.WHOLE),
        Column(_("Where the dose comes from"), 22, Look.WRAPPED),
        Column(_("Take care"), 44, Look.WRAPPED),
        Column(_("Source"), 44, Look.WRAPPED),
    )


def _row(intervention: Intervention, facts: PlanWorkbook) -> tuple[Value, ...]:
    dose = intervention.dose
    has_figure = intervention.months is not None
    year_unknown = _("year unknown") if has_figure else None
    return (
        intervention.name,
        f"{intervention.category} · {goal_area_text(intervention.goal_area)}",
        level_text(intervention.level),
        _on_menukaart(intervention),
        sum(approach.intervention == intervention.id for approach in facts.approaches),
        intervention.months if has_figure else no_figure_text(),
        intervention.evidence,
        intervention.cost,
        intervention.figure_year or year_unknown,
        *((dose.sessions_per_week, dose.minutes, dose.weeks, dose.group_size) if dose else ()),
        *((None,) * 4 if dose is None else ()),
        _dose_status(dose),
        intervention.caution,
        _source(intervention),
    )


def _source(intervention: Intervention) -> str:
    """Where the figures come from, and which of them are the school's own."""
    if intervention.is_own:
        return origin_text(intervention)
    return f"{own_mark(intervention)} {intervention.source}".strip()


def _on_menukaart(intervention: Intervention) -> str:
    if intervention.is_own:
        return _("own card")
    return _("yes") if intervention.on_menukaart else _("our addition")


def _dose_status(dose: Dose | None) -> str:
    """Whose figures the dose holds; which parts were read when only some were."""
    note = dose_note(dose)
    if dose is None or dose.status == "verified" or not dose.verified_parts:
        return note
    names = dict(
        zip(
            DOSE_PARTS,
            (_("sessions per week"), _("minutes per session"), _("weeks"), _("group size")),
            strict=True,
        )
    )
    parts = ", ".join(names[part] for part in DOSE_PARTS if part in dose.verified_parts)
    return f"{note} " + _("From its source: {parts}.").format(parts=parts)
