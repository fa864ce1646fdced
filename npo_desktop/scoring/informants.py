"""Two informants about one pupil: do they differ by more than measurement error?"""

import math
from dataclasses import dataclass

from npo_desktop.scoring.reliability import CRITICAL, standard_error
from npo_desktop.scoring.scale import TOLERANCE


@dataclass(frozen=True, slots=True)
class Agreement:
    """First minus second, and one combined score only where the two do not differ."""

    difference: float
    standard_error: float
    threshold: float
    differs: bool
    combined: float | None
    combined_error: float | None


def compare_informants(
    first_t: float,
    first_reliability: float,
    second_t: float,
    second_reliability: float,
    *,
    sd: float = 10.0,
) -> Agreement:
    """Compare two scores about one pupil, each on the informant's own reference group.

    Units: T points; without a norm group pass POMP (0 to 100) with its own ``sd``. A difference
    equal to the threshold does not count, within 1e-9. Missing: with one informant there is
    nothing to compare. Those who differ get no mean: both values stand side by side.
    ValueError: ``sd`` not above 0, a reliability outside 0 <= r < 1, a score that is not finite.
    Source: SCORING.md, section 5.
    """
    first_error = standard_error(sd, first_reliability)
    second_error = standard_error(sd, second_reliability)
    difference = first_t - second_t
    if not math.isfinite(difference):
        raise ValueError(f"{first_t!r} and {second_t!r} cannot be compared")
    error = math.hypot(first_error, second_error)
    threshold = CRITICAL * error
    if abs(difference) > threshold + TOLERANCE:
        return Agreement(difference, error, threshold, True, None, None)
    first_weight, second_weight = first_error**-2, second_error**-2
    both = first_weight + second_weight
    combined = (first_weight * first_t + second_weight * second_t) / both
    return Agreement(difference, error, threshold, False, combined, both**-0.5)
