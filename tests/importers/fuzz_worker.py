"""A child that reads bad files into a store, one after another, in little memory and little time.

``python fuzz_worker.py SEED FIRST STEP COUNT FOLDER``; prints one JSON line a file. A file that
hangs ends the child; the line before last says which it was.
"""

import faulthandler
import hashlib
import json
import os
import resource
import sys
import traceback
from datetime import date
from pathlib import Path
from typing import Any

from mutants import FILES, good_files, mutant, special_files
from sqlalchemy import func, select

from npo_desktop.content.forms.lint_questionnaire import lint
from npo_desktop.content.load import load_content
from npo_desktop.errors import UserError
from npo_desktop.exports.xlsx.forms.xlsform import questionnaire_workbook
from npo_desktop.importers.answers import read_answers
from npo_desktop.importers.pupils import read_pupils
from npo_desktop.importers.records.attendance import read_attendance
from npo_desktop.importers.records.results import read_results
from npo_desktop.importers.xlsform.read import read_questionnaire
from npo_desktop.queries.answering.answer_imports import apply_answers, preview_answers
from npo_desktop.queries.answering.own_questionnaires import add_own
from npo_desktop.queries.attendance import apply_attendance, preview_attendance
from npo_desktop.queries.imports.pupil_files import apply_pupils, preview_pupils, undo_last
from npo_desktop.queries.imports.result_imports import apply_results, preview_results
from npo_desktop.queries.rounds import add_round
from npo_desktop.store.dump import TABLES, canonical_dump
from npo_desktop.store.engine import Store
from npo_desktop.store.keys import Cost
from npo_desktop.store.lifecycle import NewSchool, create_store

MOST_MEMORY = 512 * 1024 * 1024  # bytes of address space
MOST_SECONDS = 1 if os.environ.get("NPO_FUZZ_HARM") else 10
NOTED_APART = ("import_run", "import_change", "audit_entry")


def new_store(folder: Path) -> Store:
    """Saba with its pupils in one round, without answers."""
    store, _key = create_store(
        folder / "fuzz.npo", "a passphrase for fuzz", NewSchool("Test", "saba"), cost=Cost(64, 1, 1)
    )
    with store.writing() as session:
        add_round(session, "2026-1", date(2026, 9, 1), date(2026, 12, 1))
        apply_pupils(session, preview_pupils(session, read_pupils(FILES / "saba" / "pupils.csv")))
    return store


def counts(store: Store) -> dict[str, int]:
    with store.reading() as session:
        return {
            name: session.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in TABLES.items()
            if name not in NOTED_APART
        }


def fingerprint(store: Store) -> str:
    """Of everything that an import may touch."""
    with store.reading() as session:
        dump = canonical_dump(session, without=NOTED_APART)
    return hashlib.sha256(json.dumps(dump, sort_keys=True).encode()).hexdigest()


def say(**row: object) -> None:
    sys.stdout.write(json.dumps(row) + "\n")
    sys.stdout.flush()


def harmed(store: Store) -> None:
    """The negative control: what an importer with a mistake in it would do."""
    harm = os.environ.get("NPO_FUZZ_HARM")
    if harm == "crash":
        raise KeyError("a mistake")
    if harm == "half":
        with store.writing() as session:
            add_round(session, "half", date(2027, 9, 1), date(2027, 12, 1))
        raise UserError("Refused, but something was written.")
    while harm == "hang":
        pass


def read_in(store: Store, path: Path) -> dict[str, int]:
    """Preview and apply as ``npo import`` does; which tables must have grown, and by how much."""
    harmed(store)
    with store.writing() as session:
        if path.name.startswith("answers"):
            found = preview_answers(session, read_answers(path), load_content().questionnaires)
            apply_answers(session, found)
            return {"answer": sum(line.state.value == "new" for line in found.lines)}
        if path.name.startswith("form-"):
            form = read_questionnaire(path)
            lint(form.questionnaire)
            questionnaire_workbook(form.questionnaire)
            added = add_own(session, form.questionnaire, form.file_name)
            return {"own_questionnaire": int(added.state.value == "new")}
        if path.name.startswith("results"):
            results = preview_results(session, read_results(path))
            apply_results(session, results)
            return {"test_result": results.counts["results"]["new"]}
        if path.name.startswith("attendance"):
            attendance = preview_attendance(session, read_attendance(path))
            apply_attendance(session, attendance)
            return {"attendance": attendance.counts["attendance"]["new"]}
        preview = preview_pupils(session, read_pupils(path))
        apply_pupils(session, preview)
        return {"pupil": sum(line.include and line.state.value == "new" for line in preview.pupils)}


def imports_in(store: Store) -> int:
    with store.reading() as session:
        runs = session.execute(select(func.count()).select_from(TABLES["import_run"]))
        return int(runs.scalar_one())


def judged(store: Store, path: Path, before: dict[str, int], whole: str) -> dict[str, Any]:
    """Refused with nothing changed, or read in whole and taken back whole; all else is a fault."""
    try:
        grown = read_in(store, path)
    except UserError as error:
        same = counts(store) == before
        return {"end": "refused" if same else "partial", "text": error.message}
    after = counts(store)
    if any(after[name] - before[name] != n for name, n in grown.items()):
        return {"end": "partial", "text": f"{grown}"}
    if imports_in(store) > 1:
        with store.writing() as session:
            undo_last(session)
    return {"end": "read" if fingerprint(store) == whole else "not taken back", "text": f"{grown}"}


def main() -> None:
    seed, first, step, count = map(int, sys.argv[1:5])
    folder = Path(sys.argv[5])
    folder.mkdir(parents=True)
    good = good_files()
    store = new_store(folder / "0")
    before, whole = counts(store), fingerprint(store)
    mine = range(first, count, step)
    made = {number: mutant(seed, number, good) for number in special_files() if number in mine}
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    for number in mine:
        name, content = made.pop(number) if number in made else mutant(seed, number, good)
        path = folder / name
        path.write_bytes(content)
        say(number=number, name=name, end="hung")  # unless there comes another word
        faulthandler.dump_traceback_later(MOST_SECONDS, exit=True)
        try:
            told = judged(store, path, before, whole)
        except Exception as error:  # noqa: BLE001 - finding these is what this is for
            where = traceback.extract_tb(error.__traceback__)[-1]
            told = {"end": "crashed", "text": f"{error!r} at {where.filename}:{where.lineno}"}
        faulthandler.cancel_dump_traceback_later()
        say(number=number, name=name, **told)
        path.unlink()
        if told["end"] not in ("refused", "read"):  # what comes next is judged on its own
            store.close()
            store = new_store(folder / str(number))
            before, whole = counts(store), fingerprint(store)
    store.close()


if __name__ == "__main__":
    main()
