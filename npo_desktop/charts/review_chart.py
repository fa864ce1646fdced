"""What the chart of a review shows: goals before and after on the bands of their scores. Pure.

Screen and paper both paint this. Sources: VISUAL.md, section 8; SCORING.md, sections 3 and 4.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from npo_desktop.charts.profile_wording import signed
from npo_desktop.charts.ruler import CRITERION, Cuts, References, cuts_of, place_of
from npo_desktop.content.informant_words import informant_text
from npo_desktop.dossiers.dossier import SubscaleScore
from npo_desktop.dossiers.review import GoalReview
from npo_desktop.dossiers.review_words import goal_sentences
from npo_desktop.formats import date_text, month_name, number
from npo_desktop.i18n import _
from npo_desktop.scoring.change import Verdict


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """One goal. Places from 0 to 1; words as they stand in the columns beside the bands."""

    goal: str
    measured: str  # with what, by whom
    before_at: float | None
    now_at: float | None
    target_at: float | None
    expected_at: float | None  # without help
    error: tuple[float, float] | None  # one standard error either way of now, in places
    before: str
    now: str
    target: str
    change: str  # "yes, +16 (needed 9)"
    reached: bool | None
    verdict: Verdict
    sentences: tuple[str, ...]

    @property
    def is_certain(self) -> bool:
        """Only then the line between before and now is in the accent colour."""
        return self.verdict in (Verdict.IMPROVED, Verdict.DECLINED)

    @property
    def reached_text(self) -> str:
        """The tag at the right."""
        if self.reached is None:
            return _("look together")
        return _("reached") if self.reached else _("not yet")


@dataclass(frozen=True, slots=True)
class ReviewChart:
    """Rows in the order of the goals; the days in words, empty when not measured."""

    rows: tuple[ReviewRow, ...]
    before_month: str
    now_month: str


def review_chart(
    goals: Sequence[GoalReview], names: Mapping[str, str], references: References
) -> ReviewChart:
    """``names``: subscale -> what staff call it; ``references``: of the round of now."""
    measured = [goal for goal in goals if goal.before is not None and goal.now is not None]
    before = next((goal.before.held_on for goal in measured if goal.before), None)
    now = next((goal.now.held_on for goal in goals if goal.now), None)
    return ReviewChart(
        tuple(_row(goal, names, references) for goal in goals), _month(before), _month(now)
    )


def describe(row: ReviewRow) -> str:
    """The whole row for who cannot see the picture, with dates, informant and edition."""
    return " ".join((f"{row.goal}: {row.measured}.", *row.sentences))


def _row(goal: GoalReview, names: Mapping[str, str], references: References) -> ReviewRow:
    cuts = _cuts(goal.now, references)
    code = goal.aim.subscale
    name = names.get(code, code) if code else ""
    who = informant_text(goal.informant) if goal.informant else ""
    value = goal.value
    error = None
    if value is not None and goal.error is not None:
        low, high = max(value - goal.error, 0.0), min(value + goal.error, 100.0)
        error = place_of(low, cuts), place_of(high, cuts)
    expected = goal.expectation.expected_pomp if goal.expectation else None
    return ReviewRow(
        goal=goal.aim.text,
        measured=", ".join(part for part in (name, who) if part),
        before_at=_at(goal.start, cuts),
        now_at=_at(value, cuts),
        target_at=_at(goal.aim.target, cuts),
        expected_at=_at(expected, cuts),
        error=error,
        before=_value(goal.start),
        now=_value(value),
        target=_value(goal.aim.target),
        change=_change(goal),
        reached=goal.reached,
        verdict=goal.verdict,
        sentences=(*_dated(goal), *goal_sentences(goal)),
    )


def _change(goal: GoalReview) -> str:
    if goal.change is None or goal.verdict is Verdict.UNKNOWN:
        return _("cannot be said")
    said = _("yes, {change}") if goal.verdict is not Verdict.UNCHANGED else _("no, {change}")
    words = said.format(change=signed(goal.change))
    if goal.needed is None:
        return words
    return f"{words} " + _("(needed {points})").format(points=number(goal.needed))


def _dated(goal: GoalReview) -> tuple[str, ...]:
    """No score without its date, informant, form version and count."""
    found = []
    for said, scored in ((_("Before"), goal.before), (_("Now"), goal.now)):
        if scored is not None and scored.score.pomp is not None:
            words = _("{moment}: {value} of 100, {date}, edition {edition}, {answered} of {items}.")
            found.append(
                words.format(
                    moment=said,
                    value=number(scored.score.pomp),
                    date=date_text(scored.held_on),
                    edition=scored.edition,
                    answered=scored.score.answered,
                    items=scored.score.items,
                )
            )
    return tuple(found)


def _cuts(scored: SubscaleScore | None, references: References) -> Cuts:
    if scored is None:
        return CRITERION
    judgement = scored.subscale.startswith("COG-") and scored.score.items == 1
    return cuts_of(scored, references, judgement=judgement)


def _at(value: float | None, cuts: Cuts) -> float | None:
    return None if value is None else place_of(value, cuts)


def _value(value: float | None) -> str:
    return "–" if value is None else number(value)


def _month(day: date | None) -> str:
    return month_name(day) if day else ""
