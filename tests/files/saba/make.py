"""Writes the second invented school: 40 pupils on Saba, in English, only as import files.

Run it as ``python tests/files/saba/make.py``; the same seed always gives the same bytes.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

from npo_desktop.content.load import load_content
from npo_desktop.content.questionnaire import Informant, Questionnaire

SEED = 1963
FOLDER = Path(__file__).parent
SCHOOL_YEAR = "2026-2027"
COUNTED_ON = date(2026, 10, 1)
ROUNDS = {"2026-1": date(2026, 11, 2), "2026-2": date(2027, 5, 10)}  # name, first day
CLASSES = {  # key, name and year groups; K1 is year group 1, Grade 1 is 3
    "k": ("K1/K2", (1, 2)),
    "g12": ("Grade 1/2", (3, 4)),
    "g34": ("Grade 3/4", (5, 6)),
    "g56": ("Grade 5/6", (7, 8)),
}
TEACHERS = {
    "T1": ("Marva", "", "Lambert", "LRK", ("k",)),
    "T2": ("Oswin", "", "Carty", "LRK", ("g12",)),
    "T3": ("Glenys", "", "Whitfield", "LRK", ("g34",)),
    "T4": ("Desmond", "van", "Putten-Hill", "LRK", ("g56",)),
    "T5": ("Althea", "", "Simmonds", "IB", ("k", "g12", "g34", "g56")),
}
BOYS = (
    "Amari",
    "Brent",
    "Caleb",
    "Darius",
    "Elroy",
    "Finley",
    "Gavin",
    "Hassan",
    "Isaiah",
    "Jerome",
    "Keanu",
    "Liam",
    "Malik",
    "Nico",
    "Omari",
    "Preston",
    "Quade",
    "Rashid",
    "Seth",
    "Tyrell",
)
GIRLS = (
    "Aaliyah",
    "Brielle",
    "Cassidy",
    "Danika",
    "Esmé",
    "Faye",
    "Gianna",
    "Hazel",
    "Imani",
    "Jada",
    "Kyra",
    "Leah",
    "Mikayla",
    "Nyah",
    "Oriana",
    "Paige",
    "Renée",
    "Shanelle",
    "Tamia",
    "Zoë",
)
SURNAMES = (
    "Barnes",
    "Caines",
    "Dowling",
    "Every",
    "Granger",
    "Hassell-Levenston",
    "Heyliger",
    "Hughes",
    "Jackson-Woods",
    "Kelly",
    "Linzey",
    "Matthew",
    "Maxwell",
    "Nicholson",
    "O'Brien",
    "Peterson",
    "Robles",
    "Sagers",
    "Thompson",
    "Vanterpool",
    "Wilson",
)
HOME = {"English": 83, "Spanish": 10, "Dutch": 4, "Tagalog": 3}  # in 100; ISLANDS.md, section 1
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
CSV_HEADER = (
    "Student number", "First name", "Last name", "Date of birth", "Gender",
    "Class", "Year group", "Home language", "Language with parents", "Entry date",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pupil:
    """One pupil, as the school knows it."""

    number: str
    call_name: str
    last_name: str
    born: date
    sex: str
    group: str
    grade: int
    home: str

    def age_on(self, day: date) -> int:
        had_birthday = (day.month, day.day) >= (self.born.month, self.born.day)
        return day.year - self.born.year - (not had_birthday)

    @property
    def entered_on(self) -> date:
        return date(2027 - self.grade, 8, 16)


def pupils() -> list[Pupil]:
    """Five of each year group, in the order of the school's own list."""
    rng = Random(SEED)
    boys, girls = rng.sample(BOYS, len(BOYS)), rng.sample(GIRLS, len(GIRLS))
    found = []
    for key, (_name, grades) in CLASSES.items():
        for grade in grades:
            for place in range(5):
                sex = "F" if (grade + place) % 2 else "M"
                found.append(
                    Pupil(
                        number=f"{2026 - grade:04d}{place + 1:02d}",
                        call_name=(girls if sex == "F" else boys).pop(),
                        last_name=rng.choice(SURNAMES),
                        born=date(2022 - grade, 10, 1) + timedelta(days=rng.randrange(365)),
                        sex=sex,
                        group=key,
                        grade=grade,
                        home=rng.choices(list(HOME), list(HOME.values()))[0],
                    )
                )
    return found


def edexml(everybody: list[Pupil]) -> str:
    """The school as EDEXML 2.1."""
    groups = [
        f'\t\t<groep key="{key}"><naam>{name}</naam><jaargroep>C</jaargroep></groep>'
        for key, (name, _grades) in CLASSES.items()
    ]
    staff = [
        f'\t\t<leerkracht key="{key}"><achternaam>{last}</achternaam>'
        + (f"<voorvoegsel>{infix}</voorvoegsel>" if infix else "")
        + f"<roepnaam>{first}</roepnaam><rol>{role}</rol>"
        + "<groepen>"
        + "".join(f'<groep key="{group}"/>' for group in taught)
        + "</groepen></leerkracht>"
        for key, (first, infix, last, role, taught) in TEACHERS.items()
    ]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<!-- Everybody is invented. Made by make.py, seed {SEED}. -->",
        '<EDEX xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
        ' xsi:noNamespaceSchemaLocation="EDEXML.structuur.xsd">',
        "\t<school>",
        f"\t\t<schooljaar>{SCHOOL_YEAR}</schooljaar>",
        f"\t\t<peildatum>{COUNTED_ON}</peildatum>",
        "\t\t<brincode>99SA</brincode>",
        "\t\t<dependancecode>00</dependancecode>",
        f"\t\t<aanmaakdatum>{COUNTED_ON}T08:15:00</aanmaakdatum>",
        "\t\t<auteur>Cove Bay Primary School</auteur>",
        "\t\t<xsdversie>2.1</xsdversie>",
        "\t</school>",
        "\t<groepen>",
        *groups,
        "\t</groepen>",
        "\t<leerlingen>",
        *(_pupil_element(pupil) for pupil in everybody),
        "\t</leerlingen>",
        "\t<leerkrachten>",
        *staff,
        "\t</leerkrachten>",
        "</EDEX>",
    ]
    return "\n".join(lines) + "\n"


def _pupil_element(pupil: Pupil) -> str:
    taught = f"<start_ondw_jgr3>{date(2029 - pupil.grade, 8, 16)}</start_ondw_jgr3>"
    return (
        f'\t\t<leerling key="{pupil.number}"><achternaam>{escape(pupil.last_name)}</achternaam>'
        f"<roepnaam>{pupil.call_name}</roepnaam><geboortedatum>{pupil.born}</geboortedatum>"
        f"<geslacht>{1 if pupil.sex == 'M' else 2}</geslacht>"
        f"{taught if pupil.grade >= 3 else ''}<jaargroep>{pupil.grade}</jaargroep>"
        f'<groep key="{pupil.group}"/><instroomdatum>{pupil.entered_on}</instroomdatum></leerling>'
    )


def pupil_table(everybody: list[Pupil]) -> str:
    """The same list as CSV, with English headers and the languages that EDEXML cannot say."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(CSV_HEADER)
    for pupil in everybody:
        talk = pupil.home if pupil.home in ("English", "Spanish", "Dutch") else "English"
        born = f"{pupil.born.day} {MONTHS[pupil.born.month - 1]} {pupil.born.year}"
        who = (pupil.number, pupil.call_name, pupil.last_name, born, pupil.sex)
        where = (CLASSES[pupil.group][0], pupil.grade, pupil.home, talk, pupil.entered_on)
        table.writerow((*who, *where))
    return out.getvalue()


def answer_table(everybody: list[Pupil]) -> str:
    """All teachers' lists, the pupils' own from 8 years, and two in three parents'."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(("pupil", "round", "questionnaire", "informant", "item", "answer"))
    for name, day in ROUNDS.items():
        for pupil in everybody:
            for questionnaire in load_content().questionnaires.values():
                if not _fills_in(questionnaire, pupil):
                    continue
                for item, answer in _answers(questionnaire, pupil, name, day):
                    informant = questionnaire.informant.value
                    table.writerow(
                        (pupil.number, name, questionnaire.code, informant, item, answer)
                    )
    return out.getvalue()


def _fills_in(questionnaire: Questionnaire, pupil: Pupil) -> bool:
    willing = Random(f"{SEED}/{pupil.number}/parent").random() < 0.67
    return questionnaire.informant is not Informant.PARENT or willing


def _answers(
    questionnaire: Questionnaire, pupil: Pupil, name: str, day: date
) -> Iterator[tuple[str, str]]:
    steady = Random(f"{SEED}/{pupil.number}")  # the same in both rounds
    overall = steady.gauss(0, 0.6)
    levels = {code: overall + steady.gauss(0, 0.6) for code in load_content().subscales}
    rng = Random(f"{SEED}/{pupil.number}/{name}/{questionnaire.code}")
    if name == "2026-2" and steady.random() < 0.3:  # three in ten really change
        for code in ("EF-INI", "SE-WEL"):  # towards the other side, so that there is room for it
            levels[code] += 1.9 if levels[code] < 0 else -1.9
    asked = (item for item in questionnaire.for_age(pupil.age_on(day)) if not item.options)
    for item in asked:  # nobody asked for the stairs
        seen = (2.7 + levels[item.scale] + rng.gauss(0, 0.5)) * questionnaire.top / 4
        keyed = min(max(round(seen), 0), questionnaire.top)
        raw = questionnaire.top - keyed if item.reverse else keyed
        yield item.id, "?" if rng.random() < 0.015 else str(raw)


def write(folder: Path) -> None:
    """All files."""
    everybody = pupils()
    for name, text in (
        ("pupils-edexml-2.1.xml", edexml(everybody)),
        ("pupils.csv", pupil_table(everybody)),
        ("answers.csv", answer_table(everybody)),
    ):
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(FOLDER)
