"""Where pages of a document end, and that what belongs together stays on one page."""

from collections.abc import Callable
from datetime import date

import pytest

from npo_desktop.exports.letterhead import Letterhead
from npo_desktop.exports.paper_head import PaperHead
from npo_desktop.exports.parent_facts import AgreedPoint, ParentSummary
from npo_desktop.exports.pdf.document_frame import Sheet, draw_sheet
from npo_desktop.exports.pdf.document_parts import Said, section
from npo_desktop.exports.pdf.flow import Block, draw_page, paginate
from npo_desktop.exports.pdf.page_frame import draw_letterhead
from npo_desktop.exports.pdf.parent_summary import marks_of
from npo_desktop.exports.pdf.pen import Mark, RecordingPen
from npo_desktop.exports.pdf.style import Paper, sizes
from npo_desktop.i18n import speaking

MakeSummary = Callable[..., ParentSummary]


def blocks(*heights: float) -> list[Block]:
    return [Block(height, lambda _pen, _left, _top: None) for height in heights]


def heights(pages: list[list[Block]]) -> list[list[float]]:
    return [[block.height for block in page] for page in pages]


def pages_of(marks: list[Mark]) -> list[list[str]]:
    """The texts of each page."""
    pages: list[list[str]] = [[]]
    for method, arguments in marks:
        if method == "next_page":
            pages.append([])
        elif method == "text":
            pages[-1].append(arguments[2])
    return pages[:-1]


def test_a_block_alone_on_the_last_page_takes_along_the_one_before_it() -> None:
    assert heights(paginate(blocks(40, 30, 20, 30), 100)) == [[40, 30], [20, 30]]
    assert heights(paginate(blocks(40, 30, 20), 100)) == [[40, 30, 20]]


def test_a_page_is_not_left_all_but_empty_for_it_nor_filled_beyond_its_height() -> None:
    assert heights(paginate(blocks(60, 40, 30), 100)) == [[60, 40], [30]]
    assert heights(paginate(blocks(10, 10, 80, 30), 100)) == [[10, 10, 80], [30]]


@pytest.mark.parametrize("second", ["", "es"])
@pytest.mark.parametrize("count", range(8, 31, 2))
def test_nobody_signs_a_page_on_which_nothing_else_stands(
    summary: MakeSummary, count: int, second: str
) -> None:
    agreed = tuple(AgreedPoint(f"Wij doen samen nummer {n}.", "home") for n in range(count))
    last = pages_of(marks_of(summary(agreements=agreed, second_language=second)))[-1]
    assert last.index("Wanneer praten wij weer?") < last.index("Handtekeningen")


@pytest.mark.parametrize("second", ["", "pap"])
def test_where_nothing_is_known_there_is_nothing_to_sign_and_more_room_to_write(
    summary: MakeSummary, second: str
) -> None:
    marks = marks_of(summary(plan_count=0, answers={}, second_language=second))
    (page,) = pages_of(marks)
    assert "Handtekeningen" not in page and "Firma" not in page
    to_write_on = [arguments for method, arguments in marks if method == "line"]
    assert len(to_write_on) >= 3 * 3


def test_questions_to_parents_stand_on_one_page_under_their_heading(summary: MakeSummary) -> None:
    for plan_count in (0, 1, 2, 3):
        for second in ("pap", "es", "en"):
            pages = pages_of(marks_of(summary(plan_count=plan_count, second_language=second)))
            (page,) = (page for page in pages if "Wat wilt u ons vertellen?" in page)
            assert sum(words.startswith(("Wat ", "Waar ")) for words in page) >= 4


def test_a_short_name_of_the_school_leaves_room_for_those_who_talk() -> None:
    pen = RecordingPen()
    people = "13.30, Ilvienne Martis-van der Linden, Orson Tromp, Dianira Ortela"
    head = Letterhead("Kaya Korá", "Rincon")
    draw_letterhead(pen, head, 0, 100, ("24 november 2026", people))
    draw_letterhead(pen, Letterhead("Kaya " * 20, "Rincon"), 0, 100, ("24 mei", "Ilvienne"))
    said = [arguments[2] for method, arguments in pen.marks if method == "text"]
    assert said[:4] == ["Kaya Korá", "Rincon", "24 november 2026", people]
    assert said[4].count("Kaya") > 12 and said[4].endswith("…")


def test_no_name_of_a_school_is_cut_while_there_is_room() -> None:
    for name in ("De Kiem", "Kaya Korá", "St. Bernardus", "Openbare school Rincon", "i" * 60):
        pen = RecordingPen()
        draw_letterhead(pen, Letterhead(name, "Rincon", ("+599",)), 0, 100, ("1 mei 2027", name))
        said = [arguments[2] for method, arguments in pen.marks if method == "text"]
        assert said == [name, "Rincon", "+599", "1 mei 2027", name]


def test_of_many_teachers_who_sign_the_names_give_way_and_the_role_stays(
    summary: MakeSummary,
) -> None:
    teachers = ("Ilvienne Martis-van der Linden", "Orson Tromp-Davelaar", "Marugia Domacassé")
    *_first, last = pages_of(marks_of(summary(teachers=teachers)))
    (line,) = (words for words in last if words.startswith("Ilvienne"))
    assert line.endswith("…, leerkracht")


def test_the_name_of_a_pupil_stands_on_the_page_of_what_is_said_about_this_pupil() -> None:
    for count in range(2, 60):
        said = [Said(f"Groep {n}") for n in range(count)]
        said += [Said("Jeandro", is_strong=True), Said("leest", is_soft=True)]
        said += [Said("Kiara", is_strong=True), Said("Emely", is_strong=True)]
        pages = pages_of(drawn(list(section("users", "Voor wie", said, sizes()))))
        (page,) = (page for page in pages if "Jeandro" in page)
        assert "leest" in page
        assert [words for page in pages for words in page][-4:] == [
            *("Jeandro", "leest", "Kiara", "Emely"),
        ]


def test_a_loose_second_page_says_whose_it_is() -> None:
    sheet = Sheet("Groep 5", "", blocks(400, 400), again="Plan voor Jeandro")
    head = PaperHead(Letterhead("Kaya Korá", ""), False, date(2026, 11, 24), "nl")
    pen = RecordingPen()
    with speaking("nl"):
        draw_sheet(pen, head, sheet, Paper.A4)
    first, second = pages_of(pen.marks)
    assert second[:4] == ["Plan voor Jeandro", "Kaya Korá", "24 november 2026", "Groep 5"]
    assert "Bladzijde 2 van 2" in second and "Bladzijde 1 van 2" in first


def drawn(found: list[Block]) -> list[Mark]:
    pen = RecordingPen()
    for page in paginate(found, 300):
        draw_page(pen, page, 0, 300)
        pen.next_page()
    return pen.marks
