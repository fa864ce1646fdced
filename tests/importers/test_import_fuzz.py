"""T24: files that are damaged or made to hurt end in one sentence, or are read in whole."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
KEPT = HERE.parents[1] / "build" / "tests"
MUTANTS = 20_000 if os.environ.get("NPO_FULL") else 500
CHILDREN = 2

Told = dict[str, Any]
Child = subprocess.Popen[str]


def run_child(seed: int, first: int, count: int, folder: Path, **environment: str) -> Child:
    words = [
        sys.executable,
        str(HERE / "fuzz_worker.py"),
        *map(str, (seed, first, CHILDREN, count)),
    ]
    return subprocess.Popen(
        [*words, str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    )


def told_by(child: Child) -> tuple[dict[int, Told], str]:
    """The last word about each file, and what the child had to say when it ended."""
    out, err = child.communicate(timeout=3600)
    rows = [json.loads(line) for line in out.splitlines()]
    return {row["number"]: row for row in rows}, err


def fuzzed(seed: int, count: int, folder: Path) -> dict[int, Told]:
    """Every file judged; a child that a hanging file ended goes on after it."""
    found: dict[int, Told] = {}
    waiting = [
        (first, run_child(seed, first, count, folder / str(first))) for first in range(CHILDREN)
    ]
    while waiting:
        first, child = waiting.pop(0)
        rows, err = told_by(child)
        found |= rows
        last = max(rows, default=first - CHILDREN)
        if last + CHILDREN < count:
            assert rows, err  # it did not even start
            again = last + CHILDREN
            waiting.append((again, run_child(seed, again, count, folder / str(again))))
    return found


def keep(seed: int, row: Told) -> Path:
    """The file that went wrong, for who mends it."""
    maker = (
        f"import mutants as m; print(m.mutant({seed}, {row['number']}, m.good_files())[1].hex())"
    )
    made = subprocess.run(
        [sys.executable, "-c", maker], cwd=HERE, capture_output=True, text=True, check=True
    )
    KEPT.mkdir(parents=True, exist_ok=True)
    path = KEPT / f"fuzz-{seed}-{row['number']}-{row['name']}"
    path.write_bytes(bytes.fromhex(made.stdout))
    return path


def test_no_bad_file_crashes_hangs_or_is_read_in_half(seed: int, tmp_path: Path) -> None:
    found = fuzzed(seed, MUTANTS, tmp_path)

    ends = Counter(row["end"] for row in found.values())
    sys.stdout.write(f"{dict(ends)}\n")
    wrong = [row for row in found.values() if row["end"] not in ("read", "refused")]
    kept = [f"{row} kept at {keep(seed, row)}" for row in wrong[:10]]
    assert wrong == [], "\n".join(kept)
    assert len(found) == MUTANTS
    assert ends["refused"] > MUTANTS // 4 and ends["read"] > MUTANTS // 10  # both were tried


@pytest.mark.parametrize(
    ("harm", "end"), [("crash", "crashed"), ("half", "partial"), ("hang", "hung")]
)
def test_the_child_reports_an_importer_that_goes_wrong(
    harm: str, end: str, seed: int, tmp_path: Path
) -> None:
    rows, _err = told_by(run_child(seed, 12, 14, tmp_path / "child", NPO_FUZZ_HARM=harm))

    assert {row["end"] for row in rows.values()} == {end}
