"""The columns of the list of plans."""

from collections.abc import Callable

from npo_desktop.clock import today
from npo_desktop.dossiers.plan_words import plan_state_text
from npo_desktop.dossiers.review import ENOUGH_GIVEN
from npo_desktop.formats import date_text
from npo_desktop.i18n import _, ngettext
from npo_desktop.queries.planning.plan_board import PlanRow
from ui.tables.record_table import BoldRole, Column, TagRole, ToneRole


def plan_columns(approach: Callable[[str], str]) -> tuple[Column[PlanRow], ...]:
    """Whose plan, what it is to reach, who does it, how far, and when to look back."""
    return (
        Column(
            _("Pupil"),
            lambda row: row.full_name,
            sort=lambda row: row.pupil,
            width=150,
            roles={BoldRole: lambda _row: True},
            tip=lambda row: row.full_name,
        ),
        Column(_("Group"), lambda row: row.group, width=66),
        Column(
            _("Goal"),
            lambda row: first_goal(row) or approach(row.plan.intervention),
            tip=lambda row: goal_text(row, approach),
            accessible=lambda row: goal_text(row, approach),
        ),
        Column(_("Who"), lambda row: row.plan.who, width=104, tip=lambda row: row.plan.who),
        Column(
            _("Sessions"),
            sessions_text,
            sort=_share,
            number=True,
            width=74,
            roles={ToneRole: _dose_tone},
        ),
        Column(
            _("Review"),
            lambda row: date_text(row.plan.review_on),
            sort=lambda row: row.plan.review_on,
            width=126,
            roles={TagRole: _late_tag},
            tip=review_day_text,
            accessible=review_day_text,
        ),
        Column(_("State"), state_text, width=104, roles={TagRole: _state_tag}),
    )


def first_goal(row: PlanRow) -> str:
    """Its first goal, and how many there are besides."""
    goals = row.plan.goals
    more = f" (+{len(goals) - 1})" if len(goals) > 1 else ""
    return f"{goals[0].text}{more}" if goals else ""


def goal_text(row: PlanRow, approach: Callable[[str], str]) -> str:
    """The approach, then its first goal."""
    return ": ".join(filter(None, (approach(row.plan.intervention), first_goal(row))))


def sessions_text(row: PlanRow) -> str:
    """Given of planned; a dash without a dose or a session."""
    dose = row.dose
    if not dose.marks and not dose.planned:
        return "–"
    return f"{dose.given}/{dose.planned}" if dose.planned is not None else str(dose.given)


def review_day_text(row: PlanRow) -> str:
    """The day of the review, and how late that is."""
    late = row.days_late(today())
    said = date_text(row.plan.review_on)
    if late <= 0:
        return said
    return f"{said} · " + ngettext("{n} day late", "{n} days late", late).format(n=late)


def state_text(row: PlanRow) -> str:
    """Concept, agreed, signed, stopped or done."""
    return plan_state_text(row.plan.state, is_signed=row.plan.signed_on is not None)


def _late_tag(row: PlanRow) -> tuple[str, str | None] | None:
    return ("warn", "clock") if row.days_late(today()) > 0 else None


def _state_tag(row: PlanRow) -> tuple[str, str | None] | None:
    if row.plan.state == "agreed":
        return ("ok", "")
    return ("neutral", "")


def _dose_tone(row: PlanRow) -> str:
    """Less than half given stands out."""
    share = row.dose.share
    return "warn" if share is not None and share < ENOUGH_GIVEN else "ink2"


def _share(row: PlanRow) -> float | None:
    return row.dose.share
