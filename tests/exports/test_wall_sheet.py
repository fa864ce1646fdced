"""The contact sheet on paper: everybody on it, within both papers, on one page."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from npo_desktop import i18n
from npo_desktop.exports.contact_facts import ContactLine, ContactSheet
from npo_desktop.exports.letterhead import Letterhead
from npo_desktop.exports.paper_head import PaperHead
from npo_desktop.exports.pdf.contact_sheet import contact_page, contact_sheet
from npo_desktop.exports.pdf.document_frame import draw_sheet
from npo_desktop.exports.pdf.lettering import width_of
from npo_desktop.exports.pdf.pen import RecordingPen
from npo_desktop.exports.pdf.style import BOX_HEIGHT, BOX_WIDTH, Paper

HEAD = PaperHead(
    Letterhead("Basisschool Test", "Kralendijk"),
    is_practice=False,
    made_on=date(2026, 11, 24),
    language="en",
)


@pytest.fixture(autouse=True)
def in_english(dutch: None) -> None:
    i18n.use("en")


def sheet(many: int, length: int = 12) -> ContactSheet:
    lines = tuple(
        ContactLine(f"Name{n} " + "x" * length, "role <b> & " + "y" * length, f"717 {n:04}",
                    "when " + "z" * length, for_pupils=n == 0)
        for n in range(many)
    )  # fmt: skip
    return ContactSheet(HEAD, lines)


@pytest.mark.parametrize("paper", list(Paper))
def test_everything_stands_inside_the_box_however_long_the_names(paper: Paper) -> None:
    pen = RecordingPen()
    draw_sheet(pen, HEAD, contact_page(sheet(9, length=150)), paper)
    left, top = paper.corner
    texts = [arguments for method, arguments in pen.marks if method == "text"]
    assert len(texts) > 30
    for x, y, string, face, size, _colour in texts:
        assert left - 0.01 <= x <= x + width_of(string, face, size) <= left + BOX_WIDTH + 0.01
        assert top - BOX_HEIGHT - 0.01 <= y <= top


@pytest.mark.parametrize("many", [1, 5, 16])
def test_one_page_holds_up_to_sixteen_people(many: int) -> None:
    pages = PdfReader(BytesIO(contact_sheet(sheet(many)))).pages
    words = " ".join(page.extract_text() for page in pages)
    assert len(pages) == 1
    assert all(f"717 {n:04}" in words and f"Name{n}" in words for n in range(many))


def test_more_people_go_on_a_second_page_and_none_is_lost() -> None:
    pages = PdfReader(BytesIO(contact_sheet(sheet(40)))).pages
    words = " ".join(page.extract_text() for page in pages)
    assert len(pages) > 1 and all(f"717 {n:04}" in words for n in range(40))


def test_the_heart_is_explained_only_when_somebody_has_one() -> None:
    def said(facts: ContactSheet) -> str:
        return PdfReader(BytesIO(contact_sheet(facts))).pages[0].extract_text()

    plain = replace(sheet(2), lines=tuple(replace(one, for_pupils=False) for one in sheet(2).lines))
    assert "heart" in said(sheet(2)) and "heart" not in said(plain)


def test_the_practice_school_prints_as_an_example() -> None:
    facts = replace(sheet(1), head=replace(HEAD, is_practice=True))
    assert "EXAMPLE SCHOOL" in PdfReader(BytesIO(contact_sheet(facts))).pages[0].extract_text()


def test_when_somebody_can_be_reached_is_not_cut_off() -> None:
    when = "maandag, dinsdag en donderdag"
    (line,) = replace(sheet(1, length=4)).lines
    facts = replace(sheet(1), lines=(replace(line, role="Vertrouwenspersoon", reach=when),))
    some = replace(facts, lines=(*facts.lines, replace(line, reach="")))
    assert contact_sheet(some), "nobody has to be reachable at a time"
    assert when in PdfReader(BytesIO(contact_sheet(facts))).pages[0].extract_text()
