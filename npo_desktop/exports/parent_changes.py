"""What really changed since the round before, in words for parents. Pure.

A change is told only when it is larger than measurement error, and only by a sentence: a certain
decline has no arrow and no colour. The sentences stand in the translation catalogue.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from npo_desktop.exports.parent_chart import deciding_score, level_of_test, may_be_shown, needs_of
from npo_desktop.exports.parent_facts import ParentSummary
from npo_desktop.formats import month_name
from npo_desktop.i18n import _, pick
from npo_desktop.scoring.change import Verdict

MOST_SUBJECTS = 3  # of each verdict
MOST_UNCHANGED = 2


@dataclass(frozen=True, slots=True)
class ParentChange:
    """What it is about, in the parents' words, and the one sentence on it."""

    subjects: tuple[str, ...]
    sentence: str


def changes_of(facts: ParentSummary) -> tuple[ParentChange, ...]:
    """Better first, then harder. When nothing is certain: what is practised, about the same."""
    before = facts.dossier.before_round
    if before is None:
        return ()
    month = month_name(before.starts_on)
    told = tuple(
        ParentChange(subjects, sentence.format(month=month))
        for verdict, sentence in (
            (Verdict.IMPROVED, _("This is clearly going better than in {month}.")),
            (
                Verdict.DECLINED,
                _("This is harder now than in {month}. We will talk about it together."),
            ),
        )
        if (subjects := tuple(_subjects(facts, verdict))[:MOST_SUBJECTS])
    )
    if told:
        return told
    needs = needs_of(facts)
    same = list(_subjects(facts, Verdict.UNCHANGED, needs))[:MOST_UNCHANGED]
    sentence = _("This is going about the same as in {month}.")
    return (ParentChange(tuple(same), sentence.format(month=month)),) if same else ()


def _subjects(
    facts: ParentSummary, verdict: Verdict, among: tuple[str, ...] | None = None
) -> Iterator[str]:
    """What parents call the subscales of which the deciding score changed so."""
    for subscale, names in facts.subscales.items():
        if (among is None or subscale in among) and may_be_shown(facts, subscale):
            scored = deciding_score(facts.dossier, subscale)
            if scored is None or level_of_test(facts.dossier, subscale):
                continue
            if any(
                change.verdict is verdict
                and (change.subscale, change.informant) == (subscale, scored.informant)
                for change in facts.dossier.changes
            ):
                yield pick(names.parent)
