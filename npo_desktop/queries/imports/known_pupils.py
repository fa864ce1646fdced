"""Recognising a pupil: by key, ECK-iD, number, or name with day of birth; never by name alone.

Source: EXCHANGE.md, chapter 0, rule 2. Twins are never merged: a first name that is missing or
differs leaves the decision to a person.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from npo_desktop.files.pupil_file import PupilRow, is_stable
from npo_desktop.i18n import _
from npo_desktop.names import folded
from npo_desktop.queries.imports.import_journal import Row, all_rows, table_named

Name = tuple[str, str]  # last name and given name, folded


@dataclass(frozen=True, slots=True)
class Match:
    """Whom a row is about: a pupil, nobody yet, or perhaps one of the candidates."""

    pupil_id: UUID | None = None
    candidates: tuple[UUID, ...] = ()
    doubt: str = ""


@dataclass(slots=True)
class KnownPupils:
    """The pupils of the store, ready to be looked up; rows are whole."""

    rows: dict[UUID, Row]
    keys: Mapping[str, UUID]  # of this source
    by_number: dict[str, UUID] = field(default_factory=dict)
    by_eckid: dict[str, UUID] = field(default_factory=dict)
    by_birth: dict[date, list[UUID]] = field(default_factory=dict)
    by_name: dict[Name, list[UUID]] = field(default_factory=dict)
    keys_of: dict[UUID, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for pupil_id, row in self.rows.items():
            self.by_number[row["number"]] = pupil_id
            if row["eckid"]:
                self.by_eckid[row["eckid"]] = pupil_id
            if row["birth_date"]:
                self.by_birth.setdefault(row["birth_date"], []).append(pupil_id)
            self.by_name.setdefault(_name_of(row), []).append(pupil_id)
        for key, pupil_id in self.keys.items():
            self.keys_of.setdefault(pupil_id, set()).add(key)

    def match(self, row: PupilRow, keys_in_file: Collection[str]) -> Match:
        """Whom this row is about; ``keys_in_file`` tells who has a row of their own."""
        key = self.keys.get(row.key) if is_stable(row.key) else None
        if key is not None and key in self.rows:
            return Match(key) if not self._differs(row, key) else self._taken(key)
        if row.eckid and (found := self.by_eckid.get(row.eckid)):
            return Match(found)
        if row.number and (found := self.by_number.get(row.number)):
            return Match(found) if self._resembles(row, found) else self._taken(found)
        return self._by_name(row, keys_in_file)

    def _differs(self, row: PupilRow, pupil_id: UUID) -> bool:
        """A key given out twice: name and day of birth both differ."""
        known = self.rows[pupil_id]
        return (
            None not in (row.birth_date, known["birth_date"])
            and row.birth_date != known["birth_date"]
            and not _agree(_row_name(row), _name_of(known))
        )

    def _resembles(self, row: PupilRow, pupil_id: UUID) -> bool:
        """The same number from elsewhere needs the day of birth or the name beside it."""
        known = self.rows[pupil_id]
        same_day = row.birth_date is not None and row.birth_date == known["birth_date"]
        return same_day or _agree(_row_name(row), _name_of(known))

    def _taken(self, pupil_id: UUID) -> Match:
        return Match(None, (pupil_id,), _("The number belongs to another pupil here."))

    def _by_name(self, row: PupilRow, keys_in_file: Collection[str]) -> Match:
        name = _row_name(row)
        if row.birth_date is None:
            same = self._free(self.by_name.get(name, ()), row, keys_in_file)
            return self._doubt(same, _("A pupil of this name is here already; no day of birth."))
        born = self._free(self.by_birth.get(row.birth_date, ()), row, keys_in_file)
        same = [pupil_id for pupil_id in born if _name_of(self.rows[pupil_id]) == name]
        if len(same) == 1 and name[1]:
            return Match(same[0])
        perhaps = [p for p in born if _could_be(name, _name_of(self.rows[p]))]
        if perhaps:
            return self._doubt(
                perhaps, _("Perhaps a pupil who is here already: same day of birth.")
            )
        undated = [
            pupil_id
            for pupil_id in self._free(self.by_name.get(name, ()), row, keys_in_file)
            if self.rows[pupil_id]["birth_date"] is None
        ]
        return self._doubt(undated, _("A pupil of this name is here already; no day of birth."))

    def _free(
        self, pupils: Sequence[UUID], row: PupilRow, keys_in_file: Collection[str]
    ) -> list[UUID]:
        """Without those who stand in the file under a key of their own."""
        return [
            pupil_id
            for pupil_id in pupils
            if not any(
                key != row.key and key in keys_in_file for key in self.keys_of.get(pupil_id, ())
            )
        ]

    def _doubt(self, candidates: Sequence[UUID], doubt: str) -> Match:
        return Match(None, tuple(candidates), doubt) if candidates else Match()


def known_pupils(session: Session, source: str) -> KnownPupils:
    """All pupils of the store, with the keys this source knows them by."""
    return KnownPupils(
        {row["id"]: row for row in all_rows(session, "pupil")},
        source_keys(session, source, "pupil"),
    )


def source_keys(session: Session, source: str, kind: str) -> dict[str, UUID]:
    """Remembered matches: what each key of this source stands for."""
    table = table_named("source_key")
    query = select(table.c.key, table.c.target_id)
    found: Any = session.execute(query.where(table.c.source == source, table.c.kind == kind))
    return dict(found.all())


def _row_name(row: PupilRow) -> Name:
    return folded(row.last_name), folded(row.call_name or row.first_names or row.initials)


def _name_of(row: Row) -> Name:
    given = row["call_name"] or row["first_names"] or row["initials"]
    return folded(row["last_name"]), folded(given)


def _agree(one: Name, other: Name) -> bool:
    """The same name as far as both say: one may give only a first name."""
    return all(
        not mine or not theirs or mine == theirs for mine, theirs in zip(one, other, strict=True)
    ) and any(mine and mine == theirs for mine, theirs in zip(one, other, strict=True))


def _could_be(one: Name, other: Name) -> bool:
    """On the same day of birth: equal, or equal where both say something."""
    return one == other or _agree(one, other)
