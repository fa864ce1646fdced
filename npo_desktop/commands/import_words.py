"""The words of ``npo import``, and which function each of them calls."""

import argparse
from datetime import date
from pathlib import Path

from sqlmodel import Session

from npo_desktop.commands import imports
from npo_desktop.commands.doing import Commands, does
from npo_desktop.commands.result import Result
from npo_desktop.content.load import Content


def add_import_words(commands: Commands) -> None:
    """What is read in, and taking it back."""
    kinds = commands.add_parser("import", help="read a file in").add_subparsers(required=True)
    pupils = kinds.add_parser("pupils", help="EDEXML, UWLR, OneRoster, SDS, CSV or XLSX")
    does(
        pupils,
        lambda chosen, session, _content: imports.import_pupils(
            session, chosen.file, dry_run=chosen.dry_run
        ),
        writes=True,
    )
    answers = kinds.add_parser("answers", help="CSV")
    does(
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
    does(undo, lambda _chosen, session, _content: imports.undo_import(session), writes=True)


def _add_record_imports(kinds: Commands) -> tuple[argparse.ArgumentParser, ...]:
    results = kinds.add_parser("results", help="test results: UWLR, OneRoster, CSV or XLSX")
    results.add_argument("--test", default="", help="of a list that is about one test")
    results.add_argument("--day", type=date.fromisoformat, metavar="DATE", help="it was taken")
    does(
        results,
        lambda chosen, session, _content: imports.import_results(
            session, chosen.file, dry_run=chosen.dry_run, test=chosen.test, day=chosen.day
        ),
        writes=True,
    )
    attendance = kinds.add_parser("attendance", help="lessons and lessons missed: CSV or XLSX")
    does(
        attendance,
        lambda chosen, session, _content: imports.import_attendance(
            session, chosen.file, dry_run=chosen.dry_run
        ),
        writes=True,
    )
    form = kinds.add_parser("questionnaire", help="an own questionnaire: XLSForm")
    does(form, _import_form, writes=True)
    cards = kinds.add_parser("menukaart", help="the school's cards: XLSX")
    does(cards, _import_menukaart, writes=True)
    plan = kinds.add_parser("plan", help="the Excel plan read back: status, sessions, reviews")
    does(plan, _import_plan, writes=True)
    return results, attendance, form, cards, plan


def _import_form(chosen: argparse.Namespace, session: Session, _content: Content) -> Result:
    from npo_desktop.commands import questionnaires  # openpyxl loads when used

    return questionnaires.import_questionnaire(session, chosen.file, dry_run=chosen.dry_run)


def _import_menukaart(chosen: argparse.Namespace, session: Session, content: Content) -> Result:
    from npo_desktop.commands import menukaart  # openpyxl loads when used

    return menukaart.import_menukaart(session, content, chosen.file, dry_run=chosen.dry_run)


def _import_plan(chosen: argparse.Namespace, session: Session, _content: Content) -> Result:
    from npo_desktop.commands import plan_workbook  # openpyxl loads when used

    return plan_workbook.import_plan(session, chosen.file, dry_run=chosen.dry_run)
