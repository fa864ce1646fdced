"""Every change of one pupil beside what was to be expected without any help. Pure.

As the review of a plan does it: the school group of the first round, the form's own reliability.
"""

from collections.abc import Mapping

from npo_desktop.content.questionnaire import Informant, Questionnaire
from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.dossiers.expectation import Expectation, expected_without_help
from npo_desktop.dossiers.scan_scores import ReferenceKey, reference_behind
from npo_desktop.scoring.norms import Reference

Expectations = Mapping[tuple[str, Informant], Expectation]


def pupil_expectations(
    dossier: Dossier,
    questionnaires: Mapping[str, Questionnaire],
    before_references: Mapping[ReferenceKey, Reference],
) -> dict[tuple[str, Informant], Expectation]:
    """By subscale and informant; none without a group of twenty in the round before."""
    found = {}
    before = {(past.subscale, past.informant): past for past in dossier.before}
    for change in dossier.changes:
        key = change.subscale, change.informant
        past = before.get(key)
        if past is None or past.questionnaire not in questionnaires:
            continue
        form = questionnaires[past.questionnaire]
        expectation = expected_without_help(
            change,
            reference_behind(past, before_references),
            retest=form.reliability,
            top=form.top,
        )
        if expectation is not None:
            found[key] = expectation
    return found
