"""The group view as a workbook: the same rows, order and filter, with letters on their grounds."""

from collections.abc import Callable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from npo_desktop.band_words import band_text
from npo_desktop.charts.group_profile import class_notice_text, means_text, remarks
from npo_desktop.charts.heat_cells import HeatCell, Shown
from npo_desktop.charts.heat_words import (
    DOWN,
    UP,
    cell_letter,
    change_mark,
    complete_text,
    domain_text,
)
from npo_desktop.exports.group_facts import GroupView, choice_texts, notice_text
from npo_desktop.exports.xlsx.group_plans import group_plan_sheets
from npo_desktop.exports.xlsx.looks import GREY, date_format, style_arrays
from npo_desktop.exports.xlsx.marks import draw_lines
from npo_desktop.exports.xlsx.memory_writer import SheetInMemory, in_memory
from npo_desktop.exports.xlsx.native_charts import Bars, Spot, add_bars, bars_rows
from npo_desktop.exports.xlsx.notes_sheet import keep_safe_text
from npo_desktop.exports.xlsx.plan_facts import PlanWorkbook
from npo_desktop.exports.xlsx.printing import Paper as SheetPaper
from npo_desktop.exports.xlsx.printing import PrintWords, finish_print, prepare_print
from npo_desktop.exports.xlsx.wording import watermark_text
from npo_desktop.exports.xlsx.workbook import RowStream, clean, lines_of, prepare_sheet
from npo_desktop.formats import date_text, long_date
from npo_desktop.i18n import _
from npo_desktop.progress import Progress, silent
from npo_desktop.scoring.norms import Band

BAR, HEADS, FIRST = 2, 3, 4  # rows: domains, names, the first pupil
WIDTHS = (18, 20, 10, 14, 10, 10, 10, 26, 52)  # of the profile, in characters
NAME, SIGNALS, CELLS = 1, 2, 3  # columns: the first of the cells is the third

# Ground and letter by band; VISUAL.md, section 3. Watch is framed too, so that grey paper tells.
_GROUNDS = {
    "strong": ("FFC2E0F2", "FF0C3B5C"),
    "fine": ("FFF1F4F3", "FF5A6D73"),
    "watch": ("FFF2B03A", "FF422A00"),
    "low": ("FF7D2A55", "FFFFFFFF"),
}
Look = Font | PatternFill | Border | Alignment
_CENTRED = Alignment(horizontal="center", vertical="center")
_WHITE_EDGE = Side(style="thin", color="FFFFFFFF")
_DASHED, _WATCH_EDGE = Side(style="dashed", color="FF7C8D92"), Side(style="thin", color="FF422A00")


def group_workbook(
    view: GroupView,
    *,
    plans: PlanWorkbook | None = None,
    paper: SheetPaper = SheetPaper.A4,
    progress: Progress = silent,
) -> bytes:
    """The map, the profile of the group, how to read them; then its plans and their reviews."""
    book = Workbook()
    made: Any = book.active
    book.properties.title = clean(" · ".join((view.group, view.school, view.round.name)))
    book.properties.creator = "NPO Desktop"
    words = PrintWords(
        left=f"{view.school} · {view.group} · {view.round.name}",
        centre=watermark_text() if view.is_practice else "",
        right=_("Made on {date}").format(date=date_text(view.made_on)),
        warning=notice_text(),
        page=_("Page {page} of {pages}"),
    )
    sheets: tuple[tuple[str, Callable[[Worksheet, GroupView], tuple[int, int]]], ...] = (
        (_("Group"), _fill_map),
        (_("Group profile"), _fill_profile),
        (_("Notes"), _fill_notes),
    )
    for place, (name, fill) in enumerate(sheets):
        progress(place, len(sheets), name)
        sheet = made if place == 0 else book.create_sheet()
        sheet.title = clean(name)
        prepare_print(sheet, words, paper, repeated_rows=f"1:{HEADS if not place else 2}")
        columns, rows = fill(sheet, view)
        finish_print(sheet, columns, rows)
    streamed = {one.name: one for one in group_plan_sheets(plans)} if plans else {}
    for one in streamed.values():
        prepare_sheet(book.create_sheet(one.name), one, words, paper)
    styles = style_arrays(book)

    def begin(worksheet: Any) -> SheetInMemory:
        if worksheet.title in streamed:
            return RowStream(worksheet, streamed[worksheet.title], styles)
        return SheetInMemory(worksheet)

    return in_memory(book, begin)


def group_sheet_names(plans: PlanWorkbook | None = None) -> tuple[str, ...]:
    """What people see, in its order."""
    shown = (
        [sheet.name for sheet in group_plan_sheets(plans) if not sheet.is_hidden] if plans else []
    )
    return (_("Group"), _("Group profile"), _("Notes"), *shown)


def _fill_map(sheet: Worksheet, view: GroupView) -> tuple[int, int]:
    shown = view.shown
    last = CELLS + len(shown.columns)  # the column of dates
    _title(sheet, view, *choice_texts(view))
    for domain, first, count in shown.bars:
        column = CELLS + first
        _put(sheet, BAR, column, domain_text(domain), _bold(), _ground(GREY), _CENTRED)
        sheet.merge_cells(None, BAR, column, BAR, column + count - 1)
    heads = [_("Pupil"), _("Signals"), *(one.name for one in shown.columns), _("Filled in on")]
    for column, words in enumerate(heads, 1):
        turned = CELLS <= column < last
        _put(sheet, HEADS, column, words, _bold(), _ground(GREY), _turned() if turned else _low())
    sheet.row_dimensions[HEADS].height = 92
    looks: dict[HeatCell, tuple[Look, ...]] = {}
    for place, row in enumerate(shown.rows, FIRST):
        _put(sheet, place, NAME, row.pupil.list_name)
        _put(sheet, place, SIGNALS, row.signals, Alignment(horizontal="center"))
        for column, cell in enumerate(row.cells, CELLS):
            words = cell_letter(cell) + (change_mark(cell) if view.changes else "")
            if cell not in looks:
                looks[cell] = _cell_look(cell)
            _put(sheet, place, column, words, *looks[cell])
        if day := view.filled_on.get(row.pupil.id):
            filled = _put(sheet, place, last, None, Alignment(horizontal="left"))
            filled.value, filled.number_format = day, date_format()
    _widen(sheet, [26, 9, *[4.6] * len(shown.columns), 13])
    sheet.freeze_panes = sheet.cell(FIRST, CELLS).coordinate
    end, dates = max(FIRST, HEADS + len(shown.rows)), get_column_letter(last)
    draw_lines(sheet, f"A{FIRST}:B{end} {dates}{FIRST}:{dates}{end}")
    return last, HEADS + len(shown.rows)


def _fill_profile(sheet: Worksheet, view: GroupView) -> tuple[int, int]:
    _title(sheet, view)
    heads = (
        _("Subscale"),
        _("Domain"),
        _("Pupils"),
        *(band_text(band, strong) for band, strong in _BANDS),
        _("Class and school, 0 to 100"),
        _("What stands out"),
    )
    for column, words in enumerate(heads, 1):
        _put(sheet, 2, column, words, _bold(), _ground(GREY), Alignment(wrap_text=True))
    lines = (lines_of(words, int(0.95 * width)) for words, width in zip(heads, WIDTHS, strict=True))
    sheet.row_dimensions[2].height = 14 * max(lines) + 2
    for place, line in enumerate(view.lines, 3):
        one = line.column
        counts: Sequence[int | None] = (one.low, one.watch, one.fine, one.strong)
        if not line.is_shown:
            counts = (None,) * 4
        values = (
            one.name,
            domain_text(one.domain),
            one.scored if line.is_shown else None,
            *counts,
            means_text(line),
            "\n".join(remarks(line)),
        )
        wrapped = Alignment(wrap_text=True, vertical="top")
        for column, value in enumerate(values, 1):
            _put(sheet, place, column, value, _right() if isinstance(value, int) else wrapped)
        sheet.row_dimensions[place].height = 14 * lines_of(str(values[-1]), WIDTHS[-1]) + 1
    _widen(sheet, WIDTHS)
    sheet.freeze_panes = "B3"
    last = 2 + len(view.lines)
    if view.lines:
        sheet.auto_filter.ref = f"A2:I{last}"
        draw_lines(sheet, f"A3:I{last}")
    return len(heads), _draw_bands(sheet, view, last)


def _draw_bands(sheet: Worksheet, view: GroupView, last: int) -> int:
    """How many pupils have which band, below the profile on a page of its own; the last row."""
    if not any(line.is_shown for line in view.lines):
        return last
    keys = [band_text(band, strong) for band, strong in _BANDS]
    bars = Bars(_("Pupils by signal, subscale by subscale"), "name", tuple(keys), are_joined=True)
    places = {"name": 1, **{key: 4 + place for place, key in enumerate(keys)}}
    sheet.row_breaks.append(Break(id=last + 1))
    spot = Spot(2, last, last + 2, sum(WIDTHS), bars_rows(len(view.lines), bars))
    add_bars(sheet, bars, places, spot)
    return last + 2 + spot.rows


def _fill_notes(sheet: Worksheet, view: GroupView) -> tuple[int, int]:
    _title(sheet, view)
    first, last = long_date(view.round.starts_on), long_date(view.round.ends_on)
    shown, period = view.shown, _("{name}: {first} to {last}")
    rows = [
        (_("This file"), keep_safe_text(len(shown.rows))),
        (_("School"), view.school),
        (_("Group"), " · ".join(part for part in (view.group, view.teachers) if part)),
        (_("Round"), period.format(name=view.round.name, first=first, last=last)),
        (_("Shown"), " · ".join(choice_texts(view))),
        (_("Filled in"), complete_text(shown.complete, shown.asked)),
        (_("Lists"), "; ".join(view.editions) or "–"),
        (_("Made on"), long_date(view.made_on)),
        (_("Questionnaires"), notice_text()),
        *(
            (band_text(band, strong).partition(" ")[0], band_text(band, strong).split(" · ")[1])
            for band, strong in _BANDS
        ),
        (UP, _("certain progress: larger than the measurement error")),
        (DOWN, _("certain decline: larger than the measurement error")),
        ("?", _("too few answers")),
        ("–", _("not asked")),
        ("·", _("answered, but no signal is possible: one question, or too new in this language")),
        (_("Empty, with a dashed edge"), _("not filled in yet")),
        (_("One teacher, one class"), class_notice_text()),
    ]  # fmt: skip
    for place, (subject, words) in enumerate(rows, 2):
        top = Alignment(wrap_text=True, vertical="top")
        _put(sheet, place, 1, subject, _bold(), top)
        _put(sheet, place, 2, words, top)
    _widen(sheet, [28, 96])
    draw_lines(sheet, f"A2:B{1 + len(rows)}")
    return 2, 1 + len(rows)


_BANDS = ((Band.LOW, False), (Band.WATCH, False), (Band.FINE, False), (Band.FINE, True))


def _title(sheet: Worksheet, view: GroupView, *chosen: str) -> None:
    parts = [view.group, view.school, view.round.name, *chosen]
    if view.is_practice:
        parts.insert(0, watermark_text())
    _put(sheet, 1, 1, " · ".join(parts), Font(name="Calibri", size=13, bold=True))


def _cell_look(cell: HeatCell) -> tuple[Look, ...]:
    """Ground, letter and edge."""
    if cell.shown is Shown.BAND:
        style = "strong" if cell.strong and cell.band is Band.FINE else cell.band.value
        ground, ink = _GROUNDS[style]
        side = _WATCH_EDGE if style == Band.WATCH else _WHITE_EDGE
        edge = Border(left=side, right=side, top=side, bottom=side)
        heavy = cell.is_signal or cell.strong
        return _ground(ground), Font(name="Calibri", size=10, bold=heavy, color=ink), edge, _CENTRED
    edge = Border(left=_DASHED, right=_DASHED, top=_DASHED, bottom=_DASHED)
    if cell.shown is Shown.FEW:
        hatched = PatternFill("lightUp", fgColor="FF7C8D92", bgColor="FFFFFFFF")
        return hatched, Font(name="Calibri", size=10, bold=True), _CENTRED
    return (edge, _CENTRED) if cell.shown is Shown.OPEN else (_CENTRED,)


def _put(sheet: Worksheet, row: int, column: int, value: str | int | None, *looks: Look) -> Cell:
    """Text is never a formula: it is set past openpyxl's reading of it."""
    cell: Any = sheet.cell(row, column)
    cell.font = Font(name="Calibri", size=10)
    if isinstance(value, str):
        cell.value = clean(value)
        cell.data_type = "s"
    elif value is not None:
        cell.value = value
    for look in looks:
        if isinstance(look, Font):
            cell.font = look
        elif isinstance(look, PatternFill):
            cell.fill = look
        elif isinstance(look, Border):
            cell.border = look
        else:
            cell.alignment = look
    made: Cell = cell
    return made


def _widen(sheet: Worksheet, widths: Sequence[float]) -> None:
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width


def _bold() -> Font:
    return Font(name="Calibri", size=10, bold=True)


def _ground(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


def _turned() -> Alignment:
    return Alignment(text_rotation=90, horizontal="center", vertical="bottom")


def _right() -> Alignment:  # with room before the words of the next column
    return Alignment(horizontal="right", vertical="top", indent=1)


def _low() -> Alignment:
    return Alignment(vertical="bottom", wrap_text=True)
