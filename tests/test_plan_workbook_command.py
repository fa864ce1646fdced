"""The Excel plan out and in without a window."""

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook.defined_name import DefinedName

from npo_desktop.__main__ import main
from npo_desktop.practice import PASSPHRASE

Npo = Callable[..., Any]


@pytest.fixture
def npo(
    tmp_path: Path,
    practice_made_once: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Npo:
    """Runs one command on the practice school and returns its JSON."""
    monkeypatch.setenv("NPO_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("NPO_TODAY", "2026-11-24")
    shutil.copytree(practice_made_once.parent, tmp_path, dirs_exist_ok=True)

    def run(*words: object, exit_code: int = 0, as_json: bool = True) -> Any:
        store = ["--store", str(tmp_path / "practice.npo"), "--language", "en"]
        options = [*store, "--json"] if as_json else store
        assert main([*options, *map(str, words)]) == exit_code, capsys.readouterr().err
        printed = capsys.readouterr()
        if exit_code:
            return printed.err.splitlines()
        return json.loads(printed.out) if as_json else printed.out.splitlines()

    return run


def test_a_plan_goes_out_and_in_a_trial_writes_nothing_and_undo_takes_it_back(
    npo: Npo, tmp_path: Path
) -> None:
    rounds = [one["round"] for one in npo("list", "rounds")]
    name = next(one for one in reversed(rounds) if npo("plan", "list", "--round", one))
    path = tmp_path / "plan.xlsx"
    npo("export", "plan", "--round", name, "--out", path)
    same = npo("import", "plan", path)
    assert same["plans"]["changed"] == same["plans"]["faulty"] == 0
    assert same["changes"] == [] and npo("list", "imports") == []
    _edit_first_agreed(path)
    trial = npo("import", "plan", path, "--dry-run")
    (change,) = trial["changes"]
    assert (change["field"], change["to"]) == ("status", "stopped")
    assert trial["plans"] == same["plans"] | {
        "changed": 1,
        "unchanged": same["plans"]["unchanged"] - 1,
    }
    assert npo("list", "imports") == []
    lines = npo("import", "plan", path, as_json=False)
    assert lines[0] == "1 change." and "Agreed becomes Stopped" in lines[1]
    assert npo("import", "plan", path)["plans"]["changed"] == 0  # read in twice: nothing new
    undone = npo("import", "undo")
    assert undone["kind"] == "plans" and undone["plans"]["changed"] == 1
    assert npo("import", "plan", path, "--dry-run")["plans"]["changed"] == 1


@pytest.mark.parametrize(("words", "size"), [((), 9), (("--paper", "letter"), 1)])
def test_the_plan_is_set_up_for_the_paper_that_was_asked_for(
    npo: Npo, tmp_path: Path, words: tuple[str, ...], size: int
) -> None:
    name, path = npo("list", "rounds")[-1]["round"], tmp_path / "plan.xlsx"
    npo("export", "plan", "--round", name, "--out", path, *words)
    shown = [one for one in openpyxl.load_workbook(path) if one.sheet_state == "visible"]
    assert {one.page_setup.paperSize for one in shown} == {size}


def _edit_first_agreed(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    keys: dict[Any, Any] = {row[0].value: row[1].value for row in book["npo"].iter_rows()}
    was = {key.removeprefix("was."): str(value) for key, value in keys.items()
           if str(key).startswith("was.")}  # fmt: skip
    sheet: Any = book[keys["plans.sheet"]]
    head = next(row for row in sheet.iter_rows() if keys["plans.id"] in [c.value for c in row])
    at = {cell.value: cell.column for cell in head}
    for line in range(head[0].row + 1, sheet.max_row + 1):
        plan = sheet.cell(line, at[keys["plans.id"]]).value
        if plan and was[plan].startswith("agreed"):
            sheet.cell(line, at[keys["plans.status"]]).value = keys["state.stopped"]
            book.save(path)
            return
    raise AssertionError("the practice school has no agreed plan")


def test_a_heading_that_was_changed_is_told(npo: Npo, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    npo("export", "plan", "--round", npo("list", "rounds")[-1]["round"], "--out", path)
    book: Any = openpyxl.load_workbook(path)
    heading = next(cell for cell in book["Plans"][2] if cell.value == "Sessions given")
    heading.value = "How often"
    book.save(path)

    told = npo("import", "plan", path, "--dry-run", as_json=False)

    assert told[-1] == "These columns are not in the sheet any more: Sessions given."


def test_a_file_that_is_no_plan_is_refused_in_one_line(npo: Npo, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("a;b\n1;2\n")
    told = npo("import", "plan", tmp_path / "list.csv", exit_code=1)
    assert told[0] == "This is not a plan workbook of this program."
    assert len(told) == 2


def test_a_template_is_filled_in_with_the_plans_of_a_round_or_of_one_pupil(
    npo: Npo, tmp_path: Path
) -> None:
    rounds = [one["round"] for one in npo("list", "rounds")]
    name = next(one for one in reversed(rounds) if npo("plan", "list", "--round", one))
    plans = npo("plan", "list", "--round", name)
    template, out = tmp_path / "ours.xlsx", tmp_path / "out.xlsx"
    book: Any = openpyxl.Workbook()
    book.active.title = "Plan"
    for key, place in (
        ("npo_plannen", "Plan!$B$1"),
        ("npo_pupil", "Plan!$B$2"),
        ("npo_lijst_leerling", "Plan!$A$4"),
        ("npo_list_start", "Plan!$B$4"),
    ):
        book.defined_names[key] = DefinedName(key, attr_text=place)
    book.save(template)
    words = ("export", "template", "--template", template, "--round", name, "--out", out)
    told = npo(*words)
    assert told["written"] == str(out)
    assert told["not_placed"] == [
        {"name": "npo_pupil", "cell": "Plan!B2", "text": "It is about one pupil: choose one."}
    ]
    sheet: Any = openpyxl.load_workbook(out)["Plan"]
    assert (
        sheet["B1"].value
        == len(plans)
        == sum(sheet.cell(line, 1).value is not None for line in range(4, sheet.max_row + 1))
    )
    assert all(sheet.cell(line, 2).is_date for line in range(4, 4 + len(plans)))
    number = plans[0]["pupil"]
    one = npo(*words, "--pupil", number)
    assert one["not_placed"] == []
    theirs = [plan for plan in plans if plan["pupil"] == number]
    assert openpyxl.load_workbook(out)["Plan"]["B1"].value == len(theirs)
    (tmp_path / "macro.xlsm").write_bytes(template.read_bytes())
    with zipfile.ZipFile(tmp_path / "macro.xlsm", "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    refused = ("export", "template", "--template", tmp_path / "macro.xlsm", "--round", name)
    lines = npo(*refused, "--out", tmp_path / "no.xlsx", exit_code=1)
    assert "holds macros" in lines[0] and not (tmp_path / "no.xlsx").exists()
