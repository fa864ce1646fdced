"""The second sheet: one row a chosen approach, "nothing extra now" among them."""

from collections.abc import Iterator

from npo_desktop.content.informant_words import informant_name
from npo_desktop.content.load import Content
from npo_desktop.dossiers.dossier import Dossier
from npo_desktop.dossiers.review import ENOUGH_GIVEN
from npo_desktop.exports.xlsx.looks import Look
from npo_desktop.exports.xlsx.marks import Emphasis, Mark, words_in_formula
from npo_desktop.exports.xlsx.plan_facts import PlannedApproach, PlannedGoal, PlanWorkbook
from npo_desktop.exports.xlsx.typed_in import DayFrom, OneOf, WholeNumber
from npo_desktop.exports.xlsx.wording import group_text, state_text, subscale_text
from npo_desktop.exports.xlsx.workbook import Column, Sheet, Value
from npo_desktop.formats import date_text
from npo_desktop.i18n import _, pick
from npo_desktop.proposals.plan import NOTHING_EXTRA, measure_of
from npo_desktop.proposals.words.proposed import goal_area_text

PLANS = "npo_plans"  # name of the Excel table
PLAN_STATES = ("concept", "agreed", "stopped", "done")  # those of the store, in their order
MOST_SESSIONS = 500  # of one plan: more is a typing error


def plans_sheet(facts: PlanWorkbook, title: str) -> Sheet:
    """Pupils in list order, group by group; as many goal columns as the longest plan needs."""
    goals = max((len(approach.goals) for approach in facts.approaches), default=1) or 1
    return Sheet(
        name=_("Plans"),
        title=title,
        columns=plan_columns(goals),
        rows=lambda: _rows(facts, goals),
        frozen_columns=2,
        table=PLANS,
        marks=_marks(),
        may_split=True,
        hint=_("The framed columns may be changed."),
    )


def approach_text(approach: PlannedApproach, content: Content) -> str:
    """What was chosen, in the words of staff."""
    if approach.intervention == NOTHING_EXTRA:
        look_again = date_text(approach.review_on)
        return _("Nothing extra now. Look again on {date}.").format(date=look_again)
    intervention = content.catalogue.get(approach.intervention)
    return intervention.name if intervention else approach.intervention


def plan_columns(goals: int) -> tuple[Column, ...]:
    """With the three that people may change, and the hidden one that says which plan it is."""
    return (
        Column(_("Group"), 9, Look.WRAPPED),
        Column(_("Pupil"), 19, Look.WRAPPED),
        Column(_("Number"), 8, Look.TEXT),
        Column(_("Year group"), 7, Look.WHOLE),
        Column(_("Approach"), 24, Look.WRAPPED),
        Column(_("Goal area"), 17, Look.WRAPPED),
        *(column for place in range(goals) for column in _goal_columns(place, goals)),
        Column(_("Sessions per week"), 9, Look.WHOLE, "weekly"),
        Column(_("Minutes per session"), 9, Look.WHOLE),
        Column(_("Weeks"), 7, Look.WHOLE),
        Column(_("Group size"), 7, Look.WHOLE),
        Column(_("Who"), 15, Look.WRAPPED),
        Column(_("Start"), 11, Look.DATE, "starts_on"),
        Column(_("Review"), 12, Look.TYPED_DATE, "review_on", _review_rule()),
        Column(_("State"), 12, Look.TYPED_TEXT, "status", _state_rule()),
        Column(_("Sessions planned"), 10, Look.WHOLE),
        Column(_("Planned until now"), 10, Look.WHOLE, "planned_so_far"),
        Column(_("Sessions given"), 10, Look.TYPED_WHOLE, "sessions_given", _given_rule()),
        Column(_("Reason"), 26, Look.WRAPPED),
        Column("npo-id", 34, Look.TEXT, "id", is_hidden=True),
    )


def _state_rule() -> OneOf:
    return OneOf(
        tuple(state_text(state) for state in PLAN_STATES),
        _("Choose one of the words of the list."),
    )


def _given_rule() -> WholeNumber:
    return WholeNumber(MOST_SESSIONS, _("How many sessions took place in all: a whole number."))


def _review_rule() -> DayFrom:
    return DayFrom("starts_on", _("The day of the review: not before the start of the plan."))


def _marks() -> tuple[Mark, ...]:
    """Late reviews, and less given than planned; what has ended steps back."""
    concept, agreed, stopped, done = (words_in_formula(state_text(one)) for one in PLAN_STATES)
    is_open = f"OR({{status}}={concept},{{status}}={agreed})"
    late = f"AND({is_open},ISNUMBER({{review_on}}),{{review_on}}<TODAY())"
    behind = (
        f"AND({{status}}={agreed},ISNUMBER({{sessions_given}}),"
        "N({planned_so_far})>N({weekly}),"  # the first week is not over yet
        f"{{sessions_given}}<{ENOUGH_GIVEN}*N({{planned_so_far}}))"
    )
    ended = f"OR({{status}}={stopped},{{status}}={done})"
    return (
        Mark(late, ("review_on",), Emphasis.LATE),
        Mark(behind, ("sessions_given",), Emphasis.WATCH),
        Mark(ended, ("status",), Emphasis.CALM),
    )


def _goal_columns(place: int, goals: int) -> tuple[Column, ...]:
    goal = _("Goal {n}").format(n=place + 1) if goals > 1 else _("Goal")

    def heading(words: str) -> str:  # no two alike in one table
        return f"{words}, {goal.casefold()}" if goals > 1 else words

    return (
        Column(goal, 28, Look.WRAPPED),
        Column(heading(_("Measured with")), 28, Look.WRAPPED),
        Column(heading(_("Start value (0-100)")), 8, Look.WHOLE),
        Column(heading(_("Target (0-100)")), 8, Look.WHOLE),
    )


def _rows(facts: PlanWorkbook, goals: int) -> Iterator[tuple[Value, ...]]:
    for group in facts.groups:
        for dossier, approach in facts.approaches_of(group):
            pupil, none = dossier.pupil, (None,) * 4
            reached = [_goal_cells(goal, dossier, facts.content) for goal in approach.goals]
            reached += [none] * (goals - len(reached))
            yield (
                group_text(group),
                pupil.list_name,
                pupil.number,
                pupil.grade,
                approach_text(approach, facts.content),
                _area_text(approach, facts.content),
                *(cell for cells in reached for cell in cells),
                approach.sessions_per_week,
                approach.minutes,
                approach.weeks,
                approach.group_size,
                approach.who,
                approach.starts_on,
                approach.review_on,
                state_text(approach.state),
                approach.planned,
                approach.planned_so_far,
                approach.given,
                approach.reason,
                approach.id.hex if approach.id else None,
            )


def _area_text(approach: PlannedApproach, content: Content) -> str:
    intervention = content.catalogue.get(approach.intervention)
    if intervention is None:
        return ""
    return f"{intervention.category} · {goal_area_text(intervention.goal_area)}"


def _goal_cells(goal: PlannedGoal, dossier: Dossier, content: Content) -> tuple[Value, ...]:
    return goal.text, measured_with(goal, dossier, content), goal.start_value, goal.target_value


def measured_with(goal: PlannedGoal, dossier: Dossier, content: Content) -> str:
    """How one sees that a goal of the catalogue is reached, and which score stands beside it."""
    if goal.subscale is None:
        return ""
    name = dossier.pupil.call_name
    lines = [
        pick(example.observe).replace("{name}", name)
        for example in content.catalogue.goals_for(goal.subscale)
        if goal.text in [text.replace("{name}", name) for text in example.texts.values()]
    ][:1]
    if goal.start_value is not None:
        lines.append(_score_text(goal.subscale, dossier, content))
    return "\n".join(lines) or subscale_text(content, goal.subscale)


def _score_text(subscale: str, dossier: Dossier, content: Content) -> str:
    measure = measure_of(dossier, subscale, content.questionnaires)
    parts = [subscale_text(content, subscale)]
    scored = dossier.score_of(subscale, measure.informant) if measure.informant else None
    if scored:
        parts += [
            informant_name(scored.informant),
            _("edition {edition}").format(edition=scored.edition),
            date_text(scored.held_on),
        ]
    return _("Score: {what}").format(what=", ".join(parts))
