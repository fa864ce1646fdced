"""T27: an export that is broken off leaves the old file or a whole new one."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from npo_desktop.errors import UserError
from npo_desktop.safe_file import BUSY, TRIES, write_bytes

POINTS, FULL_POINTS = 100, 2_000

Script = Callable[..., Any]
Figure = Callable[[str], None]


def test_a_power_cut_during_an_export_leaves_the_old_file_or_the_new_one(
    small_school: Any,
    script: Script,
    recorder: Path,
    tmp_path: Path,
    full: bool,
    seed: int,
    figure: Figure,
) -> None:
    points = FULL_POINTS if full else POINTS
    asked = ("--facts", small_school.folder, "--out", tmp_path / "out", "--recorder", recorder)
    told = script("export_cuts.py", "cut", *asked, "--times", points, "--seed", seed)
    figure(
        f"T27 {points} power cuts in each style during an xlsx and a PDF over old files: "
        f"old {told['old']}, new {told['new']}, neither {told['neither']} (seed {seed})"
    )
    assert told["neither"] == 0
    assert told["old"] > 0
    assert told["new"] > 0


def test_a_kill_during_an_export_leaves_the_old_file_or_the_new_one(
    small_school: Any, script: Script, tmp_path: Path, full: bool, seed: int, figure: Figure
) -> None:
    kills = FULL_POINTS if full else POINTS
    asked = ("--facts", small_school.folder, "--out", tmp_path / "out")
    told = script("export_cuts.py", "kill", *asked, "--times", kills, "--seed", seed)
    figure(
        f"T27 {kills} kills while a file is written over another: whole {told['new']}, "
        f"not whole {told['neither']}, files under way left behind {told['parts']} (seed {seed})"
    )
    assert told["neither"] == 0
    assert told["parts"] > 0  # so the kills did fall into the writing


def test_writing_in_place_is_found_out(
    small_school: Any, script: Script, tmp_path: Path, seed: int, figure: Figure
) -> None:
    asked = ("--facts", small_school.folder, "--out", tmp_path / "out", "--plainly")
    told = script("export_cuts.py", "kill", *asked, "--times", 60, "--seed", seed)
    figure(f"T27 control, written in place: not whole {told['neither']} of 60 (seed {seed})")
    assert told["neither"] > 0


def test_nothing_under_way_is_left_after_the_next_start(
    small_school: Any, script: Script, tmp_path: Path, environment: dict[str, str]
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    npo = [sys.executable, "-m", "npo_desktop", "--store", str(small_school.store)]
    under = environment | {"NPO_PASSPHRASE": "a passphrase for crash tests"}
    export = ["export", "plan", "--round", "2026-1", "--out", str(out / "plan.xlsx")]
    subprocess.run([*npo, *export], env=under, check=True, capture_output=True)
    for start in (export, ["list", "rounds"]):  # the next export, and any next start
        script(
            "export_cuts.py", "kill", "--facts", small_school.folder, "--out", out, "--times", 30
        )
        assert list(out.glob(".*.part"))
        subprocess.run([*npo, *start], env=under, check=True, capture_output=True)
        assert not list(out.glob(".*.part"))


class Busy(PermissionError):
    """What Windows raises while a scanner holds a fresh file."""

    def __init__(self, code: int) -> None:
        super().__init__(13, "held by another program")
        self.winerror = code


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long was waited each time, without waiting."""
    pauses: list[float] = []
    monkeypatch.setattr("npo_desktop.safe_file.time.sleep", pauses.append)
    return pauses


def _held(monkeypatch: pytest.MonkeyPatch, code: int, times: int) -> None:
    real, left = os.replace, [times]

    def replace(old: Path, new: Path) -> None:
        if left[0]:
            left[0] -= 1
            raise Busy(code)
        real(old, new)

    monkeypatch.setattr(os, "replace", replace)


@pytest.mark.parametrize("code", BUSY)
@pytest.mark.parametrize("times", range(1, TRIES))
def test_a_file_held_for_a_moment_is_written_after_a_short_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waited: list[float], code: int, times: int
) -> None:
    target = tmp_path / "plan.xlsx"
    target.write_bytes(b"old")
    _held(monkeypatch, code, times)
    write_bytes(target, b"new")
    assert target.read_bytes() == b"new"
    assert len(waited) == times
    assert sum(waited) < 3  # seconds
    assert list(tmp_path.glob(".*")) == []


@pytest.mark.parametrize(("code", "pauses"), [*((code, TRIES - 1) for code in BUSY), (87, 0)])
def test_a_file_held_for_good_is_said_so_and_stays_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waited: list[float], code: int, pauses: int
) -> None:
    target = tmp_path / "plan.xlsx"
    target.write_bytes(b"old")
    _held(monkeypatch, code, 100)
    with pytest.raises(UserError) as said:
        write_bytes(target, b"new")
    assert "plan.xlsx" in said.value.message
    assert said.value.hint
    assert target.read_bytes() == b"old"
    assert len(waited) == pauses
    assert list(tmp_path.glob(".*")) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no pipes among files")
def test_what_is_no_file_is_never_replaced_by_one(tmp_path: Path) -> None:
    device = tmp_path / "plan.xlsx"
    os.mkfifo(device)
    with pytest.raises(UserError):
        write_bytes(device, b"a plan")
    assert device.is_fifo()
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".part")]
