"""The coordinator's own note: what to say, what not, and nothing that belongs on no paper."""

import io
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib import util
from pathlib import Path
from random import Random
from types import ModuleType
from uuid import UUID

import pytest
from pypdf import PdfReader
from sqlmodel import Session, col, select

from npo_desktop.content.load import load_content
from npo_desktop.exports.pdf.speaking_note import speaking_note
from npo_desktop.exports.pdf.style import Paper
from npo_desktop.exports.speaking_note_facts import EarlierAgreement, note_parts
from npo_desktop.i18n import speaking
from npo_desktop.jobs.talk_jobs import render_speaking_note, render_talk_summary
from npo_desktop.practice import PASSPHRASE
from npo_desktop.progress import silent
from npo_desktop.queries.menukaart.menukaart import school_content
from npo_desktop.queries.parents.speaking_notes import TalkPreparation, load_talk
from npo_desktop.queries.rounds import round_by_name
from npo_desktop.store.engine import Store
from npo_desktop.store.lifecycle import open_store
from npo_desktop.store.tables import Pupil

DAY = "2026-11-24"
PUPIL = "Nathaira"  # an answer of hers asks for a talk first
EXTREME = (
    *("Zeer lange woorden en Bolivarrepubliekvenezuela " * 40, "אבג שלום", "🎈" * 60),
    *("W" * 200, "", "a\nb\tc", "<b>&amp;</b>"),
)


def load(name: str) -> ModuleType:
    spec = util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert spec is not None and spec.loader is not None
    module = util.module_from_spec(spec)
    sys.modules[name] = module  # its dataclasses look themselves up there
    spec.loader.exec_module(module)
    return module


boxes = load("test_parent_word_boxes")


@pytest.fixture(scope="module")
def practice(practice_copy: Path) -> Iterator[Store]:
    os.environ["NPO_TODAY"] = DAY
    opened = open_store(practice_copy, PASSPHRASE)
    yield opened
    opened.close()
    del os.environ["NPO_TODAY"]


def prepared(session: Session, pupil_id: UUID, language: str = "en") -> TalkPreparation:
    content = school_content(session, load_content())
    with speaking(language):
        return load_talk(session, content, pupil_id, round_by_name(session, "2026-1"))


def id_of(session: Session, call_name: str) -> UUID:
    return session.exec(select(Pupil.id).where(Pupil.call_name == call_name)).one()


@pytest.fixture
def facts(practice: Store) -> TalkPreparation:
    with practice.reading() as session:
        return prepared(session, id_of(session, PUPIL))


def words_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return "\n".join(page.extract_text() for page in pages)


def test_an_answer_that_asks_for_a_talk_is_told_on_the_screen_and_on_no_paper(
    facts: TalkPreparation,
) -> None:
    urgent = [one.text for one in facts.missing if one.is_urgent]
    assert len(urgent) == 1 and "first" in urgent[0]
    assert urgent[0] not in facts.note.missing
    for document in (
        render_talk_summary(facts, "a4", silent),
        render_speaking_note(facts.note, "a4", silent),
    ):
        assert "asks for a talk" not in words_of(document.pdf)
        assert PUPIL.lower() not in document.file_name.lower()
        assert document.pupils == (facts.summary.dossier.pupil.id,)
    assert urgent[0] in render_talk_summary(facts, "a4", silent).missing


def test_a_worry_about_safety_is_in_no_part_of_any_note(practice: Store) -> None:
    content = load_content()
    names = content.subscales["SE-SAF"].parent
    with practice.reading() as session:
        ids = session.exec(select(Pupil.id).where(col(Pupil.left_on).is_(None))).all()
        every = [prepared(session, pupil_id).note for pupil_id in ids[::4]]
    worried = [one for one in every if one.summary.dossier.flags.get("SE-SAF") in ("low", "watch")]
    for note in every:
        flagged = note in worried
        with speaking("en"):
            said = "\n".join(line for part in note_parts(note) for line in part.lines)
        assert not (flagged and names["en"] in said)
    assert every and all(note_parts(one) for one in every)


def test_it_stays_on_one_page_for_every_other_pupil_of_the_practice_school(
    practice: Store,
) -> None:
    with practice.reading() as session:
        ids = session.exec(select(Pupil.id)).all()
        notes = [prepared(session, one, "nl").note for one in ids[1::6]]
    pages = [len(PdfReader(io.BytesIO(speaking_note(note))).pages) for note in notes]
    assert set(pages) == {1}, pages


def test_what_was_agreed_before_is_looked_back_on_first(facts: TalkPreparation) -> None:
    agreed = EarlierAgreement("Read together every evening", "at home", date(2027, 1, 5))
    note = replace(facts.note, earlier=(agreed,), earlier_on=date(2026, 9, 8))
    with speaking("en"):
        (part,) = (one for one in note_parts(note) if one.icon == "target")
    assert part.lines[0].endswith("8 Sep 2026:")
    assert part.lines[1] == "– Read together every evening (at home, by 5 Jan 2027)"


@pytest.mark.parametrize("paper", list(Paper))
def test_no_extreme_text_leaves_the_page_or_lies_over_another(
    facts: TalkPreparation, paper: Paper, tmp_path: Path, chance: Random
) -> None:
    for _turn in range(20):
        some = tuple(chance.choice(EXTREME) for _ in range(chance.randrange(1, 30)))
        note = replace(
            facts.note,
            head=replace(facts.note.head, is_practice=False),  # the watermark lies over everything
            parents=some[:3],
            known_strengths=some,
            missing=some,
            left_out_plans=some[:2],
            earlier_on=date(2026, 9, 8),
            earlier=tuple(EarlierAgreement(one, "at home", None) for one in some),
        )
        for words in boxes.pages_of_words(speaking_note(note, paper=paper), tmp_path):
            assert boxes.outside(words, paper) == []
            assert boxes.overlapping(words) == []


def test_a_heading_stands_nearer_to_its_own_lines_than_to_those_above_it(
    practice: Store, tmp_path: Path
) -> None:
    with practice.reading() as session:
        ids = session.exec(select(Pupil.id).where(col(Pupil.left_on).is_(None))).all()
        notes = [prepared(session, one).note for one in ids[::12]]
    for note in notes:
        bare = replace(note, head=replace(note.head, is_practice=False))
        (words,) = boxes.pages_of_words(speaking_note(bare), tmp_path)
        heights = sorted({round(word.top) for word in words})
        for head in ("Listen", "Close"):
            (top,) = (round(one.top) for one in words if one.text == head and one.left < 100)
            place = heights.index(top)
            assert top - heights[place - 1] > heights[place + 1] - top, head
