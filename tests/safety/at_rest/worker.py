"""A child that does everything with a school full of canaries, and then dies in the middle.

``python worker.py HOME OUTSIDE``: HOME is searched afterwards, OUTSIDE holds what people
asked for in the open: the file they read in, and exports without a password.
"""

import logging
import os
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path
from uuid import UUID

from seeding import WORD, fill
from sqlalchemy import text
from sqlmodel import Session

from npo_desktop import logs, paths
from npo_desktop.commands.imports import import_pupils, undo_import
from npo_desktop.content.load import Content, load_content
from npo_desktop.errors import UserError
from npo_desktop.exports import access_json
from npo_desktop.exports.access_facts import HOLDS, access_file_name
from npo_desktop.exports.pdf import access_file
from npo_desktop.exports.pdf.locked import locked
from npo_desktop.jobs.export_jobs import note_export, write_parent_summaries, write_plan
from npo_desktop.queries.answers import record_answer
from npo_desktop.queries.privacy.access_file import access_facts
from npo_desktop.queries.privacy.bin import put_back, to_bin
from npo_desktop.queries.privacy.erasure import apply_ledger, erase_pupils
from npo_desktop.queries.rounds import round_by_name
from npo_desktop.queries.scans import scan_for
from npo_desktop.safe_file import write_bytes
from npo_desktop.store.backups.json_lines import read_json_lines, write_json_lines
from npo_desktop.store.backups.restore import preview_restore, restore
from npo_desktop.store.backups.salvage import salvage
from npo_desktop.store.backups.schedule import run_backup, set_second_place
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Store
from npo_desktop.store.keys import Cost
from npo_desktop.store.lifecycle import NewSchool, create_store, open_store
from npo_desktop.store.move import move_store
from npo_desktop.store.new_data_key import rotate_key
from npo_desktop.store.tables import Pupil

PASSPHRASE = "a passphrase for canaries"
ROUND = "2026-1"


def pupil_ids(session: Session, count: int) -> list[UUID]:
    rows = session.execute(text(f"SELECT id FROM pupil ORDER BY number LIMIT {count}")).scalars()
    return [UUID(str(found)) for found in rows]


def fill_in(store: Store, content: Content) -> list[UUID]:
    """Whole lists of five pupils, as in the window: an answer at a time."""
    with store.writing() as session:
        this = round_by_name(session, ROUND)
        session.execute(
            text("UPDATE round SET starts_on = :on, ends_on = :end WHERE name = :name"),
            {"on": date(2026, 11, 2), "end": date(2026, 12, 4), "name": ROUND},
        )
        found = pupil_ids(session, 5)
    teacher = content.questionnaires["teacher"]
    for pupil in found:
        with store.writing() as session:
            scan = scan_for(session, pupil, this.id, teacher)
            for item in teacher.items:
                record_answer(session, scan, item.id, 2)
    return found


def read_in(store: Store, outside: Path) -> None:
    """Twenty pupils, taken back; a file that is refused; and one that stays."""
    head = "leerlingnummer;roepnaam;achternaam;groep\n"
    rows = [f"9{n:04};{WORD}.file.{n};{WORD}.surname.{n};4\n" for n in range(20)]
    good, bad = outside / f"{WORD}.csv", outside / "bad.xml"
    good.write_text(head + "".join(rows), encoding="utf-8")
    bad.write_text(f"<EDEX><leerling><roepnaam>{WORD}", encoding="utf-8")
    with store.writing() as session:
        import_pupils(session, good, dry_run=False)
    with store.writing() as session:
        undo_import(session)
    with store.writing() as session:
        import_pupils(session, good, dry_run=False)
    with suppress(UserError), store.writing() as session:
        import_pupils(session, bad, dry_run=False)


def export(store: Store, content: Content, home: Path, outside: Path) -> None:
    """Locked for transport inside what is searched; in the open outside of it."""
    with store.writing() as session:
        this = round_by_name(session, ROUND)
        pupils = pupil_ids(session, 5)
        for one_file in (False, True):
            for folder, password in ((home / "locked", "een twee drie"), (outside, None)):
                note_export(
                    session,
                    write_parent_summaries(
                        session,
                        content,
                        this,
                        folder,
                        pupils=pupils,
                        one_file=one_file,
                        password=password,
                    ),
                )
        write_plan(session, content, this, outside / "plan.xlsx")
        canonical_dump(session)
        facts = access_facts(session, pupils[0])
        everything = set(HOLDS)
    pdf = access_file.render(facts, everything)
    write_bytes(home / "locked" / access_file_name(facts, "pdf"), locked(pdf, "een twee drie"))
    write_bytes(outside / access_file_name(facts, "pdf"), pdf)
    write_bytes(outside / access_file_name(facts, "json"), access_json.render(facts, everything))


def throw_away(store: Store) -> None:
    with store.writing() as session:
        gone = to_bin(session, "pupil", pupil_ids(session, 12)[-1])
        back = to_bin(session, "pupil", pupil_ids(session, 11)[-1])
        put_back(session, back.bin_id)
        assert gone.bin_id
        chosen = pupil_ids(session, 10)[-2:]
    erase_pupils(store, chosen)


def go_wrong(store: Store) -> None:
    """What fails with a name in hand ends in the log."""
    log = logging.getLogger("npo_desktop.safety")
    with suppress(Exception):
        try:
            with store.writing() as session:
                session.add(Pupil(number="00001", call_name=WORD, last_name=WORD))
        except Exception:
            log.exception("failed for %s", WORD)
            raise
    logging.getLogger("sqlalchemy.engine").warning("INSERT %s", WORD)


def back_up_and_restore(store: Store, home: Path) -> Store:
    """Both kinds of backup, here and elsewhere; put back, salvaged, moved, and encrypted anew."""
    path, stick = store.path, home / "stick"
    stick.mkdir()
    set_second_place(store, stick)
    made = run_backup(store)
    write_json_lines(store, stick / "lines.npolines")
    salvage(path, store.data_key, _folder(home / "salvaged") / "school.npo")
    read_json_lines(stick / "lines.npolines", store.data_key, home / "again" / "school.npo")
    erase_pupils(store, [_last(store)])
    store.close()
    preview_restore(path, made.path, passphrase=PASSPHRASE)
    restore(path, made.path, passphrase=PASSPHRASE, erase_again=apply_ledger)
    away = home / "moved" / path.name
    move_store(path, away, opens=lambda moved: open_store(moved, PASSPHRASE).close())
    move_store(away, path, opens=lambda moved: open_store(moved, PASSPHRASE).close())
    return rotate_key(open_store(path, PASSPHRASE), PASSPHRASE).store


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def _last(store: Store) -> UUID:
    with store.reading() as session:
        return pupil_ids(session, 20)[-1]


def main() -> None:
    home, outside = map(Path, sys.argv[1:3])
    logs.set_up(paths.log_dir())
    content = load_content()
    path = paths.default_store()
    store, _key = create_store(path, PASSPHRASE, NewSchool("School", "saba"), cost=Cost(64, 1, 1))
    with store.writing() as session:
        filled = fill(session, content)
    fill_in(store, content)
    read_in(store, outside)
    export(store, content, home, outside)
    throw_away(store)
    go_wrong(store)
    store = back_up_and_restore(store, home)
    with store.reading() as session:
        held = sum(WORD in str(rows) for rows in canonical_dump(session).values())
    sys.stdout.write(f"{len(filled)} columns, {held} tables hold canaries\n")
    sys.stdout.flush()
    with store.writing() as session:  # cut off in the middle of writing, the newest in the -wal
        session.execute(text("UPDATE pupil SET last_name = last_name || :word"), {"word": WORD})
        session.flush()
        os._exit(9)


if __name__ == "__main__":
    main()
