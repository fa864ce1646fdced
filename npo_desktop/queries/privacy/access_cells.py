"""The rows of an access file: each value as JSON holds it and as a parent reads it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Date, DateTime, TypeDecorator
from sqlmodel import Session, select

from npo_desktop.charts.profile_wording import language_text
from npo_desktop.content.informant_words import informant_text
from npo_desktop.content.load import Content, load_content
from npo_desktop.content.questionnaire import Informant, Item, Kind, Questionnaire, Texts
from npo_desktop.dossiers.plan_words import plan_state_words
from npo_desktop.exports.access_facts import RESTRICTED, AccessCell, AccessRow
from npo_desktop.exports.access_wording import table_title
from npo_desktop.formats import clock_text, date_text, number
from npo_desktop.i18n import _, current
from npo_desktop.proposals.plan import NOTHING_EXTRA
from npo_desktop.queries.audit_log import action_words
from npo_desktop.queries.menukaart.menukaart import school_content
from npo_desktop.queries.people_named import opener_names
from npo_desktop.queries.planning.plan_sessions import reason_words
from npo_desktop.queries.privacy.access_rules import (
    APART,
    HELD,
    HELD_ACTS,
    HELD_IN_IMPORTS,
    HELD_ROWS,
    OTHERS,
    is_technical,
)
from npo_desktop.queries.privacy.access_support import (
    SupportNames,
    approach_of,
    support_names,
    told_of_support,
    without,
)
from npo_desktop.queries.privacy.belongings import Row
from npo_desktop.queries.questionnaires import all_editions
from npo_desktop.store.dump import TABLES
from npo_desktop.store.tables import Group, Round, Staff

UNDER_PLAN = ("goal", "plan_session", "plan_review", "plan_version")
WITH_OPENER = ("audit_entry", "talk", "mention", "plan_review", "plan_version", "parent_talk")


@dataclass(frozen=True, slots=True)
class Known:
    """What ids stand for."""

    content: Content
    editions: Mapping[tuple[str, str], Questionnaire]  # of questionnaires, by code and edition
    rounds: Mapping[str, str]
    groups: Mapping[str, str]
    staff: Mapping[str, str]
    openers: Mapping[str, str]
    support: SupportNames
    pupil_id: str
    scans: Mapping[str, Row] = field(default_factory=dict)  # plain rows, by id
    plans: Mapping[str, Row] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)  # restricted notes, opened


def known_names(
    session: Session,
    pupil_id: UUID,
    scans: Iterable[Row],
    plans: Iterable[Row],
    notes: Mapping[str, str],
) -> Known:
    """The names of the school's own things, and of this pupil's."""
    content = school_content(session, load_content())
    return Known(
        content=content,
        editions=all_editions(session, content),
        rounds={str(row.id): row.name for row in session.exec(select(Round))},
        groups={str(row.id): row.name for row in session.exec(select(Group))},
        staff={str(row.id): _full_name(row) for row in session.exec(select(Staff))},
        openers={str(slot): name for slot, name in opener_names(session).items() if slot},
        support=support_names(session),
        pupil_id=str(pupil_id),
        scans={row["id"]: row for row in scans},
        plans={row["id"]: row for row in plans},
        notes=notes,
    )


def row_of(table: str, row: Row, known: Known) -> AccessRow:
    """One row with everything in it, and with what its ids stand for; never another pupil's id."""
    cells = [
        _cell(table, column, _own(table, column, value, known), row, known)
        for column, value in row.items()
    ]
    cells += [
        AccessCell(column, shown, shown, HELD.get((table, column), ""))
        for column, shown in _told(table, row, known).items()
        if shown
    ]
    held = RESTRICTED if table == "audit_entry" and row["action"] in HELD_ACTS else ""
    held = HELD_ROWS.get(table, held)
    return AccessRow(_key(table, row), tuple(cells), _under(table, row, known), held)


def _key(table: str, row: Row) -> str:
    key = "/".join(str(row[column.name]) for column in TABLES[table].primary_key)
    return sha256(key.encode()).hexdigest()[:16] if table in OTHERS else key


def _own(table: str, column: str, value: Any, known: Known) -> Any:
    """A value as it may stand in this pupil's file at all."""
    if column in OTHERS.get(table, ()) and value != known.pupil_id:
        return None
    return without(value, APART) if (table, column) == ("plan_version", "document") else value


def _cell(table: str, column: str, value: Any, row: Row, known: Known) -> AccessCell:
    held = HELD.get((table, column), "")
    if table == "import_change" and column in ("before", "after"):
        held = HELD_IN_IMPORTS.get(row["table_name"], "")
    shown = "" if is_technical(table, column) else _shown(table, column, value, known)
    return AccessCell(column, value, shown, held if value not in (None, "") else "")


def _shown(table: str, column: str, value: Any, known: Known) -> str:
    if value is None:
        return ""
    if column == "subscale" and (names := known.content.subscales.get(value)):
        return _in(names.parent)
    if column in ("language", "home_language"):
        return language_text(str(value)) if value else ""
    if (table, column) == ("parent_talk", "starts_at"):
        return clock_text(str(value))
    if column == "sex":
        return {"M": _("boy"), "F": _("girl")}.get(str(value), str(value))
    if (table, column) == ("plan_session", "reason"):
        return reason_words(str(value))
    if (table, column) == ("restricted_note", "kind"):
        return _("Home situation") if value == "home" else _("Child protection")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, float):
        return number(value, 0 if value.is_integer() else 1)
    if _is_day(TABLES[table].columns[column]):
        return date_text(date.fromisoformat(value[:10]))
    if table == "plan" and column in ("state", "outcome"):
        return _plan_words().get(value, value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)


def _is_day(column: Column[Any]) -> bool:
    kept = column.type
    bare = kept.impl_instance if isinstance(kept, TypeDecorator) else kept
    return isinstance(bare, Date | DateTime)


def _plan_words() -> Mapping[str, str]:
    return {
        **plan_state_words(),
        "improved": _("really better"),
        "declined": _("really weaker"),
        "unchanged": _("no certain change"),
        "unknown": _("not known"),
    }


def _told(table: str, row: Row, known: Known) -> dict[str, str]:
    """What the ids and codes of a row stand for, in words."""
    told: dict[str, str] = {}
    if table == "enrolment":
        told["group"] = known.groups.get(row["group_id"] or "", "")
    if table in ("scan", "plan", "mention", "round_exception", "parent_talk"):
        told["round"] = known.rounds.get(row["round_id"] or "", "")
    if table == "scan":
        told["list"] = _list_title(row, known)
        told["filled_in_by"] = informant_text(Informant(row["informant"]))
        told["colleague"] = known.staff.get(row["staff_id"] or "", "")
    if table in ("answer", "talk"):
        told["question"], told["answer"] = _asked(row, known)
    if table == "plan":
        told["approach"] = _approach(row["intervention"], known)
    told |= told_of_support(table, row, known.support)
    if (card := approach_of(table, row, known.support)) is not None:
        told["approach"] = _approach(card, known)
    if table == "restricted_note":
        told["text"] = known.notes.get(row["id"], "")
        told["colleague"] = known.openers.get(row["made_by"] or "", "")
    if table == "import_change":
        told["row"] = table_title(row["table_name"])
    if table == "audit_entry":
        told["act"] = action_words().get(row["action"], row["action"])
    if table == "support_place" and (seat := known.support.seats.get(row["support_group_id"])):
        told["colleague"] = known.staff.get(seat.staff_id, "")
    if table in WITH_OPENER:
        told["colleague"] = known.openers.get(row["slot_id"] or "", "")
    return told


def _under(table: str, row: Row, known: Known) -> str:
    """The heading on paper that a row stands under."""
    if table == "answer" and (scan := known.scans.get(row["scan_id"])):
        name = known.rounds.get(scan["round_id"], "")
        return ", ".join(part for part in (name, _list_title(scan, known)) if part)
    if table in UNDER_PLAN and (plan := known.plans.get(row["plan_id"])):
        return _approach(plan["intervention"], known)
    return ""


def _asked(answer: Row, known: Known) -> tuple[str, str]:
    """The question and the answer in words; as codes when that edition is not here."""
    value, words = answer["value"], answer.get("words") or ""
    scan = known.scans.get(answer["scan_id"])
    edition = known.editions.get((scan["questionnaire"], scan["edition"])) if scan else None
    item = next((i for i in edition.items if i.id == answer["item"]), None) if edition else None
    if edition is None or item is None:
        return answer["item"], words or (_("don't know") if value is None else str(value))
    asked = edition.text_of(item.texts, current())
    if words:
        return asked, _in_words(edition, item, words)
    if value is None:
        return asked, _in(edition.dont_know)
    options = edition.options_of(item)
    known_answer = value < len(options)
    return asked, edition.text_of(options[value], current()) if known_answer else str(value)


def _in_words(edition: Questionnaire, item: Item, words: str) -> str:
    """What was written; of several options chosen their labels."""
    if item.kind is not Kind.SEVERAL:
        return words
    labels = dict(zip(item.codes, item.options, strict=False))
    found = (edition.text_of(labels.get(code, {}), current()) or code for code in words.split())
    return ", ".join(found)


def _list_title(scan: Row, known: Known) -> str:
    edition = known.editions.get((scan["questionnaire"], scan["edition"]))
    return _in(edition.titles) if edition else str(scan["questionnaire"])


def _approach(intervention: str, known: Known) -> str:
    if intervention == NOTHING_EXTRA:
        return _("Nothing extra now")
    found = known.content.catalogue.get(intervention)
    return found.name if found else intervention


def _in(texts: Texts) -> str:
    return texts.get(current()) or texts.get("nl", "")


def _full_name(row: Staff) -> str:
    return " ".join(part for part in (row.first_name, row.infix, row.last_name) if part)
