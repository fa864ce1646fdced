"""Words that several sheets share."""

from npo_desktop.band_words import band_text
from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.exports.xlsx.plan_facts import PlannedGroup
from npo_desktop.i18n import _, pick
from npo_desktop.scoring.norms import Band


def watermark_text() -> str:
    """On every sheet of the practice school."""
    return _("EXAMPLE SCHOOL: no real pupils")


def no_figure_text() -> str:
    """Instead of months that nobody has measured."""
    return _("No figure known. That does not mean: no effect.")


def small_numbers_text() -> str:
    """Beside every count of a few pupils."""
    return _("Small group: numbers, no percentages, and only inside the school.")


def group_text(group: PlannedGroup) -> str:
    """A group's name, or that there is none."""
    return group.name or _("No group")


def subscale_text(content: Content, code: str | None) -> str:
    """What a subscale or composite is called for staff."""
    if code is None:
        return ""
    composites = {
        "EF": _("Executive, total"),
        "SE": _("Social-emotional, total"),
        "TOTAL": _("Whole list"),
    }
    names = content.subscales.get(code)
    return pick(names.staff) if names else composites.get(code, code)


def shown_band(band: Band, *, is_strong: bool = False) -> str:
    """Letter and words, never colour; nothing where too little was answered."""
    return "" if band is Band.NONE else band_text(band, is_strong)


def state_text(state: str) -> str:
    """How far a plan is; states of the store."""
    return {
        "concept": _("Concept"),
        "agreed": _("Agreed"),
        "stopped": _("Stopped"),
        "done": _("Done"),
    }.get(state, state)


def scanned_by(dossier: Dossier, informant: Informant) -> bool:
    """Whether this informant's list gives at least one score."""
    return any(s.informant == informant and s.score.mean is not None for s in dossier.scores)
