"""Groups and staff of a file compared with the store: what is new, what changes, who teaches what.

Source: EXCHANGE.md, chapters 0 and 1.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from sqlmodel import Session

from npo_desktop.files.pupil_file import GroupRow, PupilFile, PupilRow, StaffRow, is_stable
from npo_desktop.names import folded
from npo_desktop.queries.imports.import_journal import Row, Write, all_rows
from npo_desktop.queries.imports.import_preview import Change, GroupLine, StaffLine, State
from npo_desktop.queries.imports.known_pupils import source_keys

NOBODY = UUID(int=0)


@dataclass(slots=True)
class GroupPlan:
    """What becomes of the groups, and which group a pupil of the file is in."""

    lines: list[GroupLine] = field(default_factory=list)
    writes: list[Write] = field(default_factory=list)
    targets: dict[str, list[Row]] = field(default_factory=dict)  # key in the file -> our groups

    def group_of(self, row: PupilRow) -> Row | None:
        """The group of ours; of two with the same name the one of the pupil's year group."""
        found = self.targets.get(row.group, [])
        own = [group for group in found if group["grade"] == row.grade]
        return next(iter(own or found), None)


def key_write(source: str, kind: str, key: str, target: UUID) -> Write:
    """A match to remember."""
    return Write(
        "source_key", None, {"source": source, "kind": kind, "key": key, "target_id": target}
    )


def values_changed(before: Row, values: Mapping[str, object]) -> tuple[Change, ...]:
    """Which of these values are other than they are now."""
    return tuple(
        Change(name, _words(before[name]), _words(value))
        for name, value in values.items()
        if before[name] != value
    )


def plan_groups(session: Session, file: PupilFile, *, join: bool) -> GroupPlan:
    """Compare the groups; ``join`` makes classes of one name in one file into one group."""
    plan = GroupPlan()
    keys = source_keys(session, file.source, "group")
    rows = all_rows(session, "school_group")
    known = {row["id"]: row for row in rows if row["school_year"] == file.school_year}
    taken: set[UUID] = set()
    seen: set[UUID] = set()
    first_of_name: dict[str, int] = {}
    for index, row in enumerate(file.groups):
        by_key = known.get(keys.get(f"{file.school_year}/{row.key}", NOBODY))
        same = [group for group in known.values() if folded(group["name"]) == folded(row.name)]
        fitting = [group for group in same if _fits(group, row) and group["id"] not in taken]
        earlier = first_of_name.setdefault(folded(row.name), index)
        if by_key is not None:
            found = [by_key]
            _keep_group(plan, row, by_key, again=by_key["id"] in seen)
        elif is_stable(row.key) and row.key in plan.targets:  # the same key twice in one file
            found = plan.targets[row.key]
            plan.lines.append(GroupLine(row, State.UNCHANGED))
        elif file.source == "list" and same:
            found = same
            plan.lines.append(GroupLine(row, State.UNCHANGED, same[0]["id"]))
        elif fitting:
            found = fitting[:1]
            plan.lines.append(GroupLine(row, State.UNCHANGED, found[0]["id"]))
            plan.writes += _group_key(file, row, found[0])
        elif join and earlier != index:
            found = plan.targets[file.groups[earlier].key]
            plan.lines.append(GroupLine(row, State.UNCHANGED, joins=earlier))
            plan.writes += _group_key(file, row, found[0])
        else:
            found = [_new_group(plan, file, row, join=join)]
        plan.targets[row.key] = found
        seen |= {group["id"] for group in found}
        taken |= {group["id"] for group in found if group["grade"] is not None}  # else it is mixed
    return plan


def plan_staff(
    session: Session, file: PupilFile, groups: GroupPlan
) -> tuple[list[StaffLine], list[Write]]:
    """Compare staff and whom they teach. Without a key the whole name decides."""
    planner = _StaffPlanner(session, file, groups)
    lines = [planner.line(member) for member in file.staff]
    return lines, planner.writes


class _StaffPlanner:
    def __init__(self, session: Session, file: PupilFile, groups: GroupPlan) -> None:
        self.source, self.groups = file.source, groups
        self.keys = source_keys(session, file.source, "staff")
        self.known = {row["id"]: row for row in all_rows(session, "staff")}
        self.by_name: dict[str, list[Row]] = {}
        for row in self.known.values():
            self.by_name.setdefault(_staff_name(row), []).append(row)
        self.with_key = set(self.keys.values())
        self.teaching = {(r["group_id"], r["staff_id"]) for r in all_rows(session, "group_teacher")}
        self.seen: set[UUID] = set()
        self.writes: list[Write] = []

    def line(self, member: StaffRow) -> StaffLine:
        if not member.first_name and not member.last_name:
            return StaffLine(member, State.FAULTY)
        target = self._recognised(member)
        if target is not None and target["id"] in self.seen:  # the first row about somebody counts
            return StaffLine(member, State.UNCHANGED, target["id"])
        line, made = _staff_line(member, target)
        row: Row = target if target is not None else made[0].after
        staff_id: UUID = row["id"]
        if target is None:
            self.known[staff_id] = row
            self.by_name.setdefault(_row_name(member), []).append(row)
        if is_stable(member.key) and member.key not in self.keys:
            made.append(key_write(self.source, "staff", member.key, staff_id))
            self.keys[member.key] = staff_id
            self.with_key.add(staff_id)
        self.seen.add(staff_id)
        links = _links(member, staff_id, self.groups, self.teaching)
        self.writes += made + links
        if links and line.state is State.UNCHANGED:
            change = Change("groups", "", _names(member, self.groups))
            return StaffLine(member, State.CHANGED, staff_id, (change,))
        return line

    def _recognised(self, member: StaffRow) -> Row | None:
        target = self.known.get(self.keys.get(member.key, NOBODY))
        if target is not None and _same_person(member, target):
            return target  # else the key was given to somebody else
        namesakes = self.by_name.get(_row_name(member), [])
        if is_stable(member.key):  # whoever has a key of this source already is somebody else
            namesakes = [row for row in namesakes if row["id"] not in self.with_key]
        return namesakes[0] if len(namesakes) == 1 else None


def _keep_group(plan: GroupPlan, row: GroupRow, target: Row, *, again: bool) -> None:
    """The first row about a group decides; two may be about one that was joined."""
    values: dict[str, object] = {"name": row.name}
    if row.grade is not None and target["grade"] is not None:  # a mixed class stays mixed
        values["grade"] = row.grade
    changes = () if again else values_changed(target, values)
    if changes:
        plan.writes.append(Write("school_group", target, {**target, **values}))
    state = State.CHANGED if changes else State.UNCHANGED
    plan.lines.append(GroupLine(row, state, target["id"], changes))


def _new_group(plan: GroupPlan, file: PupilFile, row: GroupRow, *, join: bool) -> Row:
    namesakes = {other.grade for other in file.groups if folded(other.name) == folded(row.name)}
    grade = None if join and len(namesakes) > 1 else row.grade
    made = {"id": uuid4(), "school_year": file.school_year, "name": row.name, "grade": grade}
    plan.lines.append(GroupLine(row, State.NEW))
    plan.writes.append(Write("school_group", None, made))
    plan.writes += _group_key(file, row, made)
    return made


def _group_key(file: PupilFile, row: GroupRow, target: Row) -> list[Write]:
    """Keys of classes come back every year, so the year is part of what is remembered."""
    if file.source == "list" or not is_stable(row.key):
        return []
    return [key_write(file.source, "group", f"{file.school_year}/{row.key}", target["id"])]


def _fits(group: Row, row: GroupRow) -> bool:
    return group["grade"] is None or group["grade"] == row.grade


def _staff_line(member: StaffRow, target: Row | None) -> tuple[StaffLine, list[Write]]:
    roles = [*member.roles, *(role for group in member.groups for role in group.roles)]
    role = roles[0][:10] if roles else ""
    if target is None:
        made = {
            **{"id": uuid4(), "first_name": member.first_name, "infix": member.infix},
            **{"last_name": member.last_name, "role": role, "left_on": None},
        }
        return StaffLine(member, State.NEW), [Write("staff", None, made)]
    given = {"first_name": member.first_name, "last_name": member.last_name, "role": role}
    values = {name: value for name, value in given.items() if value}
    if member.infix or values.get("last_name", target["last_name"]) != target["last_name"]:
        values["infix"] = member.infix
    changes = values_changed(target, values)
    if not changes:
        return StaffLine(member, State.UNCHANGED, target["id"]), []
    after = {**target, **values}
    return StaffLine(member, State.CHANGED, target["id"], changes), [Write("staff", target, after)]


def _links(
    member: StaffRow, staff_id: UUID, groups: GroupPlan, teaching: set[tuple[UUID, UUID]]
) -> list[Write]:
    """Who teaches which group from now on; nothing is taken away."""
    writes = []
    for group in member.groups:
        for target in groups.targets.get(group.key, ()):
            link = (target["id"], staff_id)
            if link not in teaching:
                teaching.add(link)
                after = {"group_id": link[0], "staff_id": staff_id}
                writes.append(Write("group_teacher", None, after))
    return writes


def _names(member: StaffRow, groups: GroupPlan) -> str:
    taught: Iterable[Row] = (
        target for group in member.groups for target in groups.targets.get(group.key, ())
    )
    return ", ".join(dict.fromkeys(target["name"] for target in taught))


def _same_person(member: StaffRow, row: Row) -> bool:
    pairs = (
        (folded(member.last_name), folded(row["last_name"])),
        (folded(member.first_name), folded(row["first_name"])),
    )
    comparable = [mine == theirs for mine, theirs in pairs if mine and theirs]
    return any(comparable) or not comparable


def _staff_name(row: Row) -> str:
    return folded(" ".join((row["first_name"], row["infix"], row["last_name"])))


def _row_name(member: StaffRow) -> str:
    return folded(" ".join((member.first_name, member.infix, member.last_name)))


def _words(value: object) -> str:
    return "" if value is None else str(value)
