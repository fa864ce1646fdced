"""The heat map in words: for listening instead of looking, for tooltips and titles. Pure."""

from npo_desktop.band_words import band_letter, band_letters, band_name
from npo_desktop.charts.heat_cells import NO_SIGNAL, HeatCell, Shown
from npo_desktop.charts.heat_map import HeatChoice, HeatColumn, HeatRow, Sort
from npo_desktop.content.informant_words import informant_text
from npo_desktop.content.questionnaire import Informant
from npo_desktop.i18n import _, ngettext
from npo_desktop.scoring.change import Verdict

UP, DOWN = "▲", "▽"
SMALLEST_GROUP = 5  # pupils with a band: under this a group has no figures. SCORING.md, section 6


def cell_text(cell: HeatCell) -> str:
    """The band, or why there is none: "help needed", "not filled in yet"."""
    if cell.shown is Shown.BAND:
        return band_name(cell.band, cell.strong).lower()
    return {
        Shown.FEW: _("too few answers"),
        Shown.OPEN: _("not filled in yet"),
        Shown.NOT_ASKED: _("not asked"),
        Shown.ONE_QUESTION: _("one question gives no signal"),
        Shown.NO_CONCERN: _("no concern at the first statement"),
        Shown.RESTING: _("taught in this language only a short time"),
    }[cell.shown]


def cell_letter(cell: HeatCell) -> str:
    """What stands in the cell: a letter, ? for too few answers, a dot where there is no signal."""
    if cell.shown is Shown.BAND:
        return band_letter(cell.band, cell.strong)
    if cell.shown is Shown.FEW:
        return "?"
    if cell.shown is Shown.NOT_ASKED:
        return "–"
    return "·" if cell.shown in NO_SIGNAL else ""


def change_mark(cell: HeatCell) -> str:
    """A triangle, only where the change is certain."""
    return {Verdict.IMPROVED: UP, Verdict.DECLINED: DOWN}.get(cell.change, "")


def cell_change_text(cell: HeatCell) -> str:
    """The change in short."""
    return {
        Verdict.IMPROVED: _("certain progress"),
        Verdict.DECLINED: _("certain decline"),
    }.get(cell.change, _("no certain change"))


def spoken_cell(row: HeatRow, column: HeatColumn, cell: HeatCell) -> str:
    """All of one cell: who, what, the band, the change."""
    parts = [row.pupil.full_name, column.name.lower(), cell_text(cell)]
    if cell.shown is Shown.BAND:
        parts.append(cell_change_text(cell))
    return ", ".join(parts)


def spoken_row(row: HeatRow) -> str:
    """A pupil with how many signals."""
    words = ngettext("{n} signal", "{n} signals", row.signals).format(n=row.signals)
    return f"{row.pupil.full_name}, {words}"


def spoken_column(column: HeatColumn) -> str:
    """A subscale with its counts; of a small group only the name."""
    if column.scored < SMALLEST_GROUP:
        return column.name
    words = _("{name}: help needed {low}, watch {watch}, on level {fine}, strong {strong}")
    return words.format(
        name=column.name,
        low=column.low,
        watch=column.watch,
        fine=column.fine,
        strong=column.strong,
    )


def domain_text(domain: str, *, short: bool = False) -> str:
    """What the columns of a domain are called together; empty: all of them."""
    if short:
        return {"COG": _("Cognitive"), "EF": _("Executive"), "SE": _("Social")}.get(
            domain, _("All")
        )
    return {
        "COG": _("Cognitive"),
        "EF": _("Executive functions"),
        "SE": _("Social-emotional"),
    }.get(domain, _("All subscales"))


def source_text(informant: Informant | None) -> str:
    """Whose answers the map shows."""
    return _("all sources") if informant is None else informant_text(informant)


def sort_text(choice: HeatChoice, column: str = "") -> str:
    """In which order the pupils stand; ``column`` is the name of the subscale sorted on."""
    if choice.sort is Sort.NAME:
        return _("By name")
    if choice.sort is Sort.COLUMN and column:
        return _("By {name}").format(name=column)
    return _("Most attention")


def complete_text(complete: int, asked: int) -> str:
    """How far the group is: 21 of 24 complete."""
    return _("{n} of {total} complete").format(n=complete, total=asked)


def signals_name() -> str:
    """The head above the counts, in the letters of the language: L + H."""
    letters = band_letters()
    return f"{letters[1]} + {letters[0]}"
