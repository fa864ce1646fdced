"""Bring a store's schema up to date: a verified copy first, then all steps in one transaction."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from npo_desktop.errors import StoreError
from npo_desktop.i18n import _
from npo_desktop.store.engine import APPLICATION_ID, SCHEMA, Store, cipher

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Engine

MIGRATIONS = Path(__file__).with_name("migrations")


def bring_up_to_date(store: Store, data_key: bytes) -> None:
    """Run the missing steps, if any. A store with data is copied and the copy checked before."""
    raw: Any = store.engine.raw_connection().driver_connection
    found = raw.execute("PRAGMA user_version").fetchone()[0]
    if found == SCHEMA:
        return
    if found:
        verified_copy(raw, data_key, store.path.with_name(f"{store.path.name}.before-{SCHEMA}"))
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
                connection.exec_driver_sql(f"PRAGMA user_version = {SCHEMA}")
        finally:
            raw.execute("PRAGMA foreign_keys = ON")


def verified_copy(raw: Any, data_key: bytes, target: Path) -> None:
    """A copy under the same key, reopened and checked; one that stands there already is kept.

    The first attempt's copy holds the data as it was: a second attempt must not replace it.
    """
    if target.exists():
        return
    beside = target.with_name(target.name + ".part")
    beside.unlink(missing_ok=True)
    copy = cipher.connect(str(beside))
    try:
        copy.execute(f"PRAGMA key = \"x'{data_key.hex()}'\"")
        raw.backup(copy)
        findings = copy.execute("PRAGMA integrity_check").fetchall()
        findings += copy.execute("PRAGMA cipher_integrity_check").fetchall()
    finally:
        copy.close()
    if findings != [("ok",)]:
        raise StoreError(
            _("The data file is damaged, so it was not brought up to date."),
            _("Put back your newest backup. Nothing was changed."),
        )
    beside.replace(target)
