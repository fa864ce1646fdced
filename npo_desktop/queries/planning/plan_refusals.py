"""Why a cell of a plan workbook cannot be taken over: in one sentence, from the plan as it is."""

from dataclasses import dataclass
from datetime import date, timedelta

from npo_desktop.files.plan_file import GIVEN, REVIEW, STATUS, CellValue
from npo_desktop.formats import date_text
from npo_desktop.i18n import _
from npo_desktop.proposals.plan import NOTHING_EXTRA
from npo_desktop.queries.planning.plan_changes import ENDED
from npo_desktop.queries.planning.plan_sessions import MOST_A_WEEK
from npo_desktop.queries.planning.plans import PlanFacts

LONGEST = timedelta(days=2 * 366)  # from the start to looking back


@dataclass(frozen=True, slots=True, repr=False)
class KnownPlan:
    """A plan as the store has it."""

    plan: PlanFacts
    pupil: str  # as in lists
    number: str
    given: int  # sessions
    counted: int  # of those, how many came out of a workbook without a day
    left_on: date | None = None

    def value(self, key: str) -> CellValue:
        """One of the three cells."""
        if key == REVIEW:
            return self.plan.review_on
        return self.plan.state if key == STATUS else self.given


def refusal(key: str, after: CellValue | None, mine: KnownPlan, state: str, day: date) -> str:
    """Why it cannot be; empty when it can."""
    plan = mine.plan
    if plan.state in ENDED:
        return _("This plan has ended, so it is kept as it was.")
    if key == STATUS:
        return _no_status(str(after), mine, day)
    if key == GIVEN and isinstance(after, int):
        return _no_count(after, mine, state, day)
    if isinstance(after, date):
        return _no_review(after, mine, day)
    return ""


def _no_status(after: str, mine: KnownPlan, day: date) -> str:
    plan = mine.plan
    if plan.state == "agreed" and after == "concept":
        return _("This plan was agreed; it does not become a concept again.")
    if plan.state == "concept" and after in ENDED:
        return _("A concept cannot end. Agree it first, or take it away in the program.")
    if after == "agreed":
        if plan.intervention != NOTHING_EXTRA and not plan.goals:
            return _("This plan has no goal.") + " " + _("Write the goal in the program first.")
        return _left(mine, day)
    return ""


def _no_count(after: int, mine: KnownPlan, state: str, day: date) -> str:
    plan = mine.plan
    if plan.intervention == NOTHING_EXTRA:
        return _("“Nothing extra now” has no sessions.")
    if state == "concept":
        return _("A concept has no sessions yet.")
    if day < plan.starts_on:
        return _("This plan begins on {date}.").format(date=date_text(plan.starts_on))
    if after < mine.given - mine.counted:
        text = _(
            "{n} sessions were logged on their own days; a lower count does not say which of them"
            " was not given."
        )
        return text.format(n=mine.given - mine.counted)
    most = MOST_A_WEEK * ((day - plan.starts_on).days // 7 + 1)
    if after > most:
        text = _("{n} sessions since {date} is more than {most} a week. Is the number right?")
        return text.format(n=after, date=date_text(plan.starts_on), most=MOST_A_WEEK)
    return ""


def _no_review(after: date, mine: KnownPlan, day: date) -> str:
    plan = mine.plan
    if plan.signed_on is not None:
        text = _("This plan was signed on {date}, so it stays as it is.")
        return " ".join(
            (
                text.format(date=date_text(plan.signed_on)),
                _("Begin a new version to change it."),
            )
        )
    if after < plan.starts_on:
        text = _("The review is before the start, {date}.")
        return text.format(date=date_text(plan.starts_on))
    if after - plan.starts_on > LONGEST:
        return _("This is more than two years after the start. Is the year right?")
    return _left(mine, day)


def _left(mine: KnownPlan, day: date) -> str:
    if mine.left_on is None or mine.left_on > day:
        return ""
    return _("This pupil left the school on {date}.").format(date=date_text(mine.left_on))
