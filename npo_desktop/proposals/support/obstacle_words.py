"""Why a pupil has no place in a support group, in words. Pure."""

from npo_desktop.i18n import _
from npo_desktop.proposals.load_guard import LoadWarning
from npo_desktop.proposals.support.obstacles import Obstacle


def obstacle_text(obstacle: Obstacle) -> str:
    """What stands in the way, as a sentence."""
    return {
        Obstacle.NO_CONSENT: _("The parents have not agreed yet."),
        Obstacle.NO_GRADE: _("The year group is not known."),
        Obstacle.NO_PROGRAMME: _("Nothing that is offered now suits this pupil."),
        Obstacle.NOTHING_LOW: _("Nothing was low enough for a proposal."),
        Obstacle.TOO_FEW: _("There are too few other pupils for a group."),
        Obstacle.GRADE_SPREAD: _("The other pupils are too far away in year group."),
        Obstacle.FULL: _("The groups that suit are full."),
        Obstacle.NO_HOURS: _("There are no hours left."),
        Obstacle.NO_BUDGET: _("There is no money left for the material."),
        Obstacle.NOT_TRAINED: _("Nobody is trained for what suits this pupil."),
        Obstacle.TRAINED_NO_HOURS: _("Who is trained for what suits this pupil has no hours."),
        Obstacle.NO_PERIOD: _("There is no time at which everybody is free."),
        Obstacle.NO_ROOM: _("There is no room free at that time."),
        Obstacle.APART: _("Somebody is there with whom this pupil may not be in one group."),
        Obstacle.TOGETHER: _("The pupil with whom it must be together cannot be placed there."),
        Obstacle.PINS: _("The fixed places contradict each other."),
        Obstacle.OTHERS_FIRST: _("Other pupils gain more from the same hours."),
    }[obstacle]


def obstacle_hint(obstacle: Obstacle) -> str:
    """What somebody could do about it."""
    return {
        Obstacle.NO_CONSENT: _("Talk with the parents and note their answer."),
        Obstacle.NO_GRADE: _("Fill in the year group of the pupil."),
        Obstacle.NO_PROGRAMME: _("Look at the proposals for this pupil."),
        Obstacle.NOTHING_LOW: _("Look at the page of the pupil if you see it differently."),
        Obstacle.TOO_FEW: _("Make smaller groups, or choose an approach for one pupil."),
        Obstacle.GRADE_SPREAD: _("Let groups hold more year groups, or choose another approach."),
        Obstacle.FULL: _("Make groups larger, or add hours for one more group."),
        Obstacle.NO_HOURS: _("Add hours, or choose what matters most."),
        Obstacle.NO_BUDGET: _("Add to the budget, or choose something without material."),
        Obstacle.NOT_TRAINED: _("Note who is trained, or plan a training."),
        Obstacle.TRAINED_NO_HOURS: _("Give them hours, or train somebody who has hours."),
        Obstacle.NO_PERIOD: _("Add a time, or allow pupils to leave more lessons."),
        Obstacle.NO_ROOM: _("Add a room, or choose another time."),
        Obstacle.APART: _("Move one of the two, or let them be in one group."),
        Obstacle.TOGETHER: _("Let them go to different groups, or choose something for both."),
        Obstacle.PINS: _("Release one of the fixed places."),
        Obstacle.OTHERS_FIRST: _("Fix this pupil in a group if you see it differently."),
    }[obstacle]


def load_text(warning: LoadWarning) -> str:
    """What is too much for one child."""
    return {
        LoadWarning.MANY_THINGS: _("A fourth thing at once is too much for one child."),
        LoadWarning.MINUTES: _("Too much time a week outside the own class."),
        LoadWarning.MISSED_LESSONS: _("Misses too many lessons a week."),
        LoadWarning.LOST_BREAKS: _("Gives up too many breaks."),
    }[warning]
