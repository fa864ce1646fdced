"""What a summary for parents, and the talk about it, still lack."""

from enum import StrEnum

from npo_desktop.exports.parent_facts import ParentSummary
from npo_desktop.i18n import _


class Gap(StrEnum):
    """What is missing for a talk; in the order in which it is told."""

    NO_SCAN = "no-scan"
    UNFINISHED = "unfinished"
    NO_PLAN = "no-plan"
    NO_LANGUAGE = "no-language"
    OTHER_LANGUAGE = "other-language"


def has_scan(facts: ParentSummary) -> bool:
    """Whether there is enough of a scan to write a summary from."""
    return any(scored.score.mean is not None for scored in facts.dossier.scores)


def gaps_of(facts: ParentSummary) -> tuple[Gap, ...]:
    """What the talk about this pupil lacks."""
    found = []
    if not has_scan(facts):
        found.append(Gap.UNFINISHED if facts.dossier.scores else Gap.NO_SCAN)
    if not facts.plans:
        found.append(Gap.NO_PLAN)
    if not facts.dossier.pupil.talk_language and not facts.language_is_chosen:
        found.append(Gap.NO_LANGUAGE)
    elif facts.asked_language != facts.language:
        found.append(Gap.OTHER_LANGUAGE)
    return tuple(found)


def gap_words(gap: Gap) -> str:
    """A few words, for in a list."""
    words = {
        Gap.NO_SCAN: _("no scan"),
        Gap.UNFINISHED: _("scan not finished"),
        Gap.NO_PLAN: _("no plan"),
        Gap.NO_LANGUAGE: _("language of the talk not known"),
        Gap.OTHER_LANGUAGE: _("not in the parents' own language yet"),
    }
    return words[gap]
