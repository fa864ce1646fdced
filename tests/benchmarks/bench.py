"""The measuring stick: ``make bench``. Ratios of one run, interleaved, medians.

Before anything is timed, both sides are checked to make the same words, cells or rows. Exit code 1
when a limit does not hold. The machine is to be quiet: nothing else may run.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("NPO_TODAY", "2026-11-24")  # the practice school's own day
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed has its .pyc, on both sides
sys.path.insert(0, str(Path(__file__).parent))

from big_school import big_school
from excel_plan import workbook
from measure import Finding, alone, in_turn
from parent_pages import summaries
from pupil_file import edexml
from talked_about import talked_about

from npo_desktop.clock import now, today
from npo_desktop.content.load import load_content
from npo_desktop.demo import make_practice_store
from npo_desktop.practice import PASSPHRASE
from npo_desktop.queries.answers import record_answer
from npo_desktop.queries.dossiers import load_dossier, round_norms
from npo_desktop.queries.rounds import current_round
from npo_desktop.queries.scans import scan_facts
from npo_desktop.store.engine import Store

HERE = Path(__file__).parent


def main() -> int:
    """One line a finding."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["NPO_HOME"] = folder
        path = Path(folder) / "practice.npo"
        store = make_practice_store(path)
        findings = [*answers(store), *dossiers(store), *summaries(store), *workbook(store)]
        store.close()
        findings += talked_about(Path(folder))
        findings += [*big_school(Path(folder)), *edexml(Path(folder))]
        findings = [
            *first_paint(path),
            *loading(path),
            *first_preview(path),
            *findings,
            *class_grid(path),
        ]
        findings += whole_school_map()
    for finding in findings:
        print(finding.line())
    missed = sum(not finding.holds for finding in findings)
    print(f"{len(findings) - missed} limits held, {missed} missed")
    return 1 if missed else 0


def first_paint(path: Path) -> list[Finding]:
    """Whole processes, from start to end."""
    script = [sys.executable, str(HERE / "first_paint.py")]
    found = []
    for until, words, limit in (
        ("window", "start to first painted window / bare window", 1.3),
        ("form", "start to the passphrase form / bare window", 2.5),
    ):
        command = [*script, "ours", str(path), until]
        ours, bare = in_turn(
            partial(subprocess.run, command, check=True),
            lambda: subprocess.run([*script, "bare"], check=True),
            runs=11,
        )
        found.append(Finding(words, ours, bare, limit, "x"))
    return found


def loading(path: Path) -> list[Finding]:
    """How long the window is deaf while the school is opened behind it."""
    command = [sys.executable, str(HERE / "loading.py"), str(path), PASSPHRASE]
    gaps = [
        float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        for _run in range(5)
    ]
    return [
        Finding("largest event-loop gap while loading", statistics.median(gaps), None, 100, "ms")
    ]


def first_preview(path: Path) -> list[Finding]:
    """From asking for one parent summary until its first page is painted, in fresh processes."""
    command = [sys.executable, str(HERE / "first_preview.py"), str(path), PASSPHRASE]
    told = [
        subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
        for _run in range(5)
    ]
    first, later = (statistics.median(map(float, side)) for side in zip(*told, strict=True))
    return [
        Finding("the first preview, until its page is painted", first, None, 400, "ms"),
        Finding("a later one", later, None, 250, "ms"),
    ]


def class_grid(path: Path) -> list[Finding]:
    """From the click until a class of 30 is painted. It changes the store."""
    command = [sys.executable, str(HERE / "class_grid.py"), str(path), PASSPHRASE]
    told = [
        subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
        for _run in range(3)
    ]
    first, later = (statistics.median(map(float, side)) for side in zip(*told, strict=True))
    return [
        Finding("the class grid of 30 pupils, opened", later, None, 50, "ms"),
        Finding("the same, its page built for the first time", first, None, 250, "ms"),
    ]


def whole_school_map() -> list[Finding]:
    """The heat map of 700 pupils by 24 subscales, in its process's own time."""
    command = [sys.executable, str(HERE / "heat_map.py")]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    paint, frame, side, few, many = map(float, told)
    return [
        Finding("the heat map of 700 pupils x 24, first paint", paint, None, 150, "ms"),
        Finding("the same, a frame while scrolling", frame, None, 16, "ms"),
        Finding("what stands behind one of its cells", side, None, 10, "ms"),
        Finding("a pupil in it, of 5,000 / of 100", many / 1000, few / 1000, 1.5, "x"),
    ]


def answers(store: Store) -> list[Finding]:
    """One answer to disk through our own way, and by hand on the same connection."""
    with store.reading() as session:
        this = current_round(session, today())
        assert this is not None
        scan = next(s for s in scan_facts(session, round_id=this.id) if len(s.answers) > 50)
    raw: Any = store.engine.raw_connection().driver_connection
    items, turn = list(scan.answers), iter(range(1_000_000))
    statement = (
        "INSERT INTO answer (scan_id, item, value, answered_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET value = excluded.value, answered_at = excluded.answered_at"
    )

    def ours() -> None:
        n = next(turn)
        with store.writing() as session:
            record_answer(session, scan.id, items[n % len(items)], n % 4)

    def bare() -> None:
        n = next(turn)
        raw.execute("BEGIN IMMEDIATE")
        values = (scan.id.hex, items[n % len(items)], n % 4, now().isoformat(" "))
        raw.execute(statement, values)
        raw.execute("COMMIT")

    def stored() -> list[tuple[str, int]]:
        query = "SELECT item, value FROM answer WHERE scan_id = ? ORDER BY item"
        return list(raw.execute(query, (scan.id.hex,)))

    def written_by(way: Any) -> list[tuple[str, int]]:
        nonlocal turn
        turn = iter(range(1_000_000))
        for _item in items:
            way()
        return stored()

    assert written_by(ours) == written_by(bare), "both ways must leave the same rows"
    mine, theirs = in_turn(ours, bare, runs=400, warm=40)
    return [Finding("an answer saved / raw commit, same encrypted file", mine, theirs, 3, "x")]


def dossiers(store: Store) -> list[Finding]:
    """Opening a pupil, and the norms of the round that stand ready for all of them."""
    content = load_content()
    with store.reading() as session:
        this = current_round(session, today())
        assert this is not None
        norms = round_norms(session, content.questionnaires, this)
        pupils = list({s.pupil_id for s in scan_facts(session, round_id=this.id)})
        turn = iter(range(1_000_000))

        def one() -> None:
            pupil = pupils[next(turn) % len(pupils)]
            load_dossier(session, content.questionnaires, pupil, norms)

        opening = alone(one, runs=200, warm=20)
        first = alone(lambda: round_norms(session, content.questionnaires, this), runs=7)
    return [
        Finding("a dossier, its round's norms at hand", opening, None, 5, "ms"),
        Finding("the norms of a round of 180 pupils, once", first, None, 500, "ms"),
    ]


if __name__ == "__main__":
    began = time.perf_counter()
    code = main()
    print(f"measured in {time.perf_counter() - began:.0f} s")
    sys.exit(code)
