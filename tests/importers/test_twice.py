"""T25: a good file read in twice: the second time nothing is new and nothing changes."""

import sys
from collections.abc import Iterator
from datetime import date
from importlib import util
from pathlib import Path
from types import ModuleType

import pytest

from npo_desktop.content.load import Content
from npo_desktop.importers.answers import read_answers
from npo_desktop.importers.pupils import read_pupils
from npo_desktop.importers.records.attendance import read_attendance
from npo_desktop.importers.records.results import read_results
from npo_desktop.queries.answering.answer_imports import apply_answers, preview_answers
from npo_desktop.queries.attendance import apply_attendance, preview_attendance
from npo_desktop.queries.imports.import_preview import Counts
from npo_desktop.queries.imports.pupil_files import apply_pupils, preview_pupils
from npo_desktop.queries.imports.result_imports import apply_results, preview_results
from npo_desktop.queries.rounds import add_round
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Store

HERE = Path(__file__).parent
TABLES = {"answers": "answer", "results": "test_result", "attendance": "attendance"}


def load(name: str) -> ModuleType:
    spec = util.spec_from_file_location(name, HERE / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


GOOD: dict[str, bytes] = {  # a questionnaire is never changed: it has tests of its own
    name: content
    for name, content in load("mutants").good_files().items()
    if not name.startswith("form-")
}


@pytest.fixture
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Path]:
    made = tmp_path / str(request.param)
    made.write_bytes(GOOD[str(request.param)])
    yield made


def read_in(store: Store, content: Content, path: Path) -> tuple[Counts, Counts]:
    """What the preview promised and what was committed."""
    with store.writing() as session:
        if path.name.startswith("answers"):
            answers = preview_answers(session, read_answers(path), content.questionnaires)
            done = apply_answers(session, answers)
            return answers.counts["answers"], done.counts["answers"]
        if path.name.startswith("results"):
            results = preview_results(session, read_results(path))
            return results.counts["results"], apply_results(session, results).counts["results"]
        if path.name.startswith("attendance"):
            absent = preview_attendance(session, read_attendance(path))
            done = apply_attendance(session, absent)
            return absent.counts["attendance"], done.counts["attendance"]
        pupils = preview_pupils(session, read_pupils(path))
        return pupils.counts["pupils"], apply_pupils(session, pupils).counts["pupils"]


def rows_in(store: Store, table: str) -> int:
    with store.reading() as session:
        return len(canonical_dump(session)[table])


@pytest.mark.parametrize("path", GOOD, indirect=True)
def test_the_second_time_nothing_is_new_and_nothing_changes(
    path: Path, store: Store, content: Content
) -> None:
    table = TABLES.get(path.name.partition("-")[0].partition(".")[0], "pupil")
    if table != "pupil":
        with store.writing() as session:
            add_round(session, "2026-1", date(2026, 9, 1), date(2026, 12, 1))
            saba = read_pupils(HERE.parent / "files" / "saba" / "pupils.csv")
            apply_pupils(session, preview_pupils(session, saba))

    before = rows_in(store, table)
    promised, committed = read_in(store, content, path)
    assert promised == committed and promised["new"] > 0
    assert rows_in(store, table) - before == promised["new"]

    with store.reading() as session:
        whole = canonical_dump(session)
    again, committed = read_in(store, content, path)
    assert again == committed
    assert (again["new"], again["changed"], again["faulty"]) == (0, 0, promised["faulty"])
    with store.reading() as session:
        after = canonical_dump(session)
    assert {name: rows for name, rows in after.items() if rows != whole[name]} == {}


def test_there_are_nineteen_good_files() -> None:
    assert len(GOOD) == 19 and "mutants" not in sys.modules
