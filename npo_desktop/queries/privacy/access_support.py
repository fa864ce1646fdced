"""What the rows of plans, meetings and support groups in an access file stand for, in words."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlmodel import Session, select

from npo_desktop.dossiers.events import KINDS, kind_text
from npo_desktop.dossiers.review import Decision
from npo_desktop.dossiers.review_words import ATTAINMENT, attainment_text, decision_text
from npo_desktop.formats import WEEKDAYS, date_text, number
from npo_desktop.i18n import _, current
from npo_desktop.queries.parents.parent_talks import outcome_text, who_text
from npo_desktop.queries.privacy.belongings import Row
from npo_desktop.queries.support.periods import period_list
from npo_desktop.store.plan_tables import GroupPlan, Meeting
from npo_desktop.store.support_tables import Block, SupportGroup
from npo_desktop.store.talk_tables import ParentEvening

_SAID_OF_A_PLAN = ("first_step", "pupil_words", "who", "reason", "signed_by")


@dataclass(frozen=True, slots=True)
class Seat:
    """A support group that a pupil is in."""

    name: str  # empty: it goes by its approach
    intervention: str
    block: str
    times: str
    staff_id: str


@dataclass(frozen=True, slots=True)
class SupportNames:
    """What ids stand for, by id."""

    meetings: Mapping[str, str] = field(default_factory=dict)
    seats: Mapping[str, Seat] = field(default_factory=dict)
    group_plans: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # name, intervention
    evenings: Mapping[str, str] = field(default_factory=dict)  # of talks with parents


def support_names(session: Session) -> SupportNames:
    """Of the whole school: it has a few dozen of each."""
    days = WEEKDAYS[current()].split()
    times = {str(one.id): f"{days[one.weekday - 1]} {one.hours}" for one in period_list(session)}
    blocks = {row.id: _block(row) for row in session.exec(select(Block))}
    return SupportNames(
        meetings={
            str(row.id): _held(row.name, row.held_on) for row in session.exec(select(Meeting))
        },
        seats={
            str(row.id): Seat(
                row.name,
                row.intervention,
                blocks[row.block_id],
                ", ".join(times[one] for one in row.periods if one in times),
                str(row.staff_id or ""),
            )
            for row in session.exec(select(SupportGroup))
        },
        group_plans={
            str(row.id): (row.name, row.intervention) for row in session.exec(select(GroupPlan))
        },
        evenings={
            str(row.id): _held(row.name, row.held_on) for row in session.exec(select(ParentEvening))
        },
    )


def told_of_support(table: str, row: Row, names: SupportNames) -> dict[str, str]:
    """The ids and codes of a row in words; an approach stays its id under ``intervention``."""
    if table in ("meeting_point", "meeting_action"):
        return {"meeting": names.meetings.get(row["meeting_id"], "")}
    if table == "mention":
        return {"list_to_talk_about": _("put on it") if row["is_added"] else _("taken off it")}
    if table == "event":
        return {"event": kind_text(row["kind"]) if row["kind"] in KINDS else ""}
    if table == "strength":
        is_helping = row["kind"] == "protective"
        return {"strength": _("Helps this child along") if is_helping else _("Does well")}
    if table == "pair_rule":
        is_apart = row["kind"] == "apart"
        return {
            "rule": _("not in one support group with a certain other pupil")
            if is_apart
            else _("in one support group with a certain other pupil")
        }
    if table == "plan_review":
        return _review(row)
    if table == "parent_talk":
        evening = names.evenings.get(row["evening_id"] or "", "")
        return {"evening": evening, "talk_outcome": outcome_text(row["outcome"])}
    if table == "talk_agreement":
        return {"done_by": who_text(row["who"])}
    if table == "support_place" and (seat := names.seats.get(row["support_group_id"])):
        return {"support_group": seat.name, "times": seat.times, "block": seat.block}
    if table == "group_plan_member" and (plan := names.group_plans.get(row["group_plan_id"])):
        return {"group_plan": plan[0]}
    return _version(row["document"]) if table == "plan_version" else {}


def approach_of(table: str, row: Row, names: SupportNames) -> str | None:
    """The card that a row is about; ``None``: about none, or it is not known here."""
    if table == "plan_version":
        found = _mapping(row["document"]).get("intervention")
        return str(found) if found else None
    if table == "group_plan_member" and (plan := names.group_plans.get(row["group_plan_id"])):
        return plan[1]
    seat = names.seats.get(row["support_group_id"]) if table == "support_place" else None
    return seat.intervention if seat else None


def without(document: Any, parts: Iterable[str]) -> Any:
    """A document without what is a value of its own."""
    if not isinstance(document, Mapping):
        return document
    return {name: value for name, value in document.items() if name not in set(parts)}


def _review(row: Row) -> dict[str, str]:
    known = {decision.value: decision_text(decision) for decision in Decision}
    step = row["attainment"]
    goals = _list(_mapping(row["figures"]).get("goals"))
    return {
        "decision": known.get(row["decision"], ""),
        "attainment": attainment_text(step) if step in ATTAINMENT else "",
        "goals": "; ".join(filter(None, map(_figures, goals))),
    }


def _figures(goal: Any) -> str:
    """A goal with what was measured of it."""
    said = _mapping(goal)
    words = str(said.get("goal") or "")
    before, after = (_amount(said.get(part)) for part in ("before", "now"))
    if before and after:
        words += f" ({before} → {after})"
    return words


def _version(document: Any) -> dict[str, str]:
    said = _mapping(document)
    told = {part: str(said.get(part) or "") for part in _SAID_OF_A_PLAN}
    told |= {part: _amount(said.get(part)) for part in ("sessions_per_week", "minutes", "weeks")}
    told |= {part: _day(said.get(part)) for part in ("starts_on", "review_on", "signed_on")}
    goals = (str(_mapping(goal).get("text") or "") for goal in _list(said.get("goals")))
    return told | {"goals": "; ".join(filter(None, goals))}


def _mapping(value: Any) -> Mapping[str, Any]:
    """What JSON holds; a damaged one says nothing, and the rest of the file is still due."""
    return value if isinstance(value, Mapping) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _amount(value: Any) -> str:
    if not isinstance(value, int | float) or isinstance(value, bool):
        return ""
    return number(value, 0 if float(value).is_integer() else 1)


def _day(value: Any) -> str:
    with suppress(TypeError, ValueError):
        return date_text(date.fromisoformat(value))
    return ""


def _held(name: str, held_on: date) -> str:
    return ", ".join(part for part in (name, date_text(held_on)) if part)


def _block(row: Block) -> str:
    return f"{row.name}, {date_text(row.starts_on)} – {date_text(row.ends_on)}"
