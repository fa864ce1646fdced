"""A card that the school made itself, as the plain document its store keeps."""

from collections.abc import Mapping
from typing import Any

from npo_desktop.content.catalogue import (
    DOSE_PARTS,
    Contraindication,
    Dose,
    Effect,
    Intervention,
    Level,
)
from npo_desktop.content.questionnaire import Texts

OWN_SOURCE = "own experience"


def card_of(id: str, document: Mapping[str, Any]) -> Intervention:
    """The card; what a document does not hold is unknown, never zero."""
    months = document.get("months")
    lowest, highest = document.get("grades", (1, 14))
    return Intervention(
        id=id,
        names=_texts(document, "names"),
        parent_names={**_texts(document, "names"), **_texts(document, "parent_names")},
        explanations=_texts(document, "explanations"),
        parent_drafts=frozenset(),
        goal_area=int(document["goal_area"]),
        strand="",
        months=months,
        evidence=document.get("evidence"),
        cost=document.get("cost"),
        figure_year=document.get("figure_year"),
        figure_status="none" if months is None else "own",
        caution=str(document.get("caution", "")),
        source=str(document.get("source", "")) or OWN_SOURCE,
        on_menukaart=False,
        level=Level(document["level"]),
        grades=(int(lowest), int(highest)),
        domains=(),
        delivery=(),
        delivered_by=(),
        feasibility_questions={},
        contraindications=_contraindications(document),
        targets={code: float(match) for code, match in document.get("targets", {}).items()},
        target_reasons={},
        dose=own_dose(document.get("dose")),
        seen_dose={},
        material_usd=document.get("material_usd"),
        needs_internet=bool(document.get("needs_internet", False)),
        practice={},
    )


def own_dose(parts: Mapping[str, float] | None) -> Dose | None:
    """A dose that the school itself filled in."""
    if not parts:
        return None
    return Dose(
        sessions_per_week=float(parts["sessions_per_week"]),
        minutes=float(parts["minutes_per_session"]),
        weeks=float(parts["weeks"]),
        group_size=int(parts["group_size"]),
        status="school",
        verified_parts=frozenset(),
    )


def dose_document(dose: Dose) -> dict[str, float]:
    """A dose by the names of its parts, as a document keeps it."""
    values = (dose.sessions_per_week, dose.minutes, dose.weeks, dose.group_size)
    return dict(zip(DOSE_PARTS, values, strict=True))


def _texts(document: Mapping[str, Any], key: str) -> Texts:
    found = document.get(key) or {}
    return {language: str(text) for language, text in found.items() if text}


def _contraindications(document: Mapping[str, Any]) -> tuple[Contraindication, ...]:
    return tuple(
        Contraindication(f"own-{place}", Effect(one["effect"]), dict(one["texts"]))
        for place, one in enumerate(document.get("contraindications", ()), start=1)
    )
