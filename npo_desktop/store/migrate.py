"""Bring a store's schema up to date: a verified backup first, then all steps in one transaction."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from npo_desktop.progress import silent
from npo_desktop.safe_file import cannot_write
from npo_desktop.store import audit
from npo_desktop.store.backups.backup import (
    ENDING,
    backup_folder,
    copy_into,
    set_aside,
    verify_backup,
)
from npo_desktop.store.backups.backup_file import DamagedBackup, OtherKey
from npo_desktop.store.engine import APPLICATION_ID, SCHEMA, Store

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Engine

MIGRATIONS = Path(__file__).with_name("migrations")


def bring_up_to_date(store: Store, data_key: bytes) -> None:
    """Run the missing steps, if any. A store with data is backed up before, and the backup proved.

    One transaction: a step that fails leaves the store as it was. Raises StoreError when the
    store is damaged, UserError when there is no room for the backup.
    """
    raw: Any = store.engine.raw_connection().driver_connection
    found = raw.execute("PRAGMA user_version").fetchone()[0]
    if found == SCHEMA:
        return
    if found:
        _back_up(raw, store, data_key)
    upgrade(store.engine, configuration())
    if found:
        with store.writing() as session:
            audit.note(session, "migrated", SCHEMA)


def backup_before(store: Path) -> Path:
    """Where the backup is that was made before this program's schema; rotation leaves it alone."""
    return backup_folder(store) / f"{store.stem}-before-schema-{SCHEMA}{ENDING}"


def _back_up(raw: Any, store: Store, data_key: bytes) -> None:
    """Once: the first attempt's backup holds the data as they were, and stays."""
    target = backup_before(store.path)
    if target.exists():
        try:
            verify_backup(target, data_key)
        except (DamagedBackup, OtherKey):
            set_aside(target)
        else:
            return
    try:
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise cannot_write(target.parent, error) from error
    copy_into(raw, store.path, data_key, target, silent, pinned=f"schema-{SCHEMA}")


def upgrade_copy(store: Store) -> None:
    """Run the missing steps on a copy of which the original is kept: it needs no other."""
    raw: Any = store.engine.raw_connection().driver_connection
    if raw.execute("PRAGMA user_version").fetchone()[0] != SCHEMA:
        upgrade(store.engine, configuration())


def configuration() -> "Config":
    """Alembic's, without an ini file."""
    from alembic.config import Config  # imported only when there is a step to run

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    return config


def upgrade(engine: "Engine", config: "Config", target: str = "head") -> None:
    """Run the missing steps. Foreign keys rest meanwhile and are checked before the commit."""
    from alembic import command

    with engine.connect() as connection:
        raw: Any = connection.connection.dbapi_connection
        raw.execute("PRAGMA foreign_keys = OFF")  # has no effect inside a transaction
        try:
            with connection.begin():
                config.attributes["connection"] = connection
                command.upgrade(config, target)
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                if broken:
                    raise RuntimeError(f"{len(broken)} rows lost their parent")
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
                number = SCHEMA if target == "head" else int(target)
                connection.exec_driver_sql(f"PRAGMA user_version = {number}")
        finally:
            raw.execute("PRAGMA foreign_keys = ON")
