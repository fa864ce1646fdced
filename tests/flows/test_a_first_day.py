"""From nothing to paper in a real window; then the plug is pulled, and everything is there."""

import io
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import PupilFacts
from npo_desktop.practice import PASSPHRASE
from npo_desktop.queries.answers import answers_of
from npo_desktop.queries.planning.plans import plan_list
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.queries.rounds import round_by_name
from npo_desktop.queries.scans import scan_facts
from npo_desktop.queries.school import school_facts
from npo_desktop.store.lifecycle import open_store

COORDINATOR = Path(__file__).with_name("coordinator.py")
YEAR = "2026-2027"
NOT_BY_CHANCE = 7  # letters of a name that random bytes do not hold
ENOUGH_NAMES = 15  # searched for
ENOUGH = 17  # answers of the second scan before the plug is pulled


@dataclass(frozen=True)
class School:
    """One of the two invented schools, and whom to scan there."""

    name: str
    passphrase: str
    language: str
    scan: str
    second: str


@pytest.fixture(params=["practice", "saba"])
def school(request: pytest.FixtureRequest) -> School:
    if request.param == "practice":  # one list was begun before, one not at all
        return School("practice", PASSPHRASE, "nl", "22009", "22010")
    return School("saba", "salt wind over cove bay", "en", "202201", "202202")


@pytest.fixture
def day(school: School, tmp_path: Path, home: Path) -> Iterator["Day"]:
    for folder in ("out", "temp"):
        (tmp_path / folder).mkdir()
    running = Day(school, tmp_path / "school.npo", tmp_path / "out")
    yield running
    running.end()


class Day:
    """The coordinator's process, heard line by line."""

    def __init__(self, school: School, store: Path, out: Path) -> None:
        self.school, self.store, self.out = school, store, out
        arguments = ["--school", school.name, "--store", store, "--out", out]
        arguments += ["--scan", school.scan, "--second", school.second]
        self.process = subprocess.Popen(
            [sys.executable, str(COORDINATOR), *map(str, arguments)],
            env=os.environ
            | {"NPO_TODAY": "2026-11-24", "PYTHONPATH": str(Path.cwd())}
            | {"TMPDIR": str(store.parent / "temp")},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.told: list[list[str]] = []

    def listen(self, *, until: str, times: int = 1) -> None:
        """Read on until a word has come so many times."""
        assert self.process.stdout is not None and self.process.stderr is not None
        while self.count(until) < times:
            line = self.process.stdout.readline()
            assert line, self.process.stderr.read()[-4000:]
            self.told.append(line.split(maxsplit=2))

    def count(self, word: str) -> int:
        return sum(line[0] == word for line in self.told)

    def answers(self, word: str) -> dict[str, int | None]:
        found = [line for line in self.told if line[0] == word]
        return {line[1]: None if line[2].strip() == "None" else int(line[2]) for line in found}

    def kill(self) -> None:
        """In the middle; what it had told by then, and nobody had read yet, counts as well."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        assert self.process.stdout is not None
        rest = (line for line in self.process.stdout if line.endswith("\n"))
        self.told.extend(line.split(maxsplit=2) for line in rest)

    def end(self) -> None:
        if self.process.poll() is None:
            self.kill()
        for stream in (self.process.stdout, self.process.stderr):
            assert stream is not None
            stream.close()


WhereNamed = Callable[[Iterable[Path], Iterable[str]], list[str]]


def test_a_first_day_and_a_pulled_plug(
    day: Day, school: School, content: Content, tmp_path: Path, where_named: WhereNamed
) -> None:
    day.listen(until="second", times=ENOUGH)
    day.kill()
    assert day.count("told") == 0, day.told
    left = _copied(tmp_path, day.out)  # opening the store again changes what stands there

    store = open_store(day.store, school.passphrase)
    with store.reading() as session:
        numbers = {pupil.number: pupil for pupil in pupil_list(session, YEAR)}
        this = round_by_name(session, "2026-1")
        scans = {
            scan.pupil_id: scan
            for scan in scan_facts(session, round_id=this.id)
            if scan.questionnaire == "teacher"
        }
        first, second = numbers[school.scan], numbers[school.second]
        saved = answers_of(session, scans[first.id].id)
        interrupted = answers_of(session, scans[second.id].id)
        plans = plan_list(session, pupil_id=first.id)
        coordinator = school_facts(session).coordinator
    store.close()
    assert where_named(left, _names(numbers.values(), coordinator)) == []

    asked = content.questionnaires["teacher"].for_age(first.age_on(this.starts_on))
    assert set(saved) == {item.id for item in asked}, "the whole list was filled in"
    assert day.answers("answer").items() <= saved.items()
    assert len(day.answers("second")) >= ENOUGH
    assert day.answers("second").items() <= interrupted.items(), "an acknowledged answer was lost"
    assert len(interrupted) <= len(day.answers("second")) + 1

    (chosen,) = [line[1] for line in day.told if line[0] == "plan"]
    mine = [plan for plan in plans if plan.round_id == this.id]
    assert [plan.intervention for plan in mine if plan.state == "concept"] == [chosen.strip()]
    _check_papers(day.out, first.call_name, first.last_name, school)


@pytest.mark.parametrize("form", ["utf-8", "utf-16-le"])
def test_a_name_that_leaks_is_found(form: str, tmp_path: Path, where_named: WhereNamed) -> None:
    file = tmp_path / "npo-desktop.log"
    file.write_bytes(os.urandom(5000))
    assert where_named([file], ["Jackson-Woods"]) == []
    file.write_bytes(os.urandom(5000) + "Jackson-Woods, Renée".encode(form) + b"\0")
    assert where_named([file], ["Jackson-Woods"]) == [f"Jackson-Woods in {file}"]
    assert where_named([file], ["Vanterpool"]) == []
    named = tmp_path / "Summary Vanterpool.pdf"
    named.touch()
    assert where_named([named], ["Vanterpool"]) == [f"Vanterpool in {named}"]


def _copied(home: Path, out: Path) -> list[Path]:
    """Everything the day left on disk, but not the papers that were asked for."""
    found = [path for path in home.rglob("*") if path.is_file() and out not in path.parents]
    sizes = {path.name: path.stat().st_size for path in found}
    for name in ("school.npo", "school.npo-wal", "school.npo.keys", "npo-desktop.log"):
        assert sizes[name] > 0, f"{name} is not there to be searched"
    kept = home / "left"
    kept.mkdir()
    return [
        Path(shutil.copy(path, kept / f"{number}-{path.name}")) for number, path in enumerate(found)
    ]


def _names(pupils: Iterable[PupilFacts], coordinator: str) -> list[str]:
    """The long ones: chance wrote "Caleb" once. The coordinator's own stands beside the keys."""
    names = {name for pupil in pupils for name in (pupil.call_name, pupil.last_name)}
    names = {name for name in names if len(name) >= NOT_BY_CHANCE} - set(coordinator.split())
    assert len(names) >= ENOUGH_NAMES
    return sorted(names)


def _check_papers(out: Path, call_name: str, last_name: str, school: School) -> None:
    (summary,) = out.glob("*.pdf")
    (book,) = out.glob("*.xlsx")
    assert last_name not in summary.name and last_name not in book.name
    reader = PdfReader(io.BytesIO(summary.read_bytes()))
    words = " ".join(page.extract_text() for page in reader.pages)
    title = {
        "nl": "Zo gaat het met {name}",
        "en": "How {name} is doing",
        "pap": "Kon ta bai ku {name}",
        "es": "Cómo le va a {name}",
    }
    assert any(text.format(name=call_name) in words for text in title.values())
    sheets: Any = load_workbook(io.BytesIO(book.read_bytes()))
    cells = {str(cell.value) for sheet in sheets for row in sheet for cell in row if cell.value}
    assert "Starts within two minutes, in 4 of 5 lessons." in cells
    if school.name == "practice":
        marks = ("VOORBEELDSCHOOL", "EXAMPLE SCHOOL", "SKOL DI EHÈMPEL", "ESCUELA DE EJEMPLO")
        assert any(mark in words for mark in marks)
