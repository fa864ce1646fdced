"""An invented school for the crash tests: small, so that it can be opened thousands of times."""

import argparse
import json
import sys
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from npo_desktop.content.load import load_content
from npo_desktop.importers.pupils import read_pupils
from npo_desktop.queries.imports.pupil_files import apply_pupils, preview_pupils
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.queries.rounds import add_round
from npo_desktop.queries.scans import scan_for
from npo_desktop.store.keys import Cost
from npo_desktop.store.lifecycle import NewSchool, create_store, open_store

PASSPHRASE = "a passphrase for crash tests"
CHEAP = Cost(memory=64, passes=1, lanes=1)
YEAR = "2026-2027"
HEADER = "leerlingnummer;roepnaam;achternaam;geboortedatum;geslacht;groep"


@dataclass(frozen=True, slots=True)
class Crashable:
    """What a workload needs to know of the school it works in."""

    scan_id: str
    pupil_id: str
    items: tuple[str, ...]
    key: str  # hexadecimal


def pupil_file(path: Path, *, first: int, pupils: int, word: str = "Proef") -> Path:
    """A table of invented pupils as a school's own system gives it."""
    rows = [
        f"{number:05};{word}{number};van {word}{number};1{number % 10}-03-2017;M;5A"
        for number in range(first, first + pupils)
    ]
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")
    return path


def make_school(path: Path) -> Crashable:
    """Six pupils, one round, one teacher's list begun."""
    store, _recovery_key = create_store(
        path, PASSPHRASE, NewSchool("Proefschool", "saba", language="en"), cost=CHEAP
    )
    file = pupil_file(path.with_name("pupils.csv"), first=1, pupils=6)
    teacher = load_content().questionnaires["teacher"]
    with store.writing() as session:
        apply_pupils(session, preview_pupils(session, read_pupils(file)))
        this = add_round(session, "2026-1", date(2026, 11, 2), date(2026, 12, 4))
        pupil = pupil_list(session, YEAR)[0]
        scan = scan_for(session, pupil.id, this.id, teacher)
    key = store.data_key.hex()
    store.close()
    file.unlink()
    items = tuple(item.id for item in teacher.items)
    return Crashable(str(scan), str(pupil.id), items, key)


def read(path: Path) -> Crashable:
    """What ``main`` left beside the store."""
    told = json.loads(path.with_name("school.json").read_text())
    return Crashable(told["scan_id"], told["pupil_id"], tuple(told["items"]), told["key"])


def scan_id(school: Crashable) -> UUID:
    """Of the list that was begun."""
    return UUID(school.scan_id)


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("store", type=Path)
    path = parser.parse_args().store
    made = make_school(path)
    path.with_name("school.json").write_text(json.dumps(asdict(made)))
    open_store(path, PASSPHRASE).close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
