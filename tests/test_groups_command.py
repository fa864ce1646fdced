"""`npo groups` on the practice school: within hours and money, and as good as proven."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from npo_desktop.__main__ import main
from npo_desktop.content.catalogue import Level
from npo_desktop.content.load import load_content
from npo_desktop.demo import PASSPHRASE, SCHOOL
from npo_desktop.store.keys import Cost
from npo_desktop.store.lifecycle import create_store

CARDS = {card.id: card for card in load_content().catalogue.interventions}
Npo = Callable[..., Any]


@pytest.fixture
def npo(
    practice_copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Npo:
    monkeypatch.setenv("NPO_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("NPO_TODAY", "2026-11-24")

    def run(*words: object) -> Any:
        capsys.readouterr()
        assert main(["--store", str(practice_copy), "--json", *map(str, words)]) == 0
        return json.loads(capsys.readouterr().out)

    return run


def test_groups_hold_what_was_proposed_and_stay_within_hours_and_money(npo: Npo) -> None:
    found = npo("groups", "--round", "2026-1", "--hours", 60, "--budget", 70)
    proposed = {row["pupil"]: row["ranked"] for row in npo("propose", "--round", "2026-1")}
    grades = {row["pupil"]: row["grade"] for row in npo("list", "pupils")}
    groups = found["groups"]
    assert set(found) == {"groups", "unplaced", "value", "bound"} and groups
    placed = [pupil for group in groups for pupil in group["pupils"]]
    assert len(placed) == len(set(placed)) and not set(placed) & set(found["unplaced"])
    assert set(placed) | set(found["unplaced"]) == set(proposed)

    worth = 0
    for group in groups:
        assert CARDS[group["programme"]].level is Level.GROUP
        assert 3 <= len(group["pupils"]) <= 6
        years = [grades[pupil] for pupil in group["pupils"]]
        assert max(years) - min(years) <= 1
        for pupil in group["pupils"]:
            scores = {ranked["id"]: ranked["score"] for ranked in proposed[pupil]}
            worth += round(100 * scores[group["programme"]])
    cards = [CARDS[group["programme"]] for group in groups]
    assert sum(card.staff_hours or 0 for card in cards) <= 60
    assert sum(card.material_usd or 0 for card in cards) <= 70
    assert found["value"] == worth <= found["bound"] <= 1.01 * worth


def test_without_hours_everybody_hears_why(npo: Npo) -> None:
    found = npo("groups", "--round", "2026-1", "--hours", 0, "--budget", 100)
    assert found["groups"] == [] and found["value"] == 0
    assert "no_hours" in found["unplaced"].values()


def test_who_needs_nothing_is_told_so_and_each_reason_stands_once(
    npo: Npo, practice_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("groups", "--round", "2026-1", "--hours", 60, "--budget", 70)
    unplaced = npo(*words)["unplaced"]
    proposed = {row["pupil"]: row for row in npo("propose", "--round", "2026-1")}
    nothing = {pupil for pupil, why in unplaced.items() if why == "nothing_low"}
    assert nothing
    for pupil in nothing:  # no card meets a need, because there is none
        row = proposed[pupil]
        assert not row["ranked"] and not row["no_figure"]
        assert set(row["excluded"].values()) == {"no_match"}
    for pupil in unplaced.keys() - nothing:
        row = proposed[pupil]
        assert row["ranked"] or row["no_figure"] or set(row["excluded"].values()) != {"no_match"}
    assert main(["--store", str(practice_copy), "--language", "en", *map(str, words)]) == 0
    lines = [one for one in capsys.readouterr().out.splitlines() if one.startswith("Without")]
    assert len(lines) == len(set(unplaced.values()))


def test_negative_hours_are_wrong_usage(npo: Npo, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        npo("groups", "--round", "2026-1", "--hours", -1, "--budget", 100)
    assert stopped.value.code == 2 and "--hours" in capsys.readouterr().err


def test_a_round_without_scans_is_said_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NPO_PASSPHRASE", PASSPHRASE)
    path = tmp_path / "empty.npo"
    create_store(path, PASSPHRASE, SCHOOL, cost=Cost(memory=64, passes=1, lanes=1))[0].close()
    words = ["--store", str(path)]
    days = ("--start", "2026-11-02", "--end", "2026-11-27")
    assert main([*words, "round", "add", "2026-1", *days]) == 0
    capsys.readouterr()
    assert main([*words, "groups", "--round", "2026-1", "--hours", "1e308", "--budget", "0"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1
