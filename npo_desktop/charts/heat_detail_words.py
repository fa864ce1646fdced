"""The words beside one cell of the heat map: every figure with what it rests on. Pure."""

from npo_desktop.charts.heat_detail import HeatDetail
from npo_desktop.charts.profile_wording import result_text, signed
from npo_desktop.content.informant_words import informant_text
from npo_desktop.dossiers.verdict_words import agreement_text, change_text
from npo_desktop.formats import date_text, month_name, number
from npo_desktop.i18n import _

FEELINGS = ("SE-WEL", "SE-SAF")  # what the child says is never overruled


def value_text(detail: HeatDetail) -> str:
    """The large figure: a test level, a value of 0 to 100, or a dash."""
    if detail.test is not None and detail.test.level:
        return detail.test.level
    if detail.scored is None or detail.scored.score.pomp is None:
        return "–"
    return number(detail.scored.score.pomp)


def was_text(detail: HeatDetail) -> str:
    """Where it came from: "was 33 in mei · verschil −4"."""
    if detail.test is not None or detail.before is None or detail.before_on is None:
        return ""
    difference = detail.difference
    if difference is None:
        return ""
    words = _("was {value} in {month} · difference {difference}")
    return words.format(
        value=number(detail.before),
        month=month_name(detail.before_on),
        difference=signed(difference),
    )


def basis_text(detail: HeatDetail) -> str:
    """Who, when, how many of the statements, and the measurement error."""
    if detail.test is not None:
        return result_text(detail.test)
    scored = detail.scored
    if scored is None:
        return ""
    counted = _("{n} of {total} answers").format(n=scored.score.answered, total=scored.score.items)
    parts = [informant_text(scored.informant), date_text(scored.held_on), counted]
    if detail.error is not None:
        parts.append(_("error ± {n}").format(n=number(detail.error)))
    return " · ".join(parts)


def verdict_text(detail: HeatDetail) -> str:
    """What may be said about the change; nothing about a test level or without a score."""
    if detail.test is not None or detail.scored is None or detail.scored.score.pomp is None:
        return ""
    if detail.scored.score.items < 2:
        return ""
    return change_text(detail.verdict, detail.why)


def views_text(detail: HeatDetail, subscale: str) -> str:
    """How those who answered see it beside each other; empty for one alone."""
    if detail.spread is None:
        return ""
    who = [view.informant for view in detail.views]
    words = agreement_text(detail.differs, who, about_feelings=subscale in FEELINGS)
    if detail.differs:
        words += " " + _("Difference: {n} points.").format(n=number(detail.spread))
    return words


def low_in_group_text() -> str:
    """The second guard of the school-group norm."""
    return _("Low in the whole group: look at the class, not the child.")
