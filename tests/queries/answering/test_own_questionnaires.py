"""The school's own questionnaires: brought in, answered, scored, changed, taken back."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session, select

from npo_desktop.commands.scores import scores
from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Informant, Questionnaire
from npo_desktop.dossiers.dossier import Dossier, RoundFacts
from npo_desktop.errors import UserError
from npo_desktop.i18n import speaking
from npo_desktop.importers.answers import read_answers
from npo_desktop.importers.xlsform.read import read_questionnaire
from npo_desktop.queries.answering.answer_imports import apply_answers, preview_answers
from npo_desktop.queries.answering.own_questionnaires import (
    add_own,
    preview_own,
    restore_own,
    retire_own,
)
from npo_desktop.queries.dossiers import load_dossier, round_norms
from npo_desktop.queries.imports.import_journal import undo_last
from npo_desktop.queries.imports.import_preview import State
from npo_desktop.queries.questionnaires import (
    all_editions,
    all_questionnaires,
    asked_in,
    own_list,
)
from npo_desktop.queries.rounds import add_round
from npo_desktop.queries.scans import scan_for
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Store
from npo_desktop.store.scan_tables import OwnQuestionnaire
from npo_desktop.store.tables import Answer, Pupil, Round, UsedQuestionnaire

EF_SCAN = (
    Path(__file__).parents[2]
    / "files"
    / "exchange"
    / "made-here"
    / "xlsform-ef-scan-nl-en-pap.xlsx"
)
CODE = "voorbeeld_ef_scan"


@pytest.fixture
def form() -> Questionnaire:
    return read_questionnaire(EF_SCAN).questionnaire


@pytest.fixture
def school(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """Two pupils and two rounds."""
    monkeypatch.setenv("NPO_TODAY", "2026-11-24")
    with store.writing() as session:
        session.add(Pupil(number="1", call_name="Ana", birth_date=date(2016, 5, 1)))
        session.add(Pupil(number="2", call_name="Ben", birth_date=date(2016, 6, 1)))
        add_round(session, "2026-1", date(2026, 11, 23), date(2026, 12, 4))
        add_round(session, "2027-1", date(2027, 3, 1), date(2027, 3, 12))
    return store


def bring_in(store: Store, form: Questionnaire) -> State:
    with store.writing() as session:
        return add_own(session, form, "lijst.xlsx").state


def answer(
    store: Store, content: Content, folder: Path, *rows: str, name: str = "2026-1"
) -> list[str]:
    """Answers "pupil,item,answer" through the file that ``npo import answers`` reads."""
    path = folder / "answers.csv"
    head = "pupil,round,questionnaire,informant,item,answer"
    lines = [head]
    for row in rows:
        pupil, item, given = row.split(",")
        lines.append(f"{pupil},{name},{CODE},teacher,{item},{given}")
    path.write_text("\n".join(lines), encoding="utf-8")
    with speaking("en"), store.writing() as session:
        preview = preview_answers(session, read_answers(path), all_questionnaires(session, content))
        apply_answers(session, preview)
        return [line.reason for line in preview.lines if line.reason]


def dossier(store: Store, content: Content, number: str, name: str) -> Dossier:
    with store.reading() as session:
        norms = round_norms(session, content.questionnaires, round_named(session, name))
        pupil = session.exec(select(Pupil).where(Pupil.number == number)).one()
        return load_dossier(session, content.questionnaires, pupil.id, norms)


def round_named(session: Session, name: str) -> RoundFacts:
    found = session.exec(select(Round).where(Round.name == name)).one()
    return RoundFacts(found.id, found.name, found.starts_on, found.ends_on)


def test_who_fills_it_in_is_said_in_the_language_of_the_program(
    school: Store, form: Questionnaire
) -> None:
    assert form.informant is Informant.TEACHER
    bring_in(school, form)
    asked_of_pupils = replace(form, informant=Informant.PUPIL)
    with speaking("nl"), pytest.raises(UserError, match="door: leerkracht"):
        bring_in(school, asked_of_pupils)


def test_an_own_questionnaire_stands_beside_the_built_in_ones(
    school: Store, content: Content, form: Questionnaire
) -> None:
    assert bring_in(school, form) is State.NEW

    with school.reading() as session:
        assert list(all_questionnaires(session, content)) == [*content.questionnaires, CODE]
        assert (CODE, "1") in all_editions(session, content)
        (one,) = own_list(session)
        kept = session.exec(select(OwnQuestionnaire)).one()
    assert (one.code, one.edition, one.is_used, one.is_newest) == (CODE, "1", False, True)
    assert one.questionnaire.scales == form.scales
    assert kept.file_name == "lijst.xlsx"


def test_the_same_content_is_unchanged_and_another_is_the_next_edition(
    school: Store, content: Content, form: Questionnaire
) -> None:
    bring_in(school, form)
    before = dump(school)

    assert bring_in(school, replace(form, edition="something else")) is State.UNCHANGED
    assert dump(school) == before
    assert bring_in(school, replace(form, titles={"nl": "Anders"})) is State.CHANGED

    with school.reading() as session:
        assert [one.edition for one in own_list(session)] == ["2", "1"]
        assert all_questionnaires(session, content)[CODE].titles == {"nl": "Anders"}


def test_a_code_that_ships_with_the_program_is_refused(school: Store, form: Questionnaire) -> None:
    with speaking("en"), school.reading() as session:
        with pytest.raises(UserError, match="teacher ships with the program"):
            preview_own(session, replace(form, code="teacher"))
        with pytest.raises(UserError, match="asks nothing"):
            preview_own(session, replace(form, scales=(), order=()))


def test_answers_are_scored_as_by_hand(
    school: Store, content: Content, form: Questionnaire, tmp_path: Path
) -> None:
    bring_in(school, form)

    told = answer(
        school,
        content,
        tmp_path,
        *("1,datum,2026-11-23", "1,rol,anders", "1,rol_anders,tante"),
        *("1,a1,4", "1,a2,1", "1,a3,3", "1,p1,2", "1,p2,3", "1,toelichting,Gaat goed"),
        *("2,a1,1", "2,a2,?", "2,a3,2", "2,p1,1", "2,p2,4"),
    )

    # attention is 4 + 4 + 3: only under 7 is an explanation asked for
    assert told == [
        "toelichting is not asked with the other answers to this list. Leave out the row."
    ]
    with school.reading() as session:
        rows = {
            (row["pupil"], row["subscale"]): row
            for row in scores(session, content, "2026-1", None).data
        }
        words = dict(session.exec(select(Answer.item, Answer.words)).all())
    # Codes 1 to 4 are 0 to 3. Ana, attention: 3, 3 - 0 = 3, 2: mean 8 / 3; planning: 1, 3 - 2 = 1.
    first = rows["1", "aandacht"]
    assert first["mean"] == pytest.approx(8 / 3)
    assert first["pomp"] == pytest.approx(100 * 8 / 9)
    assert (first["answered"], first["items"], first["band"], first["t"]) == (3, 3, "fine", None)
    assert (first["questionnaire"], first["edition"]) == (CODE, "1")
    second = rows["1", "planning"]
    assert (second["mean"], second["band"]) == (1.0, "low")  # 33 %
    # Ben: two of three answered is under three quarters; planning 0 and 3 - 3 = 0.
    third = rows["2", "aandacht"]
    assert (third["answered"], third["mean"], third["band"]) == (2, None, "none")
    assert rows["2", "planning"]["mean"] == 0.0
    assert words["rol_anders"] == "tante" and "toelichting" not in words


def test_what_is_no_answer_is_told_row_by_row(
    school: Store, content: Content, form: Questionnaire, tmp_path: Path
) -> None:
    bring_in(school, form)

    told = answer(
        school, content, tmp_path, "1,a1,5", "1,a1,0", "1,weg,1", "1,datum,2099-01-01", "1,a3,2"
    )

    assert told == [
        "5 is not an answer: one of 1, 2, 3, 4, or ? for don't know.",
        "0 is not an answer: one of 1, 2, 3, 4, or ? for don't know.",
        f"Questionnaire {CODE} has no item weg.",
        "2099-01-01 is not an answer to datum.",
    ]


def test_own_scales_change_no_flag_and_no_total(
    school: Store, content: Content, form: Questionnaire, tmp_path: Path
) -> None:
    bring_in(school, form)
    answer(school, content, tmp_path, "1,a1,1", "1,a2,4", "1,a3,1", "1,p1,1", "1,p2,4")

    found = dossier(school, content, "1", "2026-1")

    assert [one.band for one in found.own_scores] == ["low", "low"]
    assert (found.scores, found.composites, dict(found.flags)) == ((), (), {})


def test_results_stay_with_their_edition(
    school: Store, content: Content, form: Questionnaire, tmp_path: Path
) -> None:
    bring_in(school, form)
    answer(school, content, tmp_path, "1,a1,4", "1,a2,1", "1,a3,4")
    turned = tuple(
        replace(scale, items=tuple(replace(item, reverse=False) for item in scale.items))
        for scale in form.scales
    )
    bring_in(school, replace(form, scales=turned))
    # The round that was begun goes on with its edition, the next round has the new one.
    answer(school, content, tmp_path, "2,a1,4", "2,a2,1", "2,a3,4")
    answer(school, content, tmp_path, "1,a1,4", "1,a2,1", "1,a3,4", name="2027-1")

    first, other = (dossier(school, content, pupil, "2026-1") for pupil in ("1", "2"))
    later = dossier(school, content, "1", "2027-1")

    assert [one.edition for one in (*first.own_scores, *other.own_scores)][::2] == ["1", "1"]
    assert (first.own_scores[0].score.mean, other.own_scores[0].score.mean) == (3.0, 3.0)
    assert (later.own_scores[0].edition, later.own_scores[0].score.mean) == ("2", 2.0)
    assert [change.verdict for change in later.own_changes] == ["unknown", "unknown"]


def test_a_change_within_one_edition_has_a_verdict(
    school: Store, content: Content, form: Questionnaire, tmp_path: Path
) -> None:
    bring_in(school, form)
    answer(school, content, tmp_path, "1,a1,1", "1,a2,4", "1,a3,1", "1,p1,1", "1,p2,4")
    answer(
        school,
        content,
        tmp_path,
        *("1,a1,4", "1,a2,1", "1,a3,4", "1,p1,4", "1,p2,1"),
        name="2027-1",
    )

    long, short = dossier(school, content, "1", "2027-1").own_changes

    # 3 steps with SD 0.6 and reliability .75: 3 / (sqrt(2) x 0.6 x 0.5) = 7.07
    assert long.index == pytest.approx(3 / (2**0.5 * 0.6 * 0.5))
    assert (long.verdict, short.verdict, short.index) == ("improved", "unknown", None)


def test_an_edition_that_was_answered_can_not_be_another_one(
    school: Store, content: Content, form: Questionnaire, tmp_path: Path
) -> None:
    bring_in(school, form)
    answer(school, content, tmp_path, "1,a1,1")
    with school.reading() as session:
        kept = session.exec(select(UsedQuestionnaire)).one()
        known = all_questionnaires(session, content)[CODE]
    assert kept.source_text == known.source_text

    changed = replace(known, source_text=known.source_text + " ")
    with school.writing() as session, pytest.raises(UserError):
        pupil = session.exec(select(Pupil).where(Pupil.number == "2")).one()
        scan_for(session, pupil.id, round_named(session, "2026-1").id, changed)


def test_an_import_is_taken_back_as_long_as_nobody_answered(
    school: Store, content: Content, form: Questionnaire, tmp_path: Path
) -> None:
    before = dump(school)
    bring_in(school, form)
    with school.writing() as session:
        assert undo_last(session).kind == "questionnaire"
    assert dump(school) == before

    bring_in(school, form)
    with school.writing() as session:
        ana = session.exec(select(Pupil).where(Pupil.number == "1")).one()
        known = all_questionnaires(session, content)[CODE]
        scan_for(session, ana.id, round_named(session, "2026-1").id, known)
    refused = pytest.raises(UserError, match="somebody answered it")
    with speaking("en"), school.writing() as session, refused:
        undo_last(session)


def test_a_retired_questionnaire_is_not_asked_but_still_scored(
    school: Store, content: Content, form: Questionnaire, tmp_path: Path
) -> None:
    bring_in(school, form)
    answer(school, content, tmp_path, "1,a1,4", "1,a2,1", "1,a3,4")
    with school.writing() as session:
        retire_own(session, CODE)
    with school.reading() as session:
        assert CODE not in all_questionnaires(session, content)
        assert own_list(session, with_retired=False) == []
    assert dossier(school, content, "1", "2026-1").own_scores[0].score.mean == 3.0

    with school.writing() as session:
        restore_own(session, CODE)
    with school.reading() as session:
        assert CODE in all_questionnaires(session, content)

    with school.writing() as session:
        retire_own(session, CODE)
    assert bring_in(school, form) is State.CHANGED  # read in again: asked again, same edition
    with school.reading() as session:
        assert all_questionnaires(session, content)[CODE].edition == "1"
    with speaking("en"), school.writing() as session, pytest.raises(UserError, match="nergens"):
        retire_own(session, "nergens")


def test_a_round_asks_what_it_was_planned_with(
    school: Store, content: Content, form: Questionnaire, tmp_path: Path
) -> None:
    bring_in(school, form)
    with school.reading() as session:
        this = round_named(session, "2026-1")
        assert list(asked_in(session, content, this)) == list(content.questionnaires)
        chosen = replace(this, questionnaires=("teacher", CODE, "weg"))
        assert list(asked_in(session, content, chosen)) == ["teacher", CODE]

    answer(school, content, tmp_path, "1,a1,4")
    bring_in(school, replace(form, titles={"nl": "Anders"}))
    with school.reading() as session:
        assert asked_in(session, content, chosen)[CODE].edition == "1"
        later = replace(round_named(session, "2027-1"), questionnaires=(CODE,))
        assert asked_in(session, content, later)[CODE].edition == "2"


def dump(store: Store) -> dict[str, list[dict[str, object]]]:
    with store.reading() as session:
        return canonical_dump(session)
