"""Answers from a file: what would happen, and doing it. Taken back with ``undo_last``.

Source: COMMANDS.md, npo import answers.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlmodel import Session

from npo_desktop.clock import now
from npo_desktop.content.questionnaire import Informant, Questionnaire
from npo_desktop.errors import UserError
from npo_desktop.files.answer_file import AnswerFile, AnswerRow
from npo_desktop.files.pupil_file import Level, Message
from npo_desktop.i18n import _
from npo_desktop.queries.answer_values import AnswerValue, Forms, fault_of, read_value
from npo_desktop.queries.groups import sole_teachers
from npo_desktop.queries.import_journal import Row, Write, table_named, write_all
from npo_desktop.queries.import_preview import ImportSummary, State, counted
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.queries.rounds import round_list
from npo_desktop.queries.scan_forms import form_of_new
from npo_desktop.queries.school import school_facts, school_year_of
from npo_desktop.store.tables import ImportRun

ScanKey = tuple[UUID, UUID, str, str]  # pupil, round, questionnaire, informant


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer row, and what would happen to it."""

    row: AnswerRow
    state: State
    scan: ScanKey | None = None
    value: int | None = None  # neither this nor words: "don't know"
    words: str | None = None  # the answer to an own question that is no choice of one
    old: Row | None = None  # the answer that is there now
    reason: str = ""


@dataclass(frozen=True, slots=True)
class AnswerPreview:
    """Everything an import of answers would do."""

    file: AnswerFile
    lines: tuple[AnswerLine, ...]
    questionnaires: Mapping[str, Questionnaire]

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """Rows per state under "answers"."""
        return {"answers": counted(line.state for line in self.lines)}

    @property
    def messages(self) -> tuple[Message, ...]:
        """Why rows are not read, in the order of the file."""
        return tuple(
            Message(line.row.line, line.reason, index, level=Level.FAULT)
            for index, line in enumerate(self.lines)
            if line.reason
        )


def preview_answers(
    session: Session, file: AnswerFile, questionnaires: Mapping[str, Questionnaire]
) -> AnswerPreview:
    """What importing these answers would do. Reads only."""
    reader = _Reader(session, questionnaires)
    return AnswerPreview(file, tuple(reader.line(row) for row in file.rows), questionnaires)


def apply_answers(session: Session, preview: AnswerPreview) -> ImportSummary:
    """Write what is new or changed, noted so that it can be taken back. The caller commits."""
    again = preview_answers(session, preview.file, preview.questionnaires)
    if again.lines != preview.lines:
        raise UserError(
            _("The data have changed since this preview was made."), _("Read the file again.")
        )
    writes = _Writer(session, preview).writes()
    run = ImportRun(
        kind="answers",
        format="CSV",
        file_name=preview.file.file_name,
        sha256=preview.file.sha256,
        counts=preview.counts,
    )
    run_id = write_all(session, run, writes)
    return ImportSummary(
        kind="answers",
        format="CSV",
        file_name=preview.file.file_name,
        made_at=run.made_at if run_id is not None else None,
        counts=preview.counts,
        run_id=run_id,
        messages=preview.messages,
    )


class _Reader:
    """Looks everything up once, then judges row by row."""

    def __init__(self, session: Session, questionnaires: Mapping[str, Questionnaire]) -> None:
        self.forms = Forms(session, questionnaires)
        self.pupils: dict[str, UUID] = _ids(session, "pupil", "number")
        self.rounds: dict[str, UUID] = _ids(session, "round", "name")
        self.scans = _scans(session)
        self.answers = _answers(session)
        self.seen: dict[tuple[ScanKey, str], AnswerLine] = {}

    def line(self, row: AnswerRow) -> AnswerLine:
        if fault := self._fault(row):
            return AnswerLine(row, State.FAULTY, reason=fault)
        scan = (
            self.pupils[row.pupil],
            self.rounds[row.round],
            row.questionnaire,
            row.informant,
        )
        if not row.answer:
            return AnswerLine(row, State.UNCHANGED, scan)
        given = self._given(row)
        if (earlier := self.seen.get((scan, row.item))) is not None:
            return _repeated(row, scan, given, earlier)
        stored = self.scans.get(scan)
        old = self.answers.get((stored["id"], row.item)) if stored else None
        if old is None:
            state = State.NEW
        else:
            same = (old["value"], old["words"]) == (given.value, given.words)
            state = State.UNCHANGED if same else State.CHANGED
        line = AnswerLine(row, state, scan, given.value, given.words, old)
        self.seen[scan, row.item] = line
        return line

    def _given(self, row: AnswerRow) -> AnswerValue:
        """The answer of a row without a fault."""
        questionnaire = self.forms.of(row.questionnaire, self.rounds[row.round])
        item = self.forms.item(questionnaire, row.item) if questionnaire else None
        return read_value(item, row.answer) if item else AnswerValue()

    def _fault(self, row: AnswerRow) -> str:
        """Why this row cannot be read; empty when it can."""
        if row.is_too_long:
            return _("This row has more cells than the first line of the file.")
        if row.pupil not in self.pupils:
            return _("There is no pupil with number {number}.").format(number=row.pupil)
        if row.round not in self.rounds:
            return _("There is no round called {name}.").format(name=row.round)
        questionnaire = self.forms.of(row.questionnaire, self.rounds[row.round])
        if questionnaire is None:
            text = _("There is no questionnaire called {code}.")
            return text.format(code=row.questionnaire)
        if row.informant != questionnaire.informant:
            text = _("Questionnaire {code} is filled in by: {informant}.")
            return text.format(code=questionnaire.code, informant=questionnaire.informant.value)
        item = self.forms.item(questionnaire, row.item)
        if item is None:
            text = _("Questionnaire {code} has no item {item}.")
            return text.format(code=questionnaire.code, item=row.item)
        return fault_of(questionnaire, item, row.answer)


def _repeated(row: AnswerRow, scan: ScanKey, given: AnswerValue, earlier: AnswerLine) -> AnswerLine:
    """A second answer to one question: the same one is nothing new, another is not believed."""
    if (earlier.value, earlier.words) == (given.value, given.words):
        return AnswerLine(row, State.UNCHANGED, scan, given.value, given.words)
    reason = _("Row {line} gives another answer to the same question; that one counts.")
    reason = reason.format(line=earlier.row.line)
    return AnswerLine(row, State.DOUBTFUL, scan, given.value, given.words, reason=reason)


@dataclass(slots=True)
class _Writer:
    """Makes the scans that are missing, then the answers."""

    session: Session
    preview: AnswerPreview
    moment: datetime = field(default_factory=now)
    teachers: dict[tuple[UUID, UUID], UUID] | None = None  # read when first asked

    def writes(self) -> list[Write]:
        language = school_facts(self.session).language
        scans = _scans(self.session)
        used = _editions(self.session)
        forms = Forms(self.session, self.preview.questionnaires)
        made: list[Write] = []
        for line in self.preview.lines:
            if line.scan is None or line.state not in (State.NEW, State.CHANGED):
                continue
            if line.scan not in scans:
                questionnaire = forms.of(line.scan[2], line.scan[1])
                if questionnaire is None:
                    continue  # never: a line of an unknown questionnaire has no scan
                made += self._edition(questionnaire, used)
                scans[line.scan] = self._scan(line.scan, questionnaire, language)
                made.append(Write("scan", None, scans[line.scan]))
            after = {
                "scan_id": scans[line.scan]["id"],
                "item": line.row.item,
                "value": line.value,
                "words": line.words,
                "answered_at": self.moment,
            }
            made.append(Write("answer", line.old, after))
        return made

    def _edition(
        self, questionnaire: Questionnaire, used: dict[tuple[str, str], str]
    ) -> list[Write]:
        key = (questionnaire.code, questionnaire.edition)
        digest = hashlib.sha256(questionnaire.source_text.encode()).hexdigest()
        if used.setdefault(key, "") == digest:
            return []
        if used[key]:
            text = _("Questionnaire {code}, edition {edition}, differs from the one used before.")
            raise UserError(
                text.format(code=key[0], edition=key[1]),
                _("Give the changed questionnaire a new edition."),
            )
        used[key] = digest
        after = {"code": key[0], "edition": key[1], "informant": questionnaire.informant.value}
        after |= {"source_text": questionnaire.source_text, "sha256": digest}
        return [Write("used_questionnaire", None, after)]

    def _scan(self, key: ScanKey, questionnaire: Questionnaire, language: str) -> Row:
        return {
            **{"id": uuid4(), "pupil_id": key[0], "round_id": key[1], "questionnaire": key[2]},
            **{"edition": questionnaire.edition, "informant": key[3], "language": language},
            **{"staff_id": self._rater(key), "started_at": self.moment, "remark": ""},
            "form": form_of_new(self.session, questionnaire, key[1], key[0]),
            "entry": "file",
        }

    def _rater(self, key: ScanKey) -> UUID | None:
        """The group's own teacher, as the window fills in; a file does not say who it was."""
        if key[3] != Informant.TEACHER.value:
            return None
        if self.teachers is None:
            self.teachers = _teachers(self.session)
        return self.teachers.get((key[0], key[1]))


def _teachers(session: Session) -> dict[tuple[UUID, UUID], UUID]:
    """By pupil and round, where the pupil's group has one teacher."""
    by_group = sole_teachers(session)
    return {
        (pupil.id, this.id): by_group[pupil.group_id]
        for this in round_list(session)
        for pupil in pupil_list(session, school_year_of(this.starts_on))
        if pupil.group_id in by_group
    }


def _ids(session: Session, name: str, key: str) -> dict[str, UUID]:
    """What people call a row, and its id."""
    table = table_named(name)
    found: Any = session.execute(select(table.c[key], table.c.id))
    return dict(found.all())


def _scans(session: Session) -> dict[ScanKey, Row]:
    return {
        (row["pupil_id"], row["round_id"], row["questionnaire"], row["informant"]): dict(row)
        for row in session.execute(select(table_named("scan"))).mappings()
    }


def _answers(session: Session) -> dict[tuple[UUID, str], Row]:
    return {
        (row["scan_id"], row["item"]): dict(row)
        for row in session.execute(select(table_named("answer"))).mappings()
    }


def _editions(session: Session) -> dict[tuple[str, str], str]:
    table = table_named("used_questionnaire")
    found = session.execute(select(table.c.code, table.c.edition, table.c.sha256))
    return {(code, edition): digest for code, edition, digest in found}
