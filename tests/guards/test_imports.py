"""What is imported when: no Qt in the core ever, nothing heavy before the first paint."""

import pkgutil
import subprocess
import sys

import npo_desktop

HEAVY = ("alembic", "miniaudio", "openpyxl", "reportlab", "sqlalchemy", "sqlmodel")
FOR_PAPER_AND_FILES = ("highspy", "numpy", "openpyxl", "PIL", "pypdf", "pypdfium2", "reportlab")
RUNS_WHEN_IMPORTED = "npo_desktop.store.migrations."  # scripts that only Alembic may run


def loaded_after(modules: list[str], watched: tuple[str, ...]) -> list[str]:
    """Which of the watched packages a fresh Python holds after importing these modules."""
    program = (
        "import importlib, sys\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        f"print(*(name for name in {watched!r} if name in sys.modules))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_no_module_of_the_core_loads_qt() -> None:
    found = pkgutil.walk_packages(npo_desktop.__path__, "npo_desktop.")
    modules = [m.name for m in found if not m.name.startswith(RUNS_WHEN_IMPORTED)]
    assert "npo_desktop.errors" in modules

    assert loaded_after(modules, ("PySide6", "shiboken6", "ui")) == []


def test_the_window_starts_without_the_heavy_libraries() -> None:
    assert loaded_after(["ui.__main__", "ui.start"], HEAVY) == []


def test_every_page_is_there_without_what_writes_paper_and_workbooks_or_solves() -> None:
    assert loaded_after(["ui.pages", "ui.school_window"], FOR_PAPER_AND_FILES) == []


def test_the_check_would_see_a_heavy_library() -> None:
    assert loaded_after(["npo_desktop.store.tables"], HEAVY) == ["sqlalchemy", "sqlmodel"]
