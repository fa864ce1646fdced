"""Backups, bin, retention, the log and the page for incidents, used as a coordinator would."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from npo_desktop.clock import today
from npo_desktop.queries.privacy.bin import bin_list
from npo_desktop.queries.privacy.corrections import add_correction
from npo_desktop.queries.privacy.erased_backups import holding_erased
from npo_desktop.queries.privacy.retention import purge_list, rules
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.store import audit
from npo_desktop.store.backups.backup import backup_folder, list_backups
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import Opener, Store
from npo_desktop.store.tables import Pupil
from ui.app import App, Said
from ui.backups import backups_of
from ui.dialogs.confirm import ConfirmDialog
from ui.pages.safety_page import SafetyPage, may_go_now
from ui.safety.audit_panel import AuditPanel, short_code
from ui.safety.backup_panel import BackupPanel
from ui.safety.bin_panel import BinPanel
from ui.safety.bin_question import ask_bin, bin_sentence
from ui.safety.incident_panel import IncidentPanel
from ui.safety.retention_panel import RetentionPanel
from ui.widgets.message_bar import MessageBar

YEAR = "2026-2027"
LOG = ("audit_entry", "setting")  # an act and its undoing are both written down


@pytest.fixture
def page(qtbot: QtBot, app: App) -> SafetyPage:
    made = SafetyPage(app)
    qtbot.addWidget(made)
    made.resize(1174, 600)
    made.show()
    at_rest(qtbot, app)  # the tests use the store themselves: one at a time
    return made


@pytest.fixture
def said(app: App) -> list[Said]:
    """What the message bar would tell."""
    heard: list[Said] = []
    app.said.connect(heard.append)
    return heard


def at_rest(qtbot: QtBot, app: App) -> None:
    qtbot.waitUntil(lambda: not app.jobs.busy)


def question(page: SafetyPage) -> ConfirmDialog:
    """The one that is asked now."""
    return next(one for one in page.findChildren(ConfirmDialog) if one.isVisible())


def panel(page: SafetyPage, key: str) -> object:
    page.show_args(key)
    return page.panel


# --- backups ---


def test_a_backup_is_made_listed_and_told(qtbot: QtBot, page: SafetyPage, app: App) -> None:
    shown = page.panel
    assert isinstance(shown, BackupPanel)
    at_rest(qtbot, app)
    assert not shown.table.rows
    shown.make.click()
    at_rest(qtbot, app)

    found = list_backups(backup_folder(app.store.path))
    assert len(found) == 1 and found[0].verified
    assert [row.path for row in shown.table.rows] == [found[0].path]
    state = backups_of(app).state
    assert state is not None and state.last == found[0].made_at


def test_a_second_place_gets_its_copy_at_once(
    qtbot: QtBot, page: SafetyPage, app: App, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    backups_of(app).choose_place(stick)
    at_rest(qtbot, app)

    assert [one.verified for one in list_backups(stick)] == [True]
    shown = page.panel
    assert isinstance(shown, BackupPanel)
    assert shown.forget.isVisible()
    shown.forget.click()
    at_rest(qtbot, app)
    state = backups_of(app).state
    assert state is not None and state.second_place is None
    assert len(list_backups(stick)) == 1  # nothing is taken away from the stick


def test_the_data_folder_itself_is_refused_as_second_place(
    qtbot: QtBot, app: App, page: SafetyPage
) -> None:
    with qtbot.waitSignal(app.jobs.failed):
        backups_of(app).choose_place(backup_folder(app.store.path))
    at_rest(qtbot, app)


def test_checking_tells_that_the_data_are_whole(qtbot: QtBot, page: SafetyPage, app: App) -> None:
    shown = page.panel
    assert isinstance(shown, BackupPanel)
    at_rest(qtbot, app)
    shown.check.click()
    at_rest(qtbot, app)
    assert shown.findings.isVisible()
    assert shown.findings.accessibleName() == "The data are whole."


def test_checking_tells_what_is_wrong(
    qtbot: QtBot, page: SafetyPage, app: App, store: Store, school: SimpleNamespace
) -> None:
    with store.writing() as session:  # a rule of the data that no constraint can hold
        pupil = session.get_one(Pupil, school.pupils["Emely"])
        pupil.entered_on, pupil.left_on = date(2024, 8, 1), date(2023, 8, 1)
    shown = page.panel
    assert isinstance(shown, BackupPanel)
    at_rest(qtbot, app)
    shown.check.click()
    at_rest(qtbot, app)
    assert shown.findings.accessibleName().startswith("1 thing is not right.")


def test_putting_back_asks_for_the_lock(qtbot: QtBot, page: SafetyPage, app: App) -> None:
    shown = page.panel
    assert isinstance(shown, BackupPanel)
    shown.restore.click()
    with qtbot.waitSignal(app.restore_wanted):
        question(page).yes.click()


# --- roles ---


@pytest.mark.parametrize(
    ("role", "parts", "may_restore"),
    [
        ("coordinator", ["backups", "bin", "retention", "audit", "incident"], True),
        ("head", ["backups", "audit", "incident"], False),
        ("teacher", ["backups", "incident"], False),
    ],
)
def test_each_role_has_its_own_parts(
    qtbot: QtBot, app: App, role: str, parts: list[str], may_restore: bool
) -> None:
    app.store.opener = Opener(role=role)
    page = SafetyPage(app)
    qtbot.addWidget(page)
    page.show()
    assert page.tabs.keys == parts
    shown = page.panel
    assert isinstance(shown, BackupPanel)
    assert shown.restore.isVisible() is may_restore
    assert shown.choose.isVisible() is may_restore
    page.show_args("bin")  # not there for everybody: the page stays where it was
    assert page.tabs.value() == ("bin" if "bin" in parts else "backups")


# --- the bin ---


def test_what_goes_is_said_first_and_cancel_leaves_everything(
    app: App, page: SafetyPage, store: Store, school: SimpleNamespace, answer: Callable[..., UUID]
) -> None:
    answer(school.pupils["Emely"], school.round, {"T-EF-INH-1": 3, "T-EF-INH-2": 1})
    with store.reading() as session:
        before = canonical_dump(session)
    dialog = ask_bin(app, "pupil", school.pupils["Emely"], "Emely Pourier", page)
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "1 list" in words and "2 answers" in words and "30 days" in words
    dialog.no.click()
    with store.reading() as session:
        assert canonical_dump(session) == before


@pytest.mark.parametrize("kind", ["pupil", "scan", "round"])
def test_undo_brings_everything_back(
    app: App,
    page: SafetyPage,
    store: Store,
    school: SimpleNamespace,
    answer: Callable[..., UUID],
    said: list[Said],
    kind: str,
) -> None:
    scan = answer(school.pupils["Emely"], school.round, {"T-EF-INH-1": 3})
    wanted = {"pupil": school.pupils["Emely"], "scan": scan, "round": school.round}[kind]
    with store.reading() as session:
        before = canonical_dump(session, without=LOG)
    ask_bin(app, kind, wanted, "this one", page).yes.click()
    with store.reading() as session:
        assert canonical_dump(session, without=LOG) != before
        assert [row.kind for row in bin_list(session)] == [kind]
    undo = said[-1].undo
    assert undo is not None
    undo()
    with store.reading() as session:
        assert canonical_dump(session, without=LOG) == before
        assert not bin_list(session)
    assert said[-1].undo is None


def test_the_round_in_view_is_left_when_it_goes_to_the_bin(
    app: App, page: SafetyPage, school: SimpleNamespace
) -> None:
    app.choose_round(school.round)
    ask_bin(app, "round", school.round, "2026-2", page).yes.click()
    assert app.round_id is None


def test_the_bin_puts_back_or_removes_for_good(
    app: App, page: SafetyPage, store: Store, school: SimpleNamespace
) -> None:
    for name in ("Emely", "Luis"):
        ask_bin(app, "pupil", school.pupils[name], name, page).yes.click()
    shown = panel(page, "bin")
    assert isinstance(shown, BinPanel)
    assert sorted(row.title for row in shown.table.rows) == ["Emely Pourier", "Luis Hernández"]
    shown.view.select_key(next(row.id for row in shown.table.rows if row.title[0] == "E"))
    shown.put_back.click()
    assert [row.title for row in shown.table.rows] == ["Luis Hernández"]
    shown.remove.click()
    question(page).no.click()
    assert len(shown.table.rows) == 1
    shown.remove.click()
    question(page).yes.click()
    assert not shown.table.rows and shown.nothing.isVisible()
    with store.reading() as session:
        names = {pupil.call_name for pupil in pupil_list(session, YEAR)}
    assert "Emely" in names and "Luis" not in names


def test_a_sentence_without_anything_else_to_count() -> None:
    assert bin_sentence({}) == "It stays in the bin for 30 days; until then you can put it back."


# --- retention ---


@pytest.fixture
def leavers(store: Store, school: SimpleNamespace) -> list[UUID]:
    """Two who left long ago."""
    ids = [school.pupils["Noa"], school.pupils["Luis"]]
    with store.writing() as session:
        for pupil_id in ids:
            session.get_one(Pupil, pupil_id).left_on = date(2019, 7, 1)
    return ids


def test_only_who_is_ticked_is_deleted_and_only_after_yes(
    qtbot: QtBot, app: App, page: SafetyPage, store: Store, leavers: list[UUID]
) -> None:
    shown = panel(page, "retention")
    assert isinstance(shown, RetentionPanel)
    assert list(shown.boxes) == leavers and shown.approve.text() == "Delete data of 2 pupils..."
    shown.boxes[leavers[0]].setChecked(False)
    shown.approve.click()
    question(page).no.click()
    with store.reading() as session:
        assert len(purge_list(session, today())) == 2
    shown.approve.click()
    question(page).yes.click()
    at_rest(qtbot, app)
    with store.reading() as session:
        assert session.get(Pupil, leavers[0]) is not None
        assert session.get(Pupil, leavers[1]) is None
    assert list(shown.boxes) == leavers[:1]


def test_the_backups_can_be_made_anew_without_them(
    qtbot: QtBot, app: App, page: SafetyPage, store: Store, leavers: list[UUID]
) -> None:
    assert may_go_now(app) == 2
    backups_of(app).make()
    at_rest(qtbot, app)
    shown = panel(page, "retention")
    assert isinstance(shown, RetentionPanel)
    shown.boxes[leavers[0]].setChecked(False)
    shown.approve.click()
    question(page).yes.click()
    at_rest(qtbot, app)
    backups = panel(page, "backups")
    assert isinstance(backups, BackupPanel)
    at_rest(qtbot, app)
    assert backups.erased.isVisible() and backups.erased.rewrite.isVisible()
    backups.erased.rewrite.click()
    at_rest(qtbot, app)
    assert not backups.erased.isVisible() and holding_erased(store) == 0

    shown = panel(page, "retention")
    assert isinstance(shown, RetentionPanel)
    shown.also.setChecked(True)
    shown.approve.click()
    question(page).yes.click()
    at_rest(qtbot, app)
    assert holding_erased(store) == 0 and may_go_now(app) == 0


def test_nobody_ticked_nothing_to_press(app: App, page: SafetyPage, leavers: list[UUID]) -> None:
    shown = panel(page, "retention")
    assert isinstance(shown, RetentionPanel)
    shown.none.click()
    assert not shown.approve.isEnabled() and not shown.chosen()


def test_the_periods_can_be_changed_and_the_list_follows(
    page: SafetyPage, store: Store, leavers: list[UUID]
) -> None:
    shown = panel(page, "retention")
    assert isinstance(shown, RetentionPanel)
    assert not shown.rules.keep.isEnabled()
    for clock, years in (("guidance", 20), ("enrolment", 20)):
        shown.rules.years[clock].setValue(years)
    shown.rules.keep.click()
    with store.reading() as session:
        assert rules(session).enrolment == 20
    assert not shown.boxes and shown.nothing.isVisible()


# --- the log ---


def test_the_log_is_read_in_words_and_told_whole(
    page: SafetyPage, store: Store, school: SimpleNamespace
) -> None:
    with store.writing() as session:
        add_correction(session, school.pupils["Emely"], "a date", "It was the 3rd.")
    shown = panel(page, "audit")
    assert isinstance(shown, AuditPanel)
    row = shown.table.rows[0]
    assert row.words == "Wrote down a correction: Emely Pourier" and row.who
    with store.reading() as session:
        report = audit.chain_report(session)
    assert short_code(report.head) in shown.chain.accessibleName()
    assert shown.chain.accessibleName().startswith(f"The log is whole: {report.length}")


def test_a_log_that_was_tampered_with_is_told(page: SafetyPage, store: Store) -> None:
    with store.writing() as session:
        for _time in range(3):
            audit.note(session, "export", 1)
    with store.writing() as session:  # what a forger would have to take away first
        raw = session.connection()
        for (trigger,) in raw.exec_driver_sql(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit_entry'"
        ).all():
            raw.exec_driver_sql(f"DROP TRIGGER {trigger}")
        raw.exec_driver_sql("UPDATE audit_entry SET object_id = '9' WHERE seq = 2")
    shown = panel(page, "audit")
    assert isinstance(shown, AuditPanel)
    assert "at entry 2" in shown.chain.accessibleName()
    assert shown.chain.property("tone") == "err"


def test_a_code_to_copy_by_hand() -> None:
    assert short_code("0123456789abcdef0123") == "0123-4567-89AB"


def test_older_entries_come_on_request(page: SafetyPage, store: Store) -> None:
    with store.writing() as session:
        for _time in range(250):
            audit.note(session, "export", 1)
    shown = panel(page, "audit")
    assert isinstance(shown, AuditPanel)
    assert len(shown.table.rows) == 200 and shown.older.isVisible()
    shown.older.click()
    with store.reading() as session:
        length = audit.chain_report(session).length
    assert [row.seq for row in shown.table.rows] == list(range(length, 0, -1))
    assert not shown.older.isVisible()


# --- incidents, tabs, the message bar ---


def test_the_incident_page_leads_to_where_it_is_done(
    qtbot: QtBot, page: SafetyPage, app: App
) -> None:
    opened: list[tuple[str, object]] = []
    app.opened.connect(lambda name, args: opened.append((name, args)))
    shown = panel(page, "incident")
    assert isinstance(shown, IncidentPanel)
    for link in shown.links:
        link.click()
    assert [name for name, _args in opened] == ["people", "safety", "people", "safety"]
    words = " ".join(label.text() for label in shown.findChildren(QLabel))
    assert "CBP BES" in words


def test_arrow_keys_move_along_the_tabs(qtbot: QtBot, page: SafetyPage) -> None:
    page.tabs.button("backups").setFocus()
    qtbot.keyClick(page.tabs, Qt.Key.Key_Right)
    assert page.tabs.value() == "bin" and isinstance(page.panel, BinPanel)
    qtbot.keyClick(page.tabs, Qt.Key.Key_Left)
    assert page.tabs.value() == "backups"


def test_the_button_of_the_message_bar_acts_once_and_closes_it(qtbot: QtBot) -> None:
    bar, done = MessageBar(), []
    qtbot.addWidget(bar)
    bar.show_message("ok", "Gone.")
    assert bar.action.isHidden()
    bar.offer("Undo", lambda: done.append(1))
    assert not bar.action.isHidden()
    bar.action.click()
    bar.action.click()
    assert done == [1] and not bar.shown_text
    bar.offer("Undo", lambda: done.append(2))
    bar.show_error("Something else")  # an undo of before must not stay under other words
    assert bar.action.isHidden()


def test_no_dialog_is_left_open(page: SafetyPage) -> None:
    assert not [one for one in page.findChildren(QDialog) if one.isVisible()]
