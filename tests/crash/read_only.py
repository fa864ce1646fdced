"""What the command says when something may not be written; T06. Prints one JSON document.

Each case is a child without the right to pass over modes: root would not notice them otherwise.
"""

import argparse
import ctypes
import json
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import school

from npo_desktop.__main__ import main as npo

READ, READ_FOLDER = 0o400, 0o500


def obey_modes() -> None:
    """Give up every capability: from here on modes hold for root too."""
    if os.geteuid() != 0:
        return
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)  # the version with two sets of 32
    nothing = (ctypes.c_uint32 * 6)()
    if ctypes.CDLL(None, use_errno=True).capset(header, nothing) != 0:
        raise OSError(ctypes.get_errno(), "capset")


@dataclass(frozen=True)
class Case:
    """What is closed, and what is asked then."""

    name: str
    close: Callable[[Path], Sequence[tuple[Path, int]]]  # paths and the modes they get
    asked: tuple[str, ...]


def _folder(here: Path) -> Sequence[tuple[Path, int]]:
    return [(here / "school", READ_FOLDER)]


def _file(here: Path) -> Sequence[tuple[Path, int]]:
    return [(here / "school" / "school.npo", READ)]


def _all_of_it(here: Path) -> Sequence[tuple[Path, int]]:
    return [*((path, READ) for path in (here / "school").iterdir()), *_folder(here)]


def _out(here: Path) -> Sequence[tuple[Path, int]]:
    return [(here / "out", READ_FOLDER)]


def _unreadable(here: Path) -> Sequence[tuple[Path, int]]:
    return [(here / "school" / "school.npo", 0)]


ROUND = ("round", "add", "2027-1", "--start", "2027-01-04", "--end", "2027-02-05")
PLAN = ("export", "plan", "--round", "2026-1", "--out", "out/plan.xlsx")
PARENTS = ("export", "parents", "--round", "2026-1", "--out", "out")
BACKUP = ("backup", "out/one.npobak")
INIT = ("init", "--school", "Tweede", "--island", "saba")
CASES = (
    Case("folder read-only, read", _folder, ("list", "pupils")),
    Case("folder read-only, write", _folder, ROUND),
    Case("file read-only, read", _file, ("list", "pupils")),
    Case("file read-only, write", _file, ROUND),
    Case("all of it read-only, read", _all_of_it, ("list", "pupils")),
    Case("all of it read-only, write", _all_of_it, ROUND),
    Case("file not readable", _unreadable, ("list", "pupils")),
    Case("new store in a read-only folder", _folder, INIT),
    Case("export of the plan to a read-only folder", _out, PLAN),
    Case("export for parents to a read-only folder", _out, PARENTS),
    Case("backup to a read-only folder", _out, BACKUP),
)


def told(case: Case, here: Path, *, closed: bool) -> dict[str, object]:
    """Exit code, and what was said on both streams, by a child."""
    heard, out = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(heard)
        os.dup2(out, 1)
        os.dup2(out, 2)
        code = 70
        try:
            os.chdir(here)
            for path, mode in case.close(here) if closed else ():
                path.chmod(mode)
            obey_modes()
            name = "second.npo" if case.asked[0] == "init" else "school.npo"
            code = npo(["--store", str(here / "school" / name), "--language", "en", *case.asked])
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            if code == 70:
                sys.excepthook(*sys.exc_info())
            os._exit(code)
    os.close(out)
    with os.fdopen(heard) as pipe:
        words = pipe.read()
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return {"case": case.name, "code": code, "said": words}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path, help="of a closed school")
    parser.add_argument("--open", action="store_true", help="nothing is closed after all")
    chosen = parser.parse_args()
    os.environ["NPO_PASSPHRASE"] = school.PASSPHRASE
    outcomes = []
    for n, case in enumerate(CASES):
        here = chosen.folder.with_name(f"case-{n}")
        (here / "out").mkdir(parents=True)
        shutil.copytree(chosen.folder, here / "school")
        files = {path: path.read_bytes() for path in (here / "school").iterdir()}
        outcome = told(case, here, closed=not chosen.open)
        outcome["unchanged"] = all(path.read_bytes() == was for path, was in files.items())
        outcome["left_over"] = sorted(
            path.name
            for folder in ("school", "out")
            for path in (here / folder).iterdir()
            if path not in files
        )
        outcomes.append(outcome)
    sys.stdout.write(json.dumps(outcomes) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
