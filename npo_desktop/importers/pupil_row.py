"""One row of a table made into one pupil."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from npo_desktop.files.pupil_file import Level, Message, PupilRow
from npo_desktop.i18n import NAMES, _
from npo_desktop.importers.cells import (
    cell_date,
    cell_grade,
    cell_number,
    grade_in_name,
    is_nothing,
    is_plain_language,
    language_of,
    sex_of,
)
from npo_desktop.importers.table_rows import RawRow
from npo_desktop.names import split_full_name

LONGEST_NAME = 200
LONGEST_NUMBER = 64
EARLIEST_BIRTH = 1950


@dataclass(frozen=True, slots=True)
class Reading:
    """How the cells of this file are to be taken."""

    columns: Sequence[str]
    date_order: str
    m_is_girl: bool
    default_group: str
    as_of: date
    today: date


def read_row(row: RawRow, index: int, reading: Reading, messages: list[Message]) -> PupilRow:
    """The pupil of this row; a row that cannot be read has a ``fault``. Says what it made of it."""
    return _RowReader(row, index, reading, messages).pupil()


class _RowReader:
    def __init__(self, row: RawRow, index: int, reading: Reading, messages: list[Message]) -> None:
        self.row, self.index, self.reading, self.messages = row, index, reading, messages
        self.fault = ""
        self.cells: dict[str, str] = {}
        for field, cell in zip(reading.columns, row.cells, strict=False):
            if field:
                self.cells.setdefault(field, cell)

    def pupil(self) -> PupilRow:
        number = self.number()
        call_name, infix, last_name = self.name()
        left_on = self.day("left_on")
        group = (self.text("group") or self.reading.default_group)[:LONGEST_NAME]
        return PupilRow(
            line=self.row.line,
            key=number,
            number=number,
            eckid=self.text("eckid"),
            call_name=call_name,
            first_names=self.text("first_names"),
            initials=self.text("initials"),
            infix=infix,
            last_name=last_name,
            birth_date=self.birth_date(),
            sex=self.sex(),
            home_language=self.home_language(),
            guardian_language=self.guardian_language(),
            taught_since=self.day("taught_since"),
            entered_on=self.day("entered_on"),
            left_on=left_on,
            group=group,
            grade=self.grade(group),
            leaver=left_on is not None and left_on < self.reading.as_of,
            fault=self.fault,
        )

    def text(self, field: str) -> str:
        return " ".join(self.cells.get(field, "").split())

    def note(self, text: str, field: str) -> None:
        self.messages.append(Message(self.row.line, text, self.index, field))

    def refuse(self, text: str, field: str) -> None:
        self.fault = self.fault or text
        self.messages.append(Message(self.row.line, text, self.index, field, Level.FAULT))

    def number(self) -> str:
        number = cell_number(self.text("number"))
        if is_nothing(number):
            return ""
        if len(number) > LONGEST_NUMBER or not number.isprintable():
            self.refuse(_("This is not a pupil number."), "number")
            return ""
        return number

    def name(self) -> tuple[str, str, str]:
        call_name, infix = self.text("call_name"), self.text("infix")
        last_name = self.text("last_name")
        if full_name := self.text("full_name"):
            call, between, last = split_full_name(full_name)
            call_name, infix = call_name or call, infix or between
            last_name = last_name or last
        if "," in last_name and not infix:
            surname, _comma, rest = last_name.partition(",")
            last_name, infix = surname.strip(), rest.strip()[:20]
        first = self.text("first_names")
        if not call_name and not last_name:
            call_name = first.partition(" ")[0]
        if not call_name and not last_name:
            self.refuse(_("This pupil has no name."), "last_name")
        if max(len(call_name), len(last_name), len(first)) > LONGEST_NAME:
            self.refuse(_("This name is too long."), "last_name")
        return call_name, infix, last_name

    def day(self, field: str) -> date | None:
        text = self.text(field)
        if is_nothing(text):
            return None
        found = cell_date(text, self.reading.date_order)
        if found is None:
            self.refuse(_("The date {text} does not exist.").format(text=text[:30]), field)
        return found

    def birth_date(self) -> date | None:
        found = self.day("birth_date")
        if found and (found > self.reading.today or found.year < EARLIEST_BIRTH):
            self.refuse(_("This cannot be a pupil's day of birth."), "birth_date")
        return found

    def sex(self) -> str:
        text = self.text("sex")
        sex = sex_of(text, m_is_girl=self.reading.m_is_girl)
        if sex is None:
            self.note(_("{text} is not understood; left open.").format(text=_quoted(text)), "sex")
        elif self.reading.m_is_girl and text.casefold() == "v":
            self.note(_("{text} read as girl. Is that right?").format(text=_quoted(text)), "sex")
        elif not self.reading.m_is_girl and text.casefold() == "j":
            self.note(_("{text} read as boy. Is that right?").format(text=_quoted(text)), "sex")
        return sex or ""

    def home_language(self) -> str:
        text = self.text("home_language")
        if is_nothing(text):
            if "home_language" in self.reading.columns:
                self.note(_("The language at home is empty: not known."), "home_language")
            return ""
        code = language_of(text)
        self._say_reading(text, code, "home_language")
        return code or text[:40]

    def guardian_language(self) -> str:
        text = self.text("guardian_language")
        if is_nothing(text):
            return ""
        code = language_of(text)
        if code is None:
            self.note(
                _("{text} is not one of the four languages; left open.").format(text=_quoted(text)),
                "guardian_language",
            )
        self._say_reading(text, code, "guardian_language")
        return code or ""

    def _say_reading(self, text: str, code: str | None, field: str) -> None:
        if code and not is_plain_language(text):
            said = _("{text} read as {language}.")
            self.note(said.format(text=_quoted(text), language=NAMES[code]), field)

    def grade(self, group: str) -> int | None:
        text = self.text("grade")
        grade = cell_grade(text)
        if grade is None and not is_nothing(text) and not any(mark in text for mark in "/-+"):
            self.note(_("{text} is not understood; left open.").format(text=_quoted(text)), "grade")
        return grade if grade is not None else grade_in_name(group)


def _quoted(text: str) -> str:
    return f'"{text[:40]}"'
