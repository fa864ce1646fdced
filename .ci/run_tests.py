"""Look the source over, run the tests in a real window and without a screen; close with one line.

The flows leave a core free, so style, types and architecture are checked beside them.
"""

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree  # our own report, no input from outside

REPORTS = Path("build/tests")
LINT_LOG = REPORTS / "lint.txt"
FIGURES = REPORTS / "safety.txt"  # kills, power cuts, losses: written by the tests
PYTEST = [sys.executable, "-m", "pytest"]
SCREEN = ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24"]
RUNS = {  # name: command and Qt platform; the flows share one screen, so they go one by one
    "flows": ([*SCREEN, *PYTEST, "-n", "0", "tests/flows"], "xcb"),
    "units": ([*PYTEST, "-n", "2", "--ignore=tests/flows"], "offscreen"),
}
LINT = ["make", "--no-print-directory", "lint"]


def run(name: str, command: list[str], platform: str) -> tuple[bool, int, int, int]:
    """Whether pytest was content (no tests at all is not), and passed, failed, skipped."""
    report = REPORTS / f"{name}.xml"
    report.unlink(missing_ok=True)
    environment = {**os.environ, "QT_QPA_PLATFORM": platform}
    finished = subprocess.run(
        [*command, f"--junitxml={report}"], env=environment, stdin=subprocess.DEVNULL, check=False
    )
    if not report.exists():
        return False, 0, 1, 0
    suite = ElementTree.parse(report).getroot().find("testsuite")
    assert suite is not None, f"{report} holds no test suite"
    tests, failures, errors, skipped = (
        int(suite.attrib[key]) for key in ("tests", "failures", "errors", "skipped")
    )
    failed = failures + errors
    return finished.returncode == 0, tests - failed - skipped, failed, skipped


def main() -> int:
    """Everything, whatever the first of it gives; 0 only when all of it is content."""
    REPORTS.mkdir(parents=True, exist_ok=True)
    FIGURES.unlink(missing_ok=True)
    with LINT_LOG.open("w", encoding="utf-8") as log:
        lint = subprocess.Popen(LINT, stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        results = [run("flows", *RUNS["flows"])]
        is_clean = lint.wait() == 0
    print(LINT_LOG.read_text(encoding="utf-8"), flush=True)
    results.append(run("units", *RUNS["units"]))
    passed, failed, skipped = (sum(result[column] for result in results) for column in (1, 2, 3))
    if FIGURES.exists():
        print(f"What the safety tests counted stands in {FIGURES}.")
    line = f"{passed} passed, {failed} failed"
    if not is_clean:
        print("Style, types or architecture: see above the tests without a screen.")
    print(f"{line}, {skipped} skipped" if skipped else line)
    return 0 if is_clean and all(content for content, *_ in results) else 1


if __name__ == "__main__":
    sys.exit(main())
