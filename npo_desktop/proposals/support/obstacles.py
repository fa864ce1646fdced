"""What stands in the way of a place in a support group. Words of data; the window says them."""

from enum import StrEnum


class Obstacle(StrEnum):
    """Why a pupil has no place, or why a wish was not kept."""

    NO_CONSENT = "no_consent"  # the parents have not agreed
    NO_GRADE = "no_grade"  # the year group is unknown
    NO_PROGRAMME = "no_programme"  # nothing that is offered suits
    NOTHING_LOW = "nothing_low"  # nothing asks for support: nothing was proposed
    TOO_FEW = "too_few"  # too few others for one more group
    GRADE_SPREAD = "grade_spread"  # enough others, but too far apart in year group
    FULL = "full"  # the groups that suit are full, too few are left for another
    NO_HOURS = "no_hours"
    NO_BUDGET = "no_budget"
    NOT_TRAINED = "not_trained"  # nobody is trained for what suits
    TRAINED_NO_HOURS = "trained_no_hours"  # who is trained for it has no hours; others do
    NO_PERIOD = "no_period"  # no moment at which the pupils and an adult are free
    NO_ROOM = "no_room"  # there is such a moment, but no room
    APART = "apart"  # somebody they must not be with
    TOGETHER = "together"  # somebody they must be with
    PINS = "pins"  # pins contradict each other, or a rule
    OTHERS_FIRST = "others_first"  # it would fit, but others gain more from the same hours
