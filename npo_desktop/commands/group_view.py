"""The group view as a file: the same as the button on the page."""

from pathlib import Path

from sqlmodel import Session

from npo_desktop.charts.heat_map import HeatChoice, Sort
from npo_desktop.charts.heat_words import complete_text
from npo_desktop.commands.result import Result
from npo_desktop.content.load import Content
from npo_desktop.content.questionnaire import Informant
from npo_desktop.i18n import _, ngettext
from npo_desktop.jobs.export_jobs import note_export
from npo_desktop.jobs.group_jobs import load_group_view, render_group_view
from npo_desktop.queries.rounds import round_by_name


def export_group(
    session: Session,
    content: Content,
    round_name: str,
    group: str | None,
    file: Path | None,
    *,
    source: str | None,
    sort: str,
    paper: str,
) -> Result:
    """The rows as data; with a file also on paper or in a workbook. No group: the whole school."""
    this = round_by_name(session, round_name)
    choice = HeatChoice(informant=Informant(source) if source else None, sort=Sort(sort))
    view = load_group_view(session, content, this, group, choice)
    shown = view.shown
    rows = [
        {
            "pupil": row.pupil.number,
            "low": row.low,
            "watch": row.watch,
            "cells": {
                column.subscale: {
                    "shown": cell.shown.value,
                    "band": cell.band.value,
                    "strong": cell.strong,
                    "change": cell.change.value,
                }
                for column, cell in zip(shown.columns, row.cells, strict=True)
            },
        }
        for row in shown.rows
    ]
    n = len(rows)
    lines = [
        f"{view.group}: " + ngettext("{n} pupil", "{n} pupils", n).format(n=n),
        complete_text(shown.complete, shown.asked),
    ]
    data: dict[str, object] = {"group": view.group, "rows": rows}
    if file is not None:
        written = render_group_view(view, file, paper=paper)
        note_export(session, written)
        data["written"] = str(file)
        lines.append(_("The group view is at {file}.").format(file=file))
    return Result(data, lines)
