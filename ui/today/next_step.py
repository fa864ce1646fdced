"""What the start page offers to do next: where one stopped, else what has not begun."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from npo_desktop.content.questionnaire import Informant, Questionnaire
from npo_desktop.dossiers.dossier import RoundFacts
from npo_desktop.i18n import _, ngettext, pick
from npo_desktop.queries.answering.scan_progress import (
    ListProgress,
    board_of,
    count_of,
    last_touched,
)

SECONDS_A_STATEMENT = 5  # for an estimate in words, never a norm


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing to do, in words, and the page that does it; no page: plan a round."""

    icon: str
    first: str
    rest: str
    button: str
    page: str = ""
    args: tuple[object, ...] = ()


def next_step(
    this: RoundFacts | None,
    lists: Sequence[ListProgress],
    questionnaires: Mapping[str, Questionnaire],
) -> NextStep:
    """In this order: a round to plan, a list to go on with, a group to start, the proposals."""
    if this is None:
        return NextStep(
            "calendar",
            _("Plan the first round"),
            _("In a round every pupil is looked at once. The first is the baseline."),
            _("Plan a round"),
        )
    if (begun := last_touched(lists)) is not None:
        said = _("You were at {name}: {n} of {total} statements answered.").format(
            name=begun.pupil.full_name, n=begun.answered, total=begun.items
        )
        return _fill_in(begun, lists, questionnaires, _("Go on: {what}"), said, _("Go on"))
    if (fresh := _first_open(lists)) is not None:
        return _fill_in(fresh, lists, questionnaires, _("Start: {what}"), "", _("Start"))
    return NextStep(
        "bulb",
        _("All lists of this round are filled in"),
        _("Now choose what each pupil needs."),
        _("To the proposals"),
        "proposals",
    )


def _first_open(lists: Sequence[ListProgress]) -> ListProgress | None:
    """The first pupil to be filled in: teachers' lists first, the youngest group first."""
    own = (one.questionnaire for one in lists)
    for code in dict.fromkeys((*(informant.value for informant in Informant), *own)):
        mine = [one for one in lists if one.questionnaire == code]
        for row in board_of(mine):
            group = (one for one in mine if row.holds(one.group_id))
            if (one := next((one for one in group if _is_open(one)), None)) is not None:
                return one
    return None


def _fill_in(
    one: ListProgress,
    lists: Sequence[ListProgress],
    questionnaires: Mapping[str, Questionnaire],
    first: str,
    said: str,
    button: str,
) -> NextStep:
    mine = [
        other
        for other in lists
        if other.questionnaire == one.questionnaire and other.group_id == one.group_id
    ]
    count, todo = count_of(mine), [other for other in mine if _is_open(other)]
    left = ngettext(
        "{n} of {total} pupils to go.", "{n} of {total} pupils to go.", len(todo)
    ).format(n=len(todo), total=count.asked)
    seconds = SECONDS_A_STATEMENT * sum(other.items - other.answered for other in todo)
    title = pick(questionnaires[one.questionnaire].titles)
    what = ", ".join(part for part in (one.pupil.group, title) if part)
    return NextStep(
        "player-play",
        first.format(what=what),
        " ".join(part for part in (left, said, _work_text(seconds)) if part),
        button,
        "scan",
        (one.pupil.id, one.questionnaire, one.group_id),
    )


def _work_text(seconds: int) -> str:
    minutes = max(1, round(seconds / 60))
    if minutes > 20:
        minutes = 5 * round(minutes / 5)
    return ngettext("About {n} minute of work.", "About {n} minutes of work.", minutes).format(
        n=minutes
    )


def _is_open(one: ListProgress) -> bool:
    return one.is_asked and not one.is_complete
