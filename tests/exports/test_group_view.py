"""The group view on paper and in a workbook: what stands on the screen, and no name outside."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from pypdf import PdfReader

from npo_desktop.charts.group_profile import group_profile
from npo_desktop.charts.heat_cells import Shown
from npo_desktop.charts.heat_map import HeatChoice, Sort, heat_map
from npo_desktop.charts.heat_words import cell_letter, change_mark
from npo_desktop.content.load import load_content
from npo_desktop.dossiers.dossier import PupilFacts, RoundFacts, ScanFacts
from npo_desktop.dossiers.round_scores import RoundRead, ScoredRound, score_round
from npo_desktop.errors import UserError
from npo_desktop.exports.group_facts import GroupHead, GroupView, group_file_name, group_view
from npo_desktop.exports.pdf.group_view import HEIGHT, WIDTH, draw_group_view, group_pdf
from npo_desktop.exports.pdf.group_view_cells import draw_map_cell
from npo_desktop.exports.pdf.group_view_profile import draw_profile
from npo_desktop.exports.pdf.lettering import width_of
from npo_desktop.exports.pdf.pen import RecordingPen
from npo_desktop.exports.pdf.style import Paper
from npo_desktop.exports.xlsx.group_view import CELLS, FIRST, NAME, SIGNALS, group_workbook
from npo_desktop.i18n import LANGUAGES, speaking
from npo_desktop.jobs.group_jobs import render_group_view

THEN = RoundFacts(UUID(int=1), "2026-1", date(2026, 5, 4), date(2026, 6, 5))
NOW = RoundFacts(UUID(int=2), "2026-2", date(2026, 11, 2), date(2026, 12, 4))
GROUP = UUID(int=50)


def scored_of(pupils: int) -> ScoredRound:
    """Teachers' and pupils' lists of two rounds; every sixth list is open, some answers lack."""
    chance, forms, scans = Random(7), load_content().questionnaires, {}
    everybody = tuple(
        PupilFacts(UUID(int=100 + n), str(n), f"Kim{n}", "", f"Name{n:03}", date(2017, 3, 1), 5,
                   "Groep 5", "pap", "nl", group_id=GROUP)
        for n in range(pupils)
    )  # fmt: skip
    for n, pupil in enumerate(everybody):
        scans[pupil.id] = [
            ScanFacts(UUID(int=chance.getrandbits(64)), pupil.id, this.id, code, "1",
                      forms[code].informant, "nl", None, this.starts_on, this.starts_on, "",
                      {item.id: None if chance.random() < 0.05 else chance.randrange(4)
                       for item in forms[code].for_age(9)})
            for this in (THEN, NOW)
            for code in ("teacher", "pupil")
            if code == "pupil" or n % 6
        ]  # fmt: skip
    read = RoundRead(NOW, THEN, everybody, scans, {}, {}, before_pupils=everybody)
    return score_round(forms, read)


def view_of(choice: HeatChoice, pupils: int = 24, *, practice: bool = False) -> GroupView:
    content, scored = load_content(), scored_of(pupils)
    with speaking("en"):
        shown = heat_map(scored, content.subscales, content.questionnaires, choice, groups={GROUP})
        lines = group_profile(scored, shown, content.subscales, content.questionnaires, {GROUP})
        head = GroupHead("School Test", practice, "Groep 5", "juf Ilvienne")
        return group_view(head, scored, shown, lines, changes=True, made_on=date(2026, 11, 24))


@pytest.fixture(scope="module")
def view() -> GroupView:
    """A class of 24, nothing left out."""
    return view_of(HeatChoice())


def sheet_of(view: GroupView) -> Any:
    with speaking("en"):
        return load_workbook(io.BytesIO(group_workbook(view))).worksheets[0]


def test_the_workbook_has_the_same_rows_in_the_same_order_with_letters_and_marks(
    view: GroupView,
) -> None:
    sheet = sheet_of(view)
    with speaking("en"):
        for place, row in enumerate(view.shown.rows, FIRST):
            assert sheet.cell(place, NAME).value == row.pupil.list_name
            assert sheet.cell(place, SIGNALS).value == row.signals
            for column, cell in enumerate(row.cells, CELLS):
                expected = cell_letter(cell) + change_mark(cell)
                assert (sheet.cell(place, column).value or "") == expected
    assert sheet.max_row == FIRST + len(view.shown.rows) - 1


def test_bands_have_four_grounds_and_what_is_open_has_none(view: GroupView) -> None:
    sheet = sheet_of(view)
    grounds: dict[str, set[tuple[Any, Any]]] = {}
    with speaking("en"):
        for place, row in enumerate(view.shown.rows, FIRST):
            for column, cell in enumerate(row.cells, CELLS):
                fill = sheet.cell(place, column).fill
                style = (fill.patternType, fill.fgColor.rgb)
                grounds.setdefault(cell_letter(cell), set()).add(style)
    assert all(len(found) == 1 for found in grounds.values())
    solid = {letter: next(iter(grounds[letter])) for letter in "HWOS"}
    assert len(set(solid.values())) == 4
    assert next(iter(grounds["?"]))[0] == "lightUp"
    assert next(iter(grounds[""]))[0] is None


def test_another_order_and_filter_go_along() -> None:
    scored = view_of(HeatChoice(sort=Sort.NAME, only_signals=True, domain="COG"))
    sheet = sheet_of(scored)
    names = [sheet.cell(row, NAME).value for row in range(FIRST, sheet.max_row + 1)]
    assert names == [row.pupil.list_name for row in scored.shown.rows] == sorted(names)
    assert 0 < len(names) < 24
    assert sheet.max_column == CELLS + 7
    title = str(sheet.cell(1, 1).value)
    assert "By name" in title and "only pupils with a signal" in title


def test_the_notes_say_whose_lists_of_which_edition_and_what_it_is_not(view: GroupView) -> None:
    with speaking("en"):
        notes = load_workbook(io.BytesIO(group_workbook(view))).worksheets[2]
    said = {str(row[0].value): str(row[1].value) for row in notes.iter_rows()}
    assert "teacher, edition 1" in said["Lists"] and "pupil, edition 1" in said["Lists"]
    assert said["Questionnaires"] == "Own screening list, not normed; no diagnosis."
    assert said["Filled in"] == f"{view.shown.complete} of 24 complete"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("speaks", [True, False])
def test_the_profile_leaves_the_foot_of_the_page_alone(
    view: GroupView, language: str, *, speaks: bool
) -> None:
    calm = [replace(line, class_t=None, school_mean=None, both=0) for line in view.lines]
    high = [replace(line, class_t=70.0) for line in calm] if speaks else calm
    quiet = [replace(line, column=replace(line.column, low=0, watch=0)) for line in high]
    pen, height = RecordingPen(), HEIGHT - 62.0
    with speaking(language):
        draw_profile(pen, replace(view, lines=tuple(quiet)), 0.0, height, WIDTH, height)
    texts = [given for method, given in pen.marks if method == "text"]
    assert min(y for _x, y, *_others in texts) >= 2.0
    assert all(x + width_of(said, face, size) <= WIDTH for x, _y, said, face, size, _c in texts)
    assert min(size for _x, _y, _said, _face, size, _colour in texts) >= 7.0


def test_the_pdf_names_everybody_on_both_papers_and_says_it_is_no_diagnosis(
    view: GroupView,
) -> None:
    for paper, size in ((Paper.A4, (842, 595)), (Paper.LETTER, (792, 612))):
        with speaking("en"):
            pages = PdfReader(io.BytesIO(group_pdf(view, paper=paper))).pages
        box = pages[0].mediabox
        assert (round(box.width), round(box.height)) == size
        assert box.width > WIDTH and box.height > HEIGHT
        words = pages[0].extract_text()
        assert all(row.pupil.list_name.split(",")[0] in words for row in view.shown.rows)
        assert all("not normed; no diagnosis" in page.extract_text() for page in pages)
        assert "Group profile" in pages[-1].extract_text()


def texts_of(view: GroupView) -> list[list[str]]:
    """What is written on each page."""
    pen = RecordingPen()
    with speaking("en"):
        draw_group_view(pen, view, Paper.A4)
    pages: list[list[str]] = [[]]
    for kind, rest in pen.marks:
        if kind == "next_page":
            pages.append([])
        elif kind in ("text", "turned_text"):
            pages[-1].append(str(rest[2 if kind == "text" else 3]))
    return pages[:-1]


def test_many_pupils_take_as_many_pages_as_they_need_each_with_its_head() -> None:
    many = view_of(HeatChoice(), 100, practice=True)
    pages = texts_of(many)
    assert len(pages) > 4
    for number, words in enumerate(pages, 1):
        assert f"Page {number} of {len(pages)}" in words and "Getting started" in words
        assert "EXAMPLE SCHOOL: no real pupils" in words
    written = [word for words in pages[:-1] for word in words if word.startswith("Name")]
    assert written == [row.pupil.list_name for row in many.shown.rows]


def test_without_any_colour_the_cells_stay_apart(view: GroupView) -> None:
    """By letter, pattern, edge and darkness: as a black-and-white printer gives them."""
    looks: dict[object, tuple[Sequence[str], ...]] = {}
    for row in view.shown.rows:
        for cell in row.cells:
            pen = RecordingPen()
            draw_map_cell(pen, 0, 0, 22, 11, cell, changes=False)
            kinds = tuple(kind for kind, _rest in pen.marks)
            letter = [rest[2] for kind, rest in pen.marks if kind == "text"]
            if cell.shown is not Shown.RESTING:  # drawn as one question: no signal either way
                looks.setdefault((cell.shown, cell.band, cell.strong), (kinds, *letter))
    assert len(looks) >= 6
    assert len(set(looks.values())) == len(looks)


def test_file_names_hold_group_round_and_day_and_no_pupil(view: GroupView) -> None:
    assert group_file_name(view, ".pdf") == "groep-5-2026-2-20261124.pdf"
    assert not any(row.pupil.last_name in group_file_name(view, ".pdf") for row in view.shown.rows)


def test_an_unknown_ending_is_said_plainly_and_leaves_nothing(
    view: GroupView, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    with pytest.raises(UserError, match=r"group\.doc"):
        render_group_view(view, folder / "group.doc")
    assert not folder.exists()


def test_a_name_that_looks_like_a_formula_stays_text(view: GroupView) -> None:
    row = view.shown.rows[0]
    evil = replace(row, pupil=replace(row.pupil, last_name="=HYPERLINK(1)"))
    cell = sheet_of(replace(view, shown=replace(view.shown, rows=(evil,)))).cell(FIRST, NAME)
    assert cell.data_type == "s" and cell.value.startswith("=HYPERLINK")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_headings_of_the_profile_have_the_lines_they_need(
    view: GroupView, language: str
) -> None:
    with speaking(language):
        sheet = load_workbook(io.BytesIO(group_workbook(view))).worksheets[1]
    longest = max(
        len(str(cell.value)) / sheet.column_dimensions[get_column_letter(column)].width
        for column, cell in enumerate(sheet[2], 1)
    )
    assert (sheet.row_dimensions[2].height or 13) >= (26 if longest > 1 else 13)
