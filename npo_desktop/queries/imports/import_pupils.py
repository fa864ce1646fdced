"""Pupils of a file compared with the store: what each row would change, and the rows to write.

Nothing is blanked because the file leaves it out. Source: EXCHANGE.md, chapter 0.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlmodel import Session

from npo_desktop.files.pupil_file import PupilFile, PupilRow, is_stable
from npo_desktop.i18n import _
from npo_desktop.names import sort_name
from npo_desktop.queries.imports.import_journal import Row, Write, all_rows
from npo_desktop.queries.imports.import_plan import GroupPlan, key_write, values_changed
from npo_desktop.queries.imports.import_preview import AbsentPupil, Change, PupilLine, State
from npo_desktop.queries.imports.known_pupils import KnownPupils, Match, known_pupils

SAME_NAME = ("eckid", "call_name", "first_names", "initials", "last_name", "birth_date", "sex")
DATES = ("taught_since", "entered_on", "left_on")
OURS = re.compile(r"X(\d{4,})")  # a number given out here


@dataclass(frozen=True, slots=True)
class PupilPlan:
    """One row: what to show, and what to write when it is ticked."""

    line: PupilLine
    writes: tuple[Write, ...] = ()
    silent: tuple[Write, ...] = ()  # a match to remember: written in any case


def plan_pupils(
    session: Session, file: PupilFile, groups: GroupPlan, decisions: Mapping[int, UUID | None]
) -> tuple[list[PupilPlan], list[AbsentPupil]]:
    """Compare every pupil row, and find whom the file does not mention."""
    planner = _Planner(session, file, groups)
    plans = [planner.plan(index, row, decisions) for index, row in enumerate(file.pupils)]
    return plans, planner.absent(plans)


def leaving(session: Session, pupils: Sequence[UUID], file: PupilFile) -> list[Write]:
    """The writes that make pupils left whom the file no longer mentions."""
    chosen = set(pupils)
    return [
        Write("pupil", row, {**row, "left_on": file.as_of})
        for row in all_rows(session, "pupil")
        if row["id"] in chosen and row["left_on"] is None
    ]


class _Planner:
    def __init__(self, session: Session, file: PupilFile, groups: GroupPlan) -> None:
        self.file, self.groups = file, groups
        self.known: KnownPupils = known_pupils(session, file.source)
        self.enrolments: dict[UUID, Row] = {
            row["pupil_id"]: row
            for row in all_rows(session, "enrolment")
            if row["school_year"] == file.school_year
        }
        self.guardians: dict[UUID, list[Row]] = {}
        for row in all_rows(session, "guardian"):
            self.guardians.setdefault(row["pupil_id"], []).append(row)
        self.group_names = {row["id"]: row["name"] for row in all_rows(session, "school_group")}
        self.keys_in_file = {row.key for row in file.pupils if is_stable(row.key)}
        self.matched: dict[UUID, int] = {}
        used = {*self.known.by_number, *(row.number for row in file.pupils)}
        given_out = [OURS.fullmatch(number) for number in used]
        self.last_number = max((int(found[1]) for found in given_out if found), default=0)
        self.numbers = set(self.known.by_number)

    def plan(self, index: int, row: PupilRow, decisions: Mapping[int, UUID | None]) -> PupilPlan:
        if row.fault:
            return PupilPlan(PupilLine(row, State.FAULTY, reason=row.fault))
        if row.repeats is not None:
            return PupilPlan(self._repeat(row))
        match = self._decided(index, row, decisions)
        if match.pupil_id in self.matched:
            earlier = self.file.pupils[self.matched[match.pupil_id]].line
            text = _("The pupil of row {line} again, with another number.").format(line=earlier)
            match = Match(None, (match.pupil_id,), text)
        if match.pupil_id is not None:
            self.matched[match.pupil_id] = index
        if row.leaver:
            return self._leaver(row, match)
        if match.doubt:
            line = PupilLine(row, State.DOUBTFUL, candidates=match.candidates, reason=match.doubt)
            return PupilPlan(line)
        if match.pupil_id is None:
            return self._new(row)
        return self._kept(row, match.pupil_id)

    def absent(self, plans: Sequence[PupilPlan]) -> list[AbsentPupil]:
        """Ours of this school year, for a list only of its groups, whom no row is about."""
        if self.file.is_partial:
            return []
        mentioned = set(self.matched) | {p for plan in plans for p in plan.line.candidates}
        here = {group["id"] for found in self.groups.targets.values() for group in found}
        return [
            AbsentPupil(pupil_id, row["number"], _shown_name(row))
            for pupil_id, row in self.known.rows.items()
            if pupil_id not in mentioned
            and row["left_on"] is None
            and (enrolment := self.enrolments.get(pupil_id)) is not None
            and (self.file.source != "list" or enrolment["group_id"] in here)
        ]

    def _decided(self, index: int, row: PupilRow, decisions: Mapping[int, UUID | None]) -> Match:
        if index not in decisions:
            return self.known.match(row, self.keys_in_file)
        chosen = decisions[index]
        return Match(chosen) if chosen in self.known.rows else Match()

    def _repeat(self, row: PupilRow) -> PupilLine:
        if not row.contradicts:
            return PupilLine(row, State.UNCHANGED)
        earlier = self.file.pupils[row.repeats or 0].line
        reason = _("The same pupil as in row {line}, with other data; not read.")
        return PupilLine(row, State.DOUBTFUL, reason=reason.format(line=earlier))

    def _leaver(self, row: PupilRow, match: Match) -> PupilPlan:
        """Counted, never made: who left before we knew them is not kept."""
        if match.pupil_id is None:
            return PupilPlan(PupilLine(row, State.LEFT, candidates=match.candidates))
        before = self.known.rows[match.pupil_id]
        left_on = row.left_on or before["left_on"] or self.file.as_of
        changes = values_changed(before, {"left_on": left_on})
        line = PupilLine(row, State.LEFT, changes, match.pupil_id, include=bool(changes))
        writes = (Write("pupil", before, {**before, "left_on": left_on}),) if changes else ()
        return PupilPlan(line, writes, self._remembered(row, match.pupil_id))

    def _new(self, row: PupilRow) -> PupilPlan:
        pupil_id = uuid4()
        pupil = {
            **{"id": pupil_id, "number": self._number(row), "eckid": row.eckid or None},
            **{"call_name": row.call_name, "first_names": row.first_names},
            **{"initials": row.initials, "infix": row.infix, "last_name": row.last_name},
            **{"sort_name": sort_name(row.call_name or row.first_names, row.infix, row.last_name)},
            **{"birth_date": row.birth_date, "sex": row.sex or None},
            **{"home_language": row.home_language or None, "taught_since": row.taught_since},
            **{"school_language_since": None, "entered_on": row.entered_on},
            **{"left_on": row.left_on},
        }
        writes = [Write("pupil", None, pupil), *self._enrolment(row, pupil_id)[1]]
        writes += self._guardian(row, pupil_id)[1]
        line = PupilLine(row, State.NEW, include=True)
        return PupilPlan(line, (*writes, *self._remembered(row, pupil_id)))

    def _kept(self, row: PupilRow, pupil_id: UUID) -> PupilPlan:
        before = self.known.rows[pupil_id]
        values = self._values(row, before)
        changes = values_changed(before, values)
        writes = []
        if changes:
            after = {**before, **values}
            given = after["call_name"] or after["first_names"]
            after["sort_name"] = sort_name(given, after["infix"], after["last_name"])
            writes.append(Write("pupil", before, after))
        for more, made in (self._enrolment(row, pupil_id), self._guardian(row, pupil_id)):
            changes += more
            writes += made
        state = State.CHANGED if changes else State.UNCHANGED
        line = PupilLine(row, state, changes, pupil_id, include=bool(changes))
        return PupilPlan(line, tuple(writes), self._remembered(row, pupil_id))

    def _values(self, row: PupilRow, before: Row) -> dict[str, Any]:
        """What the row says, and only that."""
        values = {name: getattr(row, name) for name in (*SAME_NAME, *DATES, "home_language")}
        values = {name: value for name, value in values.items() if value}
        if row.infix or values.get("last_name", before["last_name"]) != before["last_name"]:
            values["infix"] = row.infix  # a prefix goes with its surname
        back = before["left_on"] is not None and before["left_on"] <= self.file.as_of
        if back and row.left_on is None:
            values["left_on"] = None  # in a newer file again: back at school
        if OURS.fullmatch(before["number"]) and row.number and row.number not in self.numbers:
            values["number"] = row.number
            self.numbers.add(row.number)
        return values

    def _enrolment(self, row: PupilRow, pupil_id: UUID) -> tuple[tuple[Change, ...], list[Write]]:
        group = self.groups.group_of(row)
        grade = row.grade if row.grade is not None else group["grade"] if group else None
        before = self.enrolments.get(pupil_id)
        year = self.file.school_year
        if before is None:
            group_id = group["id"] if group else None
            after = {"pupil_id": pupil_id, "school_year": year, "group_id": group_id}
            return (Change("school_year", "", year),), [
                Write("enrolment", None, {**after, "grade": grade})
            ]
        values = {"group_id": group["id"] if group else None, "grade": grade}
        changed = {name: v for name, v in values.items() if v is not None and v != before[name]}
        if not changed:
            return (), []
        shown = []
        if "group_id" in changed and group:
            shown.append(
                Change("group", self.group_names.get(before["group_id"], ""), group["name"])
            )
        if "grade" in changed:
            shown.append(Change("grade", str(before["grade"] or ""), str(grade)))
        return tuple(shown), [Write("enrolment", before, {**before, **changed})]

    def _guardian(self, row: PupilRow, pupil_id: UUID) -> tuple[tuple[Change, ...], list[Write]]:
        """The language of the talk: kept with the only or first parent who has none yet."""
        language = row.guardian_language
        known = self.guardians.get(pupil_id, [])
        if not language or any(guardian["language"] == language for guardian in known):
            return (), []
        if not known:
            made = {"id": uuid4(), "pupil_id": pupil_id, "name": "", "relation": ""}
            write = Write("guardian", None, {**made, "language": language})
            return (Change("guardian_language", "", language),), [write]
        open_ones = [guardian for guardian in known if guardian["language"] is None]
        if len(known) > 1 and not open_ones:
            return (), []
        before = (open_ones or known)[0]
        change = Change("guardian_language", before["language"] or "", language)
        return (change,), [Write("guardian", before, {**before, "language": language})]

    def _remembered(self, row: PupilRow, pupil_id: UUID) -> tuple[Write, ...]:
        if not is_stable(row.key) or self.known.keys.get(row.key) == pupil_id:
            return ()
        if row.key in self.known.keys:
            return ()  # decided by hand for this once; the older match stays
        return (key_write(self.file.source, "pupil", row.key, pupil_id),)

    def _number(self, row: PupilRow) -> str:
        if row.number and row.number not in self.numbers:
            number = row.number
        else:
            self.last_number += 1
            number = f"X{self.last_number:04}"
        self.numbers.add(number)
        return number


def _shown_name(row: Row) -> str:
    given = row["call_name"] or row["first_names"] or row["initials"]
    return " ".join(part for part in (given, row["infix"], row["last_name"]) if part)
