"""The plans of one group, as they stand in its own workbook."""

from npo_desktop.exports.xlsx.calendar_sheet import calendar_sheet
from npo_desktop.exports.xlsx.key_sheet import key_sheet
from npo_desktop.exports.xlsx.plan_facts import PlanWorkbook
from npo_desktop.exports.xlsx.plan_workbook import title_of
from npo_desktop.exports.xlsx.plans_sheet import plans_sheet
from npo_desktop.exports.xlsx.workbook import Sheet
from npo_desktop.i18n import _


def group_plan_sheets(facts: PlanWorkbook) -> tuple[Sheet, ...]:
    """Those of the Excel plan, for one group; changes in them are read back the same way."""
    plans = plans_sheet(facts, title_of(facts, _("Plans")))
    calendar = calendar_sheet(facts, title_of(facts, _("Review calendar")))
    return plans, calendar, key_sheet(facts, plans)
