"""The printed page: whole, inside its box, in embedded fonts, for any name."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from npo_desktop.errors import Cancelled
from npo_desktop.exports.parent_blocks import BLOCKS
from npo_desktop.exports.parent_facts import AgreedGoal, AgreedPlan, AgreedPoint, ParentSummary
from npo_desktop.exports.parent_text import parent_text, version_code
from npo_desktop.exports.pdf.lettering import BOX, clean, drawable, elided, lines_of, width_of
from npo_desktop.exports.pdf.parent_summary import (
    marks_of,
    parent_summaries_in_one,
    parent_summary,
)
from npo_desktop.exports.pdf.pen import Mark
from npo_desktop.exports.pdf.style import BOX_HEIGHT, BOX_WIDTH, REGULAR, Paper

MakeSummary = Callable[..., ParentSummary]
EXTREME_NAMES = (
    "Jean <b>Piet</b> <img src='file:///etc/passwd'>",
    'd’Àngelo-Ðỗ O\'Neill & "Zoë"',
    "Maria Esperanza " * 13,
    "W" * 200,
    "😀 שלום مرحبا",
    "{name} {} %s \\n",
    "\u202eJoan\u0000\u200d",
    "A\nB\tC",
)


def pages_of(data: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]


def words_of(data: bytes) -> str:
    return " ".join(" ".join(pages_of(data)).split())


def texts_of(marks: list[Mark]) -> list[str]:
    return [arguments[2] for method, arguments in marks if method == "text"]


def outside_box(marks: list[Mark], paper: Paper) -> list[Mark]:
    """Text marks that leave the 180 x 245 mm; a hair is allowed for rounding."""
    left, top = paper.corner
    found = []
    for mark in marks:
        if mark[0] != "text":
            continue
        x, y, string, face, size, _colour = mark[1]
        right = x + width_of(string, face, size)
        if (
            x < left - 0.1
            or right > left + BOX_WIDTH + 0.1
            or y + 0.75 * size > top + 0.1
            or y - 0.25 * size < top - BOX_HEIGHT - 0.1
        ):
            found.append(mark)
    return found


AGREED = (
    AgreedPoint("Jeandro leest elke dag tien minuten hardop.", "home", date(2027, 1, 12)),
    AgreedPoint("Juf Ilvienne belt elke vrijdag.", "school"),
    AgreedPoint("Wij kijken samen in de klas."),
)


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("language", ["nl", "en", "pap", "es"])
def test_with_what_was_agreed_it_still_is_two_pages(
    summary: MakeSummary, language: str, paper: Paper
) -> None:
    for plan_count in (0, 1):
        facts = summary(plan_count=plan_count, language=language, agreements=AGREED)
        assert len(pages_of(parent_summary(facts, paper=paper))) == 2


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("second", ["en", "pap", "es"])
def test_both_languages_say_the_same_things_beside_each_other(
    summary: MakeSummary, second: str, paper: Paper
) -> None:
    facts = summary(plan_count=2, second_language=second)
    pages = PdfReader(io.BytesIO(parent_summary(facts, paper=paper))).pages
    alone = parent_text(summary(plan_count=2, language=second))
    words = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert alone.agreements is not None
    for sentence in (
        *(one.text for one in alone.strengths),
        *(sentence.sentence for sentence in alone.changes),
        *alone.questions,
        *alone.agreements.home,
        alone.agreements.call_earlier,
        alone.keeps_safe,
    ):
        assert sentence in words
    assert len(pages) <= 3


def test_the_version_code_stands_on_every_page_and_changes_with_the_words(
    summary: MakeSummary,
) -> None:
    facts = summary(plan_count=2, language="en")
    code = version_code(facts)
    assert all(f"Version {code}" in page for page in pages_of(parent_summary(facts)))
    assert re.fullmatch("[A-HJ-NP-Z2-9]{6}", code)
    assert version_code(replace(facts, made_on=date(2027, 1, 5))) == code
    assert version_code(replace(facts, talk_on=date(2027, 1, 5), talk_at="13:30")) == code
    for changed in (
        replace(facts, agreements=AGREED),
        replace(facts, plans=facts.plans[:1]),
        replace(facts, language="nl"),
        replace(facts, second_language="es"),
    ):
        assert version_code(changed) != code


@pytest.mark.parametrize("block", BLOCKS)
def test_a_part_that_is_off_leaves_the_page_and_nothing_else_does(
    summary: MakeSummary, block: str
) -> None:
    gone = {
        "strengths": "What Jeandro does well",
        "picture": "How it is going now",
        "changes": "What has changed",
        "child-says": "What Jeandro says",
        "home": "What can help at home",
        "questions": "What would you like to tell us?",
        "signatures": "Signatures",
    }
    for second in ("", "es"):
        facts = summary(language="en", second_language=second)
        off = replace(facts, blocks=facts.blocks - {block})
        whole, less = words_of(parent_summary(facts)), words_of(parent_summary(off))
        assert all(head in whole for head in gone.values())
        assert [head for head in gone.values() if head not in less] == [gone[block]]


def test_with_every_part_off_the_page_still_says_what_is_agreed(summary: MakeSummary) -> None:
    words = words_of(parent_summary(summary(language="en", blocks=frozenset())))
    assert "What we agree" in words and "When do we talk again?" in words
    bare = summary(language="en", blocks=frozenset(), plan_count=0, answers={})
    assert "We do not know enough about this yet." in words_of(parent_summary(bare))


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize(("language", "most"), [("nl", 3), ("en", 3), ("pap", 2), ("es", 2)])
def test_the_usual_number_of_plans_fits_on_two_pages(
    summary: MakeSummary, paper: Paper, language: str, most: int
) -> None:
    for plan_count in range(most + 1):
        for is_practice in (False, True):
            facts = summary(plan_count=plan_count, language=language, is_practice=is_practice)
            assert len(pages_of(parent_summary(facts, paper=paper))) == 2


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("name", EXTREME_NAMES)
def test_no_name_leaves_the_box(summary: MakeSummary, name: str, paper: Paper) -> None:
    facts = summary(
        plan_count=3,
        name=name,
        coordinator=name,
        teachers=(name, name),
        school=name,
        place=name,
        is_practice=True,
    )
    assert parent_summary(facts, paper=paper).startswith(b"%PDF")
    assert outside_box(marks_of(facts, paper=paper), paper) == []


def test_long_words_of_people_leave_no_box(
    summary: MakeSummary, plans: tuple[AgreedPlan, ...]
) -> None:
    wordy = replace(
        plans[0],
        who="juf " * 50,
        pupil_words="Ik wil graag leren. " * 300,
        goals=tuple(AgreedGoal(f"Doel {n} " + "lang " * 200, "EF-INI") for n in range(12)),
    )
    facts = summary(plans=(wordy,) * 9)
    marks = marks_of(facts)
    assert outside_box(marks, Paper.A4) == []
    assert any("Doel 11" in text for text in texts_of(marks))


def test_markup_in_a_name_is_printed_as_it_was_written(summary: MakeSummary) -> None:
    assert "<b>Jo</b>" in words_of(parent_summary(summary(name="<b>Jo</b>")))


def test_what_the_font_lacks_becomes_a_visible_sign() -> None:
    assert drawable(clean("Jo 😀 ש"), 1) == f"Jo {BOX} {BOX}"
    assert clean("e\u0301a\u202eb\u0000") == "éab"


def test_fonts_are_embedded_and_none_is_a_bitmap_font(summary: MakeSummary) -> None:
    reader = PdfReader(io.BytesIO(parent_summary(summary(plan_count=2))))
    faces = set()
    for page in reader.pages:
        resources = page["/Resources"]
        assert isinstance(resources, DictionaryObject)
        fonts = resources["/Font"]
        assert isinstance(fonts, DictionaryObject)
        for reference in fonts.values():
            font = reference.get_object()
            assert font["/Subtype"] != "/Type3"
            assert "/FontFile2" in font["/FontDescriptor"]
            faces.add(str(font["/BaseFont"]).split("+")[-1])
    assert faces == {"SourceSans3-Regular", "SourceSans3-SemiBold", "SourceSans3-Bold"}


def test_it_knows_its_title_and_language(summary: MakeSummary) -> None:
    reader = PdfReader(io.BytesIO(parent_summary(summary(language="en"))))
    assert reader.metadata
    assert reader.metadata.title == "How Jeandro is doing"
    assert str(reader.root_object["/Lang"]) == "en"


@pytest.mark.parametrize("paper", Paper)
def test_the_paper_is_what_was_asked(summary: MakeSummary, paper: Paper) -> None:
    box = PdfReader(io.BytesIO(parent_summary(summary(), paper=paper))).pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx(paper.size, abs=0.01)


def test_the_same_facts_give_the_same_bytes(summary: MakeSummary) -> None:
    assert parent_summary(summary(plan_count=3)) == parent_summary(summary(plan_count=3))


def test_every_page_of_the_practice_school_says_so(summary: MakeSummary) -> None:
    real = parent_summary(summary(plan_count=3, language="en"))
    practice = parent_summary(summary(plan_count=3, language="en", is_practice=True))
    notice = "EXAMPLE SCHOOL: no real pupils"
    assert all(page.count(notice) == 2 for page in pages_of(practice))
    assert notice not in words_of(real)


def test_pages_count_themselves(summary: MakeSummary) -> None:
    first, second = pages_of(parent_summary(summary(language="en")))
    assert "Page 1 of 2" in first
    assert "Page 2 of 2" in second


def test_without_a_scan_one_honest_page_remains(summary: MakeSummary) -> None:
    pages = pages_of(parent_summary(summary(plan_count=0, answers={}, language="en")))
    assert len(pages) == 1
    assert "We do not know enough about this yet." in pages[0]
    assert "What goes well at home?" in pages[0]


def test_the_arrow_is_drawn_once_in_the_picture_and_once_in_its_legend(
    summary: MakeSummary,
) -> None:
    assert [method for method, _ in marks_of(summary())].count("arrow_head") == 2


def test_zones_have_a_word_and_an_icon_each(summary: MakeSummary) -> None:
    marks = marks_of(summary(language="en"))
    icons = {arguments[0] for method, arguments in marks if method == "icon"}
    assert {"heart-handshake", "plant", "sun"} <= icons
    assert {"here we help", "we practise this", "this goes well"} <= set(texts_of(marks))


def test_one_file_holds_everybody_and_each_counts_its_own_pages(summary: MakeSummary) -> None:
    summaries = [summary(name=name, language="en") for name in ("Ana", "Bo")]
    seen: list[tuple[int, int]] = []

    def progress(done: int, total: int, label: str = "") -> None:
        seen.append((done, total))

    made = parent_summaries_in_one(summaries, progress=progress)
    data = made.pdf
    assert (made.pages, made.starts) == (4, (0, 2))
    pages = pages_of(data)
    assert ["Page 1 of 2" in page for page in pages] == [True, False, True, False]
    assert "How Bo is doing" in pages[2]
    assert seen == [(0, 2), (1, 2), (2, 2)]
    assert len(PdfReader(io.BytesIO(data)).outline) == 2


def test_a_stop_between_two_pupils_is_heard(summary: MakeSummary) -> None:
    def stop(done: int, total: int, label: str = "") -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        parent_summaries_in_one([summary(), summary()], progress=stop)


def test_a_line_is_never_wider_than_its_room() -> None:
    text = "Een heel lange zin met eenwoorddatveeltelangisvooréénregel en meer. " * 3
    for width in (20.0, 60.0, 200.0):
        lines = lines_of(text, REGULAR, 12, width)
        assert all(width_of(line, REGULAR, 12) <= width for line in lines)
        assert "".join(lines).replace(" ", "") == clean(text).replace(" ", "")


def test_too_many_lines_end_in_an_ellipsis() -> None:
    lines = lines_of("woord " * 100, REGULAR, 12, 100, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert elided("kort", REGULAR, 12, 100) == "kort"


def test_a_number_stays_with_its_word() -> None:
    for width in range(40, 200, 10):
        lines = lines_of("drie keer, 10\u00a0weken lang", REGULAR, 12, float(width))
        assert any("10 weken" in line for line in lines) or width < 60
