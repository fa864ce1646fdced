"""The Excel plan read back."""

from pathlib import Path
from typing import Any

from sqlmodel import Session

from npo_desktop.commands.result import Result
from npo_desktop.i18n import _, ngettext
from npo_desktop.importers.plan_workbook.read import read_plan_workbook
from npo_desktop.queries.imports.import_preview import State
from npo_desktop.queries.planning.plan_differences import PlanChange, PlanPreview, shown, where_text
from npo_desktop.queries.planning.plan_round_trip import import_plans, preview_plans


def import_plan(session: Session, path: Path, *, dry_run: bool) -> Result:
    """Status, sessions given and review dates; what asks for a decision is left out and told."""
    preview = preview_plans(session, read_plan_workbook(path))
    if not dry_run:
        import_plans(session, preview)
    data = {
        "format": "xlsx",
        "plans": preview.counts,
        "skipped_fields": list(preview.file.lost),
        "messages": [
            {"line": one.line, "text": _problem(preview, one)}
            for one in preview.changes
            if one.state is not State.CHANGED
        ],
        "changes": [_as_json(one) for one in preview.taken],
    }
    lines = [_("Nothing was written: this was a trial.")] if dry_run else []
    return Result(data, [*lines, *_lines(preview)])


def _as_json(change: PlanChange) -> dict[str, Any]:
    return {
        "line": change.line,
        "cell": change.place,
        "pupil": change.number,
        "field": change.key,
        "from": _plain(change.before),
        "to": _plain(change.after),
    }


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, str | int) else value.isoformat()


def _lines(preview: PlanPreview) -> list[str]:
    n, left = len(preview.taken), len(preview.changes) - len(preview.taken)
    lines = [ngettext("{n} change.", "{n} changes.", n).format(n=n)]
    lines += [f"{where_text(preview.file, one)}: {change_text(one)}" for one in preview.taken]
    if left:
        text = ngettext("{n} cell is left as it is here:", "{n} cells are left as they are here:",
                        left)  # fmt: skip
        lines.append(text.format(n=left))
    lines += [_problem(preview, one) for one in preview.changes if not one.taken]
    if preview.missing:
        text = ngettext(
            "{n} plan of the workbook is not in the sheet any more: nothing changes for it.",
            "{n} plans of the workbook are not in the sheet any more: nothing changes for them.",
            preview.missing,
        )
        lines.append(text.format(n=preview.missing))
    if preview.file.lost:
        text = _("These columns are not in the sheet any more: {columns}.")
        lines.append(text.format(columns=", ".join(preview.file.lost)))
    return lines


def change_text(change: PlanChange) -> str:
    """Pupil number, what it was and what it becomes, and what to know about it."""
    text = _("{pupil}: {before} becomes {after}.").format(
        pupil=change.number,
        before=shown(change.key, change.before),
        after=shown(change.key, change.after),
    )
    return f"{text} {change.reason}".strip()


def _problem(preview: PlanPreview, change: PlanChange) -> str:
    where = where_text(preview.file, change)
    told = change.reason if change.state is State.FAULTY else change_text(change)
    return f"{where}: {told}"
