"""`npo export group`: the group view as data, on paper and as a workbook."""

import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from npo_desktop.__main__ import main
from npo_desktop.content.load import load_content
from npo_desktop.queries.answers import record_answer
from npo_desktop.queries.rounds import add_round
from npo_desktop.queries.scans import scan_for
from npo_desktop.store.keys import Cost
from npo_desktop.store.lifecycle import NewSchool, create_store
from npo_desktop.store.tables import Enrolment, Group, Pupil

PASSPHRASE = "a passphrase for tests"
NAMES = ("Anthony", "Evertsz", "Pourier")


@pytest.fixture
def path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A closed store: a group of three, of whom the second is answered low about."""
    monkeypatch.setenv("NPO_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("NPO_TODAY", "2026-11-24")
    form = load_content().questionnaires["teacher"]
    school, cost = NewSchool("Test", "bonaire"), Cost(64, 1, 1)
    store, _key = create_store(tmp_path / "school.npo", PASSPHRASE, school, cost=cost)
    with store.writing() as session:
        this = add_round(session, "2026-1", date(2026, 11, 2), date(2026, 12, 4))
        group = Group(school_year="2026-2027", name="Groep 5", grade=5)
        session.add(group)
        session.flush()
        for n, name in enumerate(NAMES):
            pupil = Pupil(
                number=f"P{n}", call_name="Kim", last_name=name, sort_name=name.lower(),
                birth_date=date(2017, 5, 1),
            )  # fmt: skip
            session.add(pupil)
            session.flush()
            session.add(Enrolment(pupil_id=pupil.id, school_year="2026-2027", group_id=group.id))
            scan = scan_for(session, pupil.id, this.id, form)
            for item in form.for_age(9):
                low = n == 1
                record_answer(session, scan, item.id, 4 if item.reverse is low else 0)
    store.close()
    return tmp_path / "school.npo"


def test_rows_are_data_and_the_ending_of_the_file_says_what_it_is(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, start in (("g.pdf", b"%PDF"), ("g.xlsx", b"PK")):
        out = tmp_path / name
        words = ("export", "group", "--round", "2026-1", "--group", "groep 5", "--out", str(out))
        code = main(["--store", str(path), "--json", "--language", "en", *words])
        told, err = capsys.readouterr()
        assert code == 0, err
        assert out.read_bytes().startswith(start)
        found = json.loads(told)
        assert [row["pupil"] for row in found["rows"]] == ["P1", "P0", "P2"]
        assert found["rows"][0]["cells"]["EF-INI"] == {
            "shown": "band",
            "band": "low",
            "strong": False,
            "change": "unknown",
        }
        assert found["written"] == str(out)
        assert not any(one in told for one in NAMES)  # numbers, no names


def test_an_unknown_group_ends_with_what_there_is(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("export", "group", "--round", "2026-1", "--group", "Groep 12")
    assert main(["--store", str(path), "--language", "en", *words]) != 0
    err = capsys.readouterr().err
    assert "Groep 12" in err and "Groep 5" in err


def test_the_workbook_is_set_up_for_the_paper_that_was_asked_for(
    path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for paper, number in (("a4", 9), ("letter", 1)):
        out = tmp_path / f"{paper}.xlsx"
        words = ("export", "group", "--round", "2026-1", "--paper", paper, "--out", str(out))
        assert main(["--store", str(path), *words]) == 0, capsys.readouterr().err
        assert {sheet.page_setup.paperSize for sheet in load_workbook(out)} == {number}
