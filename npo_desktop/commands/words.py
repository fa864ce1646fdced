"""The words of the command ``npo``, and which function each of them calls. See COMMANDS.md."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeAlias

from sqlmodel import Session

from npo_desktop import __version__, i18n
from npo_desktop.commands import imports, plans, school, scores
from npo_desktop.commands.result import Result
from npo_desktop.content.load import Content
from npo_desktop.dossiers.two_tiers import FULL, TWO_TIER
from npo_desktop.queries.round_plans import RoundDraft
from npo_desktop.queries.school import school_facts
from npo_desktop.store.tables import ISLANDS

LISTS = ("pupils", "groups", "staff", "rounds", "questionnaires", "imports", "interventions")
FORMS = (FULL, TWO_TIER)
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Run = Callable[[argparse.Namespace, Session, Content], Result]


def parser() -> argparse.ArgumentParser:
    """Every command and what belongs to it."""
    whole = argparse.ArgumentParser(prog="npo", description="NPO Desktop without a window.")
    whole.add_argument("--store", type=Path, metavar="FILE", help="default: your own store")
    whole.add_argument("--json", action="store_true", help="print one JSON document")
    whole.add_argument("--language", choices=i18n.LANGUAGES, help="of messages")
    whole.add_argument("--version", action="version", version=__version__)
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_school_commands(commands)
    _add_import_commands(commands)
    _add_reading_commands(commands)
    _add_plan_commands(commands)
    _add_export_commands(commands)
    _add_safety_commands(commands)
    return whole


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
    add.add_argument("--form", choices=FORMS, default=FULL, help="of the teachers' list")
    add.add_argument(
        "--questionnaires", nargs="+", default=(), metavar="CODE", help="default: the built-in ones"
    )
    _does(
        add,
        lambda chosen, session, content: school.new_round(
            session,
            content,
            RoundDraft(
                chosen.name,
                chosen.start,
                chosen.end,
                chosen.form,
                questionnaires=tuple(chosen.questionnaires),
            ),
        ),
        writes=True,
    )


def _add_import_commands(commands: Commands) -> None:
    kinds = commands.add_parser("import", help="read a file in").add_subparsers(required=True)
    pupils = kinds.add_parser("pupils", help="EDEXML, UWLR, OneRoster, SDS, CSV or XLSX")
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
    for parser in (pupils, answers, *_add_record_imports(kinds)):
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true")
    undo = kinds.add_parser("undo", help="take the newest import back, whole")
    _does(undo, lambda _chosen, session, _content: imports.undo_import(session), writes=True)


def _add_record_imports(kinds: Commands) -> tuple[argparse.ArgumentParser, ...]:
    results = kinds.add_parser("results", help="test results: UWLR, OneRoster, CSV or XLSX")
    results.add_argument("--test", default="", help="of a list that is about one test")
    results.add_argument("--day", type=date.fromisoformat, metavar="DATE", help="it was taken")
    _does(
        results,
        lambda chosen, session, _content: imports.import_results(
            session, chosen.file, dry_run=chosen.dry_run, test=chosen.test, day=chosen.day
        ),
        writes=True,
    )
    attendance = kinds.add_parser("attendance", help="lessons and lessons missed: CSV or XLSX")
    _does(
        attendance,
        lambda chosen, session, _content: imports.import_attendance(
            session, chosen.file, dry_run=chosen.dry_run
        ),
        writes=True,
    )
    form = kinds.add_parser("questionnaire", help="an own questionnaire: XLSForm")
    _does(form, _import_form, writes=True)
    cards = kinds.add_parser("menukaart", help="the school's cards: XLSX")
    _does(cards, _import_menukaart, writes=True)
    return results, attendance, form, cards


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
    form = kinds.add_parser("questionnaire", help="as an Excel form, or an empty one")
    form.add_argument("code", help='of a questionnaire, or "template"')
    form.add_argument("--out", type=Path, required=True, metavar="FILE")
    _does(form, _export_form)
    cards = kinds.add_parser("menukaart", help="the school's cards, XLSX to change and read back")
    cards.add_argument("--out", type=Path, required=True, metavar="FILE")
    _does(cards, _export_menukaart)
    paper = kinds.add_parser("paper", help="questionnaires to fill in on paper, PDF")
    paper.add_argument("--questionnaire", required=True, metavar="CODE")
    paper.add_argument("--group", metavar="NAME")
    paper.add_argument("--pupil", metavar="NUMBER")
    paper.add_argument("--round", metavar="NAME", help="default: the current one")
    paper.add_argument("--out", type=Path, required=True, metavar="FILE")
    paper.add_argument("--language", choices=i18n.LANGUAGES, dest="document_language")
    paper.add_argument("--paper", choices=("a4", "letter"), default="a4")
    paper.add_argument("--layout", choices=("forms", "class-sheet"), default="forms")
    paper.add_argument("--duplex", action="store_true", help="an even number of pages a pupil")
    paper.add_argument("--names", type=Path, metavar="FILE", help="which code is whose")
    _does(paper, _export_paper, writes=True)


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


def _import_form(chosen: argparse.Namespace, session: Session, _content: Content) -> Result:
    from npo_desktop.commands import questionnaires  # openpyxl loads when used

    return questionnaires.import_questionnaire(session, chosen.file, dry_run=chosen.dry_run)


def _export_form(chosen: argparse.Namespace, session: Session, content: Content) -> Result:
    from npo_desktop.commands import questionnaires

    return questionnaires.export_questionnaire(session, content, chosen.code, chosen.out)


def _import_menukaart(chosen: argparse.Namespace, session: Session, content: Content) -> Result:
    from npo_desktop.commands import menukaart  # openpyxl loads when used

    return menukaart.import_menukaart(session, content, chosen.file, dry_run=chosen.dry_run)


def _export_menukaart(chosen: argparse.Namespace, session: Session, content: Content) -> Result:
    from npo_desktop.commands import menukaart

    return menukaart.export_menukaart(session, content, chosen.out)


def _export_paper(chosen: argparse.Namespace, session: Session, content: Content) -> Result:
    from npo_desktop.commands import exports

    return exports.export_paper(
        session,
        content,
        chosen.questionnaire,
        chosen.out,
        group=chosen.group,
        pupil=chosen.pupil,
        round_name=chosen.round,
        language=chosen.document_language,
        paper=chosen.paper,
        layout=chosen.layout,
        is_duplex=chosen.duplex,
        names_file=chosen.names,
    )


def _about_round(ask: Callable[[Session, Content, str, str | None], Result]) -> Run:
    return lambda chosen, session, content: ask(session, content, chosen.round, chosen.pupil)


def _does(parser: argparse.ArgumentParser, run: Run, *, writes: bool = False) -> None:
    parser.set_defaults(run=run, writes=writes)
