"""Everything that touches a disk, once, with canaries wherever somebody may type; T20.

The parent runs this under the recorder with the root ``/``. ``prepare`` makes the files to read in,
which hold canaries of themselves, so they are made before.
"""

import argparse
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from itertools import count
from pathlib import Path

import school
from openpyxl import Workbook
from sqlmodel import Session

from npo_desktop import logs
from npo_desktop.content.load import load_content
from npo_desktop.errors import UserError
from npo_desktop.importers.pupils import read_pupils
from npo_desktop.jobs.export_jobs import write_parent_summaries, write_plan
from npo_desktop.queries.answers import record_answer
from npo_desktop.queries.imports.pupil_files import apply_pupils, preview_pupils
from npo_desktop.queries.planning.plans import GoalFacts, NewPlan, add_plan
from npo_desktop.queries.privacy.bin import to_bin
from npo_desktop.queries.privacy.corrections import add_correction
from npo_desktop.queries.privacy.erasure import apply_ledger, erase_pupils
from npo_desktop.queries.privacy.restricted_notes import add_note
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.queries.rounds import add_round, round_by_name
from npo_desktop.queries.scans import scan_for, set_remark
from npo_desktop.store.backups.backup import backup_folder, make_backup, verify_backup
from npo_desktop.store.backups.restore import restore
from npo_desktop.store.engine import Store
from npo_desktop.store.lifecycle import NewSchool, create_store, open_store
from npo_desktop.store.tables import Guardian, Staff, TestResult

WORD = "Zqxkanarie"  # every canary begins with it


def canaries() -> Iterator[str]:
    """One after the other, so that a hit tells where it came from; letters that need escaping."""
    return (f"{WORD}{n:03}ëß" for n in count())


def filled(session: Session, words: Iterator[str]) -> None:
    """Words of people in every place that takes them."""
    content = load_content()
    this = add_round(session, "2026-1", date(2026, 11, 2), date(2026, 12, 4))
    for pupil in pupil_list(session, school.YEAR)[:3]:
        scan = scan_for(session, pupil.id, this.id, content.questionnaires["teacher"])
        for place, item in enumerate(content.questionnaires["teacher"].items):
            record_answer(session, scan, item.id, place % 5)
        set_remark(session, scan, next(words))
        session.add(Guardian(pupil_id=pupil.id, name=next(words), relation="moeder"))
        result = TestResult(pupil_id=pupil.id, test=next(words), held_on=date(2026, 11, 3))
        session.add(result)
        add_note(session, pupil.id, "home", next(words))
        add_correction(session, pupil.id, next(words), next(words))
        goal = GoalFacts(next(words), "EF-INH", 40, 60)
        add_plan(
            session,
            NewPlan(
                pupil.id,
                this.id,
                content.catalogue.interventions[0].id,
                date(2026, 11, 9),
                date(2026, 12, 4),
                (goal,),
                who=next(words),
                first_step=next(words),
                pupil_words=next(words),
                reason=next(words),
            ),
        )
    session.add(Staff(first_name=next(words), last_name=next(words)))


def work(folder: Path, files: Path) -> None:
    """From a new store to a restored one."""
    logs.set_up(folder / "logs")
    words, path = canaries(), folder / "school.npo"
    store, _key = create_store(
        path, school.PASSPHRASE, NewSchool("Proefschool", "saba"), cost=school.CHEAP
    )
    for name in ("first.csv", "second.csv", "third.xlsx"):
        with store.writing() as session:
            apply_pupils(session, preview_pupils(session, read_pupils(files / name)))
    with store.writing() as session:
        filled(session, words)
    store.close()
    store = open_store(path, school.PASSPHRASE)
    _exports(store, folder)
    _trouble(store, words)
    backup_folder(path).mkdir(exist_ok=True)
    backup = backup_folder(path) / "one.npobak"
    make_backup(store, backup)
    verify_backup(backup, store.data_key)
    with store.writing() as session:
        pupils = [pupil.id for pupil in pupil_list(session, school.YEAR)]
        to_bin(session, "pupil", pupils[0])
    erase_pupils(store, pupils[1:3])
    store.close()
    restore(path, backup, passphrase=school.PASSPHRASE, erase_again=apply_ledger)
    open_store(path, school.PASSPHRASE).close()


def _exports(store: Store, folder: Path) -> None:
    """Two that anybody can read, by name, and one behind a password."""
    content = load_content()
    for name in ("open", "locked"):
        (folder / name).mkdir()
    with store.reading() as session:
        this = round_by_name(session, "2026-1")
        write_plan(session, content, this, folder / "open" / "plan.xlsx")
        for out, password in (("open", None), ("locked", "geheim woord voor ouders")):
            write_parent_summaries(
                session, content, this, folder / out, one_file=True, password=password
            )


def _trouble(store: Store, words: Iterator[str]) -> None:
    """What goes wrong with words of people in it must not reach the log or the screen."""
    log = logging.getLogger("npo_desktop.crash")
    try:
        with store.writing() as session:
            pupil = pupil_list(session, school.YEAR)[0]
            add = Guardian(pupil_id=pupil.id, name=next(words), language=next(words))
            session.add(add)  # a language there is not
    except Exception:
        log.exception("a guardian could not be kept")
    with suppress(UserError):
        read_pupils(Path(next(words) + ".csv"))


def prepared(files: Path) -> None:
    """Two tables and a workbook of pupils."""
    school.pupil_file(files / "first.csv", first=1, pupils=12, word=WORD)
    school.pupil_file(files / "second.csv", first=7, pupils=12, word=WORD + "Anders")
    book = Workbook()
    assert book.active is not None
    for line in (files / "second.csv").read_text(encoding="utf-8").splitlines():
        book.active.append(line.split(";"))
    book.save(files / "third.xlsx")


def carelessly(folder: Path) -> None:
    """The fault to be found: openpyxl's own way of saving, also into memory."""
    import io

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append([next(canaries())])
    book.save(io.BytesIO())
    assert list(folder.iterdir()) == []  # and nothing is left to be seen afterwards


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=("prepare", "work", "carelessly"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--files", type=Path)
    chosen = parser.parse_args()
    os.umask(0o077)
    if chosen.what == "prepare":
        prepared(chosen.folder)
    elif chosen.what == "work":
        work(chosen.folder, chosen.files)
    else:
        carelessly(chosen.folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
