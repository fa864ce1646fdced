"""From the card on the start page to a talk that is ticked off, opened again, and undone."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from npo_desktop.content.load import Content
from npo_desktop.queries.contacts import ContactFacts, set_contacts
from npo_desktop.queries.privacy.erasure import erase_pupils
from npo_desktop.queries.rounds import round_facts
from npo_desktop.queries.talks import TalkThisWeek, talks_of
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Opener
from ui.app import App, Said, Topic
from ui.concern.contact_sheet import ContactSheetDialog
from ui.concern.talk import TalkDialog
from ui.pages.pupil_page import PupilPage
from ui.pages.today_page import TodayPage

Answering = Callable[..., UUID]
FEAR = "Other children do or say things that make me afraid or sad."


@pytest.fixture
def said(app: App) -> list[Said]:
    """What the message bar would tell, with its undo."""
    heard: list[Said] = []
    app.said.connect(heard.append)
    return heard


@pytest.fixture
def frightened(school: SimpleNamespace, answer: Answering) -> UUID:
    """Emely: her own list and her teacher's both ask for a talk."""
    emely = school.pupils["Emely"]
    assert isinstance(emely, UUID)
    answer(emely, school.round, {"P-SE-SAF-2": 3}, "pupil")
    answer(emely, school.round, {"T-SE-SAF-3": 4})
    return emely


@pytest.fixture
def page(qtbot: QtBot, app: App, frightened: UUID) -> Iterator[TodayPage]:
    made = TodayPage(app)
    qtbot.addWidget(made)
    made.resize(1174, 632)
    made.show()
    yield made
    made.hide()


def opened(page: TodayPage) -> TalkDialog:
    page.talks.view.row_activated.emit(page.talks.table.rows[0])
    found = page.window().findChildren(TalkDialog)
    assert found
    return found[-1]


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def talks(app: App, content: Content, school: SimpleNamespace) -> list[TalkThisWeek]:
    with app.store.reading() as session:
        this = round_facts(session, school.round)
        return talks_of(session, content.questionnaires, this)


def test_both_answers_stand_in_plain_words_beside_the_contact_sheet(
    app: App, page: TodayPage
) -> None:
    with app.writing(Topic.SCHOOL) as session:
        set_contacts(session, [ContactFacts("Rosa Martina", "social work", "717", "Tuesday")])
    told = words(opened(page))
    assert page.talks.table.rowCount() == 1
    assert "Answer: always" in told and "Answer: (almost) always" in told
    assert "Pupil · " in told and "Teacher · " in told
    assert "Rosa Martina" in told and "717 · Tuesday" in told


def test_one_talk_ticks_off_all_answers_with_its_line_and_undo_brings_them_back(
    qtbot: QtBot,
    app: App,
    content: Content,
    page: TodayPage,
    school: SimpleNamespace,
    said: list[Said],
) -> None:
    dialog = opened(page)
    qtbot.keyClicks(dialog.outcome, "told juf")
    qtbot.keyClick(dialog.outcome, Qt.Key.Key_Return)

    found = talks(app, content, school)
    assert [one.outcome for one in found] == ["told juf", "told juf"]
    assert all(one.talked_at for one in found)
    assert page.talks.table.rowCount() == 0
    assert page.talks.nothing.text() == "Everybody was talked with."
    assert page.talks.held.text() == "already talked (1)"

    assert said[-1].undo is not None
    said[-1].undo()
    assert all(one.talked_at is None for one in talks(app, content, school))
    assert page.talks.table.rowCount() == 1 and not page.talks.held.isVisible()


def test_a_held_talk_is_seen_behind_a_quiet_link_and_can_be_opened_again(
    app: App, content: Content, page: TodayPage, school: SimpleNamespace, said: list[Said]
) -> None:
    dialog = opened(page)
    dialog.outcome.setText("told juf")
    dialog.held.click()
    page.talks.held.click()
    assert page.talks.table.rowCount() == 1

    dialog = opened(page)
    assert "told juf" in words(dialog) and not dialog.held.isVisible()
    held_at = [one.talked_at for one in talks(app, content, school)]
    dialog.reopen.click()
    assert all(one.talked_at is None for one in talks(app, content, school))

    assert said[-1].undo is not None
    said[-1].undo()
    again = talks(app, content, school)
    assert [one.talked_at for one in again] == held_at
    assert [one.outcome for one in again] == ["told juf", "told juf"]


def test_from_a_talk_one_sees_the_list_at_the_very_answer(
    app: App, page: TodayPage, frightened: UUID
) -> None:
    asked: list[tuple[str, object]] = []
    app.opened.connect(lambda name, args: asked.append((name, args)))
    opened(page).lists[0].click()
    assert asked[0][0] == "scan"
    assert asked[0][1] in (
        (frightened, "pupil", None, "P-SE-SAF-2"),
        (frightened, "teacher", None, "T-SE-SAF-3"),
    )


def test_the_contact_sheet_is_one_click_away(page: TodayPage) -> None:
    page.talks.sheet.click()
    assert page.window().findChild(ContactSheetDialog) is not None


def test_the_page_of_the_pupil_says_that_there_is_a_reason_and_not_which(
    qtbot: QtBot, app: App, frightened: UUID
) -> None:
    page = PupilPage(app)
    qtbot.addWidget(page)
    page.resize(1174, 608)
    page.show_args(frightened)
    page.show()
    qtbot.waitUntil(lambda: page.dossiers.is_ready and not app.jobs.busy)
    assert page.talk.accessibleName() == "Talk with Emely this week."
    assert FEAR not in words(page)

    page.talk.see.click()
    dialog = page.window().findChildren(TalkDialog)[-1]
    assert "Answer: always" in words(dialog)
    dialog.held.click()
    qtbot.waitUntil(lambda: page.dossiers.is_ready and not app.jobs.busy)
    assert page.talk.accessibleName().startswith("Talked with Emely on ")


@pytest.mark.parametrize("role", ["teacher", "head"])
def test_only_the_coordinator_is_told_with_whom_to_talk(
    qtbot: QtBot, app: App, frightened: UUID, role: str
) -> None:
    app.store.opener = Opener(role=role)
    page = TodayPage(app)
    qtbot.addWidget(page)
    page.show()
    assert page.talks.table.rowCount() == 0 and not page.talks.isVisible()
    assert "Emely" not in words(page.talks)


def test_what_came_of_a_talk_outlives_the_lock_and_goes_when_it_is_left(
    qtbot: QtBot, page: TodayPage
) -> None:
    dialog = opened(page)
    qtbot.keyClicks(dialog.outcome, "told ju")
    dialog.keep_draft()
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(dialog, QEvent.Type.DeferredDelete)
    again = opened(page)
    assert again.outcome.text() == "told ju"
    again.leave.click()
    assert opened(page).outcome.text() == ""


def test_words_that_waited_and_were_taken_out_do_not_come_back_after_the_next_lock(
    qtbot: QtBot, page: TodayPage
) -> None:
    dialog = opened(page)
    qtbot.keyClicks(dialog.outcome, "told ju")
    dialog.keep_draft()
    again = opened(page)
    again.outcome.clear()
    again.keep_draft()
    assert opened(page).outcome.text() == ""


def test_what_waits_of_a_talk_is_erased_with_the_pupil(
    qtbot: QtBot, app: App, page: TodayPage, frightened: UUID
) -> None:
    dialog = opened(page)
    qtbot.keyClicks(dialog.outcome, "told ju")
    dialog.keep_draft()
    dialog.reject()
    erase_pupils(app.store, [frightened])
    with app.reading() as session:
        assert "told ju" not in str(canonical_dump(session))
