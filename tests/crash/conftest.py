"""What the crash tests share: a small school, the recorder, children to kill, and the figures."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FIGURES = ROOT / "build" / "tests" / "safety.txt"

Script = Callable[..., Any]
Figure = Callable[[str], None]


@dataclass(frozen=True)
class School:
    """A closed store, with what the scripts say about it in ``school.json`` beside it."""

    folder: Path
    told: Mapping[str, Any]

    @property
    def store(self) -> Path:
        return self.folder / "school.npo"

    @property
    def key(self) -> str:
        return str(self.told["key"])

    def copied(self, folder: Path) -> "School":
        """The same school elsewhere, to be broken."""
        shutil.copytree(self.folder, folder)
        return School(folder, self.told)


@pytest.fixture(scope="session")
def full() -> bool:
    """The long variant, before a release."""
    return os.environ.get("NPO_FULL") == "1"


@pytest.fixture
def figure() -> Figure:
    """Tell a figure of the test plan: in the output, and in a file that outlives it."""

    def tell(line: str) -> None:
        FIGURES.parent.mkdir(parents=True, exist_ok=True)
        with FIGURES.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
        sys.stdout.write(line + "\n")

    return tell


@pytest.fixture(scope="session")
def environment() -> dict[str, str]:
    """Of a child: our packages are found, whatever folder it runs in."""
    return os.environ | {"PYTHONPATH": str(ROOT), "NPO_TODAY": "2026-11-24"}


@pytest.fixture
def script(environment: dict[str, str], home: Path) -> Script:
    """Run one of the programs beside this file to its end; what it printed as JSON, if anything."""

    def run(name: str, *arguments: object, under: Mapping[str, str] | None = None) -> Any:
        finished = subprocess.run(
            [sys.executable, str(HERE / name), *map(str, arguments)],
            env=environment | {"NPO_HOME": str(home)} | dict(under or {}),
            capture_output=True,
            text=True,
            check=False,
        )
        assert finished.returncode == 0, finished.stderr[-4000:]
        return json.loads(finished.stdout) if finished.stdout.strip() else None

    return run


@pytest.fixture(scope="session")
def master(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> School:
    """The small school, made once; nobody writes in it."""
    folder = tmp_path_factory.mktemp("master") / "school"
    folder.mkdir()
    subprocess.run(
        [sys.executable, str(HERE / "school.py"), str(folder / "school.npo")],
        env=environment | {"NPO_HOME": str(folder.parent)},
        check=True,
    )
    return School(folder, json.loads((folder / "school.json").read_text()))


@pytest.fixture
def small_school(master: School, tmp_path: Path) -> School:
    """A copy of the small school for one test."""
    return master.copied(tmp_path / "school")


@pytest.fixture(scope="session")
def recorder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library that logs every change to files."""
    library = tmp_path_factory.mktemp("recorder") / "recorder.so"
    source = str(HERE / "recorder.c")
    subprocess.run(
        ["cc", "-shared", "-fPIC", "-O1", "-Wall", "-Werror", source, "-o", str(library)],
        check=True,
    )
    return library


@pytest.fixture
def recorded(recorder: Path) -> Callable[[Path, Path], dict[str, str]]:
    """The environment under which every change below ``root`` goes to ``log``."""

    def variables(root: Path, log: Path) -> dict[str, str]:
        return {"LD_PRELOAD": str(recorder), "RECORD_ROOT": str(root), "RECORD_LOG": str(log)}

    return variables
