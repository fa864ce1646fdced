"""Why nothing may be said about a change: better no verdict than a wrong one. Pure."""

from enum import StrEnum


class NoVerdict(StrEnum):
    """Why nothing may be said about a change; the first that holds, in this order.

    The last goes with "unchanged": a difference that seems large is not called certain either.
    """

    FIRST_ROUND = "first_round"
    OTHER_FORM = "other_form"  # another questionnaire, test or edition
    TWO_TIERS = "two_tiers"
    TOO_FEW = "too_few"  # answers, in one of the two
    TOO_SHORT = "too_short"  # one or two questions
    OTHER_RATER = "other_rater"
    TOO_EARLY = "too_early"
    NO_NORM = "no_norm"  # nobody typed in which growth to expect
    CHANCE = "chance"  # larger than measurement error, but one of many, or seen in the whole group
