"""The catalogue from its CSV files; what one file says is held against the others."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from npo_desktop.content.catalogue import (
    DOSE_PARTS,
    FACTORS,
    PRACTICE_FIELDS,
    Catalogue,
    Contraindication,
    Dose,
    Effect,
    Goal,
    HomeTip,
    Intervention,
    Level,
)
from npo_desktop.content.questionnaire import Texts
from npo_desktop.content.read_island_facts import island_facts
from npo_desktop.content.rows import Row, once, read_rows
from npo_desktop.i18n import _

STAFF = ("nl", "en")
PHASES = {"kleuters": (1, 2), "onderbouw": (3, 5), "bovenbouw": (6, 8), "vo": (9, 14)}
AREAS = 6
GRADES = (1, 14)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What the other files say of each intervention, by its id."""

    fit: Mapping[str, Row]
    names: Mapping[str, Row]
    targets: Mapping[str, list[Row]]
    practice: Mapping[str, list[Row]]


def load_catalogue(folder: Path, subscales: Collection[str]) -> Catalogue:
    """Read and check ``interventions.csv`` and the files beside it; ``subscales`` exist."""
    rows = list(once(read_rows(folder / "interventions.csv"), "id"))
    ids = {row.filled("id") for row in rows}
    beside = _Beside(
        fit=_by_id(once(read_rows(folder / "fit.csv"), "intervention"), ids),
        names=_by_id(once(read_rows(folder / "names.csv"), "intervention"), ids),
        targets=_grouped(_targets(folder, subscales), ids),
        practice=_grouped(_practice(folder), ids),
    )
    return Catalogue(
        interventions=tuple(_intervention(row, beside) for row in rows),
        goals=tuple(_goals(folder, subscales)),
        home_tips=tuple(_home_tips(folder, subscales)),
        island_facts=island_facts(folder, ids),
    )


def _intervention(row: Row, beside: _Beside) -> Intervention:
    key = row.filled("id")
    for file, known in (("fit.csv", beside.fit), ("names.csv", beside.names)):
        if key not in known:
            raise row.fault(_('"{id}" has no row in {file}').format(id=key, file=file))
    fit, names, targets = beside.fit[key], beside.names[key], beside.targets.get(key, [])
    seen = _seen_dose(row)
    return Intervention(
        id=key,
        names=row.texts("name_*", STAFF),
        parent_names=names.texts("name_*"),
        explanations=names.texts("explain_*"),
        parent_drafts=names.drafts(pap="pap_status", es="es_status"),
        goal_area=row.whole("doelgebied", 1, AREAS),
        strand=row.filled("eef_strand"),
        months=_months(row),
        evidence=row.whole_or_none("evidence_0_5", 0, 5),
        cost=row.whole_or_none("cost_1_5", 1, 5),
        figure_year=row.whole_or_none("figure_year", 2000, 2100),
        figure_status=row.filled("figure_status"),
        caution=row.filled("caution_own_words"),
        source=row.filled("source"),
        on_menukaart=row.one_of("on_menukaart", ("yes", "no")) == "yes",
        level=_level(fit),
        grades=_grades(row, fit),
        domains=row.several("domains"),
        delivery=row.several("delivery"),
        delivered_by=row.several("delivered_by"),
        feasibility_questions={
            factor: fit.texts(f"ask_{factor}_*", STAFF)
            for factor in fit.several("feasibility", FACTORS)
        },
        contraindications=_contraindications(fit),
        targets={t.filled("subscale"): t.number("match", 0, 1) for t in targets},
        target_reasons={
            t.filled("subscale"): {"nl": t.filled("why_nl"), "en": t.filled("why")} for t in targets
        },
        dose=_dose(fit, seen),
        seen_dose=seen,
        material_usd=fit.number_or_none("material_usd_per_group", 0, 100_000),
        needs_internet=fit.one_of("needs_internet", ("yes", "no")) == "yes",
        practice=_sheet(row, beside.practice.get(key, [])),
    )


def _months(row: Row) -> float | None:
    months = row.number_or_none("months", -12, 12)
    status = row.one_of("figure_status", ("verified", "none"))
    if (months is None) != (status == "none"):
        raise row.fault(_("the figure and its status contradict each other"))
    return months


def _grades(row: Row, fit: Row) -> tuple[int, int]:
    lowest, highest = fit.whole("min_grade", *GRADES), fit.whole("max_grade", *GRADES)
    phases = [PHASES[phase] for phase in row.several("phases", PHASES)]
    stated = (min(p[0] for p in phases), max(p[1] for p in phases)) if phases else None
    if (lowest, highest) != stated:
        raise fit.fault(
            _("year groups {lowest} to {highest} are not those of interventions.csv").format(
                lowest=lowest, highest=highest
            )
        )
    return lowest, highest


def _level(fit: Row) -> Level:
    level = Level(fit.one_of("level", list(Level)))
    if level is Level.PUPIL and fit.text("group_size") not in ("", "1"):
        raise fit.fault(_("an intervention for one pupil has a larger group"))
    return level


def _contraindications(fit: Row) -> tuple[Contraindication, ...]:
    codes = fit.several("contraindications")
    effects = fit.several("contra_effect", list(Effect))
    texts = [[part.strip() for part in fit.text(f"contra_{lang}").split(" | ")] for lang in STAFF]
    if not codes:
        return ()
    if {len(effects), len(texts[0]), len(texts[1])} != {len(codes)}:
        raise fit.fault(_("contra-indications, effects and texts differ in number"))
    return tuple(
        Contraindication(code, Effect(effect), {"nl": dutch, "en": english})
        for code, effect, dutch, english in zip(codes, effects, *texts, strict=True)
    )


def _seen_dose(row: Row) -> dict[str, str]:
    lowest, highest = row.text("group_size_min"), row.text("group_size_max")
    size = lowest if lowest == highest else f"{lowest}-{highest}"
    seen = {part: row.text(part) for part in DOSE_PARTS[:3]} | {"group_size": size}
    for part, text in seen.items():
        if text and not re.fullmatch(r"\d*(-\d*)?", text):
            raise row.fault(
                _('"{value}" in "{column}" is not a number or a range').format(
                    value=text, column=part
                )
            )
    return {part: text for part, text in seen.items() if text}


def _dose(fit: Row, seen: Mapping[str, str]) -> Dose | None:
    if not any(fit.text(part) for part in (*DOSE_PARTS, "dose_status")):
        return None
    status = fit.one_of("dose_status", ("verified", "school"))
    parts = fit.several("dose_verified_parts", DOSE_PARTS)
    dose = Dose(
        sessions_per_week=fit.number("sessions_per_week", 0.1, 14),
        minutes=fit.number("minutes_per_session", 1, 480),
        weeks=fit.number("weeks", 1, 52),
        group_size=fit.whole("group_size", 1, 40),
        status=status,
        verified_parts=frozenset(parts),
    )
    if (status == "verified") != (set(parts) == set(DOSE_PARTS)):
        raise fit.fault(_("the dose and its status contradict each other"))
    for part in parts:
        if not _within(fit.number(part, 0, 1000), seen.get(part)):
            raise fit.fault(
                _('"{column}" is called verified but lies outside what was seen').format(
                    column=part
                )
            )
    if abs(fit.number("staff_hours_per_block", 0, 10_000) - dose.staff_hours) > 0.01:
        raise fit.fault(_("the staff hours are not sessions x minutes x weeks / 60"))
    return dose


def _within(value: float, seen: str | None) -> bool:
    if seen is None:
        return False
    lowest, _dash, highest = seen.partition("-")
    return float(lowest or 0) <= value <= float(highest or (lowest if not _dash else "inf"))


def _sheet(row: Row, practice: list[Row]) -> dict[str, Texts]:
    sheet: dict[str, Texts] = {line.filled("field"): line.texts("*", STAFF) for line in practice}
    if sheet and set(sheet) != set(PRACTICE_FIELDS):
        raise practice[-1].fault(
            _('the practice sheet of "{id}" is not complete').format(id=row.text("id"))
        )
    return sheet


def _targets(folder: Path, subscales: Collection[str]) -> Iterator[Row]:
    for row in once(read_rows(folder / "targets.csv"), "intervention", "subscale"):
        row.one_of("subscale", subscales)
        if row.number("match", 0, 1) not in (0, 0.5, 1):
            raise row.fault(
                _('"match" is not 0, 0.5 or 1: {value}').format(value=row.text("match"))
            )
        yield row


def _practice(folder: Path) -> Iterator[Row]:
    for row in once(read_rows(folder / "practice_sheets.csv"), "intervention", "field"):
        row.one_of("field", PRACTICE_FIELDS)
        yield row


def _goals(folder: Path, subscales: Collection[str]) -> Iterator[Goal]:
    for row in once(read_rows(folder / "goals.csv"), "subscale", "number"):
        yield Goal(
            subscale=row.one_of("subscale", subscales),
            number=row.whole("number", 1, 99),
            texts=row.texts("goal_*"),
            observe=row.texts("observe_*", STAFF),
        )


def _home_tips(folder: Path, subscales: Collection[str]) -> Iterator[HomeTip]:
    for row in once(read_rows(folder / "home_tips.csv"), "subscale", "tip"):
        yield HomeTip(
            subscale=row.one_of("subscale", subscales),
            number=row.whole("tip", 1, 99),
            texts=row.texts("*"),
            drafts=row.drafts(pap="pap_status"),
        )


def _known(rows: Iterable[Row], ids: Collection[str]) -> Iterator[tuple[str, Row]]:
    for row in rows:
        yield row.one_of("intervention", ids), row


def _by_id(rows: Iterable[Row], ids: Collection[str]) -> dict[str, Row]:
    return dict(_known(rows, ids))


def _grouped(rows: Iterable[Row], ids: Collection[str]) -> dict[str, list[Row]]:
    groups: dict[str, list[Row]] = {}
    for key, row in _known(rows, ids):
        groups.setdefault(key, []).append(row)
    return groups
