"""What the class grid shows of each pupil under one statement."""

from collections.abc import Sequence

from npo_desktop.content.grade_names import grade_name
from npo_desktop.content.questionnaire import Item
from npo_desktop.dossiers.asked_wording import why_word
from npo_desktop.dossiers.two_tiers import TWO_TIER
from npo_desktop.i18n import _
from npo_desktop.queries.answering.class_entry import ClassEntry, ClassRow
from npo_desktop.scoring.equal_rows import equal_rows
from ui.grid.class_table import GridRow


def grid_rows(group: ClassEntry, item: Item, style: str) -> list[GridRow]:
    """Every pupil of the group, in its order. ``style``: how the school names year groups."""
    return [_grid_row(group, row, item, style) for row in group.rows]


def repeated_answers(rows: Sequence[GridRow]) -> tuple[range, int] | None:
    """Between which rows the same answer comes again and again, and how many times."""
    asked = [place for place, row in enumerate(rows) if row.is_asked]
    run = equal_rows([rows[place].value for place in asked])
    if run is None:
        return None
    return range(asked[run[0]], asked[run[-1]] + 1), len(run)


def answer_counts(rows: Sequence[GridRow], labels: Sequence[str]) -> list[tuple[str, int]]:
    """How often each answer was given; the last label is that of "don't know"."""
    given = [row.value for row in rows if row.is_asked and row.is_answered]
    known = [(label, given.count(value)) for value, label in enumerate(labels[:-1])]
    return [*known, (labels[-1], given.count(None))]


def _grid_row(group: ClassEntry, row: ClassRow, item: Item, style: str) -> GridRow:
    answers, pupil = row.entry.answers, row.pupil
    is_asked = row.is_asked(item.id)
    return GridRow(
        pupil_id=pupil.id,
        name=pupil.list_name,
        year=grade_name(pupil.grade, style),
        is_asked=is_asked,
        is_answered=is_asked and item.id in answers,
        value=answers.get(item.id) if is_asked else None,
        words=_reason(row, item) if is_asked else _why_not(group, row, item),
    )


def _reason(row: ClassRow, item: Item) -> str:
    return next(why_word(one.why) for one in row.entry.asked if one.item.id == item.id)


def _why_not(group: ClassEntry, row: ClassRow, item: Item) -> str:
    if row.entry.exception is False:
        return _("exception: not asked in this round")
    if not item.suits(row.pupil.age_on(group.round.starts_on)):
        return _("not asked at this age")
    if row.entry.form != TWO_TIER:
        return _("not asked after the answers given before")
    about_this = [one.id for one in row.entry.items if one.scale == item.scale]
    if any(one in row.entry.answers for one in about_this):
        return _("not needed: the first statement about this gave no signal")
    return _("asked only when the first statement about this gives a signal")
