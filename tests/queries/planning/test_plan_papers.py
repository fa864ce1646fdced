"""The plan on paper, which parents and the pupil sign: no score, letter or band stands on it."""

from pathlib import Path

from npo_desktop.content.load import Content
from npo_desktop.practice import PASSPHRASE
from npo_desktop.queries.planning.plan_papers import load_plan_papers
from npo_desktop.queries.planning.plans import plan_list
from npo_desktop.store.lifecycle import open_store


def test_a_goal_says_what_is_asked_about_again_and_gives_no_score(
    practice_copy: Path, content: Content
) -> None:
    store = open_store(practice_copy, PASSPHRASE)
    try:
        with store.reading() as session:
            plans = plan_list(session)
            measured = [
                goal
                for plan in plans
                for goal in plan.goals
                if goal.subscale and goal.target_value is not None
            ]
            papers = load_plan_papers(session, content, {plan.id for plan in plans}).plans
    finally:
        store.close()

    told = [goal.measured for paper in papers for goal in paper.goals if goal.measured]
    assert len(told) >= len(measured) > 0
    assert not [words for words in told if any(letter.isdigit() for letter in words)]
    assert all(words.startswith("Hier vragen wij opnieuw naar: ") for words in told)
