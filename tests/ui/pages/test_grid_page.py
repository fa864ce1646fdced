"""One statement, all pupils: through the keys, down to the disk, and the same as pupil by pupil."""

import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlmodel import Session, select

from npo_desktop.content.load import load_content
from npo_desktop.content.questionnaire import Informant, Kind
from npo_desktop.dossiers.two_tiers import TWO_TIER
from npo_desktop.errors import StoreError
from npo_desktop.importers.xlsform.read import read_questionnaire
from npo_desktop.names import sort_name
from npo_desktop.queries.answering.own_questionnaires import add_own
from npo_desktop.queries.answers import answers_of
from npo_desktop.queries.dossiers import load_dossiers, round_norms
from npo_desktop.queries.rounds import round_facts
from npo_desktop.store.engine import Opener
from npo_desktop.store.tables import Answer, Enrolment, Group, GroupTeacher, Pupil, Round, Scan
from ui.app import App, Said, Topic
from ui.grid.class_grid_paint import HEAD
from ui.grid.class_table import FIRST_ANSWER
from ui.main_window import MainWindow
from ui.pages import PAGES
from ui.pages.grid_page import GridPage
from ui.pages.scan_page import ScanPage
from ui.scan.entry_ways import GRID, SINGLE

Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier
Answering = Callable[..., UUID]
Opening = Callable[..., GridPage]
TEACHER = load_content().questionnaires["teacher"]
ITEMS = TEACHER.for_age(9)
IDS = [item.id for item in ITEMS]
EF_SCAN = Path(__file__).parents[2] / "files/exchange/made-here/xlsform-ef-scan-nl-en-pap.xlsx"
FIVE = ("Jaydienne", "Emely", "Ruthsella", "Shurandy")  # as they stand in the list


@pytest.fixture
def opened(qtbot: QtBot, app: App, school: SimpleNamespace) -> Opening:
    def show(group: str = "Groep 5", code: str = "teacher", *args: object) -> GridPage:
        page = GridPage(app)
        qtbot.addWidget(page)
        page.resize(1174, 608)
        page.show_args(school.groups[group], code, *args)
        page.show()
        page.focus_grid()
        return page

    return show


def press(_qtbot: QtBot, page: GridPage, keys: str | Key, modifier: Any = None) -> None:
    """Where the focus is, as a person would: digits one by one, or one other key."""
    target = page.first_focus()
    assert target is not None
    if isinstance(keys, str):
        QTest.keyClicks(target, keys)
    else:
        QTest.keyClick(target, keys, modifier or Qt.KeyboardModifier.NoModifier)


def place(page: GridPage) -> tuple[str, int]:
    """The statement in front, and the row."""
    assert page.item is not None
    return page.item.id, page.grid.row


def stored(app: App, pupil_id: UUID, round_id: UUID) -> dict[str, int | None]:
    with app.store.reading() as session:
        query = select(Scan.id).where(Scan.pupil_id == pupil_id, Scan.round_id == round_id)
        scan_id = session.exec(query).first()
        return answers_of(session, scan_id) if scan_id else {}


def on_disk(app: App, school: SimpleNamespace) -> dict[str, dict[str, int | None]]:
    """What a session of its own finds, by name; nothing of who has no answer."""
    found = {name: stored(app, school.pupils[name], school.round) for name in FIVE}
    return {name: answers for name, answers in found.items() if answers}


def fill_group(session: Session, school: SimpleNamespace, size: int) -> list[UUID]:
    """A group of its own with so many pupils of nine, in list order."""
    group = Group(school_year="2026-2027", name="Groep 6", grade=6)
    session.add(group)
    session.flush()
    session.add(GroupTeacher(group_id=group.id, staff_id=school.staff["Groep 5"]))
    school.groups["Groep 6"] = group.id
    made = []
    for n in range(size):
        pupil = Pupil(
            number=f"G{n}",
            call_name="Kim",
            last_name=f"Name{n:02}",
            sort_name=sort_name("Kim", "", f"Name{n:02}"),
            birth_date=date(2017, 5, 1),
        )
        session.add(pupil)
        session.flush()
        session.add(Enrolment(pupil_id=pupil.id, school_year="2026-2027", group_id=group.id))
        made.append(pupil.id)
    return made


def move(app: App, school: SimpleNamespace, *names: str, grade: int = 5) -> None:
    """These pupils sit in group 5 too."""
    with app.store.writing() as session:
        for name in names:
            query = select(Enrolment).where(Enrolment.pupil_id == school.pupils[name])
            enrolment = session.exec(query).one()
            enrolment.group_id, enrolment.grade = school.groups["Groep 5"], grade


def test_a_digit_answers_and_goes_to_the_next_row_and_behind_the_last_to_the_next_statement(
    qtbot: QtBot, app: App, school: SimpleNamespace, opened: Opening
) -> None:
    page = opened()
    assert place(page) == (IDS[0], 0)

    press(qtbot, page, "5")
    assert place(page) == (IDS[0], 1)
    press(qtbot, page, "102")

    assert place(page) == (IDS[1], 0)
    assert on_disk(app, school) == {
        "Jaydienne": {IDS[0]: 4},
        "Emely": {IDS[0]: 0},
        "Ruthsella": {IDS[0]: None},
        "Shurandy": {IDS[0]: 1},
    }
    assert page.sheet.statement.statement.text() == ITEMS[1].texts["nl"]
    with app.store.reading() as session:
        scans = session.exec(select(Scan).where(Scan.round_id == school.round)).all()
    assert {scan.entry for scan in scans} == {"grid"}
    assert {scan.staff_id for scan in scans} == {school.staff["Groep 5"]}
    assert {scan.language for scan in scans} == {"nl"}


def test_each_answer_is_on_disk_before_the_page_says_so(
    qtbot: QtBot, app: App, school: SimpleNamespace, opened: Opening
) -> None:
    page = opened()
    seen: list[tuple[object, str, str]] = []

    def look(_topic: Topic) -> None:
        count = page.side.saved.count.text()
        seen.append((on_disk(app, school), page.side.saved.first.text(), count))

    app.changed.connect(look)
    press(qtbot, page, "4")

    ((answers, said, count),) = seen
    assert answers == {"Jaydienne": {IDS[0]: 3}}
    assert (said, count) == ("Saved as you go", "0 of 4 pupils answered")
    assert page.side.saved.first.text().startswith("Saved at ")
    assert page.side.saved.count.text() == "1 of 4 pupils answered"


def test_a_digit_that_is_no_answer_does_nothing_and_a_key_held_down_is_one_answer(
    qtbot: QtBot, app: App, school: SimpleNamespace, opened: Opening
) -> None:
    page = opened()

    press(qtbot, page, "6789")
    assert on_disk(app, school) == {} and place(page) == (IDS[0], 0)
    press(qtbot, page, "3")
    none = Qt.KeyboardModifier.NoModifier
    held = QKeyEvent(QEvent.Type.KeyPress, Key.Key_3, none, "3", autorep=True)
    QCoreApplication.sendEvent(page.grid, held)

    assert on_disk(app, school) == {"Jaydienne": {IDS[0]: 2}}


def test_backspace_clears_and_undo_goes_back_step_by_step_to_where_it_was(
    qtbot: QtBot, app: App, school: SimpleNamespace, opened: Opening
) -> None:
    page = opened()
    press(qtbot, page, "1234")
    press(qtbot, page, "5")
    press(qtbot, page, Key.Key_PageUp)
    press(qtbot, page, Key.Key_End)
    press(qtbot, page, Key.Key_Backspace)
    assert place(page) == (IDS[0], 3)
    assert "Shurandy" not in {name for name, found in on_disk(app, school).items() if found}

    press(qtbot, page, Key.Key_Z, Control)
    assert stored(app, school.pupils["Shurandy"], school.round) == {IDS[0]: 3}
    assert place(page) == (IDS[0], 3)
    press(qtbot, page, Key.Key_Z, Control)
    assert stored(app, school.pupils["Jaydienne"], school.round) == {IDS[0]: 0}
    assert place(page) == (IDS[1], 0)
    for _time in range(4):
        press(qtbot, page, Key.Key_Z, Control)

    assert on_disk(app, school) == {} and place(page) == (IDS[0], 0)
    press(qtbot, page, Key.Key_Z, Control)  # nothing left to undo
    assert not page.visit.changes


def test_arrows_go_along_rows_and_answers_and_space_gives_the_framed_one(
    qtbot: QtBot, app: App, school: SimpleNamespace, opened: Opening
) -> None:
    page = opened()
    for key in (Key.Key_Down, Key.Key_Right, Key.Key_Right, Key.Key_Space):
        press(qtbot, page, key)
    assert on_disk(app, school) == {"Emely": {IDS[0]: 2}}
    assert place(page) == (IDS[0], 2)

    press(qtbot, page, Key.Key_End)
    assert page.grid.row == 3
    press(qtbot, page, Key.Key_Down)
    assert page.grid.row == 3
    press(qtbot, page, Key.Key_Home)
    press(qtbot, page, Key.Key_Up)
    assert page.grid.row == 0
    press(qtbot, page, Key.Key_PageDown)
    press(qtbot, page, Key.Key_PageDown)
    assert place(page) == (IDS[2], 0)
    press(qtbot, page, Key.Key_PageUp)
    assert place(page) == (IDS[1], 0)
    assert len(on_disk(app, school)) == 1  # going about fills in nothing


def test_who_types_a_number_and_enter_skips_nobody(
    qtbot: QtBot, app: App, school: SimpleNamespace, opened: Opening
) -> None:
    page = opened()
    for digit in "1234":
        press(qtbot, page, digit)
        press(qtbot, page, Key.Key_Return)

    assert [found[IDS[0]] for found in on_disk(app, school).values()] == [0, 1, 2, 3]
    assert place(page) == (IDS[1], 0)
    press(qtbot, page, Key.Key_PageUp)
    press(qtbot, page, Key.Key_Enter)  # everybody has an answer here: on to who has none
    assert place(page) == (IDS[1], 0)


def test_a_clicked_answer_is_kept_and_the_mouse_stays_where_it_is(
    qtbot: QtBot, app: App, school: SimpleNamespace, opened: Opening
) -> None:
    page = opened()
    click(qtbot, page, 3, 4)
    click(qtbot, page, 3, 4)  # a double click gives one answer, and no other statement

    assert on_disk(app, school) == {"Shurandy": {IDS[0]: 4}}
    assert place(page) == (IDS[0], 3)
    click(qtbot, page, 3, None)
    click(qtbot, page, 1, -1)  # a name: only goes there
    assert on_disk(app, school) == {"Shurandy": {IDS[0]: None}}
    assert place(page) == (IDS[0], 1)
    assert page.focusWidget() is page.grid


def click(_qtbot: QtBot, page: GridPage, row: int, value: int | None) -> None:
    """On an answer; ``-1``: on the name."""
    column = FIRST_ANSWER - 1 if value == -1 else page.grid.table.column_of(value)
    where: QPoint = page.grid.visualRect(page.grid.table.index(row, column)).center()
    QTest.mouseClick(page.grid.viewport(), Qt.MouseButton.LeftButton, pos=where)


def test_it_goes_on_where_one_stopped(
    qtbot: QtBot, school: SimpleNamespace, answer: Answering, opened: Opening
) -> None:
    for name in FIVE:
        done = IDS[:5] if name == "Ruthsella" else IDS[:6]
        answer(school.pupils[name], school.round, dict.fromkeys(done, 2))

    page = opened()

    assert place(page) == (IDS[5], 2)
    assert page.sheet.statement.place.text().startswith(f"Statement 6 of {len(IDS)}")
    press(qtbot, page, "3")
    assert place(page) == (IDS[5], 3)  # the next row, also when it has an answer
    press(qtbot, page, "3")
    assert place(page) == (IDS[6], 0)


def test_who_is_not_asked_at_this_age_stands_in_grey_and_is_passed_by(
    qtbot: QtBot, app: App, school: SimpleNamespace, opened: Opening
) -> None:
    move(app, school, "Tygo", grade=1)
    page = opened("Groep 5", "teacher", "T-EF-PLA-1")
    rows = page.grid.table.rows
    assert [row.name for row in rows][:2] == ["Saragoza, Tygo", "Anthony, Jaydienne"]  # by year
    assert rows[0].words == "not asked at this age" and not page.grid.isColumnHidden(1)
    assert page.grid.columnSpan(0, FIRST_ANSWER) == 6
    assert [row.year for row in rows] == ["group 1"] + 4 * ["group 5"]
    assert place(page) == ("T-EF-PLA-1", 1)

    press(qtbot, page, Key.Key_Up)
    assert page.grid.row == 1
    click(qtbot, page, 0, 2)
    press(qtbot, page, "3")

    assert stored(app, school.pupils["Tygo"], school.round) == {}
    assert page.side.saved.count.text() == "0 of 4 pupils answered"


def test_five_equal_answers_in_a_row_are_asked_about_and_nothing_is_held_up(
    qtbot: QtBot, app: App, school: SimpleNamespace, opened: Opening
) -> None:
    move(app, school, "Noa", "Luis")
    page = opened()
    press(qtbot, page, "34444")
    assert page.side.equal.isHidden()
    press(qtbot, page, "4")
    assert place(page) == (IDS[1], 0)
    press(qtbot, page, Key.Key_PageUp)

    assert page.side.equal.isVisible()
    said = page.side.equal.accessibleName()
    assert said.startswith("The same answer five times in a row. Look once more at rows 2 to 6.")
    press(qtbot, page, Key.Key_Home)
    press(qtbot, page, "4")
    assert "6 times" in page.side.equal.accessibleName()
    press(qtbot, page, Key.Key_Down)
    press(qtbot, page, "0")
    assert page.side.equal.isHidden()


def test_how_the_answers_lie_is_counted(qtbot: QtBot, opened: Opening) -> None:
    page = opened()
    press(qtbot, page, "330")
    said = page.side.bars.accessibleName()
    assert said.startswith("1 (bijna) nooit: 0, 2 zelden: 0, 3 soms: 2, 4 vaak: 0, ")
    assert said.endswith("5 (bijna) altijd: 0, 0 don't know: 1")


def test_the_end_says_so_and_names_who_to_talk_with(
    qtbot: QtBot, app: App, school: SimpleNamespace, answer: Answering, opened: Opening
) -> None:
    for name in FIVE:
        critical = {"T-SE-SAF-3": 4 if name == "Emely" else 0}
        open_item = IDS[-1] if name == "Shurandy" else ""
        given = {item: 2 for item in IDS if item != open_item} | critical
        answer(school.pupils[name], school.round, given)
    page = opened()
    assert place(page) == (IDS[-1], 3)
    assert page.side.finished.isHidden() and page.side.talk.isHidden()

    press(qtbot, page, "3")

    assert place(page) == (IDS[-1], 3)
    assert page.side.finished.isVisible()
    assert "Emely Pourier" in page.side.talk.accessibleName()
    with qtbot.waitSignal(app.opened) as gone:
        page.side.overview.click()
    assert gone.args == ["scans", (school.groups["Groep 5"], "teacher")]


def test_an_answer_that_does_not_reach_the_disk_is_not_shown_as_saved(
    qtbot: QtBot,
    app: App,
    school: SimpleNamespace,
    opened: Opening,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = opened()

    def full(*_args: object) -> AbstractContextManager[Session]:
        raise StoreError("The disk is full.", "Free some space.")

    with monkeypatch.context() as patched, pytest.raises(StoreError):
        patched.setattr(app.store, "writing", full)
        press(qtbot, page, "4")

    assert page.side.saved.first.text() == "This answer was not saved"
    assert place(page) == (IDS[0], 0) and not page.grid.table.rows[0].is_answered
    press(qtbot, page, "4")
    assert on_disk(app, school) == {"Jaydienne": {IDS[0]: 3}}
    assert page.side.saved.first.text().startswith("Saved at ")


def test_raising_a_marker_says_what_was_taken_away_and_undo_brings_it_back(
    qtbot: QtBot, app: App, school: SimpleNamespace, answer: Answering, opened: Opening
) -> None:
    for name in FIVE:
        whole = {item.id: 1 if item.reverse else 3 for item in TEACHER.items}
        answer(school.pupils[name], school.earlier, whole)
    with app.store.writing() as session:
        session.get_one(Round, school.round).form = TWO_TIER
    page = opened()
    said: list[Said] = []
    app.said.connect(said.append)
    assert page.visit.group is not None and len(page.visit.group.items) == 26

    press(qtbot, page, "4244")  # Emely's marker is low
    assert len(page.visit.group.items) == 28
    page.go(page.visit.group.place_of("T-EF-INH-2"))
    assert place(page) == ("T-EF-INH-2", 1)
    assert page.sheet.statement.reason.accessibleName() == "signal at the first statement"
    assert "gave no signal" in page.grid.table.rows[0].words
    press(qtbot, page, "1")
    assert place(page) == ("T-EF-INH-3", 1)  # nobody else is asked this
    page.go(0, 1)
    press(qtbot, page, "5")

    (told,) = said
    assert told.first == "1 follow-up answer was taken away."
    assert on_disk(app, school)["Emely"] == {IDS[0]: 4}
    assert len(page.visit.group.items) == 26 and place(page) == (IDS[0], 2)
    assert told.undo is not None
    told.undo()
    assert on_disk(app, school)["Emely"] == {IDS[0]: 1, "T-EF-INH-2": 0}
    assert len(page.visit.group.items) == 28 and place(page) == (IDS[0], 1)

    page.go(0, 1)
    press(qtbot, page, "5")
    kept, late = on_disk(app, school), said[-1]
    page.show_args(next(id for id in school.groups.values() if id != page.visit.group_id))
    assert late.undo is not None
    late.undo()  # from the bar, which stays when another group is opened
    assert said[-1].first == "This can not be undone from here any more."
    assert on_disk(app, school) == kept


def test_the_language_chosen_is_kept_with_the_answer_and_the_draft_is_told(
    qtbot: QtBot, app: App, school: SimpleNamespace, answer: Answering, opened: Opening
) -> None:
    answer(school.pupils["Emely"], school.round, {IDS[0]: 3})
    page = opened()
    assert page.sheet.statement.draft.isHidden()

    page.conditions.language_chosen.emit("es")
    press(qtbot, page, "22")

    assert page.sheet.statement.statement.text() == ITEMS[0].texts["es"]
    assert page.sheet.statement.draft.accessibleName() == "Draft translation"
    with app.store.reading() as session:
        found = dict(session.exec(select(Scan.pupil_id, Scan.language)).all())
        kept = dict(session.exec(select(Answer.scan_id, Answer.language)).all())
    assert found[school.pupils["Jaydienne"]] == "es" and found[school.pupils["Emely"]] == "nl"
    assert sorted(kept.values(), key=str) == [None, "es"]


def test_who_fills_in_can_be_chosen_and_nobody_else_s_name_is_written_over(
    qtbot: QtBot, app: App, school: SimpleNamespace, answer: Answering, opened: Opening
) -> None:
    answer(school.pupils["Emely"], school.round, {IDS[0]: 3})  # nobody noted
    page = opened()
    press(qtbot, page, "2")
    other = school.staff["Groep 7"]
    page.conditions.staff_chosen.emit(other)
    press(qtbot, page, Key.Key_End)
    press(qtbot, page, "2")

    with app.store.reading() as session:
        found = dict(session.exec(select(Scan.pupil_id, Scan.staff_id)).all())
    assert {name: found[school.pupils[name]] for name in ("Jaydienne", "Emely", "Shurandy")} == {
        "Jaydienne": school.staff["Groep 5"],
        "Emely": other,
        "Shurandy": other,
    }


def test_the_menu_offers_languages_and_colleagues_with_what_holds_now_marked(
    app: App, school: SimpleNamespace, opened: Opening
) -> None:
    page = opened()
    page.conditions.entries.aboutToShow.emit()

    spoken = [(one.text(), one.isChecked()) for one in page.conditions.languages.actions()]
    assert ("Nederlands", True) in spoken and sum(is_on for _words, is_on in spoken) == 1
    staff = {one.text(): one for one in page.conditions.staff.actions()}
    assert staff["juf Teacher5"].isChecked() and not staff["Not noted"].isChecked()
    staff["juf Teacher7"].trigger()
    assert page.visit.staff_id == school.staff["Groep 7"]
    assert page.crumb().endswith("filled in by juf Teacher7")
    assert on_disk(app, school) == {}


def test_on_a_narrow_page_the_ways_are_icons_with_their_words_in_the_tooltips(
    qtbot: QtBot, app: App, school: SimpleNamespace
) -> None:
    page = ScanPage(app)
    qtbot.addWidget(page)
    page.show_args(school.pupils["Emely"], "teacher")
    page.resize(1174, 608)
    page.show()
    assert [one.text() for one in page.ways.group.buttons()] == ["Per pupil", "Whole group"]
    assert page.head_actions()[0] is page.ways

    page.resize(900, 500)
    assert [one.text() for one in page.ways.group.buttons()] == ["", ""]
    assert [one.toolTip() for one in page.ways.group.buttons()] == ["Per pupil", "Whole group"]
    page.show_args(school.pupils["Noa"], "pupil")
    assert page.ways not in page.head_actions()  # a pupil answers one list, whole


def test_a_teacher_fills_in_her_own_groups_only(
    app: App, school: SimpleNamespace, opened: Opening
) -> None:
    app.store.opener = Opener(role="teacher")  # not known yet which groups are hers
    page = opened()

    assert page.visit.group is None and page.empty.isVisible()
    assert page.grid.table.rows == ()


def test_an_own_list_shows_its_choices_its_hints_and_says_what_is_asked_elsewhere(
    qtbot: QtBot, app: App, school: SimpleNamespace, opened: Opening
) -> None:
    form = replace(read_questionnaire(EF_SCAN).questionnaire, informant=Informant.TEACHER)
    with app.store.writing() as session:
        add_own(session, form, "lijst.xlsx")
        session.get_one(Round, school.round).questionnaires = ["teacher", form.code]
    page = opened("Groep 5", form.code)
    group = page.visit.group
    assert group is not None
    others = [item for item in form.items if item.kind not in (Kind.CHOICE, Kind.NOTE)]
    assert group.elsewhere == len(others) > 0
    assert {item.kind for item in group.items} == {Kind.CHOICE}

    for item in group.items:
        page.go(group.place_of(item.id), 0)
        hint = form.text_of(item.hints, page.visit.language)
        assert (page.side.look_words.text(), page.side.look.isVisible()) == (hint, bool(hint))
        assert len(page.grid.table.options) == len(form.options_of(item))
        press(qtbot, page, "1")
    assert stored(app, school.pupils["Jaydienne"], school.round).keys() >= {
        item.id for item in group.items if not item.relevant
    }


def test_a_pupils_list_is_filled_in_pupil_by_pupil_and_the_page_says_so(opened: Opening) -> None:
    page = opened("Groep 7", "pupil")

    assert page.visit.group is None
    assert page.empty.isVisible() and page.sheet.isHidden()


def test_a_screen_reader_hears_pupil_answer_and_whether_it_is_chosen(
    qtbot: QtBot, opened: Opening
) -> None:
    page = opened()
    press(qtbot, page, "3")
    spoken = Qt.ItemDataRole.AccessibleTextRole

    def said(row: int, column: int) -> object:
        return page.grid.table.index(row, column).data(spoken)

    assert said(0, page.grid.table.column_of(2)) == "Anthony, Jaydienne, 3 soms, chosen"
    assert said(1, page.grid.table.column_of(2)) == "Pourier, Emely, 3 soms, not chosen"


@pytest.fixture
def window(qtbot: QtBot, app: App, school: SimpleNamespace) -> MainWindow:
    made = MainWindow(app, PAGES, school=("Kaya Kora", "Rincon"))
    qtbot.addWidget(made)
    made.resize(1366, 688)
    return made


def grid_of(window: MainWindow) -> GridPage:
    page = window.page("grid")
    assert isinstance(page, GridPage)
    return page


def test_from_the_grid_to_one_pupil_and_back_lands_on_the_same_statement(
    qtbot: QtBot, app: App, school: SimpleNamespace, window: MainWindow
) -> None:
    window.show()
    window.open_page("grid", school.groups["Groep 5"], "teacher")
    page = grid_of(window)
    press(qtbot, page, "1234")
    press(qtbot, page, "2")

    page.ways.chosen.emit(SINGLE)
    assert window.current_key == "scan"
    single = window.page("scan")
    assert isinstance(single, ScanPage) and single.visit.entry is not None
    assert single.visit.entry.pupil.id == school.pupils["Emely"]
    assert single.visit.entry.answers == {IDS[0]: 1}
    assert single.item is not None and single.item.id == IDS[1]
    QTest.keyClick(single.sheet.item, Key.Key_5)
    single.ways.chosen.emit(GRID)

    assert window.current_key == "grid"
    assert page.visit.group is not None
    assert page.visit.group.rows[1].entry.answers == {IDS[0]: 1, IDS[1]: 4}
    assert place(page) == (IDS[2], 1)  # where the single view was by now
    with app.store.reading() as session:
        query = select(Scan.entry).where(Scan.pupil_id == school.pupils["Emely"])
        assert session.exec(query).one() == "single"  # the last way used
    window.go_back()
    assert window.current_key == "scans"


@pytest.mark.parametrize(("size", "row", "scrolls"), [(24, 20, False), (30, 20, True)])
def test_24_pupils_stand_in_the_smallest_window_and_30_scroll_under_a_head_that_stays(
    qtbot: QtBot,
    app: App,
    school: SimpleNamespace,
    window: MainWindow,
    size: int,
    row: int,
    scrolls: bool,
) -> None:
    with app.store.writing() as session:
        fill_group(session, school, size)
    window.show()
    window.open_page("grid", school.groups["Groep 6"], "teacher")
    page = grid_of(window)
    qtbot.waitUntil(lambda: page.grid.height() > 300)

    assert page.grid.rowHeight(0) == row
    assert (page.grid.verticalScrollBar().maximum() > 0) == scrolls
    press(qtbot, page, Key.Key_End)
    last = page.grid.visualRect(page.grid.currentIndex())
    assert page.grid.row == size - 1
    assert page.grid.viewport().rect().contains(last)
    assert page.grid.horizontalHeader().isVisible()
    assert page.grid.horizontalHeader().height() == HEAD
    assert window.size().toTuple() == (1366, 688)


def test_a_class_of_24_takes_under_two_keys_an_item_and_scores_as_in_the_single_view(
    qtbot: QtBot, app: App, school: SimpleNamespace, window: MainWindow
) -> None:
    """51 statements and 7 judgements of 24 pupils by keys, twice: in the grid, then one by one."""
    with app.store.writing() as session:
        pupils = fill_group(session, school, 24)
    given = {
        (pupil, item): [3, 1, None, 4, 2, 0, 3][(p * 5 + n * 3 + p * n) % 7]
        for p, pupil in enumerate(pupils)
        for n, item in enumerate(IDS)
    }
    window.show()
    window.open_page("grid", school.groups["Groep 6"], "teacher")
    page = grid_of(window)
    assert page.visit.group is not None and len(page.visit.group.items) == 51 + 7
    keys = 0
    while not page.visit.group.is_complete:
        item, row = place(page)
        press(qtbot, page, key_of(given[pupils[row], item]))
        keys += 1

    sys.stdout.write(f"{keys} keys for {len(given)} answers: {keys / len(given):.3f} an item\n")
    assert keys < 2 * len(given)
    in_grid = {pupil: stored(app, pupil, school.round) for pupil in pupils}
    assert in_grid == {p: {item: given[p, item] for item in IDS} for p in pupils}
    scored_in_grid = scored(app, school)

    with app.store.writing() as session:
        for scan in session.exec(select(Scan).where(Scan.round_id == school.round)):
            session.delete(scan)
    window.hide()  # the grid need not follow every answer of the other page
    fill_one_by_one(qtbot, app, school, pupils, given)

    assert {pupil: stored(app, pupil, school.round) for pupil in pupils} == in_grid
    assert scored(app, school) == scored_in_grid
    assert sum(len(scores) for scores in scored_in_grid.values()) > 24 * 20


def key_of(value: int | None) -> str:
    return "0" if value is None else str(value + 1)


def fill_one_by_one(
    qtbot: QtBot,
    app: App,
    school: SimpleNamespace,
    pupils: list[UUID],
    given: Mapping[tuple[UUID, str], int | None],
) -> None:
    page = ScanPage(app)
    qtbot.addWidget(page)
    page.show()
    for pupil in pupils:
        page.show_args(pupil, "teacher", school.groups["Groep 6"])
        for item in IDS:
            assert page.item is not None and page.item.id == item
            QTest.keyClicks(page.sheet.item, key_of(given[pupil, item]))


def scored(app: App, school: SimpleNamespace) -> dict[UUID, tuple[object, ...]]:
    """Every score row of every pupil, with T, band and norm."""
    asked = app.content.questionnaires
    with app.store.reading() as session:
        norms = round_norms(session, asked, round_facts(session, school.round))
        found = load_dossiers(session, asked, norms, group_id=school.groups["Groep 6"])
    return {one.pupil.id: (*one.scores, *one.composites, *one.critical) for one in found}
