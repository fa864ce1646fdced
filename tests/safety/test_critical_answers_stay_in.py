"""What asks for a talk is never in bulk output: searched for, with a search that does find it."""

import json
import shutil
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from sqlmodel import Session

from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.exports.paper_facts import Layout
from npo_desktop.exports.xlsx.forms.xlsform import questionnaire_workbook
from npo_desktop.jobs.contact_jobs import render_contact_sheet
from npo_desktop.jobs.document import save_document
from npo_desktop.jobs.export_jobs import write_parent_summaries, write_plan
from npo_desktop.jobs.paper_jobs import render_paper_lists
from npo_desktop.jobs.reminder_jobs import render_reminders
from npo_desktop.practice import PASSPHRASE
from npo_desktop.queries.answering.paper_lists import load_paper_set
from npo_desktop.queries.answers import record_answer
from npo_desktop.queries.contacts import load_contact_sheet
from npo_desktop.queries.papers.reminders import By, load_reminders
from npo_desktop.queries.rounds import round_by_name
from npo_desktop.queries.talks import note_talk, open_talks
from npo_desktop.store.engine import Store
from npo_desktop.store.lifecycle import open_store

OUTCOME = "besproken onder de tamarinde"
LEAST = 12  # letters of a statement that is searched for piece by piece


@pytest.fixture
def practice(
    tmp_path: Path, practice_made_once: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Store]:
    """The practice school, with a talk held about one of its critical answers."""
    monkeypatch.setenv("NPO_TODAY", "2026-11-24")
    shutil.copytree(practice_made_once.parent, tmp_path, dirs_exist_ok=True)
    store = open_store(tmp_path / practice_made_once.name, PASSPHRASE)
    yield store
    store.close()


@pytest.fixture
def this(practice: Store, content: Content) -> RoundFacts:
    with practice.writing() as session:
        found = round_by_name(session, "2026-1")
        talks = open_talks(session, content.questionnaires, found)
        assert {talk.informant.value for talk in talks} >= {"pupil", "teacher"}
        note_talk(session, talks[0], OUTCOME, None)
    return found


@pytest.fixture
def searched(content: Content) -> Callable[[str], list[str]]:
    """What of the critical statements, in any language, stands in a text without its spaces."""
    wanted = [OUTCOME]
    for form in content.questionnaires.values():
        for item in form.critical:
            wanted += [text for text in form.item(item).texts.values() if len(text) > LEAST]
    assert len(wanted) > 12

    def search(text: str) -> list[str]:
        plain = "".join(text.split())
        return [one for one in wanted if "".join(one.split()) in plain]

    return search


def text_of(path: Path) -> str:
    """All words of a PDF or a workbook."""
    if path.suffix == ".pdf":
        return "".join(page.extract_text() for page in PdfReader(path).pages)
    return cells_of(path.read_bytes())


def cells_of(book: bytes) -> str:
    sheets = load_workbook(BytesIO(book)).worksheets
    cells = (cell for sheet in sheets for row in sheet.iter_rows() for cell in row)
    notes = [cell for cell in cells if cell.value is not None or cell.comment is not None]
    return " ".join(f"{cell.value} {cell.comment.text if cell.comment else ''}" for cell in notes)


def test_no_bulk_output_holds_a_critical_statement_or_what_came_of_the_talk(
    practice: Store,
    content: Content,
    this: RoundFacts,
    searched: Callable[[str], list[str]],
    tmp_path: Path,
) -> None:
    with practice.reading() as session:
        pupils = {talk.pupil_id for talk in open_talks(session, content.questionnaires, this)}
        made = [
            *write_plan(session, content, this, tmp_path / "plan.xlsx").paths,
            *write_parent_summaries(
                session, content, this, tmp_path / "one", pupils=pupils, one_file=True
            ).paths,
            *write_parent_summaries(session, content, this, tmp_path / "each", pupils=pupils).paths,
        ]
        documents = [render_contact_sheet(load_contact_sheet(session))]
        for by in By:
            documents.append(render_reminders(load_reminders(session, content, this, by=by)))
        for place, document in enumerate(documents):
            made.append(tmp_path / f"{place}.pdf")
            save_document(document, made[-1])
    assert len(made) >= 6 and pupils
    for path in made:
        text = text_of(path)
        assert len(text) > 100, path
        assert searched(text) == [], path


def test_paper_lists_are_the_same_whatever_was_answered(
    practice: Store, content: Content, this: RoundFacts, tmp_path: Path
) -> None:
    with practice.writing() as session:
        form = content.questionnaires["teacher"]
        waiting = open_talks(session, content.questionnaires, this)
        talk = next(one for one in waiting if one.questionnaire == form.code)

        def printed(name: str, layout: str) -> str:
            facts = load_paper_set(session, form, this, [talk.pupil_id], language="nl")
            written, _pages = render_paper_lists(facts, tmp_path / name, layout=layout)
            return text_of(written.paths[0])

        def all_printed(name: str) -> list[str]:
            return [printed(f"{name}-{layout}.pdf", layout) for layout in Layout]

        before = all_printed("critical")
        calm_down(session, content, this, talk.scan_id)
        assert all_printed("calm") == before


def calm_down(session: Session, content: Content, this: RoundFacts, scan_id: UUID) -> None:
    """The critical answers of a list become calm ones."""
    for talk in open_talks(session, content.questionnaires, this):
        if talk.scan_id == scan_id:
            critical = content.questionnaires[talk.questionnaire].critical[talk.item]
            calm = next(value for value in range(4) if value not in critical)
            record_answer(session, talk.scan_id, talk.item, calm)


def test_the_search_finds_a_critical_statement_on_paper_in_a_workbook_and_in_words(
    practice: Store,
    content: Content,
    this: RoundFacts,
    searched: Callable[[str], list[str]],
    tmp_path: Path,
) -> None:
    """The control: where the statements are asked, they are found by the very same search."""
    teacher = content.questionnaires["teacher"]
    with practice.reading() as session:
        talk = open_talks(session, content.questionnaires, this)[0]
        facts = load_paper_set(session, teacher, this, [talk.pupil_id], language="nl")
        written, _pages = render_paper_lists(facts, tmp_path / "form.pdf")
    statement = teacher.item("T-SE-SAF-3").texts["nl"]
    assert statement in searched(text_of(written.paths[0]))
    assert statement in searched(cells_of(questionnaire_workbook(teacher)))
    assert OUTCOME in searched(json.dumps({"outcome": OUTCOME}))
