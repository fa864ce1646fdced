"""Corrections to a change of year that was not carried out yet: kept when the window locks."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from sqlmodel import Session

from npo_desktop.queries.school import set_setting, setting
from npo_desktop.queries.years.year_plan import Fate, YearGroup, YearPlan, YearRow

Draft = Mapping[str, Any]
_SETTING = "year.draft."


def draft_of(plan: YearPlan) -> Draft:
    """What was decided, as plain values: by pupil, the groups that were added, the last day."""
    return {
        "groups": [
            [group.key, group.name, group.grade, list(group.covers)]
            for group in plan.groups
            if group.id is None and group.like is None
        ],
        "rows": {
            str(row.pupil_id): [row.fate.value, row.to, row.to_grade] for row in plan.undecided
        },
        "last_day": plan.last_day.isoformat(),
    }


def with_draft(plan: YearPlan, draft: Draft) -> YearPlan:
    """The proposal with these decisions, as far as its pupils and groups are still there."""
    known = {group.key for group in plan.groups}
    added = [
        YearGroup(key, name, grade, tuple(covers))
        for key, name, grade, covers in draft["groups"]
        if key not in known
    ]
    groups = (*plan.groups, *added)
    keys = {group.key for group in groups}
    rows = tuple(_decided(row, draft["rows"].get(str(row.pupil_id)), keys) for row in plan.rows)
    last_day = date.fromisoformat(draft["last_day"])
    return replace(plan, groups=groups, rows=rows, last_day=last_day)


def keep_draft(session: Session, plan: YearPlan) -> None:
    """For the next time. The caller commits."""
    set_setting(session, _SETTING + plan.old_year, json.dumps(draft_of(plan)))


def forget_draft(session: Session, old_year: str) -> None:
    """It was carried out, or is not wanted any more. The caller commits."""
    set_setting(session, _SETTING + old_year, "")


def kept_draft(session: Session, old_year: str) -> Draft | None:
    """What was kept, if anything."""
    kept = setting(session, _SETTING + old_year)
    found: Draft | None = json.loads(kept) if kept else None
    return found


def _decided(row: YearRow, kept: Any, keys: set[str]) -> YearRow:
    if kept is None or row.is_read:
        return row
    fate, to, to_grade = kept
    if to is not None and to not in keys:
        return row  # that group is not there any more
    return replace(row, fate=Fate(fate), to=to, to_grade=to_grade)
