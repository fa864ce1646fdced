"""`npo list hours` and `npo hours set`: what the page shows, as rows."""

import json
from pathlib import Path
from typing import Any

import pytest

from npo_desktop.__main__ import main
from npo_desktop.queries.support.hours import set_free
from npo_desktop.queries.support.periods import add_period, period_list
from npo_desktop.store.keys import Cost
from npo_desktop.store.lifecycle import NewSchool, create_store
from npo_desktop.store.tables import Staff

PASSPHRASE = "a passphrase for tests"


@pytest.fixture
def path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A closed store with one colleague who is free on Tuesday."""
    monkeypatch.setenv("NPO_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("NPO_TODAY", "2026-11-24")
    made, _key = create_store(
        tmp_path / "school.npo", PASSPHRASE, NewSchool("Test", "bonaire"), cost=Cost(64, 1, 1)
    )
    with made.writing() as session:
        member = Staff(first_name="Ann", last_name="Alva")
        session.add(member)
        add_period(session, 2, 540, 570)
        set_free(session, member.id, {period_list(session)[0].id})
    made.close()
    return tmp_path / "school.npo"


def npo(path: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, Any]:
    """The exit code, and the JSON of a command; of one that failed what was said."""
    code = main(["--store", str(path), "--json", "--language", "en", *words])
    out, err = capsys.readouterr()
    return code, err if code else json.loads(out)


def test_hours_and_skills_are_set_and_listed(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    row: dict[str, Any] = {"staff": "Ann Alva", "weekly_minutes": 0, "skills": []}
    row["periods"] = ["Tuesday 09:00-09:30"]
    assert npo(path, capsys, "list", "hours") == (0, [row])
    words = ("hours", "set", "--staff", "alva", "--minutes", "210", "--skill", "mentoring")
    now = row | {"weekly_minutes": 210, "skills": ["mentoring"]}
    assert npo(path, capsys, *words) == (0, now)
    assert npo(path, capsys, "hours", "set", "--staff", "Ann Alva", "--minutes", "90")[0] == 0
    assert npo(path, capsys, "list", "hours") == (0, [now | {"weekly_minutes": 90}])


def test_nobody_no_card_and_no_such_hours_write_nothing(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words, said in (
        (("--staff", "Zoe", "--minutes", "60"), "No colleague"),
        (("--staff", "Ann", "--minutes", "4000"), "more than one colleague has"),
        (("--staff", "Ann", "--minutes", "60", "--skill", "no-such-card"), "no card called"),
    ):
        code, err = npo(path, capsys, "hours", "set", *words)
        assert code != 0
        assert said in err
    assert npo(path, capsys, "list", "hours")[1][0]["weekly_minutes"] == 0
