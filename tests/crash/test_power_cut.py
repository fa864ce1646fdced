"""T02: the power goes at any moment of recorded work; what was acknowledged is there."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

POINTS = {
    **{"answers": 3_000, "pupils": 500, "erasure": 150, "restore": 150, "migration": 60},
    **{"new-passphrase": 60, "new-key": 100},
}
FULL_POINTS = 50_000
ACKS = {"answers": 63, "pupils": 3}  # two for a big step
STEPS = {  # judged by what the next start of the program finds, and with which passphrase
    "erasure": "a passphrase for crash tests",
    "restore": "a passphrase for crash tests",
    "migration": "a passphrase for tests",
    "new-passphrase": "a passphrase for crash tests",
    "new-key": "a passphrase for crash tests",
}
STYLES = {"all": "all that was not synced", "some": "some of it, torn and reordered"}

Cuts = Callable[..., dict[str, int]]


@pytest.fixture
def cuts(
    small_school: Any,
    script: Callable[..., Any],
    recorded: Callable[[Path, Path], Mapping[str, str]],
    tmp_path: Path,
    seed: int,
) -> Cuts:
    """Do recorded work once; then cut the power so often in that style."""
    before, log = tmp_path / "before", tmp_path / "log"

    def play(workload: str, style: str, points: int, *arguments: str) -> dict[str, int]:
        if not log.exists():
            if workload in STEPS:
                script("workloads.py", workload, small_school.store, "--prepare")
            small_school.copied(before)
            under = recorded(small_school.folder, log)
            script("workloads.py", workload, small_school.store, *arguments, under=under)
        asked = ["--before", before, "--root", small_school.folder, "--log", log]
        asked += ["--store", "school.npo"]
        if workload in STEPS:
            asked += ["--passphrase", STEPS[workload]]
        else:
            asked += ["--key", small_school.key]
        asked += ["--style", style, "--points", points, "--seed", seed]
        told: dict[str, int] = script("power_cuts.py", *asked)
        return told

    return play


@pytest.mark.parametrize("workload", list(POINTS))
def test_a_power_cut_loses_nothing_acknowledged(
    cuts: Cuts, workload: str, full: bool, seed: int, figure: Callable[[str], None]
) -> None:
    wanted = POINTS[workload] * (FULL_POINTS // POINTS["answers"] if full else 1)
    for style, lost in STYLES.items():
        told = cuts(workload, style, wanted)
        figure(
            f"T02 {workload}: {wanted} power cuts lose {lost}: {told['acks']} acknowledged, "
            f"lost {told['lost']}, torn {told['torn']}, corrupt {told['corrupt']} "
            f"({told['states']} different states of the disk, seed {seed})"
        )
        assert told["acks"] == ACKS.get(workload, 2)
        assert told["states"] > told["acks"]  # the cuts fell in the work, not beside it
        assert told["kept"] == wanted


@pytest.mark.parametrize(("weaker", "harm"), [("NORMAL", "lost"), ("OFF", "corrupt")])
def test_the_simulator_sees_what_weaker_settings_lose(
    cuts: Cuts, weaker: str, harm: str, seed: int, figure: Callable[[str], None]
) -> None:
    for style in STYLES:
        told = cuts("answers", style, 500, "--synchronous", weaker)
        figure(
            f"T02 control with synchronous={weaker}, {style} lost: of 500 power cuts "
            f"lost {told['lost']}, torn {told['torn']}, corrupt {told['corrupt']} (seed {seed})"
        )
        assert told["lost"] > 0
    assert told[harm] > 0
