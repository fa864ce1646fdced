"""Loading, rendering and writing in one go, as the command and the export page do it."""

import errno
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader
from sqlalchemy import text
from sqlmodel import select

from npo_desktop.commands.exports import export_parents
from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.errors import Cancelled, UserError
from npo_desktop.i18n import speaking
from npo_desktop.jobs import export_jobs
from npo_desktop.jobs.export_jobs import (
    Written,
    load_parent_summaries,
    render_parent_summaries,
    write_parent_summaries,
    write_plan,
)
from npo_desktop.jobs.summary_results import Outcome
from npo_desktop.queries.answers import record_answer
from npo_desktop.queries.rounds import add_round
from npo_desktop.queries.scans import scan_for
from npo_desktop.safe_file import cannot_write, write_bytes
from npo_desktop.store.engine import Store
from npo_desktop.store.tables import Enrolment, Group, Pupil

PUPILS = (("a1", "Zoë", "Anthony"), ("A1", "Luis", "Vries"), ("7/b", "Emely", "Pourier"))
Writing = Callable[..., Written]


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Reasons are read as they stand in the code."""
    with speaking("en"):
        yield


@pytest.fixture
def this(store: Store, content: Content, monkeypatch: pytest.MonkeyPatch) -> RoundFacts:
    """A round with three pupils, of whom the last has no scan."""
    monkeypatch.setenv("NPO_TODAY", "2026-11-24")
    teacher = content.questionnaires["teacher"]
    with store.writing() as session:
        found = add_round(session, "2026-1", date(2026, 11, 2), date(2026, 12, 4))
        group = Group(school_year="2026-2027", name="Groep 5", grade=5)
        session.add(group)
        for number, call_name, last_name in PUPILS:
            pupil = Pupil(number=number, call_name=call_name, last_name=last_name)
            pupil.sort_name = last_name.casefold()
            session.add(pupil)
            session.flush()
            session.add(Enrolment(pupil_id=pupil.id, school_year="2026-2027", group_id=group.id))
            if number != "7/b":
                scan = scan_for(session, pupil.id, found.id, teacher)
                for item in teacher.items:
                    record_answer(session, scan, item.id, 3)
    return found


@pytest.fixture
def written(store: Store, content: Content, this: RoundFacts, tmp_path: Path) -> Writing:
    def write(folder: Path = tmp_path / "out", **choices: Any) -> Written:
        with store.reading() as session:
            return write_parent_summaries(session, content, this, folder, **choices)

    return write


def test_two_pupils_never_share_a_file_not_even_where_capitals_do_not_count(
    written: Writing,
) -> None:
    paths = written().paths
    assert len({str(path).casefold() for path in paths}) == 2
    assert all(path.exists() for path in paths)


def test_no_file_name_holds_a_name(written: Writing) -> None:
    names = " ".join(path.name for path in written().paths).casefold()
    assert not any(part.casefold() in names for _n, call, last in PUPILS for part in (call, last))


def test_who_has_no_scan_is_skipped_with_a_reason(written: Writing) -> None:
    done = written()
    first = done.results[0]
    assert (first.number, first.outcome) == ("7/b", Outcome.SKIPPED)
    assert first.text == "There is no scan in this round."
    assert done.pupils == 2 and done.failed == ()


def test_one_file_holds_all_and_its_words_are_in_the_language_asked_for(written: Writing) -> None:
    (path,) = written(one_file=True, language="en", paper="letter").paths
    reader = PdfReader(path)
    words = "".join(page.extract_text() for page in reader.pages)
    assert "How Zoë is doing" in words and "How Luis is doing" in words
    assert round(float(reader.pages[0].mediabox.width)) == 612


def test_letters_that_cannot_be_printed_are_told_of_the_pupil_whose_name_has_them(
    store: Store, written: Writing
) -> None:
    with store.writing() as session:
        luis = session.exec(select(Pupil).where(Pupil.number == "A1")).one()
        luis.call_name = "Luis 🙂"
    for one_file, pages in ((False, "1, 2"), (True, "3, 4")):
        told = {one.number: one for one in written(one_file=one_file).results}
        assert told["A1"].outcome is Outcome.WRITTEN
        said = f"On pages {pages} □ stands for what cannot be printed (🙂): write it"
        assert told["A1"].why.startswith(said)
        assert told["a1"].why == "", "Zoë can be printed"


def test_one_that_cannot_be_written_does_not_hold_up_the_rest(
    written: Writing, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = write_bytes

    def full(path: Path, data: bytes) -> None:
        if path.name.endswith("a1.pdf"):
            raise UserError("The disk is full.", "Make room.")
        real(path, data)

    monkeypatch.setattr(export_jobs, "write_bytes", full)
    done = written()
    assert [(r.number, r.why) for r in done.failed] == [("a1", "The disk is full. Make room.")]
    assert len(done.paths) == 1


def test_a_disk_that_is_full_half_way_ends_it_and_leaves_no_half_file(
    written: Writing, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(path: Path, data: bytes) -> None:
        if not path.suffix:
            return write_bytes(path, data)
        if len(list(path.parent.glob("*.pdf"))) == 0:
            return write_bytes(path, data)
        error = OSError(errno.ENOSPC, "full")
        raise cannot_write(path, error) from error

    monkeypatch.setattr(export_jobs, "write_bytes", full)
    done = written()
    assert [one.outcome for one in done.results].count(Outcome.WRITTEN) == 1
    (failed,) = done.failed
    assert "the disk is full" in failed.text and "\n" not in failed.why
    assert [path.suffix for path in (tmp_path / "out").iterdir()] == [".pdf"]


def test_a_file_that_is_open_elsewhere_is_said_in_those_words(tmp_path: Path) -> None:
    held = PermissionError(errno.EACCES, "held")
    vars(held)["winerror"] = 32  # as on Windows
    told = cannot_write(tmp_path / "parents-2026-1-7.pdf", held)
    assert "it is open in another program" in told.message
    assert told.hint.startswith("Close the file")


def test_one_made_again_keeps_its_name_and_leaves_the_others_alone(
    store: Store, content: Content, this: RoundFacts, tmp_path: Path
) -> None:
    with store.reading() as session:
        loaded = load_parent_summaries(session, content, this)
    every = render_parent_summaries(loaded, tmp_path)
    before = {path: path.read_bytes() for path in every.paths}
    second = every.results[-1]
    assert second.path is not None
    second.path.unlink()
    seen: list[Outcome] = []
    again = render_parent_summaries(
        loaded,
        tmp_path,
        only={second.pupil_id},
        watch=lambda result: seen.append(result.outcome),
    )
    assert [result.path for result in again.results] == [second.path]
    assert {path: path.read_bytes() for path in every.paths} == before
    assert seen == [Outcome.BUSY, Outcome.WRITTEN]


def test_a_place_that_is_no_folder_is_refused_before_anything_is_made(
    written: Writing, tmp_path: Path
) -> None:
    (tmp_path / "note").write_text("mine")
    with pytest.raises(UserError):
        written(tmp_path / "note")
    assert (tmp_path / "note").read_text() == "mine"


def test_stopping_keeps_what_was_written_and_says_what_was_not(written: Writing) -> None:
    def stop_at_second(done: int, total: int, label: str = "") -> None:
        if done == 1:
            raise Cancelled

    done = written(progress=stop_at_second)
    assert len(done.paths) == 1
    assert "Stopped before this one." in [result.text for result in done.results]


def test_stopping_one_file_for_all_leaves_no_file(written: Writing, tmp_path: Path) -> None:
    def stop(_done: int, _total: int, label: str = "") -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        written(one_file=True, progress=stop)
    assert list((tmp_path / "out").iterdir()) == []


def test_only_the_pupils_asked_for(store: Store, written: Writing) -> None:
    everybody = written()
    chosen: UUID = everybody.results[-1].pupil_id
    done = written(pupils=[chosen])
    assert [result.pupil_id for result in done.results] == [chosen]


def test_the_command_locks_its_files_with_the_password_of_the_environment(
    store: Store,
    content: Content,
    this: RoundFacts,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def export(folder: str) -> list[Path]:
        with store.writing() as session:
            done = export_parents(
                session,
                content,
                this.name,
                tmp_path / folder,
                language=None,
                paper="a4",
                pupil=None,
                one_file=False,
            )
        return [Path(path) for path in done.data["written"]]

    monkeypatch.setenv("NPO_PDF_PASSWORD", "een twee drie")
    for path in export("locked"):
        assert not PdfReader(path).decrypt("een twee") and PdfReader(path).decrypt("een twee drie")
    monkeypatch.delenv("NPO_PDF_PASSWORD")
    assert not any(PdfReader(path).is_encrypted for path in export("open"))
    monkeypatch.setenv("NPO_PDF_PASSWORD", "")  # somebody meant to set one
    with pytest.raises(UserError):
        export("refused")
    assert not (tmp_path / "refused").exists()
    with store.reading() as session:
        noted = session.execute(text("SELECT action, object_id FROM audit_entry ORDER BY seq"))
        assert [tuple(row) for row in noted][-2:] == [("export", "2"), ("export", "2")]


def test_the_plan_names_its_sheets(
    store: Store, content: Content, this: RoundFacts, tmp_path: Path
) -> None:
    with store.reading() as session:
        done = write_plan(session, content, this, tmp_path / "plan.xlsx")
    assert done.paths == (tmp_path / "plan.xlsx",) and done.paths[0].exists()
    assert len(done.sheets) >= 5 and done.pupils == 3
