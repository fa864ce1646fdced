"""The practice sheet of a card: one page on both papers, nothing left out, own figures told."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from npo_desktop import i18n
from npo_desktop.content.catalogue import Catalogue, Intervention
from npo_desktop.content.load import Content
from npo_desktop.content.school_catalogue import SchoolCard, overlay
from npo_desktop.exports.pdf.lettering import width_of
from npo_desktop.exports.pdf.pen import RecordingPen
from npo_desktop.exports.pdf.practice_sheet import draw_sheet, practice_sheet
from npo_desktop.exports.pdf.style import BOX_HEIGHT, BOX_WIDTH, Paper
from npo_desktop.exports.practice_facts import PracticeSheet
from npo_desktop.i18n import pick

OWN = {
    "names": {"nl": "Leesmaatje", "en": "Reading buddy"},
    "goal_area": 2,
    "level": "pupil",
    "grades": [3, 6],
    "targets": {"COG-TEC": 1},
    "dose": {"sessions_per_week": 2, "minutes_per_session": 20, "weeks": 10, "group_size": 1},
    "source": "own experience",
}


@pytest.fixture(autouse=True)
def in_english(dutch: None) -> None:
    i18n.use("en")


@pytest.fixture
def catalogue(content: Content) -> Catalogue:
    document = {"months": 2, "cost": 4}
    cards = [
        SchoolCard("one-to-one-tuition", document=document, note="Lessons are often cancelled."),
        SchoolCard("own-leesmaatje", document=OWN, is_own=True),
    ]
    return overlay(content.catalogue, "saba", cards)


def sheet(content: Content, card: Intervention | None) -> PracticeSheet:
    assert card is not None
    shipped = content.catalogue.get(card.id)
    day = date(2026, 11, 24)
    return PracticeSheet(card, shipped, content.subscales, "School", "The Bottom", day, False)


def words(made: PracticeSheet) -> str:
    pages = PdfReader(BytesIO(practice_sheet(made))).pages
    assert len(pages) == 1
    return " ".join(pages[0].extract_text().split())


@pytest.mark.parametrize("paper", list(Paper))
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_card_fits_on_one_page_inside_the_box(
    content: Content, catalogue: Catalogue, paper: Paper, language: str
) -> None:
    i18n.use(language)
    left, top = paper.corner
    for card in catalogue.interventions:
        pen = RecordingPen()
        draw_sheet(pen, sheet(content, card), paper)
        assert sum(method == "next_page" for method, _given in pen.marks) == 1, card.id
        for method, given in pen.marks:
            if method == "text":
                x, y, string, face, size, _colour = given
                assert x + width_of(string, face, size) <= left + BOX_WIDTH + 0.01, (
                    card.id,
                    string,
                )
                assert top - BOX_HEIGHT - 0.01 <= y <= top, card.id


def test_a_sheet_says_every_field_figure_source_and_where_months_come_from(
    content: Content, catalogue: Catalogue
) -> None:
    card = content.catalogue.get("peer-tutoring")
    assert card
    said = words(sheet(content, card))
    for texts in (*card.practice.values(), card.names):
        assert " ".join(pick(texts).split())[:40] in said
    assert "+6 mo" in said and "2025" in said and "British and American" in said


def test_own_figures_stand_beside_what_ships_with_the_reason_and_the_island(
    content: Content, catalogue: Catalogue
) -> None:
    said = words(sheet(content, catalogue.get("one-to-one-tuition")))
    assert "+2 mo (own)" in said and "Months of progress 2 instead of 5" in said
    assert "Lessons are often cancelled." in said and "EC2" in said


def test_an_own_card_says_that_it_is_own(content: Content, catalogue: Catalogue) -> None:
    said = words(sheet(content, catalogue.get("own-leesmaatje")))
    assert "A card of our own school" in said and "2 × 20 minutes" in said
    assert "unknown" in said and "+0" not in said


def test_a_draft_language_says_that_lines_are_not_translated(
    content: Content, catalogue: Catalogue
) -> None:
    card = catalogue.get("one-to-one-tuition")
    assert card is not None
    bare = replace(card, contraindications=(), island_facts=(), practice={})

    i18n.use("es")
    assert "todavía no hay traducción" in words(sheet(content, card))
    assert "todavía no hay traducción" not in words(sheet(content, bare))

    i18n.use("nl")
    assert "nog geen vertaling" not in words(sheet(content, card))
