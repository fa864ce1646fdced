"""Results and attendance of a file compared with the store, and written in one transaction.

Source: EXCHANGE.md, chapter 0: matched as pupils are, previewed, idempotent, undone as a whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from sqlmodel import Session

from npo_desktop.files.pupil_file import PupilRow, is_stable
from npo_desktop.files.record_file import ColumnUse, Record, RecordFile, RecordT
from npo_desktop.i18n import _
from npo_desktop.queries.imports.import_journal import Row, Write
from npo_desktop.queries.imports.import_plan import key_write, values_changed
from npo_desktop.queries.imports.import_preview import ImportSummary, State
from npo_desktop.queries.imports.import_run import old_preview, run_import
from npo_desktop.queries.imports.known_pupils import KnownPupils, Match, known_pupils
from npo_desktop.queries.imports.record_preview import RecordLine, RecordPreview, messages_of
from npo_desktop.store.tables import ColumnMapping, ImportRun

Key = tuple[Any, ...]


_Read = TypeVar("_Read", bound=Record, contravariant=True)


class Kept(Protocol[_Read]):
    """How rows of one kind stand in the store."""

    @property
    def table(self) -> str:
        """Its name."""

    def key(self, pupil_id: UUID, row: _Read) -> Key:
        """What makes a row the same row."""

    def stored(self) -> Mapping[Key, Row]:
        """What is there already."""

    def values(self, pupil_id: UUID, row: _Read, before: Row | None) -> dict[str, Any]:
        """What the row says, by column; of a new one every column."""

    def again(self, line: int) -> str:
        """What to say when row ``line`` said something else about the same."""


@dataclass(frozen=True, slots=True)
class RecordPlan(Generic[RecordT]):
    """The preview, what to write for each of its lines, and matches to remember."""

    preview: RecordPreview[RecordT]
    writes: tuple[Write | None, ...]
    remembered: tuple[Write, ...]


def plan_records(
    session: Session,
    file: RecordFile[RecordT],
    kept: Kept[RecordT],
    today: date,
    decisions: Mapping[int, UUID],
) -> RecordPlan[RecordT]:
    """Compare every row of the file. Reads only."""
    matcher = _Matcher(session, file, decisions)
    matches = [matcher.match(index, row) for index, row in enumerate(file.pupils)]
    stored = kept.stored()
    seen: dict[Key, tuple[int, Mapping[str, Any]]] = {}
    lines: list[RecordLine[RecordT]] = []
    writes: list[Write | None] = []
    for row in file.rows:
        line = _judged(row, matches[row.pupil])
        pupil_id, write = line.pupil_id, None
        if line.state is State.NEW and pupil_id is not None:
            key = kept.key(pupil_id, row)
            if (earlier := seen.get(key)) is not None:
                is_same = earlier[1] == row.values
                line = replace(
                    line,
                    state=State.UNCHANGED if is_same else State.DOUBTFUL,
                    reason="" if is_same else kept.again(earlier[0]),
                )
            else:
                seen[key] = (row.line, row.values)
                values = kept.values(pupil_id, row, stored.get(key))
                line, write = _compared(line, kept.table, stored.get(key), values)
        lines.append(line)
        writes.append(write)
    preview = RecordPreview(file, today, tuple(lines), messages_of(file, lines), dict(decisions))
    return RecordPlan(preview, tuple(writes), matcher.remembered())


def apply_plan(
    session: Session, plan: RecordPlan[RecordT], preview: RecordPreview[RecordT]
) -> ImportSummary:
    """Write what is ticked, noted so that it can be taken back. The caller commits.

    ``plan`` was made just now: raises ``UserError`` when it differs from the preview shown.
    """
    if [_fixed(line) for line in plan.preview.lines] != [_fixed(line) for line in preview.lines]:
        raise old_preview()
    writes = [
        write
        for line, write in zip(preview.lines, plan.writes, strict=True)
        if line.include and write is not None
    ]
    file = preview.file
    run = ImportRun(
        kind=file.kind,
        format=file.format,
        file_name=file.file_name,
        sha256=file.sha256,
        counts=preview.counts,
    )
    writes += plan.remembered
    return run_import(
        session, run, writes, skipped_fields=file.skipped_fields, messages=preview.messages
    )


def column_uses_for(session: Session, fingerprint: str) -> dict[int, ColumnUse] | None:
    """How the columns under this heading were named last time, of results or attendance."""
    found = session.get(ColumnMapping, fingerprint)
    if found is None:
        return None
    return {
        int(column): ColumnUse(use["field"], use["test"]) for column, use in found.columns.items()
    }


def remember_column_uses(
    session: Session, fingerprint: str, uses: Mapping[int, ColumnUse], name: str = ""
) -> None:
    """Keep how columns were named, for the next file with this heading. The caller commits."""
    kept = {str(column): {"field": use.field, "test": use.test} for column, use in uses.items()}
    session.merge(ColumnMapping(fingerprint=fingerprint, name=name, columns=kept))


def _judged(row: RecordT, match: Match) -> RecordLine[RecordT]:
    """By the row itself and by its pupil; one that can be written is new until compared."""
    if row.fault:
        return RecordLine(row, State.FAULTY, reason=row.fault)
    if row.is_empty:
        return RecordLine(row, State.UNCHANGED, pupil_id=match.pupil_id)
    if match.pupil_id is not None:
        return RecordLine(row, State.NEW, pupil_id=match.pupil_id)
    state = State.DOUBTFUL if match.candidates else State.FAULTY
    return RecordLine(row, state, candidates=match.candidates, reason=match.doubt)


def _compared(
    line: RecordLine[RecordT], table: str, before: Row | None, values: Mapping[str, Any]
) -> tuple[RecordLine[RecordT], Write | None]:
    if before is None:
        return replace(line, include=True), Write(table, None, values)
    shown = {name: value for name, value in values.items() if name != "is_checked"}
    changes = values_changed(before, shown)
    if not changes:
        return replace(line, state=State.UNCHANGED), None
    write = Write(table, before, {**before, **values})
    return replace(line, state=State.CHANGED, changes=changes, include=True), write


def _fixed(line: RecordLine[RecordT]) -> RecordLine[RecordT]:
    return replace(line, include=False)


class _Matcher(Generic[RecordT]):
    """Whom the pupils of the file are: by key, ECK-iD, number, or name with day of birth."""

    def __init__(
        self, session: Session, file: RecordFile[RecordT], decisions: Mapping[int, UUID]
    ) -> None:
        self.file, self.decisions = file, decisions
        self.known: KnownPupils = known_pupils(session, file.source)
        self.keys_in_file = {row.key for row in file.pupils if is_stable(row.key)}
        self.by_digits: dict[str, list[UUID]] = {}
        for number, pupil_id in self.known.by_number.items():
            self.by_digits.setdefault(number.lstrip("0"), []).append(pupil_id)

    def match(self, index: int, row: PupilRow) -> Match:
        if (chosen := self.decisions.get(index)) in self.known.rows:
            return Match(chosen)
        if row.fault:
            return Match(doubt=row.fault)
        if not (row.call_name or row.last_name or row.birth_date):
            return self._by_key(row)
        found = self.known.match(row, self.keys_in_file)
        if found.pupil_id is None and row.number:
            found = self._without_zeros(row) or found
        if found.pupil_id is None and not found.doubt:
            return Match(doubt=_unknown(row))
        return found

    def _by_key(self, row: PupilRow) -> Match:
        """A row with nothing but keys: there is no name to contradict them."""
        key = self.known.keys.get(row.key) if is_stable(row.key) else None
        found = key if key in self.known.rows else None
        found = found or self.known.by_eckid.get(row.eckid) or self.known.by_number.get(row.number)
        return Match(found) if found else Match(doubt=_unknown(row))

    def _without_zeros(self, row: PupilRow) -> Match | None:
        """Excel makes 1001 of 001001: the same pupil when the name agrees as well."""
        same = self.by_digits.get(row.number.lstrip("0"), [])
        if len(same) != 1 or not row.number.isdecimal():
            return None
        number = self.known.rows[same[0]]["number"]
        found = self.known.match(replace(row, key="", number=number), ())
        return found if found.pupil_id == same[0] else None

    def remembered(self) -> tuple[Write, ...]:
        """What was decided by hand is not asked again."""
        found = []
        for index, pupil_id in self.decisions.items():
            key = self.file.pupils[index].key
            if is_stable(key) and key not in self.known.keys and pupil_id in self.known.rows:
                found.append(key_write(self.file.source, "pupil", key, pupil_id))
        return tuple(found)


def _unknown(row: PupilRow) -> str:
    number = row.number or row.key
    if number:
        return _("There is no pupil with number {number}.").format(number=number[:40])
    return _("This pupil is not here.")
