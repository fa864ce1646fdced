"""Run the tests twice, without a screen and in a real window, and close with one line for both."""

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree  # our own report, no input from outside

REPORTS = Path("build/tests")
FIGURES = REPORTS / "safety.txt"  # kills, power cuts, losses: written by the tests
PYTEST = [sys.executable, "-m", "pytest"]
SCREEN = ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24"]
RUNS = {  # name: command and Qt platform; the flows share one screen, so they go one by one
    "units": ([*PYTEST, "-n", "2", "--ignore=tests/flows"], "offscreen"),
    "flows": ([*SCREEN, *PYTEST, "-n", "0", "tests/flows"], "xcb"),
}


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
    """Both runs, whatever the first one gives; 0 only when both are content."""
    REPORTS.mkdir(parents=True, exist_ok=True)
    FIGURES.unlink(missing_ok=True)
    results = [run(name, *how) for name, how in RUNS.items()]
    passed, failed, skipped = (sum(result[column] for result in results) for column in (1, 2, 3))
    if FIGURES.exists():
        print(f"What the safety tests counted stands in {FIGURES}.")
    line = f"{passed} passed, {failed} failed"
    print(f"{line}, {skipped} skipped" if skipped else line)
    return 0 if all(content for content, *_ in results) else 1


if __name__ == "__main__":
    sys.exit(main())
