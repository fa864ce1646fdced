"""An own questionnaire that is being read in: out of a file, and what it would do here."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from npo_desktop.content.forms.lint_questionnaire import Finding, lint
from npo_desktop.content.questionnaire import Informant, Questionnaire
from npo_desktop.importers.xlsform.read import QuestionnaireFile, read_questionnaire
from npo_desktop.queries.answering.own_questionnaires import OwnAdded, preview_own
from npo_desktop.queries.imports.import_preview import State
from npo_desktop.queries.questionnaires import own_list
from npo_desktop.queries.school import school_facts

if TYPE_CHECKING:
    from npo_desktop.store.engine import Store

Lend = Callable[[], AbstractContextManager["Store"]]


@dataclass(frozen=True, slots=True)
class FormDraft:
    """What was read, and what adding it comes to."""

    path: Path
    file: QuestionnaireFile
    plan: OwnAdded
    findings: tuple[Finding, ...]
    comes_back: bool  # the same edition, which was not asked any more

    @property
    def questionnaire(self) -> Questionnaire:
        """With the edition that it gets in this school."""
        return self.plan.questionnaire


def read_form(path: Path, informant: Informant | None, lend: Lend) -> FormDraft:
    """Runs on the worker; the store is lent for reading only. Raises ``UserError``.

    ``informant``: who fills it in, when somebody chose; else what an earlier edition here says,
    else the file, else the teacher.
    """
    with lend() as store, store.reading() as session:
        language = school_facts(session).language
    file = read_questionnaire(path, informant=informant, language=language)
    with lend() as store, store.reading() as session:
        known = [one for one in own_list(session) if one.code == file.questionnaire.code]
        expected = known[0].questionnaire.informant if known else None
        if informant is None and expected not in (None, file.questionnaire.informant):
            file = read_questionnaire(path, informant=expected, language=language)
        plan = preview_own(session, file.questionnaire)
    is_here = plan.questionnaire.edition in {one.edition for one in known}
    comes_back = plan.state is State.CHANGED and is_here
    return FormDraft(path, file, plan, lint(file.questionnaire), comes_back)
