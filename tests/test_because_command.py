"""``npo export because`` and ``npo propose`` with what the school said of the ranking."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from sqlmodel import select

from npo_desktop.__main__ import main
from npo_desktop.practice import PASSPHRASE
from npo_desktop.proposals.ranking import Exclusion
from npo_desktop.queries.planning.ranking_choices import choose_constant, set_internet
from npo_desktop.store.lifecycle import open_store
from npo_desktop.store.support_tables import StaffTime
from npo_desktop.store.tables import Pupil

PUPIL, ROUND = "22001", "2026-1"


@pytest.fixture
def npo(
    practice_copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Any:
    monkeypatch.setenv("NPO_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("NPO_TODAY", "2026-11-24")

    def run(*words: object, exit_code: int = 0) -> Any:
        assert main(["--store", str(practice_copy), "--json", *map(str, words)]) == exit_code
        printed = capsys.readouterr()
        return printed.err.splitlines() if exit_code else json.loads(printed.out)

    return run


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_card_is_one_page_in_the_language_asked_for(
    npo: Any, tmp_path: Path, language: str, paper: str
) -> None:
    (told,) = npo("propose", "--round", ROUND, "--pupil", PUPIL)
    first, file = told["ranked"][0]["id"], tmp_path / "because.pdf"
    words = ("--pupil", PUPIL, "--round", ROUND, "--intervention", first, "--out", file)
    written = npo("export", "because", *words, "--language", language, "--paper", paper)
    assert written == {"written": str(file)}
    (page,) = PdfReader(file).pages
    assert float(page.mediabox.height) == pytest.approx(792 if paper == "letter" else 841.9, abs=1)
    text = page.extract_text()
    assert ("Metacognition" if language == "en" else "Metacognitie") in text
    assert "22001" in text and "2025" in text


def test_letters_that_cannot_be_printed_are_told_apart_and_it_is_made_all_the_same(
    practice_copy: Path, npo: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = open_store(practice_copy, PASSPHRASE)
    with store.writing() as session:
        session.exec(select(Pupil).where(Pupil.number == PUPIL)).one().call_name = "Noor 🙂 نور"
    store.close()
    export = ("--language", "en", "--store", str(practice_copy), "export")
    for more in ((), ("--one-file",)):
        folder = tmp_path / f"out{len(more)}"
        asked = ("parents", "--round", ROUND, "--pupil", PUPIL, "--out", str(folder), *more)
        assert main([*export, *asked]) == 0
        printed = capsys.readouterr()
        (said,) = printed.err.splitlines()
        assert said.startswith("On paper □ stands for what cannot be printed (ر ن و 🙂): write it")
        assert f"{PUPIL}: On pages 1, 2 □ stands for" in printed.out
        assert len(list(folder.glob("*.pdf"))) == 1
    group = ("group", "--round", ROUND, "--out", str(tmp_path / "group.pdf"))
    assert main([*export, *group]) == 0
    assert re.match(r"On pages? \d.* □ stands for", capsys.readouterr().err)


def test_what_is_not_proposed_is_refused_with_the_reason_and_leaves_no_file(
    npo: Any, tmp_path: Path
) -> None:
    file = tmp_path / "because.pdf"
    words = ("--pupil", PUPIL, "--round", ROUND, "--out", file)
    for intervention, said in (("early-self-regulation", "5"), ("no-such-card", "no-such-card")):
        lines = npo("export", "because", *words, "--intervention", intervention, exit_code=1)
        assert said in " ".join(lines) and "Traceback" not in " ".join(lines)
    assert not file.exists()


def test_propose_uses_the_constants_and_the_means_of_the_school(
    practice_copy: Path, npo: Any
) -> None:
    (before,) = npo("propose", "--round", ROUND, "--pupil", PUPIL)
    store = open_store(practice_copy, PASSPHRASE)
    with store.writing() as session:
        choose_constant(session, "cost_divisor", 2.0)
        set_internet(session, holds=False)
    store.close()
    (after,) = npo("propose", "--round", ROUND, "--pupil", PUPIL)
    for row in after["ranked"]:
        whole = row["need"] * row["effect"] * row["feasibility"] / (1 + row["cost"] / 2)
        assert row["score"] == pytest.approx(whole)
    online = {"digital-technology"} & {row["id"] for row in before["ranked"]}
    assert online and all(after["excluded"][id] == "no_internet" for id in online)
    assert set(before["excluded"].items()) < set(after["excluded"].items())


def test_hours_of_the_staff_leave_the_reasons_of_the_contract_alone(
    practice_copy: Path, npo: Any
) -> None:
    """What fits the hours is asked with ``npo groups --hours``; the window shows it as well."""
    before = npo("propose", "--round", ROUND)
    store = open_store(practice_copy, PASSPHRASE)
    with store.writing() as session:
        for row in session.exec(select(StaffTime)):
            row.weekly_minutes = 15 if row.weekly_minutes else 0
    store.close()
    after = npo("propose", "--round", ROUND)
    assert after == before
    reasons = {reason for row in after for reason in row["excluded"].values()}
    assert reasons <= {*Exclusion, "no_internet"}
