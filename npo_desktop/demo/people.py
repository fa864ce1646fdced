"""Who is at the practice school, where, and since when."""

import csv
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from npo_desktop.i18n import LANGUAGES
from npo_desktop.names import sort_name
from npo_desktop.paths import resources

YEARS = ("2025-2026", "2026-2027")
GRADES = range(1, 9)
LEFT = 9  # the grade of who was in group 8 last year
LAST_DAY = date(2026, 7, 10)  # of 2025-2026
ROUNDS = (  # name, school year, first and last day
    ("2025-1", YEARS[0], date(2025, 11, 3), date(2025, 12, 5)),
    ("2025-2", YEARS[0], date(2026, 5, 11), date(2026, 6, 12)),
    ("2026-1", YEARS[1], date(2026, 11, 2), date(2026, 12, 4)),
)
PEOPLE = "pap"  # whose names are taken for a language without a list of its own

Told = Mapping[str, Any]
Rows = dict[str, list[dict[str, Any]]]  # by table


@dataclass(frozen=True, slots=True)
class Child:
    """A pupil, written down in ``profiles.toml`` or drawn."""

    call: str
    last: str
    sex: str
    born: date
    language: str  # at home; empty: nobody asked
    grade: int  # in 2026-2027
    infix: str = ""
    talk: str = ""  # language of the parents' talk, where it is not that of the home
    asked_in: str = ""  # language of the pupil's own list
    entered: date | None = None  # of who came in the middle
    answered: int | None = None  # statements of the teacher's third list so far; None: all
    remark: str = ""
    levels: Mapping[str, str] = field(default_factory=dict)  # test level by subscale
    scores: Mapping[str, Sequence[int]] = field(default_factory=dict)  # sums, in each round
    answers: Mapping[str, Mapping[str, int]] = field(default_factory=dict)  # raw, by round

    @property
    def id(self) -> UUID:
        """The same in every build."""
        return fixed_id("pupil", self.call, self.infix, self.last)

    @property
    def name(self) -> str:
        """As one says it."""
        return " ".join(filter(None, (self.call, self.infix, self.last)))

    @property
    def entered_on(self) -> date:
        """The first day at this school: of group 1, unless it was later."""
        return self.entered or first_day(2027 - self.grade)

    @property
    def talk_language(self) -> str:
        """In which the school talks with the parents: theirs, else Dutch."""
        return self.talk or (self.language if self.language in LANGUAGES else "nl")

    def grade_in(self, year: str) -> int | None:
        """The group in that school year; ``None``: not here."""
        grade = self.grade - (year == YEARS[0])
        here = year == YEARS[1] or self.entered_on <= LAST_DAY
        return grade if here and grade in GRADES else None


def told(name: str) -> Told:
    """What is written down of the practice school in this file."""
    return tomllib.loads(_text(name))


def fixed_id(*parts: object) -> UUID:
    """The same for the same things in every build."""
    return uuid5(NAMESPACE_URL, "/".join(("practice", *map(str, parts))))


def first_day(year: int) -> date:
    """Of lessons: the Monday in the middle of August."""
    middle = date(year, 8, 14)
    return middle + timedelta(days=-middle.weekday() % 7)


def children_of(profiles: Told, rng: Random) -> list[Child]:
    """Everybody, oldest first: those with a story, then newcomers, then who fills the group."""
    names = _names()
    children: list[Child] = []
    taken = {(row["call"], row["last"]) for row in profiles["pupils"]}
    for grade in reversed(range(1, LEFT + 1)):
        children += [Child(**row) for row in profiles["pupils"] if row["grade"] == grade]
        known = sum(child.grade == grade for child in children)
        size = profiles["leavers"] if grade == LEFT else profiles["sizes"][grade - 1]
        came = [row for row in profiles["newcomers"] if row["grade"] == grade]
        for place in range(size - known):
            newcomer = came[place] if place < len(came) else {}
            language = newcomer.get("language") or _home_language(profiles, rng)
            entered = newcomer.get("entered")
            children.append(_drawn(grade, language, entered, names, taken, rng))
    return children


def people_rows(rows: Rows, profiles: Told, children: Sequence[Child], rng: Random) -> None:
    """Rounds, staff with their groups, and pupils with their parents and enrolments."""
    for name, year, starts_on, ends_on in ROUNDS:
        row = {"id": fixed_id("round", name), "name": name, "school_year": year}
        rows["round"].append(row | {"starts_on": starts_on, "ends_on": ends_on})
    for member in profiles["staff"]:
        _staff_rows(rows, member)
    names = _names()
    seen: dict[int, int] = defaultdict(int)
    for child in children:
        seen[child.entered_on.year] += 1
        number = f"{child.entered_on:%y}{seen[child.entered_on.year]:03d}"
        rows["pupil"].append(_pupil_row(child, number))
        rows["guardian"] += _guardian_rows(child, names, rng)
        for year in YEARS:
            if grade := child.grade_in(year):
                rows["enrolment"].append(
                    {
                        "pupil_id": child.id,
                        "school_year": year,
                        "group_id": fixed_id("group", year, grade),
                        "grade": grade,
                    }
                )


_Names = Mapping[tuple[str, str], Sequence[tuple[str, str]]]  # by kind and language


def _text(name: str) -> str:
    return (resources() / "demo" / name).read_text(encoding="utf-8")


def _names() -> _Names:
    found: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for row in csv.DictReader(_text("names.csv").splitlines()):
        found[row["kind"], row["language"]].append((row["infix"], row["name"]))
    return found


def _home_language(profiles: Told, rng: Random) -> str:
    shares: Mapping[str, int] = profiles["talk_languages"]
    (language,) = rng.choices([*shares, ""], [*shares.values(), 100 - sum(shares.values())])
    return language or rng.choice(profiles["other_languages"])


def _drawn(
    grade: int,
    language: str,
    entered: date | None,
    names: _Names,
    taken: set[tuple[str, str]],
    rng: Random,
) -> Child:
    """Somebody whose name nobody else has, of the right age on 1 October."""
    pool = language if ("family", language) in names else PEOPLE
    sex = rng.choice("MF")
    while True:
        _infix, call = rng.choice(names["boy" if sex == "M" else "girl", pool])
        infix, last = rng.choice(names["family", pool])
        if (call, last) not in taken:
            break
    taken.add((call, last))
    born = date(2022 - grade, 10, 1) + timedelta(days=rng.randrange(365))
    return Child(call, last, sex, born, language, grade, infix, entered=entered)


def _staff_rows(rows: Rows, member: Told) -> None:
    staff_id = fixed_id("staff", member["last"])
    rows["staff"].append(
        {
            "id": staff_id,
            "first_name": member["first"],
            "infix": member.get("infix", ""),
            "last_name": member["last"],
            "role": member["role"],
        }
    )
    for year, grade in zip(YEARS, member.get("teaches", ()), strict=False):
        group_id = fixed_id("group", year, grade)
        group = {"id": group_id, "school_year": year, "name": f"Groep {grade}", "grade": grade}
        rows["school_group"].append(group)
        rows["group_teacher"].append({"group_id": group_id, "staff_id": staff_id})


def _pupil_row(child: Child, number: str) -> dict[str, Any]:
    group_3 = first_day(2029 - child.grade)
    return {
        "id": child.id,
        "number": number,
        "call_name": child.call,
        "first_names": child.call,
        "initials": "".join(name[0] for name in child.call.split()),
        "infix": child.infix,
        "last_name": child.last,
        "sort_name": sort_name(child.call, child.infix, child.last),
        "birth_date": child.born,
        "sex": child.sex,
        "home_language": child.language or None,
        "taught_since": group_3 if child.grade >= 3 else None,
        "school_language_since": child.entered_on,
        "entered_on": child.entered_on,
        "left_on": LAST_DAY if child.grade == LEFT else None,
    }


def _guardian_rows(child: Child, names: _Names, rng: Random) -> list[dict[str, Any]]:
    """Mother or grandmother, and often a father."""
    pool = child.language if ("woman", child.language) in names else PEOPLE
    relation = "oma" if rng.random() < 0.08 else "moeder"
    carers = [("woman", relation), ("man", "vader")]
    last = " ".join(filter(None, (child.infix, child.last)))
    return [
        {
            "id": fixed_id("guardian", child.id, role),
            "pupil_id": child.id,
            "name": f"{rng.choice(names[kind, pool])[1]} {last}",
            "relation": role,
            "language": child.talk_language,
        }
        for kind, role in (carers if rng.random() < 0.6 else carers[:1])
    ]
