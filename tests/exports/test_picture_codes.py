"""The cards with picture codes: three pictures a child, named, within what both papers hold."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from npo_desktop import i18n
from npo_desktop.content.pictures import PICTURES, code_words, picture_word
from npo_desktop.exports.pdf.icons import icon_path
from npo_desktop.exports.pdf.pen import RecordingPen
from npo_desktop.exports.pdf.picture_codes import draw_pages, picture_codes
from npo_desktop.exports.pdf.style import BOX_HEIGHT, BOX_WIDTH, Paper
from npo_desktop.exports.picture_facts import PictureSheet, PictureStrip, picture_file_name

NAME = "Evertsz, Jeandro & <b>Zoë</b>"


def sheet(many: int) -> PictureSheet:
    strips = tuple(PictureStrip(f"{NAME} {n}", PICTURES[n % 20 : n % 20 + 3]) for n in range(many))
    return PictureSheet(
        "Basisschool Test", "Kralendijk", "Groep 6", date(2026, 11, 24), True, strips
    )


@pytest.mark.parametrize(("many", "pages"), [(0, 1), (1, 1), (14, 1), (15, 2), (30, 3)])
def test_fourteen_cards_a_page_each_with_its_name_and_words(many: int, pages: int) -> None:
    made = picture_codes(sheet(many))
    read = PdfReader(BytesIO(made.pdf))
    assert len(read.pages) == pages and made.starts == tuple(range(pages))  # they are cut up
    words = "\n".join(page.extract_text() for page in read.pages)
    assert words.count(NAME) == many
    assert many == 0 or picture_word("fish") in words


@pytest.mark.parametrize("paper", list(Paper))
def test_everything_stands_inside_the_box_of_a4_and_letter(paper: Paper) -> None:
    pen = RecordingPen()
    draw_pages(pen, sheet(14), paper)
    left, top = paper.corner
    inside = [mark for mark in pen.marks if mark[0] in ("text", "rect", "icon")]
    for kind, arguments in inside:
        x, y = arguments[1:3] if kind == "icon" else arguments[:2]
        assert left - 0.1 <= x <= left + BOX_WIDTH and top - BOX_HEIGHT - 0.1 <= y <= top
    assert sum(mark[0] == "icon" for mark in inside) == 3 * 14


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_can_be_drawn_on_paper(name: str) -> None:
    assert icon_path(name).getCode()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_two_pictures_are_called_the_same(language: str) -> None:
    i18n.use(language)
    assert len({code_words((name,)) for name in PICTURES}) == len(PICTURES) == 24


def test_the_file_is_called_after_the_day_and_nobody() -> None:
    assert picture_file_name(date(2026, 11, 24)) == "picture-codes-2026-11-24.pdf"
