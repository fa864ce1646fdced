"""The words of every document in every language, in the order in which they are read.

``golden/<document>-<language>.txt`` holds them; bytes are never compared. ``NPO_GOLDEN=write``
writes them anew: read what git says has changed.
"""

import inspect
import os
import pkgutil
import sys
from collections.abc import Callable, Iterator
from importlib import import_module, util
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session, select

from npo_desktop import jobs
from npo_desktop.content.load import load_content
from npo_desktop.exports.parent_facts import ParentSummary
from npo_desktop.i18n import LANGUAGES, speaking
from npo_desktop.jobs.document import Document
from npo_desktop.practice import PASSPHRASE
from npo_desktop.progress import silent
from npo_desktop.queries.dossiers import load_dossier, round_norms
from npo_desktop.queries.parents.speaking_notes import load_talk
from npo_desktop.queries.rounds import current_round
from npo_desktop.store.lifecycle import open_store
from npo_desktop.store.tables import Pupil

NEXT = "\n--- next page ---\n"
FOLDER = Path(__file__).parents[1] / "golden"


def load(name: str) -> ModuleType:
    spec = util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None and spec.loader is not None
    module = util.module_from_spec(spec)
    sys.modules[name] = module  # its dataclasses look themselves up there
    spec.loader.exec_module(module)
    return module


papers = load("golden_papers")
ALL = [(name, language) for name in papers.GOLDEN for language in LANGUAGES]


@pytest.fixture(scope="module")
def known(practice_copy: Path) -> Iterator[dict[str, Any]]:
    """What is known of the practice school; what a test adds is not kept."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NPO_TODAY", papers.DAY.isoformat())
        store = open_store(practice_copy, PASSPHRASE)
        content = load_content()
        with store.writing() as session:
            this = current_round(session, papers.DAY)
            assert this is not None
            norms = round_norms(session, content.questionnaires, this)
            dossiers = {
                name: load_dossier(session, content.questionnaires, id_of(session, name), norms)
                for name in papers.NAMES
            }
            yield {
                "session": session,
                "content": content,
                "round": this,
                "dossiers": dossiers,
                "talk": load_talk(session, content, id_of(session, papers.NATHAIRA), this),
            }
        store.close()


def id_of(session: Session, full_name: str) -> UUID:
    call_name, _space, last_name = full_name.partition(" ")
    asked = select(Pupil.id).where(Pupil.call_name == call_name, Pupil.last_name == last_name)
    return session.exec(asked).one()


def words_of(pdf: bytes) -> str:
    """As pdfium reads it, a line each; a page below the other."""
    document = import_module("pypdfium2").PdfDocument(pdf)  # it comes without types
    pages = []
    for number in range(len(document)):
        text = document[number].get_textpage()
        pages.append("\n".join(line.rstrip() for line in text.get_text_range().splitlines()))
    document.close()
    return NEXT.join(pages) + "\n"


@pytest.mark.parametrize(("name", "language"), ALL)
def test_the_words_are_those_of_the_golden_text(
    known: dict[str, Any], summary: Callable[..., ParentSummary], name: str, language: str
) -> None:
    one, school = papers.GOLDEN[name], papers.School(**known, summary=summary)
    with speaking(language), known["session"].begin_nested() as kept:
        facts = one.facts(school)
        said = words_of(one.render(facts, "a4", silent, **one.more).pdf)
        kept.rollback()
    golden = FOLDER / f"{name}-{language}.txt"
    if os.environ.get("NPO_GOLDEN") == "write":
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")


def test_whatever_makes_a_document_has_a_golden_text() -> None:
    making = {
        one
        for module in pkgutil.iter_modules(jobs.__path__)
        for _name, one in inspect.getmembers(import_module(f"{jobs.__name__}.{module.name}"))
        if inspect.isfunction(one) and one.__annotations__.get("return") is Document
    }
    assert len(making) > 15
    assert making - {one.render for one in papers.GOLDEN.values()} == set()


def test_no_golden_text_is_left_of_what_is_made_no_more() -> None:
    kept = {file.name for file in FOLDER.glob("*.txt") if not file.name.startswith("workbook-")}
    assert kept == {f"{name}-{language}.txt" for name, language in ALL}


@pytest.mark.parametrize("name", papers.GOLDEN)
def test_a_draft_language_says_so_on_every_page(name: str) -> None:
    for language, draft in (("pap", "konsepto"), ("es", "borrador")):
        text = (FOLDER / f"{name}-{language}.txt").read_text(encoding="utf-8")
        for page in text.split(NEXT):
            assert draft in page.casefold(), page
