"""Why a pupil is talked about, in whole sentences with what they rest on. Pure."""

from collections.abc import Mapping, Sequence

from npo_desktop.content.informant_words import informant_text
from npo_desktop.content.questionnaire import SubscaleNames
from npo_desktop.dossiers.attention import AttentionRow, Why
from npo_desktop.dossiers.needs import Reason
from npo_desktop.i18n import _, ngettext, pick

MOST_NAMED = 4  # subscales in one sentence; the pupil's page has them all

Names = Mapping[str, SubscaleNames]


def why_text(why: Why, names: Names) -> str:
    """One reason as a sentence."""
    subscales = subscales_text(why.subscales, names)
    who = [informant_text(informant) for informant in why.informants]
    if why.reason is Reason.CRITICAL:
        return _("An answer asks for a talk this week ({who}).").format(who=", ".join(who))
    if why.reason is Reason.COMPOSITE:
        return _("Low over the whole: {subscales}.").format(subscales=subscales)
    if why.reason is Reason.MANY_LOW:
        n = len(why.subscales)
        words = ngettext(
            "Help needed {n} time: {subscales}.", "Help needed {n} times: {subscales}.", n
        )
        return words.format(n=n, subscales=subscales)
    if why.reason is Reason.TWO_ROUNDS:
        words = _("Help needed in round {first} and in {second}: {subscales}.")
        return words.format(first=why.rounds[0], second=why.rounds[1], subscales=subscales)
    if why.reason is Reason.TWO_INFORMANTS:
        return _("Two people see help needed ({who}): {subscales}.").format(
            who=", ".join(who), subscales=subscales
        )
    if why.reason is Reason.SLOW_GROWTH:
        words = _(
            "Help needed and less growth than expected from {first} to {second}: {subscales}."
        )
        return words.format(first=why.rounds[0], second=why.rounds[1], subscales=subscales)
    if why.who:
        return _("Added by {who}: {words}").format(who=why.who, words=why.words)
    return _("Added by a colleague: {words}").format(words=why.words)


def whys_text(row: AttentionRow, names: Names) -> str:
    """All reasons of one pupil, one after the other."""
    return " ".join(why_text(why, names) for why in row.whys)


def subscales_text(codes: Sequence[str], names: Names) -> str:
    """Subscales by name; of very many the first, and how many more."""
    shown = [_name(code, names) for code in codes[:MOST_NAMED]]
    if rest := len(codes) - len(shown):
        shown.append(_("{n} more").format(n=rest))
    return ", ".join(shown)


def _name(code: str, names: Names) -> str:
    if code in names:
        return pick(names[code].staff)
    return {"EF": _("executive functions"), "SE": _("social-emotional")}.get(code, code)
