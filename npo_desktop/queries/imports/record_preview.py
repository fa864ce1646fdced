"""What an import of results or attendance would do, row by row: shown before it is written."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic
from uuid import UUID

from npo_desktop.files.pupil_file import Level, Message
from npo_desktop.files.record_file import RecordFile, RecordT
from npo_desktop.queries.imports.import_preview import Change, State, counted


@dataclass(frozen=True, slots=True)
class RecordLine(Generic[RecordT]):
    """One row, and what would happen to it."""

    row: RecordT
    state: State
    changes: tuple[Change, ...] = ()
    pupil_id: UUID | None = None  # the pupil it was recognised as
    candidates: tuple[UUID, ...] = ()  # whom it might be, when doubtful
    reason: str = ""  # one sentence, when doubtful or faulty
    include: bool = False


@dataclass(frozen=True, slots=True)
class RecordPreview(Generic[RecordT]):
    """Everything an import of results or attendance would do."""

    file: RecordFile[RecordT]
    today: date
    lines: tuple[RecordLine[RecordT], ...]  # one for each row of the file, in its order
    messages: tuple[Message, ...]  # of the file and of the comparison, by line
    decisions: Mapping[int, UUID]  # pupil of the file -> the pupil it is

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """Rows per state under "results" or "attendance"."""
        return {self.file.kind: counted(line.state for line in self.lines)}

    def including(self, rows: Collection[int]) -> "RecordPreview[RecordT]":
        """The same preview with exactly these rows ticked; only new and changed ones can be."""
        return replace(
            self,
            lines=tuple(
                replace(line, include=index in rows and line.state in (State.NEW, State.CHANGED))
                for index, line in enumerate(self.lines)
            ),
        )


def messages_of(
    file: RecordFile[RecordT], lines: Collection[RecordLine[RecordT]]
) -> tuple[Message, ...]:
    """What the file says, and why rows are doubtful or not read, in the order of the file."""
    told = {(message.line, message.text) for message in file.messages}
    found = list(file.messages)
    for line in lines:
        if line.reason and (line.row.line, line.reason) not in told:
            level = Level.FAULT if line.state is State.FAULTY else Level.NOTE
            found.append(Message(line.row.line, line.reason, line.row.pupil, level=level))
            told.add((line.row.line, line.reason))
    return tuple(sorted(found, key=lambda message: message.line))
