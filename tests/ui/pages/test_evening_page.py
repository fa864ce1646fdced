"""The page of a parents' evening: planned, put in order, printed, and on after a paper jam."""

import errno
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from npo_desktop.content.load import Content
from npo_desktop.exports.evening_facts import EveningTimes
from npo_desktop.i18n import speaking
from npo_desktop.jobs import export_jobs
from npo_desktop.jobs.summary_results import Outcome
from npo_desktop.queries.parents.parent_evenings import EveningDraft
from npo_desktop.safe_file import cannot_write, write_bytes
from ui.app import App, Said
from ui.export.export_print import CameOutDialog
from ui.pages.evening_page import EveningPage
from ui.parents.evening import NewEveningDialog, TimesForm
from ui.parents.evening_more import AddToEveningDialog, ChangeEveningDialog
from ui.preview.preview_dialog import PreviewDialog

Answering = Callable[..., UUID]
Previewed = Callable[[], PreviewDialog]


def at_rest(qtbot: QtBot, app: App) -> None:
    qtbot.waitUntil(lambda: not app.jobs.busy)


@pytest.fixture
def page(qtbot: QtBot, app: App, school: SimpleNamespace) -> EveningPage:
    app.round_id = school.round
    made = EveningPage(app)
    qtbot.addWidget(made)
    made.resize(1174, 600)
    made.show()
    return made


@pytest.fixture
def planned(
    qtbot: QtBot,
    app: App,
    page: EveningPage,
    school: SimpleNamespace,
    answer: Answering,
    content: Content,
) -> EveningPage:
    """Group 5 comes; all but Ruthsella have a scan."""
    for name in ("Jaydienne", "Emely", "Shurandy"):
        items = content.questionnaires["teacher"].items
        answer(school.pupils[name], school.round, {item.id: 2 for item in items})
    page.start.click()
    (dialog,) = page.findChildren(NewEveningDialog)
    dialog.groups["Groep 5"].setChecked(True)
    dialog.every.setValue(2)
    assert dialog.keep.isEnabled()
    dialog.keep.click()
    at_rest(qtbot, app)
    return page


def lines(page: EveningPage) -> list[tuple[str, str]]:
    return [(row.starts_at, row.name) for row in page.slots.view.table.rows]


PLAN = [
    ("15:00", "Jaydienne Anthony"),
    ("15:15", "Emely Pourier"),
    ("15:30", "Break"),
    ("15:40", "Ruthsella Sint Jago"),
    ("15:55", "Shurandy Winklaar"),
]


def test_an_empty_page_leads_to_a_planned_evening_with_its_gaps(planned: EveningPage) -> None:
    assert not planned.empty.isVisible() and lines(planned) == PLAN
    missing = {row.name: row.missing for row in planned.slots.view.table.rows}
    assert missing["Ruthsella Sint Jago"].startswith("no scan, ")
    assert missing["Emely Pourier"].startswith("no plan")
    assert "1 × no scan" in planned.side.missing.accessibleName()
    assert "4 × language of the talk not known" in planned.side.missing.accessibleName()


def test_an_evening_that_ends_after_midnight_cannot_be_planned(page: EveningPage) -> None:
    page.start.click()
    (dialog,) = page.findChildren(NewEveningDialog)
    assert not dialog.keep.isEnabled(), "nobody was chosen yet"
    for box in dialog.groups.values():
        box.setChecked(True)
    dialog.form.minutes.setValue(120)
    assert not dialog.keep.isEnabled()
    dialog.form.minutes.setValue(10)
    assert dialog.keep.isEnabled()
    dialog.reject()


def test_order_and_breaks_change_from_the_list_and_can_be_undone(
    qtbot: QtBot, app: App, planned: EveningPage, said: list[Said]
) -> None:
    planned.slots.choose_place(1)
    planned.slots.up.click()
    at_rest(qtbot, app)
    assert lines(planned)[0] == ("15:00", "Emely Pourier")
    planned.slots.choose_place(0)
    assert not planned.slots.up.isEnabled()
    planned.slots.pause.click()
    at_rest(qtbot, app)
    assert lines(planned)[1] == ("15:15", "Break") and lines(planned)[2][0] == "15:25"
    planned.slots.choose_place(1)
    assert planned.slots.pause.text() == "No break here" and not planned.slots.remove.isEnabled()
    planned.slots.pause.click()
    at_rest(qtbot, app)
    assert lines(planned)[1][0] == "15:15"
    planned.slots.order.chosen.emit("name")
    at_rest(qtbot, app)
    assert lines(planned) == PLAN
    planned.slots.choose_place(4)
    planned.slots.remove.click()
    at_rest(qtbot, app)
    assert len(lines(planned)) == 4
    undo = said[-1].undo
    assert undo is not None
    undo()
    at_rest(qtbot, app)
    assert lines(planned) == PLAN


def test_what_was_moved_by_hand_is_in_none_of_the_orders(
    qtbot: QtBot, app: App, planned: EveningPage, said: list[Said]
) -> None:
    order, by_hand = planned.slots.order, planned.slots.by_hand
    assert order.value() == "group" and by_hand.isHidden()
    planned.slots.choose_place(1)
    planned.slots.up.click()
    at_rest(qtbot, app)
    assert order.value() is None and by_hand.isVisible()
    assert not any(button.isChecked() for button in order.group.buttons())
    order.group.button(1).click()
    at_rest(qtbot, app)
    assert order.value() == "name" and by_hand.isHidden()
    assert said[-1].undo is not None
    said[-1].undo()
    at_rest(qtbot, app)
    assert order.value() is None and by_hand.isVisible()


def test_a_pupil_is_added_and_the_times_are_changed(
    qtbot: QtBot, app: App, planned: EveningPage
) -> None:
    planned.slots.add.click()
    (add,) = planned.findChildren(AddToEveningDialog)
    add.pupil.setCurrentText("Vries, Noa · Groep 7")
    add.write()
    add.accept()
    at_rest(qtbot, app)
    assert lines(planned)[-1] == ("16:10", "Noa Vries")
    planned.side.change.click()
    (change,) = planned.findChildren(ChangeEveningDialog)
    change.form.minutes.setValue(20)
    change.keep.click()
    at_rest(qtbot, app)
    assert lines(planned)[-1] == ("16:30", "Noa Vries")
    planned.side.remove.click()
    assert planned.empty.isVisible()


def test_a_line_leads_to_its_talk_and_a_break_leads_nowhere(
    qtbot: QtBot, app: App, school: SimpleNamespace, planned: EveningPage
) -> None:
    rows = planned.slots.view.table.rows
    with qtbot.waitSignal(app.opened) as went:
        planned.slots.view.row_activated.emit(rows[1])
    assert went.args == ["talk", (school.pupils["Emely"],)]
    with qtbot.assertNotEmitted(app.opened):
        planned.slots.view.row_activated.emit(rows[2])
    with qtbot.waitSignal(app.opened) as back:
        assert planned.go_back()
    assert back.args == ["export", ()]


def test_after_a_paper_jam_only_the_rest_is_printed_and_each_print_is_remembered(
    qtbot: QtBot,
    app: App,
    school: SimpleNamespace,
    planned: EveningPage,
    previewed: Previewed,
    virtual_printer: SimpleNamespace,
) -> None:
    assert planned.side.all.text() == "Print 4 summaries"
    planned.side.all.click()
    document = previewed().document
    assert document is not None
    order = [school.pupils[name] for name in ("Jaydienne", "Emely", "Shurandy")]
    assert list(document.pupils) == order
    assert any("Ruthsella" in sentence for sentence in document.missing)
    with qtbot.waitSignal(previewed().printed):
        previewed().frame.print.click()

    asked = came_out()
    asked.last.setCurrentIndex(1)
    assert asked.last.currentText() == "1. Anthony, Jaydienne"
    assert asked.rest.text() == "Print the last 2 again"
    asked.rest.click()
    at_rest(qtbot, app)
    rest = previewed().document
    assert rest is not None and list(rest.pupils) == order[1:]
    assert printed(app) == {order[0]}
    assert planned.side.all.text() == "Print the other 3"

    with qtbot.waitSignal(previewed().printed):
        previewed().frame.print.click()
    came_out().all.click()
    at_rest(qtbot, app)
    assert printed(app) == set(order)
    with app.reading() as session:
        codes = session.execute(text("SELECT code FROM parent_talk WHERE printed_at IS NOT NULL"))
        assert all(len(code) >= 5 for (code,) in codes)
    previewed().reject()
    at_rest(qtbot, app)
    assert planned.side.all.text() == "Print the last one"


def test_who_was_only_printed_in_part_is_not_taken_for_printed(
    qtbot: QtBot,
    app: App,
    school: SimpleNamespace,
    planned: EveningPage,
    previewed: Previewed,
    virtual_printer: SimpleNamespace,
) -> None:
    planned.side.all.click()
    preview = previewed()
    assert preview.document is not None and preview.document.starts == (0, 2, 4)
    for pages in ("1-3", "4"):  # the second talk is whole after the second time
        preview.frame.options.range.setText(pages)
        with qtbot.waitSignal(preview.printed):
            preview.frame.print.click()
        at_rest(qtbot, app)
        if pages == "1-3":
            assert printed(app) == {school.pupils["Jaydienne"]}
    asked = came_out()
    offered = [asked.last.itemText(place) for place in range(asked.last.count())]
    assert offered == ["None of them", "1. Anthony, Jaydienne"]
    asked.all.click()
    at_rest(qtbot, app)
    assert printed(app) == {school.pupils["Jaydienne"], school.pupils["Emely"]}
    preview.reject()
    at_rest(qtbot, app)


def test_a_printer_that_disappears_half_way_is_one_sentence_and_the_rest_follows(
    qtbot: QtBot,
    app: App,
    school: SimpleNamespace,
    planned: EveningPage,
    previewed: Previewed,
    virtual_printer: SimpleNamespace,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    planned.side.all.click()
    preview = previewed()
    assert preview.document is not None and preview.document.starts == (0, 2, 4)
    left = [True, True, False]
    with monkeypatch.context() as patch:
        patch.setattr(QPrinter, "newPage", lambda _printer: left.pop(0))
        with qtbot.waitSignal(preview.refused) as told:
            preview.frame.print.click()
    at_rest(qtbot, app)
    assert "3" in told.args[0].message and preview.frame.options.range.text() == "4-6"
    assert printed(app) == set(), "nobody said yet what came out"
    virtual_printer.names[:] = ["Printer upstairs"]
    with qtbot.waitSignal(preview.refused):
        preview.frame.print.click()
    assert preview.frame.options.range.text() == "4-6"
    at_rest(qtbot, app)
    with qtbot.waitSignal(preview.printed) as sent:
        preview.frame.print.click()
    assert sent.args == [3]
    came_out().all.click()
    at_rest(qtbot, app)
    assert printed(app) == {school.pupils[one] for one in ("Jaydienne", "Emely", "Shurandy")}
    preview.reject()
    at_rest(qtbot, app)


def test_a_full_disk_in_the_middle_leaves_whole_files_and_the_rest_is_made_again(
    qtbot: QtBot,
    app: App,
    school: SimpleNamespace,
    planned: EveningPage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    wrote: list[str] = []

    def full(path: Path, data: bytes) -> None:
        if len(wrote) == 1 and path.suffix == ".pdf":
            error = OSError(errno.ENOSPC, "full")
            raise cannot_write(path, error) from error
        write_bytes(path, data)
        if path.suffix == ".pdf":
            wrote.append(path.name)

    monkeypatch.setattr("ui.parents.evening_print._documents", lambda: tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(export_jobs, "write_bytes", full)
        planned.side.files.click()
        run = planned.run
        assert run is not None
        qtbot.waitUntil(lambda: not run.is_busy)
        at_rest(qtbot, app)
    assert [path.name for path in run.run.folder.iterdir()] == wrote
    told = [note.accessibleName() for note in run.shown.failed.notes.values()]
    assert sum("the disk is full" in words for words in told) == 1
    for row in [one for one in run.results.values() if one.path is None and not one.has_no_scan]:
        run.shown.table.row_activated.emit(row)  # Enter on its line, or Again at its note
        for note in list(run.shown.failed.notes.values()):
            note.again.click()
        qtbot.waitUntil(lambda: not run.is_busy)
    at_rest(qtbot, app)
    written = [one for one in run.results.values() if one.outcome is Outcome.WRITTEN]
    assert len(written) == len(list(run.run.folder.iterdir())) == 3
    run.reject()


def test_one_goes_on_with_the_keys_where_a_talk_was_taken_off(
    qtbot: QtBot, app: App, planned: EveningPage
) -> None:
    planned.slots.choose_place(1)
    planned.slots.remove.click()
    at_rest(qtbot, app)
    row = planned.slots.view.current_row()
    assert row is not None and row.place == 1 and planned.slots.up.isEnabled()


def test_with_the_tab_key_the_buttons_of_a_new_evening_come_last(
    planned: EveningPage, qtbot: QtBot
) -> None:
    planned.new.click()
    (dialog,) = planned.findChildren(NewEveningDialog)
    met: list[QWidget] = [dialog.form.name]
    while (following := met[-1].nextInFocusChain()) not in (None, met[0]):
        assert following is not None
        met.append(following)
    last = dialog.order.group.buttons()[-1]
    assert met.index(last) < met.index(dialog.cancel) < met.index(dialog.keep)
    dialog.reject()


def came_out() -> CameOutDialog:
    windows = QApplication.topLevelWidgets()
    (asked,) = [one for one in windows if isinstance(one, CameOutDialog) and one.isVisible()]
    return asked


def printed(app: App) -> set[UUID]:
    with app.reading() as session:
        rows = session.execute(
            text("SELECT pupil_id FROM parent_talk WHERE printed_at IS NOT NULL")
        )
        return {UUID(str(pupil)) for (pupil,) in rows}


def test_the_list_and_a_file_each_are_made_in_the_order_of_the_evening(
    qtbot: QtBot,
    app: App,
    planned: EveningPage,
    previewed: Previewed,
    tmp_path: object,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    planned.side.list.click()
    document = previewed().document
    assert document is not None and len(document.pupils) == 4
    assert document.file_name == "evening-2026-12-01.pdf"
    previewed().reject()
    monkeypatch.setattr("ui.parents.evening_print._documents", lambda: tmp_path)
    planned.side.files.click()
    run = planned.run
    assert run is not None
    qtbot.waitUntil(lambda: not run.is_busy)
    assert len(list(run.run.folder.glob("*.pdf"))) == 3
    run.reject()


def test_times_stand_as_the_language_writes_them(page: EveningPage, planned: EveningPage) -> None:
    with speaking("nl"):
        index = planned.slots.view.table.index(0, 0)
        assert index.data() == "15.00" and "15.00 " in planned.crumb()
        form = TimesForm(EveningDraft("", date(2026, 12, 1), EveningTimes("19:00", 15)))
    assert form.begin.text() == "19.00" and form.draft().times.starts_at == "19:00"
    assert planned.slots.view.table.index(0, 0).data() == "15:00"
