"""Backup, restore and check, as school ICT runs them."""

from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

from npo_desktop.commands.result import Result, table
from npo_desktop.errors import StoreError
from npo_desktop.formats import date_text
from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.privacy.erasure import apply_ledger
from npo_desktop.store import audit
from npo_desktop.store.backups.backup import make_backup
from npo_desktop.store.backups.restore import preview_restore, restore
from npo_desktop.store.backups.slots import slot_named
from npo_desktop.store.check import Finding, check_closed, check_store, damaged_file
from npo_desktop.store.engine import Damaged, Store
from npo_desktop.store.lifecycle import Unfinished, open_store
from npo_desktop.store.swap import finish_swap, stamp


class Unsound(StoreError):
    """The store is damaged; ``result`` is what was found, to be printed all the same."""

    def __init__(self, result: Result, message: str) -> None:
        super().__init__(message, _("Do not delete it. Put back your newest backup."))
        self.result = result


def backup(store: Store, target: Path) -> Result:
    """A verified backup of the open store in one file."""
    made = make_backup(store, target)
    with store.writing() as session:
        audit.note(session, "backup", stamp(made.made_at))
    data = {
        "written": str(made.path),
        "made_at": made.made_at.isoformat(),
        "counts": dict(made.counts),
        "verified": made.verified,
    }
    text = _("The backup is at {file}. It was opened and counted.")
    return Result(data, [text.format(file=made.path), *_people_lines(made.counts)])


def restore_preview(path: Path, file: Path, passphrase: str, *, user: str = "") -> Result:
    """What putting this backup back would change; nothing is changed."""
    slot_id = slot_named(path, file, user) if user else None
    found = preview_restore(path, file, passphrase=passphrase, slot_id=slot_id)
    data = {
        "made_at": found.made_at.isoformat(),
        "counts": dict(found.counts_then),
        "kept": None,
        "school": found.school,
        "counts_now": None if found.counts_now is None else dict(found.counts_now),
        "erased_again": found.erased_again,
    }
    then, now = found.counts_then, found.counts_now or {}
    names = [name for name in {**then, **now} if then.get(name) != now.get(name)]
    rows = [(name, then.get(name), now.get(name)) for name in sorted(names)]
    day = date_text(found.made_at.date())
    return Result(
        data,
        [
            _("Backup of {school} of {date}.").format(school=found.school, date=day),
            *_people_lines(then),
            *(table([("", _("in the backup"), _("now")), *rows]) if rows else ()),
            *_erased_lines(found.erased_again),
            _("Nothing was changed."),
        ],
    )


def restore_backup(path: Path, file: Path, passphrase: str, *, user: str = "") -> Result:
    """Put the backup in the store's place; the old store is kept beside it."""
    finish_swap(path)
    slot_id = slot_named(path, file, user) if user else None
    done = restore(path, file, passphrase=passphrase, slot_id=slot_id, erase_again=apply_ledger)
    kept = None if done.kept is None else str(done.kept)
    data = {"made_at": done.made_at.isoformat(), "counts": dict(done.counts), "kept": kept}
    day = date_text(done.made_at.date())
    lines = [_("The backup of {date} was put back.").format(date=day), *_people_lines(done.counts)]
    if done.kept is not None:
        lines.append(_("The old data file is kept: {file}.").format(file=done.kept))
    return Result(data, lines)


def check(path: Path, passphrase: str, *, slot_id: UUID | None = None) -> Result:
    """Integrity and domain checks; raises Unsound when the store is damaged."""
    try:
        if findings := check_closed(path, passphrase, slot_id=slot_id):
            raise Unsound(_report(findings), findings[0].text)
        store = open_store(path, passphrase, slot_id=slot_id)
    except (Damaged, Unfinished) as error:
        raise Unsound(_report((damaged_file(error.message),)), error.message) from error
    try:
        findings = check_store(store)
    finally:
        _let_go(store)
    broken = next((one for one in findings if one.is_damage), None)
    if broken is not None:
        raise Unsound(_report(findings), broken.text)
    return _report(findings)


def _let_go(store: Store) -> None:
    """Also of a store that can no longer be brought into one file."""
    try:
        store.close()
    except StoreError:
        store.engine.dispose()


def _report(findings: tuple[Finding, ...]) -> Result:
    rows = [{"code": one.code, "text": one.text, "damage": one.is_damage} for one in findings]
    is_ok = not any(one.is_damage for one in findings)
    lines = [one.text for one in findings] or [_("The data are whole.")]
    return Result({"ok": is_ok, "findings": rows}, lines)


def _people_lines(counts: Mapping[str, int]) -> list[str]:
    pupils, answers = counts.get("pupil", 0), counts.get("answer", 0)
    return [
        ngettext("{n} pupil", "{n} pupils", pupils).format(n=pupils)
        + ", "
        + ngettext("{n} answer", "{n} answers", answers).format(n=answers)
    ]


def _erased_lines(number: int) -> list[str]:
    if not number:
        return []
    text = ngettext(
        "{n} pupil was erased since and is not put back.",
        "{n} pupils were erased since and are not put back.",
        number,
    )
    return [text.format(n=number)]
