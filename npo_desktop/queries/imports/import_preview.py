"""What an import would do, row by row: shown before anything is written."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from npo_desktop.files.pupil_file import GroupRow, Message, PupilFile, PupilRow, StaffRow


class State(StrEnum):
    """What becomes of one row. Every row read has exactly one."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    LEFT = "left"
    DOUBTFUL = "doubtful"
    FAULTY = "faulty"


Counts = Mapping[str, int]  # every state, also those that do not occur


def counted(states: Iterable[State]) -> dict[str, int]:
    """How many rows have each state."""
    found = Counter(states)
    return {state.value: found[state] for state in State}


@dataclass(frozen=True, slots=True)
class Change:
    """One value that would become another; dates as 2015-03-09, nothing as empty text."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PupilLine:
    """One pupil row, and what would happen to it."""

    row: PupilRow
    state: State
    changes: tuple[Change, ...] = ()
    pupil_id: UUID | None = None  # the pupil it was recognised as
    candidates: tuple[UUID, ...] = ()  # whom it might be, when doubtful
    reason: str = ""  # one sentence, when doubtful or faulty
    include: bool = False


@dataclass(frozen=True, slots=True)
class GroupLine:
    """One group row, and what would happen to it."""

    row: GroupRow
    state: State
    group_id: UUID | None = None
    changes: tuple[Change, ...] = ()
    joins: int | None = None  # an earlier row of the same name, made one group with this


@dataclass(frozen=True, slots=True)
class StaffLine:
    """One row about staff, and what would happen to it."""

    row: StaffRow
    state: State
    staff_id: UUID | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class AbsentPupil:
    """A pupil of ours whom the file does not mention: offered as left, never more."""

    pupil_id: UUID
    number: str
    name: str
    include: bool = False


@dataclass(frozen=True, slots=True)
class PupilPreview:
    """Everything an import of pupils would do."""

    file: PupilFile
    today: date
    pupils: tuple[PupilLine, ...]
    groups: tuple[GroupLine, ...]
    staff: tuple[StaffLine, ...]
    absent: tuple[AbsentPupil, ...]
    messages: tuple[Message, ...]  # of the file and of the comparison, by line
    decisions: Mapping[int, UUID | None]
    join_groups: bool = False

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """Rows per state under "pupils", "groups" and "staff"."""
        return {
            "pupils": counted(line.state for line in self.pupils),
            "groups": counted(line.state for line in self.groups),
            "staff": counted(line.state for line in self.staff),
        }

    def including(self, rows: Collection[int], absent: Collection[UUID] = ()) -> "PupilPreview":
        """The same preview with exactly these rows ticked, and these absent pupils as left."""
        return replace(
            self,
            pupils=tuple(
                replace(line, include=index in rows) for index, line in enumerate(self.pupils)
            ),
            absent=tuple(replace(pupil, include=pupil.pupil_id in absent) for pupil in self.absent),
        )


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What an import did, or what was taken back."""

    kind: str  # pupils, answers
    format: str
    file_name: str
    made_at: datetime | None  # nothing when there was nothing to write
    counts: Mapping[str, Counts]
    run_id: int | None = None
    skipped_fields: tuple[str, ...] = ()
    messages: tuple[Message, ...] = ()
