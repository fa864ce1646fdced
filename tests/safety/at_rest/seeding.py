"""Fills every table of a store with canaries, by what the tables say of themselves.

A new column is filled without anybody thinking of it; what cannot be free text is given a value
that its own rules allow.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, Column, Table, insert, select, update
from sqlmodel import Session

from npo_desktop.content.forms.own_questionnaire import to_document
from npo_desktop.content.load import Content
from npo_desktop.store.dump import TABLES
from npo_desktop.store.tables import School

PUPILS = 300
WORD = "Kanarië"  # every canary begins with it, so that one search finds them all
LATER = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
# The chain of the log, the ledger and the sealed notes are written by their own services.
BY_SERVICE = frozenset({"audit_entry", "erased", "restricted_note"})
FEW = {
    **{"school_group": 12, "group_teacher": 12, "staff": 12, "staff_time": 12},
    **{"round": 4, "account": 6, "setting": 12, "own_questionnaire": 3},
}


def canary(table: str, column: str, number: int) -> str:
    return f"{WORD}.{table}.{column}.{number}"


def codes(content: Content) -> Mapping[str, Any]:
    """Columns that hold codes of ours or dates in text, which services look up."""
    teacher = content.questionnaires["teacher"]
    items = [item.id for item in teacher.items]
    return {
        "scan.questionnaire": "teacher",
        "scan.informant": "teacher",
        "scan.edition": teacher.edition,
        "answer.item": lambda number: items[number % len(items)],
        "answer.value": lambda number: number % 5,
        "pupil.number": lambda number: f"{number:05d}",
        "plan.intervention": "nothing-extra",
        "goal.subscale": "EF-INH",
        "test_result.subscale": None,
        "test_result.level": None,
        "enrolment.school_year": "2026-2027",
        "school_group.school_year": "2026-2027",
        "round.school_year": "2026-2027",
        "round.name": lambda number: f"2026-{number}",
        "account.removed_at": LATER,
        "round.questionnaires": None,
        "bin_item.rows": lambda _number: [],  # filled when something goes to the bin
        "support_period.ends_at": 2,
        "parent_evening.starts_at": "19:00",
        "parent_talk.starts_at": "19:15",
        "support_group.periods": lambda _number: [],
        "group_plan.subscales": lambda _number: ["EF-INH"],
        "own_questionnaire.document": lambda number: _own_document(content, number),
    }


def _own_document(content: Content, number: int) -> dict[str, Any]:
    """A questionnaire that can be asked, with a canary for a title."""
    title = canary("own_questionnaire", "document", number)
    return to_document(replace(content.questionnaires["parent"], titles={"nl": title}))


def fill(session: Session, content: Content) -> set[str]:
    """Put rows in every table; gives back which text columns hold canaries. The caller commits."""
    given, filled = codes(content), set()
    keys: dict[str, list[Any]] = {}
    for table in School.metadata.sorted_tables:
        if table.name in BY_SERVICE or table.name == "school":
            continue
        rows = [
            {
                column.name: _value(table, column, number, keys, given)
                for column in table.columns
                if not _is_counter(table, column)
            }
            for number in range(FEW.get(table.name, PUPILS))
        ]
        session.execute(insert(table), rows)
        filled |= {f"{table.name}.{name}" for name, value in rows[0].items() if _is_canary(value)}
        (first, *_rest) = table.primary_key
        keys[table.name] = list(session.execute(select(first)).scalars())
    words = {  # but the name: a backup says openly of which school it is
        column.name: canary("school", column.name, 0)
        for column in TABLES["school"].columns
        if _is_text(column) and column.name not in ("island", "language", "name")
    }
    session.execute(update(TABLES["school"]).values(**words))
    return filled | {f"school.{name}" for name in words}


def text_columns() -> set[str]:
    """Every column that can hold text, JSON or bytes of a person, by table and name."""
    return {
        f"{table.name}.{column.name}"
        for table in TABLES.values()
        for column in table.columns
        if table.name not in BY_SERVICE and (_is_text(column) or _type(column) in (object, bytes))
    }


def _value(
    table: Table,
    column: Column[Any],
    number: int,
    keys: dict[str, list[Any]],
    given: Mapping[str, Any],
) -> Any:
    name = f"{table.name}.{column.name}"
    if name in given:
        value = given[name]
        return value(number) if callable(value) else value
    for link in column.foreign_keys:
        targets = keys.get(link.column.table.name, [])
        return targets[number % len(targets)] if targets else None
    if choice := _choices(table, column):
        return choice[number % len(choice)]
    if low := _lowest(table, column):
        return int(low)
    kinds: dict[type, Any] = {
        UUID: uuid4(),
        bool: False,
        int: 1,
        float: 1.0,
        date: date(2026, 11, 24),
        datetime: LATER,
        bytes: canary(table.name, column.name, number).encode(),
        object: {"note": canary(table.name, column.name, number)},
    }
    return kinds.get(_type(column), canary(table.name, column.name, number))


def _rules(table: Table, column: Column[Any]) -> list[str]:
    checks = [str(c.sqltext) for c in table.constraints if isinstance(c, CheckConstraint)]
    return [check for check in checks if re.search(rf"\b{column.name}\b", check)]


def _choices(table: Table, column: Column[Any]) -> list[str]:
    for rule in _rules(table, column):
        if found := re.fullmatch(rf"{column.name} IN \((.*)\)", rule):
            return re.findall(r"'([^']*)'", found[1])
    return []


def _lowest(table: Table, column: Column[Any]) -> str:
    for rule in _rules(table, column):
        if found := re.match(rf"{column.name} BETWEEN (\d+)", rule):
            return found[1]
    return ""


def _is_counter(table: Table, column: Column[Any]) -> bool:
    return column.primary_key and _type(column) is int and len(table.primary_key) == 1


def _type(column: Column[Any]) -> type:
    kept: Any = column.type
    try:
        made: type = getattr(kept, "impl_instance", kept).python_type
    except NotImplementedError:
        return str
    return made


def _is_text(column: Column[Any]) -> bool:
    return _type(column) is str


def _is_canary(value: object) -> bool:
    return WORD in str(value) or (isinstance(value, bytes) and WORD.encode() in value)
