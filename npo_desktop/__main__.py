"""The headless command ``npo``: thin, each command one call into the core. See COMMANDS.md."""

import argparse
import io
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from npo_desktop import i18n, paths
from npo_desktop.commands import safety, school, unlocking, words
from npo_desktop.commands.doing import Run
from npo_desktop.commands.result import Result
from npo_desktop.content.load import load_content
from npo_desktop.errors import StoreError, UserError
from npo_desktop.exports.undrawn import noting_undrawn
from npo_desktop.i18n import _
from npo_desktop.logs import hush
from npo_desktop.queries.menukaart.menukaart import school_content
from npo_desktop.store.backups.backup import refuse_target
from npo_desktop.store.lifecycle import NewSchool

DONE, FIXABLE, WRONG_USAGE, STORE_TROUBLE = 0, 1, 2, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; exit code 0, 1 (fixable), 2 (usage) or 3 (the store)."""
    if arguments is None:  # really the command: a mistake of ours names nobody on stderr
        hush()
    chosen = words.parser().parse_args(arguments)
    i18n.use(chosen.language or "nl")
    try:
        with noting_undrawn() as undrawn:
            result = _run(chosen)
    except UserError as error:
        if isinstance(error, safety.Unsound):
            _show(error.result, as_json=chosen.json)
        print("\n".join(part for part in (error.message, error.hint) if part), file=sys.stderr)
        return STORE_TROUBLE if isinstance(error, StoreError) else FIXABLE
    except KeyboardInterrupt:
        print(_("Stopped."), file=sys.stderr)
        return FIXABLE
    for note in (_language_note(chosen), undrawn.sentence(), *result.warnings):
        if note:
            print(note, file=sys.stderr)
    _show(result, as_json=chosen.json)
    return DONE


def _show(result: Result, *, as_json: bool) -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):  # a Windows console may lack Jaïr's letters
        sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape")
    lines = [json.dumps(result.data, ensure_ascii=False, indent=1)] if as_json else result.lines
    try:
        for line in lines:
            print(line)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader had enough, as `head` has: nothing went wrong here
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _language_note(chosen: argparse.Namespace) -> str:
    """One sentence when a language was asked for that is not complete yet; else empty."""
    asked = {chosen.language, getattr(chosen, "document_language", None)} - {None}
    names = [i18n.NAMES[language] for language in sorted(asked - set(i18n.COMPLETE))]
    if not names:
        return ""
    text = _("{language} is not complete yet: what is missing is shown in another language.")
    return text.format(language=", ".join(names))


def _run(chosen: argparse.Namespace) -> Result:
    path: Path = chosen.store or paths.default_store()
    if chosen.command == "init":
        return _init(chosen, path)
    if chosen.command == "demo":
        return school.demo(path, os.environ.get("NPO_PASSPHRASE"))
    if chosen.command == "check":
        return safety.check(path, unlocking.passphrase(), slot_id=unlocking.slot_of_user(path))
    if chosen.command == "restore":
        put_back = safety.restore_preview if chosen.dry_run else safety.restore_backup
        return put_back(path, chosen.file, unlocking.passphrase(), user=unlocking.user())
    if chosen.command == "backup":
        refuse_target(path, chosen.file)  # before an opening is noted
    store = unlocking.opened(path)
    try:
        if chosen.command == "backup":
            return safety.backup(store, chosen.file)
        run: Run = chosen.run
        with store.writing() if chosen.writes else store.reading() as session:
            return run(chosen, session, school_content(session, load_content()))
    finally:
        store.close()


def _init(chosen: argparse.Namespace, path: Path) -> Result:
    new = NewSchool(
        name=chosen.school,
        island=chosen.island,
        place=chosen.place,
        language="nl" if chosen.island == "bonaire" else "en",
        coordinator=chosen.coordinator,
    )
    return school.init(path, unlocking.passphrase(), new)


if __name__ == "__main__":
    sys.exit(main())
