"""Only the one who opened the store is let back in: no colleague, no other school's slots."""

from pathlib import Path
from shutil import copyfile

import pytest

from npo_desktop.store import keys
from npo_desktop.store.colleagues import add_colleague
from npo_desktop.store.engine import Store
from npo_desktop.store.keys import Cost, WrongSecret
from npo_desktop.store.lifecycle import (
    NewSchool,
    create_store,
    open_store,
    open_with_recovery,
)
from npo_desktop.store.own_passphrase import check_opener, opened_with_recovery

PASSPHRASE = "a passphrase for tests"  # of the fixture ``store``
OTHER = "cactus wolk lantaarn zeven"
CHEAP = Cost(memory=64, passes=1, lanes=1)


def test_the_openers_own_passphrase_and_nobody_elses(store: Store) -> None:
    add_colleague(store, "Juf Maduro", "teacher", OTHER, cost=CHEAP)
    check_opener(store, PASSPHRASE)
    for wrong in (OTHER, "", PASSPHRASE.upper(), PASSPHRASE[:-1]):
        with pytest.raises(WrongSecret):
            check_opener(store, wrong)


def test_a_colleague_who_opened_is_let_back_in_and_the_coordinator_is_not(tmp_path: Path) -> None:
    school = NewSchool("Basisschool Test", "bonaire")
    made, _key = create_store(tmp_path / "s.npo", PASSPHRASE, school, cost=CHEAP)
    add_colleague(made, "Juf Maduro", "teacher", OTHER, cost=CHEAP)
    made.close()
    again = open_store(made.path, OTHER)
    check_opener(again, OTHER)
    with pytest.raises(WrongSecret):
        check_opener(again, PASSPHRASE)
    again.close()


def test_who_opened_with_the_sheet_shows_the_sheet(tmp_path: Path) -> None:
    school = NewSchool("Basisschool Test", "bonaire")
    made, recovery_key = create_store(tmp_path / "s.npo", PASSPHRASE, school, cost=CHEAP)
    made.close()
    again = open_with_recovery(made.path, recovery_key)
    assert opened_with_recovery(again)
    check_opener(again, recovery_key)
    again.close()


def test_slots_of_another_store_put_in_their_place_open_nothing(
    tmp_path: Path, store: Store
) -> None:
    school = NewSchool("Andere School", "bonaire")
    strange, _key = create_store(tmp_path / "strange.npo", OTHER, school, cost=CHEAP)
    strange.close()
    for ours, theirs in zip(keys.key_files(store.path), keys.key_files(strange.path), strict=True):
        copyfile(theirs, ours)
    with pytest.raises(WrongSecret):
        check_opener(store, OTHER)
