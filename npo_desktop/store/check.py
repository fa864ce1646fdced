"""Is the store whole: the file, the chain of acts, the keys, and what the rows say together.

Source: SAFETY.md, sections 2 (check database with domain rules), 3 and 4.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlmodel import Session

from npo_desktop.clock import now
from npo_desktop.errors import StoreError, UserError
from npo_desktop.i18n import _, ngettext
from npo_desktop.progress import Progress, silent
from npo_desktop.store import audit, integrity, keys
from npo_desktop.store.backups.backup import backup_folder, list_backups
from npo_desktop.store.backups.backup_file import Manifest, prove_header, read_header
from npo_desktop.store.backups.places import database_of
from npo_desktop.store.condition import has_changes, has_old_journal
from npo_desktop.store.engine import SCHEMA, Store, translated
from npo_desktop.store.opening_checks import changes_aside
from npo_desktop.store.swap import finish_swap

# Code, and the rows that break the rule; the database's own constraints cannot say these.
RULES: tuple[tuple[str, str], ...] = (
    (
        "scan-without-questionnaire",
        "SELECT count(*) FROM scan WHERE id IN (SELECT scan_id FROM answer) AND NOT EXISTS "
        "(SELECT 1 FROM used_questionnaire u WHERE u.code = scan.questionnaire "
        "AND u.edition = scan.edition)",
    ),
    (
        "enrolment-in-other-year",
        "SELECT count(*) FROM enrolment JOIN school_group ON school_group.id = enrolment.group_id "
        "WHERE school_group.school_year <> enrolment.school_year",
    ),
    ("left-before-entered", "SELECT count(*) FROM pupil WHERE left_on < entered_on"),
    (
        "key-of-nobody",
        "SELECT count(*) FROM source_key WHERE target_id NOT IN (SELECT id FROM pupil) "
        "AND target_id NOT IN (SELECT id FROM school_group) "
        "AND target_id NOT IN (SELECT id FROM staff)",
    ),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be; ``is_damage``: the store must not be worked in."""

    code: str
    text: str
    is_damage: bool = False


def check_store(store: Store, progress: Progress = silent) -> tuple[Finding, ...]:
    """Look at everything; empty when all is well. Raises nothing for a damaged file: it is found.

    Damage first. The rows are asked only when the file is whole.
    """
    label = _("Checking the data file")
    progress(0, 3, label)
    raw: Any = store.engine.raw_connection().driver_connection
    found = [Finding(code, _damage_text(code), is_damage=True) for code in integrity.damage(raw)]
    progress(1, 3, label)
    if not found:
        with suppress(StoreError), store.reading() as session:
            found += _schema(session)
            found += _chain(store, session)
            progress(2, 3, label)
            found += _rules(session)
            found += _questionnaires(session)
    found += _beside(store)
    progress(3, 3, label)
    return tuple(found)


def check_closed(
    path: Path, passphrase: str, *, slot_id: UUID | None = None
) -> tuple[Finding, ...]:
    """What is broken in a closed file, asked before anything is noted in it.

    Empty also where opening it says more: with journals beside it, or without keys. Raises
    UserError for a wrong passphrase, StoreError when it is in use or cannot be read at all.
    """
    finish_swap(path)
    if not path.is_file() or has_changes(path) or has_old_journal(path):
        return ()
    try:
        data_key = keys.unlocked(keys.read_keys(path), passphrase, slot_id).data_key
    except keys.DamagedKeys:
        return ()
    with translated(path), integrity.looking_at(path, data_key) as connection:
        codes = integrity.damage(connection)
    return tuple(Finding(code, _damage_text(code), is_damage=True) for code in codes)


def damaged_file(text: str) -> Finding:
    """The finding for a store that could not even be opened."""
    return Finding("unreadable", text, is_damage=True)


def _damage_text(code: str) -> str:
    return {
        "structure": _("The data file is damaged: its structure is broken."),
        "pages": _("The data file is damaged: some pages were changed from outside."),
        "links": _("The data file is damaged: some rows have lost what they belong to."),
        "unreadable": _("The data file is damaged: a part of it cannot be read."),
    }[code]


def _schema(session: Session) -> Iterator[Finding]:
    execute = session.connection().exec_driver_sql
    number = execute("PRAGMA user_version").scalar_one()
    step = execute("SELECT version_num FROM alembic_version").scalar_one_or_none()
    if number != SCHEMA or step is None or int(step) != SCHEMA:
        text = _("The version of the data file is not clear.")
        yield Finding("schema", text, is_damage=True)
    if execute("SELECT count(*) FROM school").scalar_one() != 1:
        yield Finding("school", _("The data file holds no school."), is_damage=True)


def _chain(store: Store, session: Session) -> Iterator[Finding]:
    """The acts as they were written, and as long as the newest backup says they were."""
    known = _newest_manifest(store)
    length, head = (known.audit_length, known.audit_head) if known else (0, "")
    put_back = audit.last_restore(session)
    if known is not None and put_back is not None and known.made_at <= put_back:
        length, head = 0, ""
    report = audit.chain_report(session, known_length=length, known_head=head)
    if not report.ok:
        text = _("The log of what was done was changed from outside, from entry {n} on.")
        yield Finding("audit", text.format(n=report.first_bad_seq), is_damage=True)


def _newest_manifest(store: Store) -> Manifest | None:
    database = database_of(store.path)
    for facts in list_backups(backup_folder(store.path)):
        if facts.database == database and facts.made_at <= now():
            with suppress(UserError):
                header = read_header(facts.path)
                prove_header(facts.path, header, store.data_key)
                return header.manifest
    return None


def _rules(session: Session) -> Iterator[Finding]:
    for code, question in RULES:
        rows = session.connection().exec_driver_sql(question).scalar_one()
        if rows:
            yield Finding(code, _rule_text(code, rows))


def _rule_text(code: str, rows: int) -> str:
    texts = {
        "scan-without-questionnaire": ngettext(
            "{n} filled-in questionnaire has lost its questions.",
            "{n} filled-in questionnaires have lost their questions.",
            rows,
        ),
        "enrolment-in-other-year": ngettext(
            "{n} pupil is in a group of another school year.",
            "{n} pupils are in a group of another school year.",
            rows,
        ),
        "left-before-entered": ngettext(
            "{n} pupil left before entering the school.",
            "{n} pupils left before entering the school.",
            rows,
        ),
        "key-of-nobody": ngettext(
            "{n} remembered match belongs to nobody any more.",
            "{n} remembered matches belong to nobody any more.",
            rows,
        ),
    }
    return texts[code].format(n=rows)


def _questionnaires(session: Session) -> Iterator[Finding]:
    kept = session.connection().exec_driver_sql(
        "SELECT source_text, sha256 FROM used_questionnaire"
    )
    changed = sum(sha256(text.encode()).hexdigest() != told for text, told in kept)
    if changed:
        text = ngettext(
            "{n} questionnaire is not what it was when it was answered.",
            "{n} questionnaires are not what they were when they were answered.",
            changed,
        )
        yield Finding("questionnaire-changed", text.format(n=changed), is_damage=True)


def _beside(store: Store) -> Iterator[Finding]:
    """What stands, or should stand, beside the file."""
    copies = [path for path in keys.key_files(store.path) if path.exists()]
    if len(copies) < 2 or copies[0].read_bytes() != copies[1].read_bytes():
        text = _("The two copies of the keys beside the data file are not the same.")
        yield Finding("keys", text)
    for path in changes_aside(store.path):
        text = _("Changes that did not belong to this data file were moved aside: {file}.")
        yield Finding("changes-aside", text.format(file=path.name))
