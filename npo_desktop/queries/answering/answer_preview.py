"""What importing answers would do: row by row, then list by list. Reads only.

Source: COMMANDS.md, npo import answers.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlmodel import Session

from npo_desktop.content.questionnaire import Questionnaire
from npo_desktop.files.answer_file import AnswerFile, AnswerRow
from npo_desktop.files.pupil_file import Level, Message
from npo_desktop.i18n import LANGUAGES, _, ngettext
from npo_desktop.queries.answering.answer_lists import AskedLists, ScanKey, judged
from npo_desktop.queries.answering.answer_values import AnswerValue, Forms, fault_of, read_value
from npo_desktop.queries.answering.scan_forms import form_of_new
from npo_desktop.queries.imports.import_journal import Row, all_rows, table_named
from npo_desktop.queries.imports.import_preview import State, counted
from npo_desktop.queries.school import school_facts

NEEDED = ("pupil", "round", "questionnaire", "informant", "item")  # an empty answer says something


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer row, and what would happen to it."""

    row: AnswerRow
    state: State
    scan: ScanKey | None = None
    value: int | None = None  # neither this nor words: "don't know"
    words: str | None = None  # the answer to an own question that is no choice of one
    language: str | None = None  # in which it was asked, where that is not the list's
    old: Row | None = None  # the answer that is there now
    reason: str = ""
    doubt: str = ""  # it is read, but look at it

    @property
    def given(self) -> AnswerValue:
        """The answer as it would be stored."""
        return AnswerValue(self.value, self.words)


@dataclass(frozen=True, slots=True)
class AnswerPreview:
    """Everything an import of answers would do."""

    file: AnswerFile
    lines: tuple[AnswerLine, ...]
    questionnaires: Mapping[str, Questionnaire]
    languages: Mapping[ScanKey, str]  # in which each list was begun, or is by this file
    cleared: Mapping[int, tuple[Row, ...]]  # by line: answers that are not asked any more

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """Rows per state under "answers"."""
        return {"answers": counted(line.state for line in self.lines)}

    @property
    def messages(self) -> tuple[Message, ...]:
        """Why rows are not read, and what goes away, in the order of the file."""
        found = [
            Message(line.row.line, line.reason, index, level=Level.FAULT)
            for index, line in enumerate(self.lines)
            if line.reason
        ]
        found += [
            Message(line.row.line, line.doubt, index)
            for index, line in enumerate(self.lines)
            if line.doubt and not line.reason
        ]
        found += [Message(line, _goes(len(rows))) for line, rows in self.cleared.items()]
        return tuple(sorted(found, key=lambda message: message.line))


def preview_answers(
    session: Session, file: AnswerFile, questionnaires: Mapping[str, Questionnaire]
) -> AnswerPreview:
    """What importing these answers would do. Reads only."""
    reader = _Reader(session, questionnaires)
    lines = tuple(reader.line(row) for row in file.rows)
    refused, cleared = reader.judged_lists()
    lines = tuple(_refused(line, refused) for line in lines)
    return AnswerPreview(file, lines, questionnaires, reader.languages, cleared)


def scan_rows(session: Session) -> dict[ScanKey, Row]:
    """Every list that was begun."""
    return {
        (row["pupil_id"], row["round_id"], row["questionnaire"], row["informant"]): row
        for row in all_rows(session, "scan")
    }


class _Reader:
    """Looks everything up once, then judges row by row, and at last list by list."""

    def __init__(self, session: Session, questionnaires: Mapping[str, Questionnaire]) -> None:
        self.session = session
        self.forms = Forms(session, questionnaires)
        self.lists = AskedLists(session)
        self.pupils: dict[str, UUID] = _ids(session, "pupil", "number")
        self.rounds: dict[str, UUID] = _ids(session, "round", "name")
        self.scans = scan_rows(session)
        self.answers = _answers(session)
        self.language = school_facts(session).language
        self.languages: dict[ScanKey, str] = {}
        self.seen: dict[ScanKey, dict[str, AnswerLine]] = defaultdict(dict)  # by item

    def line(self, row: AnswerRow) -> AnswerLine:
        """One row by itself."""
        if fault := self._fault(row):
            return AnswerLine(row, State.FAULTY, reason=fault)
        scan = self._scan(row)
        if not row.answer:
            return AnswerLine(row, State.UNCHANGED, scan)
        given = self._given(row)
        if (earlier := self.seen[scan].get(row.item)) is not None:
            return _repeated(row, scan, given, earlier)
        line = replace(self._compared(row, scan, given), doubt=self._doubt(row))
        self.seen[scan][row.item] = line
        return line

    def judged_lists(self) -> tuple[dict[tuple[ScanKey, str], str], dict[int, tuple[Row, ...]]]:
        """What each list does not take of the file, by item; and what goes away, by line."""
        refused: dict[tuple[ScanKey, str], str] = {}
        cleared: dict[int, tuple[Row, ...]] = {}
        for lists in self._by_pupil():
            for scan, (questionnaire, given) in lists.items():
                stored = self._stored(scan)
                asking = self.lists.asking(scan, questionnaire, self._form(scan), lists)
                values = {item: _value(row) for item, row in stored.items()}
                found = judged(asking, values, given)
                refused |= {(scan, item): reason for item, reason in found.refused.items()}
                if found.cleared:
                    first = min(line.row.line for line in self.seen[scan].values())
                    cleared[first] = tuple(stored[item] for item in found.cleared)
        return refused, cleared

    def _by_pupil(self) -> Iterable[dict[ScanKey, tuple[Questionnaire, dict[str, AnswerValue]]]]:
        """The lists of the file, those of one pupil in one round together."""
        found: dict[tuple[UUID, UUID], dict[ScanKey, tuple[Questionnaire, dict[str, AnswerValue]]]]
        found = defaultdict(dict)
        for scan, lines in self.seen.items():
            questionnaire = self.forms.of(scan[2], scan[1])
            if questionnaire is not None and lines:
                given = {item: line.given for item, line in lines.items()}
                found[scan[0], scan[1]][scan] = (questionnaire, given)
        return found.values()

    def _compared(self, row: AnswerRow, scan: ScanKey, given: AnswerValue) -> AnswerLine:
        """The answer of the file beside the one that is there."""
        language, old = self._language(row, scan), self._stored(scan).get(row.item)
        if old is None:
            return AnswerLine(row, State.NEW, scan, given.value, given.words, language)
        if not row.language:
            language = old["language"]
        same = (_value(old), old["language"]) == (given, language)
        state = State.UNCHANGED if same else State.CHANGED
        return AnswerLine(row, state, scan, given.value, given.words, language, old)

    def _language(self, row: AnswerRow, scan: ScanKey) -> str | None:
        """In which it was asked, where the file says another than the list's."""
        stored = self.scans.get(scan)
        lists = stored["language"] if stored else row.language or self.language
        lists = self.languages.setdefault(scan, lists)
        return row.language if row.language and row.language != lists else None

    def _scan(self, row: AnswerRow) -> ScanKey:
        pupil_id, round_id = self.pupils[row.pupil], self.rounds[row.round]
        return (pupil_id, round_id, row.questionnaire, row.informant)

    def _stored(self, scan: ScanKey) -> dict[str, Row]:
        """The answers to a list that are there now, by item."""
        stored = self.scans.get(scan)
        return self.answers.get(stored["id"], {}) if stored else {}

    def _form(self, scan: ScanKey) -> str:
        """Whole or in two tiers."""
        if stored := self.scans.get(scan):
            return str(stored["form"])
        questionnaire = self.forms.of(scan[2], scan[1])
        assert questionnaire is not None  # a line of an unknown one has no scan
        return form_of_new(self.session, questionnaire, scan[1], scan[0])

    def _given(self, row: AnswerRow) -> AnswerValue:
        """The answer of a row without a fault."""
        questionnaire = self.forms.of(row.questionnaire, self.rounds[row.round])
        item = self.forms.item(questionnaire, row.item) if questionnaire else None
        return read_value(item, row.answer) if item else AnswerValue()

    def _fault(self, row: AnswerRow) -> str:
        """Why this row cannot be read; empty when it can."""
        if row.is_too_long:
            return _("This row has more cells than the first line of the file.")
        if (empty := next((name for name in NEEDED if not getattr(row, name)), None)) is not None:
            return _("Column {column} is empty in this row.").format(column=empty)
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
        if row.language and row.language not in LANGUAGES:
            text = _("{text} is no language of the lists: one of {languages}, or nothing.")
            return text.format(text=row.language[:20], languages=", ".join(LANGUAGES))
        if fault := fault_of(questionnaire, item, row.answer):
            return fault
        return self.lists.fault(self._scan(row), questionnaire) if row.answer else ""

    def _doubt(self, row: AnswerRow) -> str:
        """What to look at in a row without a fault; empty when nothing."""
        questionnaire = self.forms.of(row.questionnaire, self.rounds[row.round])
        item = self.forms.item(questionnaire, row.item) if questionnaire else None
        return (
            self.lists.doubt(self._scan(row), questionnaire, item) if questionnaire and item else ""
        )


def _repeated(row: AnswerRow, scan: ScanKey, given: AnswerValue, earlier: AnswerLine) -> AnswerLine:
    """A second answer to one question: the same one is nothing new, another is not believed."""
    if earlier.given == given:
        return AnswerLine(row, State.UNCHANGED, scan, given.value, given.words)
    reason = _("Row {line} gives another answer to the same question; that one counts.")
    reason = reason.format(line=earlier.row.line)
    return AnswerLine(row, State.DOUBTFUL, scan, given.value, given.words, reason=reason)


def _refused(line: AnswerLine, refused: Mapping[tuple[ScanKey, str], str]) -> AnswerLine:
    """The same line, faulty when the list it belongs to does not take its answer."""
    if line.scan is None or not line.row.answer or line.state is State.DOUBTFUL:
        return line
    reason = refused.get((line.scan, line.row.item), "")
    return replace(line, state=State.FAULTY, reason=reason) if reason else line


def _goes(n: int) -> str:
    text = ngettext(
        "{n} earlier answer to this list goes: with these answers its question is not asked.",
        "{n} earlier answers to this list go: with these answers their questions are not asked.",
        n,
    )
    return text.format(n=n)


def _value(row: Row) -> AnswerValue:
    return AnswerValue(row["value"], row["words"])


def _ids(session: Session, name: str, key: str) -> dict[str, UUID]:
    """What people call a row, and its id."""
    table = table_named(name)
    found: Any = session.execute(select(table.c[key], table.c.id))
    return dict(found.all())


def _answers(session: Session) -> dict[UUID, dict[str, Row]]:
    """Every answer, by scan and item."""
    found: dict[UUID, dict[str, Row]] = defaultdict(dict)
    for row in all_rows(session, "answer"):
        found[row["scan_id"]][row["item"]] = row
    return found
