"""When a high marker alone gives no worry in two tiers, and when it only seems so. Pure."""

from collections.abc import Iterable
from dataclasses import replace

from npo_desktop.dossiers.dossier import SubscaleScore
from npo_desktop.dossiers.two_tiers import flagged


def without_false_calm(
    scores: list[SubscaleScore], before: Iterable[SubscaleScore]
) -> list[SubscaleScore]:
    """In two tiers a high marker alone gives no worry only where no more is asked.

    After a signal in the round before, or by somebody else, the other statements are due: until
    they are answered there are too few answers.
    """
    calm = {scored.questionnaire for scored in scores if scored.no_concern}
    due = {
        (code, subscale)
        for code in calm
        for subscale in flagged(
            (other.subscale, other.band) for other in scores if other.questionnaire != code
        )
    }
    due |= {
        (code, subscale)
        for code in calm
        for subscale in flagged(
            (past.subscale, past.band) for past in before if past.questionnaire == code
        )
    }
    return [
        replace(one, no_concern=False)
        if one.no_concern and (one.questionnaire, one.subscale) in due
        else one
        for one in scores
    ]
