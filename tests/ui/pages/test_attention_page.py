"""The list to talk about and the meeting made from it, as a coordinator uses them."""

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from npo_desktop.content.load import load_content
from npo_desktop.queries.meetings.meeting_actions import open_actions
from npo_desktop.queries.meetings.meeting_drafts import action_draft
from npo_desktop.queries.meetings.meetings import (
    coming_meeting,
    meeting_facts,
    meeting_list,
    set_agenda,
)
from npo_desktop.queries.meetings.mentions import mentions_of
from npo_desktop.queries.strengths import strengths_of
from npo_desktop.queries.timelines import load_timeline
from npo_desktop.store.engine import Store
from ui.app import App, Said, Topic
from ui.meeting.mention import MentionDialog
from ui.pages.attention_page import OFF, AttentionPage
from ui.pages.meeting_page import MeetingPage
from ui.pages.pupil_page import RESULTS, TIMELINE, PupilPage
from ui.pages.today_page import TodayPage
from ui.pupil.event import EventDialog
from ui.pupil.strength import StrengthDialog
from ui.widgets.day_edit import set_day

WEAK = ("EF-INI", "EF-PLA", "EF-ATT")


def weak_scan() -> dict[str, int | None]:
    form = load_content().questionnaires["teacher"]
    answers: dict[str, int | None] = {}
    for item in form.items:
        level = 0 if item.scale in WEAK else 3
        answers[item.id] = form.top - level if item.reverse else level
    return answers


@pytest.fixture
def emely(school: SimpleNamespace, answer: Callable[..., UUID]) -> UUID:
    pupil: UUID = school.pupils["Emely"]
    answer(pupil, school.round, weak_scan())
    return pupil


@pytest.fixture
def said(app: App) -> list[Said]:
    heard: list[Said] = []
    app.said.connect(heard.append)
    return heard


def at_rest(qtbot: QtBot, page: AttentionPage | MeetingPage | PupilPage, app: App) -> None:
    qtbot.waitUntil(lambda: page.dossiers.is_ready and not app.jobs.busy)


def listed(qtbot: QtBot, app: App) -> AttentionPage:
    page = AttentionPage(app)
    qtbot.addWidget(page)
    page.resize(1174, 600)
    page.show()
    at_rest(qtbot, page, app)
    return page


def test_the_list_says_why_in_words_with_a_next_step(qtbot: QtBot, app: App, emely: UUID) -> None:
    page = listed(qtbot, app)
    (row,) = page.table.rows
    assert row.row.dossier.pupil.id == emely
    assert row.why.startswith("Help needed 3 times: ")
    assert (row.next_step, row.plans, row.talked_on) == ("Look at the proposal", "none", None)
    opened: list[object] = []
    app.opened.connect(lambda name, args: opened.append((name, args)))
    page.detail.step.click()
    assert opened == [("proposal", (emely,))]


def test_a_colleagues_pupil_stands_on_the_list_and_undo_takes_it_off(
    qtbot: QtBot, app: App, emely: UUID, school: SimpleNamespace, said: list[Said]
) -> None:
    page = listed(qtbot, app)
    page.add.click()
    (dialog,) = page.findChildren(MentionDialog)
    dialog.keep.click()
    assert dialog.wrong.isVisible() and dialog.isVisible()  # nobody chosen, no reason
    dialog.pupil.setCurrentIndex(dialog.pupil.findText("Vries", Qt.MatchFlag.MatchContains))
    dialog.words.setPlainText("Cries after the weekend")
    dialog.keep.click()
    names = [row.row.dossier.pupil.call_name for row in page.table.rows]
    assert names == ["Noa", "Emely"]
    assert "Cries after the weekend" in page.table.rows[0].why
    assert said[-1].undo is not None
    said[-1].undo()
    assert [row.row.dossier.pupil.call_name for row in page.table.rows] == ["Emely"]


def test_off_the_list_takes_a_reason_and_can_be_put_back(
    qtbot: QtBot, app: App, emely: UUID, school: SimpleNamespace, store: Store
) -> None:
    page = listed(qtbot, app)
    page.detail.off.click()
    (dialog,) = page.findChildren(MentionDialog)
    dialog.words.setPlainText("Was ill that week")
    dialog.keep.click()
    assert page.table.rowCount() == 0
    page.which.set_value(OFF)
    page.renew()
    assert "Was ill that week" in page.detail.reasons.text()
    page.detail.off.click()
    with store.reading() as session:
        assert mentions_of(session, school.round) == {}


def test_the_length_cuts_and_what_is_below_is_told(
    qtbot: QtBot, app: App, school: SimpleNamespace, answer: Callable[..., UUID], said: list[Said]
) -> None:
    for name in ("Emely", "Ruthsella", "Shurandy"):
        answer(school.pupils[name], school.round, weak_scan())
    page = listed(qtbot, app)
    page.length.setValue(1)
    page.length.editingFinished.emit()
    assert page.table.rowCount() == 1
    assert page.told.text().startswith("2 more stand below the line.")
    assert said[-1].undo is not None
    said[-1].undo()
    assert page.table.rowCount() == 3


def test_without_a_round_or_a_reason_the_page_says_what_to_do(
    qtbot: QtBot, app: App, school: SimpleNamespace
) -> None:
    page = listed(qtbot, app)
    assert page.empty.isVisible() and not page.whole.isVisible()
    assert page.empty.accessibleName().startswith("Nobody stands on the list")


@pytest.fixture
def meeting(qtbot: QtBot, app: App, emely: UUID) -> MeetingPage:
    """A meeting made from the list."""
    page = listed(qtbot, app)
    page.meeting.click()
    made = MeetingPage(app)
    qtbot.addWidget(made)
    made.resize(1174, 600)
    made.show()
    at_rest(qtbot, made, app)
    return made


def test_an_agenda_is_made_of_the_list_and_minutes_are_kept_as_one_leaves(
    qtbot: QtBot, app: App, meeting: MeetingPage, emely: UUID, store: Store
) -> None:
    assert meeting.facts is not None and meeting.agenda.current == emely
    assert meeting.point.why.text().startswith("Help needed 3 times")
    meeting.point.minutes.setPlainText("Starts late, also at home.")
    assert meeting.may_leave()
    with store.reading() as session:
        (point,) = meeting_facts(session, meeting.facts.id).points
    assert point.minutes == "Starts late, also at home."


def test_an_action_stands_on_the_start_page_until_it_is_done(
    qtbot: QtBot, app: App, meeting: MeetingPage, store: Store, said: list[Said]
) -> None:
    agreed = meeting.point.agreed
    agreed.words.setText("Call the mother")
    agreed.who.setEditText("Dianira")
    agreed.add.click()
    assert agreed.words.text() == ""
    today = TodayPage(app)
    qtbot.addWidget(today)
    today.resize(1174, 600)
    today.show()
    assert [row.words for row in today.actions_card.table.rows] == ["Call the mother"]
    card = today.actions_card
    card.view.clicked.emit(card.table.index(0, len(card.table.columns) - 1))
    with store.reading() as session:
        assert open_actions(session, app.opener) == []
    assert not card.isVisible() and said[-1].undo is not None
    said[-1].undo()
    assert card.isVisible()


def test_what_was_half_typed_when_the_program_locks_waits(
    qtbot: QtBot, app: App, meeting: MeetingPage, emely: UUID, store: Store
) -> None:
    assert meeting.facts is not None
    meeting.point.minutes.setPlainText("Half a sen")
    meeting.point.agreed.words.setText("Call the mo")
    meeting.keep_draft()
    with store.reading() as session:
        draft = action_draft(session, meeting.facts.id)
        (point,) = meeting_facts(session, meeting.facts.id).points
    assert point.minutes == "Half a sen"
    assert draft is not None and (draft.words, draft.pupil_id) == ("Call the mo", emely)
    again = MeetingPage(app)
    qtbot.addWidget(again)
    again.show()
    at_rest(qtbot, again, app)
    assert again.point.agreed.words.text() == "Call the mo"


def test_minutes_and_half_an_action_stay_with_the_pupil_they_were_typed_for(
    qtbot: QtBot, app: App, meeting: MeetingPage, emely: UUID, school: SimpleNamespace, store: Store
) -> None:
    assert meeting.facts is not None
    with app.writing(Topic.PLANS) as session:
        set_agenda(session, meeting.facts.id, [emely, school.pupils["Noa"]])
    meeting.point.minutes.setPlainText("About Emely")
    meeting.point.agreed.words.setText("Call her mother")
    meeting.agenda.view.selectRow(1)
    assert meeting.point.pupil_id == school.pupils["Noa"] == meeting.agenda.current
    assert meeting.point.minutes.toPlainText() == "" == meeting.point.agreed.words.text()
    meeting.agenda.view.selectRow(0)
    assert meeting.point.minutes.toPlainText() == "About Emely"
    assert meeting.point.agreed.words.text() == "Call her mother"
    with store.reading() as session:
        points = meeting_facts(session, meeting.facts.id).points
    assert [point.minutes for point in points] == ["About Emely", ""]


def test_a_closed_meeting_is_read_and_stands_on_the_pupils_timeline(
    qtbot: QtBot, app: App, meeting: MeetingPage, emely: UUID, store: Store
) -> None:
    meeting.point.minutes.setPlainText("Look again in May.")
    meeting.close_it.click()
    assert meeting.point.minutes.isReadOnly() and not meeting.agenda.tools.isVisible()
    assert meeting.head_actions()[-1] is meeting.reopen
    with store.reading() as session:
        assert coming_meeting(session) is None and len(meeting_list(session)) == 1
        (seen,) = load_timeline(session, app.content, emely).meetings
    assert seen.is_closed and seen.minutes == "Look again in May."


def on_pupil(qtbot: QtBot, app: App, pupil: UUID) -> PupilPage:
    page = PupilPage(app)
    qtbot.addWidget(page)
    page.resize(1174, 608)
    page.show_args(pupil)
    page.show()
    at_rest(qtbot, page, app)
    return page


def test_an_own_strength_is_added_and_taken_back(
    qtbot: QtBot, app: App, emely: UUID, store: Store, said: list[Said]
) -> None:
    page = on_pupil(qtbot, app, emely)
    page.overview.own_strengths.add.click()
    dialog = next(one for one in page.window().findChildren(StrengthDialog))
    dialog.words.setText("Sings")
    dialog.keep.click()
    with store.reading() as session:
        assert [one.words for one in strengths_of(session, emely)] == ["Sings"]
    assert said[-1].undo is not None
    said[-1].undo()
    with store.reading() as session:
        assert strengths_of(session, emely) == ()


def test_an_event_stands_on_the_timeline_and_one_that_ends_too_early_is_refused(
    qtbot: QtBot, app: App, emely: UUID
) -> None:
    page = on_pupil(qtbot, app, emely)
    page.show_tab(TIMELINE)
    page.timeline.add.click()
    dialog = next(one for one in page.window().findChildren(EventDialog))
    dialog.kind.setCurrentIndex(dialog.kind.findText("Storm"))
    dialog.whose.setCurrentIndex(dialog.whose.count() - 1)
    set_day(dialog.starts, date(2026, 9, 14))
    set_day(dialog.ends, date(2026, 9, 1))
    dialog.keep.click()
    assert dialog.isVisible() and dialog.wrong.isVisible()
    set_day(dialog.ends, date(2026, 9, 25))
    dialog.keep.click()
    titles = [entry.title for entry in page.timeline.table.rows]
    assert "Storm (the whole school)" in titles


def test_a_pupil_without_any_scan_is_told_what_to_do(
    qtbot: QtBot, app: App, school: SimpleNamespace
) -> None:
    page = on_pupil(qtbot, app, school.pupils["Luis"])
    assert "start with the teacher's list" in page.readiness.toolTip()
    assert page.fill_in in page.head_actions()
    page.show_tab(TIMELINE)
    assert page.timeline.nothing.isVisible()
    page.show_tab(RESULTS)
    assert page.tests.subjects.nothing.isVisible()
