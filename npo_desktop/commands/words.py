"""The words of the command ``npo``, and which function each of them calls. See COMMANDS.md."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

from sqlmodel import Session

from npo_desktop import __version__, i18n
from npo_desktop.commands import groups, hours, plans, school, scores
from npo_desktop.commands.doing import Commands, Run, does
from npo_desktop.commands.export_words import add_export_words
from npo_desktop.commands.import_words import add_import_words
from npo_desktop.commands.result import Result
from npo_desktop.content.load import Content
from npo_desktop.dossiers.two_tiers import FULL, TWO_TIER
from npo_desktop.queries.years.round_plans import RoundDraft
from npo_desktop.store.tables import ISLANDS

LISTS = tuple(school.LISTS)
FORMS = (FULL, TWO_TIER)


def parser() -> argparse.ArgumentParser:
    """Every command and what belongs to it."""
    whole = argparse.ArgumentParser(prog="npo", description="NPO Desktop without a window.")
    whole.add_argument("--store", type=Path, metavar="FILE", help="default: your own store")
    whole.add_argument("--json", action="store_true", help="print one JSON document")
    whole.add_argument("--language", choices=i18n.LANGUAGES, help="of messages")
    whole.add_argument("--version", action="version", version=__version__)
    commands = whole.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_school_commands(commands)
    add_import_words(commands)
    _add_reading_commands(commands)
    _add_plan_commands(commands)
    add_export_words(commands)
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
    does(lists, lambda chosen, session, content: school.listing(session, content, chosen.what))
    rounds = commands.add_parser("round", help="plan a round").add_subparsers(required=True)
    add = rounds.add_parser("add")
    add.add_argument("name")
    add.add_argument("--start", type=date.fromisoformat, required=True, metavar="DATE")
    add.add_argument("--end", type=date.fromisoformat, required=True, metavar="DATE")
    add.add_argument("--form", choices=FORMS, default=FULL, help="of the teachers' list")
    add.add_argument(
        "--questionnaires", nargs="+", default=(), metavar="CODE", help="default: the built-in ones"
    )
    does(
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


def _add_reading_commands(commands: Commands) -> None:
    for name, ask in (("scores", scores.scores), ("propose", scores.proposals)):
        parser = commands.add_parser(name)
        parser.add_argument("--round", required=True, metavar="NAME")
        parser.add_argument("--pupil", metavar="NUMBER")
        does(parser, _about_round(ask))
    divided = commands.add_parser("groups", help="proposed support groups")
    groups.add_words(divided)
    does(divided, groups.form)
    people = commands.add_parser("hours", help="who can give support").add_subparsers(required=True)
    one = people.add_parser("set", help="hours and skills of one colleague")
    hours.add_words(one)
    does(one, hours.set_one, writes=True)
    changes = commands.add_parser("changes", help="reliable change between two rounds")
    changes.add_argument("--from", required=True, dest="first", metavar="NAME")
    changes.add_argument("--to", required=True, dest="second", metavar="NAME")
    changes.add_argument("--pupil", metavar="NUMBER")
    does(
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
    does(add, _choose, writes=True)
    found = kinds.add_parser("list")
    found.add_argument("--round", required=True, metavar="NAME")
    does(found, lambda chosen, session, _content: plans.plans(session, chosen.round))


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


def _add_safety_commands(commands: Commands) -> None:
    backup = commands.add_parser("backup", help="one encrypted file, opened and counted")
    backup.add_argument("file", type=Path)
    restore = commands.add_parser("restore", help="put a backup in the store's place")
    restore.add_argument("file", type=Path)
    restore.add_argument("--dry-run", action="store_true", help="only say what would change")
    commands.add_parser("check", help="is the store whole")


def _about_round(ask: Callable[[Session, Content, str, str | None], Result]) -> Run:
    return lambda chosen, session, content: ask(session, content, chosen.round, chosen.pupil)
