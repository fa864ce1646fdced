"""The access file on paper and as JSON: what is held back is not in it before it is released."""

import io
import json
from datetime import date
from uuid import UUID

import pytest
from pypdf import PdfReader

from npo_desktop.exports import access_json
from npo_desktop.exports.access_facts import (
    RESTRICTED,
    STAFF_NOTE,
    THIRD_PARTY,
    AccessCell,
    AccessFile,
    AccessRow,
    AccessTable,
    access_file_name,
)
from npo_desktop.exports.pdf import access_file
from npo_desktop.exports.pdf.style import Paper

DAY = date(2026, 11, 22)
LETTER_WIDTH = 612


def table(name: str, *rows: AccessRow) -> AccessTable:
    return AccessTable(name, rows)


def row(key: str, *cells: AccessCell, under: str = "", held: str = "") -> AccessRow:
    return AccessRow(key, cells, under, held)


FACTS = AccessFile(
    pupil_id=UUID(int=7),
    number="B/04 17",
    name="Jeandro Evertsz",
    school="Basisschool Test",
    place="Kralendijk",
    is_practice=False,
    made_on=DAY,
    language="en",
    tables=(
        table("pupil", row("7", AccessCell("id", "7"), AccessCell("call_name", "J", "Jeandro"))),
        table(
            "guardian",
            row("1", AccessCell("name", "Mercedes", "Mercedes", THIRD_PARTY)),
            row("2", AccessCell("name", "Gilberto", "Gilberto", THIRD_PARTY)),
        ),
        table(
            "answer",
            *(
                row(
                    f"s/{number}",
                    AccessCell("value", 2),
                    AccessCell("question", f"Question {number}.", f"Question {number}."),
                    AccessCell("answer", "often", "often"),
                    under="2026-1, Teacher list",
                )
                for number in range(200)
            ),
        ),
        table("scan", row("s", AccessCell("remark", "Tired", "Tired", STAFF_NOTE))),
        table(
            "restricted_note",
            row("n", AccessCell("text", "Secret", "Secret"), held=RESTRICTED),
        ),
    ),
)


def words(*release: str, facts: AccessFile = FACTS, paper: Paper = Paper.A4) -> str:
    pdf = PdfReader(io.BytesIO(access_file.render(facts, release, paper=paper)))
    return "\n".join(page.extract_text() for page in pdf.pages)


def test_what_is_held_back_is_not_on_paper_and_the_paper_says_so() -> None:
    said = words()
    assert "Everything we keep of Jeandro Evertsz" in said
    for held in ("Mercedes", "Gilberto", "Tired", "Secret", "Restricted"):
        assert held not in said
    assert "3 parts are not given" in said


@pytest.mark.parametrize(
    ("release", "given", "kept"),
    [
        ((THIRD_PARTY,), ("Mercedes", "Gilberto"), ("Tired", "Secret")),
        ((STAFF_NOTE,), ("Tired",), ("Mercedes", "Secret")),
        (("guardian/2/name",), ("Gilberto",), ("Mercedes", "Tired")),
        ((RESTRICTED,), ("Secret",), ("Mercedes", "Tired")),
        (("restricted_note/n",), ("Secret",), ("Mercedes", "Tired")),
    ],
)
def test_what_was_released_is_given_and_no_more(
    release: tuple[str, ...], given: tuple[str, ...], kept: tuple[str, ...]
) -> None:
    for said in (words(*release), access_json.render(FACTS, release).decode()):
        assert all(word in said for word in given)
        assert not any(word in said for word in kept)


def test_with_everything_released_nothing_is_said_to_be_missing() -> None:
    said = words(THIRD_PARTY, STAFF_NOTE, RESTRICTED)
    assert "not given" not in said
    assert (
        json.loads(access_json.render(FACTS, (THIRD_PARTY, STAFF_NOTE, RESTRICTED)))["held_back"]
        == []
    )


def test_every_answer_stands_after_its_question_on_as_many_pages_as_it_takes() -> None:
    said = words(paper=Paper.LETTER)
    assert all(f"Question {number}: often" in said for number in range(200))
    pdf = PdfReader(io.BytesIO(access_file.render(FACTS, paper=Paper.LETTER)))
    assert len(pdf.pages) > 2
    assert pdf.pages[0].mediabox.width == LETTER_WIDTH
    assert f"Page {len(pdf.pages)} of {len(pdf.pages)}" in pdf.pages[-1].extract_text()
    assert said.count("2026-1, Teacher list") == 1


def test_the_json_names_what_it_does_not_give() -> None:
    held = json.loads(access_json.render(FACTS))
    assert held["tables"]["guardian"] == [{"name": None}, {"name": None}]
    assert held["held_back"] == [
        {"id": "guardian/1/name", "kind": THIRD_PARTY},
        {"id": "guardian/2/name", "kind": THIRD_PARTY},
        {"id": "scan/s/remark", "kind": STAFF_NOTE},
    ]
    assert held["tables"]["pupil"] == [{"id": "7", "call_name": "J"}]


def test_text_is_only_text_and_very_long_text_goes_on() -> None:
    hostile = "<img src='/etc/hostname'> <b>Piet " + "long " * 6000
    facts = AccessFile(
        *(FACTS.pupil_id, FACTS.number, "<b>Jan", "S & <i>", "", True, DAY, "nl"),
        tables=(table("correction", row("1", AccessCell("words", hostile, hostile))),),
    )
    said = words(facts=facts)
    assert "<img src='/etc/hostname'>" in said.replace("\n", " ")
    assert said.count("long") == 6000


def test_the_file_is_named_after_the_number() -> None:
    name = access_file_name(FACTS, "pdf")
    assert name == "access-B~2f04~2017-2026-11-22.pdf"
    assert "Jeandro" not in name


def test_the_same_facts_give_the_same_file() -> None:
    assert access_file.render(FACTS) == access_file.render(FACTS)
