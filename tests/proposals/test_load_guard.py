"""How much lands on one child, and the warning before it is too much."""

from npo_desktop.proposals.load_guard import Activity, LoadWarning, load_guard
from npo_desktop.proposals.support.obstacle_words import load_text, obstacle_hint, obstacle_text
from npo_desktop.proposals.support.obstacles import Obstacle

THREE = [Activity("p", name, 30, 1) for name in ("reading", "plan", "talk")]


def test_the_fourth_thing_is_warned_about_before_it_is_there() -> None:
    assert load_guard(THREE)["p"].warnings == ()
    fourth = load_guard(THREE, [Activity("p", "words", 30)])["p"]
    assert fourth.warnings == (LoadWarning.MANY_THINGS,) and fourth.things == 4
    assert (fourth.weekly_minutes, fourth.lessons_missed) == (120, 3)


def test_the_same_thing_planned_again_replaces_what_there_is() -> None:
    again = load_guard(THREE, [Activity("p", "reading", 90)])["p"]
    assert (again.things, again.weekly_minutes, again.warnings) == (3, 150, ())


def test_minutes_lessons_and_breaks_each_have_their_own_warning() -> None:
    loads = load_guard(
        [Activity("a", "x", 241), Activity("b", "x", 10, 5), Activity("c", "x", 10, 0, 2)]
    )
    assert [loads[pupil].warnings for pupil in "abc"] == [
        (LoadWarning.MINUTES,),
        (LoadWarning.MISSED_LESSONS,),
        (LoadWarning.LOST_BREAKS,),
    ]


def test_everything_that_can_stand_in_the_way_has_words_of_its_own() -> None:
    texts = [obstacle_text(obstacle) for obstacle in Obstacle]
    texts += [obstacle_hint(obstacle) for obstacle in Obstacle]
    texts += [load_text(warning) for warning in LoadWarning]
    assert len(set(texts)) == len(texts) and all(text.endswith(".") for text in texts)
