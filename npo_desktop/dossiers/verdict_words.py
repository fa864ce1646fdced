"""What may be said about change, growth, trends and differences: one sentence a verdict. Pure.

Plain words for a coordinator; no sentence claims that an approach was the cause. Every sentence
stands with its Dutch in ``tests/dossiers/test_verdict_words.py``. Source: SCORING.md, 4, 5 and 9.
"""

from collections.abc import Collection

from npo_desktop.content.questionnaire import Informant
from npo_desktop.dossiers.expectation import Expectation
from npo_desktop.dossiers.no_verdict import NoVerdict
from npo_desktop.dossiers.result_growth import LevelMove, SubjectGrowth
from npo_desktop.dossiers.trends import Trend
from npo_desktop.formats import number
from npo_desktop.i18n import _
from npo_desktop.scoring.change import Verdict
from npo_desktop.scoring.norms import Band


def change_text(verdict: Verdict, why: NoVerdict | None = None) -> str:
    """The change between two rounds; without a verdict the reason why there is none."""
    if verdict is Verdict.UNKNOWN:
        return no_verdict_text(why)
    if verdict is Verdict.UNCHANGED and why is NoVerdict.CHANCE:
        return no_verdict_text(why)
    return {
        Verdict.IMPROVED: _("Really better: the difference is larger than the measurement error."),
        Verdict.DECLINED: _("Really weaker: the difference is larger than the measurement error."),
        Verdict.UNCHANGED: _(
            "No certain change: the difference is smaller than the measurement error."
        ),
    }[verdict]


def no_verdict_text(why: NoVerdict | None) -> str:
    """Why nothing may be said about a change."""
    if why is None:
        return _("This cannot be compared with the round before.")
    return {
        NoVerdict.FIRST_ROUND: _("First round: there is nothing to compare with yet."),
        NoVerdict.OTHER_FORM: _("Another version of the questionnaire: cannot be compared."),
        NoVerdict.TWO_TIERS: _("The short scan was used: cannot be compared."),
        NoVerdict.TOO_FEW: _("Too few answers to compare."),
        NoVerdict.TOO_SHORT: _("Too few questions to compare: look at the answers."),
        NoVerdict.OTHER_RATER: _("Another person answered this time: cannot be compared."),
        NoVerdict.TOO_EARLY: _("Too early to say."),
        NoVerdict.NO_NORM: _("Nobody has filled in yet which growth to expect."),
        NoVerdict.CHANCE: _(
            "No certain change: so large a difference also comes by chance, or in the whole group."
        ),
    }[why]


def now_fine_text(verdict: Verdict, before: Band, now: Band) -> str:
    """A fact of its own beside a real improvement: it also left help or watch; else empty."""
    if verdict is Verdict.IMPROVED and now is Band.FINE and before in (Band.LOW, Band.WATCH):
        return _("Really better and now on level.")
    return ""


def expectation_text(expectation: Expectation | None) -> str:
    """Whether there is more than chance and a low start bring by themselves.

    Empty where nothing rose. ``None`` for want of a group; where the change itself has no verdict,
    say that instead.
    """
    if expectation is None:
        return _("The group is too small to say what to expect without help.")
    if expectation.is_more:
        return _("More progress than expected without help.")
    if expectation.rises_by_itself and expectation.second > expectation.first:
        return _("After a low score, a score often rises a little even without help.")
    if expectation.verdict is Verdict.IMPROVED:
        return _("Not more progress than expected without help.")
    return ""


def expected_point_text(expectation: Expectation) -> str:
    """The expected point in words, for who cannot see it in the picture."""
    words = _("Expected without help: about {value} of 100.")
    return words.format(value=number(expectation.expected_pomp))


def no_cause_text() -> str:
    """Beside every before and after of an approach."""
    return _("This does not show what caused it.")


def growth_text(found: SubjectGrowth) -> str:
    """Growth on a test beside the growth to expect; apart from the level, never merged with it."""
    if found.growth is None:
        if found.why is NoVerdict.OTHER_FORM:
            return _("Another test or edition than before: cannot be compared.")
        return no_verdict_text(found.why)
    return {
        "below": _("Less growth than expected in this time."),
        "within": _("Growth as expected, within the measurement error."),
        "above": _("More growth than expected in this time."),
    }[found.growth.verdict]


def level_text(move: LevelMove) -> str:
    """What two levels of one test say: mostly nothing yet."""
    if move.first is None:
        if move.why is NoVerdict.OTHER_FORM:
            return _("Another test or edition than before: cannot be compared.")
        return no_verdict_text(move.why)
    if not move.is_shown:
        if move.levels == 0:
            return _("The same level as the time before.")
        return _("One level up or down is not a change by itself.")
    if abs(move.levels) < 2:
        return _("A lower level twice in a row.")
    words = _("{n} levels higher than the time before.")
    if move.levels < 0:
        words = _("{n} levels lower than the time before.")
    return words.format(n=abs(move.levels))


def trend_text(trend: Trend | None) -> str:
    """A line over years; ``None``: fewer than three moments, or than ten pupils who have them."""
    if trend is None:
        return _("Too early to say: a line needs three measurements each of at least ten pupils.")
    words = {
        Verdict.IMPROVED: _("A rising line over {n} measurements."),
        Verdict.DECLINED: _("A falling line over {n} measurements."),
    }.get(trend.verdict, _("No certain direction over {n} measurements."))
    return words.format(n=len(trend.moments))


def agreement_text(
    differs: bool, informants: Collection[Informant], *, about_feelings: bool = False
) -> str:
    """How those who answered about the same see it: never a mean of those who differ."""
    if not differs:
        return _("The people who answered see about the same.")
    if len(set(informants)) > 2:
        words = _("Home, school and child see this differently. Discuss it; take no average.")
    elif Informant.PUPIL not in informants:
        words = _("Home and school see this differently. Discuss it; take no average.")
    elif Informant.PARENT not in informants:
        words = _("School and child see this differently. Discuss it; take no average.")
    else:
        words = _("Home and child see this differently. Discuss it; take no average.")
    if about_feelings and Informant.PUPIL in informants:
        words += " " + _("About feelings, what the child says always counts.")
    return words
