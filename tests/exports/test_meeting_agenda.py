"""The agenda of the support team on paper: reasons, next steps, and whom it is for."""

import io
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader

from npo_desktop.errors import UserError
from npo_desktop.exports.agenda_facts import Agenda, AgendaAction, AgendaLine
from npo_desktop.exports.letterhead import Letterhead
from npo_desktop.exports.paper_head import PaperHead
from npo_desktop.exports.pdf.meeting_agenda import meeting_agenda
from npo_desktop.i18n import speaking
from npo_desktop.jobs.agenda_jobs import render_agenda

DAY = date(2026, 11, 24)
HEAD = PaperHead(
    Letterhead("Test school", "Kralendijk"), is_practice=False, made_on=DAY, language="en"
)
WHY = "Help needed 4 times: Getting started, Planning, Spelling, 1 more."


def agenda(pupils: int = 2) -> Agenda:
    lines = tuple(
        AgendaLine(f"Ana{n} Test", "Groep 5", WHY, "Look at the proposal") for n in range(pupils)
    )
    action = AgendaAction("Call the mother", "Dianira", date(2026, 11, 30), "Ana9 Test")
    return Agenda(HEAD, DAY, "", "Dianira", lines, (action,))


def words(facts: Agenda) -> list[str]:
    with speaking("en"):
        pdf = meeting_agenda(facts)
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def test_every_pupil_stands_with_reason_and_next_step() -> None:
    (page,) = words(agenda())
    for expected in ("Ana0 Test", "Ana1 Test", WHY, "Next step: Look at the proposal", "Present:"):
        assert expected in page
    assert "Call the mother" in page and "Ana9 Test" in page


def test_every_page_is_marked_and_says_what_it_is_not() -> None:
    pages = words(agenda(12))
    assert len(pages) > 1
    assert all("Confidential: staff only" in page and "Shred it" in page for page in pages)
    assert "no diagnosis" in pages[0]
    assert sum(page.count("Look at the proposal") for page in pages) == 12


def test_what_was_said_takes_the_place_of_the_lines_to_write_on() -> None:
    facts = agenda(1)
    held = replace(facts, lines=(replace(facts.lines[0], minutes="Look again in May."),))
    assert "Look again in May." in words(held)[0]


def test_the_practice_school_is_watermarked() -> None:
    assert "EXAMPLE SCHOOL" in words(replace(agenda(), head=replace(HEAD, is_practice=True)))[0]


def test_the_file_name_holds_no_name_and_an_empty_agenda_is_refused() -> None:
    document = render_agenda(agenda())
    assert document.file_name == "agenda-2026-11-24.pdf" and len(document.pdf) > 1000
    with pytest.raises(UserError):
        render_agenda(replace(agenda(), lines=()))
