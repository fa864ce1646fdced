"""Support groups in the window: divide, pin, move, divide again around pins, fix, undo."""

from types import SimpleNamespace
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from npo_desktop.proposals.support.board_findings import Kind
from npo_desktop.queries.planning.plans import plan_list
from npo_desktop.queries.support.blocks import block_facts
from npo_desktop.queries.support.hours import set_hours, set_skills
from npo_desktop.queries.support.support_groups import GroupDraft, set_consent
from ui.app import App, Said, Topic
from ui.dialogs.confirm import ConfirmDialog
from ui.pages.support_page import SupportPage

CARD = "oral-language-interventions"
FOUR = ("Jaydienne", "Emely", "Ruthsella", "Shurandy")


def shown(qtbot: QtBot, app: App) -> SupportPage:
    page = SupportPage(app)
    qtbot.addWidget(page)
    page.resize(1174, 608)
    page.show()
    rest(qtbot, page)
    return page


def rest(qtbot: QtBot, page: SupportPage) -> None:
    def is_at_rest() -> bool:
        ready = page.dossiers.is_ready and (
            page.dossiers.scored is None or page.solver.needs is not None
        )
        return ready and not page.app.jobs.busy

    qtbot.waitUntil(is_at_rest)


def divide(qtbot: QtBot, page: SupportPage) -> None:
    page.view.waiting.divide.click()
    qtbot.waitUntil(lambda: not page.app.jobs.busy and page.view.isEnabled())


def waiting(page: SupportPage) -> list[str]:
    return [row.name.split()[0] for row in page.view.waiting.rows]


def dialog(kind: type) -> object:
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind)]
    return next(one for one in found if one.isVisible())


def test_divide_pin_move_divide_again_and_fix(qtbot: QtBot, app: App, support_block: UUID) -> None:
    page = shown(qtbot, app)
    assert sorted(waiting(page)) == sorted(FOUR)
    divide(qtbot, page)
    assert waiting(page) == []
    assert "Nothing better is possible" in page.view.waiting.reached.text()
    assert page.board is not None
    first = page.board.groups[0]
    pupil = first.pupils[0]

    page.writing.add(support_block, GroupDraft(CARD, name="Second"))
    second = next(group for group in page.board.groups if group.name == "Second")
    row = page.view.row_of(pupil)
    assert row is not None
    page.view._move(pupil, first.id, second.id)
    row = page.view.row_of(pupil, second.id)
    assert row is not None
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_P)
    assert page.board.group(second.id).pinned == {pupil}
    assert any(finding.kind is Kind.NO_STAFF for finding in page.found)
    assert not page.head.fix.isEnabled()
    assert "first solve" in page.head.why_not.text()

    divide(qtbot, page)
    assert pupil in page.board.group(second.id).pupils
    assert page.board.group(second.id).pinned == {pupil}
    assert not [finding for finding in page.found if finding.stops]

    assert page.head.fix.isEnabled()
    page.head.fix.click()
    with app.reading() as session:
        assert block_facts(session, support_block).is_fixed
        plans = plan_list(session)
    assert {plan.pupil_id for plan in plans} == set(page.board.homes)
    assert page.head.widgets(page.board)[-1] is page.head.more  # nothing to fix any more

    page._undo()
    with app.reading() as session:
        assert not block_facts(session, support_block).is_fixed
        assert plan_list(session) == []


def test_every_step_goes_back_in_turn(qtbot: QtBot, app: App, support_block: UUID) -> None:
    page = shown(qtbot, app)
    states = [page.board]
    divide(qtbot, page)
    states.append(page.board)
    assert page.board is not None
    group = page.board.groups[0]
    page.view.pin_asked.emit(group.pupils[0], group.id, True)
    states.append(page.board)
    page.view.move_asked.emit(group.pupils[1], group.id, None)
    states.append(page.board)
    page.writing.remove(group.id)
    for before in reversed(states):
        page._undo()
        assert page.board == before
    assert not page.writing.can_undo


def test_a_conflict_is_mended_with_one_click(qtbot: QtBot, app: App, support_block: UUID) -> None:
    page = shown(qtbot, app)
    divide(qtbot, page)
    assert page.board is not None
    group = page.board.groups[0]
    page.writing.change(group.id, GroupDraft(CARD, "Words", periods=group.periods))
    assert [finding.kind for finding in page.found if finding.stops] == [Kind.NO_STAFF]
    card = page.view.canvas.cards[group.id]
    assert card.property("tone") == "err"
    page.view.side.links[0].click()
    assert not [finding for finding in page.found if finding.stops]
    assert card.property("tone") == ""


def test_the_fourth_thing_is_asked_about_first(
    qtbot: QtBot, app: App, support_block: UUID, support_staffed: SimpleNamespace
) -> None:
    page = shown(qtbot, app)
    pupil = support_staffed.pupils["Emely"]
    for number in range(4):
        page.writing.add(
            support_block, GroupDraft(CARD, name=f"Group {number}", sessions_per_week=1)
        )
    assert page.board is not None
    groups = [group.id for group in page.board.groups]
    for group in groups[:3]:
        page.writing.move(pupil, None, group)
    row = page.view.row_of(pupil, groups[0])
    assert row is not None and not row.is_heavy
    page.view.move_asked.emit(pupil, None, groups[3])
    asked = dialog(ConfirmDialog)
    assert isinstance(asked, ConfirmDialog)
    assert page.board.group(groups[3]).pupils == ()
    asked.yes.click()
    assert page.board.group(groups[3]).pupils == (pupil,)
    heavy = page.view.row_of(pupil, groups[3])
    assert heavy is not None and heavy.is_heavy
    assert "A fourth thing" in heavy.toolTip()


def test_a_division_that_is_stopped_changes_nothing(
    qtbot: QtBot, app: App, support_block: UUID
) -> None:
    page = shown(qtbot, app)
    before = page.board
    page.view.waiting.divide.click()
    assert not page.view.isEnabled()
    app.jobs.cancel()
    qtbot.waitUntil(lambda: not app.jobs.busy and page.view.isEnabled())
    assert page.board == before and not page.writing.can_undo
    divide(qtbot, page)
    assert waiting(page) == []


def test_a_pin_that_cannot_be_kept_is_a_warning_with_its_whole_text(
    qtbot: QtBot, app: App, support_block: UUID
) -> None:
    page = shown(qtbot, app)
    divide(qtbot, page)
    assert page.board is not None
    group = page.board.groups[0]
    pupil = group.pupils[0]
    page.writing.pin(pupil, group.id, is_pinned=True)
    with app.writing(Topic.PLANS) as session:
        set_consent(session, {pupil: False})
    before = page.board
    told: list[Said] = []
    app.said.connect(told.append)
    divide(qtbot, page)
    last = told[-1]
    assert last.warns and last.first == "Not every wish could be kept."
    name = page.board.children[pupil].name
    assert last.rest == (
        f"The pin of {name} in {group.name} could not be kept. "
        "The parents have not agreed yet. Talk with the parents and note their answer."
    )
    assert last.undo is not None
    last.undo()
    assert page.board == before


def test_where_who_is_trained_has_no_hours_that_is_what_is_said(
    qtbot: QtBot, app: App, support_block: UUID, support_staffed: SimpleNamespace
) -> None:
    with app.writing(Topic.SCHOOL) as session:
        set_hours(session, support_staffed.staff["Groep 5"], 0)
        set_skills(session, support_staffed.staff["Groep 7"], [])
    page = shown(qtbot, app)

    def said() -> set[str]:
        return {row.why for row in page.view.waiting.rows}

    assert said() == {"who is trained has no hours"}
    divide(qtbot, page)
    assert said() == {"who is trained has no hours"}
    assert "better" not in page.view.waiting.reached.text()
