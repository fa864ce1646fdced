"""The words of ``npo export``, and which function each of them calls."""

import argparse
from pathlib import Path

from sqlmodel import Session

from npo_desktop import i18n
from npo_desktop.commands import because
from npo_desktop.commands.doing import Commands, does
from npo_desktop.commands.result import Result
from npo_desktop.content.load import Content
from npo_desktop.queries.school import school_facts


def add_export_words(commands: Commands) -> None:
    """What leaves as a file."""
    kinds = commands.add_parser("export", help="PDF and Excel").add_subparsers(required=True)
    parents = kinds.add_parser("parents", help="parent summaries, PDF")
    parents.add_argument("--round", required=True, metavar="NAME")
    parents.add_argument("--out", type=Path, required=True, metavar="DIR")
    parents.add_argument("--language", choices=i18n.LANGUAGES, dest="document_language")
    parents.add_argument("--paper", choices=("a4", "letter"), default="a4")
    parents.add_argument("--pupil", metavar="NUMBER")
    parents.add_argument("--one-file", action="store_true")
    does(parents, _export_parents, writes=True)  # the log says what left
    plan = kinds.add_parser("plan", help="the Excel plan")
    plan.add_argument("--round", required=True, metavar="NAME")
    plan.add_argument("--out", type=Path, required=True, metavar="FILE")
    plan.add_argument("--language", choices=i18n.LANGUAGES, dest="document_language")
    plan.add_argument("--paper", choices=("a4", "letter"), default="a4")
    does(plan, _export_plan, writes=True)
    group = kinds.add_parser("group", help="the group view: PDF or XLSX, by the file's ending")
    group.add_argument("--round", required=True, metavar="NAME")
    group.add_argument("--group", metavar="NAME", help="default: the whole school")
    group.add_argument("--out", type=Path, metavar="FILE")
    group.add_argument("--source", choices=("teacher", "pupil", "parent"), help="default: all")
    group.add_argument("--sort", choices=("attention", "name"), default="attention")
    group.add_argument("--language", choices=i18n.LANGUAGES, dest="document_language")
    group.add_argument("--paper", choices=("a4", "letter"), default="a4")
    does(group, _export_group, writes=True)  # the log says what left
    template = kinds.add_parser("template", help="the school's own workbook, filled in")
    template.add_argument("--template", type=Path, required=True, metavar="FILE")
    template.add_argument("--round", required=True, metavar="NAME")
    template.add_argument("--pupil", metavar="NUMBER", help="default: all plans of the round")
    template.add_argument("--out", type=Path, required=True, metavar="FILE")
    template.add_argument("--language", choices=i18n.LANGUAGES, dest="document_language")
    does(template, _export_template, writes=True)  # the log says what left
    form = kinds.add_parser("questionnaire", help="as an Excel form, or an empty one")
    form.add_argument("code", help='of a questionnaire, or "template"')
    form.add_argument("--out", type=Path, required=True, metavar="FILE")
    does(form, _export_form)
    cards = kinds.add_parser("menukaart", help="the school's cards, XLSX to change and read back")
    cards.add_argument("--out", type=Path, required=True, metavar="FILE")
    does(cards, _export_menukaart)
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
    does(paper, _export_paper, writes=True)
    because.add_words(kinds.add_parser("because", help="why an approach is proposed, PDF"))


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
        return exports.export_plan(session, content, chosen.round, chosen.out, paper=chosen.paper)


def _export_group(chosen: argparse.Namespace, session: Session, content: Content) -> Result:
    from npo_desktop.commands import group_view  # reportlab and openpyxl load when used

    own = school_facts(session).language
    with i18n.speaking(chosen.document_language or chosen.language or own):
        return group_view.export_group(
            session,
            content,
            chosen.round,
            chosen.group,
            chosen.out,
            source=chosen.source,
            sort=chosen.sort,
            paper=chosen.paper,
        )


def _export_template(chosen: argparse.Namespace, session: Session, content: Content) -> Result:
    from npo_desktop.commands import template  # openpyxl loads when used

    own = school_facts(session).language
    with i18n.speaking(chosen.document_language or chosen.language or own):
        return template.export_template(
            session,
            content,
            chosen.template,
            chosen.round,
            chosen.out,
            pupil=chosen.pupil,
        )


def _export_form(chosen: argparse.Namespace, session: Session, content: Content) -> Result:
    from npo_desktop.commands import questionnaires

    return questionnaires.export_questionnaire(session, content, chosen.code, chosen.out)


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
