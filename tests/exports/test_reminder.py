"""Reminders on paper: what is open, by number; never a name, never a score; within both papers."""

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from npo_desktop import i18n
from npo_desktop.errors import UserError
from npo_desktop.exports.pdf.pen import RecordingPen
from npo_desktop.exports.pdf.reminder import draw_reminder, reminders
from npo_desktop.exports.pdf.style import BOX_HEIGHT, BOX_WIDTH, Paper
from npo_desktop.exports.reminder_facts import OpenGroup, OpenList, ReminderPage, Reminders
from npo_desktop.jobs.reminder_jobs import reminder_file_name, render_reminders


@pytest.fixture(autouse=True)
def in_english(dutch: None) -> None:
    i18n.use("en")


def facts(*pages: ReminderPage) -> Reminders:
    return Reminders(
        school="Basisschool Test",
        place="Kralendijk",
        coordinator="Dianira Ortela",
        is_practice=True,
        round="2026-1 / autumn",
        return_by=date(2026, 12, 4),
        made_on=date(2026, 11, 24),
        pages=pages,
    )


def page(teacher: str, many: int = 3, groups: int = 1) -> ReminderPage:
    numbers = tuple(f"2{n:04}" for n in range(many))
    lists = (OpenList("List of the teacher & <b>", 21, 21 + many, numbers),)
    return ReminderPage(teacher, tuple(OpenGroup(f"Groep {n}", lists) for n in range(groups)))


def words(pdf: bytes) -> list[str]:
    return [" ".join(one.extract_text().split()) for one in PdfReader(BytesIO(pdf)).pages]


def test_each_teacher_has_a_page_with_counts_numbers_deadline_and_friendly_words() -> None:
    first, second = words(reminders(facts(page("juf Ilvienne"), page("", many=1))).pdf)

    for said in ("Dear juf Ilvienne,", "21 / 24", "20000, 20001, 20002", "4 December 2026"):
        assert said in first
    assert "Thank you" in first and "Dianira Ortela" in first and "Basisschool Test" in first
    assert "For the teacher of Groep 0," in second


@pytest.mark.parametrize("paper", list(Paper))
def test_everything_stands_inside_the_box_of_both_papers_however_much_is_open(paper: Paper) -> None:
    pen = RecordingPen()
    draw_reminder(pen, facts(page("x", many=70, groups=9)), page("x", many=70, groups=9), paper)
    left, top = paper.corner
    texts = [mark[1] for mark in pen.marks if mark[0] == "text"]
    assert len(texts) > 60
    for x, y, *_rest in texts:
        assert left - 0.1 <= x <= left + BOX_WIDTH
        assert top - BOX_HEIGHT - 0.1 <= y <= top


def test_a_round_in_which_nothing_is_open_has_no_reminders() -> None:
    with pytest.raises(UserError):
        render_reminders(facts())


def test_the_file_is_named_after_round_and_day() -> None:
    document = render_reminders(facts(page("a"), page("b", many=5)))

    assert document.file_name == "reminders-2026-1___autumn-2026-11-24.pdf"
    assert reminder_file_name(facts()) == document.file_name
