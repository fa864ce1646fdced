"""What came with schemas 4 and 5: in both kinds of backup, salvaged, and grown into by older ones.

Every table is filled; one file of a card is as large as a file may be.
"""

import shutil
import sys
from collections.abc import Iterator
from contextlib import closing
from importlib import util
from pathlib import Path
from time import process_time
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest

from npo_desktop.content.load import load_content
from npo_desktop.queries.menukaart.attachments import MOST_BYTES
from npo_desktop.store.backups import restore
from npo_desktop.store.backups.backup import make_backup
from npo_desktop.store.backups.json_lines import read_json_lines, write_json_lines
from npo_desktop.store.backups.salvage import salvage
from npo_desktop.store.dump import canonical_dump
from npo_desktop.store.engine import SCHEMA, Opener, Store, connect
from npo_desktop.store.keys import Cost, read_keys, unlock
from npo_desktop.store.lifecycle import NewSchool, create_store, open_store
from npo_desktop.store.support_tables import Attachment
from npo_desktop.store.talk_tables import ParentTalk

PASSPHRASE = "a passphrase for tests"
TESTS = Path(__file__).parents[2]
SINCE_4 = (
    "attachment",
    "support_group",
    "plan_version",
    "plan_review",
    "meeting_point",
    "pair_rule",
)
SINCE_5 = ("parent_evening", "parent_talk", "talk_agreement")
NEW = (*SINCE_4, *SINCE_5)
MOST_SECONDS = 20.0


def load(name: str) -> ModuleType:
    spec = util.spec_from_file_location(name, TESTS / "safety" / "at_rest" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def dump(store: Store) -> dict[str, Any]:
    with store.reading() as session:
        return canonical_dump(session)


def dump_of(path: Path, data_key: bytes) -> dict[str, Any]:
    """Without signing in, which would be written down."""
    with closing(Store(path, connect(path, data_key), data_key, Opener())) as store:
        return dump(store)


@pytest.fixture(scope="module")
def full(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Store, dict[str, Any]]]:
    """A store with rows in every table, and what it holds."""
    folder = tmp_path_factory.mktemp("full")
    new = NewSchool("Basisschool Test", "bonaire")
    store, _key = create_store(folder / "school.npo", PASSPHRASE, new, cost=Cost(64, 1, 1))
    with store.writing() as session:
        load("seeding").fill(session, load_content())
        largest = bytes(range(256)) * (MOST_BYTES // 256)
        session.add(Attachment(intervention="x", file_name="large.pdf", content=largest))
    held = dump(store)
    assert all(held[name] for name in NEW)
    yield store, held
    store.close()


def test_lines_give_back_every_new_row_and_the_largest_file(
    full: tuple[Store, dict[str, Any]], tmp_path: Path
) -> None:
    store, held = full
    began = process_time()
    write_json_lines(store, tmp_path / "a.npolines")
    read_json_lines(tmp_path / "a.npolines", store.data_key, tmp_path / "again" / "school.npo")
    took = process_time() - began
    sys.stdout.write(f"a file of {MOST_BYTES >> 20} MB to lines and back: {took:.1f} s\n")
    assert dump_of(tmp_path / "again" / "school.npo", store.data_key) == held
    assert took < MOST_SECONDS


def test_all_of_it_can_be_salvaged(full: tuple[Store, dict[str, Any]], tmp_path: Path) -> None:
    store, held = full
    salvage(store.path, store.data_key, tmp_path / "saved.npo")
    saved = dump_of(tmp_path / "saved.npo", store.data_key)
    assert {name: saved[name] for name in NEW} == {name: held[name] for name in NEW}


@pytest.mark.parametrize("release", [f"schema-{number:04}" for number in range(1, SCHEMA)])
def test_a_backup_from_before_is_put_back_and_takes_the_new_tables(
    release: str, tmp_path: Path
) -> None:
    for file in (TESTS / "stores" / release).glob("school.npo*"):
        shutil.copy(file, tmp_path)
    path = tmp_path / "school.npo"
    data_key = unlock(read_keys(path)[0], PASSPHRASE)
    with closing(Store(path, connect(path, data_key), data_key, Opener())) as old:
        with old.reading() as session:
            (schema,) = session.connection().exec_driver_sql("PRAGMA user_version").one()
        assert schema == int(release[-4:])
        made = make_backup(old, tmp_path / "old.npobak")  # as that release had it
    with closing(open_store(path, PASSPHRASE)) as store:
        grown = dump(store)
    restore.restore(path, made.path, passphrase=PASSPHRASE)
    with closing(open_store(path, PASSPHRASE)) as store:
        back = dump(store)
        with store.writing() as session:
            kept = ("pupil", "plan", "goal", "answer", "scan", *SINCE_4)
            found = {name: back[name] for name in kept}
            assert found == {name: grown[name] for name in found}
            assert all(bool(back[name]) == (schema >= 4) for name in SINCE_4)
            assert all(back[name] == [] for name in SINCE_5)
            session.add(ParentTalk(pupil_id=_id(back["pupil"]), round_id=_id(back["round"])))
        assert len(dump(store)["parent_talk"]) == 1


def _id(rows: list[dict[str, Any]]) -> UUID:
    return UUID(rows[0]["id"])
