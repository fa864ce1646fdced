"""Making a store, lists of what is in it, and rounds."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlmodel import Session

from npo_desktop.clock import today
from npo_desktop.commands.hours import hours_rows
from npo_desktop.commands.result import Result, table
from npo_desktop.content.grade_names import grade_name
from npo_desktop.content.load import Content
from npo_desktop.errors import UserError
from npo_desktop.i18n import _, pick
from npo_desktop.practice import PASSPHRASE
from npo_desktop.queries.groups import group_list, staff_list
from npo_desktop.queries.imports.grade_choices import grade_style
from npo_desktop.queries.imports.pupil_files import list_imports
from npo_desktop.queries.pupils import pupil_list
from npo_desktop.queries.questionnaires import all_questionnaires
from npo_desktop.queries.rounds import add_round, current_round, round_list
from npo_desktop.queries.school import school_year_of
from npo_desktop.queries.years.round_plans import RoundDraft
from npo_desktop.store.lifecycle import NewSchool, create_store


def init(path: Path, passphrase: str, school: NewSchool) -> Result:
    """A new store; its recovery key is shown this once."""
    store, recovery_key = create_store(path, passphrase, school)
    store.close()
    return Result(
        {"store": str(path), "recovery_key": recovery_key},
        [
            _("The data file is at {file}.").format(file=path),
            _("Recovery key: {key}").format(key=recovery_key),
            _("Write it down and put it in the school safe. It is not shown again."),
        ],
    )


def demo(path: Path, passphrase: str | None) -> Result:
    """A store holding the practice school."""
    from npo_desktop.demo import counts, make_practice_store  # the generators load when used

    store = make_practice_store(path, passphrase=passphrase or PASSPHRASE)
    try:
        with store.reading() as session:
            found = counts(session)
    finally:
        store.close()
    lines = [_("The practice school is at {file}.").format(file=path)]
    return Result(found, [*lines, *table(list(found.items()))])


def new_round(session: Session, content: Content, draft: RoundDraft) -> Result:
    """Plan a round; without codes, or with all that ship with the program, it asks those."""
    known, chosen = all_questionnaires(session, content), draft.questionnaires
    for code in chosen:
        if code not in known:
            raise UserError(
                _("There is no questionnaire called {code}.").format(code=code),
                _("See them with: npo list questionnaires."),
            )
    if set(chosen) == set(content.questionnaires):
        chosen = ()
    chosen = tuple(code for code in known if code in chosen)  # each once, as the window keeps them
    made = add_round(
        session, draft.name, draft.starts_on, draft.ends_on, form=draft.form, questionnaires=chosen
    )
    data = {"round": made.name, "start": str(made.starts_on), "end": str(made.ends_on)}
    return Result(data, [_("Round {name} is planned.").format(name=made.name)])


def listing(session: Session, content: Content, what: str) -> Result:
    """One row for each pupil, group, and so on."""
    rows = LISTS[what](session, content)
    heads = [list(rows[0])] if rows else []
    return Result(rows, table([*heads, *([*row.values()] for row in rows)]))


Rows = list[dict[str, Any]]


def _year(session: Session) -> str:
    """The school year of the round that runs, else of today."""
    this = current_round(session, today())
    return school_year_of(this.starts_on if this else today())


def _pupils(session: Session, _content: Content) -> Rows:
    style = grade_style(session)
    return [
        {
            "pupil": pupil.number,
            "name": pupil.full_name,
            "group": pupil.group,
            "grade": pupil.grade,
            "grade_name": grade_name(pupil.grade, style),
            "birth_date": pupil.birth_date and str(pupil.birth_date),
        }
        for pupil in pupil_list(session, _year(session))
    ]


def _groups(session: Session, _content: Content) -> Rows:
    return [
        {
            "group": group.name,
            "grade": group.grade,
            "pupils": group.pupils,
            "teachers": ", ".join(group.teachers),
        }
        for group in group_list(session, _year(session))
    ]


def _staff(session: Session, _content: Content) -> Rows:
    return [{"staff": member.name, "role": member.role} for member in staff_list(session)]


def _rounds(session: Session, _content: Content) -> Rows:
    return [
        {"round": found.name, "start": str(found.starts_on), "end": str(found.ends_on)}
        for found in round_list(session)
    ]


def _questionnaires(session: Session, content: Content) -> Rows:
    return [
        {
            "questionnaire": code,
            "informant": questionnaire.informant.value,
            "edition": questionnaire.edition,
            "items": len(questionnaire.questions),
            "title": pick(questionnaire.titles),
        }
        for code, questionnaire in all_questionnaires(session, content).items()
    ]


def _imports(session: Session, _content: Content) -> Rows:
    return [
        {
            "import": run.id,
            "kind": run.kind,
            "format": run.format,
            "made_at": run.made_at.isoformat(timespec="seconds"),
            "counts": dict(run.counts),
        }
        for run in list_imports(session)
    ]


def _interventions(_session: Session, content: Content) -> Rows:
    return [
        {
            "intervention": found.id,
            "name": pick(found.names),
            "goal_area": found.goal_area,
            "months": found.months,
            "evidence": found.evidence,
            "year": found.figure_year,
        }
        for found in content.catalogue.interventions
    ]


LISTS: dict[str, Callable[[Session, Content], Rows]] = {
    "pupils": _pupils,
    "groups": _groups,
    "staff": _staff,
    "hours": hours_rows,
    "rounds": _rounds,
    "questionnaires": _questionnaires,
    "imports": _imports,
    "interventions": _interventions,
}
