"""Putting a backup back, by keys and clicks, with nothing open."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLabel
from pytestqt.qtbot import QtBot

from npo_desktop.queries.rounds import add_round, round_list
from npo_desktop.store.backups.backup import backup_folder, backup_name, list_backups, make_backup
from npo_desktop.store.backups.restore import rotation_pause
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.keys import Cost
from npo_desktop.store.lifecycle import NewSchool, create_store, open_store
from npo_desktop.store.tables import Pupil
from ui.safety.restore_wizard import RestoreWizard

PASSPHRASE = "a passphrase for tests"


@dataclass(frozen=True)
class Closed:
    """A school with two backups, and what it was at the older and the newer one; closed."""

    path: Path
    recovery_key: str
    backups: tuple[Path, Path]  # older, newer
    dumps: tuple[dict[str, list[dict[str, object]]], ...]


@pytest.fixture
def closed(tmp_path: Path) -> Closed:
    from datetime import date

    path = tmp_path / "data" / "school.npo"
    school = NewSchool("Basisschool Test", "bonaire", place="Kralendijk")
    store, recovery_key = create_store(path, PASSPHRASE, school, cost=Cost(64, 1, 1))
    folder = backup_folder(path)
    folder.mkdir()
    made, dumps = [], []
    for number in (1, 2, 3):
        with store.writing() as session:
            add_round(session, f"2026-{number}", date(2026, number, 1), date(2026, number, 9))
            session.add(Pupil(number=f"P{number}", call_name="Noa", last_name=f"Test{number}"))
        if number < 3:
            target = folder / backup_name(path).replace(".npobak", f"-{number}.npobak")
            made.append(make_backup(store, target).path)
            with store.reading() as session:
                dumps.append(canonical_dump(session, without=("audit_entry", "setting")))
    store.close()
    return Closed(path, recovery_key, (made[0], made[1]), tuple(dumps))


@pytest.fixture
def wizard(qtbot: QtBot, closed: Closed) -> Iterator[RestoreWizard]:
    made = RestoreWizard(closed.path)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    at_rest(qtbot, made)


def at_rest(qtbot: QtBot, wizard: RestoreWizard) -> None:
    qtbot.waitUntil(lambda: not wizard.is_busy)


def type_and_look(qtbot: QtBot, wizard: RestoreWizard, words: str = PASSPHRASE) -> None:
    wizard.choose.secret_field.edit.clear()
    qtbot.keyClicks(wizard.choose.secret_field.edit, words)
    qtbot.keyClick(wizard.choose.secret_field.edit, Qt.Key.Key_Return)
    at_rest(qtbot, wizard)


def dump_of(path: Path, passphrase: str = PASSPHRASE) -> dict[str, list[dict[str, object]]]:
    store = open_store(path, passphrase)
    with store.reading() as session:
        found = canonical_dump(session, without=("audit_entry", "setting"))
    store.close()
    return found


def words_of(dialog: QDialog) -> str:
    return " ".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


def test_the_newest_comes_back_with_three_keys_and_a_passphrase(
    qtbot: QtBot, wizard: RestoreWizard, closed: Closed
) -> None:
    chosen = wizard.choose.backup()
    assert chosen is not None and chosen.path == closed.backups[1]
    assert not wizard.next.isEnabled()  # no passphrase yet
    type_and_look(qtbot, wizard)
    assert wizard.step == 1
    words = words_of(wizard)
    assert "Basisschool Test" in words and "Difference" in words and "−1" in words
    assert dump_of(closed.path)["round"] != closed.dumps[1]["round"]  # a dry run, nothing else
    qtbot.keyClick(wizard.next, Qt.Key.Key_Return)
    at_rest(qtbot, wizard)
    assert wizard.step == 2
    assert dump_of(closed.path) == closed.dumps[1]
    kept = closed.path.parent.glob("school.npo.replaced-*")
    assert any(f"{one}." in words_of(wizard) for one in kept)
    qtbot.keyClick(wizard.next, Qt.Key.Key_Return)
    assert wizard.result() == QDialog.DialogCode.Accepted
    assert rotation_pause(closed.path).exists()  # until somebody says that it is right


def test_an_older_one_can_be_chosen(qtbot: QtBot, wizard: RestoreWizard, closed: Closed) -> None:
    assert wizard.choose.view.select_key(closed.backups[0])
    type_and_look(qtbot, wizard)
    wizard.next.click()
    at_rest(qtbot, wizard)
    assert dump_of(closed.path) == closed.dumps[0]


def test_a_wrong_passphrase_changes_nothing_and_can_be_typed_again(
    qtbot: QtBot, wizard: RestoreWizard, closed: Closed
) -> None:
    before = closed.path.read_bytes()
    type_and_look(qtbot, wizard, "not the right words")
    assert wizard.step == 0 and wizard.wrong.isVisible()
    assert closed.path.read_bytes() == before
    chosen = wizard.choose.backup()
    assert chosen is not None and chosen.path == closed.backups[1]  # nothing wrong with that one
    wizard.choose.other_way.click()  # what was said was about the passphrase
    assert not wizard.wrong.isVisible()
    wizard.choose.other_way.click()
    type_and_look(qtbot, wizard)
    assert wizard.step == 1 and not wizard.wrong.isVisible()


def test_the_recovery_key_opens_it_as_well(
    qtbot: QtBot, wizard: RestoreWizard, closed: Closed
) -> None:
    wizard.choose.other_way.click()
    type_and_look(qtbot, wizard, closed.recovery_key)
    assert wizard.step == 1
    assert closed.recovery_key not in repr(wizard.choose.secret())


def test_a_damaged_backup_is_passed_over_with_the_next_one_chosen(
    qtbot: QtBot, wizard: RestoreWizard, closed: Closed
) -> None:
    content = bytearray(closed.backups[1].read_bytes())
    content[-3000] ^= 1
    closed.backups[1].write_bytes(content)
    type_and_look(qtbot, wizard)
    assert wizard.step == 0 and wizard.wrong.isVisible()
    assert "is chosen now" in wizard.wrong.accessibleName()
    chosen = wizard.choose.backup()
    assert chosen is not None and chosen.path == closed.backups[0]
    wizard.next.click()
    at_rest(qtbot, wizard)
    wizard.next.click()
    at_rest(qtbot, wizard)
    assert dump_of(closed.path) == closed.dumps[0]
    assert closed.backups[1].exists()  # never deleted


def test_with_every_backup_damaged_it_stays_and_says_so(
    qtbot: QtBot, wizard: RestoreWizard, closed: Closed
) -> None:
    for backup in closed.backups:
        content = bytearray(backup.read_bytes())
        content[-3000] ^= 1
        backup.write_bytes(content)
    type_and_look(qtbot, wizard)
    wizard.next.click()
    at_rest(qtbot, wizard)
    assert wizard.step == 0 and "damaged" in wizard.wrong.accessibleName()


def test_a_damaged_store_is_kept_and_replaced(
    qtbot: QtBot, wizard: RestoreWizard, closed: Closed
) -> None:
    spoiled = bytearray(closed.path.read_bytes())
    spoiled[0:4096] = bytes(4096)
    closed.path.write_bytes(spoiled)
    type_and_look(qtbot, wizard)
    assert "not readable" in words_of(wizard)
    wizard.next.click()
    at_rest(qtbot, wizard)
    assert dump_of(closed.path) == closed.dumps[1]
    kept = [one for one in closed.path.parent.iterdir() if ".damaged-" in one.name]
    assert any(one.read_bytes() == bytes(spoiled) for one in kept)


def test_a_file_from_a_stick_on_an_empty_computer(
    qtbot: QtBot, closed: Closed, tmp_path: Path
) -> None:
    stick = tmp_path / "stick.npobak"
    shutil.copy(closed.backups[0], stick)
    elsewhere = tmp_path / "other" / "school.npo"
    wizard = RestoreWizard(elsewhere)
    qtbot.addWidget(wizard)
    wizard.show()
    assert wizard.choose.nothing.isVisible() and not wizard.next.isEnabled()
    qtbot.waitUntil(wizard.choose.first_file.hasFocus)
    assert wizard.choose.first_file.isDefault()  # so that Enter opens the choice
    assert not wizard.choose.secret_field.isVisible() and "chosen" not in words_of(wizard)
    wizard.choose.open_file(stick)
    assert wizard.choose.secret_field.isVisible() and not wizard.choose.nothing.isVisible()
    assert "chosen" not in words_of(wizard)  # nobody checked this one yet
    type_and_look(qtbot, wizard)
    wizard.next.click()
    at_rest(qtbot, wizard)
    assert dump_of(elsewhere) == closed.dumps[0]


def test_while_the_store_is_open_it_refuses(
    qtbot: QtBot, wizard: RestoreWizard, closed: Closed
) -> None:
    store = open_store(closed.path, PASSPHRASE)
    type_and_look(qtbot, wizard)
    if wizard.step == 1:
        wizard.next.click()
        at_rest(qtbot, wizard)
    assert wizard.step < 2 and wizard.wrong.isVisible()
    assert len(list_backups(backup_folder(closed.path))) == 2
    with store.reading() as session:
        assert len(round_list(session)) == 3
    store.close()


def test_esc_leaves_without_a_trace_and_forgets_what_was_typed(
    qtbot: QtBot, wizard: RestoreWizard, closed: Closed
) -> None:
    type_and_look(qtbot, wizard)
    wizard.back.click()
    assert wizard.step == 0
    qtbot.keyClick(wizard, Qt.Key.Key_Escape)
    assert not wizard.isVisible() and wizard.result() == QDialog.DialogCode.Rejected
    assert not wizard.choose.secret_field.edit.text()
    assert dump_of(closed.path)["round"] != closed.dumps[1]["round"]


def test_esc_on_what_will_change_goes_one_step_back_with_everything_typed(
    qtbot: QtBot, wizard: RestoreWizard, closed: Closed
) -> None:
    assert wizard.choose.view.select_key(closed.backups[0])
    type_and_look(qtbot, wizard)
    assert wizard.step == 1
    qtbot.keyClick(wizard.next, Qt.Key.Key_Escape)
    assert wizard.isVisible() and wizard.step == 0
    assert wizard.choose.secret_field.edit.text() == PASSPHRASE
    chosen = wizard.choose.backup()
    assert chosen is not None and chosen.path == closed.backups[0]
    wizard.next.click()
    at_rest(qtbot, wizard)
    wizard.next.click()
    at_rest(qtbot, wizard)
    assert wizard.step == 2
    qtbot.keyClick(wizard.next, Qt.Key.Key_Escape)  # it is back: that is no "no"
    assert wizard.result() == QDialog.DialogCode.Accepted


def test_only_the_newest_checked_one_is_called_so(
    qtbot: QtBot, wizard: RestoreWizard, closed: Closed
) -> None:
    assert all(one.verified for one in wizard.choose.table.rows)
    assert "the newest checked one is chosen" in words_of(wizard)
    wizard.choose.view.select_key(closed.backups[0])
    assert "the newest checked one is chosen" not in words_of(wizard)


def test_why_it_is_needed_is_said_first(qtbot: QtBot, closed: Closed) -> None:
    wizard = RestoreWizard(closed.path, why="The data file is damaged.")
    qtbot.addWidget(wizard)
    wizard.show()
    assert "The data file is damaged." in words_of(wizard)
