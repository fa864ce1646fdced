"""The menukaart without a window; what the school says of a card reaches every command."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from npo_desktop.__main__ import main
from npo_desktop.content.card_fields import field_name
from npo_desktop.content.load import load_content
from npo_desktop.demo import SCHOOL
from npo_desktop.practice import PASSPHRASE
from npo_desktop.proposals.propose import propose
from npo_desktop.queries.dossiers import load_dossiers, round_norms
from npo_desktop.queries.menukaart.menukaart_changes import choose_card, overrule
from npo_desktop.queries.planning.feasibility import feasibility_answers
from npo_desktop.queries.rounds import round_by_name
from npo_desktop.store.engine import Store
from npo_desktop.store.keys import Cost
from npo_desktop.store.lifecycle import create_store, open_store
from ui.app import App

CHEAP = Cost(memory=64, passes=1, lanes=1)
Npo = Callable[..., Any]


@pytest.fixture
def npo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Npo:
    """Runs one command on a school of this test's own and returns its JSON."""
    monkeypatch.setenv("NPO_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("NPO_TODAY", "2026-11-24")
    store, _key = create_store(tmp_path / "practice.npo", PASSPHRASE, SCHOOL, cost=CHEAP)
    store.close()

    def run(*words: object, exit_code: int = 0) -> Any:
        store = ["--store", str(tmp_path / "practice.npo"), "--json"]
        assert main([*store, *map(str, words)]) == exit_code, capsys.readouterr().err
        printed = capsys.readouterr()
        return printed.err.splitlines() if exit_code else json.loads(printed.out)

    return run


def test_the_sheet_goes_out_and_in_and_a_trial_changes_nothing(npo: Npo, tmp_path: Path) -> None:
    path = tmp_path / "menukaart.xlsx"
    assert npo("export", "menukaart", "--out", path) == {"written": str(path)}
    same = npo("import", "menukaart", path)
    assert (same["unchanged"], same["new"], same["changed"], same["faulty"]) == (53, 0, 0, 0)
    assert npo("list", "imports") == []
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    at = {cell.value: cell.column for cell in sheet[1]}
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, 1).value == "feedback":
            sheet.cell(row, at[field_name("months")] or 0).value = 3
        if sheet.cell(row, 1).value == "homework":
            sheet.cell(row, at[field_name("cost")] or 0).value = 9
    book.save(path)
    trial = npo("import", "menukaart", path, "--dry-run")
    assert (trial["changed"], trial["faulty"]) == (1, 1)
    assert trial["faults"][0]["field"] == "cost"
    months = {row["intervention"]: row["months"] for row in npo("list", "interventions")}
    assert months["feedback"] == 6
    assert npo("import", "menukaart", path) == trial
    months = {row["intervention"]: row["months"] for row in npo("list", "interventions")}
    assert months["feedback"] == 3


def test_undo_takes_the_newest_sheet_back_whole(npo: Npo, tmp_path: Path) -> None:
    path = tmp_path / "menukaart.xlsx"
    npo("export", "menukaart", "--out", path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    at = {cell.value: cell.column for cell in sheet[1]}
    own: dict[str, str | int] = {
        "name_nl": "Leesmaatje",
        "name_en": "Reading buddy",
        "goal_area": 2,
        "targets": "COG-TEC",
    }
    own |= {"level": "one pupil", "grade_from": 3, "grade_to": 6}
    for field, value in own.items():
        sheet.cell(55, at[field_name(field)] or 0).value = value
    sheet.cell(3, at[field_name("choice")] or 0).value = "hidden"
    book.save(path)
    before = npo("list", "interventions")
    assert npo("import", "menukaart", path)["new"] == 1
    assert npo("import", "menukaart", path)["unchanged"] == 54  # the new card is known by its name
    after = [row["intervention"] for row in npo("list", "interventions")]
    assert "own-leesmaatje" in after and len(after) == 53
    assert [row["kind"] for row in npo("list", "imports")] == ["menukaart"]
    undone = npo("import", "undo")
    assert undone["kind"] == "menukaart" and undone["menukaart"]["new"] == 1
    assert npo("list", "interventions") == before and npo("list", "imports") == []
    npo("import", "menukaart", path)
    with _opened(tmp_path) as store, store.writing() as session:
        choose_card(session, "own-leesmaatje", "chosen")
    assert len(npo("import", "undo", exit_code=1)) == 2  # changed since


def test_window_and_command_propose_from_the_same_cards(
    qapp: object, npo: Npo, tmp_path: Path
) -> None:
    _fill(npo, tmp_path)
    pupil, before = _as_the_window(tmp_path)
    hidden, overruled = before[0], before[1]
    with _opened(tmp_path) as store, store.writing() as session:
        choose_card(session, hidden, "hidden")
        overrule(session, overruled, {"months": 12, "evidence": 5})
    (row,) = npo("propose", "--round", "2026-1", "--pupil", pupil)
    again, after = _as_the_window(tmp_path, pupil)
    assert again == pupil and [one["id"] for one in row["ranked"]] == after
    assert hidden not in after and set(after) | {hidden} == set(before)
    assert next(one["effect"] for one in row["ranked"] if one["id"] == overruled) == 12
    assert hidden not in [one["intervention"] for one in npo("list", "interventions")]
    words = ("plan", "add", "--pupil", pupil, "--round", "2026-1", "--intervention", hidden)
    assert hidden in npo(*words, exit_code=1)[0]


def _fill(npo: Npo, folder: Path) -> None:
    """One pupil, who seldom does anything the teacher is asked about."""
    (folder / "pupils.csv").write_text(
        "leerlingnummer;roepnaam;achternaam;geboortedatum;groep;leerjaar\n"
        "00123;Zoë;Amaya;01-02-2017;5;5\n",
        encoding="utf-8",
    )
    npo("import", "pupils", folder / "pupils.csv")
    npo("round", "add", "2026-1", "--start", "2026-11-02", "--end", "2026-11-27")
    items = load_content().questionnaires["teacher"].items
    rows = [f"00123,2026-1,teacher,teacher,{item.id},{3 if item.reverse else 1}" for item in items]
    head = "pupil,round,questionnaire,informant,item,answer"
    (folder / "answers.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
    npo("import", "answers", folder / "answers.csv")


@contextmanager
def _opened(folder: Path) -> Iterator[Store]:
    store = open_store(folder / "practice.npo", PASSPHRASE)
    try:
        yield store
    finally:
        store.close()


def _as_the_window(folder: Path, pupil: str = "") -> tuple[str, list[str]]:
    """The ranking the window shows: of this pupil, or of the first with three proposals."""
    with _opened(folder) as store:
        app = App(store)
        with app.reading() as session:
            norms = round_norms(
                session, app.content.questionnaires, round_by_name(session, "2026-1")
            )
            answers = feasibility_answers(session)
            dossiers = load_dossiers(session, app.content.questionnaires, norms)
        for dossier in dossiers:
            found = propose(dossier, app.content.catalogue, answers).ranked
            if dossier.pupil.number == pupil or (not pupil and len(found) > 2):
                app.jobs.shutdown()
                return dossier.pupil.number, [one.ranked.id for one in found]
    raise AssertionError("nobody has three proposals")
