"""The school's own questionnaires: out of an Excel form, and back into one."""

from pathlib import Path

from sqlmodel import Session

from npo_desktop.commands.result import Result
from npo_desktop.content.load import Content
from npo_desktop.errors import UserError
from npo_desktop.exports.xlsx.forms.form_template import template_workbook
from npo_desktop.exports.xlsx.forms.xlsform import questionnaire_workbook
from npo_desktop.i18n import _, ngettext
from npo_desktop.importers.xlsform.read import QuestionnaireFile, read_questionnaire
from npo_desktop.queries.answering.own_questionnaires import OwnAdded, add_own, preview_own
from npo_desktop.queries.questionnaires import all_questionnaires
from npo_desktop.queries.school import school_facts
from npo_desktop.safe_file import write_bytes
from npo_desktop.store import audit


def import_questionnaire(session: Session, path: Path, *, dry_run: bool) -> Result:
    """An own questionnaire; the same one again changes nothing, another one is a next edition."""
    file = read_questionnaire(path, language=school_facts(session).language)
    if dry_run:
        done = preview_own(session, file.questionnaire)
    else:
        done = add_own(session, file.questionnaire, file.file_name, sha256=file.sha256)
        if done.run_id is not None:
            audit.note(session, "import", done.run_id)
    return _report(file, done, dry_run)


def export_questionnaire(session: Session, content: Content, code: str, target: Path) -> Result:
    """One questionnaire, built-in or own, as an Excel form; "template" is an empty one."""
    if code == "template":
        write_bytes(target, template_workbook())
    else:
        known = all_questionnaires(session, content)
        if code not in known:
            raise UserError(
                _("There is no questionnaire called {code}.").format(code=code),
                _("See them with: npo list questionnaires."),
            )
        write_bytes(target, questionnaire_workbook(known[code]))
    text = _("The Excel form is at {file}.").format(file=target)
    return Result({"written": str(target)}, [text])


def _report(file: QuestionnaireFile, done: OwnAdded, dry_run: bool) -> Result:
    made = done.questionnaire
    scales = [scale for scale in made.scales if scale.code]
    data = {
        "code": made.code,
        "edition": made.edition,
        "items": len(made.questions),
        "scales": len(scales),
        "languages": list(file.languages),
        "skipped": [
            {"line": one.line, "what": f"{one.sheet}: {one.what}".rstrip(": "), "why": one.why}
            for one in file.skipped
        ],
        "state": done.state.value,
    }
    told = _("{code}, edition {edition}: {size}.").format(
        code=made.code, edition=made.edition, size=size_of(len(made.questions), len(scales))
    )
    states = {
        "new": _("This questionnaire is new."),
        "changed": _("This is a new edition, or one that is asked again."),
        "unchanged": _("This questionnaire is here already, the same."),
    }
    lines = [_("Nothing was written: this was a trial.")] if dry_run else []
    lines += [told, states[done.state.value], *(one.text for one in file.skipped)]
    return Result(data, lines)


def size_of(questions: int, scales: int) -> str:
    """How many questions, and scales if there are any."""
    words = ngettext("{n} question", "{n} questions", questions).format(n=questions)
    if not scales:
        return words
    text = ngettext("{questions}, {n} scale", "{questions}, {n} scales", scales)
    return text.format(questions=words, n=scales)
