"""The second invented school exists only as files: they are what their script writes, and agree."""

import runpy
from datetime import date
from pathlib import Path

from npo_desktop.content.load import Content
from npo_desktop.importers.answers import read_answers
from npo_desktop.importers.pupils import read_pupils
from npo_desktop.queries.answering.answer_imports import apply_answers, preview_answers
from npo_desktop.queries.dossiers import load_dossiers, round_norms
from npo_desktop.queries.imports.pupil_files import apply_pupils, preview_pupils
from npo_desktop.queries.rounds import add_round
from npo_desktop.scoring.change import Verdict
from npo_desktop.store.engine import Store

SABA = Path(__file__).parent / "files" / "saba"
TODAY = date(2026, 11, 24)


def test_the_files_are_what_their_script_writes(tmp_path: Path) -> None:
    runpy.run_path(str(SABA / "make.py"))["write"](tmp_path)

    for made in tmp_path.iterdir():
        if made.is_file():
            assert made.read_bytes() == (SABA / made.name).read_bytes(), made.name


def test_both_lists_name_the_same_pupils() -> None:
    one = read_pupils(SABA / "pupils-edexml-2.1.xml", today=TODAY)
    other = read_pupils(SABA / "pupils.csv", today=TODAY)
    names = {group.key: group.name for group in one.groups}

    facts = [
        (p.number, p.call_name, p.last_name, p.birth_date, p.sex, names[p.group], p.grade)
        for p in one.pupils
    ]
    assert len(facts) == 40
    assert facts == [
        (p.number, p.call_name, p.last_name, p.birth_date, p.sex, p.group, p.grade)
        for p in other.pupils
    ]
    assert all(pupil.home_language and pupil.guardian_language for pupil in other.pupils)


def test_all_answers_can_be_read_in_and_scored(store: Store, content: Content) -> None:
    with store.writing() as session:
        file = read_pupils(SABA / "pupils-edexml-2.1.xml", today=TODAY)
        apply_pupils(session, preview_pupils(session, file, today=TODAY))
        add_round(session, "2026-1", date(2026, 11, 2), date(2026, 12, 4))
        second = add_round(session, "2026-2", date(2027, 5, 10), date(2027, 6, 11))
        preview = preview_answers(
            session, read_answers(SABA / "answers.csv"), content.questionnaires
        )
        states = preview.counts["answers"]
        apply_answers(session, preview)

    assert states["new"] > 5_000
    assert sum(states.values()) == states["new"]
    with store.reading() as session:
        norms = round_norms(session, content.questionnaires, second)
        dossiers = load_dossiers(session, content.questionnaires, norms)
    verdicts = {change.verdict for dossier in dossiers for change in dossier.changes}
    assert len(dossiers) == 40
    assert {Verdict.IMPROVED, Verdict.DECLINED} <= verdicts
