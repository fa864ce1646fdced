"""Paper questionnaires as files: through ``npo`` and through the card on the export page."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import text

from npo_desktop.__main__ import main
from npo_desktop.content.load import Content
from npo_desktop.dossiers.form_code import code_text
from npo_desktop.errors import Cancelled, UserError
from npo_desktop.jobs.paper_jobs import paper_file_name, render_paper_lists
from npo_desktop.practice import PASSPHRASE
from npo_desktop.queries.answering.paper_lists import load_paper_set
from npo_desktop.queries.groups import group_list
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.queries.rounds import round_by_name
from npo_desktop.store.engine import Store
from npo_desktop.store.lifecycle import open_store

Npo = Callable[..., Any]


@pytest.fixture
def npo(
    practice_copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Npo:
    monkeypatch.setenv("NPO_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("NPO_TODAY", "2026-11-24")

    def run(*words: object, exit_code: int = 0) -> Any:
        store = ["--store", str(practice_copy), "--json", "--language", "en"]
        assert main([*store, *map(str, words)]) == exit_code, capsys.readouterr().err
        printed = capsys.readouterr()
        return printed.err.splitlines() if exit_code else json.loads(printed.out)

    return run


@pytest.fixture
def store(practice_copy: Path) -> Any:
    opened = open_store(practice_copy, PASSPHRASE)
    yield opened
    opened.close()


def names_of(store: Store) -> set[str]:
    with store.reading() as session:
        pupils = pupil_list(session, "2026-2027")
    return {name for pupil in pupils for name in (pupil.call_name, pupil.last_name) if name}


def test_npo_writes_the_forms_of_a_group_without_any_name(
    npo: Npo, practice_copy: Path, tmp_path: Path
) -> None:
    file = tmp_path / "forms.pdf"
    words = ("export", "paper", "--questionnaire", "parent", "--group", "Groep 5")
    made = npo(*words, "--out", file, "--paper", "letter", "--language", "en")
    assert made == {"written": str(file), "pages": 24}
    read = PdfReader(file)
    assert len(read.pages) == 24 and float(read.pages[0].mediabox.height) == 792
    printed = set("".join(page.extract_text() for page in read.pages).replace(",", " ").split())
    opened = open_store(practice_copy, PASSPHRASE)
    everybody = names_of(opened)
    with opened.reading() as session:
        actions = session.execute(text("SELECT action, object_id FROM audit_entry ORDER BY seq"))
        log = {(action, subject) for action, subject in actions}
    opened.close()
    assert {"Jeandro", "Evertsz"} <= everybody
    assert printed & everybody == set()
    assert ("export", "24") in log


def test_npo_writes_one_pupil_s_form_and_the_page_of_names_apart(npo: Npo, tmp_path: Path) -> None:
    number = npo("list", "pupils")[0]["pupil"]
    file, names = tmp_path / "one.pdf", tmp_path / "names.pdf"
    words = ("export", "paper", "--questionnaire", "teacher", "--pupil", number)
    made = npo(*words, "--round", "2026-1", "--out", file, "--duplex", "--names", names)
    assert made["pages"] == len(PdfReader(file).pages) and made["pages"] % 2 == 0
    assert "codes" not in names.name and len(PdfReader(names).pages) == 1


def test_npo_writes_a_class_sheet(npo: Npo, tmp_path: Path) -> None:
    words = ("export", "paper", "--questionnaire", "teacher", "--group", "groep 5")
    made = npo(*words, "--layout", "class-sheet", "--out", tmp_path / "sheet.pdf")
    assert made["pages"] == 5


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--questionnaire", "nobody", "--group", "Groep 5"), "no questionnaire with the code"),
        (("--questionnaire", "teacher", "--group", "Groep 99"), "no group called Groep 99"),
        (("--questionnaire", "teacher", "--pupil", "nobody"), "no pupil with number"),
        (("--questionnaire", "pupil", "--group", "Groep 1"), "Nobody in this choice"),
        (("--questionnaire", "teacher", "--round", "never"), "no round called never"),
    ],
)
def test_what_cannot_be_printed_is_told_and_nothing_is_written(
    npo: Npo, tmp_path: Path, words: tuple[str, ...], told: str
) -> None:
    file = tmp_path / "none.pdf"
    first, *hint = npo("export", "paper", *words, "--out", file, exit_code=1)
    assert told in first and hint and not file.exists()


def test_a_file_is_called_after_the_group_or_the_code_and_stopped_leaves_nothing(
    store: Store, content: Content, tmp_path: Path
) -> None:
    with store.reading() as session:
        this = round_by_name(session, "2026-1")
        group = next(one.id for one in group_list(session, "2026-2027") if one.name == "Groep 5")
        teacher = content.questionnaires["teacher"]
        facts = load_paper_set(session, teacher, this, group_ids=[group])
        pupil = pupil_list(session, "2026-2027", group_id=group)[0]
        one = load_paper_set(session, teacher, this, [pupil.id])
    assert paper_file_name(facts) == "paper-teacher-2026-1-Groep_5.pdf"
    assert paper_file_name(one) == f"paper-teacher-2026-1-{one.forms[0].code}.pdf"
    assert code_text(one.forms[0].code) not in paper_file_name(facts, what="names")

    def stop(done: int, total: int, label: str = "") -> None:
        if done == 5:
            raise Cancelled

    with pytest.raises(Cancelled):
        render_paper_lists(facts, tmp_path / "x" / "forms.pdf", progress=stop)
    assert list((tmp_path / "x").iterdir()) == []
    (tmp_path / "full").write_text("a file where a folder must be")
    with pytest.raises(UserError):
        render_paper_lists(facts, tmp_path / "full" / "forms.pdf")
