"""Hours and money: by colleague, by goal area, and what the budget lines still hold."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from npo_desktop.exports.xlsx.looks import Look
from npo_desktop.exports.xlsx.marks import Emphasis, Mark
from npo_desktop.exports.xlsx.native_charts import Bars
from npo_desktop.exports.xlsx.plan_facts import PlannedApproach, PlanWorkbook
from npo_desktop.exports.xlsx.staff_hours import Work, work_of
from npo_desktop.exports.xlsx.workbook import Column, Sheet, Value
from npo_desktop.i18n import _
from npo_desktop.names import folded
from npo_desktop.proposals.plan import NOTHING_EXTRA
from npo_desktop.proposals.words.proposed import goal_area_text


def colleagues_sheet(facts: PlanWorkbook, title: str) -> Sheet:
    """One row a person who is named in a plan or has hours; by name, nobody last."""
    columns = (
        Column(_("Colleague"), 26, Look.WRAPPED, "name"),
        Column(_("Hours per week available"), 11, Look.TENTH, "available"),
        Column(_("Hours per week planned"), 11, Look.TENTH, "weekly"),
        *_work_columns(),
    )
    too_much = "AND(ISNUMBER({available}),{weekly}>{available})"
    return Sheet(
        name=_("Hours by colleague"),
        title=title,
        columns=columns,
        rows=lambda: _by_colleague(facts),
        total=_total(facts, sum(one.weekly_minutes for one in facts.colleagues) / 60),
        frozen_columns=1,
        table="npo_colleagues",
        marks=(Mark(too_much, ("weekly",), Emphasis.LATE),),
        charts=(
            Bars(
                _("Hours per week: available and planned"),
                "name",
                ("available", "weekly"),
                whole_numbers=False,
            ),
        ),
    )


def goal_areas_sheet(facts: PlanWorkbook, title: str) -> Sheet:
    """One row a goal area of the yearly account, A to F; what has no card last."""
    columns = (
        Column(_("Goal area"), 34, Look.WRAPPED, "name"),
        Column(_("Different approaches"), 12, Look.WHOLE),
        Column(_("Hours per week planned"), 11, Look.TENTH, "weekly"),
        *_work_columns(),
    )
    return Sheet(
        name=_("Hours by goal area"),
        title=title,
        columns=columns,
        rows=lambda: _by_goal_area(facts),
        total=_total(facts, len({one.intervention for one in _with_work(facts)})),
        frozen_columns=1,
        table="npo_goal_areas",
        charts=(
            Bars(
                _("Hours: planned until the review, and given"),
                "name",
                ("planned", "given"),
                whole_numbers=False,
            ),
        ),
    )


def money_sheet(facts: PlanWorkbook, title: str) -> Sheet:
    """One row a budget line; what support groups take is the material of their cards."""
    columns = (
        Column(_("Budget line"), 26, Look.WRAPPED),
        Column(_("Source"), 26, Look.WRAPPED),
        Column(_("To be spent until"), 13, Look.DATE, "ends_on"),
        Column(_("Amount (US$)"), 11, Look.MONEY),
        Column(_("Given out (US$)"), 11, Look.MONEY),
        Column(_("In concept blocks (US$)"), 12, Look.MONEY),
        Column(_("Left (US$)"), 11, Look.MONEY, "left"),
        Column(_("Groups without a price"), 12, Look.WHOLE),
    )
    sums = [
        sum(getattr(line, part) for line in facts.money)
        for part in ("amount_usd", "taken_usd", "planned_usd")
    ]
    amount, taken, planned = sums or (0, 0, 0)
    unknown = sum(line.unknown for line in facts.money)
    together = (_("Together"), None, None, *sums, amount - taken - planned, unknown)
    return Sheet(
        name=_("Money"),
        title=title,
        columns=columns,
        rows=lambda: _money_rows(facts),
        total=together,
        frozen_columns=1,
        table="npo_money",
        marks=(
            Mark("{left}<0", ("left",), Emphasis.LATE),
            Mark("AND(ISNUMBER({ends_on}),{ends_on}<TODAY())", ("ends_on",), Emphasis.LATE),
        ),
    )


def _work_columns() -> tuple[Column, ...]:
    return (
        Column(_("Plans"), 8, Look.WHOLE),
        Column(_("Pupils"), 9, Look.WHOLE),
        Column(_("Hours planned until the review"), 13, Look.TENTH, "planned"),
        Column(_("Hours given"), 10, Look.TENTH, "given"),
        Column(_("Material (US$)"), 11, Look.MONEY),
        Column(_("Groups without a price"), 12, Look.WHOLE),
    )


def _work_cells(work: Work) -> tuple[Value, ...]:
    return (
        work.plans,
        work.pupils,
        work.planned_hours,
        work.given_hours,
        work.material_usd,
        work.unpriced,
    )


def _with_work(facts: PlanWorkbook) -> list[PlannedApproach]:
    return [one for one in facts.approaches if one.intervention != NOTHING_EXTRA]


def _total(facts: PlanWorkbook, second: float) -> tuple[Value, ...]:
    work = work_of(_with_work(facts), facts.content.catalogue)
    return (_("Together"), second, work.weekly_hours, *_work_cells(work))


def _by_colleague(facts: PlanWorkbook) -> Iterator[Sequence[Value]]:
    by_name: dict[str, list[PlannedApproach]] = defaultdict(list)
    shown = {folded(one.name): one.name for one in facts.colleagues}
    available = {folded(one.name): one.weekly_minutes / 60 for one in facts.colleagues}
    called = {folded(name): _name_words(name) for name in shown.values()}
    for approach in _with_work(facts):
        key = _person(approach.who, called)
        shown.setdefault(key, approach.who.strip())
        by_name[key].append(approach)
    for key in sorted(shown, key=lambda key: (not key, key)):
        if key not in by_name and not available.get(key):
            continue
        work = work_of(by_name.get(key, ()), facts.content.catalogue)
        name = shown[key] or _("nobody named yet")
        yield (name, available.get(key), work.weekly_hours, *_work_cells(work))


def _person(who: str, called: Mapping[str, frozenset[str]]) -> str:
    """The one colleague whose first or last name stands in the plan; else what stands there."""
    words = _name_words(who)
    found = [key for key, names in called.items() if words & names]
    return found[0] if len(found) == 1 else folded(who)


def _name_words(name: str) -> frozenset[str]:
    """Without the small words of last names: "van", "der"."""
    return frozenset(word for word in re.findall(r"\w+", folded(name)) if len(word) > 3)


def _by_goal_area(facts: PlanWorkbook) -> Iterator[Sequence[Value]]:
    areas: dict[tuple[str, int], list[PlannedApproach]] = defaultdict(list)
    for approach in _with_work(facts):
        card = facts.content.catalogue.get(approach.intervention)
        areas[(card.category, card.goal_area) if card else ("", 0)].append(approach)
    for (letter, area), chosen in sorted(areas.items(), key=lambda item: (not item[0][0], item[0])):
        name = (
            f"{letter} · {goal_area_text(area)}" if letter else _("Not on the menukaart any more")
        )
        work = work_of(chosen, facts.content.catalogue)
        different = len({one.intervention for one in chosen})
        yield (name, different, work.weekly_hours, *_work_cells(work))


def _money_rows(facts: PlanWorkbook) -> Iterator[Sequence[Value]]:
    for line in facts.money:
        left = line.amount_usd - line.taken_usd - line.planned_usd
        yield (
            line.name,
            line.source,
            line.ends_on,
            line.amount_usd,
            line.taken_usd,
            line.planned_usd,
            left,
            line.unknown,
        )
