"""The same work through the real widgets and through ``npo`` leaves an equal store."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from npo_desktop.__main__ import main as npo
from npo_desktop.queries.answers import record_answer
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Store
from npo_desktop.store.lifecycle import open_store

HERE = Path(__file__).parent
SCHOOLS: Mapping[str, Mapping[str, str]] = json.loads(
    (HERE / "schools.json").read_text(encoding="utf-8")
)
GOAL = "Starts within two minutes, in 4 of 5 lessons."  # as the coordinator types it
TIMES = {"started_at", "answered_at", "made_at"}  # two runs never have these in common
TIMES |= {"entry"}  # nor how a list was filled in: by keyboard, or out of a file
JOURNAL = {"import_run": "id", "import_change": "import_id"}

Rows = list[dict[str, Any]]
Dump = dict[str, Rows]


@dataclass(frozen=True)
class Work:
    """Whom to scan at which school, and what to say of the plan; the rest of it as drafted."""

    school: str
    pupil: str
    plan: Mapping[str, str]


WORKS = [
    Work("saba", "202201", {"start": "2027-01-11"}),  # the review moves with it
    Work(
        "bonaire",
        "1002",
        {"who": "Rosa Emerenciana", "start": "2027-01-11", "review": "2027-03-19"},
    ),
]


@pytest.fixture(params=WORKS, ids=lambda work: work.school)
def work(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Work:
    found: Work = request.param
    monkeypatch.setenv("NPO_TODAY", "2026-11-24")
    monkeypatch.setenv("NPO_PASSPHRASE", SCHOOLS[found.school]["passphrase"])
    return found


def test_the_window_and_the_command_leave_equal_stores(work: Work, tmp_path: Path) -> None:
    told = work_in_window(work, tmp_path / "window.npo")
    answers = [words[1:] for words in told if words[0] == "answer"]
    (chosen,) = [words[1] for words in told if words[0] == "plan"]
    work_with_command(work, tmp_path / "command.npo", answers, chosen)

    in_window, with_command = (
        open_store(tmp_path / name, SCHOOLS[work.school]["passphrase"])
        for name in ("window.npo", "command.npo")
    )
    with in_window.reading() as one, with_command.reading() as other:
        first, second = named(canonical_dump(one)), named(canonical_dump(other))
    assert len(first["answer"]) == len(answers) >= 45
    assert [len(first[table]) for table in ("scan", "plan", "goal", "import_run")] == [1, 1, 1, 1]
    for table in first:
        assert first[table] == second[table], f"{table} differs"
    check_that_one_answer_is_seen(with_command, first)
    in_window.close()
    with_command.close()


def check_that_one_answer_is_seen(store: Store, before: Dump) -> None:
    """A comparison that found everything equal proves nothing."""
    with store.writing() as session:
        dump = canonical_dump(session)
        answer = next(row for row in dump["answer"] if row["value"] == 1)
        record_answer(session, UUID(answer["scan_id"]), answer["item"], 2)
        session.flush()
        after = named(canonical_dump(session))
    assert [table for table in before if before[table] != after[table]] == ["answer"]


def work_in_window(work: Work, store: Path) -> list[list[str]]:
    """The coordinator's own program, to its end; what it acknowledged, word by word."""
    details = [f"--school={work.school}", f"--store={store}", f"--scan={work.pupil}"]
    details += [f"--{name}={value}" for name, value in work.plan.items()]
    finished = subprocess.run(
        [sys.executable, str(HERE / "coordinator.py"), *details],
        env=os.environ | {"PYTHONPATH": str(Path.cwd())},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    told = [line.split() for line in finished.stdout.splitlines()]
    assert told and told[-1] == ["done"], finished.stdout[-500:] + finished.stderr[-3000:]
    assert not [words for words in told if words[0] == "told"], finished.stdout[-500:]
    return told


def work_with_command(work: Work, store: Path, answers: list[list[str]], chosen: str) -> None:
    """The same school, file, round, answers and choice, a command at a time."""
    school = SCHOOLS[work.school]

    def run(*words: object) -> None:
        assert npo(["--store", str(store), *map(str, words)]) == 0

    run(
        *("init", "--school", school["name"], "--island", school["island"]),
        *("--place", school["place"], "--coordinator", school["coordinator"]),
    )
    run("import", "pupils", HERE.parent / "files" / school["pupils"])
    run("round", "add", "2026-1", "--start", "2026-11-02", "--end", "2026-12-04")
    run("import", "answers", answer_file(store.with_suffix(".csv"), work.pupil, answers))
    details = [word for name, value in work.plan.items() for word in (f"--{name}", value)]
    run(
        *("plan", "add", "--pupil", work.pupil, "--round", "2026-1"),
        *("--intervention", chosen, "--goal", GOAL, *details),
    )


def answer_file(path: Path, pupil: str, answers: list[list[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["pupil", "round", "questionnaire", "informant", "item", "answer"])
        for item, value in answers:
            given = "?" if value == "None" else value
            rows.writerow([pupil, "2026-1", "teacher", "teacher", item, given])
    return path


OF_ITS_OWN = ("audit.key", "keys.revision", "export.folders", "recovery.proved")


def named(dump: Dump) -> Dump:
    """A dump as two stores can have it in common: rows named by what people call them, no times.

    Left out is the journal of answer imports: in the window the answers come from a keyboard, so
    no file was read in and there is nothing to take back. And what each store has for itself: the
    log with its secret, where exports went, and that the window saw the recovery sheet proved.
    """
    dump = {table: rows for table, rows in dump.items() if table != "audit_entry"}
    dump["setting"] = [row for row in dump["setting"] if row["key"] not in OF_ITS_OWN]
    keyed = {row["id"] for row in dump["import_run"] if row["kind"] == "answers"}
    dump = {
        table: [row for row in rows if row.get(JOURNAL.get(table, "")) not in keyed]
        if table in JOURNAL
        else rows
        for table, rows in dump.items()
    }
    names = names_of(dump)
    return {
        table: sorted(
            (without_times(row, names) for row in rows),
            key=lambda row: json.dumps(row, sort_keys=True),
        )
        for table, rows in dump.items()
    }


def names_of(dump: Dump) -> dict[str, str]:
    """What stands for each UUID: the words by which people tell these rows apart."""
    called = {  # in this order: a later one is named by an earlier one
        "pupil": ("number",),
        "staff": ("first_name", "infix", "last_name"),
        "school_group": ("school_year", "name", "grade"),
        "round": ("name",),
        "guardian": ("pupil_id", "name", "relation"),
        "scan": ("pupil_id", "round_id", "questionnaire", "informant"),
        "test_result": ("pupil_id", "test", "moment", "held_on"),
        "plan": ("pupil_id", "round_id", "intervention"),
        "goal": ("plan_id", "text"),
    }
    names = {row["slot_id"]: f"account({row['name']})" for row in dump["account"]}
    for table, columns in called.items():
        for row in dump[table]:
            words = (str(names.get(row[column], row[column])) for column in columns)
            names[row["id"]] = f"{table}({', '.join(words)})"
    assert len(set(names.values())) == len(names), "two rows have one name"
    return names


def without_times(value: Any, names: Mapping[str, str]) -> Any:
    """The same at any depth: the journal of an import holds whole rows."""
    if isinstance(value, dict):
        return {
            key: without_times(found, names) for key, found in value.items() if key not in TIMES
        }
    if isinstance(value, list):
        return [without_times(found, names) for found in value]
    return names.get(value, value) if isinstance(value, str) else value
