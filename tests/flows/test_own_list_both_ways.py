"""An Excel form read in, asked, filled in and scored: in the window and by command, one outcome."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlmodel import select

from npo_desktop.__main__ import main
from npo_desktop.content.questionnaire import Kind
from npo_desktop.queries.answers import record_answer
from npo_desktop.queries.rounds import add_round, round_list
from npo_desktop.queries.years.round_plans import change_round, draft_of
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.keys import Cost
from npo_desktop.store.lifecycle import NewSchool, create_store, open_store
from npo_desktop.store.tables import Pupil, Scan
from ui.app import App
from ui.pages.questionnaires_page import QuestionnairesPage
from ui.pages.scan_page import ScanPage
from ui.rounds.edit_round import EditRoundDialog

EF_SCAN = (
    Path(__file__).parents[1]
    / "files"
    / "exchange"
    / "made-here"
    / "xlsform-ef-scan-nl-en-pap.xlsx"
)
CODE, PASSPHRASE = "voorbeeld_ef_scan", "a passphrase for tests"
BUILT_IN = ("teacher", "pupil", "parent")
GIVEN = {  # what is pressed or written, as the form's own codes
    **{"datum": "2026-11-23", "rol": "anders", "rol_anders": "tante"},
    **{"a1": "2", "a2": "4", "a3": "1", "p1": "4", "p2": "1", "toelichting": "Moe"},
}
# Codes 1 to 4 are 0 to 3. Attention: 1, 3 - 3 and 0, so 1 / 3; planning: 3 and 3 - 0, so 3.
BY_HAND = {"aandacht": 1 / 3, "planning": 3.0}

# A time no two runs share; how the list came in, and the file of the answers, differ by intent.
UNLIKE = {"started_at", "answered_at", "made_at", "finished_at", "entry"}
LOGGED = ("audit_entry", "setting")


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Makes closed stores with one pupil and one round."""
    monkeypatch.setenv("NPO_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("NPO_TODAY", "2026-11-24")

    def make(name: str) -> Path:
        new, cheap = NewSchool("Test", "bonaire"), Cost(64, 1, 1)
        made, _key = create_store(tmp_path / name, PASSPHRASE, new, cost=cheap)
        with made.writing() as session:
            session.add(Pupil(number="00123", call_name="Ana", birth_date=date(2016, 5, 1)))
            add_round(session, "2026-1", date(2026, 11, 23), date(2026, 12, 4))
        made.close()
        return tmp_path / name

    return make


def test_the_window_and_the_command_leave_equal_lists_answers_and_scores(
    qtbot: QtBot,
    school: Callable[[str], Path],
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    by_hand, by_command = school("window.npo"), school("command.npo")
    work_in_window(qtbot, by_hand)
    work_with_command(by_command, tmp_path / "answers.csv")

    first, second = named(by_hand), named(by_command)
    assert len(first["answer"]) == len(GIVEN) and len(first["scan"]) == 1
    assert len(first["own_questionnaire"]) == len(first["import_run"]) == 1
    for table in first:
        assert first[table] == second[table], f"{table} differs"
    for path in (by_hand, by_command):
        means = {row["subscale"]: row["mean"] for row in scores(path, capsys)}
        assert means == pytest.approx(BY_HAND)
    check_that_one_answer_is_seen(by_command, second)


def check_that_one_answer_is_seen(path: Path, before: dict[str, list[str]]) -> None:
    """A comparison that found everything equal proves nothing."""
    store = open_store(path, PASSPHRASE)
    with store.writing() as session:
        record_answer(session, session.exec(select(Scan)).one().id, "a1", 3)
    store.close()
    after = named(path)
    assert [table for table in before if before[table] != after[table]] == ["answer"]


def work_in_window(qtbot: QtBot, path: Path) -> None:
    """Read the form in, choose it for the round, fill it in: the real pages and the keyboard."""
    store = open_store(path, PASSPHRASE)
    app = App(store)
    page = QuestionnairesPage(app)
    qtbot.addWidget(page)
    page.show()
    page.view.open_file(EF_SCAN)
    qtbot.waitUntil(lambda: page.view.can_apply)
    page.apply.click()
    qtbot.waitUntil(lambda: not page.view.is_busy and not app.jobs.busy)
    page.choose.click()
    dialog = page.findChild(EditRoundDialog)
    assert dialog is not None
    dialog.form.boxes[CODE].click()
    dialog.plan.click()
    fill_in(qtbot, app)
    app.jobs.shutdown()
    store.close()


def fill_in(qtbot: QtBot, app: App) -> None:
    """Every question that comes, in the order in which it comes."""
    scan = ScanPage(app)
    qtbot.addWidget(scan)
    scan.resize(1174, 608)
    scan.show()
    with app.reading() as session:
        pupil = session.exec(select(Pupil)).one().id
    scan.show_args(pupil, CODE)
    asked = []
    while (item := scan.item) is not None:
        asked.append(item.id)
        card, code = scan.sheet.item, GIVEN[item.id]
        if item.kind is Kind.CHOICE:
            qtbot.keyClick(card, Qt.Key(Qt.Key.Key_1 + item.codes.index(code)))
        else:
            typed = "23-11-2026" if item.id == "datum" else code
            qtbot.keyClicks(card.field.line, typed)
            qtbot.keyClick(card.field.line, Qt.Key.Key_Return)
    assert asked == list(GIVEN)


def work_with_command(path: Path, answers: Path) -> None:
    """The same form, round and answers, a command at a time."""

    def run(*words: object) -> None:
        assert main(["--store", str(path), *map(str, words)]) == 0

    run("import", "questionnaire", EF_SCAN)
    store = open_store(path, PASSPHRASE)
    with store.writing() as session:
        (this,) = round_list(session)
        change_round(session, this.id, replace(draft_of(this), questionnaires=(*BUILT_IN, CODE)))
    store.close()
    rows = [f"00123,2026-1,{CODE},teacher,{item},{code}" for item, code in GIVEN.items()]
    head = "pupil,round,questionnaire,informant,item,answer"
    answers.write_text("\n".join((head, *rows)), encoding="utf-8")
    run("import", "answers", answers)


def scores(path: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert main(["--store", str(path), "--json", "scores", "--round", "2026-1"]) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return [row for row in found if row["questionnaire"] == CODE]


def named(path: Path) -> dict[str, list[str]]:
    """Every table as two stores can have it in common: ids by what people call them, no times."""
    store = open_store(path, PASSPHRASE)
    with store.reading() as session:
        dump = canonical_dump(session, without=LOGGED)
    store.close()
    typed = {row["id"] for row in dump["import_run"] if row["kind"] == "answers"}
    dump["import_run"] = [row for row in dump["import_run"] if row["id"] not in typed]
    dump["import_change"] = [row for row in dump["import_change"] if row["import_id"] not in typed]
    called = {row["id"]: f"pupil {row['number']}" for row in dump["pupil"]}
    called |= {row["id"]: f"round {row['name']}" for row in dump["round"]}
    called |= {row["id"]: f"scan {row['questionnaire']}" for row in dump["scan"]}
    called |= {row["slot_id"]: f"account {row['name']}" for row in dump["account"]}
    return {
        table: sorted(json.dumps(common(row, called), sort_keys=True) for row in rows)
        for table, rows in dump.items()
    }


def common(value: Any, called: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: common(one, called) for key, one in value.items() if key not in UNLIKE}
    if isinstance(value, list):
        return [common(one, called) for one in value]
    return called.get(value, value) if isinstance(value, str) else value
