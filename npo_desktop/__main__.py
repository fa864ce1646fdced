"""The headless command ``npo``: thin, each command one call into the core. See COMMANDS.md."""

import argparse
import io
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TypeAlias

from sqlmodel import Session

from npo_desktop import __version__, i18n, paths
from npo_desktop.commands import imports, plans, safety, school, scores, unlocking
from npo_desktop.commands.result import Result
from npo_desktop.content.load import Content, load_content
from npo_desktop.errors import StoreError, UserError
from npo_desktop.i18n import _
from npo_desktop.logs import hush
from npo_desktop.queries.school import school_facts
from npo_desktop.store.backups.backup import refuse_target
from npo_desktop.store.lifecycle import NewSchool
from npo_desktop.store.tables import ISLANDS

DONE, FIXABLE, WRONG_USAGE, STORE_TROUBLE = 0, 1, 2, 3
LISTS = ("pupils", "groups", "staff", "rounds", "questionnaires", "imports", "interventions")
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


Run = Callable[[argparse.Namespace, Session, Content], Result]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; exit code 0, 1 (fixable), 2 (usage) or 3 (the store)."""
    if arguments is None:  # really the command: a mistake of ours names nobody on stderr
        hush()
    chosen = _parser().parse_args(arguments)
    i18n.use(chosen.language or "nl")
    try:
        result = _run(chosen)
    except UserError as error:
        if isinstance(error, safety.Unsound):
            _show(error.result, as_json=chosen.json)
        print("\n".join(part for part in (error.message, error.hint) if part), file=sys.stderr)
        return STORE_TROUBLE if isinstance(error, StoreError) else FIXABLE
    except KeyboardInterrupt:
        print(_("Stopped."), file=sys.stderr)
        return FIXABLE
    if note := _language_note(chosen):
        print(note, file=sys.stderr)
    _show(result, as_json=chosen.json)
    return DONE


def _show(result: Result, *, as_json: bool) -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):  # a Windows console may lack Jaïr's letters
        sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape")
    lines = [json.dumps(result.data, ensure_ascii=False, indent=1)] if as_json else result.lines
    for line in lines:
        print(line)


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
            return run(chosen, session, load_content())
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="npo", description="NPO Desktop without a window.")
    parser.add_argument("--store", type=Path, metavar="FILE", help="default: your own store")
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    parser.add_argument("--language", choices=i18n.LANGUAGES, help="of messages")
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_school_commands(commands)
    _add_import_commands(commands)
    _add_reading_commands(commands)
    _add_plan_commands(commands)
    _add_export_commands(commands)
    _add_safety_commands(commands)
    return parser


def _add_school_commands(commands: Commands) -> None:
    init = commands.add_parser("init", help="make a store")
    init.add_argument("--school", required=True, metavar="NAME")
    init.add_argument("--island", required=True, choices=ISLANDS)
    init.add_argument("--place", default="")
    init.add_argument("--coordinator", default="", metavar="NAME")
    commands.add_parser("demo", help="make a store holding the practice school")
    lists = commands.add_parser("list", help="one row each")
    lists.add_argument("what", choices=LISTS)
    _does(lists, lambda chosen, session, content: school.listing(session, content, chosen.what))
    rounds = commands.add_parser("round", help="plan a round").add_subparsers(required=True)
    add = rounds.add_parser("add")
    add.add_argument("name")
    add.add_argument("--start", type=date.fromisoformat, required=True, metavar="DATE")
    add.add_argument("--end", type=date.fromisoformat, required=True, metavar="DATE")
    _does(
        add,
        lambda chosen, session, _content: school.new_round(
            session, chosen.name, chosen.start, chosen.end
        ),
        writes=True,
    )


def _add_import_commands(commands: Commands) -> None:
    kinds = commands.add_parser("import", help="read a file in").add_subparsers(required=True)
    pupils = kinds.add_parser("pupils", help="EDEXML, UWLR, CSV or XLSX")
    _does(
        pupils,
        lambda chosen, session, _content: imports.import_pupils(
            session, chosen.file, dry_run=chosen.dry_run
        ),
        writes=True,
    )
    answers = kinds.add_parser("answers", help="CSV")
    _does(
        answers,
        lambda chosen, session, content: imports.import_answers(
            session, content, chosen.file, dry_run=chosen.dry_run
        ),
        writes=True,
    )
    for parser in (pupils, answers):
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true")
    undo = kinds.add_parser("undo", help="take the newest import back, whole")
    _does(undo, lambda _chosen, session, _content: imports.undo_import(session), writes=True)


def _add_reading_commands(commands: Commands) -> None:
    for name, ask in (("scores", scores.scores), ("propose", scores.proposals)):
        parser = commands.add_parser(name)
        parser.add_argument("--round", required=True, metavar="NAME")
        parser.add_argument("--pupil", metavar="NUMBER")
        _does(parser, _about_round(ask))
    changes = commands.add_parser("changes", help="reliable change between two rounds")
    changes.add_argument("--from", required=True, dest="first", metavar="NAME")
    changes.add_argument("--to", required=True, dest="second", metavar="NAME")
    changes.add_argument("--pupil", metavar="NUMBER")
    _does(
        changes,
        lambda chosen, session, content: scores.changes(
            session, content, chosen.first, chosen.second, chosen.pupil
        ),
    )


def _add_plan_commands(commands: Commands) -> None:
    kinds = commands.add_parser("plan", help="choose a proposal").add_subparsers(required=True)
    add = kinds.add_parser("add")
    add.add_argument("--pupil", required=True, metavar="NUMBER")
    add.add_argument("--round", required=True, metavar="NAME")
    add.add_argument("--intervention", required=True, metavar="ID")
    add.add_argument("--goal", metavar="TEXT")
    add.add_argument("--who", metavar="TEXT")
    add.add_argument("--start", type=date.fromisoformat, metavar="DATE")
    add.add_argument("--review", type=date.fromisoformat, metavar="DATE")
    _does(add, _choose, writes=True)
    found = kinds.add_parser("list")
    found.add_argument("--round", required=True, metavar="NAME")
    _does(found, lambda chosen, session, _content: plans.plans(session, chosen.round))


def _choose(chosen: argparse.Namespace, session: Session, content: Content) -> Result:
    return plans.choose(
        session,
        content,
        chosen.round,
        chosen.pupil,
        chosen.intervention,
        goal=chosen.goal,
        who=chosen.who,
        start=chosen.start,
        review=chosen.review,
    )


def _add_export_commands(commands: Commands) -> None:
    kinds = commands.add_parser("export", help="PDF and Excel").add_subparsers(required=True)
    parents = kinds.add_parser("parents", help="parent summaries, PDF")
    parents.add_argument("--round", required=True, metavar="NAME")
    parents.add_argument("--out", type=Path, required=True, metavar="DIR")
    parents.add_argument("--language", choices=i18n.LANGUAGES, dest="document_language")
    parents.add_argument("--paper", choices=("a4", "letter"), default="a4")
    parents.add_argument("--pupil", metavar="NUMBER")
    parents.add_argument("--one-file", action="store_true")
    _does(parents, _export_parents, writes=True)  # the log says what left
    plan = kinds.add_parser("plan", help="the Excel plan")
    plan.add_argument("--round", required=True, metavar="NAME")
    plan.add_argument("--out", type=Path, required=True, metavar="FILE")
    plan.add_argument("--language", choices=i18n.LANGUAGES, dest="document_language")
    _does(plan, _export_plan, writes=True)


def _add_safety_commands(commands: Commands) -> None:
    backup = commands.add_parser("backup", help="one encrypted file, opened and counted")
    backup.add_argument("file", type=Path)
    restore = commands.add_parser("restore", help="put a backup in the store's place")
    restore.add_argument("file", type=Path)
    restore.add_argument("--dry-run", action="store_true", help="only say what would change")
    commands.add_parser("check", help="is the store whole")


def _export_parents(chosen: argparse.Namespace, session: Session, content: Content) -> Result:
    from npo_desktop.commands import exports  # reportlab and openpyxl load when used

    return exports.export_parents(
        session,
        content,
        chosen.round,
        chosen.out,
        language=chosen.document_language,
        paper=chosen.paper,
        pupil=chosen.pupil,
        one_file=chosen.one_file,
    )


def _export_plan(chosen: argparse.Namespace, session: Session, content: Content) -> Result:
    from npo_desktop.commands import exports

    own = school_facts(session).language  # the window makes it in the school's language too
    with i18n.speaking(chosen.document_language or chosen.language or own):
        return exports.export_plan(session, content, chosen.round, chosen.out)


def _about_round(ask: Callable[[Session, Content, str, str | None], Result]) -> Run:
    return lambda chosen, session, content: ask(session, content, chosen.round, chosen.pupil)


def _does(parser: argparse.ArgumentParser, run: Run, *, writes: bool = False) -> None:
    parser.set_defaults(run=run, writes=writes)


if __name__ == "__main__":
    sys.exit(main())
