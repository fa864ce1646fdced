"""Pupils, groups and staff out of OneRoster 1.0 to 1.2 or School Data Sync.

Passwords, race, birthplace, addresses and photographs are named as left out, never kept.
Source: EXCHANGE.md, chapter 4.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from npo_desktop.files.pupil_file import (
    GradeText,
    GroupRow,
    Level,
    Message,
    PupilFile,
    PupilRow,
    StaffGroup,
    StaffRow,
)
from npo_desktop.i18n import _
from npo_desktop.importers.cells import cell_grade, sex_of
from npo_desktop.importers.repeats import marked_repeats
from npo_desktop.importers.rosters.files import Roster, RosterRow, is_gone
from npo_desktop.importers.rosters.school import (
    class_of_each,
    classes_of,
    roster_date,
    source_of,
    year_of,
)

LONGEST_NAME = 200
EARLIEST_BIRTH = 1950
PUPIL = "student"
_AMERICAN = {
    **{"pr": 1, "pk": 1, "tk": 1, "kg": 2, "k": 2},
    **{f"{grade:02}": grade + 2 for grade in range(1, 13)},
    **{str(grade): grade + 2 for grade in range(1, 13)},
}
_STAFF = {  # a role there, and the EDEXML code: for showing only
    **{"teacher": "LRK", "professor": "LRK", "faculty": "LRK", "lecturer": "LRK"},
    **{"aide": "OWA", "paraprofessional": "OWA", "proctor": "TAL", "counselor": "SMW"},
    **{"administrator": "ADM", "siteadministrator": "ADM", "principal": "DIR"},
    **{"substitute": "LRK", "staff": "", "officialadmin": "ADM", "adjunct": "LRK"},
}
_READ = {
    "users": {
        *("sourcedid", "status", "datelastmodified", "enableduser", "orgsourcedids", "role"),
        *("givenname", "familyname", "middlename", "preferredgivenname", "identifier"),
        *("grades", "grade", "agentsourcedids", "birthdate", "sex", "orgsourcedid"),
        *("primaryorgsourcedid", "schoolsisid"),
    },
    "demographics": {
        *("sourcedid", "usersourcedid", "status", "datelastmodified", "birthdate", "sex"),
    },
}


def american_grade(text: str) -> int | None:
    """The year group of KG or 01 to 12 as in the United States, else as the words say it."""
    word = text.strip().casefold()
    return _AMERICAN.get(word) if word in _AMERICAN or word.isdecimal() else cell_grade(text)


def pupils_of(
    roster: Roster, today: date, grades: Mapping[str, int | None] | None = None
) -> PupilFile:
    """Everything that is kept; ``grades`` says which year group a grade of the file is."""
    reader = _Reader(roster, today, grades or {})
    pupils = reader.pupils()
    told = reader.told_grades(pupils)
    return PupilFile(
        format=roster.format,
        source=source_of(roster),
        file_name=roster.file_name,
        sha256=roster.sha256,
        school_year=reader.year.school_year,
        as_of=reader.year.as_of,
        groups=reader.groups(pupils),
        staff=reader.staff(),
        pupils=marked_repeats(pupils, reader.messages),
        skipped_fields=_skipped(roster),
        messages=tuple(sorted(reader.messages, key=lambda message: message.line)),
        grades=told,
        is_partial=roster.is_partial,
    )


@dataclass(slots=True)
class _User:
    """A user with what other tables say of it."""

    row: RosterRow
    roles: list[str] = field(default_factory=list)
    grade: str = ""
    person: RosterRow | None = None  # its row in demographics


class _Reader:
    def __init__(self, roster: Roster, today: date, grades: Mapping[str, int | None]) -> None:
        self.roster, self.today, self.grades = roster, today, grades
        self.messages: list[Message] = []
        self.year = year_of(roster, today)
        self.classes = classes_of(roster, self.year)
        self.class_of = class_of_each(roster, self.classes, self.year.as_of)
        self.users = [_User(row) for row in roster.tables.get("users", ())]
        self.by_id = {user.row["sourcedid"]: user for user in self.users}
        self._add_roles()
        for row in roster.rows("demographics"):
            if found := self.by_id.get(row["sourcedid"] or row["usersourcedid"]):
                found.person = row

    def _add_roles(self) -> None:
        for user in self.users:
            if user.row["role"]:
                user.roles.append(user.row["role"].casefold())
            user.grade = user.row["grades"] or user.row["grade"]
        for row in self.roster.rows("roles"):
            if found := self.by_id.get(row["usersourcedid"]):
                found.roles.append(row["role"].casefold())
                found.grade = found.grade or row["grade"]

    def pupils(self) -> list[PupilRow]:
        return [
            self._pupil(user, index)
            for index, user in enumerate(u for u in self.users if PUPIL in u.roles)
        ]

    def _pupil(self, user: _User, index: int) -> PupilRow:
        row, faults = user.row, list[str]()

        def refuse(text: str, name: str) -> None:
            faults.append(text)
            self.messages.append(Message(row.line, text, index, name, Level.FAULT))

        given, last_name = row["givenname"], row["familyname"]
        call_name = row["preferredgivenname"] or given
        if not call_name and not last_name:
            refuse(_("This pupil has no name."), "last_name")
        if max(len(call_name), len(given), len(last_name)) > LONGEST_NAME:
            refuse(_("This name is too long."), "last_name")
        birth_text = (user.person["birthdate"] if user.person else "") or row["birthdate"]
        birth_date = roster_date(birth_text)
        if birth_text and birth_date is None:
            refuse(_("The date {text} does not exist.").format(text=birth_text[:30]), "birth_date")
        elif birth_date and (birth_date.year < EARLIEST_BIRTH or birth_date > self.today):
            refuse(_("This cannot be a pupil's day of birth."), "birth_date")
        middle = row["middlename"]
        number = (row["identifier"] or row["sourcedid"])[:64]
        return PupilRow(
            line=row.line,
            key=row["sourcedid"][:256],
            number=number if number.isprintable() else "",
            call_name=call_name,
            first_names=f"{given} {middle}".strip()[:LONGEST_NAME] if middle else "",
            last_name=last_name,
            birth_date=birth_date,
            sex=sex_of((user.person["sex"] if user.person else "") or row["sex"]) or "",
            group=self.class_of.get(row["sourcedid"], ""),
            grade=self._grade(user.grade),
            leaver=is_gone(row) or row["enableduser"].casefold() in ("false", "0", "no"),
            fault=faults[0] if faults else "",
        )

    def _grade(self, text: str) -> int | None:
        text = text.strip()
        return self.grades[text] if text in self.grades else american_grade(text)

    def told_grades(self, pupils: list[PupilRow]) -> tuple[GradeText, ...]:
        """How each grade of the file was taken; says so when nobody chose it."""
        texts = [user.grade.strip() for user in self.users if PUPIL in user.roles]
        found = {text: self._grade(text) for text in sorted(set(texts)) if text}
        guessed = [
            f"{text} = {grade}"
            for text, grade in found.items()
            if grade is not None and text not in self.grades
        ]
        if guessed:
            told = _("Grades are read the American way, as year groups: {grades}.")
            self._note(told.format(grades=", ".join(guessed)))
        if unknown := [
            text[:20] for text, g in found.items() if g is None and text not in self.grades
        ]:
            told = _("These grades are no year group and stay open: {grades}.")
            self._note(told.format(grades=", ".join(unknown)))
        if pupils and len([r for r in self.roster.rows("orgs") if r["type"] == "school"]) > 1:
            self._note(_("The export holds more than one school; all their pupils are read."))
        return tuple(GradeText(text, grade, texts.count(text)) for text, grade in found.items())

    def _note(self, text: str) -> None:
        self.messages.append(Message(0, text, field="grade"))

    def groups(self, pupils: list[PupilRow]) -> tuple[GroupRow, ...]:
        """The classes that pupils are in, with a year group when all of them share it."""
        grades: dict[str, set[int | None]] = {}
        for pupil in pupils:
            if pupil.group and not pupil.fault and not pupil.leaver:
                grades.setdefault(pupil.group, set()).add(pupil.grade)
        rows = []
        for key, found in grades.items():
            row = self.classes[key]
            name = (row["title"] or row["classcode"] or key)[:LONGEST_NAME]
            grade = next(iter(found)) if len(found) == 1 else None
            rows.append(GroupRow(row.line, key, name, grade))
        return tuple(rows)

    def staff(self) -> tuple[StaffRow, ...]:
        taught: dict[str, list[StaffGroup]] = {}
        for row in self.roster.rows("enrollments"):
            if row["role"].casefold() in _STAFF and row["classsourcedid"] in self.classes:
                taught.setdefault(row["usersourcedid"], []).append(
                    StaffGroup(row["classsourcedid"])
                )
        found = []
        for user in self.users:
            row = user.row
            roles = [role for role in user.roles if role in _STAFF]
            if not roles or PUPIL in user.roles or is_gone(row):
                continue
            if row["enableduser"].casefold() in ("false", "0", "no"):
                continue
            found.append(
                StaffRow(
                    line=row.line,
                    key=row["sourcedid"][:256],
                    first_name=row["givenname"][:LONGEST_NAME],
                    last_name=row["familyname"][:LONGEST_NAME],
                    roles=tuple(dict.fromkeys(_STAFF[role] for role in roles if _STAFF[role])),
                    groups=tuple(taught.get(row["sourcedid"], ())),
                )
            )
        return tuple(found)


def _skipped(roster: Roster) -> tuple[str, ...]:
    """Columns about people that hold something and are not kept."""
    found = {
        roster.columns.get(column, column)
        for name, read in _READ.items()
        for row in roster.tables.get(name, ())
        for column, cell in row.cells.items()
        if cell and column and column not in read
    }
    return tuple(sorted(found))
