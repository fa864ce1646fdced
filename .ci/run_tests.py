"""Look the source over, run the tests in a real window and without a screen; close with one line.

The flows wait more than they work, so all goes on at once; they come first, for a person is quick.
"""

import os
import subprocess
import sys
import zlib
from pathlib import Path
from random import SystemRandom
from xml.etree import ElementTree  # our own report, no input from outside

REPORTS = Path("build/tests")
FIGURES = REPORTS / "safety.txt"  # kills, power cuts, losses: written by the tests
PYTEST = [sys.executable, "-m", "pytest"]
SCREEN = ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24"]
BEHIND = ["nice", "-n", "10"]  # style and units: the flows go first
RUNS = {  # name: command and Qt platform; the flows share one screen, so they go one by one
    "flows": ([*SCREEN, *PYTEST, "-n", "0", "tests/flows"], "xcb"),
    "units": ([*BEHIND, *PYTEST, "-n", "2", "--ignore=tests/flows"], "offscreen"),
}
LINT = [*BEHIND, "make", "--no-print-directory", "lint"]
SOURCES = ("npo_desktop", "ui", "tests")
SEEDS = 10**6


def start(name: str, command: list[str], log: bool = True, **more: str) -> subprocess.Popen[bytes]:
    """One of the three; what it says goes into its log, or is seen at once."""
    environment = {**os.environ, **more}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # or each process compiles every test anew
    none = subprocess.DEVNULL
    if not log:
        return subprocess.Popen(command, env=environment, stdin=none)
    with _log(name).open("wb") as file:
        return subprocess.Popen(command, env=environment, stdin=none, stdout=file, stderr=file)


def drawn_seed() -> int:
    """What chance starts from, order included: NPO_SEED, or a number that follows from the source.

    So a commit draws the same on every machine, and a change draws anew, as each long run does.
    """
    given = os.environ.get("NPO_SEED")
    if given:
        return int(given)
    if os.environ.get("NPO_FULL"):
        return SystemRandom().randrange(SEEDS)
    seed = 0
    for path in sorted(path for folder in SOURCES for path in Path(folder).rglob("*.py")):
        seed = zlib.crc32(path.read_bytes(), seed)
    return seed % SEEDS


def start_tests(name: str, seed: int, log: bool = True) -> subprocess.Popen[bytes]:
    """The flows or the units."""
    command, platform = RUNS[name]
    report = _report(name)
    report.unlink(missing_ok=True)
    chance = [f"--randomly-seed={seed}", f"--hypothesis-seed={seed}"]
    command = [*command, *chance, f"--junitxml={report}"]
    return start(name, command, log, QT_QPA_PLATFORM=platform, NPO_SEED=str(seed))


def result(name: str, content: bool) -> tuple[bool, int, int, int]:
    """Whether pytest was content (no tests at all is not), and passed, failed, skipped."""
    report = _report(name)
    if not report.exists():
        return False, 0, 1, 0
    suite = ElementTree.parse(report).getroot().find("testsuite")
    assert suite is not None, f"{report} holds no test suite"
    tests, failures, errors, skipped = (
        int(suite.attrib[key]) for key in ("tests", "failures", "errors", "skipped")
    )
    failed = failures + errors
    return content, tests - failed - skipped, failed, skipped


def main() -> int:
    """Everything, whatever the first of it gives; 0 only when all of it is content."""
    REPORTS.mkdir(parents=True, exist_ok=True)
    FIGURES.unlink(missing_ok=True)
    seed = drawn_seed()
    print(f"NPO_SEED={seed}", flush=True)
    lint, flows = start("lint", LINT), start_tests("flows", seed)
    units = start_tests("units", seed, log=False)
    results = [result("units", units.wait() == 0), result("flows", flows.wait() == 0)]
    is_clean = lint.wait() == 0
    for name in ("flows", "lint"):
        print(_log(name).read_text(encoding="utf-8", errors="replace"), flush=True)
    passed, failed, skipped = (sum(result[column] for result in results) for column in (1, 2, 3))
    if FIGURES.exists():
        print(f"What the safety tests counted stands in {FIGURES}.")
    line = f"{passed} passed, {failed} failed"
    if not is_clean:
        print("Style, types or architecture: see above.")
    print(f"{line}, {skipped} skipped" if skipped else line)
    return 0 if is_clean and all(content for content, *_ in results) else 1


def _log(name: str) -> Path:
    return REPORTS / f"{name}.txt"


def _report(name: str) -> Path:
    return REPORTS / f"{name}.xml"


if __name__ == "__main__":
    sys.exit(main())
